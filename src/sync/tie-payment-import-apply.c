/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-payment-import-apply"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-payment-actions.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "store/tie-synced-table.h"
#include "sync/tie-import-record.h"
#include "sync/tie-outbox-fields.h"
#include "sync/tie-payment-import.h"
#include "sync/tie-practice-package.h"

static gboolean
save_synced (TieDb *db,
             const char *connection,
             TiePaymentImport *self,
             const char *run,
             GError **error)
{
  return tie_import_save_synced (db, connection, self->kind, self->local_id, self->remote_id, NULL, run, error);
}

static gboolean
add_activity (TieDb *db,
              TiePaymentImport *self,
              const char *title,
              const char *run,
              const char *result,
              GError **error)
{
  return tie_import_add_activity (db, self->local_id, title, run, result, error);
}

/* What it pays here becomes what it pays there, as far as that is known and open. */
static void
fill (TiePaymentSheet *sheet,
      TiePaymentImport *self)
{
  TieRecord *own = TIE_RECORD (sheet->payment);

  tie_record_set_text (own, TIE_PAYMENT_CONTACT, self->contact_id);
  tie_record_set_text (own, TIE_PAYMENT_DATE, self->date);
  tie_record_set_integer (own, TIE_PAYMENT_AMOUNT, self->amount);
  if (self->reference != NULL)
    tie_record_set_text (own, TIE_PAYMENT_REFERENCE, self->reference);
  if (tie_payment_sheet_is_refund (sheet) && !self->names_credits)
    return;
  g_ptr_array_set_size (sheet->allocations, 0);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const TiePaymentImportLine *line = g_ptr_array_index (self->lines, i);

      if (line->applied > 0 && line->is_refund)
        tie_payment_sheet_set_refunded (sheet, line->document_id, tie_payment_sheet_get_applied (sheet, line->document_id) + line->applied);
      else if (line->applied > 0)
        tie_payment_sheet_set_applied (sheet, line->document_id, tie_payment_sheet_get_applied (sheet, line->document_id) + line->applied);
    }
}

/* What a credit note was used for is gone there: it is free, and what it is used for next is another payment of nothing. */
static gboolean
release_credit (TieDb *db,
                const char *connection,
                TiePaymentImport *self,
                const char *run,
                GError **error)
{
  g_autoptr (TieDocument) credit = tie_record_table_get (db, TIE_TYPE_DOCUMENT, self->local_id, error);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *title = credit != NULL ? tie_document_get_title (credit) : NULL;
  g_autofree char *result = g_strdup_printf (_ ("Not used any more in %s, and so here"), tie_practice_package_read_name (db));

  return credit != NULL &&
         tie_credit_note_apply (db, self->local_id, none, NULL, error) &&
         tie_link_table_remove (db, connection, self->kind, self->local_id, error) &&
         tie_synced_table_delete (db, connection, self->kind, self->local_id, error) &&
         add_activity (db, self, title, run, result, error);
}

static gboolean
follow_gone (TieDb *db,
             const char *connection,
             TiePaymentImport *self,
             const char *run,
             GError **error)
{
  g_autoptr (TiePayment) payment = tie_record_table_get (db, TIE_TYPE_PAYMENT, self->local_id, NULL);
  g_autofree char *title = NULL;
  g_autofree char *result = NULL;

  if (payment == NULL)
    return release_credit (db, connection, self, run, error);
  title = tie_payment_get_title (payment);
  result = g_strdup_printf (_ ("Void in %s, and so here"), tie_practice_package_read_name (db));
  if (!tie_payment_void (db, self->local_id, NULL, error))
    return FALSE;
  return save_synced (db, connection, self, run, error) && add_activity (db, self, title, run, result, error);
}

static gboolean
save_payment (TieDb *db,
              const char *connection,
              TiePaymentImport *self,
              const char *run,
              GError **error)
{
  gboolean is_new = self->local_id == NULL;
  g_autoptr (TiePaymentSheet) sheet = NULL;
  g_autofree char *title = NULL;
  g_autofree char *result = is_new ? g_strdup (_ ("Recorded")) : g_strdup_printf (_ ("Changed as in %s"), tie_practice_package_read_name (db));

  if (is_new)
    sheet = tie_payment_sheet_new (tie_payment_import_get_kind_here (self->kind), self->date);
  else
    sheet = tie_payment_sheet_read (db, self->local_id, error);
  if (sheet == NULL)
    return FALSE;
  if (is_new)
    tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_ORIGIN, TIE_PAYMENT_ORIGIN_PACKAGE);
  fill (sheet, self);
  if (!tie_payment_save (db, sheet, NULL, error))
    return FALSE;
  if (is_new)
    {
      self->local_id = g_strdup (tie_record_get_id (TIE_RECORD (sheet->payment)));
      if (!tie_link_table_add (db, connection, self->kind, self->local_id, self->remote_id, error))
        return FALSE;
    }
  title = tie_payment_get_title (sheet->payment);
  return save_synced (db, connection, self, run, error) && add_activity (db, self, title, run, result, error);
}

/* Sent by us, and the answer never came, or the practice was restored since: the two are one. */
static gboolean
adopt (TieDb *db,
       const char *connection,
       TiePaymentImport *self,
       const char *run,
       GError **error)
{
  g_autoptr (TieRemote) remote = tie_remote_table_get (db, connection, self->kind, self->remote_id, error);
  g_autoptr (TiePayment) payment = NULL;
  g_autofree char *title = NULL;

  if (remote == NULL)
    return FALSE;
  self->local_id = tie_outbox_read_mark (remote->money->memo);
  payment = tie_record_table_get (db, TIE_TYPE_PAYMENT, self->local_id, error);
  if (payment == NULL)
    return FALSE;
  title = tie_payment_get_title (payment);
  return tie_link_table_add (db, connection, self->kind, self->local_id, self->remote_id, error) &&
         save_synced (db, connection, self, run, error) &&
         add_activity (db, self, title, run, _ ("Linked with what was sent before"), error);
}

const char *
tie_payment_import_get_kind_here (TieKind kind)
{
  if (kind == TIE_KIND_REFUND)
    return TIE_PAYMENT_KIND_REFUND;
  return kind == TIE_KIND_RECEIPT ? TIE_PAYMENT_KIND_RECEIPT : TIE_PAYMENT_KIND_PAID;
}

gboolean
tie_payment_import_apply (TieDb *db,
                          const char *connection,
                          TiePaymentImport *self,
                          const char *run,
                          GError **error)
{
  g_return_val_if_fail (self->problem == NULL, FALSE);

  if (self->is_gone)
    return follow_gone (db, connection, self, run, error);
  if (self->is_ours && self->local_id == NULL)
    return adopt (db, connection, self, run, error);
  return save_payment (db, connection, self, run, error);
}
