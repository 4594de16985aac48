/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-body"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "ledger/tie-body-writer.h"
#include "ledger/xero/tie-xero-body.h"
#include "ledger/xero/tie-xero-frozen.h"
#include "ledger/xero/tie-xero-limits.h"
#include "ledger/xero/tie-xero-writer.h"
#include "model/tie-contact.h"
#include "net/tie-json.h"

/* Only fields that the practice owns are sent, and empty ones are left out: what is not named stays at Xero as it is.  A list
 * that is sent takes the place of the one that is there, so addresses and phones of other types go along as they are. */

#define ADDRESS "POBOX" /* the one that is printed on invoices */
#define PHONE "DEFAULT"

static const char *const address_members[] = {
  "AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4", "City", "Region", "PostalCode", "Country", "AttentionTo",
};
static const char *const phone_members[] = { "PhoneNumber", "PhoneAreaCode", "PhoneCountryCode" };

/* ---- what is there ---- */

/* (nullable) The element of that type, whose place ours takes. */
static JsonObject *
find_typed (JsonArray *array,
            const char *type_member,
            const char *type)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *one = tie_json_get_element_object (array, i);

      if (g_strcmp0 (tie_json_get_string (one, type_member), type) == 0)
        return one;
    }
  return NULL;
}

static gboolean
has_any (JsonObject *object,
         const char *const *members,
         gsize n_members)
{
  for (gsize i = 0; i < n_members; i++)
    {
      if (!tie_text_is_empty (tie_json_get_string (object, members[i])))
        return TRUE;
    }
  return FALSE;
}

/* Those of the other types that say anything. */
static void
add_others (TieJsonWriter *writer,
            JsonArray *array,
            const char *type_member,
            const char *own_type,
            const char *const *members,
            gsize n_members)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *one = tie_json_get_element_object (array, i);
      const char *type = tie_json_get_string (one, type_member);

      if (type == NULL || g_str_equal (type, own_type) || !has_any (one, members, n_members))
        continue;
      tie_json_writer_begin_object (writer, NULL);
      tie_json_writer_add_string (writer, type_member, type);
      for (gsize j = 0; j < n_members; j++)
        tie_json_writer_add_string_if_set (writer, members[j], tie_json_get_string (one, members[j]));
      tie_json_writer_end_object (writer);
    }
}

/* ---- parts ---- */

static gboolean
add_name (TieJsonWriter *writer,
          TieRecord *record,
          const TieBodyFields *fields,
          GError **error)
{
  g_autofree char *name = tie_body_dup_field (record, fields->name);

  if (*name != '\0')
    return tie_body_add_field (writer, TIE_XERO_SHORT_NAME, "Name", record, fields->name, TIE_XERO_MAX_NAME, error);
  g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("Give a name; Xero takes no record without one."));
  return FALSE;
}

/* One address, and in letters that mail knew from the beginning. */
static gboolean
add_email (TieJsonWriter *writer,
           TieRecord *record,
           const TieBodyFields *fields,
           GError **error)
{
  g_autofree char *email = tie_body_dup_field (record, fields->email);
  const char *at = strchr (email, '@');

  if (*email == '\0')
    return TRUE;
  if (!tie_body_is_email (email) || strchr (at + 1, '@') != NULL || strpbrk (email, ",;") != NULL || !g_str_is_ascii (email))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("“%s” is no email address that Xero takes."), email);
      return FALSE;
    }
  return tie_body_add_field (writer, TIE_XERO_SHORT_NAME, "EmailAddress", record, fields->email, TIE_XERO_MAX_EMAIL, error);
}

/* Letters of the English alphabet alone are taken. */
static char *
dup_country (TieRecord *record,
             const TieBodyFields *fields)
{
  g_autofree char *country = tie_body_dup_field (record, fields->country);
  g_autofree char *plain = g_str_to_ascii (country, "C");

  for (char *c = plain; *c != '\0'; c++)
    {
      if (!g_ascii_isalpha (*c))
        *c = ' ';
    }
  return tie_text_clean (plain);
}

static gboolean
add_street (TieJsonWriter *writer,
            TieRecord *record,
            const TieBodyFields *fields,
            GError **error)
{
  g_auto (GStrv) lines = tie_body_split_street (record, fields->street, TIE_XERO_MAX_LINES);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (!tie_xero_add_text (writer, address_members[i], _ (tie_record_get_field (record, fields->street)->label), lines[i], TIE_XERO_MAX_LINE, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_address (TieJsonWriter *writer,
             TieRecord *record,
             const TieBodyFields *fields,
             JsonObject *there,
             GError **error)
{
  JsonArray *all = tie_json_get_array (there, "Addresses");
  JsonObject *own = find_typed (all, "AddressType", ADDRESS);
  g_autofree char *country = NULL;

  if (!tie_body_has_address (record, fields))
    return TRUE;
  country = dup_country (record, fields);
  tie_json_writer_begin_array (writer, "Addresses");
  tie_json_writer_begin_object (writer, NULL);
  tie_json_writer_add_string (writer, "AddressType", ADDRESS);
  if (!add_street (writer, record, fields, error) ||
      !tie_body_add_field (writer, TIE_XERO_SHORT_NAME, "City", record, fields->city, TIE_XERO_MAX_PLACE, error) ||
      !tie_body_add_field (writer, TIE_XERO_SHORT_NAME, "Region", record, fields->state, TIE_XERO_MAX_PLACE, error) ||
      !tie_body_add_field (writer, TIE_XERO_SHORT_NAME, "PostalCode", record, fields->postcode, TIE_XERO_MAX_POSTCODE, error) ||
      !tie_xero_add_text (writer, "Country", _ (tie_record_get_field (record, fields->country)->label), country, TIE_XERO_MAX_COUNTRY, error))
    return FALSE;
  tie_json_writer_add_string_if_set (writer, "AttentionTo", tie_json_get_string (own, "AttentionTo"));
  tie_json_writer_end_object (writer);
  add_others (writer, all, "AddressType", ADDRESS, address_members, G_N_ELEMENTS (address_members));
  tie_json_writer_end_array (writer);
  return TRUE;
}

static char *
dup_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (const char *c = text != NULL ? text : ""; *c != '\0'; c++)
    {
      if (g_ascii_isdigit (*c))
        g_string_append_c (digits, *c);
    }
  return g_string_free (digits, FALSE);
}

/* A number that is there in three parts stays so as long as it is the same number. */
static gboolean
is_same_phone (JsonObject *there,
               const char *phone)
{
  g_autofree char *country = dup_digits (tie_json_get_string (there, "PhoneCountryCode"));
  g_autofree char *area = dup_digits (tie_json_get_string (there, "PhoneAreaCode"));
  g_autofree char *number = dup_digits (tie_json_get_string (there, "PhoneNumber"));
  g_autofree char *whole = g_strconcat (country, area, number, NULL);
  g_autofree char *wanted = dup_digits (phone);

  return *whole != '\0' && g_str_equal (whole, wanted);
}

static gboolean
add_phone (TieJsonWriter *writer,
           TieRecord *record,
           const TieBodyFields *fields,
           JsonObject *there,
           GError **error)
{
  g_autofree char *phone = tie_body_dup_field (record, fields->phone);
  JsonArray *all = tie_json_get_array (there, "Phones");
  JsonObject *own = find_typed (all, "PhoneType", PHONE);

  if (*phone == '\0')
    return TRUE;
  tie_json_writer_begin_array (writer, "Phones");
  tie_json_writer_begin_object (writer, NULL);
  tie_json_writer_add_string (writer, "PhoneType", PHONE);
  if (is_same_phone (own, phone))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (phone_members); i++)
        tie_json_writer_add_string_if_set (writer, phone_members[i], tie_json_get_string (own, phone_members[i]));
    }
  else if (!tie_body_add_field (writer, TIE_XERO_SHORT_NAME, "PhoneNumber", record, fields->phone, TIE_XERO_MAX_PHONE, error))
    return FALSE;
  tie_json_writer_end_object (writer);
  add_others (writer, all, "PhoneType", PHONE, phone_members, G_N_ELEMENTS (phone_members));
  tie_json_writer_end_array (writer);
  return TRUE;
}

static void
add_status (TieJsonWriter *writer,
            TieRecord *record,
            const TieRemote *remote)
{
  gboolean is_archived = tie_record_get_integer (record, TIE_CONTACT_ARCHIVED) != 0;

  if (is_archived == remote->is_active)
    tie_json_writer_add_string (writer, "ContactStatus", is_archived ? "ARCHIVED" : "ACTIVE");
}

static gboolean
check_record (TieKind kind,
              TieRecord *record,
              GError **error)
{
  if (TIE_IS_CONTACT (record) && (kind == TIE_KIND_CUSTOMER || kind == TIE_KIND_VENDOR))
    return TRUE;
  if (TIE_IS_SITE (record))
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("Xero has no sites below a contact. Their invoices go to the contact."));
  else
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, "This is not sent to Xero as a record of kind %s", tie_kind_to_string (kind));
  return FALSE;
}

GBytes *
tie_xero_make_body (TieKind kind,
                    const char *verb,
                    TieRecord *record,
                    const TieRemote *remote,
                    GError **error)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  g_autoptr (JsonNode) raw = remote != NULL && remote->raw != NULL ? json_from_string (remote->raw, NULL) : NULL;
  JsonObject *there = tie_json_get_root_object (raw);
  const TieBodyFields *fields = tie_body_find_fields (record);
  gboolean is_new = g_str_equal (verb, "create");

  if (!check_record (kind, record, error) || !tie_xero_check_verb (kind, verb, remote, error))
    return NULL;

  tie_json_writer_begin_object (writer, NULL);
  /* By our own id a contact is known again that was made without our hearing of it. */
  if (is_new)
    tie_json_writer_add_string (writer, "ContactNumber", tie_record_get_id (record));
  else
    tie_json_writer_add_string (writer, "ContactID", remote->id);
  if (!add_name (writer, record, fields, error) || !add_email (writer, record, fields, error) ||
      !add_address (writer, record, fields, there, error) || !add_phone (writer, record, fields, there, error))
    return NULL;
  if (!is_new)
    add_status (writer, record, remote);
  return tie_xero_freeze (is_new ? "PUT" : "POST", "Contacts", is_new ? NULL : remote->version, writer);
}
