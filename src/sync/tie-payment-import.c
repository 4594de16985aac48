/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-payment-import"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-payment-actions.h"
#include "store/tie-closed-period.h"
#include "store/tie-connection-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "store/tie-synced-table.h"
#include "sync/tie-import-record.h"
#include "sync/tie-outbox-fields.h"
#include "sync/tie-payment-import.h"
#include "sync/tie-practice-package.h"

static void
line_free (gpointer data)
{
  TiePaymentImportLine *line = data;

  g_free (line->document_id);
  g_free (line->number);
  g_free (line);
}

void
tie_payment_import_free (TiePaymentImport *self)
{
  g_free (self->remote_id);
  g_free (self->local_id);
  g_free (self->contact_id);
  g_free (self->contact_name);
  g_free (self->date);
  g_free (self->reference);
  g_free (self->account_name);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_free (self->problem);
  g_free (self);
}

/* What it is read with. */
typedef struct
{
  TieDb *db;
  const char *connection;
  TiePaymentImport *import;
  TieRemote *remote; /* (owned) */
  GError **error;
} Reading;

static void
set_problem (Reading *reading,
             const char *sentence)
{
  if (reading->import->problem == NULL)
    reading->import->problem = g_strdup (sentence);
}

/* ---- who ---- */

static void
read_contact (Reading *reading)
{
  TiePaymentImport *self = reading->import;
  TieKind kind = self->kind == TIE_KIND_SUPPLIER_PAYMENT ? TIE_KIND_VENDOR : TIE_KIND_CUSTOMER;
  g_autofree char *problem = NULL;

  tie_import_read_party (reading->db, reading->connection, kind, reading->remote->money->party_id, &self->contact_id, &self->contact_name, &problem);
  if (problem != NULL)
    set_problem (reading, problem);
}

/* ---- what it pays ---- */

static void
warn_unapplied (Reading *reading,
                const char *format_number,
                gboolean is_known,
                gint64 rest,
                gint64 open)
{
  g_autofree char *rest_words = tie_money_to_words (rest);
  g_autofree char *open_words = tie_money_to_words (open);

  if (is_known)
    /* Translators: number of a document, then two amounts */
    g_ptr_array_add (reading->import->warnings, g_strdup_printf (_ ("%s has only %s open here. %s stay on the account."), format_number, open_words, rest_words));
  else
    /* Translators: number of a document, the package, an amount */
    g_ptr_array_add (reading->import->warnings, g_strdup_printf (_ ("%s in %s is not linked to a document here. %s stay on the account."), format_number, tie_practice_package_read_name (reading->db), rest_words));
}

/* What of ours is open for this payment; 0: it cannot pay it, or pay it back. */
static gboolean
find_open (Reading *reading,
           TieRecord *document,
           gint64 *open)
{
  const char *payer = reading->import->local_id != NULL ? reading->import->local_id : "";
  gboolean may_pay = FALSE;
  gint64 paid = 0;

  *open = 0;
  if (reading->import->kind == TIE_KIND_REFUND)
    {
      may_pay = !tie_record_get_integer (document, TIE_DOCUMENT_IS_VOID) && g_strcmp0 (tie_record_get_text (document, TIE_DOCUMENT_CONTACT), reading->import->contact_id) == 0;
      return !may_pay || tie_payment_table_get_credit (reading->db, tie_record_get_id (document), FALSE, payer, open, reading->error);
    }
  if (!tie_payment_table_get_paid_by_others (reading->db, tie_record_get_id (document), payer, &paid, reading->error) ||
      (reading->import->contact_id != NULL &&
       !tie_payment_table_may_pay (reading->db, reading->import->contact_id, tie_record_get_text (document, TIE_DOCUMENT_CONTACT), &may_pay, reading->error)))
    return FALSE;
  if (may_pay && !tie_record_get_integer (document, TIE_DOCUMENT_IS_VOID))
    *open = MAX (tie_record_get_integer (document, TIE_DOCUMENT_TOTAL) - paid, 0);
  return TRUE;
}

static gboolean
read_line (Reading *reading,
           const TieRemoteApplied *applied)
{
  TiePaymentImport *self = reading->import;
  TiePaymentImportLine *line = g_new0 (TiePaymentImportLine, 1);
  g_autofree char *local = tie_link_table_find_local (reading->db, reading->connection, applied->kind, applied->id, NULL);
  g_autoptr (TieRecord) document = local != NULL ? tie_record_table_get (reading->db, TIE_TYPE_DOCUMENT, local, NULL) : NULL;
  gint64 open = 0;

  g_ptr_array_add (self->lines, line);
  line->amount = applied->amount;
  if (document != NULL)
    {
      line->document_id = g_strdup (local);
      line->number = tie_document_get_title (TIE_DOCUMENT (document));
      if (!find_open (reading, document, &open))
        return FALSE;
    }
  else
    {
      g_autoptr (TieRemote) there = tie_remote_table_get (reading->db, reading->connection, applied->kind, applied->id, NULL);

      line->number = g_strdup (there != NULL && there->money != NULL && there->money->number != NULL ? there->money->number : applied->id);
    }
  line->applied = MIN (applied->amount, open);
  if (line->applied < line->amount)
    warn_unapplied (reading, line->number, document != NULL, line->amount - line->applied, open);
  self->unapplied -= line->applied;
  return TRUE;
}

/* Money that went back: it stands here as it does there, and takes from this payment. */
static gboolean
read_refund_line (Reading *reading,
                  const TieRemoteApplied *applied)
{
  TiePaymentImport *self = reading->import;
  TiePaymentImportLine *line = g_new0 (TiePaymentImportLine, 1);
  g_autofree char *local = tie_link_table_find_local (reading->db, reading->connection, TIE_KIND_REFUND, applied->id, NULL);
  g_autoptr (TiePayment) refund = local != NULL ? tie_record_table_get (reading->db, TIE_TYPE_PAYMENT, local, NULL) : NULL;
  gint64 taken = 0;
  gint64 open = 0;

  g_ptr_array_add (self->lines, line);
  line->is_refund = TRUE;
  line->amount = applied->amount;
  line->number = refund != NULL ? tie_payment_get_title (refund) : g_strdup (applied->id);
  if (refund != NULL)
    {
      if (!tie_payment_table_get_refunded_by_others (reading->db, local, self->local_id, &taken, reading->error))
        return FALSE;
      open = MAX (tie_record_get_integer (TIE_RECORD (refund), TIE_PAYMENT_AMOUNT) - taken, 0);
      line->document_id = g_steal_pointer (&local);
    }
  line->applied = MIN (applied->amount, open);
  if (line->applied < line->amount)
    warn_unapplied (reading, line->number, refund != NULL, line->amount - line->applied, open);
  self->unapplied -= line->applied;
  return TRUE;
}

static gboolean
read_lines (Reading *reading)
{
  TieKind paid = reading->import->kind == TIE_KIND_RECEIPT ? TIE_KIND_SALES_INVOICE : TIE_KIND_SUPPLIER_INVOICE;
  GPtrArray *applied = reading->remote->money->applied;

  reading->import->unapplied = reading->import->amount;
  for (guint i = 0; applied != NULL && i < applied->len; i++)
    {
      const TieRemoteApplied *one = g_ptr_array_index (applied, i);

      if (one->kind == TIE_KIND_REFUND && paid == TIE_KIND_SALES_INVOICE)
        {
          if (!read_refund_line (reading, one))
            return FALSE;
        }
      else if (one->kind == TIE_KIND_SALES_CREDIT && reading->import->names_credits)
        {
          if (!read_line (reading, one))
            return FALSE;
        }
      else if (one->kind != paid)
        {
          g_autofree char *problem = g_strdup_printf (one->kind == 0 ? _ ("In %s it is used for something that Tieout does not keep, such as a journal entry. Record it here by hand.") : _ ("In %s it is settled together with a credit. Record both here by hand."),
                                                      tie_practice_package_read_name (reading->db));

          set_problem (reading, problem);
        }
      else if (!read_line (reading, one))
        return FALSE;
    }
  return TRUE;
}

/* ---- what is here ---- */

static gboolean
is_same_sheet (TiePaymentImport *self,
               TiePaymentSheet *sheet)
{
  TieRecord *own = TIE_RECORD (sheet->payment);
  guint n_applied = 0;

  if (self->is_gone || tie_record_get_integer (own, TIE_PAYMENT_IS_VOID))
    return self->is_gone && tie_record_get_integer (own, TIE_PAYMENT_IS_VOID);
  if (tie_record_get_integer (own, TIE_PAYMENT_AMOUNT) != self->amount || g_strcmp0 (tie_record_get_text (own, TIE_PAYMENT_DATE), self->date) != 0 ||
      g_strcmp0 (tie_record_get_text (own, TIE_PAYMENT_CONTACT), self->contact_id) != 0)
    return FALSE;
  if (tie_payment_sheet_is_refund (sheet) && !self->names_credits) /* what it takes from says so itself */
    return TRUE;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const TiePaymentImportLine *line = g_ptr_array_index (self->lines, i);

      if (line->applied == 0)
        continue;
      n_applied++;
      if (tie_payment_sheet_get_applied (sheet, line->document_id) != line->applied)
        return FALSE;
    }
  return n_applied == sheet->allocations->len;
}

/* Who is billed there need not be who pays here: a site's invoice, or one in care of somebody else.  As long as it is the one
 * that was sent, the contact is no change. */
static gboolean
keep_payer (Reading *reading,
            TiePaymentSheet *sheet)
{
  TiePaymentImport *self = reading->import;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieSynced) synced = self->local_id != NULL ? tie_synced_table_get (reading->db, reading->connection, self->kind, self->local_id, &local_error) : NULL;
  g_autoptr (TieOutboxFields) sent = tie_outbox_fields_parse (synced != NULL ? synced->fields : NULL);

  if (local_error != NULL)
    {
      g_propagate_error (reading->error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (sent->party_id == NULL || g_strcmp0 (sent->party_id, reading->remote->money->party_id) != 0)
    return TRUE;
  g_free (self->contact_id);
  self->contact_id = g_strdup (tie_record_get_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_CONTACT));
  return TRUE;
}

static gboolean
read_own (Reading *reading)
{
  TiePaymentImport *self = reading->import;
  g_autofree char *marked = tie_outbox_read_mark (reading->remote->money->memo);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TiePaymentSheet) sheet = NULL;
  g_autoptr (TieRecord) credit = NULL;

  if (self->local_id == NULL && marked == NULL)
    {
      self->is_same = self->is_gone; /* it never was here */
      return TRUE;
    }
  sheet = tie_payment_sheet_read (reading->db, self->local_id != NULL ? self->local_id : marked, &local_error);
  if (sheet == NULL && !g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
    {
      g_propagate_error (reading->error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (sheet != NULL && !keep_payer (reading, sheet))
    return FALSE;
  self->is_ours = marked != NULL || (sheet != NULL && g_str_equal (tie_record_get_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_ORIGIN), TIE_PAYMENT_ORIGIN_HERE));
  if (sheet != NULL)
    self->is_same = self->local_id != NULL ? is_same_sheet (self, sheet) : self->is_gone;
  else if (self->local_id != NULL) /* what a credit note was used for */
    {
      credit = tie_record_table_get (reading->db, TIE_TYPE_DOCUMENT, self->local_id, NULL);
      self->is_same = credit == NULL || !self->is_gone;
    }
  else
    self->is_same = TRUE;
  return TRUE;
}

/* Neither where it is nor where it would be lies in the practice's closed period. */
static gboolean
check_dates (Reading *reading)
{
  TiePaymentImport *self = reading->import;
  g_autoptr (TieRecord) own = self->local_id != NULL ? tie_record_table_get (reading->db, TIE_TYPE_PAYMENT, self->local_id, NULL) : NULL;
  g_autoptr (GError) closed = NULL;

  if (self->is_same)
    return TRUE;
  if (own != NULL && !tie_closed_period_check (reading->db, tie_record_get_text (own, TIE_PAYMENT_DATE), &closed))
    set_problem (reading, closed->message);
  if (closed == NULL && !self->is_gone && !tie_closed_period_check (reading->db, self->date, &closed))
    set_problem (reading, closed->message);
  if (closed == NULL || g_error_matches (closed, TIE_ERROR, TIE_ERROR_IN_USE))
    return TRUE;
  g_propagate_error (reading->error, g_steal_pointer (&closed));
  return FALSE;
}

/* Money that went to a customer need not be a refund: an expense of the firm's is none.  Where refunds are a kind of their own
 * they need no account to be told by. */
static gboolean
check_receivables (Reading *reading)
{
  const char *id = reading->remote->account;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieRemote) account = NULL;

  if (reading->import->kind != TIE_KIND_REFUND || reading->import->names_credits)
    return TRUE;
  account = id != NULL ? tie_remote_table_get (reading->db, reading->connection, TIE_KIND_ACCOUNT, id, &local_error) : NULL;
  if (local_error != NULL)
    {
      g_propagate_error (reading->error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (account == NULL || g_strcmp0 (account->type, "Accounts Receivable") != 0)
    {
      g_autofree char *problem = g_strdup_printf (_ ("In %s it is not booked on the receivables, and so no refund."), tie_practice_package_read_name (reading->db));

      set_problem (reading, problem);
    }
  return TRUE;
}

/* ---- reading ---- */

/* Whether refunds of that company are a kind of their own. */
static gboolean
find_way_of_refunds (Reading *reading)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieConnection) connection = tie_connection_table_get (reading->db, reading->connection, &local_error);

  reading->import->names_credits = reading->import->kind == TIE_KIND_REFUND && connection != NULL && connection->lacks & TIE_LACKS_OPEN_REFUNDS;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (reading->error, g_steal_pointer (&local_error));
  return FALSE;
}

TiePaymentImport *
tie_payment_import_read (TieDb *db,
                         const char *connection,
                         TieKind kind,
                         const char *remote_id,
                         GError **error)
{
  g_autoptr (TiePaymentImport) self = g_new0 (TiePaymentImport, 1);
  g_autoptr (TieRemote) remote = tie_remote_table_get (db, connection, kind, remote_id, error);
  g_autoptr (TieRemote) account = NULL;
  Reading reading = { db, connection, self, remote, error };

  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  if (remote == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, "No such payment was read: %s", remote_id);
      return NULL;
    }
  self->kind = kind;
  if (!find_way_of_refunds (&reading))
    return NULL;
  self->remote_id = g_strdup (remote_id);
  self->local_id = tie_link_table_find_local (db, connection, kind, remote_id, NULL);
  self->is_gone = remote->is_deleted || tie_remote_need_money (remote)->is_void;
  self->date = g_strdup (remote->money->date);
  self->reference = g_strdup (remote->money->reference);
  self->amount = remote->money->total;
  account = remote->money->account_id != NULL ? tie_remote_table_get (db, connection, TIE_KIND_ACCOUNT, remote->money->account_id, NULL) : NULL;
  self->account_name = g_strdup (account != NULL ? account->name : NULL);

  if (!self->is_gone)
    {
      read_contact (&reading);
      if (!read_lines (&reading))
        return NULL;
      if (!check_receivables (&reading))
        return NULL;
      if (self->amount == 0)
        set_problem (&reading, _ ("It only settles an invoice with a credit note."));
    }
  if (!read_own (&reading) || !check_dates (&reading))
    return NULL;
  if (self->is_same)
    g_clear_pointer (&self->problem, g_free);
  return g_steal_pointer (&self);
}
