/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-payment-actions"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "billing/tie-billing-check-private.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-document-totals.h"
#include "billing/tie-payment-actions.h"
#include "model/tie-number-series.h"
#include "store/tie-number-table.h"
#include "store/tie-record-table.h"

/* Who pays: a payment, or a credit note.  A refund is paid by both. */
typedef struct
{
  const char *id;
  const char *contact;
  const char *kind; /* of the documents that it pays, or, of a refund, that it takes from */
  gint64 amount;
  guint field; /* of an allocation: which refers to it */
  GPtrArray *before; /* (nullable) its allocations as the file has them */
} Payer;

char *
tie_payment_get_title (TiePayment *payment)
{
  const char *number = tie_record_get_text (TIE_RECORD (payment), TIE_PAYMENT_NUMBER);

  gboolean is_refund = g_str_equal (tie_record_get_text (TIE_RECORD (payment), TIE_PAYMENT_KIND), TIE_PAYMENT_KIND_REFUND);

  return g_strdup (!tie_text_is_empty (number) ? number : is_refund ? _ ("Refund") : _ ("Payment"));
}

gboolean
tie_payment_check_editable (TiePayment *payment,
                            GError **error)
{
  g_autofree char *title = NULL;

  if (!tie_record_get_integer (TIE_RECORD (payment), TIE_PAYMENT_IS_VOID))
    return TRUE;
  title = tie_payment_get_title (payment);
  /* Translators: %s is the number of a payment */
  g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("%s is void and cannot be changed. Record a new payment instead."), title);
  return FALSE;
}

static gboolean
check_open (const char *title,
            gint64 amount,
            gint64 open,
            GError **error)
{
  g_autofree char *open_words = NULL;

  /* Translators: in both %s is the number of a document, and the second one an amount */
  if (amount <= 0)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("What is applied to %s must be above zero."), title);
      return FALSE;
    }
  if (amount <= open)
    return TRUE;
  open_words = tie_money_to_words (open);
  g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s has only %s open."), title, open_words);
  return FALSE;
}

static gboolean
check_same_contact (const Payer *payer,
                    const char *contact,
                    const char *title,
                    GError **error)
{
  if (g_strcmp0 (payer->contact, contact) == 0)
    return TRUE;
  /* Translators: %s is the number of a credit note, a payment or a refund */
  g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s is of another contact."), title);
  return FALSE;
}

/* A customer's credit, of which a part went back by a refund. */
static gboolean
check_taken (TieDb *db,
             const Payer *refund,
             TieRecord *allocation,
             GError **error)
{
  const char *credit = tie_record_get_text (allocation, TIE_ALLOCATION_CREDIT);
  const char *id = credit != NULL ? credit : tie_record_get_text (allocation, TIE_ALLOCATION_PAYMENT);
  g_autoptr (TieRecord) source = tie_record_table_get (db, credit != NULL ? TIE_TYPE_DOCUMENT : TIE_TYPE_PAYMENT, id, error);
  g_autofree char *title = NULL;
  gint64 open = 0;

  if (source == NULL)
    return FALSE;
  title = credit != NULL ? tie_document_get_title (TIE_DOCUMENT (source)) : tie_payment_get_title (TIE_PAYMENT (source));
  return tie_payment_table_get_credit (db, id, credit == NULL, refund->id, &open, error) &&
         check_same_contact (refund, tie_record_get_text (source, credit != NULL ? (guint) TIE_DOCUMENT_CONTACT : (guint) TIE_PAYMENT_CONTACT), title, error) &&
         check_open (title, tie_record_get_integer (allocation, TIE_ALLOCATION_AMOUNT), open, error);
}

/* The same from the other end: the refund that a payment or a credit note was used for. */
static gboolean
check_refund (TieDb *db,
              const Payer *payer,
              TieRecord *allocation,
              GError **error)
{
  const char *id = tie_record_get_text (allocation, TIE_ALLOCATION_REFUND);
  g_autoptr (TiePayment) refund = tie_record_table_get (db, TIE_TYPE_PAYMENT, id, error);
  g_autofree char *title = NULL;
  gint64 taken = 0;

  if (refund == NULL || !tie_payment_table_get_refunded_by_others (db, id, payer->id, &taken, error))
    return FALSE;
  title = tie_payment_get_title (refund);
  return check_same_contact (payer, tie_record_get_text (TIE_RECORD (refund), TIE_PAYMENT_CONTACT), title, error) &&
         check_open (title, tie_record_get_integer (allocation, TIE_ALLOCATION_AMOUNT), tie_record_get_integer (TIE_RECORD (refund), TIE_PAYMENT_AMOUNT) - taken, error);
}

static gboolean
check_document (TieDb *db,
                const Payer *payer,
                TieRecord *allocation,
                GError **error)
{
  const char *id = tie_record_get_text (allocation, TIE_ALLOCATION_DOCUMENT);
  gint64 amount = tie_record_get_integer (allocation, TIE_ALLOCATION_AMOUNT);
  g_autoptr (TieDocument) document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, id, error);
  g_autofree char *title = NULL;
  gint64 paid = 0;
  gint64 open;
  gboolean may_pay = FALSE;

  if (document == NULL ||
      !tie_payment_table_get_paid_by_others (db, id, payer->id, &paid, error) ||
      !tie_payment_table_may_pay (db, payer->contact, tie_record_get_text (TIE_RECORD (document), TIE_DOCUMENT_CONTACT), &may_pay, error))
    return FALSE;
  title = tie_document_get_title (document);
  open = tie_record_get_integer (TIE_RECORD (document), TIE_DOCUMENT_TOTAL) - paid;
  /* Translators: in both %s is the number of a document */
  if (tie_record_get_integer (TIE_RECORD (document), TIE_DOCUMENT_IS_VOID))
    g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("%s is void and cannot be paid."), title);
  else if (!may_pay || !g_str_equal (tie_record_get_text (TIE_RECORD (document), TIE_DOCUMENT_KIND), payer->kind))
    g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s is not a document that this contact pays."), title);
  else
    return check_open (title, amount, open, error);
  return FALSE;
}

static gboolean
check_allocation (TieDb *db,
                  const Payer *payer,
                  TieRecord *allocation,
                  GError **error)
{
  if (payer->field == TIE_ALLOCATION_REFUND)
    return check_taken (db, payer, allocation, error);
  if (tie_record_get_text (allocation, TIE_ALLOCATION_REFUND) != NULL)
    return check_refund (db, payer, allocation, error);
  return check_document (db, payer, allocation, error);
}

/* One end is the payer, the other one stands here. */
static const char *
get_other_end (const Payer *payer,
               TieRecord *allocation)
{
  static const guint fields[] = { TIE_ALLOCATION_CREDIT, TIE_ALLOCATION_PAYMENT, TIE_ALLOCATION_DOCUMENT, TIE_ALLOCATION_REFUND };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *id = fields[i] != payer->field ? tie_record_get_text (allocation, fields[i]) : NULL;

      if (id != NULL && g_strcmp0 (id, payer->id) != 0)
        return id;
    }
  return "";
}

static gboolean
check_allocations (TieDb *db,
                   const Payer *payer,
                   GPtrArray *allocations,
                   GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  __int128 sum = 0;

  for (guint i = 0; i < allocations->len; i++)
    {
      if (!check_allocation (db, payer, allocations->pdata[i], error))
        return FALSE;
      if (!g_hash_table_add (seen, (gpointer) get_other_end (payer, allocations->pdata[i])))
        {
          g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("The same document is paid twice. Add the two amounts up."));
          return FALSE;
        }
      sum += tie_record_get_integer (allocations->pdata[i], TIE_ALLOCATION_AMOUNT);
    }
  if (sum > payer->amount)
    {
      g_autofree char *over = tie_money_to_words ((gint64) (sum - payer->amount));

      /* Translators: %s is an amount */
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s more is applied than was paid."), over);
      return FALSE;
    }
  return TRUE;
}

static gboolean
write_allocations (TieDb *db,
                   const Payer *payer,
                   GPtrArray *allocations,
                   GError **error)
{
  if (payer->before != NULL && !tie_billing_delete_missing (db, payer->before, allocations, error))
    return FALSE;
  for (guint i = 0; i < allocations->len; i++)
    {
      if (payer->field != TIE_ALLOCATION_REFUND)
        {
          tie_record_set_text (allocations->pdata[i], TIE_ALLOCATION_PAYMENT, NULL);
          tie_record_set_text (allocations->pdata[i], TIE_ALLOCATION_CREDIT, NULL);
        }
      tie_record_set_text (allocations->pdata[i], payer->field, payer->id);
      if (!tie_record_table_save (db, allocations->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_meanwhile (TieDb *db,
                 TiePaymentSheet *sheet,
                 GError **error)
{
  g_autoptr (TiePaymentSheet) present = NULL;

  if (sheet->original == NULL)
    return TRUE;
  present = tie_payment_sheet_read (db, tie_record_get_id (TIE_RECORD (sheet->payment)), error);
  if (present == NULL)
    return FALSE;
  g_clear_pointer (&present->original, tie_payment_sheet_free);
  present->original = tie_payment_sheet_copy (sheet->original);
  if (!tie_payment_sheet_is_changed (present))
    return TRUE;
  g_set_error (error, TIE_ERROR, TIE_ERROR_CHANGED, "The payment is not what it was when it was read");
  return FALSE;
}

static gboolean
check_amount (TiePayment *payment,
              GError **error)
{
  gint64 amount = tie_record_get_integer (TIE_RECORD (payment), TIE_PAYMENT_AMOUNT);
  const char *sentence = NULL;

  if (amount == 0)
    sentence = _ ("Amount is missing.");
  else if (amount < 0)
    sentence = _ ("Amount is below zero.");
  else if (amount > TIE_AMOUNT_MAX)
    sentence = _ ("The amount is too large.");
  if (sentence == NULL)
    return TRUE;
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
check (TieDb *db,
       TiePaymentSheet *sheet,
       GError **error)
{
  TieRecord *payment = TIE_RECORD (sheet->payment);
  TieRecord *before = sheet->original != NULL ? TIE_RECORD (sheet->original->payment) : NULL;

  return check_meanwhile (db, sheet, error) &&
         (before == NULL || tie_payment_check_editable (sheet->original->payment, error)) &&
         (before == NULL || tie_billing_check_date (db, tie_record_get_text (before, TIE_PAYMENT_DATE), error)) &&
         tie_billing_check_date (db, tie_record_get_text (payment, TIE_PAYMENT_DATE), error) &&
         tie_billing_check_contact (db, tie_record_get_text (payment, TIE_PAYMENT_CONTACT), before != NULL ? tie_record_get_text (before, TIE_PAYMENT_CONTACT) : NULL, error) &&
         check_amount (sheet->payment, error);
}

static gboolean
number (TieDb *db,
        TiePaymentSheet *sheet,
        GError **error)
{
  TieRecord *payment = TIE_RECORD (sheet->payment);
  const char *before = sheet->original != NULL ? tie_record_get_text (TIE_RECORD (sheet->original->payment), TIE_PAYMENT_NUMBER) : "";
  g_autofree char *typed = tie_text_clean (tie_record_get_text (payment, TIE_PAYMENT_NUMBER));
  gboolean is_used = FALSE;

  if (*typed == '\0')
    {
      g_free (typed);
      typed = *before != '\0' ? g_strdup (before) : tie_number_table_take (db, TIE_NUMBER_SERIES_PAYMENT, error);
      if (typed == NULL)
        return FALSE;
    }
  else if (!g_str_equal (typed, before))
    {
      if (!tie_number_table_is_used (db, TIE_NUMBER_SERIES_PAYMENT, typed, tie_record_get_id (payment), &is_used, error))
        return FALSE;
      if (is_used)
        {
          g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("Another payment has the number %s."), typed);
          return FALSE;
        }
      if (!tie_number_table_claim (db, TIE_NUMBER_SERIES_PAYMENT, typed, error))
        return FALSE;
    }
  tie_record_set_text (payment, TIE_PAYMENT_NUMBER, typed);
  return TRUE;
}

gboolean
tie_payment_save (TieDb *db,
                  TiePaymentSheet *sheet,
                  TieBillingStep *step,
                  GError **error)
{
  TieRecord *payment = TIE_RECORD (sheet->payment);
  gboolean is_new = sheet->original == NULL;
  gboolean is_own = FALSE;
  g_autofree char *title = NULL;
  Payer payer = {
    .id = tie_record_get_id (payment),
    .contact = tie_record_get_text (payment, TIE_PAYMENT_CONTACT),
    .kind = tie_payment_sheet_get_document_kind (sheet),
    .amount = tie_record_get_integer (payment, TIE_PAYMENT_AMOUNT),
    .field = tie_payment_sheet_is_refund (sheet) ? TIE_ALLOCATION_REFUND : TIE_ALLOCATION_PAYMENT,
    .before = is_new ? NULL : sheet->original->allocations,
  };

  tie_record_set_integer (payment, TIE_PAYMENT_IS_VOID, FALSE);
  if (!tie_billing_step_begin (db, &is_own, error) ||
      !check (db, sheet, error) ||
      !check_allocations (db, &payer, sheet->allocations, error) ||
      !number (db, sheet, error) ||
      !tie_record_table_save (db, payment, error) ||
      !write_allocations (db, &payer, sheet->allocations, error))
    return FALSE;
  g_clear_pointer (&sheet->original, tie_payment_sheet_free);
  sheet->original = tie_payment_sheet_copy (sheet);
  title = tie_payment_get_title (sheet->payment);
  /* Translators: %s is the number of a payment */
  return tie_billing_step_end (db, is_own, step, g_strdup_printf (is_new ? _ ("%s recorded") : _ ("%s changed"), title), error);
}

gboolean
tie_payment_void (TieDb *db,
                  const char *id,
                  TieBillingStep *step,
                  GError **error)
{
  g_autoptr (TiePaymentSheet) sheet = tie_payment_sheet_read (db, id, error);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *title = NULL;
  gboolean is_own = FALSE;
  Payer payer = { .id = id, .field = TIE_ALLOCATION_PAYMENT };

  if (sheet == NULL ||
      !tie_payment_check_editable (sheet->payment, error) ||
      !tie_billing_check_date (db, tie_record_get_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_DATE), error) ||
      !tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  payer.before = sheet->original->allocations;
  tie_record_set_integer (TIE_RECORD (sheet->payment), TIE_PAYMENT_IS_VOID, TRUE);
  tie_record_set_integer (TIE_RECORD (sheet->payment), TIE_PAYMENT_AMOUNT, 0);
  title = tie_payment_get_title (sheet->payment);
  return write_allocations (db, &payer, none, error) &&
         tie_record_table_save (db, TIE_RECORD (sheet->payment), error) &&
         /* Translators: %s is the number of a payment */
         tie_billing_step_end (db, is_own, step, g_strdup_printf (_ ("%s voided"), title), error);
}

gboolean
tie_credit_note_apply (TieDb *db,
                       const char *credit_note,
                       GPtrArray *allocations,
                       TieBillingStep *step,
                       GError **error)
{
  g_autoptr (TieDocument) document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, credit_note, error);
  g_autoptr (GPtrArray) before = NULL;
  g_autofree char *title = NULL;
  gboolean is_own = FALSE;
  Payer payer = { .id = credit_note, .kind = TIE_DOCUMENT_KIND_INVOICE, .field = TIE_ALLOCATION_CREDIT };

  if (document == NULL)
    return FALSE;
  title = tie_document_get_title (document);
  if (!g_str_equal (tie_record_get_text (TIE_RECORD (document), TIE_DOCUMENT_KIND), TIE_DOCUMENT_KIND_CREDIT) ||
      tie_record_get_integer (TIE_RECORD (document), TIE_DOCUMENT_IS_VOID))
    {
      /* Translators: %s is the number of a document */
      g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("%s is no credit note that could be applied."), title);
      return FALSE;
    }
  before = tie_record_table_list_where (db, TIE_TYPE_ALLOCATION, TIE_ALLOCATION_CREDIT, credit_note, error);
  if (before == NULL || !tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  payer.before = before;
  payer.contact = tie_record_get_text (TIE_RECORD (document), TIE_DOCUMENT_CONTACT);
  payer.amount = tie_record_get_integer (TIE_RECORD (document), TIE_DOCUMENT_TOTAL);
  return check_allocations (db, &payer, allocations, error) &&
         write_allocations (db, &payer, allocations, error) &&
         /* Translators: %s is the number of a credit note */
         tie_billing_step_end (db, is_own, step, g_strdup_printf (_ ("%s applied"), title), error);
}
