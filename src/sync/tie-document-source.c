/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-source"
#include "config.h"

#include "base/tie-text.h"
#include "billing/tie-document-totals.h"
#include "ledger/tie-package.h"
#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-payment.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-document-source.h"

TieDocumentSource *
tie_document_source_new (TieDb *db,
                         TieLedger *ledger,
                         GError **error)
{
  g_autoptr (TieDocumentSource) self = g_new0 (TieDocumentSource, 1);
  const TieLedgerCapabilities *can = tie_ledger_get_capabilities (ledger);
  const TiePackage *package = tie_package_find (tie_ledger_get_id (ledger));

  self->has_our_numbers = can != NULL && can->has_our_numbers;
  self->package_name = package != NULL ? package->short_name : tie_ledger_get_name (ledger);
  self->has_private_note = can == NULL || can->has_private_note;
  self->context = tie_sync_context_read (db, error);
  if (self->context == NULL)
    return NULL;
  self->tax_rates = tie_tax_rates_read (db, error);
  if (self->tax_rates == NULL)
    return NULL;
  self->uses_default = tie_sync_settings_list_uses_default (db, self->context->connection, error);
  return self->uses_default != NULL ? g_steal_pointer (&self) : NULL;
}

void
tie_document_source_free (TieDocumentSource *self)
{
  g_clear_pointer (&self->context, tie_sync_context_free);
  g_clear_pointer (&self->tax_rates, g_hash_table_unref);
  g_clear_pointer (&self->uses_default, g_hash_table_unref);
  g_free (self);
}

TieKind
tie_document_source_get_kind (TieRecord *record)
{
  static const struct
  {
    const char *kind;
    TieKind is;
  } kinds[] = {
    { TIE_DOCUMENT_KIND_INVOICE, TIE_KIND_SALES_INVOICE },
    { TIE_DOCUMENT_KIND_CREDIT, TIE_KIND_SALES_CREDIT },
    { TIE_DOCUMENT_KIND_SUPPLIER, TIE_KIND_SUPPLIER_INVOICE },
    { TIE_PAYMENT_KIND_RECEIPT, TIE_KIND_RECEIPT },
    { TIE_PAYMENT_KIND_PAID, TIE_KIND_SUPPLIER_PAYMENT },
    { TIE_PAYMENT_KIND_REFUND, TIE_KIND_REFUND },
  };
  const char *kind = NULL;

  if (TIE_IS_DOCUMENT (record))
    kind = tie_record_get_text (record, TIE_DOCUMENT_KIND);
  else if (TIE_IS_PAYMENT (record))
    kind = tie_record_get_text (record, TIE_PAYMENT_KIND);
  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].kind, kind))
        return kinds[i].is == TIE_KIND_SUPPLIER_INVOICE && tie_record_get_integer (record, TIE_DOCUMENT_TOTAL) < 0 ? TIE_KIND_SUPPLIER_CREDIT : kinds[i].is;
    }
  return 0;
}

TieSyncGroup
tie_document_source_get_group (TieKind kind)
{
  switch ((int) kind)
    {
    case TIE_KIND_SALES_INVOICE:
      return TIE_SYNC_INVOICES;
    case TIE_KIND_SALES_CREDIT:
      return TIE_SYNC_CREDITS;
    case TIE_KIND_SUPPLIER_INVOICE:
    case TIE_KIND_SUPPLIER_CREDIT:
      return TIE_SYNC_SUPPLIER;
    default:
      return TIE_SYNC_PAYMENTS;
    }
}

void
tie_document_source_put_in_front (char **reference,
                                  const char *number)
{
  g_autofree char *behind = g_steal_pointer (reference);

  if (tie_text_is_empty (number))
    *reference = g_steal_pointer (&behind);
  else
    *reference = tie_text_is_empty (behind) ? g_strdup (number) : g_strconcat (number, " ", behind, NULL);
}

/* ---- who ---- */

char *
tie_document_source_find_party (TieDb *db,
                                const char *connection,
                                TieKind kind,
                                const char *contact,
                                const char *site,
                                GError **error)
{
  gboolean is_sale = kind == TIE_KIND_SALES_INVOICE || kind == TIE_KIND_SALES_CREDIT || kind == TIE_KIND_RECEIPT || kind == TIE_KIND_REFUND;
  TieKind list = is_sale ? TIE_KIND_CUSTOMER : TIE_KIND_VENDOR;
  g_autoptr (TieRecord) record = tie_record_table_get (db, TIE_TYPE_CONTACT, contact, error);
  g_autoptr (GError) local_error = NULL;
  const char *care_of;
  char *party = NULL;

  if (record == NULL)
    return NULL;
  care_of = is_sale ? tie_record_get_text (record, TIE_CONTACT_CARE_OF) : NULL;
  if (care_of == NULL && site != NULL && is_sale)
    party = tie_link_table_find_remote (db, connection, list, site, &local_error);
  if (party == NULL && local_error == NULL)
    party = tie_link_table_find_remote (db, connection, list, care_of != NULL ? care_of : contact, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return party;
}

/* ---- items ---- */

char *
tie_document_source_dup_number (TieDb *db,
                                TieDocumentSource *self,
                                TieKind kind,
                                const char *remote_id)
{
  g_autoptr (TieRemote) there = remote_id != NULL ? tie_remote_table_get (db, self->context->connection, kind, remote_id, NULL) : NULL;

  const char *number = there == NULL ? NULL : kind == TIE_KIND_ITEM ? there->name : there->account;

  return tie_text_is_empty (number) ? NULL : g_strdup (number);
}

TieLedgerItem *
tie_document_source_make_item (TieDb *db,
                               TieDocumentSource *self,
                               TieRecord *code)
{
  TieSyncSettings *settings = self->context->settings;
  TieLedgerItem *item = tie_ledger_item_new ();

  item->name = g_strdup (tie_record_get_text (code, TIE_CODE_CODE));
  if (!tie_text_is_empty (tie_record_get_text (code, TIE_CODE_DESCRIPTION)))
    item->description = g_strdup (tie_record_get_text (code, TIE_CODE_DESCRIPTION));
  item->rate = tie_record_get_integer (code, TIE_CODE_RATE);
  item->income_account_id = g_strdup (settings->accounts[TIE_SYNC_ACCOUNT_INCOME]);
  if (G_OBJECT_TYPE (code) == TIE_TYPE_EXPENSE_CODE)
    item->expense_account_id = g_strdup (settings->accounts[TIE_SYNC_ACCOUNT_EXPENSE]);
  item->income_account_number = tie_document_source_dup_number (db, self, TIE_KIND_ACCOUNT, item->income_account_id);
  item->expense_account_number = tie_document_source_dup_number (db, self, TIE_KIND_ACCOUNT, item->expense_account_id);
  return item;
}
