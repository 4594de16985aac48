/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage-body"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "ledger/sage/tie-sage-body.h"
#include "ledger/sage/tie-sage-limits.h"
#include "ledger/sage/tie-sage-writer.h"
#include "ledger/tie-body-writer.h"
#include "model/tie-contact.h"
#include "net/tie-json.h"

/* Only fields that the practice owns are sent, and empty ones are left out: what is not named stays at Sage as it is. */

#define PACKAGE "Sage"

/* Sage knows countries by their codes; another word would hold the whole contact back, so what is not known is not sent. */
static const char *
find_country (const char *text)
{
  static const char *const countries[][2] = {
    { "uk", "GB" },      { "united kingdom", "GB" }, { "great britain", "GB" }, { "england", "GB" }, { "scotland", "GB" }, { "wales", "GB" },
    { "northern ireland", "GB" }, { "usa", "US" },   { "united states", "US" }, { "united states of america", "US" },
    { "ireland", "IE" }, { "canada", "CA" },         { "france", "FR" },        { "germany", "DE" }, { "spain", "ES" },
  };
  g_autofree char *folded = tie_text_fold (text);

  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      if (g_str_equal (folded, countries[i][0]))
        return countries[i][1];
    }
  return NULL;
}

static char *
dup_country (TieRecord *record)
{
  g_autofree char *text = tie_body_dup_field (record, TIE_CONTACT_COUNTRY);
  const char *known = find_country (text);

  if (known != NULL)
    return g_strdup (known);
  return strlen (text) == 2 && g_ascii_isalpha (text[0]) && g_ascii_isalpha (text[1]) ? g_ascii_strup (text, 2) : NULL;
}

static gboolean
add_address (TieJsonWriter *writer,
             TieRecord *record,
             GError **error)
{
  g_auto (GStrv) lines = tie_body_split_street (record, TIE_CONTACT_STREET, TIE_SAGE_MAX_LINES);
  g_autofree char *country = dup_country (record);
  const char *label = _ (tie_record_get_field (record, TIE_CONTACT_STREET)->label);

  if (!tie_body_has_address (record, tie_body_find_fields (record)))
    return TRUE;
  tie_json_writer_begin_object (writer, "main_address");
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *member = g_strdup_printf ("address_line_%u", i + 1);

      if (!tie_body_add_text (writer, PACKAGE, member, label, lines[i], TIE_SAGE_MAX_LINE, error))
        return FALSE;
    }
  if (!tie_body_add_field (writer, PACKAGE, "city", record, TIE_CONTACT_CITY, TIE_SAGE_MAX_LINE, error) ||
      !tie_body_add_field (writer, PACKAGE, "region", record, TIE_CONTACT_STATE, TIE_SAGE_MAX_LINE, error) ||
      !tie_body_add_field (writer, PACKAGE, "postal_code", record, TIE_CONTACT_POSTCODE, TIE_SAGE_MAX_POSTCODE, error))
    return FALSE;
  tie_sage_add_id (writer, "country_id", country);
  tie_json_writer_end_object (writer);
  return TRUE;
}

/* Whom Sage has as the person stays; a new contact's gets the contact's name. */
static gboolean
add_person (TieJsonWriter *writer,
            TieRecord *record,
            gboolean is_new,
            GError **error)
{
  g_autofree char *email = tie_body_dup_field (record, TIE_CONTACT_EMAIL);
  g_autofree char *phone = tie_body_dup_field (record, TIE_CONTACT_PHONE);
  g_autofree char *name = tie_body_dup_field (record, TIE_CONTACT_NAME);
  g_autofree char *person = tie_text_truncate (name, TIE_SAGE_MAX_PERSON);

  if (*email == '\0' && *phone == '\0')
    return TRUE;
  if (*email != '\0' && !tie_body_is_email (email))
    {
      /* Translators: an email address, the name of an accounting package */
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("“%s” is no email address that %s takes."), email, PACKAGE);
      return FALSE;
    }
  tie_json_writer_begin_object (writer, "main_contact_person");
  if (is_new)
    tie_json_writer_add_string (writer, "name", person);
  if (!tie_body_add_field (writer, PACKAGE, "email", record, TIE_CONTACT_EMAIL, TIE_SAGE_MAX_EMAIL, error) ||
      !tie_body_add_field (writer, PACKAGE, "telephone", record, TIE_CONTACT_PHONE, TIE_SAGE_MAX_PHONE, error))
    return FALSE;
  if (is_new)
    tie_json_writer_add_boolean (writer, "is_main_contact", TRUE);
  tie_json_writer_end_object (writer);
  return TRUE;
}

static const char *
get_type (TieKind kind)
{
  return kind == TIE_KIND_VENDOR ? "VENDOR" : "CUSTOMER";
}

/* A contact is a customer, a supplier, or both: what it is already, it stays. */
static void
add_types (TieJsonWriter *writer,
           TieKind kind,
           const TieRemote *remote)
{
  g_autoptr (JsonNode) raw = remote != NULL && remote->raw != NULL ? json_from_string (remote->raw, NULL) : NULL;
  JsonArray *types = tie_json_get_array (tie_json_get_root_object (raw), "contact_types");
  gboolean is_there = FALSE;

  if (remote != NULL && types == NULL)
    return;
  tie_json_writer_begin_array (writer, "contact_type_ids");
  for (guint i = 0; types != NULL && i < json_array_get_length (types); i++)
    {
      const char *type = tie_json_get_string (tie_json_get_element_object (types, i), "id");

      if (type == NULL)
        continue;
      is_there |= g_str_equal (type, get_type (kind));
      tie_json_writer_add_string (writer, NULL, type);
    }
  if (!is_there)
    tie_json_writer_add_string (writer, NULL, get_type (kind));
  tie_json_writer_end_array (writer);
}

GBytes *
tie_sage_make_body (TieKind kind,
                    const char *verb,
                    TieRecord *record,
                    const TieRemote *remote,
                    GError **error)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  const TieSageEntity *entity = tie_sage_entity_for_kind (kind, 0);
  gboolean is_new = g_str_equal (verb, "create");
  g_autofree char *name = NULL;

  if (!tie_sage_check_verb (kind, verb, remote, error))
    return NULL;
  if (!TIE_IS_CONTACT (record) || (kind != TIE_KIND_CUSTOMER && kind != TIE_KIND_VENDOR))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("Only customers and suppliers are contacts at Sage."));
      return NULL;
    }
  name = tie_body_dup_field (record, TIE_CONTACT_NAME);
  if (*name == '\0')
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("Give a name; %s takes no record without one."), PACKAGE);
      return NULL;
    }

  tie_sage_begin_body (writer, entity);
  if (!tie_body_add_field (writer, PACKAGE, "name", record, TIE_CONTACT_NAME, TIE_SAGE_MAX_NAME, error))
    return NULL;
  add_types (writer, kind, is_new ? NULL : remote);
  /* Names may repeat at Sage, references may not: the client's number keeps one from being made twice. */
  if (!tie_body_add_field (writer, PACKAGE, "reference", record, TIE_CONTACT_NUMBER, TIE_SAGE_MAX_CONTACT_REFERENCE, error) ||
      !add_address (writer, record, error) || !add_person (writer, record, is_new, error))
    return NULL;
  if (is_new)
    tie_json_writer_add_string (writer, "source_guid", tie_record_get_id (record));
  return tie_sage_finish_body (writer, entity, is_new ? NULL : remote);
}

/* ---- products and services ---- */

GBytes *
tie_sage_make_item_body (const char *verb,
                         const TieLedgerItem *item,
                         const TieRemote *remote,
                         GError **error)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  gboolean is_new = g_str_equal (verb, "create");
  const char *there = NULL;
  const TieSageEntity *entity = NULL;
  const char *description = tie_text_is_empty (item->description) ? item->name : item->description;

  if (!tie_sage_check_verb (TIE_KIND_ITEM, verb, remote, error))
    return NULL;
  entity = is_new ? tie_sage_entity_for_kind (TIE_KIND_ITEM, 0) : tie_sage_entity_for_id (TIE_KIND_ITEM, remote->id, &there);
  if (tie_text_is_empty (item->name))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("Give a name; %s takes no record without one."), PACKAGE);
      return NULL;
    }
  if (is_new && tie_text_is_empty (item->income_account_id))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Choose an income account"));
      return NULL;
    }

  /* Prices stay Sage's: each line that is sent has its own. */
  tie_sage_begin_body (writer, entity);
  if (!tie_body_add_text (writer, PACKAGE, "item_code", _ ("The name"), item->name, TIE_SAGE_MAX_ITEM, error) ||
      !tie_body_add_text (writer, PACKAGE, "description", _ ("The description"), description, TIE_SAGE_MAX_ITEM, error))
    return NULL;
  tie_sage_add_id (writer, "sales_ledger_account_id", item->income_account_id);
  tie_sage_add_id (writer, "purchase_ledger_account_id", item->expense_account_id);
  return tie_sage_finish_body (writer, entity, is_new ? NULL : remote);
}

/* ---- taking back ---- */

static gboolean
is_draft (const TieRemote *remote)
{
  g_autoptr (JsonNode) raw = remote->raw != NULL ? json_from_string (remote->raw, NULL) : NULL;
  const char *status = tie_json_get_string (tie_json_get_object (tie_json_get_root_object (raw), "status"), "id");

  return g_strcmp0 (status, "DRAFT") == 0 || g_strcmp0 (status, "PRO_FORMA") == 0;
}

GBytes *
tie_sage_make_removal_body (TieKind kind,
                            const char *verb,
                            const TieRemote *remote,
                            GError **error)
{
  g_autoptr (GString) resource = NULL;
  const TieSageEntity *entity = NULL;
  const char *there = NULL;

  if (!tie_sage_check_verb (kind, verb, remote, error))
    return NULL;
  entity = tie_sage_entity_for_id (kind, remote->id, &there);
  resource = g_string_new (NULL);
  g_string_printf (resource, "%s/%s", entity->list, there);
  /* What is posted is voided, and Sage wants to know why; drafts and quick entries simply go. */
  if (g_str_equal (verb, "void") && entity->lines != NULL && !is_draft (remote))
    {
      g_string_append (resource, "?void_reason=");
      g_string_append_uri_escaped (resource, _ ("Voided in Tieout"), NULL, FALSE);
    }
  return tie_sage_make_removal (resource->str);
}
