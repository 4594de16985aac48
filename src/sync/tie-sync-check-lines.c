/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-check-lines"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "ledger/tie-ledger.h"
#include "store/tie-connection-table.h"
#include "store/tie-item-state-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-sync-check-private.h"

/* What a document's lines lack, and what stands behind them. */

#define WHOLE (100 * TIE_SCALE) /* a hundred percent */

/* The item that stands in where a code has none of its own. */
static const char *
get_default_item (const TieSyncSettings *settings,
                  const TieSyncLine *line)
{
  if (line->code_id == NULL)
    return settings->items[TIE_SYNC_ITEM_FIXED_FEE];
  return settings->items[line->is_expense ? TIE_SYNC_ITEM_EXPENSE : TIE_SYNC_ITEM_TIME];
}

static gboolean
is_without_item (TieSyncReading *reading,
                 const TieSyncLine *line)
{
  const TieSyncSettings *settings = reading->context->settings;

  if (line->code_id == NULL && line->amount == 0)
    return FALSE; /* only words */
  if (line->is_item_there)
    return FALSE;
  if ((line->code_id == NULL || g_hash_table_contains (reading->defaults, line->code_id)) && get_default_item (settings, line) != NULL)
    return FALSE;
  if (line->has_item)
    return TRUE; /* it is gone */
  /* What suppliers bill stands on an account as well as on a product. */
  if (reading->group == TIE_SYNC_SUPPLIER && settings->accounts[TIE_SYNC_ACCOUNT_EXPENSE] != NULL)
    return FALSE;
  return line->code_id == NULL || g_hash_table_contains (reading->taken, line->code_id) || !settings->create_items || settings->accounts[TIE_SYNC_ACCOUNT_INCOME] == NULL;
}

static gboolean
is_without_tax (TieSyncReading *reading,
                gint64 amount,
                gboolean has_tax,
                gint64 tax_rate,
                gboolean is_tax_linked)
{
  switch (reading->context->tax_model)
    {
    case TIE_TAX_GLOBAL:
      return amount != 0 && (!has_tax || !is_tax_linked);
    case TIE_TAX_US:
      return reading->group != TIE_SYNC_SUPPLIER && has_tax && tax_rate != 0 && !is_tax_linked;
    case TIE_TAX_NONE: /* whoever was taxed once may still have partners for the codes */
      return reading->group != TIE_SYNC_SUPPLIER && has_tax && tax_rate != 0;
    default:
      return FALSE;
    }
}

gboolean
tie_sync_check_computes_tax (const TieSyncReading *reading)
{
  int model = reading->context->tax_model;

  return model == TIE_TAX_GLOBAL || (model == TIE_TAX_US && reading->group != TIE_SYNC_SUPPLIER);
}

/* The package computes by its own rate; and many countries charge another one on what is bought than on what is sold. */
static gboolean
find_other_rate (TieSyncReading *reading,
                 gint64 amount,
                 gboolean is_tax_linked,
                 gint64 rate,
                 const char *tax_parts,
                 gint64 *there)
{
  g_autoptr (GArray) parts = NULL;

  *there = 0;
  if (!tie_sync_check_computes_tax (reading) || amount == 0 || !is_tax_linked)
    return FALSE;
  parts = tie_remote_list_tax_parts (tax_parts, reading->group != TIE_SYNC_SUPPLIER);
  if (parts == NULL || parts->len == 0)
    return FALSE; /* not known */
  *there = tie_tax_parts_compute (parts, WHOLE);
  return ABS (*there - rate) > (gint64) parts->len;
}

static void
say_other_rate (TieSyncFinding *finding,
                guint line,
                const char *item,
                gint64 rate,
                gint64 there)
{
  g_autofree char *number = g_strdup_printf ("%u", line);
  g_autofree char *here = tie_decimal_to_display (rate, 4, 0);

  finding->there = tie_decimal_to_display (there, 4, 0);
  tie_sync_finding_say (finding, "i", number, "item", item, "here", here, "there", finding->there, NULL);
}

static GPtrArray *
get_findings (TieSyncReading *reading,
              const char *document)
{
  GPtrArray *findings = g_hash_table_lookup (reading->lines, document);

  if (findings == NULL)
    {
      findings = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_sync_finding_free);
      g_hash_table_insert (reading->lines, g_strdup (document), findings);
    }
  return findings;
}

/* A company that charges none takes none: that is not mended by a tax code there. */
static void
say_without_tax (TieSyncReading *reading,
                 TieSyncFinding *finding,
                 guint line,
                 const char *item,
                 gint64 tax_rate)
{
  g_autofree char *number = g_strdup_printf ("%u", line);

  if (reading->context->tax_model == TIE_TAX_NONE)
    finding->here = tie_decimal_to_display (tax_rate, 4, 0);
  tie_sync_finding_say (finding, "i", number, "item", item, "here", finding->here != NULL ? finding->here : "", NULL);
}

static TieSyncFinding *
add_to_document (TieSyncReading *reading,
                 const char *document,
                 guint number,
                 TieSyncCode code)
{
  TieSyncFinding *finding = tie_sync_finding_new (reading->group, code, reading->context->package);

  finding->line = number;
  g_ptr_array_add (get_findings (reading, document), finding);
  return finding;
}

static TieSyncFinding *
add_line (TieSyncReading *reading,
          const TieSyncLine *line,
          TieSyncCode code)
{
  TieSyncFinding *finding = add_to_document (reading, line->document, line->number, code);

  finding->line_id = g_strdup (line->id);
  finding->record_id = g_strdup (line->code_id);
  finding->is_expense = line->is_expense;
  return finding;
}

/* The item that the line needs was refused, and its code is still what was refused. */
static gboolean
check_refused_item (TieSyncReading *reading,
                    const TieSyncLine *line,
                    GError **error)
{
  const TieSyncFinding *fault = line->code_id != NULL && !line->has_item ? g_hash_table_lookup (reading->faults, line->code_id) : NULL;
  g_autofree char *now = NULL;
  TieSyncFinding *finding;

  if (fault == NULL || fault->code != TIE_SYNC_REFUSED || fault->kind != TIE_KIND_ITEM)
    return TRUE;
  now = tie_item_state_table_dup_here (reading->db, line->code_id, error);
  if (now == NULL)
    return FALSE;
  if (g_strcmp0 (g_hash_table_lookup (reading->sent, line->code_id), now) != 0)
    return TRUE;
  finding = tie_sync_finding_copy (fault);
  finding->line = line->number;
  g_free (finding->line_id);
  finding->line_id = g_strdup (line->id);
  finding->is_expense = line->is_expense;
  g_ptr_array_add (get_findings (reading, line->document), finding);
  return TRUE;
}

gboolean
tie_sync_check_line (TieSyncReading *reading,
                     const TieSyncLine *line,
                     GError **error)
{
  g_autofree char *number = g_strdup_printf ("%u", line->number);
  const char *code = line->code_id != NULL ? line->code : line->text;
  gboolean goes_by_default = line->code_id == NULL || (g_hash_table_contains (reading->defaults, line->code_id) && get_default_item (reading->context->settings, line) != NULL);
  gint64 rate = 0;

  if (is_without_item (reading, line))
    tie_sync_finding_say (add_line (reading, line, TIE_SYNC_NO_ITEM), "i", number, "code", code, NULL);
  else if (reading->group != TIE_SYNC_SUPPLIER && !goes_by_default && !check_refused_item (reading, line, error))
    return FALSE;
  if (is_without_tax (reading, line->amount, line->has_tax, line->tax_rate, line->is_tax_linked))
    say_without_tax (reading, add_line (reading, line, TIE_SYNC_NO_TAX), line->number, code, line->tax_rate);
  else if (find_other_rate (reading, line->amount, line->is_tax_linked, line->tax_rate, line->tax_parts, &rate))
    say_other_rate (add_line (reading, line, TIE_SYNC_NO_TAX), line->number, code, line->tax_rate, rate);
  if (tie_text_is_empty (line->text))
    tie_sync_finding_say (add_line (reading, line, TIE_SYNC_BLANK_LINE), "i", number, NULL);
  return TRUE;
}

/* ---- what stands behind the lines: freight, then the discount ---- */

/* FALSE: an error; *is_there is whether the item that was chosen for it may be used. */
static gboolean
find_choice (TieSyncReading *reading,
             TieSyncItem item,
             gboolean *is_there,
             GError **error)
{
  const char *id = reading->context->settings->items[item];
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieRemote) remote = id != NULL ? tie_remote_table_get (reading->db, reading->context->connection, TIE_KIND_ITEM, id, &local_error) : NULL;

  *is_there = remote != NULL && remote->is_active && !remote->is_deleted;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
add_extra (TieSyncReading *reading,
           const TieSyncExtras *extras,
           guint number,
           TieSyncCode code,
           const char *name)
{
  TieSyncFinding *finding = add_to_document (reading, extras->document, number, code);
  g_autofree char *words = g_strdup_printf ("%u", number);

  tie_sync_finding_say (finding, "i", words, code == TIE_SYNC_NO_ITEM ? "code" : "item", name, NULL);
}

/* Without an item a sale has the package's own kind of discount, which bears one tax code, or there is none. */
static gboolean
may_discount (TieSyncReading *reading,
              const TieSyncExtras *extras)
{
  guint lacks = reading->context->lacks;

  if (lacks & (reading->group == TIE_SYNC_CREDITS ? TIE_LACKS_CREDIT_DISCOUNTS : TIE_LACKS_DISCOUNTS))
    return FALSE;
  return reading->context->tax_model != TIE_TAX_GLOBAL || extras->n_tax_codes <= 1;
}

gboolean
tie_sync_check_extras (TieSyncReading *reading,
                       const TieSyncExtras *extras,
                       GError **error)
{
  const TieSyncSettings *settings = reading->context->settings;
  gboolean is_supplier = reading->group == TIE_SYNC_SUPPLIER;
  guint number = extras->n_lines;
  gboolean is_there = FALSE;
  gint64 rate = 0;

  if (extras->freight != 0)
    {
      number++;
      if (!find_choice (reading, TIE_SYNC_ITEM_FREIGHT, &is_there, error))
        return FALSE;
      if (!is_there && (!is_supplier || settings->items[TIE_SYNC_ITEM_FREIGHT] != NULL || settings->accounts[TIE_SYNC_ACCOUNT_EXPENSE] == NULL))
        add_extra (reading, extras, number, TIE_SYNC_NO_ITEM, _ ("Freight"));
      if (is_without_tax (reading, extras->freight, extras->has_tax, extras->tax_rate, extras->is_tax_linked))
        say_without_tax (reading, add_to_document (reading, extras->document, number, TIE_SYNC_NO_TAX), number, _ ("Freight"), extras->tax_rate);
      else if (find_other_rate (reading, extras->freight, extras->is_tax_linked, extras->tax_rate, extras->tax_parts, &rate))
        say_other_rate (add_to_document (reading, extras->document, number, TIE_SYNC_NO_TAX), number, _ ("Freight"), extras->tax_rate, rate);
    }
  if (extras->discount != 0 && !is_supplier && settings->items[TIE_SYNC_ITEM_DISCOUNT] == NULL)
    {
      if (!may_discount (reading, extras))
        add_extra (reading, extras, number + 1, TIE_SYNC_NO_ITEM, _ ("Discount"));
    }
  else if (extras->discount != 0)
    {
      number++;
      if (!find_choice (reading, TIE_SYNC_ITEM_DISCOUNT, &is_there, error))
        return FALSE;
      if (!is_there && (settings->items[TIE_SYNC_ITEM_DISCOUNT] != NULL || settings->accounts[TIE_SYNC_ACCOUNT_EXPENSE] == NULL))
        add_extra (reading, extras, number, TIE_SYNC_NO_ITEM, _ ("Discount"));
    }
  return TRUE;
}
