/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-rounding"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "store/tie-remote-table.h"
#include "sync/tie-document-source.h"

/* In the United States the package computes the tax of a document itself, and takes no other.  A code of several rates is one
 * rate here; there each is rounded by itself, which may come to a cent more or less.  A line for rounding makes up for it, so that
 * both books have the same total, and everybody sees why. */

/* The one code of the document, what bears it, and the last line that does; NULL: none, or several, or the package's own kind of
 * discount, which falls on it as the package likes. */
static const char *
find_code (const TieLedgerDocument *document,
           gint64 *net,
           TieLedgerLine **last)
{
  const char *code = NULL;

  *net = 0;
  for (guint i = 0; i < document->lines->len; i++)
    {
      TieLedgerLine *line = g_ptr_array_index (document->lines, i);

      if ((line->role == TIE_LEDGER_LINE_DISCOUNT && line->item_id == NULL) || (code != NULL && line->tax_code_id != NULL && !g_str_equal (code, line->tax_code_id)))
        return NULL;
      if (line->tax_code_id == NULL)
        continue;
      code = line->tax_code_id;
      *net += line->amount;
      if (line->role != TIE_LEDGER_LINE_DISCOUNT)
        *last = line;
    }
  return code;
}

gboolean
tie_document_source_add_rounding (TieDb *db,
                                  TieDocumentSource *self,
                                  TieLedgerDocument *document,
                                  GError **error)
{
  const char *item = self->context->settings->items[TIE_SYNC_ITEM_ROUNDING];
  gint64 net = 0;
  TieLedgerLine *taxed = NULL;
  const char *code = find_code (document, &net, &taxed);
  g_autoptr (TieRemote) there = NULL;
  g_autoptr (GArray) parts = NULL;
  gint64 off;
  TieLedgerLine *line;

  if (self->context->tax_model != TIE_TAX_US || code == NULL)
    return TRUE;
  there = tie_remote_table_get (db, self->context->connection, TIE_KIND_TAX_CODE, code, NULL);
  parts = there != NULL ? tie_remote_list_tax_parts (there->sub_type, TRUE) : NULL;
  if (parts == NULL || parts->len < 2)
    return TRUE;
  off = document->tax - tie_tax_parts_compute (parts, net);
  /* More than rounding can be is another rate: the total that comes back tells. */
  if (off == 0 || ABS (off) > (gint64) parts->len)
    return TRUE;
  if (item == NULL)
    {
      g_autofree char *here = tie_money_to_display (document->tax);
      g_autofree char *theirs = tie_money_to_display (document->tax - off);

      /* Translators: two amounts of tax, the second the package's */
      g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Its tax is %s here and %s in %s, which rounds each part of it. Choose a product or service for rounding in Account Defaults."),
                   here, theirs, self->context->package->short_name);
      return FALSE;
    }
  line = tie_ledger_document_add_line (document, TIE_LEDGER_LINE_ROUNDING);
  line->text = g_strdup (_ ("Rounding of the tax"));
  line->item_id = g_strdup (item);
  line->amount = off;
  /* What is said to be tax is what the package will make of it. */
  taxed->tax -= off;
  document->tax -= off;
  return TRUE;
}
