/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-payment-source"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-payment-actions.h"
#include "store/tie-connection-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-document-source.h"
#include "sync/tie-outbox-fields.h"

/* Who was billed at the package by all that the payment has to do with, as long as they agree: a customer's place is billed
 * there, or the customer was merged into another since. */
typedef struct
{
  char *id; /* (owned) (nullable) */
  gboolean is_mixed;
} Party;

static void
party_clear (Party *party)
{
  g_clear_pointer (&party->id, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Party, party_clear)

static void
look_at_party (TieDb *db,
               TieDocumentSource *self,
               TieKind kind,
               const char *remote_id,
               Party *party)
{
  g_autoptr (TieRemote) remote = tie_remote_table_get (db, self->context->connection, kind, remote_id, NULL);

  if (remote == NULL || remote->money == NULL || remote->money->party_id == NULL)
    return;
  party->is_mixed = party->is_mixed || (party->id != NULL && !g_str_equal (party->id, remote->money->party_id));
  if (party->id == NULL)
    party->id = g_strdup (remote->money->party_id);
}

/* (transfer full) Its id there, or an error with the sentence. */
static char *
need_remote (TieDb *db,
             TieDocumentSource *self,
             TieKind kind,
             const char *id,
             char *sentence, /* (transfer full) */
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *words = sentence;
  char *remote_id = tie_link_table_find_remote (db, self->context->connection, kind, id, &local_error);

  if (remote_id != NULL)
    return remote_id;
  if (local_error == NULL)
    g_set_error_literal (error, TIE_ERROR, TIE_ERROR_MAPPING, words);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static gboolean
apply_to_refund (TieDb *db,
                 TieDocumentSource *self,
                 TieLedgerPayment *payment,
                 TieRecord *allocation,
                 Party *party,
                 GError **error)
{
  const char *id = tie_record_get_text (allocation, TIE_ALLOCATION_REFUND);
  g_autoptr (TiePayment) refund = tie_record_table_get (db, TIE_TYPE_PAYMENT, id, error);
  g_autofree char *title = refund != NULL ? tie_payment_get_title (refund) : NULL;
  g_autofree char *remote_id = NULL;

  if (refund == NULL)
    return FALSE;
  /* Translators: %s is the number of a refund */
  remote_id = need_remote (db, self, TIE_KIND_REFUND, id, g_strdup_printf (_ ("Refund %s has not been exported."), title), error);
  if (remote_id == NULL)
    return FALSE;
  tie_ledger_payment_apply (payment, TIE_KIND_REFUND, remote_id, tie_record_get_integer (allocation, TIE_ALLOCATION_AMOUNT));
  look_at_party (db, self, TIE_KIND_REFUND, remote_id, party);
  return TRUE;
}

static gboolean
apply_to_document (TieDb *db,
                   TieDocumentSource *self,
                   TieLedgerPayment *payment,
                   TieRecord *allocation,
                   Party *party,
                   GError **error)
{
  g_autoptr (TieDocument) document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, tie_record_get_text (allocation, TIE_ALLOCATION_DOCUMENT), error);
  g_autofree char *title = document != NULL ? tie_document_get_title (document) : NULL;
  g_autofree char *remote_id = NULL;
  TieKind kind;

  if (document == NULL)
    return FALSE;
  kind = tie_document_source_get_kind (TIE_RECORD (document));
  remote_id = need_remote (db, self, kind, tie_record_get_id (TIE_RECORD (document)), g_strdup_printf (_ ("Invoice %s has not been exported."), title), error);
  if (remote_id == NULL)
    return FALSE;
  tie_ledger_payment_apply (payment, kind, remote_id, tie_record_get_integer (allocation, TIE_ALLOCATION_AMOUNT));
  look_at_party (db, self, kind, remote_id, party);
  return TRUE;
}

/* Adds what is paid. */
static gboolean
apply (TieDb *db,
       TieDocumentSource *self,
       TieLedgerPayment *payment,
       GPtrArray *allocations,
       Party *party,
       GError **error)
{
  for (guint i = 0; i < allocations->len; i++)
    {
      gboolean is_refund = tie_record_get_text (allocations->pdata[i], TIE_ALLOCATION_REFUND) != NULL;

      if (is_refund ? !apply_to_refund (db, self, payment, allocations->pdata[i], party, error)
                    : !apply_to_document (db, self, payment, allocations->pdata[i], party, error))
        return FALSE;
    }
  return TRUE;
}

/* (transfer full) What cannot be named was not sent. */
static char *
need_source (TieDb *db,
             TieDocumentSource *self,
             TieKind kind,
             const char *id,
             GError **error)
{
  g_autoptr (TieRecord) record = tie_record_table_get (db, kind == TIE_KIND_SALES_CREDIT ? TIE_TYPE_DOCUMENT : TIE_TYPE_PAYMENT, id, error);
  g_autofree char *title = NULL;

  if (record == NULL)
    return NULL;
  title = kind == TIE_KIND_SALES_CREDIT ? tie_document_get_title (TIE_DOCUMENT (record)) : tie_payment_get_title (TIE_PAYMENT (record));
  return need_remote (db, self, kind, id,
                      g_strdup_printf (kind == TIE_KIND_SALES_CREDIT ? _ ("Credit note %s has not been exported.") : _ ("Payment %s has not been exported."), title), error);
}

/* It goes to whoever has what is given back.  Where refunds are open, what has the credit names the refund, which names nothing;
 * else the refund names it. */
static gboolean
look_at_sources (TieDb *db,
                 TieDocumentSource *self,
                 TieLedgerPayment *payment,
                 GPtrArray *allocations,
                 Party *party,
                 GError **error)
{
  for (guint i = 0; i < allocations->len; i++)
    {
      const char *credit = tie_record_get_text (allocations->pdata[i], TIE_ALLOCATION_CREDIT);
      const char *giver = credit != NULL ? credit : tie_record_get_text (allocations->pdata[i], TIE_ALLOCATION_PAYMENT);
      TieKind kind = credit != NULL ? TIE_KIND_SALES_CREDIT : TIE_KIND_RECEIPT;
      gboolean is_named = (self->context->lacks & TIE_LACKS_OPEN_REFUNDS) != 0;
      g_autoptr (GError) local_error = NULL;
      g_autofree char *remote_id = is_named ? need_source (db, self, kind, giver, &local_error)
                                            : tie_link_table_find_remote (db, self->context->connection, kind, giver, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (remote_id != NULL)
        look_at_party (db, self, kind, remote_id, party);
      if (is_named)
        tie_ledger_payment_apply (payment, kind, remote_id, tie_record_get_integer (allocations->pdata[i], TIE_ALLOCATION_AMOUNT));
    }
  return TRUE;
}

static gboolean
find_payer (TieDb *db,
            TieDocumentSource *self,
            TieLedgerPayment *payment,
            const char *contact,
            Party *party,
            GError **error)
{
  gboolean is_sale = payment->kind != TIE_KIND_SUPPLIER_PAYMENT;

  payment->party_id = party->id != NULL && !party->is_mixed ? g_steal_pointer (&party->id) : tie_document_source_find_party (db, self->context->connection, payment->kind, contact, NULL, error);
  if (payment->party_id != NULL)
    return TRUE;
  if (error != NULL && *error == NULL)
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, is_sale ? _ ("Customer account does not exist in %s.") : _ ("Supplier account does not exist in %s."), self->context->package->short_name);
  return FALSE;
}

/* Where nobody chose one, the company has one. */
static gboolean
set_receivables (TieDb *db,
                 TieDocumentSource *self,
                 TieLedgerPayment *payment,
                 GError **error)
{
  g_autoptr (GError) local_error = NULL;

  payment->owed_on = g_strdup (self->context->settings->accounts[TIE_SYNC_ACCOUNT_RECEIVABLE]);
  if (payment->owed_on == NULL)
    payment->owed_on = tie_remote_table_find_account (db, self->context->connection, "Accounts Receivable", &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Suppliers are paid from a bank account or a credit card, refunds from a bank account. */
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
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_MAPPING,
                           payment->kind == TIE_KIND_REFUND ? _ ("Choose the account that refunds are paid from in Account Defaults: it is the one for suppliers.")
                                                            : _ ("Choose the account that suppliers are paid from in Account Defaults."));
      return FALSE;
    }
  account = tie_remote_table_get (db, self->context->connection, TIE_KIND_ACCOUNT, payment->account_id, NULL);
  payment->is_card = account != NULL && g_strcmp0 (account->type, "Credit Card") == 0;
  return payment->kind != TIE_KIND_REFUND || set_receivables (db, self, payment, error);
}

/* Some packages keep no money that is open. */
static gboolean
check_applied (TieDocumentSource *self,
               const TieLedgerPayment *payment,
               GError **error)
{
  gint64 open = payment->amount;
  g_autofree char *words = NULL;

  if (!(self->context->lacks & TIE_LACKS_UNAPPLIED) || payment->kind == TIE_KIND_REFUND)
    return TRUE;
  for (guint i = 0; i < payment->applied->len; i++)
    open -= ((const TieRemoteApplied *) g_ptr_array_index (payment->applied, i))->amount;
  if (open == 0)
    return TRUE;
  words = tie_money_to_words (open);
  /* Translators: an amount of money, then an accounting package */
  g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("%s of it is not applied, and %s takes only payments that are applied to invoices as a whole. Apply all of it, then send it again."),
               words, self->package_name);
  return FALSE;
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
  g_auto (Party) party = { NULL };

  if (tie_payment_sheet_is_refund (sheet) ? !look_at_sources (db, self, payment, sheet->allocations, &party, error)
                                          : !apply (db, self, payment, sheet->allocations, &party, error))
    return NULL;
  if (!find_payer (db, self, payment, tie_record_get_text (own, TIE_PAYMENT_CONTACT), &party, error) || !set_account (db, self, payment, error))
    return NULL;
  payment->number = g_strdup (tie_record_get_text (own, TIE_PAYMENT_NUMBER));
  payment->date = g_strdup (tie_record_get_text (own, TIE_PAYMENT_DATE));
  payment->amount = tie_record_get_integer (own, TIE_PAYMENT_AMOUNT);
  if (!check_applied (self, payment, error))
    return NULL;
  payment->reference = tie_text_is_empty (reference) ? NULL : g_strdup (reference);
  if (!self->has_private_note)
    tie_document_source_put_in_front (&payment->reference, payment->number);
  payment->mark = tie_outbox_make_mark (tie_record_get_id (own));
  payment->currency = g_strdup (self->context->currency);
  return g_steal_pointer (&payment);
}

GPtrArray *
tie_document_source_list_uses (TieDb *db,
                               TieDocumentSource *self,
                               const char *credit,
                               GError **error)
{
  GPtrArray *uses = tie_record_table_list_where (db, TIE_TYPE_ALLOCATION, TIE_ALLOCATION_CREDIT, credit, error);

  for (guint i = 0; uses != NULL && self->context->lacks & TIE_LACKS_OPEN_REFUNDS && i < uses->len;)
    {
      if (tie_record_get_text (uses->pdata[i], TIE_ALLOCATION_REFUND) != NULL)
        g_ptr_array_remove_index (uses, i);
      else
        i++;
    }
  return uses;
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
  g_autoptr (GPtrArray) allocations = tie_document_source_list_uses (db, self, id, error);
  g_autofree char *remote_id = NULL;
  g_auto (Party) party = { NULL };
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
  if (!apply (db, self, payment, allocations, &party, error) ||
      !find_payer (db, self, payment, tie_record_get_text (credit, TIE_DOCUMENT_CONTACT), &party, error))
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
