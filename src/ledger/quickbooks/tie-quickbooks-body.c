/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-body"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-json-writer.h"
#include "base/tie-text.h"
#include "ledger/quickbooks/tie-quickbooks-body.h"
#include "ledger/quickbooks/tie-quickbooks-entity.h"
#include "ledger/quickbooks/tie-quickbooks-limits.h"
#include "ledger/quickbooks/tie-quickbooks-writer.h"
#include "ledger/tie-body-writer.h"
#include "model/tie-contact.h"
#include "model/tie-employee.h"
#include "model/tie-site.h"

/* Only fields that the practice owns are sent, and empty ones are left out: a sparse update leaves at QuickBooks what is
 * not named.  Notes stay in the practice; they are nobody else's. */

char *
tie_quickbooks_clean_name (const char *name)
{
  char *clean = tie_text_clean (name);

  return g_strdelimit (clean, TIE_QUICKBOOKS_NAME_FORBIDDEN, TIE_QUICKBOOKS_NAME_REPLACEMENT);
}

static gboolean
check_length (TieRecord *record,
              guint field,
              const char *text,
              guint max,
              GError **error)
{
  return tie_body_check_length (TIE_QUICKBOOKS_SHORT_NAME, _ (tie_record_get_field (record, field)->label), text, max, error);
}

static gboolean
add_name (TieJsonWriter *writer,
          TieRecord *record,
          const TieBodyFields *fields,
          GError **error)
{
  g_autofree char *name = tie_quickbooks_clean_name (tie_record_get_text (record, fields->name));

  if (*name == '\0')
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("Give a name; QuickBooks takes no record without one."));
      return FALSE;
    }
  if (!check_length (record, fields->name, name, TIE_QUICKBOOKS_MAX_NAME, error))
    return FALSE;
  tie_json_writer_add_string (writer, "DisplayName", name);
  return TRUE;
}

static gboolean
add_email (TieJsonWriter *writer,
           TieRecord *record,
           const TieBodyFields *fields,
           GError **error)
{
  g_autofree char *email = tie_body_dup_field (record, fields->email);

  if (*email == '\0')
    return TRUE;
  if (strchr (email, '@') == NULL || strchr (email, '.') == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("“%s” is no email address that QuickBooks takes."), email);
      return FALSE;
    }
  if (!check_length (record, fields->email, email, TIE_QUICKBOOKS_MAX_EMAIL, error))
    return FALSE;
  tie_json_writer_begin_object (writer, "PrimaryEmailAddr");
  tie_json_writer_add_string (writer, "Address", email);
  tie_json_writer_end_object (writer);
  return TRUE;
}

static gboolean
add_phone (TieJsonWriter *writer,
           TieRecord *record,
           const TieBodyFields *fields,
           gsize max,
           GError **error)
{
  g_autofree char *phone = tie_body_dup_field (record, fields->phone);

  if (*phone == '\0')
    return TRUE;
  if (!check_length (record, fields->phone, phone, max, error))
    return FALSE;
  tie_json_writer_begin_object (writer, "PrimaryPhone");
  tie_json_writer_add_string (writer, "FreeFormNumber", phone);
  tie_json_writer_end_object (writer);
  return TRUE;
}

/* Five lines at most. */
static gboolean
add_street (TieJsonWriter *writer,
            TieRecord *record,
            const TieBodyFields *fields,
            GError **error)
{
  g_auto (GStrv) lines = tie_body_split_street (record, fields->street, TIE_QUICKBOOKS_MAX_LINES);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *member = g_strdup_printf ("Line%u", i + 1);

      if (!check_length (record, fields->street, lines[i], TIE_QUICKBOOKS_MAX_LINE, error))
        return FALSE;
      tie_json_writer_add_string (writer, member, lines[i]);
    }
  return TRUE;
}

static gboolean
add_address (TieJsonWriter *writer,
             TieRecord *record,
             const TieBodyFields *fields,
             const char *member,
             GError **error)
{
  if (!tie_body_has_address (record, fields))
    return TRUE;
  tie_json_writer_begin_object (writer, member);
  if (!add_street (writer, record, fields, error) ||
      !tie_body_add_field (writer, TIE_QUICKBOOKS_SHORT_NAME, "City", record, fields->city, TIE_QUICKBOOKS_MAX_PLACE, error) ||
      !tie_body_add_field (writer, TIE_QUICKBOOKS_SHORT_NAME, "CountrySubDivisionCode", record, fields->state, TIE_QUICKBOOKS_MAX_PLACE, error) ||
      !tie_body_add_field (writer, TIE_QUICKBOOKS_SHORT_NAME, "PostalCode", record, fields->postcode, TIE_QUICKBOOKS_MAX_POSTCODE, error) ||
      !tie_body_add_field (writer, TIE_QUICKBOOKS_SHORT_NAME, "Country", record, fields->country, TIE_QUICKBOOKS_MAX_PLACE, error))
    return FALSE;
  tie_json_writer_end_object (writer);
  return TRUE;
}

static void
add_parent (TieJsonWriter *writer,
            const char *parent_remote_id)
{
  tie_json_writer_begin_object (writer, "ParentRef");
  tie_json_writer_add_string (writer, "value", parent_remote_id);
  tie_json_writer_end_object (writer);
  tie_json_writer_add_boolean (writer, "Job", TRUE);
  tie_json_writer_add_boolean (writer, "BillWithParent", TRUE);
}

/* An employee is known by the parts of the name. */
static gboolean
add_name_parts (TieJsonWriter *writer,
                TieRecord *record,
                GError **error)
{
  g_autofree char *name = tie_quickbooks_clean_name (tie_record_get_text (record, TIE_EMPLOYEE_NAME));
  char *blank = strrchr (name, ' ');

  if (*name == '\0')
    return TRUE;
  if (blank != NULL)
    *blank = '\0';
  return tie_quickbooks_add_text (writer, blank != NULL ? "GivenName" : "FamilyName", _ (tie_record_get_field (record, TIE_EMPLOYEE_NAME)->label), name, TIE_QUICKBOOKS_MAX_NAME, error) &&
         (blank == NULL || tie_quickbooks_add_text (writer, "FamilyName", _ (tie_record_get_field (record, TIE_EMPLOYEE_NAME)->label), blank + 1, TIE_QUICKBOOKS_MAX_NAME, error));
}

static gboolean
check_arguments (TieKind kind,
                 const char *verb,
                 TieRecord *record,
                 const char *parent_remote_id,
                 const TieRemote *remote,
                 GError **error)
{
  gboolean is_update = g_str_equal (verb, "update");

  if (!tie_quickbooks_check_verb (kind, verb, remote, error))
    return FALSE;
  if (TIE_IS_EMPLOYEE (record) ? kind != TIE_KIND_EMPLOYEE : (!TIE_IS_CONTACT (record) && !TIE_IS_SITE (record)) || (kind != TIE_KIND_CUSTOMER && kind != TIE_KIND_VENDOR))
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, "This is not sent to QuickBooks as a record of kind %s", tie_kind_to_string (kind));
  else if (TIE_IS_SITE (record) && (kind != TIE_KIND_CUSTOMER || (!is_update && tie_text_is_empty (parent_remote_id))))
    /* Vendors have no places at QuickBooks. */
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("A site needs a customer above it that is linked with QuickBooks."));
  else
    return TRUE;
  return FALSE;
}

GBytes *
tie_quickbooks_make_body (TieKind kind,
                          const char *verb,
                          TieRecord *record,
                          const char *parent_remote_id,
                          const TieRemote *remote,
                          GError **error)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  const TieBodyFields *fields = tie_body_find_fields (record);

  if (!check_arguments (kind, verb, record, parent_remote_id, remote, error))
    return NULL;

  tie_quickbooks_begin_body (writer, verb, remote);
  if (!add_name (writer, record, fields, error) || (kind == TIE_KIND_EMPLOYEE && !add_name_parts (writer, record, error)))
    return NULL;
  if (kind == TIE_KIND_CUSTOMER && !tie_text_is_empty (parent_remote_id))
    add_parent (writer, parent_remote_id);
  if (!add_email (writer, record, fields, error) ||
      !add_phone (writer, record, fields, kind == TIE_KIND_EMPLOYEE ? TIE_QUICKBOOKS_MAX_EMPLOYEE_PHONE : TIE_QUICKBOOKS_MAX_PHONE, error) ||
      !add_address (writer, record, fields, tie_quickbooks_entity_for_kind (kind)->address, error))
    return NULL;
  return tie_body_finish (writer);
}
