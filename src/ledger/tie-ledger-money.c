/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-ledger"
#include "config.h"

#include "ledger/tie-ledger-money.h"

static void
line_free (gpointer data)
{
  TieLedgerLine *line = data;

  g_free (line->item_id);
  g_free (line->account_id);
  g_free (line->item_number);
  g_free (line->account_number);
  g_free (line->text);
  g_free (line->tax_code_id);
  g_free (line->tax_parts);
  g_free (line);
}

static void
applied_free (gpointer data)
{
  TieRemoteApplied *applied = data;

  g_free (applied->id);
  g_free (applied);
}

TieLedgerDocument *
tie_ledger_document_new (TieKind kind)
{
  TieLedgerDocument *self = NULL;

  g_return_val_if_fail (kind >= TIE_KIND_SALES_INVOICE && kind <= TIE_KIND_SUPPLIER_CREDIT, NULL);

  self = g_new0 (TieLedgerDocument, 1);
  self->kind = kind;
  self->lines = g_ptr_array_new_with_free_func (line_free);
  return self;
}

void
tie_ledger_document_free (TieLedgerDocument *self)
{
  g_free (self->number);
  g_free (self->date);
  g_free (self->due);
  g_free (self->party_id);
  g_free (self->term_id);
  g_free (self->currency);
  g_free (self->reference);
  g_free (self->memo);
  g_free (self->mark);
  g_free (self->email);
  g_free (self->state);
  g_free (self->account_id);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

TieLedgerLine *
tie_ledger_document_add_line (TieLedgerDocument *self,
                              TieLedgerLineRole role)
{
  TieLedgerLine *line = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  line = g_new0 (TieLedgerLine, 1);
  line->role = role;
  g_ptr_array_add (self->lines, line);
  return line;
}

TieLedgerPayment *
tie_ledger_payment_new (TieKind kind)
{
  TieLedgerPayment *self = NULL;

  g_return_val_if_fail (tie_kind_is_payment (kind), NULL);

  self = g_new0 (TieLedgerPayment, 1);
  self->kind = kind;
  self->applied = g_ptr_array_new_with_free_func (applied_free);
  return self;
}

void
tie_ledger_payment_free (TieLedgerPayment *self)
{
  g_free (self->number);
  g_free (self->date);
  g_free (self->party_id);
  g_free (self->account_id);
  g_free (self->owed_on);
  g_free (self->reference);
  g_free (self->method_id);
  g_free (self->memo);
  g_free (self->mark);
  g_free (self->currency);
  g_ptr_array_unref (self->applied);
  g_free (self);
}

void
tie_ledger_payment_apply (TieLedgerPayment *self,
                          TieKind kind,
                          const char *remote_id,
                          gint64 amount)
{
  TieRemoteApplied *applied = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (remote_id != NULL);

  applied = g_new (TieRemoteApplied, 1);
  applied->kind = kind;
  applied->id = g_strdup (remote_id);
  applied->amount = amount;
  g_ptr_array_add (self->applied, applied);
}

TieLedgerItem *
tie_ledger_item_new (void)
{
  return g_new0 (TieLedgerItem, 1);
}

void
tie_ledger_item_free (TieLedgerItem *self)
{
  g_free (self->name);
  g_free (self->description);
  g_free (self->income_account_id);
  g_free (self->expense_account_id);
  g_free (self->income_account_number);
  g_free (self->expense_account_number);
  g_free (self->type);
  g_free (self);
}
