/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-body"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "ledger/tie-body-writer.h"
#include "ledger/tie-line-match.h"
#include "ledger/xero/tie-xero-limits.h"
#include "ledger/xero/tie-xero-lines.h"
#include "ledger/xero/tie-xero-spread.h"
#include "ledger/xero/tie-xero-writer.h"
#include "net/tie-json.h"

#define NOT_TAXED "NONE" /* every organisation has it */

typedef struct
{
  TieJsonWriter *writer;
  const TieLedgerDocument *document;
  TieXeroShare *shares; /* one per line */
  JsonArray *old_lines; /* (nullable): what is there */
  int *matches;         /* of each line that is sent: which of the old ones it is, or -1 */
  gboolean has_tax;     /* lines name a tax */
  gboolean has_tax_amounts; /* … and we say what it comes to */
  gboolean is_cost;     /* what a supplier taxed is a part of the price, where no tax is known */
  guint n;              /* of the next line, from 0 */
} Lines;

static gboolean
is_sale (const TieLedgerDocument *document)
{
  return document->kind == TIE_KIND_SALES_INVOICE || document->kind == TIE_KIND_SALES_CREDIT;
}

/* An approved document has something to say on each line. */
static const char *
get_text (const TieLedgerLine *line)
{
  if (!tie_text_is_empty (line->text))
    return line->text;
  return !tie_text_is_empty (line->item_number) ? line->item_number : line->account_number;
}

static gint64
get_amount (const Lines *lines,
            const TieLedgerLine *line,
            const TieXeroShare *share)
{
  return line->amount + (lines->is_cost ? line->tax : 0) - share->discount;
}

/* ---- lines that are there ---- */

#define AMOUNT "amount"
#define TEXT "text"

static void
add_text_traits (GArray *traits,
                 const char *text)
{
  TieLineTraits one = { .form = TEXT, .text = text };

  if (!tie_text_is_empty (text))
    g_array_append_val (traits, one);
}

/* Those that are sent. */
static GArray *
list_ours (const Lines *lines)
{
  GArray *traits = g_array_new (FALSE, FALSE, sizeof (TieLineTraits));

  for (guint i = 0; i < lines->document->lines->len; i++)
    {
      const TieLedgerLine *line = g_ptr_array_index (lines->document->lines, i);
      TieLineTraits one = { .form = AMOUNT, .text = get_text (line), .amount = get_amount (lines, line, &lines->shares[i]) };

      one.code = !tie_text_is_empty (line->item_number) ? line->item_number : line->account_number;
      if (lines->shares[i].is_dropped)
        continue;
      if (line->role == TIE_LEDGER_LINE_TEXT)
        add_text_traits (traits, line->text);
      else
        g_array_append_val (traits, one);
    }
  add_text_traits (traits, lines->document->memo);
  return traits;
}

static GArray *
list_theirs (const Lines *lines)
{
  guint n = lines->old_lines != NULL ? json_array_get_length (lines->old_lines) : 0;
  GArray *traits = g_array_new (FALSE, FALSE, sizeof (TieLineTraits));

  for (guint i = 0; i < n; i++)
    {
      JsonObject *line = tie_json_get_element_object (lines->old_lines, i);
      const char *account = tie_json_get_string (line, "AccountCode");
      TieLineTraits one = { .form = TEXT, .code = tie_json_get_string (line, "ItemCode"), .text = tie_json_get_string (line, "Description") };

      if (line != NULL && (json_object_has_member (line, "UnitAmount") || !tie_text_is_empty (account)))
        {
          one.form = AMOUNT;
          one.amount = tie_json_get_decimal (line, "LineAmount", TIE_MONEY_DECIMALS);
          if (tie_text_is_empty (one.code))
            one.code = account;
        }
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

static void
add_tracking (TieJsonWriter *writer,
              JsonObject *there)
{
  static const char *const members[] = { "TrackingCategoryID", "TrackingOptionID", "Name", "Option" };
  JsonArray *tracking = tie_json_get_array (there, "Tracking");

  if (tracking == NULL || json_array_get_length (tracking) == 0)
    return;
  tie_json_writer_begin_array (writer, "Tracking");
  for (guint i = 0; i < json_array_get_length (tracking); i++)
    {
      JsonObject *one = tie_json_get_element_object (tracking, i);

      tie_json_writer_begin_object (writer, NULL);
      for (gsize j = 0; j < G_N_ELEMENTS (members); j++)
        tie_json_writer_add_string_if_set (writer, members[j], tie_json_get_string (one, members[j]));
      tie_json_writer_end_object (writer);
    }
  tie_json_writer_end_array (writer);
}

/* A line that is known again keeps its id, and what it is tracked by there: left out, that would be gone. */
static void
keep_line (Lines *lines)
{
  int match = lines->matches[lines->n];
  JsonObject *there = match >= 0 ? tie_json_get_element_object (lines->old_lines, (guint) match) : NULL;

  tie_json_writer_add_string_if_set (lines->writer, "LineItemID", tie_json_get_string (there, "LineItemID"));
  add_tracking (lines->writer, there);
}

static gboolean
begin_line (Lines *lines,
            const char *text,
            GError **error)
{
  /* Translators: number of a line in a document */
  g_autofree char *label = g_strdup_printf (_ ("Line %u: the text"), lines->n + 1);

  tie_json_writer_begin_object (lines->writer, NULL);
  keep_line (lines);
  lines->n++;
  return tie_xero_add_text (lines->writer, "Description", label, text, TIE_XERO_MAX_TEXT, error);
}

/* ---- lines with an amount ---- */

static gboolean
check_line (const Lines *lines,
            const TieLedgerLine *line,
            GError **error)
{
  guint number = lines->n + 1;
  gboolean has_item = !tie_text_is_empty (line->item_number);
  gboolean has_account = !tie_text_is_empty (line->account_number);

  if (!has_item && !has_account && !tie_text_is_empty (line->item_id))
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Line %u: its product or service has no code in Xero. Read the lists again."), number);
  else if (!has_item && !has_account && !tie_text_is_empty (line->account_id))
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Line %u: its account has no code in Xero. Give it one there, or choose another account."), number);
  else if (!has_item && !has_account && line->role == TIE_LEDGER_LINE_DISCOUNT)
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Line %u: choose a product or service for discounts in Account Defaults."), number);
  else if (!has_item && !has_account && is_sale (lines->document))
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Line %u has no matching product or service in Xero."), number);
  else if (!has_item && !has_account)
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Line %u has no expense account in Xero."), number);
  else if (line->tax != 0 && !lines->is_cost && tie_text_is_empty (line->tax_code_id))
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Line %u: its tax has no matching tax rate in Xero."), number);
  else
    return TRUE;
  return FALSE;
}

/* What quantity and rate come to beyond doubt, or one piece of the amount. */
static void
add_amounts (Lines *lines,
             const TieLedgerLine *line,
             const TieXeroShare *share)
{
  gint64 amount = get_amount (lines, line, share);
  gint64 whole = amount + share->discount;
  gboolean is_product = tie_body_is_product (line->quantity, line->rate, whole);

  tie_json_writer_add_decimal (lines->writer, "Quantity", is_product ? line->quantity : TIE_SCALE, 4);
  if (is_product)
    tie_json_writer_add_decimal (lines->writer, "UnitAmount", line->rate, 4);
  else
    tie_json_writer_add_decimal (lines->writer, "UnitAmount", whole, TIE_MONEY_DECIMALS);
  if (share->discount != 0)
    tie_json_writer_add_decimal (lines->writer, "DiscountAmount", share->discount, TIE_MONEY_DECIMALS);
  /* Should their rules come to something else, it is refused and nobody is off by a cent. */
  tie_json_writer_add_decimal (lines->writer, "LineAmount", amount, TIE_MONEY_DECIMALS);
}

static void
add_tax (Lines *lines,
         const TieLedgerLine *line,
         const TieXeroShare *share)
{
  gboolean is_taxed = !tie_text_is_empty (line->tax_code_id);

  if (!lines->has_tax)
    return;
  /* Left out, it would be the account's. */
  tie_json_writer_add_string (lines->writer, "TaxType", is_taxed ? line->tax_code_id : NOT_TAXED);
  if (is_taxed && lines->has_tax_amounts)
    tie_json_writer_add_decimal (lines->writer, "TaxAmount", share->tax, TIE_MONEY_DECIMALS);
}

static gboolean
add_amount_line (Lines *lines,
                 const TieLedgerLine *line,
                 const TieXeroShare *share,
                 GError **error)
{
  if (!check_line (lines, line, error) || !begin_line (lines, get_text (line), error))
    return FALSE;
  add_amounts (lines, line, share);
  tie_json_writer_add_string_if_set (lines->writer, "ItemCode", line->item_number);
  tie_json_writer_add_string_if_set (lines->writer, "AccountCode", line->account_number);
  add_tax (lines, line, share);
  tie_json_writer_end_object (lines->writer);
  return TRUE;
}

static gboolean
add_text_line (Lines *lines,
               const char *text,
               GError **error)
{
  if (tie_text_is_empty (text))
    return TRUE;
  if (!begin_line (lines, text, error))
    return FALSE;
  tie_json_writer_end_object (lines->writer);
  return TRUE;
}

/* ---- the document ---- */

static gboolean
has_tax_code (const TieLedgerDocument *document)
{
  for (guint i = 0; i < document->lines->len; i++)
    {
      const TieLedgerLine *line = g_ptr_array_index (document->lines, i);

      if (!tie_text_is_empty (line->tax_code_id))
        return TRUE;
    }
  return FALSE;
}

static gint64
sum_tax (const TieLedgerDocument *document)
{
  gint64 sum = 0;

  for (guint i = 0; i < document->lines->len; i++)
    sum += ((const TieLedgerLine *) g_ptr_array_index (document->lines, i))->tax;
  return sum;
}

static gboolean
check_tax (const TieLedgerCapabilities *can,
           const TieLedgerDocument *document,
           GError **error)
{
  g_autofree char *tax = NULL;

  if (document->tax == 0 || (can->tax_model != TIE_TAX_NONE ? has_tax_code (document) : !is_sale (document)))
    return TRUE;
  tax = tie_money_to_display (document->tax);
  if (can->tax_model == TIE_TAX_NONE)
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("It bears tax of %s, and the organisation in Xero charges none. Turn it on there."), tax);
  else
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("It bears tax of %s, and none of its lines has a matching tax rate in Xero."), tax);
  return FALSE;
}

static gboolean
add_all (Lines *lines,
         GError **error)
{
  for (guint i = 0; i < lines->document->lines->len; i++)
    {
      const TieLedgerLine *line = g_ptr_array_index (lines->document->lines, i);

      if (lines->shares[i].is_dropped)
        continue;
      if (line->role == TIE_LEDGER_LINE_TEXT ? !add_text_line (lines, line->text, error) : !add_amount_line (lines, line, &lines->shares[i], error))
        return FALSE;
    }
  /* There is no place on paper but among the lines. */
  return add_text_line (lines, lines->document->memo, error);
}

gboolean
tie_xero_add_lines (TieJsonWriter *writer,
                    const TieLedgerCapabilities *can,
                    const TieLedgerDocument *document,
                    const TieRemote *remote,
                    GError **error)
{
  g_autoptr (JsonNode) raw = remote != NULL && remote->raw != NULL ? json_from_string (remote->raw, NULL) : NULL;
  g_autofree TieXeroShare *shares = tie_xero_spread (document, document->kind == TIE_KIND_SALES_INVOICE);
  g_autofree int *matches = NULL;
  Lines lines = { .writer = writer, .document = document, .shares = shares };

  if (shares == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("The discount is more than the lines that it falls on come to. Choose a product or service for discounts in Account Defaults."));
      return FALSE;
    }
  if (!check_tax (can, document, error))
    return FALSE;
  lines.old_lines = tie_json_get_array (tie_json_get_root_object (raw), "LineItems");
  lines.has_tax = can->tax_model != TIE_TAX_NONE && has_tax_code (document);
  lines.has_tax_amounts = sum_tax (document) == document->tax;
  lines.is_cost = can->tax_model == TIE_TAX_NONE && !is_sale (document);
  lines.matches = matches = match_lines (&lines);

  tie_json_writer_add_string (writer, "LineAmountTypes", lines.has_tax ? "Exclusive" : "NoTax");
  tie_json_writer_begin_array (writer, "LineItems");
  if (!add_all (&lines, error))
    return FALSE;
  tie_json_writer_end_array (writer);
  if (lines.n > 0)
    return TRUE;
  g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("It has no lines."));
  return FALSE;
}
