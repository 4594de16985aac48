/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-lists"
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "sandbox/sage/tie-sandbox-sage.h"

static const TieSandboxSageField account_fields[] = {
  { "ledger_account_type_id", 'e', 0,
    "ledger_account_types SALES OTHER_INCOME DIRECT_EXPENSES OVERHEADS DEPRECIATION CURRENT_ASSETS FIXED_ASSETS FUTURE_ASSETS BANK CREDIT_CARDS"
    " CURRENT_LIABILITY FUTURE_LIABILITY EQUITY" },
  { "included_in_chart", 'b', 0, NULL },
  { "name", 's', 200, NULL },
  { "display_name", 's', 200, NULL },
  { "nominal_code", 'i', 0, NULL },
  { "tax_rate_id", 'r', 0, "tax_rate" },
  { "fixed_tax_rate", 'b', 0, NULL },
};

static const TieSandboxSageField bank_fields[] = {
  { "account_name", 's', 0, NULL },
  { "nominal_code", 'i', 0, NULL },
  { "bank_account_type_id", 'e', 0, "bank_account_types CHECKING SAVINGS CREDIT_CARD CASH_IN_HAND" },
  { "ledger_account_id", 'r', 0, "ledger_account" },
};

static const TieSandboxSageField tax_fields[] = {
  { "name", 's', 50, NULL },
  { "agency", 's', 0, NULL },
  { "percentage", 'n', 0, NULL },
  { "component_tax_rates", 'x', 0, NULL },
};

/* Where an account of a type can be chosen. */
static const struct { const char *type; const char *places; } places[] = {
  { "SALES", "sales other_receipts journals reporting" },
  { "OTHER_INCOME", "sales other_receipts journals reporting" },
  { "DIRECT_EXPENSES", "expenses other_payments journals reporting" },
  { "OVERHEADS", "expenses other_payments journals reporting" },
  { "FIXED_ASSETS", "expenses other_payments journals reporting" },
  { "BANK", "banking journals reporting" },
};

static void
set_places (JsonObject *object,
            const char *type)
{
  static const char *const all[] = { "banking", "expenses", "journals", "other_payments", "other_receipts", "reporting", "sales" };
  const char *seen = "journals reporting other_payments other_receipts";
  g_auto (GStrv) words = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (g_str_equal (places[i].type, type))
        seen = places[i].places;
    }
  words = g_strsplit (seen, " ", -1);
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *member = g_strconcat ("visible_in_", all[i], NULL);

      json_object_set_boolean_member (object, member, g_strv_contains ((const char *const *) words, all[i]));
    }
}

void
tie_sandbox_sage_apply_account (TieSandboxSageWrite *write)
{
  static const char *const required[] = { "included_in_chart", "name", "display_name", "nominal_code", NULL };
  JsonObject *object = write->record->object;
  const char *type;
  g_autofree char *code = NULL;
  g_autofree char *shown = NULL;

  if (write->is_new)
    {
      json_object_set_boolean_member (object, "fixed_tax_rate", FALSE);
      json_object_set_boolean_member (object, "is_control_account", write->call->is_loading && tie_sandbox_json_get_boolean (write->body, "is_control_account"));
    }
  tie_sandbox_sage_take_fields (write, write->body, object, account_fields, G_N_ELEMENTS (account_fields), "");
  tie_sandbox_sage_require (write, object, "", required);
  type = tie_sandbox_sage_get_reference (object, "ledger_account_type");
  if (type == NULL)
    tie_sandbox_sage_problem (write, "ledger_account_type_id", "can't be blank");
  if (write->problems->len > 0)
    return;
  code = tie_sandbox_json_dup_scalar (json_object_get_member (object, "nominal_code"));
  if (tie_sandbox_sage_is_taken (write, code))
    tie_sandbox_sage_problem (write, "nominal_code", "The nominal code %s has already been taken", code);
  set_places (object, type);
  shown = g_strdup_printf ("%s (%s)", tie_sandbox_json_get_text (object, "display_name"), code);
  json_object_set_string_member (object, "displayed_as", shown);
}

/* Made by the company data only. */
void
tie_sandbox_sage_apply_bank (TieSandboxSageWrite *write)
{
  JsonObject *object = write->record->object;
  g_autofree char *shown = NULL;

  tie_sandbox_sage_take_fields (write, write->body, object, bank_fields, G_N_ELEMENTS (bank_fields), "");
  shown = g_strdup_printf ("%s (%" G_GINT64_FORMAT ")", tie_sandbox_json_get_text (object, "account_name"), json_object_get_int_member (object, "nominal_code"));
  json_object_set_string_member (object, "displayed_as", shown);
  json_object_set_boolean_member (object, "is_active", TRUE);
}

void
tie_sandbox_sage_apply_tax_rate (TieSandboxSageWrite *write)
{
  static const char *const required[] = { "name", NULL };
  JsonObject *object = write->record->object;
  JsonArray *percentages = json_array_new ();
  JsonObject *percentage = json_object_new ();

  tie_sandbox_sage_take_fields (write, write->body, object, tax_fields, G_N_ELEMENTS (tax_fields), "");
  tie_sandbox_sage_require (write, object, "", required);
  if (!json_object_has_member (object, "percentage"))
    tie_sandbox_sage_set_number (object, "percentage", 0, 4);
  tie_sandbox_sage_set_number (percentage, "percentage", tie_sandbox_sage_get_number (object, "percentage", 4), 4);
  json_object_set_string_member (percentage, "from_date", "2011-01-04");
  json_object_set_null_member (percentage, "to_date");
  json_array_add_object_element (percentages, percentage);
  json_object_set_array_member (object, "percentages", percentages);
  json_object_set_boolean_member (object, "is_visible", TRUE);
  json_object_set_boolean_member (object, "editable", g_str_equal (write->call->country, "US"));
  json_object_set_string_member (object, "displayed_as", tie_sandbox_json_get_text (object, "name"));
  if (write->call->is_loading && json_object_has_member (write->body, "id"))
    write->record->id = g_strdup (tie_sandbox_json_get_text (write->body, "id"));
}

/* What only the company data make: taken as it is, with its own id. */
void
tie_sandbox_sage_apply_constant (TieSandboxSageWrite *write)
{
  const char *id = tie_sandbox_json_get_text (write->body, "id");

  tie_sandbox_edit_overwrite (write->record->object, write->body);
  write->record->id = g_strdup (id != NULL ? id : write->call->business);
}
