/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-contacts"
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "sandbox/sage/tie-sandbox-sage.h"

#define REFERENCE_LENGTH 10

/* Lengths are those of Sage's older description: the product of today takes more of some. */
static const TieSandboxSageField fields[] = {
  { "name", 's', 100, NULL },
  { "reference", 's', REFERENCE_LENGTH, NULL },
  { "tax_number", 's', 0, NULL },
  { "credit_limit", 'n', 0, NULL },
  { "credit_days", 'i', 0, NULL },
  { "credit_terms_and_conditions", 's', 0, NULL },
  { "notes", 's', 4000, NULL },
  { "source_guid", 's', 255, NULL },
  { "default_sales_ledger_account_id", 'r', 0, "ledger_account" },
  { "default_sales_tax_rate_id", 'r', 0, "tax_rate" },
  { "default_purchase_ledger_account_id", 'r', 0, "ledger_account" },
  { "currency_id", 'e', 0, "currencies GBP USD EUR" },
  { "contact_type_ids", 'x', 0, NULL },
  { "main_address", 'x', 0, NULL },
  { "delivery_address", 'x', 0, NULL },
  { "main_contact_person", 'x', 0, NULL },
};

static const TieSandboxSageField address_fields[] = {
  { "name", 's', 50, NULL },
  { "address_type_id", 'e', 0, "address_types ACCOUNTS DELIVERY HOME MARKETING PERSONAL PURCHASING SALES" },
  { "address_line_1", 's', 50, NULL },
  { "address_line_2", 's', 50, NULL },
  { "city", 's', 50, NULL },
  { "region", 's', 50, NULL },
  { "postal_code", 's', 10, NULL },
  { "country_id", 'r', 0, "country" },
  { "is_main_address", 'b', 0, NULL },
};

static const TieSandboxSageField person_fields[] = {
  { "contact_person_type_ids", 'x', 0, NULL },
  { "name", 's', 50, NULL },
  { "job_title", 's', 50, NULL },
  { "email", 's', 100, NULL },
  { "telephone", 's', 50, NULL },
  { "mobile", 's', 50, NULL },
  { "fax", 's', 50, NULL },
  { "is_main_contact", 'b', 0, NULL },
};

/* An address or a person is a record of its own, which stays the same when it is changed through the contact. */
static void
take_part (TieSandboxSageWrite *write,
           const char *member,
           const char *plural,
           const TieSandboxSageField *part_fields,
           gsize n_fields,
           const char *shown_by)
{
  JsonObject *sent = tie_sandbox_json_get_object (write->body, member);
  JsonObject *stored = tie_sandbox_json_get_object (write->record->object, member);
  JsonObject *part;
  g_autofree char *prefix = g_strconcat (member, ".", NULL);
  const char *shown;

  if (sent == NULL)
    return;
  part = stored != NULL ? tie_sandbox_json_copy (stored) : json_object_new ();
  if (stored == NULL)
    {
      g_autofree char *id = tie_sandbox_sage_new_id ();
      g_autofree char *path = g_strdup_printf ("/%s/%s", plural, id);

      json_object_set_string_member (part, "id", id);
      json_object_set_string_member (part, "displayed_as", "");
      json_object_set_string_member (part, "$path", path);
    }
  tie_sandbox_sage_take_fields (write, sent, part, part_fields, n_fields, prefix);
  shown = tie_sandbox_json_get_text (part, shown_by);
  json_object_set_string_member (part, "displayed_as", shown != NULL ? shown : "");
  json_object_set_object_member (write->record->object, member, part);
}

static void
take_types (TieSandboxSageWrite *write)
{
  JsonArray *sent = tie_sandbox_json_get_array (write->body, "contact_type_ids");
  JsonArray *types = json_array_new ();
  g_autoptr (JsonObject) holder = json_object_new ();

  for (guint i = 0; sent != NULL && i < json_array_get_length (sent); i++)
    {
      g_autofree char *type = tie_sandbox_json_dup_scalar (json_array_get_element (sent, i));

      if (g_strcmp0 (type, "CUSTOMER") != 0 && g_strcmp0 (type, "VENDOR") != 0)
        {
          tie_sandbox_sage_not_found (write, "The contact type was not found.");
          continue;
        }
      tie_sandbox_sage_set_reference (holder, "type", "contact_types", type, g_str_equal (type, "CUSTOMER") ? "Customer" : "Supplier");
      json_array_add_object_element (types, json_object_ref (tie_sandbox_json_get_object (holder, "type")));
    }
  if (sent != NULL || write->is_new)
    json_object_set_array_member (write->record->object, "contact_types", types);
  else
    json_array_unref (types);
}

/* Whether one is made when it is left out nobody has tried; it is here, so that nobody takes it for a code of their own. */
static void
give_reference (TieSandboxSageWrite *write)
{
  const char *name = tie_sandbox_json_get_text (write->record->object, "name");
  g_autoptr (GString) start = g_string_new (NULL);

  if (!tie_text_is_empty (tie_sandbox_json_get_text (write->record->object, "reference")) || name == NULL)
    return;
  for (const char *p = name; *p != '\0' && start->len < 5; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (start, g_ascii_toupper (*p));
    }
  for (guint i = 1; i < 100000; i++)
    {
      g_autofree char *reference = g_strdup_printf ("%s%03u", start->str, i);

      if (tie_sandbox_sage_is_taken (write, reference))
        continue;
      json_object_set_string_member (write->record->object, "reference", reference);
      return;
    }
}

static gboolean
is_tax_number (TieSandboxSageCall *call,
               const char *text)
{
  const char *digits = g_str_has_prefix (text, "GB") ? text + 2 : text;
  gsize length = strlen (digits);

  return !g_str_equal (call->country, "GB") || ((length == 9 || length == 12) && strspn (digits, G_CSET_DIGITS) == length);
}

static void
check (TieSandboxSageWrite *write)
{
  static const char *const required[] = { "name", NULL };
  JsonObject *object = write->record->object;
  const char *reference = tie_sandbox_json_get_text (object, "reference");
  const char *tax_number = tie_sandbox_json_get_text (object, "tax_number");
  const char *email = tie_sandbox_json_get_text (tie_sandbox_json_get_object (object, "main_contact_person"), "email");

  tie_sandbox_sage_require (write, object, "", required);
  if (json_array_get_length (tie_sandbox_json_get_array (object, "contact_types")) == 0)
    tie_sandbox_sage_problem (write, "contact_type_ids", "can't be blank");
  if (!tie_text_is_empty (reference) && tie_sandbox_sage_is_taken (write, reference))
    tie_sandbox_sage_problem (write, "reference", "The reference %s has already been taken", reference);
  if (!tie_text_is_empty (tax_number) && !is_tax_number (write->call, tax_number))
    tie_sandbox_sage_problem (write, "tax_number", "is not a valid VAT number");
  if (!tie_text_is_empty (email) && (strchr (email, '@') == NULL || strchr (email, ' ') != NULL))
    tie_sandbox_sage_problem (write, "main_contact_person.email", "is not a valid email address");
}

void
tie_sandbox_sage_apply_contact (TieSandboxSageWrite *write)
{
  JsonObject *object = write->record->object;
  const char *email;
  g_autofree char *shown = NULL;

  tie_sandbox_sage_take_fields (write, write->body, object, fields, G_N_ELEMENTS (fields), "");
  take_types (write);
  take_part (write, "main_address", "addresses", address_fields, G_N_ELEMENTS (address_fields), "address_line_1");
  take_part (write, "delivery_address", "addresses", address_fields, G_N_ELEMENTS (address_fields), "address_line_1");
  take_part (write, "main_contact_person", "contact_persons", person_fields, G_N_ELEMENTS (person_fields), "name");
  check (write);
  if (write->problems->len > 0)
    return;
  give_reference (write);
  email = tie_sandbox_json_get_text (tie_sandbox_json_get_object (object, "main_contact_person"), "email");
  /* What it is shown as is more than its name. */
  shown = g_strdup_printf ("%s (%s)", tie_sandbox_json_get_text (object, "name"), tie_sandbox_json_get_text (object, "reference"));
  json_object_set_string_member (object, "displayed_as", shown);
  json_object_set_string_member (object, "email", email != NULL ? email : "");
  if (!write->is_new)
    return;
  json_object_set_boolean_member (object, "gdpr_obfuscated", FALSE);
  json_object_set_boolean_member (object, "system", FALSE);
  json_object_set_null_member (object, "deleted_at");
}

const char *
tie_sandbox_sage_contact_is_used (TieSandboxSageCall *call,
                                  const char *id)
{
  gint64 uses = tie_sandbox_store_get_number (call->store, "SELECT count(*) FROM sage_record WHERE contact = ? AND business = ? AND deleted = 0", "ss", id, call->business);

  return uses > 0 ? "The contact has transactions and cannot be deleted." : NULL;
}

static gboolean
has_type (JsonObject *contact,
          const char *type)
{
  JsonArray *types = tie_sandbox_json_get_array (contact, "contact_types");

  for (guint i = 0; i < json_array_get_length (types); i++)
    {
      if (g_strcmp0 (tie_sandbox_json_get_text (json_array_get_object_element (types, i), "id"), type) == 0)
        return TRUE;
    }
  return FALSE;
}

TieSandboxSageRecord *
tie_sandbox_sage_take_contact (TieSandboxSageWrite *write,
                               const char *type)
{
  JsonObject *object = write->record->object;
  const char *sent = tie_sandbox_json_get_text (write->body, "contact_id");
  const char *id = sent != NULL ? sent : tie_sandbox_sage_get_reference (object, "contact");
  g_autoptr (TieSandboxSageRecord) contact = tie_sandbox_sage_get (write->call, "contact", id);

  if (id == NULL)
    {
      tie_sandbox_sage_problem (write, "contact_id", "can't be blank");
      return NULL;
    }
  /* Which member is wrong it does not tell. */
  if (contact == NULL || !has_type (contact->object, type))
    {
      tie_sandbox_sage_not_found (write, "Couldn't find %s.", g_str_equal (type, "CUSTOMER") ? "Customer" : "Supplier");
      return NULL;
    }
  tie_sandbox_sage_set_reference (object, "contact", "contacts", contact->id, tie_sandbox_json_get_text (contact->object, "displayed_as"));
  json_object_set_string_member (object, "contact_name", tie_sandbox_json_get_text (contact->object, "name"));
  json_object_set_string_member (object, "contact_reference", tie_sandbox_json_get_text (contact->object, "reference"));
  return g_steal_pointer (&contact);
}
