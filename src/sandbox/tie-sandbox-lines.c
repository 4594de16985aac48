/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-lines"
#include "config.h"

#include "base/tie-money.h"
#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-transaction.h"

#define QUANTITY_DECIMALS 5
#define PRICE_DECIMALS 7

gint64
tie_sandbox_multiply (gint64 quantity,
                      gint64 price)
{
  const __int128 unit = (__int128) 10000000000; /* 10^(5 + 7 - 2) */
  __int128 product = (__int128) quantity * price;

  return (gint64) ((product + (product < 0 ? -unit / 2 : unit / 2)) / unit);
}

static TieSandboxFault *
check_item (TieSandboxWrite *write,
            JsonObject *detail)
{
  g_autoptr (TieSandboxDocument) item = NULL;
  gint64 id = tie_sandbox_json_get_reference_id (detail, "ItemRef");

  if (id == 0)
    return write->company->strict ? tie_sandbox_fault_new (2020, "ItemRef", "Required parameter Line.SalesItemLineDetail.ItemRef is missing in the request") : NULL;
  item = tie_sandbox_store_get (write->company->store, "Item", id, FALSE);
  if (!json_object_has_member (item->object, "IncomeAccountRef"))
    return tie_sandbox_fault_new (6000, "ItemRef", "The item %s has no income account and cannot be sold", tie_sandbox_json_get_text (item->object, "Name"));
  return NULL;
}

static TieSandboxFault *
complete_item_line (TieSandboxWrite *write,
                    JsonObject *line,
                    gboolean is_sale,
                    TieSandboxTotals *totals)
{
  JsonObject *detail = tie_sandbox_json_get_object (line, is_sale ? "SalesItemLineDetail" : "ItemBasedExpenseLineDetail");
  gint64 amount = tie_sandbox_json_get_cents (line, "Amount");
  gint64 quantity = 0, price = 0;
  g_autofree char *tax_code = NULL;
  TieSandboxFault *fault = is_sale ? check_item (write, detail) : NULL;

  if (fault != NULL)
    return fault;
  if (tie_sandbox_json_get_decimal (detail, "UnitPrice", PRICE_DECIMALS, &price)
      && tie_sandbox_json_get_decimal (detail, "Qty", QUANTITY_DECIMALS, &quantity)
      && tie_sandbox_multiply (quantity, price) != amount)
    return tie_sandbox_fault_new (6070, "Line.Amount", "Amount is not equal to UnitPrice * Qty. Supplied value:%s",
                                  tie_sandbox_json_get_text (line, "Description") != NULL ? tie_sandbox_json_get_text (line, "Description") : "");
  totals->subtotal += amount;
  if (!is_sale || tie_sandbox_company_is_global (write->company))
    return NULL;

  tax_code = tie_sandbox_json_dup_reference (detail, "TaxCodeRef");
  if (tax_code == NULL)
    tie_sandbox_json_set_reference (detail, "TaxCodeRef", "NON", NULL);
  else if (g_str_equal (tax_code, "TAX"))
    totals->taxable += amount;
  else if (!g_str_equal (tax_code, "NON"))
    return tie_sandbox_fault_new (6100, "Line.SalesItemLineDetail.TaxCodeRef", "In this company a line is either TAX or NON, not %s", tax_code);
  return NULL;
}

static TieSandboxFault *
complete_account_line (JsonObject *line,
                       TieSandboxTotals *totals)
{
  JsonObject *detail = tie_sandbox_json_get_object (line, "AccountBasedExpenseLineDetail");

  if (g_strcmp0 (tie_sandbox_json_get_text (detail, "BillableStatus"), "Billable") == 0 && !json_object_has_member (detail, "CustomerRef"))
    return tie_sandbox_fault_new (6000, "CustomerRef", "A billable line needs a customer");
  if (!json_object_has_member (detail, "BillableStatus"))
    json_object_set_string_member (detail, "BillableStatus", json_object_has_member (detail, "CustomerRef") ? "Billable" : "NotBillable");
  totals->subtotal += tie_sandbox_json_get_cents (line, "Amount");
  return NULL;
}

static TieSandboxFault *
complete_discount_line (TieSandboxWrite *write,
                        JsonObject *line,
                        TieSandboxTotals *totals)
{
  g_autoptr (JsonObject) preferences = tie_sandbox_company_dup_preferences (write->company, "SalesFormsPrefs");
  JsonObject *detail = tie_sandbox_json_get_object (line, "DiscountLineDetail");
  gint64 percent = 0;

  if (!tie_sandbox_json_get_boolean (preferences, "AllowDiscount"))
    return tie_sandbox_fault_new (6090, "Line.DiscountLineDetail", "Discounts are not switched on in this company");
  if (totals->discount != 0)
    return tie_sandbox_fault_new (6090, "Line.DiscountLineDetail", "A form can have one discount only");
  if (tie_sandbox_json_get_boolean (detail, "PercentBased"))
    {
      if (!tie_sandbox_json_get_decimal (detail, "DiscountPercent", QUANTITY_DECIMALS, &percent) || percent < 0 || percent > 100 * 100000)
        return tie_sandbox_fault_new (6090, "Line.DiscountLineDetail.DiscountPercent", "The percentage is missing or out of range");
      tie_sandbox_json_set_cents (line, "Amount", tie_sandbox_multiply (percent, totals->subtotal * 1000));
    }
  if (tie_sandbox_json_get_cents (line, "Amount") < 0)
    return tie_sandbox_fault_new (6090, "Line.Amount", "A discount is written as a positive amount");
  totals->discount = tie_sandbox_json_get_cents (line, "Amount");
  return NULL;
}

static TieSandboxFault *
complete_line (TieSandboxWrite *write,
               JsonObject *line,
               TieSandboxTotals *totals)
{
  const char *type = tie_sandbox_json_get_text (line, "DetailType");
  gboolean is_sale = write->entity->kind == TIE_SANDBOX_KIND_SALE;

  if (g_str_equal (type, "DescriptionOnly"))
    return NULL;
  if (!json_object_has_member (line, type))
    return tie_sandbox_fault_new (2020, type, "Required parameter Line.%s is missing in the request", type);
  if (is_sale && g_str_equal (type, "SalesItemLineDetail"))
    return complete_item_line (write, line, TRUE, totals);
  if (is_sale && g_str_equal (type, "DiscountLineDetail"))
    return complete_discount_line (write, line, totals);
  if (!is_sale && g_str_equal (type, "ItemBasedExpenseLineDetail"))
    return complete_item_line (write, line, FALSE, totals);
  if (!is_sale && g_str_equal (type, "AccountBasedExpenseLineDetail"))
    return complete_account_line (line, totals);
  return tie_sandbox_fault_new (2010, "Line.DetailType", "A line of type %s does not belong on this form", type);
}

/* A line keeps the id it was sent with, when it was there before; any other gets a new one. */
static void
number_line (TieSandboxWrite *write,
             JsonObject *line,
             guint position)
{
  g_autofree char *sent = tie_sandbox_json_dup_scalar (json_object_get_member (line, "Id"));
  gint64 id = 0;

  if (sent == NULL || !g_ascii_string_to_signed (sent, 10, 1, write->last_line_id, &id, NULL))
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, ++write->next_line_id);

      json_object_set_string_member (line, "Id", text);
    }
  json_object_set_int_member (line, "LineNum", position);
}

static JsonObject *
create_subtotal (gint64 cents)
{
  JsonObject *line = json_object_new ();

  tie_sandbox_json_set_cents (line, "Amount", cents);
  json_object_set_string_member (line, "DetailType", "SubTotalLineDetail");
  json_object_set_object_member (line, "SubTotalLineDetail", json_object_new ());
  return line;
}

TieSandboxFault *
tie_sandbox_lines_complete (TieSandboxWrite *write,
                            JsonObject *object,
                            TieSandboxTotals *totals)
{
  JsonArray *lines = tie_sandbox_json_get_array (object, "Line");
  g_autoptr (JsonArray) completed = json_array_new ();
  gboolean is_sale = write->entity->kind == TIE_SANDBOX_KIND_SALE;
  gboolean has_subtotal = FALSE;
  guint position = 0;

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      const char *type = tie_sandbox_json_get_text (line, "DetailType");
      TieSandboxFault *fault;

      if (g_str_equal (type, "SubTotalLineDetail"))
        continue;
      if (g_str_equal (type, "DiscountLineDetail") && !has_subtotal && is_sale)
        {
          json_array_add_object_element (completed, create_subtotal (totals->subtotal));
          has_subtotal = TRUE;
        }
      fault = complete_line (write, line, totals);
      if (fault != NULL)
        return fault;
      number_line (write, line, ++position);
      json_array_add_object_element (completed, json_object_ref (line));
    }
  if (position == 0)
    return tie_sandbox_fault_new (2250, "Line", "A transaction needs at least one line");
  if (is_sale && !has_subtotal)
    json_array_add_object_element (completed, create_subtotal (totals->subtotal));
  json_object_set_array_member (object, "Line", g_steal_pointer (&completed));
  return NULL;
}
