/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage-body"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "ledger/sage/tie-sage-entity.h"
#include "ledger/sage/tie-sage-limits.h"
#include "ledger/sage/tie-sage-lines.h"
#include "ledger/sage/tie-sage-writer.h"
#include "ledger/tie-body-writer.h"
#include "net/tie-json.h"

#define WHOLE (100 * TIE_SCALE) /* a hundred percent */

typedef struct
{
  TieJsonWriter *writer;
  const TieLedgerCapabilities *can;
  const TieLedgerDocument *document;
  JsonArray *old_lines; /* (nullable): what is there */
  gint64 *discounts;    /* of each of the document's lines: what a discount of the whole takes off it */
  GString *text;        /* of lines without an amount, until one with an amount takes it */
  guint n;              /* of the next line there, from 0 */
} Lines;

gboolean
tie_sage_is_sale (const TieLedgerDocument *document)
{
  return document->kind == TIE_KIND_SALES_INVOICE || document->kind == TIE_KIND_SALES_CREDIT;
}

static const TieLedgerLine *
get_line (const TieLedgerDocument *document,
          guint i)
{
  return g_ptr_array_index (document->lines, i);
}

/* ---- the discount ---- */

/* Sage has no line for a discount, but takes one off each line. */
static gboolean
is_plain_discount (const TieLedgerLine *line)
{
  return line->role == TIE_LEDGER_LINE_DISCOUNT && tie_text_is_empty (line->item_id);
}

static gboolean
spread_discount (Lines *lines,
                 const TieLedgerLine *discount,
                 GError **error)
{
  const TieLedgerDocument *document = lines->document;
  guint n = document->lines->len;
  g_autofree gint64 *weights = g_new0 (gint64, n);
  g_autofree gint64 *shares = g_new0 (gint64, n);
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    {
      const TieLedgerLine *line = get_line (document, i);

      if (line->role == TIE_LEDGER_LINE_TEXT || line->role == TIE_LEDGER_LINE_DISCOUNT || g_strcmp0 (line->tax_code_id, discount->tax_code_id) != 0)
        continue;
      weights[i] = MAX (line->amount - lines->discounts[i], 0);
      sum += weights[i];
    }
  if (-discount->amount < 0 || -discount->amount > sum)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("The discount is more than the lines that it falls on."));
      return FALSE;
    }
  tie_money_spread (-discount->amount, weights, n, shares);
  for (guint i = 0; i < n; i++)
    lines->discounts[i] += shares[i];
  return TRUE;
}

/* ---- tax ---- */

/* Nothing: no tax is due on the line, whatever its amount. */
static gboolean
is_zero_rated (const Lines *lines,
               const TieLedgerLine *line)
{
  g_autoptr (GArray) parts = tie_remote_list_tax_parts (line->tax_parts, tie_sage_is_sale (lines->document));

  return parts != NULL && tie_tax_parts_compute (parts, WHOLE) == 0;
}

/* Sage computes no tax: what is not said is none, and a business that is not registered may not say any. */
static gboolean
add_tax (Lines *lines,
         const TieLedgerLine *line,
         GError **error)
{
  if (lines->can->tax_model == TIE_TAX_NONE)
    {
      g_autofree char *tax = NULL;

      if (line->tax == 0 || !tie_sage_is_sale (lines->document))
        return TRUE;
      tax = tie_money_to_display (line->tax);
      g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("It bears tax of %s, and the business in Sage is not registered for any. Set its tax scheme there."), tax);
      return FALSE;
    }
  if (tie_text_is_empty (line->tax_code_id))
    {
      /* The account's own rate would be taken. */
      g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Line %u: Sage wants a tax rate on each line, also where no tax is due."), lines->n + 1);
      return FALSE;
    }
  tie_sage_add_id (lines->writer, "tax_rate_id", line->tax_code_id);
  if (line->tax != 0 || !is_zero_rated (lines, line))
    tie_json_writer_add_decimal (lines->writer, "tax_amount", line->tax, TIE_MONEY_DECIMALS);
  return TRUE;
}

/* ---- lines ---- */

/* Amount with what a supplier's tax adds where no tax is known. */
static gint64
get_amount (const Lines *lines,
            const TieLedgerLine *line)
{
  gboolean is_cost = lines->can->tax_model == TIE_TAX_NONE && !tie_sage_is_sale (lines->document);

  return line->amount + (is_cost ? line->tax : 0);
}

static void
add_product (Lines *lines,
             const TieLedgerLine *line,
             gint64 amount)
{
  gboolean is_product = tie_body_is_product (line->quantity, line->rate, amount);

  tie_json_writer_add_decimal (lines->writer, "quantity", is_product ? line->quantity : TIE_SCALE, 4);
  if (is_product)
    tie_json_writer_add_decimal (lines->writer, "unit_price", line->rate, 4);
  else
    tie_json_writer_add_decimal (lines->writer, "unit_price", amount, TIE_MONEY_DECIMALS);
}

static void
add_item (Lines *lines,
          const TieLedgerLine *line)
{
  const char *there = NULL;
  const TieSageEntity *entity = NULL;

  if (tie_text_is_empty (line->item_id) || !tie_sage_is_sale (lines->document))
    return;
  entity = tie_sage_entity_for_id (TIE_KIND_ITEM, line->item_id, &there);
  tie_sage_add_id (lines->writer, g_str_equal (entity->list, "products") ? "product_id" : "service_id", there);
}

static gboolean
check_account (const Lines *lines,
               const TieLedgerLine *line,
               GError **error)
{
  const char *there = NULL;

  if (tie_text_is_empty (line->account_id))
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING,
                 tie_sage_is_sale (lines->document) ? _ ("Line %u: its product or service has no sales account in Sage.") : _ ("Line %u has no expense account in Sage."), lines->n + 1);
  else if (g_strcmp0 (tie_sage_entity_for_id (TIE_KIND_ACCOUNT, line->account_id, &there)->list, "ledger_accounts") != 0)
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Line %u stands on a bank account. Choose a ledger account."), lines->n + 1);
  else
    return TRUE;
  return FALSE;
}

static void
append_text (Lines *lines,
             const TieLedgerLine *line)
{
  g_autofree char *text = tie_text_clean_lines (line->text);

  if (*text != '\0')
    g_string_append_printf (lines->text, "%s%s", lines->text->len > 0 ? "\n" : "", text);
}

static gboolean
is_sent (const Lines *lines,
         const TieLedgerLine *line)
{
  return line->role != TIE_LEDGER_LINE_TEXT && !(is_plain_discount (line) && tie_sage_is_sale (lines->document));
}

/* A line at Sage has an account and a price: a text alone stands above the text of the line below it, and the last ones below
 * the last. */
static gboolean
add_text (Lines *lines,
          guint i,
          GError **error)
{
  const TieLedgerDocument *document = lines->document;
  /* Translators: number of a line in a document */
  g_autofree char *label = g_strdup_printf (_ ("Line %u: the text"), lines->n + 1);
  guint next = i + 1;

  append_text (lines, get_line (document, i));
  while (next < document->lines->len && !is_sent (lines, get_line (document, next)))
    next++;
  for (guint j = i + 1; next == document->lines->len && j < next; j++)
    {
      if (get_line (document, j)->role == TIE_LEDGER_LINE_TEXT)
        append_text (lines, get_line (document, j));
    }
  /* Sage takes no line without a text. */
  if (lines->text->len == 0)
    g_string_append (lines->text, "–");
  if (!tie_body_add_text (lines->writer, "Sage", "description", label, lines->text->str, TIE_SAGE_MAX_TEXT, error))
    return FALSE;
  g_string_truncate (lines->text, 0);
  return TRUE;
}

/* A line that keeps its place keeps its id; without one it would be another. */
static const char *
find_line_id (const Lines *lines)
{
  if (lines->old_lines == NULL || lines->n >= json_array_get_length (lines->old_lines))
    return NULL;
  return tie_json_get_string (tie_json_get_element_object (lines->old_lines, lines->n), "id");
}

static gboolean
add_line (Lines *lines,
          guint i,
          GError **error)
{
  const TieLedgerLine *line = get_line (lines->document, i);

  if (!check_account (lines, line, error))
    return FALSE;
  tie_json_writer_begin_object (lines->writer, NULL);
  tie_sage_add_id (lines->writer, "id", find_line_id (lines));
  if (!add_text (lines, i, error))
    return FALSE;
  add_item (lines, line);
  tie_sage_add_id (lines->writer, "ledger_account_id", line->account_id);
  add_product (lines, line, get_amount (lines, line));
  if (lines->discounts[i] != 0)
    tie_json_writer_add_decimal (lines->writer, "discount_amount", lines->discounts[i], TIE_MONEY_DECIMALS);
  if (!add_tax (lines, line, error))
    return FALSE;
  tie_json_writer_end_object (lines->writer);
  lines->n++;
  return TRUE;
}

static gboolean
add_all (Lines *lines,
         GError **error)
{
  const TieLedgerDocument *document = lines->document;

  for (guint i = 0; i < document->lines->len; i++)
    {
      const TieLedgerLine *line = get_line (document, i);

      if (is_plain_discount (line) && tie_sage_is_sale (document) && !spread_discount (lines, line, error))
        return FALSE;
    }
  for (guint i = 0; i < document->lines->len; i++)
    {
      const TieLedgerLine *line = get_line (document, i);

      if (line->role == TIE_LEDGER_LINE_TEXT)
        append_text (lines, line);
      else if (is_sent (lines, line) && !add_line (lines, i, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
tie_sage_add_lines (TieJsonWriter *writer,
                    const char *member,
                    const TieLedgerCapabilities *can,
                    const TieLedgerDocument *document,
                    const TieRemote *remote,
                    GError **error)
{
  g_autoptr (JsonNode) raw = remote != NULL && remote->raw != NULL ? json_from_string (remote->raw, NULL) : NULL;
  g_autofree gint64 *discounts = g_new0 (gint64, document->lines->len + 1);
  g_autoptr (GString) text = g_string_new (NULL);
  Lines lines = { .writer = writer, .can = can, .document = document, .old_lines = tie_json_get_array (tie_json_get_root_object (raw), member), .discounts = discounts, .text = text };

  tie_json_writer_begin_array (writer, member);
  if (!add_all (&lines, error))
    return FALSE;
  tie_json_writer_end_array (writer);
  if (lines.n > 0)
    return TRUE;
  g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("It has no lines."));
  return FALSE;
}
