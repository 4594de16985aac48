/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-make"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "billing/tie-document-totals.h"
#include "model/tie-contact.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-document-source.h"
#include "sync/tie-outbox-fields.h"

/* What a line is about while it is made. */
typedef struct
{
  TieDb *db;
  TieDocumentSource *source;
  TieDocumentSheet *sheet;
  TieLedgerDocument *document;
  const char *connection;
  gboolean is_sale;
  gint64 sign; /* -1: a supplier's credit, whose amounts are below zero here and above it there */
} Making;

static const char *
get_package (Making *making)
{
  return making->source->context->package->short_name;
}

static gboolean
set_missing_party (Making *making,
                   GError **error)
{
  if (error != NULL && *error == NULL)
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, making->is_sale ? _ ("Customer account does not exist in %s.") : _ ("Supplier account does not exist in %s."), get_package (making));
  return FALSE;
}

static char *
find_link (Making *making,
           TieKind kind,
           const char *local_id,
           GError **error)
{
  return local_id != NULL ? tie_link_table_find_remote (making->db, making->connection, kind, local_id, error) : NULL;
}

/* The tax code there; a code of our own that bears nothing needs none. */
static gboolean
set_tax_code (Making *making,
              TieLedgerLine *line,
              const char *tax_code,
              guint number,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  const gint64 *rate = tax_code != NULL ? g_hash_table_lookup (making->source->tax_rates, tax_code) : NULL;

  line->tax_code_id = find_link (making, TIE_KIND_TAX_CODE, tax_code, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (line->tax_code_id != NULL && making->source->context->tax_model == TIE_TAX_GLOBAL)
    {
      g_autoptr (TieRemote) there = tie_remote_table_get (making->db, making->connection, TIE_KIND_TAX_CODE, line->tax_code_id, NULL);

      line->tax_parts = g_strdup (there != NULL ? there->sub_type : NULL);
    }
  if (line->tax_code_id != NULL || rate == NULL || *rate == 0 || making->source->context->tax_model == TIE_TAX_NONE)
    return TRUE;
  g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Line %u: its tax has no matching tax code in %s."), number, get_package (making));
  return FALSE;
}

/* What is sold stands on its item's account; nobody else knows which one that is when the line is sent. */
static void
set_item_account (Making *making,
                  TieLedgerLine *line)
{
  g_autoptr (TieRemote) item = line->item_id != NULL ? tie_remote_table_get (making->db, making->connection, TIE_KIND_ITEM, line->item_id, NULL) : NULL;

  if (item != NULL && line->account_id == NULL)
    line->account_id = g_strdup (item->account);
}

/* The item that the line's code is linked to, or the default one where that was chosen or nothing says which. */
static gboolean
set_item (Making *making,
          TieLedgerLine *line,
          TieRecord *own,
          guint number,
          GError **error)
{
  TieSyncSettings *settings = making->source->context->settings;
  const char *work_code = tie_record_get_text (own, TIE_LINE_WORK_CODE);
  const char *expense_code = tie_record_get_text (own, TIE_LINE_EXPENSE_CODE);
  const char *code = work_code != NULL ? work_code : expense_code;
  TieSyncItem usual = work_code != NULL ? TIE_SYNC_ITEM_TIME : expense_code != NULL ? TIE_SYNC_ITEM_EXPENSE : TIE_SYNC_ITEM_FIXED_FEE;
  g_autoptr (GError) local_error = NULL;

  line->item_id = find_link (making, TIE_KIND_ITEM, code, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (line->item_id == NULL && (code == NULL || g_hash_table_contains (making->source->uses_default, code)))
    line->item_id = g_strdup (settings->items[usual]);
  set_item_account (making, line);
  if (line->item_id != NULL)
    return TRUE;
  g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Line %u: it has no matching product or service in %s."), number, get_package (making));
  return FALSE;
}

/* Suppliers' lines stand on accounts: the one on which the line is distributed, else that of the settings. */
static gboolean
set_account (Making *making,
             TieLedgerLine *line,
             TieRecord *own,
             guint number,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < making->sheet->distributions->len && line->account_id == NULL && local_error == NULL; i++)
    {
      TieRecord *row = making->sheet->distributions->pdata[i];

      if (g_strcmp0 (tie_record_get_text (row, TIE_DISTRIBUTION_LINE), tie_record_get_id (own)) == 0)
        line->account_id = find_link (making, TIE_KIND_ACCOUNT, tie_record_get_text (row, TIE_DISTRIBUTION_ACCOUNT), &local_error);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (line->account_id == NULL)
    line->account_id = g_strdup (making->source->context->settings->accounts[TIE_SYNC_ACCOUNT_EXPENSE]);
  if (line->account_id != NULL)
    return TRUE;
  g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Line %u: choose an expense account in Sync Settings."), number);
  return FALSE;
}

static gboolean
add_line (Making *making,
          TieRecord *own,
          guint number,
          GError **error)
{
  gint64 amount = tie_record_get_integer (own, TIE_LINE_AMOUNT);
  gboolean is_text = amount == 0 && tie_record_get_text (own, TIE_LINE_WORK_CODE) == NULL && tie_record_get_text (own, TIE_LINE_EXPENSE_CODE) == NULL;
  TieLedgerLine *line = tie_ledger_document_add_line (making->document, is_text && making->is_sale ? TIE_LEDGER_LINE_TEXT : TIE_LEDGER_LINE_ITEM);

  line->text = g_strdup (tie_record_get_text (own, TIE_LINE_TEXT));
  if (line->role == TIE_LEDGER_LINE_TEXT)
    return TRUE;
  line->quantity = tie_record_get_integer (own, TIE_LINE_QUANTITY);
  line->rate = tie_record_get_integer (own, TIE_LINE_RATE);
  line->amount = making->sign * amount;
  *(line->quantity < 0 ? &line->quantity : &line->rate) *= making->sign;
  return (making->is_sale ? set_item (making, line, own, number, error) : set_account (making, line, own, number, error)) &&
         set_tax_code (making, line, tie_record_get_text (own, TIE_LINE_TAX_CODE), number, error);
}

/* What stands behind the lines. */
static gboolean
add_extra (Making *making,
           TieLedgerLineRole role,
           const char *text,
           gint64 amount,
           const char *tax_code,
           GError **error)
{
  TieSyncSettings *settings = making->source->context->settings;
  TieLedgerLine *line = tie_ledger_document_add_line (making->document, role);

  line->text = g_strdup (text);
  line->item_id = g_strdup (settings->items[role == TIE_LEDGER_LINE_FREIGHT ? TIE_SYNC_ITEM_FREIGHT : TIE_SYNC_ITEM_DISCOUNT]);
  if (!making->is_sale)
    line->account_id = g_strdup (settings->accounts[TIE_SYNC_ACCOUNT_EXPENSE]);
  set_item_account (making, line);
  line->amount = making->sign * amount;
  return set_tax_code (making, line, tax_code, making->document->lines->len, error);
}

/* Whether the package has to be told which tax the discount lowers.  In the United States its own kind of discount is taken off
 * before tax as a whole, and what is bought bears no tax codes. */
static gboolean
is_discount_taxed (Making *making)
{
  const TieSyncContext *context = making->source->context;

  switch (context->tax_model)
    {
    case TIE_TAX_GLOBAL:
      return TRUE;
    case TIE_TAX_US:
    case TIE_TAX_US_AUTOMATED:
      return making->is_sale && context->settings->items[TIE_SYNC_ITEM_DISCOUNT] != NULL;
    case TIE_TAX_NONE:
    default:
      return FALSE;
    }
}

/* A line for each tax code that the discount falls on, with its part of it, as the tax here is computed. */
static gboolean
add_discount (Making *making,
              gint64 discount,
              GError **error)
{
  GPtrArray *own = making->sheet->lines;
  g_autofree TieTaxedAmount *lines = g_new0 (TieTaxedAmount, own->len + 1);
  g_autofree gint64 *shares = NULL;

  if (own->len == 0 || !is_discount_taxed (making))
    return add_extra (making, TIE_LEDGER_LINE_DISCOUNT, _ ("Discount"), -discount, NULL, error);
  for (guint i = 0; i < own->len; i++)
    {
      lines[i].tax_code = tie_record_get_text (own->pdata[i], TIE_LINE_TAX_CODE);
      lines[i].amount = tie_record_get_integer (own->pdata[i], TIE_LINE_AMOUNT);
    }
  shares = tie_tax_spread_discount (lines, own->len, discount);
  for (guint i = 0; i < own->len; i++)
    {
      gint64 sum = 0;

      for (guint j = i; j < own->len; j++)
        {
          if (g_strcmp0 (lines[j].tax_code, lines[i].tax_code) != 0)
            continue;
          sum += shares[j];
          shares[j] = 0;
        }
      if (sum != 0 && !add_extra (making, TIE_LEDGER_LINE_DISCOUNT, _ ("Discount"), -sum, lines[i].tax_code, error))
        return FALSE;
    }
  return TRUE;
}

/* Freight and discount, in this order. */
static gboolean
add_extras (Making *making,
            GError **error)
{
  TieRecord *own = TIE_RECORD (making->sheet->document);
  gint64 freight = tie_record_get_integer (own, TIE_DOCUMENT_FREIGHT);
  gint64 discount = tie_record_get_integer (own, TIE_DOCUMENT_DISCOUNT);

  if (freight != 0 && !add_extra (making, TIE_LEDGER_LINE_FREIGHT, _ ("Freight"), freight, tie_record_get_text (own, TIE_DOCUMENT_TAX_CODE), error))
    return FALSE;
  return discount == 0 || add_discount (making, discount, error);
}

/* ---- tax ---- */

/* The tax code by which line number i of what is sent is taxed here. */
static const char *
get_own_tax_code (Making *making,
                  guint i)
{
  const TieLedgerLine *line = g_ptr_array_index (making->document->lines, i);

  if (i < making->sheet->lines->len)
    return tie_record_get_text (making->sheet->lines->pdata[i], TIE_LINE_TAX_CODE);
  return line->role == TIE_LEDGER_LINE_FREIGHT ? tie_record_get_text (TIE_RECORD (making->sheet->document), TIE_DOCUMENT_TAX_CODE) : NULL;
}

/* The amount of that line where it bears that tax, with the sign that is asked for. */
static gint64
get_taxed_amount (Making *making,
                  guint i,
                  const TieTaxSum *sum,
                  gint64 sign)
{
  const TieLedgerLine *line = g_ptr_array_index (making->document->lines, i);

  if (line->role == TIE_LEDGER_LINE_TEXT || g_strcmp0 (get_own_tax_code (making, i), sum->tax_code) != 0)
    return 0;
  return MAX (sign * line->amount, 0);
}

/* What the tax on an amount of its own would be. */
static gint64
compute_tax (Making *making,
             const TieTaxSum *sum,
             gint64 amount)
{
  const __int128 whole = 100 * TIE_SCALE;
  const gint64 *rate = g_hash_table_lookup (making->source->tax_rates, sum->tax_code);

  return rate != NULL ? (gint64) (((__int128) amount * *rate + whole / 2) / whole) : 0;
}

/* Each tax is rounded once, of all that bears it.  A line below zero takes its own tax back; the others share what there is then, in
 * proportion, as they share a discount. */
static void
spread_tax (Making *making,
            const TieTaxSum *sum)
{
  guint n = making->document->lines->len;
  gint64 left = making->sign * sum->tax;
  gint64 positive = 0;
  g_autofree gint64 *weights = g_new0 (gint64, n);
  g_autofree gint64 *shares = g_new0 (gint64, n);

  for (guint i = 0; i < n; i++)
    positive += get_taxed_amount (making, i, sum, 1);
  for (guint i = 0; i < n; i++)
    {
      TieLedgerLine *line = g_ptr_array_index (making->document->lines, i);
      gint64 back = positive > 0 ? compute_tax (making, sum, get_taxed_amount (making, i, sum, -1)) : 0;

      weights[i] = get_taxed_amount (making, i, sum, positive > 0 ? 1 : -1);
      line->tax -= back;
      left += back;
    }
  tie_money_spread (left, weights, n, shares);
  for (guint i = 0; i < n; i++)
    ((TieLedgerLine *) g_ptr_array_index (making->document->lines, i))->tax += shares[i];
}

static gboolean
add_tax (Making *making,
         GError **error)
{
  g_autoptr (GArray) taxes = tie_document_list_taxes (making->sheet, making->source->tax_rates, error);

  if (taxes == NULL)
    return FALSE;
  for (guint i = 0; i < taxes->len; i++)
    spread_tax (making, &g_array_index (taxes, TieTaxSum, i)); /* also of nothing: lines may cancel each other out */
  return TRUE;
}

/* ---- documents ---- */

/* Some packages know items and accounts on lines by their codes. */
static void
add_numbers (Making *making)
{
  for (guint i = 0; i < making->document->lines->len; i++)
    {
      TieLedgerLine *line = g_ptr_array_index (making->document->lines, i);

      line->item_number = tie_document_source_dup_number (making->db, making->source, TIE_KIND_ITEM, line->item_id);
      line->account_number = tie_document_source_dup_number (making->db, making->source, TIE_KIND_ACCOUNT, line->account_id);
    }
}

static char *
dup_set (const char *text)
{
  return tie_text_is_empty (text) ? NULL : g_strdup (text);
}

static gboolean
fill_head (Making *making,
           GError **error)
{
  TieRecord *own = TIE_RECORD (making->sheet->document);
  TieLedgerDocument *document = making->document;
  TieSyncSettings *settings = making->source->context->settings;
  const char *contact = tie_record_get_text (own, TIE_DOCUMENT_CONTACT);
  g_autoptr (TieRecord) billed = tie_record_table_get (making->db, TIE_TYPE_CONTACT, contact, error);

  if (billed == NULL)
    return FALSE;
  document->party_id = tie_document_source_find_party (making->db, making->connection, document->kind, contact, tie_record_get_text (own, TIE_DOCUMENT_SITE), error);
  if (document->party_id == NULL)
    return set_missing_party (making, error);
  /* Where there is no note, the number is what it is known by again, be it as its reference. */
  if (!making->is_sale || making->source->has_our_numbers || !making->source->has_private_note)
    document->number = dup_set (tie_record_get_text (own, TIE_DOCUMENT_NUMBER));
  document->date = g_strdup (tie_record_get_text (own, TIE_DOCUMENT_DATE));
  document->due = dup_set (tie_record_get_text (own, TIE_DOCUMENT_DUE));
  document->term_id = find_link (making, TIE_KIND_TERM, tie_record_get_text (own, TIE_DOCUMENT_TERMS), error);
  document->currency = g_strdup (making->source->context->currency);
  document->reference = dup_set (tie_record_get_text (own, TIE_DOCUMENT_REFERENCE));
  document->memo = dup_set (tie_record_get_text (own, TIE_DOCUMENT_TEXT));
  document->mark = making->source->has_private_note ? tie_outbox_make_mark (tie_record_get_id (own)) : NULL;
  document->email = making->is_sale ? dup_set (tie_record_get_text (billed, TIE_CONTACT_EMAIL)) : NULL;
  document->state = dup_set (tie_record_get_text (billed, TIE_CONTACT_STATE));
  document->account_id = g_strdup (settings->accounts[making->is_sale ? TIE_SYNC_ACCOUNT_RECEIVABLE : TIE_SYNC_ACCOUNT_PAYABLE]);
  document->total = making->sign * tie_record_get_integer (own, TIE_DOCUMENT_TOTAL);
  document->tax = making->sign * tie_record_get_integer (own, TIE_DOCUMENT_TAX);
  return TRUE;
}

TieLedgerDocument *
tie_document_source_make_document (TieDb *db,
                                   TieDocumentSource *self,
                                   TieDocumentSheet *sheet,
                                   GError **error)
{
  TieKind kind = tie_document_source_get_kind (TIE_RECORD (sheet->document));
  g_autoptr (TieLedgerDocument) document = tie_ledger_document_new (kind);
  Making making = { db, self, sheet, document, self->context->connection, kind != TIE_KIND_SUPPLIER_INVOICE && kind != TIE_KIND_SUPPLIER_CREDIT, kind == TIE_KIND_SUPPLIER_CREDIT ? -1 : 1 };

  if (!fill_head (&making, error))
    return NULL;
  for (guint i = 0; i < sheet->lines->len; i++)
    {
      if (!add_line (&making, sheet->lines->pdata[i], i + 1, error))
        return NULL;
    }
  if (!add_extras (&making, error) || !add_tax (&making, error) || (making.is_sale && !tie_document_source_add_rounding (db, self, document, error)))
    return NULL;
  add_numbers (&making);
  return g_steal_pointer (&document);
}
