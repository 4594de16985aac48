/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-contacts"
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "sandbox/xero/tie-sandbox-xero.h"

#define MOST_PERSONS 5

static const TieSandboxXeroField fields[] = {
  { "Name", 's', 255, NULL },
  { "ContactNumber", 's', 50, NULL },
  { "AccountNumber", 's', 50, NULL },
  { "FirstName", 's', 255, NULL },
  { "LastName", 's', 255, NULL },
  { "CompanyNumber", 's', 50, NULL },
  { "EmailAddress", 's', 255, NULL },
  { "TaxNumber", 's', 50, NULL },
  { "BankAccountDetails", 's', 0, NULL },
  { "AccountsReceivableTaxType", 's', 50, NULL },
  { "AccountsPayableTaxType", 's', 50, NULL },
  { "SalesDefaultAccountCode", 's', 10, NULL },
  { "PurchasesDefaultAccountCode", 's', 10, NULL },
  { "DefaultCurrency", 's', 3, NULL },
  { "ContactStatus", 'e', 0, "ACTIVE ARCHIVED GDPRREQUEST" },
  { "ContactPersons", 'a', 0, NULL },
  { "PaymentTerms", 'o', 0, NULL },
};

static const TieSandboxXeroField address_fields[] = {
  { "AddressType", 'e', 0, "POBOX STREET" },
  { "AddressLine1", 's', 500, NULL },
  { "AddressLine2", 's', 500, NULL },
  { "AddressLine3", 's', 500, NULL },
  { "AddressLine4", 's', 500, NULL },
  { "City", 's', 255, NULL },
  { "Region", 's', 255, NULL },
  { "PostalCode", 's', 50, NULL },
  { "Country", 's', 50, NULL },
  { "AttentionTo", 's', 255, NULL },
};

static const TieSandboxXeroField phone_fields[] = {
  { "PhoneType", 'e', 0, "DEFAULT DDI MOBILE FAX OFFICE" },
  { "PhoneNumber", 's', 50, NULL },
  { "PhoneAreaCode", 's', 10, NULL },
  { "PhoneCountryCode", 's', 20, NULL },
};

/* Each type has one place, and what is sent for a type takes it; the others stay. */
static void
take_typed (TieSandboxXeroWrite *write,
            const char *member,
            const char *type_member,
            const TieSandboxXeroField *parts,
            gsize n_parts)
{
  JsonArray *sent = tie_sandbox_json_get_array (write->body, member);
  JsonArray *stored = tie_sandbox_json_get_array (write->record->object, member);
  JsonArray *merged = json_array_new ();
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; sent != NULL && i < json_array_get_length (sent); i++)
    {
      JsonNode *node = json_array_get_element (sent, i);
      JsonObject *part = json_object_new ();

      if (JSON_NODE_HOLDS_OBJECT (node))
        tie_sandbox_xero_take_fields (write, json_node_get_object (node), part, parts, n_parts);
      if (tie_sandbox_json_get_text (part, type_member) == NULL)
        tie_sandbox_xero_problem (write, "%s is required", type_member);
      else
        g_hash_table_add (types, (gpointer) tie_sandbox_json_get_text (part, type_member));
      json_array_add_object_element (merged, part);
    }
  for (guint i = 0; stored != NULL && i < json_array_get_length (stored); i++)
    {
      JsonObject *part = json_array_get_object_element (stored, i);

      if (!g_hash_table_contains (types, tie_sandbox_json_get_text (part, type_member)))
        json_array_add_object_element (merged, json_object_ref (part));
    }
  json_object_set_array_member (write->record->object, member, merged);
}

static gboolean
is_address (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && strchr (at + 1, '.') != NULL && strchr (text, ' ') == NULL && g_str_is_ascii (text);
}

static void
check_unique (TieSandboxXeroWrite *write)
{
  JsonObject *object = write->record->object;
  const char *name = tie_sandbox_json_get_text (object, "Name");
  const char *account = tie_sandbox_json_get_text (object, "AccountNumber");
  const char *status = tie_sandbox_json_get_text (object, "ContactStatus");
  const char *id = write->record->id != NULL ? write->record->id : "";
  g_autofree char *folded = name != NULL ? tie_sandbox_fold (name) : NULL;

  if (g_strcmp0 (status, "ACTIVE") != 0)
    return;
  if (folded != NULL && tie_sandbox_store_get_number (write->call->store,
                                                      "SELECT count(*) FROM xero_record WHERE tenant = ? AND kind = 'Contact' AND name = ? AND status = 'ACTIVE' AND id <> ?",
                                                      "sss", write->call->tenant, folded, id) > 0)
    tie_sandbox_xero_problem (write, "The contact name %s is already assigned to another contact. The contact name must be unique across all active contacts.", name);
  if (!tie_text_is_empty (account)
      && tie_sandbox_store_get_number (write->call->store,
                                       "SELECT count(*) FROM xero_record WHERE tenant = ? AND kind = 'Contact' AND json_extract (json, '$.AccountNumber') = ? AND id <> ?",
                                       "sss", write->call->tenant, account, id) > 0)
    tie_sandbox_xero_problem (write, "The Account Number already exists. Please enter a different Account Number.");
}

static void
check_persons (TieSandboxXeroWrite *write)
{
  JsonArray *persons = tie_sandbox_json_get_array (write->record->object, "ContactPersons");
  guint count = persons != NULL ? json_array_get_length (persons) : 0;

  if (count > MOST_PERSONS)
    tie_sandbox_xero_problem (write, "A contact can have a maximum of 5 contact persons");
  if (count > 0 && tie_text_is_empty (tie_sandbox_json_get_text (write->record->object, "EmailAddress")))
    tie_sandbox_xero_problem (write, "Additional people cannot be added when the primary person has no email address set.");
}

void
tie_sandbox_xero_apply_contact (TieSandboxXeroWrite *write)
{
  JsonObject *object = write->record->object;
  const char *email;

  if (write->is_new)
    {
      json_object_set_string_member (object, "ContactStatus", "ACTIVE");
      json_object_set_boolean_member (object, "IsSupplier", FALSE);
      json_object_set_boolean_member (object, "IsCustomer", FALSE);
    }
  else if (g_strcmp0 (write->record->status, "ARCHIVED") == 0 && g_strcmp0 (tie_sandbox_json_get_text (write->body, "ContactStatus"), "ACTIVE") != 0)
    tie_sandbox_xero_problem (write, "The contact %s has been archived and must be un-archived before it can be changed.", tie_sandbox_json_get_text (object, "Name"));
  tie_sandbox_xero_take_fields (write, write->body, object, fields, G_N_ELEMENTS (fields));
  take_typed (write, "Addresses", "AddressType", address_fields, G_N_ELEMENTS (address_fields));
  take_typed (write, "Phones", "PhoneType", phone_fields, G_N_ELEMENTS (phone_fields));
  email = tie_sandbox_json_get_text (object, "EmailAddress");
  if (tie_text_is_empty (tie_sandbox_json_get_text (object, "Name")))
    tie_sandbox_xero_problem (write, "The Contact Name must be specified.");
  if (!tie_text_is_empty (email) && !is_address (email))
    tie_sandbox_xero_problem (write, "Email address must be valid.");
  check_unique (write);
  check_persons (write);
}

TieSandboxXeroRecord *
tie_sandbox_xero_take_contact (TieSandboxXeroWrite *write)
{
  JsonObject *named = tie_sandbox_json_get_object (write->body, "Contact");
  const char *id = named != NULL ? tie_sandbox_json_get_text (named, "ContactID") : NULL;
  const char *name = named != NULL ? tie_sandbox_json_get_text (named, "Name") : NULL;
  g_autoptr (TieSandboxXeroRecord) contact = NULL;

  if (id != NULL)
    contact = tie_sandbox_xero_get (write->call, "Contact", id);
  else if (name != NULL)
    contact = tie_sandbox_xero_find_name (write->call, "Contact", name);
  /* Nobody asks whether a name was only mistyped: it becomes a contact. */
  if (contact == NULL && id == NULL && !tie_text_is_empty (name))
    {
      contact = tie_sandbox_xero_record_new ("Contact");
      json_object_set_string_member (contact->object, "Name", name);
      json_object_set_string_member (contact->object, "ContactStatus", "ACTIVE");
      json_object_set_array_member (contact->object, "Addresses", json_array_new ());
      json_object_set_array_member (contact->object, "Phones", json_array_new ());
      tie_sandbox_xero_put (write->call, contact);
    }
  if (contact == NULL)
    tie_sandbox_xero_problem (write, "A Contact must be specified for this type of transaction");
  else if (g_strcmp0 (contact->status, "ARCHIVED") == 0)
    tie_sandbox_xero_problem (write, "The contact %s has been archived and must be un-archived before creating new transactions.",
                              tie_sandbox_json_get_text (contact->object, "Name"));
  return g_steal_pointer (&contact);
}
