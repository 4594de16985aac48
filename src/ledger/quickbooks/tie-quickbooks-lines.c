/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-body"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "ledger/quickbooks/tie-quickbooks-limits.h"
#include "ledger/quickbooks/tie-quickbooks-lines.h"
#include "ledger/quickbooks/tie-quickbooks-tax.h"
#include "ledger/quickbooks/tie-quickbooks-writer.h"
#include "ledger/tie-body-writer.h"
#include "ledger/tie-line-match.h"
#include "net/tie-json.h"

typedef struct
{
  TieJsonWriter *writer;
  const TieLedgerCapabilities *can;
  const TieLedgerDocument *document;
  gboolean is_sale;
  GPtrArray *old_lines; /* JsonObject, what is there, without the sums that QuickBooks adds itself */
  int *matches;         /* of each line that is sent: which of the old ones it is, or -1 */
  JsonObject *there;    /* (nullable): what the line is that is being written */
  guint n;              /* of the next line, from 0 */
} Lines;

static gboolean
is_plain_discount (const TieLedgerLine *line)
{
  return line->role == TIE_LEDGER_LINE_DISCOUNT && tie_text_is_empty (line->item_id);
}

/* What a supplier taxed is a part of the price, where no tax is known. */
static gint64
get_amount (const Lines *lines,
            const TieLedgerLine *line)
{
  return line->amount + (!lines->is_sale && tie_quickbooks_tax_is_cost (lines->can, lines->document) ? line->tax : 0);
}

/* ---- lines that are there ---- */

/* (transfer none), but the array */
static GPtrArray *
list_lines (JsonObject *object)
{
  GPtrArray *lines = g_ptr_array_new ();
  JsonArray *all = tie_json_get_array (object, "Line");

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      JsonObject *line = tie_json_get_element_object (all, i);

      if (tie_json_get_string (line, "Id") != NULL && g_strcmp0 (tie_json_get_string (line, "DetailType"), "SubTotalLineDetail") != 0)
        g_ptr_array_add (lines, line);
    }
  return lines;
}

/* NULL: such a line is not sent. */
static const char *
find_detail (const Lines *lines,
             const TieLedgerLine *line)
{
  if (line->role == TIE_LEDGER_LINE_TEXT)
    return lines->is_sale && !tie_text_is_empty (line->text) ? "DescriptionOnly" : NULL;
  if (lines->is_sale)
    return is_plain_discount (line) ? "DiscountLineDetail" : "SalesItemLineDetail";
  return lines->can->has_bill_items && !tie_text_is_empty (line->item_id) ? "ItemBasedExpenseLineDetail" : "AccountBasedExpenseLineDetail";
}

static GArray *
list_ours (const Lines *lines)
{
  GArray *traits = g_array_new (FALSE, FALSE, sizeof (TieLineTraits));
  gboolean has_discount = FALSE;

  for (guint i = 0; i < lines->document->lines->len; i++)
    {
      const TieLedgerLine *line = g_ptr_array_index (lines->document->lines, i);
      TieLineTraits one = { .form = find_detail (lines, line), .text = line->text, .amount = get_amount (lines, line) };
      gboolean is_discount = g_strcmp0 (one.form, "DiscountLineDetail") == 0;

      if (one.form == NULL || (is_discount && has_discount))
        continue;
      has_discount = has_discount || is_discount;
      one.code = g_str_equal (one.form, "AccountBasedExpenseLineDetail") ? line->account_id : line->item_id;
      g_array_append_val (traits, one);
    }
  return traits;
}

static GArray *
list_theirs (const Lines *lines)
{
  GArray *traits = g_array_new (FALSE, FALSE, sizeof (TieLineTraits));

  for (guint i = 0; i < lines->old_lines->len; i++)
    {
      JsonObject *line = g_ptr_array_index (lines->old_lines, i);
      const char *form = tie_json_get_string (line, "DetailType");
      JsonObject *detail = form != NULL ? tie_json_get_object (line, form) : NULL;
      const char *item = tie_json_get_string (tie_json_get_object (detail, "ItemRef"), "value");
      TieLineTraits one = { .form = form != NULL ? form : "", .text = tie_json_get_string (line, "Description") };

      one.code = item != NULL ? item : tie_json_get_string (tie_json_get_object (detail, "AccountRef"), "value");
      one.amount = tie_json_get_decimal (line, "Amount", TIE_MONEY_DECIMALS);
      g_array_append_val (traits, one);
    }
  return traits;
}

static int *
match_lines (const Lines *lines)
{
  g_autoptr (GArray) ours = list_ours (lines);
  g_autoptr (GArray) theirs = list_theirs (lines);

  return tie_line_match ((const TieLineTraits *) (gpointer) ours->data, ours->len, (const TieLineTraits *) (gpointer) theirs->data, theirs->len);
}

static gboolean
begin_line (Lines *lines,
            const char *detail,
            const char *text,
            GError **error)
{
  /* Translators: number of a line in a document */
  g_autofree char *label = g_strdup_printf (_ ("Line %u: the text"), lines->n + 1);

  lines->there = lines->matches[lines->n] >= 0 ? g_ptr_array_index (lines->old_lines, lines->matches[lines->n]) : NULL;
  tie_json_writer_begin_object (lines->writer, NULL);
  /* With its id a line keeps what others have tied to it. */
  tie_json_writer_add_string_if_set (lines->writer, "Id", tie_json_get_string (lines->there, "Id"));
  tie_json_writer_add_integer (lines->writer, "LineNum", lines->n + 1);
  if (!tie_quickbooks_add_text (lines->writer, "Description", label, text, TIE_QUICKBOOKS_MAX_TEXT, error))
    return FALSE;
  tie_json_writer_add_string (lines->writer, "DetailType", detail);
  lines->n++;
  return TRUE;
}

/* Opens the line's detail.  The class that somebody gave the line there goes along; left out, it would be gone. */
static void
begin_detail (Lines *lines,
              const char *detail)
{
  JsonObject *there = tie_json_get_object (lines->there, detail);

  tie_json_writer_begin_object (lines->writer, detail);
  tie_quickbooks_add_reference (lines->writer, "ClassRef", tie_json_get_string (tie_json_get_object (there, "ClassRef"), "value"));
}

/* The customer to whom somebody there bills a cost stays; left out, some settings would bill it to one. */
static void
add_billable (Lines *lines,
              const char *detail)
{
  JsonObject *there = tie_json_get_object (lines->there, detail);
  const char *customer = tie_json_get_string (tie_json_get_object (there, "CustomerRef"), "value");
  const char *status = customer != NULL ? tie_json_get_string (there, "BillableStatus") : NULL;

  tie_quickbooks_add_reference (lines->writer, "CustomerRef", customer);
  tie_json_writer_add_string (lines->writer, "BillableStatus", status != NULL ? status : "NotBillable");
}

static void
add_amount (Lines *lines,
            gint64 amount)
{
  tie_json_writer_add_decimal (lines->writer, "Amount", amount, TIE_MONEY_DECIMALS);
}

static void
add_product (Lines *lines,
             const TieLedgerLine *line,
             gint64 amount)
{
  if (!tie_body_is_product (line->quantity, line->rate, amount))
    return;
  tie_json_writer_add_decimal (lines->writer, "Qty", line->quantity, 4);
  tie_json_writer_add_decimal (lines->writer, "UnitPrice", line->rate, 4);
}

/* ---- the lines of a sale ---- */

static gboolean
add_text_line (Lines *lines,
               const TieLedgerLine *line,
               GError **error)
{
  if (tie_text_is_empty (line->text))
    return TRUE;
  if (!begin_line (lines, "DescriptionOnly", line->text, error))
    return FALSE;
  tie_json_writer_begin_object (lines->writer, "DescriptionLineDetail");
  tie_json_writer_end_object (lines->writer);
  tie_json_writer_end_object (lines->writer);
  return TRUE;
}

static gboolean
add_item_line (Lines *lines,
               const TieLedgerLine *line,
               GError **error)
{
  if (tie_text_is_empty (line->item_id))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Line %u has no matching product or service in QuickBooks."), lines->n + 1);
      return FALSE;
    }
  if (!begin_line (lines, "SalesItemLineDetail", line->text, error))
    return FALSE;
  add_amount (lines, line->amount);
  begin_detail (lines, "SalesItemLineDetail");
  tie_quickbooks_add_reference (lines->writer, "ItemRef", line->item_id);
  add_product (lines, line, line->amount);
  tie_quickbooks_add_line_tax (lines->writer, lines->can, lines->document, line);
  tie_json_writer_end_object (lines->writer);
  tie_json_writer_end_object (lines->writer);
  return TRUE;
}

/* A document has one line of discount at most: what comes after the first is part of it. */
static gboolean
sum_discounts (const Lines *lines,
               const TieLedgerLine *first,
               gint64 *sum,
               GError **error)
{
  *sum = 0;
  for (guint i = 0; i < lines->document->lines->len; i++)
    {
      const TieLedgerLine *line = g_ptr_array_index (lines->document->lines, i);

      if (!is_plain_discount (line))
        continue;
      if (lines->can->tax_model == TIE_TAX_GLOBAL && g_strcmp0 (line->tax_code_id, first->tax_code_id) != 0)
        {
          g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("The discount falls on several tax codes. Choose a product or service for discounts in Account Defaults."));
          return FALSE;
        }
      *sum -= line->amount;
    }
  return TRUE;
}

static gboolean
add_discount_line (Lines *lines,
                   const TieLedgerLine *line,
                   GError **error)
{
  const char *account = !tie_text_is_empty (line->account_id) ? line->account_id : lines->can->discount_account_id;
  gint64 sum = 0;

  if (!lines->can->has_discount)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("The company in QuickBooks allows no discounts. Choose a product or service for discounts in Account Defaults."));
      return FALSE;
    }
  if (!sum_discounts (lines, line, &sum, error))
    return FALSE;
  if (sum < 0)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("The discount adds to the total. Use a line for it."));
      return FALSE;
    }
  if (!begin_line (lines, "DiscountLineDetail", line->text, error))
    return FALSE;
  add_amount (lines, sum);
  begin_detail (lines, "DiscountLineDetail");
  tie_json_writer_add_boolean (lines->writer, "PercentBased", FALSE);
  tie_quickbooks_add_reference (lines->writer, "DiscountAccountRef", account);
  if (lines->can->tax_model == TIE_TAX_GLOBAL)
    tie_quickbooks_add_line_tax (lines->writer, lines->can, lines->document, line);
  tie_json_writer_end_object (lines->writer);
  tie_json_writer_end_object (lines->writer);
  return TRUE;
}

static gboolean
add_sale_line (Lines *lines,
               const TieLedgerLine *line,
               gboolean *has_discount,
               GError **error)
{
  if (line->role == TIE_LEDGER_LINE_TEXT)
    return add_text_line (lines, line, error);
  if (!is_plain_discount (line))
    return add_item_line (lines, line, error);
  if (*has_discount)
    return TRUE;
  *has_discount = TRUE;
  return add_discount_line (lines, line, error);
}

/* ---- the lines of a supplier's document ---- */

static gboolean
add_cost_line (Lines *lines,
               const TieLedgerLine *line,
               GError **error)
{
  const char *detail = find_detail (lines, line);
  gboolean has_item = g_strcmp0 (detail, "ItemBasedExpenseLineDetail") == 0;
  gint64 amount = get_amount (lines, line);

  if (detail == NULL)
    return TRUE;
  if (!has_item && tie_text_is_empty (line->account_id))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Line %u has no expense account in QuickBooks."), lines->n + 1);
      return FALSE;
    }
  if (!begin_line (lines, detail, line->text, error))
    return FALSE;
  add_amount (lines, amount);
  begin_detail (lines, detail);
  if (has_item)
    {
      tie_quickbooks_add_reference (lines->writer, "ItemRef", line->item_id);
      add_product (lines, line, amount);
    }
  else
    tie_quickbooks_add_reference (lines->writer, "AccountRef", line->account_id);
  add_billable (lines, detail);
  tie_quickbooks_add_line_tax (lines->writer, lines->can, lines->document, line);
  tie_json_writer_end_object (lines->writer);
  tie_json_writer_end_object (lines->writer);
  return TRUE;
}

gboolean
tie_quickbooks_add_lines (TieJsonWriter *writer,
                          const TieLedgerCapabilities *can,
                          const TieLedgerDocument *document,
                          const TieRemote *remote,
                          GError **error)
{
  g_autoptr (JsonNode) raw = remote != NULL && remote->raw != NULL ? json_from_string (remote->raw, NULL) : NULL;
  g_autoptr (GPtrArray) old_lines = list_lines (tie_json_get_root_object (raw));
  g_autofree int *matches = NULL;
  Lines lines = { .writer = writer, .can = can, .document = document, .old_lines = old_lines };
  gboolean has_discount = FALSE;

  lines.is_sale = document->kind == TIE_KIND_SALES_INVOICE || document->kind == TIE_KIND_SALES_CREDIT;
  lines.matches = matches = match_lines (&lines);
  tie_json_writer_begin_array (writer, "Line");
  for (guint i = 0; i < document->lines->len; i++)
    {
      const TieLedgerLine *line = g_ptr_array_index (document->lines, i);

      if (lines.is_sale ? !add_sale_line (&lines, line, &has_discount, error) : !add_cost_line (&lines, line, error))
        return FALSE;
    }
  tie_json_writer_end_array (writer);
  if (lines.n > 0)
    return TRUE;
  g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("It has no lines."));
  return FALSE;
}
