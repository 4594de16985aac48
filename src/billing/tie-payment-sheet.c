/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-payment-sheet"
#include "config.h"

#include "billing/tie-payment-sheet.h"
#include "model/tie-document.h"
#include "store/tie-record-table.h"

static gboolean
is_refund (TiePayment *payment)
{
  return g_str_equal (tie_record_get_text (TIE_RECORD (payment), TIE_PAYMENT_KIND), TIE_PAYMENT_KIND_REFUND);
}

gboolean
tie_payment_sheet_is_refund (TiePaymentSheet *self)
{
  return is_refund (self->payment);
}

static TiePaymentSheet *
create (TiePayment *payment,
        GPtrArray *allocations)
{
  TiePaymentSheet *self = g_new0 (TiePaymentSheet, 1);

  self->payment = payment;
  self->allocations = allocations;
  return self;
}

TiePaymentSheet *
tie_payment_sheet_new (const char *kind,
                       const char *date)
{
  TiePayment *payment = tie_payment_new (NULL);

  tie_record_set_text (TIE_RECORD (payment), TIE_PAYMENT_KIND, kind);
  tie_record_set_text (TIE_RECORD (payment), TIE_PAYMENT_DATE, date);
  tie_record_set_text (TIE_RECORD (payment), TIE_PAYMENT_ORIGIN, TIE_PAYMENT_ORIGIN_HERE);
  return create (payment, g_ptr_array_new_with_free_func (g_object_unref));
}

TiePaymentSheet *
tie_payment_sheet_copy (TiePaymentSheet *self)
{
  TiePaymentSheet *copy = create (tie_record_copy (TIE_RECORD (self->payment)), g_ptr_array_new_with_free_func (g_object_unref));

  for (guint i = 0; i < self->allocations->len; i++)
    g_ptr_array_add (copy->allocations, tie_record_copy (self->allocations->pdata[i]));
  if (self->original != NULL)
    copy->original = tie_payment_sheet_copy (self->original);
  return copy;
}

void
tie_payment_sheet_free (TiePaymentSheet *self)
{
  g_object_unref (self->payment);
  g_ptr_array_unref (self->allocations);
  if (self->original != NULL)
    tie_payment_sheet_free (self->original);
  g_free (self);
}

TiePaymentSheet *
tie_payment_sheet_read (TieDb *db,
                        const char *id,
                        GError **error)
{
  g_autoptr (TiePayment) payment = tie_record_table_get (db, TIE_TYPE_PAYMENT, id, error);
  g_autoptr (GPtrArray) allocations = NULL;
  TiePaymentSheet *self;

  if (payment == NULL)
    return NULL;
  allocations = tie_record_table_list_where (db, TIE_TYPE_ALLOCATION, is_refund (payment) ? TIE_ALLOCATION_REFUND : TIE_ALLOCATION_PAYMENT, id, error);
  if (allocations == NULL)
    return NULL;
  self = create (g_steal_pointer (&payment), g_steal_pointer (&allocations));
  self->original = tie_payment_sheet_copy (self);
  return self;
}

/* What the money goes to, or, of a refund, where it comes from. */
static const char *
get_other_end (TiePaymentSheet *self,
               TieRecord *allocation)
{
  gboolean is_back = tie_payment_sheet_is_refund (self);
  const char *document = tie_record_get_text (allocation, is_back ? (guint) TIE_ALLOCATION_CREDIT : (guint) TIE_ALLOCATION_DOCUMENT);

  return document != NULL ? document : tie_record_get_text (allocation, is_back ? (guint) TIE_ALLOCATION_PAYMENT : (guint) TIE_ALLOCATION_REFUND);
}

gboolean
tie_payment_sheet_is_changed (TiePaymentSheet *self)
{
  TiePaymentSheet *original = self->original;

  if (original == NULL || !tie_record_equal (TIE_RECORD (self->payment), TIE_RECORD (original->payment)) || self->allocations->len != original->allocations->len)
    return TRUE;
  for (guint i = 0; i < self->allocations->len; i++)
    {
      const char *document = get_other_end (self, self->allocations->pdata[i]);

      if (tie_payment_sheet_get_applied (self, document) != tie_payment_sheet_get_applied (original, document))
        return TRUE;
    }
  return FALSE;
}

const char *
tie_payment_sheet_get_document_kind (TiePaymentSheet *self)
{
  if (tie_payment_sheet_is_refund (self))
    return TIE_DOCUMENT_KIND_CREDIT;
  return g_str_equal (tie_record_get_text (TIE_RECORD (self->payment), TIE_PAYMENT_KIND), TIE_PAYMENT_KIND_PAID) ? TIE_DOCUMENT_KIND_SUPPLIER : TIE_DOCUMENT_KIND_INVOICE;
}

GPtrArray *
tie_payment_sheet_list_due (TieDb *db,
                            const char *kind,
                            const char *contact,
                            const char *id,
                            GError **error)
{
  if (g_str_equal (kind, TIE_PAYMENT_KIND_REFUND))
    return tie_payment_table_list_credits (db, contact, id, error);
  return tie_payment_table_list_due (db, contact, g_str_equal (kind, TIE_PAYMENT_KIND_PAID) ? TIE_DOCUMENT_KIND_SUPPLIER : TIE_DOCUMENT_KIND_INVOICE, id, error);
}

static gboolean
find_allocation (TiePaymentSheet *self,
                 const char *document,
                 guint *index)
{
  for (guint i = 0; i < self->allocations->len; i++)
    {
      if (g_strcmp0 (get_other_end (self, self->allocations->pdata[i]), document) == 0)
        {
          *index = i;
          return TRUE;
        }
    }
  return FALSE;
}

gint64
tie_payment_sheet_get_applied (TiePaymentSheet *self,
                               const char *document)
{
  guint i = 0;

  return find_allocation (self, document, &i) ? tie_record_get_integer (self->allocations->pdata[i], TIE_ALLOCATION_AMOUNT) : 0;
}

/* field: of an allocation, that refers to the other end. */
static void
set_applied (TiePaymentSheet *self,
             guint field,
             const char *document,
             gint64 amount)
{
  TieRecord *allocation;
  guint i = 0;
  gboolean is_there = find_allocation (self, document, &i);

  if (amount == 0)
    {
      if (is_there)
        g_ptr_array_remove_index (self->allocations, i);
      return;
    }
  if (!is_there)
    {
      allocation = tie_record_new (TIE_TYPE_ALLOCATION, NULL);
      tie_record_set_text (allocation, field, document);
      g_ptr_array_add (self->allocations, allocation);
      i = self->allocations->len - 1;
    }
  tie_record_set_integer (self->allocations->pdata[i], TIE_ALLOCATION_AMOUNT, amount);
}

void
tie_payment_sheet_set_applied (TiePaymentSheet *self,
                               const char *document,
                               gint64 amount)
{
  set_applied (self, tie_payment_sheet_is_refund (self) ? TIE_ALLOCATION_CREDIT : TIE_ALLOCATION_DOCUMENT, document, amount);
}

void
tie_payment_sheet_set_refunded (TiePaymentSheet *self,
                                const char *payment,
                                gint64 amount)
{
  set_applied (self, tie_payment_sheet_is_refund (self) ? TIE_ALLOCATION_PAYMENT : TIE_ALLOCATION_REFUND, payment, amount);
}

void
tie_payment_sheet_apply (TiePaymentSheet *self,
                         const TieDueItem *item,
                         gint64 amount)
{
  if (item->is_payment)
    tie_payment_sheet_set_refunded (self, item->id, amount);
  else
    tie_payment_sheet_set_applied (self, item->id, amount);
}

gint64
tie_payment_sheet_get_unapplied (TiePaymentSheet *self)
{
  gint64 left = tie_record_get_integer (TIE_RECORD (self->payment), TIE_PAYMENT_AMOUNT);

  for (guint i = 0; i < self->allocations->len; i++)
    left -= tie_record_get_integer (self->allocations->pdata[i], TIE_ALLOCATION_AMOUNT);
  return left;
}

static gboolean
is_refunded (TieRecord *allocation)
{
  return tie_record_get_text (allocation, TIE_ALLOCATION_REFUND) != NULL;
}

void
tie_payment_sheet_apply_oldest (TiePaymentSheet *self,
                                GPtrArray *items)
{
  gboolean is_back = tie_payment_sheet_is_refund (self);
  gint64 left = tie_record_get_integer (TIE_RECORD (self->payment), TIE_PAYMENT_AMOUNT);

  /* Those that stay keep their ids, and what is gone is deleted on saving. */
  for (guint i = self->allocations->len; i-- > 0;)
    {
      if (!is_back && is_refunded (self->allocations->pdata[i]))
        left -= tie_record_get_integer (self->allocations->pdata[i], TIE_ALLOCATION_AMOUNT);
      else
        tie_record_set_integer (self->allocations->pdata[i], TIE_ALLOCATION_AMOUNT, 0);
    }
  for (guint i = 0; i < items->len && left > 0; i++)
    {
      const TieDueItem *item = items->pdata[i];
      gint64 part = MIN (left, item->open);

      tie_payment_sheet_apply (self, item, part);
      left -= part;
    }
  for (guint i = self->allocations->len; i-- > 0;)
    {
      if (tie_record_get_integer (self->allocations->pdata[i], TIE_ALLOCATION_AMOUNT) == 0)
        g_ptr_array_remove_index (self->allocations, i);
    }
}
