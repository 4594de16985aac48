/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-body"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-text.h"
#include "ledger/quickbooks/tie-quickbooks-document.h"
#include "ledger/quickbooks/tie-quickbooks-entity.h"
#include "ledger/quickbooks/tie-quickbooks-limits.h"
#include "ledger/quickbooks/tie-quickbooks-lines.h"
#include "ledger/quickbooks/tie-quickbooks-tax.h"
#include "ledger/quickbooks/tie-quickbooks-writer.h"
#include "ledger/tie-body-writer.h"

static gboolean
is_sale (const TieLedgerDocument *document)
{
  return document->kind == TIE_KIND_SALES_INVOICE || document->kind == TIE_KIND_SALES_CREDIT;
}

static gboolean
check_document (const TieLedgerCapabilities *can,
                const TieLedgerDocument *document,
                GError **error)
{
  if (tie_text_is_empty (document->party_id))
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, is_sale (document) ? _ ("The customer is not linked.") : _ ("The supplier is not linked."));
  else if (!is_sale (document) && !can->has_bills)
    g_set_error (error, TIE_ERROR, TIE_ERROR_PLAN, _ ("The company’s QuickBooks plan has no supplier invoices."));
  else if (tie_body_check_sum (document, error))
    return tie_quickbooks_check_tax (can, document, error);
  return FALSE;
}

static gboolean
add_number (TieJsonWriter *writer,
            const TieLedgerCapabilities *can,
            const TieLedgerDocument *document,
            GError **error)
{
  if (is_sale (document) && !can->has_our_numbers)
    return TRUE;
  return tie_quickbooks_add_text (writer, "DocNumber", _ ("The number"), document->number, can->max_number, error);
}

/* An address that QuickBooks refuses would hold the whole invoice back, which needs none. */
static void
add_email (TieJsonWriter *writer,
           const char *email)
{
  if (!tie_body_is_email (email) || g_utf8_strlen (email, -1) > TIE_QUICKBOOKS_MAX_EMAIL)
    return;
  tie_json_writer_begin_object (writer, "BillEmail");
  tie_json_writer_add_string (writer, "Address", email);
  tie_json_writer_end_object (writer);
}

static gboolean
add_memo (TieJsonWriter *writer,
          const char *memo,
          GError **error)
{
  if (tie_text_is_empty (memo))
    return TRUE;
  tie_json_writer_begin_object (writer, "CustomerMemo");
  if (!tie_quickbooks_add_text (writer, "value", _ ("The text on paper"), memo, TIE_QUICKBOOKS_MAX_MEMO, error))
    return FALSE;
  tie_json_writer_end_object (writer);
  return TRUE;
}

static gboolean
has_discount_line (const TieLedgerDocument *document)
{
  for (guint i = 0; i < document->lines->len; i++)
    {
      const TieLedgerLine *line = g_ptr_array_index (document->lines, i);

      if (line->role == TIE_LEDGER_LINE_DISCOUNT && tie_text_is_empty (line->item_id))
        return TRUE;
    }
  return FALSE;
}

/* What only sales have. */
static gboolean
add_sale (TieJsonWriter *writer,
          const TieLedgerCapabilities *can,
          const TieLedgerDocument *document,
          GError **error)
{
  if (!add_memo (writer, document->memo, error))
    return FALSE;
  add_email (writer, document->email);
  /* Here a discount is taken off before tax. */
  if (can->tax_model != TIE_TAX_NONE && has_discount_line (document))
    tie_json_writer_add_boolean (writer, "ApplyTaxAfterDiscount", TRUE);
  return tie_quickbooks_add_note (writer, NULL, document->mark, error);
}

static gboolean
has_due (const TieLedgerDocument *document)
{
  return document->kind == TIE_KIND_SALES_INVOICE || document->kind == TIE_KIND_SUPPLIER_INVOICE;
}

GBytes *
tie_quickbooks_make_document_body (const TieLedgerCapabilities *can,
                                   const char *verb,
                                   const TieLedgerDocument *document,
                                   const TieRemote *remote,
                                   GError **error)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  const TieQuickbooksEntity *entity = tie_quickbooks_entity_for_kind (document->kind);

  if (!tie_quickbooks_check_verb (document->kind, verb, remote, error) || !check_document (can, document, error))
    return NULL;

  tie_quickbooks_begin_body (writer, verb, remote);
  tie_quickbooks_add_reference (writer, entity->party, document->party_id);
  if (!tie_body_add_date (writer, "TxnDate", document->date, error) || !add_number (writer, can, document, error) ||
      !tie_quickbooks_add_currency (writer, document->currency, can->currency, can->has_multi_currency, error))
    return NULL;
  if (has_due (document) && tie_date_is_valid (document->due))
    tie_json_writer_add_string (writer, "DueDate", document->due);
  if (document->kind != TIE_KIND_SUPPLIER_CREDIT)
    tie_quickbooks_add_reference (writer, "SalesTermRef", document->term_id);
  if (!is_sale (document))
    tie_quickbooks_add_reference (writer, "APAccountRef", document->account_id);
  if (is_sale (document) ? !add_sale (writer, can, document, error) : !tie_quickbooks_add_note (writer, document->memo, document->mark, error))
    return NULL;
  if (!tie_quickbooks_add_lines (writer, can, document, remote, error))
    return NULL;
  tie_quickbooks_add_document_tax (writer, can, document);
  return tie_body_finish (writer);
}
