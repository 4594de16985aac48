/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-payment-source"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-payment-sheet.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-document-source.h"
#include "sync/tie-outbox-fields.h"

/* Adds what is paid.  party: who was billed at the package, taken over where all agree; a customer's place is billed there,
 * or the customer was merged into another since. */
static gboolean
apply (TieDb *db,
       TieDocumentSource *self,
       TieLedgerPayment *payment,
       GPtrArray *allocations,
       char **party,
       GError **error)
{
  gboolean is_same = TRUE;

  for (guint i = 0; i < allocations->len; i++)
    {
      g_autoptr (TieDocument) document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, tie_record_get_text (allocations->pdata[i], TIE_ALLOCATION_DOCUMENT), error);
      g_autofree char *remote_id = NULL;
      g_autofree char *title = NULL;
      g_autoptr (TieRemote) remote = NULL;
      TieKind kind;

      if (document == NULL)
        return FALSE;
      title = tie_document_get_title (document);
      kind = tie_document_source_get_kind (TIE_RECORD (document));
      remote_id = tie_link_table_find_remote (db, self->context->connection, kind, tie_record_get_id (TIE_RECORD (document)), error);
      if (remote_id == NULL)
        {
          if (error != NULL && *error == NULL)
            g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Invoice %s has not been exported."), title);
          return FALSE;
        }
      tie_ledger_payment_apply (payment, kind, remote_id, tie_record_get_integer (allocations->pdata[i], TIE_ALLOCATION_AMOUNT));
      remote = tie_remote_table_get (db, self->context->connection, kind, remote_id, NULL);
      if (remote == NULL || remote->money == NULL || remote->money->party_id == NULL)
        continue;
      is_same = is_same && (*party == NULL || g_str_equal (*party, remote->money->party_id));
      if (*party == NULL)
        *party = g_strdup (remote->money->party_id);
    }
  if (!is_same)
    g_clear_pointer (party, g_free);
  return TRUE;
}

static gboolean
find_payer (TieDb *db,
            TieDocumentSource *self,
            TieLedgerPayment *payment,
            const char *contact,
            char *party,
            GError **error)
{
  gboolean is_sale = payment->kind == TIE_KIND_RECEIPT;

  payment->party_id = party != NULL ? party : tie_document_source_find_party (db, self->context->connection, payment->kind, contact, NULL, error);
  if (payment->party_id != NULL)
    return TRUE;
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, TIE_ERROR, TIE_ERROR_MAPPING, is_sale ? _ ("Customer account does not exist in QuickBooks.") : _ ("Supplier account does not exist in QuickBooks."));
  return FALSE;
}

/* Suppliers are paid from a bank account or a credit card. */
static gboolean
set_account (TieDb *db,
             TieDocumentSource *self,
             TieLedgerPayment *payment,
             GError **error)
{
  TieSyncSettings *settings = self->context->settings;
  gboolean is_receipt = payment->kind == TIE_KIND_RECEIPT;
  g_autoptr (TieRemote) account = NULL;

  payment->account_id = g_strdup (settings->accounts[is_receipt ? TIE_SYNC_ACCOUNT_DEPOSIT : TIE_SYNC_ACCOUNT_BANK]);
  if (is_receipt)
    return TRUE;
  if (payment->account_id == NULL)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Choose the account that suppliers are paid from in Account Defaults."));
      return FALSE;
    }
  account = tie_remote_table_get (db, self->context->connection, TIE_KIND_ACCOUNT, payment->account_id, NULL);
  payment->is_card = account != NULL && g_strcmp0 (account->type, "Credit Card") == 0;
  return TRUE;
}

static TieLedgerPayment *
make_own (TieDb *db,
          TieDocumentSource *self,
          TiePaymentSheet *sheet,
          GError **error)
{
  TieRecord *own = TIE_RECORD (sheet->payment);
  g_autoptr (TieLedgerPayment) payment = tie_ledger_payment_new (tie_document_source_get_kind (own));
  const char *reference = tie_record_get_text (own, TIE_PAYMENT_REFERENCE);
  char *party = NULL;

  if (!apply (db, self, payment, sheet->allocations, &party, error))
    {
      g_free (party);
      return NULL;
    }
  if (!find_payer (db, self, payment, tie_record_get_text (own, TIE_PAYMENT_CONTACT), party, error) || !set_account (db, self, payment, error))
    return NULL;
  payment->number = g_strdup (tie_record_get_text (own, TIE_PAYMENT_NUMBER));
  payment->date = g_strdup (tie_record_get_text (own, TIE_PAYMENT_DATE));
  payment->amount = tie_record_get_integer (own, TIE_PAYMENT_AMOUNT);
  payment->reference = tie_text_is_empty (reference) ? NULL : g_strdup (reference);
  payment->mark = tie_outbox_make_mark (tie_record_get_id (own));
  payment->currency = g_strdup (self->context->currency);
  return g_steal_pointer (&payment);
}

/* A credit note and what it was used for: the invoices on one side, the credit note on the other. */
static TieLedgerPayment *
make_use_of_credit (TieDb *db,
                    TieDocumentSource *self,
                    TieRecord *credit,
                    GError **error)
{
  const char *id = tie_record_get_id (credit);
  g_autoptr (TieLedgerPayment) payment = tie_ledger_payment_new (TIE_KIND_RECEIPT);
  g_autoptr (GPtrArray) allocations = tie_record_table_list_where (db, TIE_TYPE_ALLOCATION, TIE_ALLOCATION_CREDIT, id, error);
  g_autofree char *remote_id = NULL;
  char *party = NULL;
  gint64 sum = 0;

  if (allocations == NULL)
    return NULL;
  remote_id = tie_link_table_find_remote (db, self->context->connection, TIE_KIND_SALES_CREDIT, id, error);
  if (remote_id == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Credit note %s has not been exported."), tie_record_get_text (credit, TIE_DOCUMENT_NUMBER));
      return NULL;
    }
  if (!apply (db, self, payment, allocations, &party, error))
    {
      g_free (party);
      return NULL;
    }
  if (!find_payer (db, self, payment, tie_record_get_text (credit, TIE_DOCUMENT_CONTACT), party, error))
    return NULL;
  for (guint i = 0; i < allocations->len; i++)
    sum += tie_record_get_integer (allocations->pdata[i], TIE_ALLOCATION_AMOUNT);
  tie_ledger_payment_apply (payment, TIE_KIND_SALES_CREDIT, remote_id, sum);
  payment->date = g_strdup (tie_record_get_text (credit, TIE_DOCUMENT_DATE));
  payment->mark = tie_outbox_make_mark (id);
  payment->currency = g_strdup (self->context->currency);
  return g_steal_pointer (&payment);
}

TieLedgerPayment *
tie_document_source_make_payment (TieDb *db,
                                  TieDocumentSource *self,
                                  const char *id,
                                  GError **error)
{
  g_autoptr (TiePaymentSheet) sheet = NULL;
  g_autoptr (TieRecord) credit = NULL;
  g_autoptr (GError) local_error = NULL;

  sheet = tie_payment_sheet_read (db, id, &local_error);
  if (sheet != NULL)
    return make_own (db, self, sheet, error);
  if (!g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  credit = tie_record_table_get (db, TIE_TYPE_DOCUMENT, id, error);
  return credit != NULL ? make_use_of_credit (db, self, credit, error) : NULL;
}
