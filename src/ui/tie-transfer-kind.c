/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-transfer-kind"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-transfer-kind.h"

const TieTransferKind tie_transfer_invoice_export = {
  .id = "invoice-export",
  .group = TIE_SYNC_INVOICES,
  .title = N_ ("Invoice Export"),
  .verb = N_ ("Export Selected (%u)"),
  .done = N_ ("Exported"),
  .hide = N_ ("_Hide Exported"),
  .hide_name = N_ ("Hide Exported"),
  .going = N_ ("Sending…"),
  .search_label = N_ ("Search invoices"),
  .nothing_found = N_ ("No invoices match “%s”"),
  .nothing_shown = N_ ("No Such Invoices"),
  .empty_title = N_ ("Everything Is Exported"),
};

const TieTransferKind tie_transfer_credit_export = {
  .id = "credit-export",
  .group = TIE_SYNC_CREDITS,
  .title = N_ ("Credit Note Export"),
  .verb = N_ ("Export Selected (%u)"),
  .done = N_ ("Exported"),
  .hide = N_ ("_Hide Exported"),
  .hide_name = N_ ("Hide Exported"),
  .going = N_ ("Sending…"),
  .search_label = N_ ("Search credit notes"),
  .nothing_found = N_ ("No credit notes match “%s”"),
  .nothing_shown = N_ ("No Such Credit Notes"),
  .empty_title = N_ ("Everything Is Exported"),
};

const TieTransferKind tie_transfer_supplier_export = {
  .id = "supplier-export",
  .group = TIE_SYNC_SUPPLIER,
  .title = N_ ("Supplier Invoice Export"),
  .verb = N_ ("Export Selected (%u)"),
  .done = N_ ("Exported"),
  .hide = N_ ("_Hide Exported"),
  .hide_name = N_ ("Hide Exported"),
  .going = N_ ("Sending…"),
  .search_label = N_ ("Search supplier invoices"),
  .nothing_found = N_ ("No supplier invoices match “%s”"),
  .nothing_shown = N_ ("No Such Supplier Invoices"),
  .empty_title = N_ ("Everything Is Exported"),
};

const TieTransferKind tie_transfer_payment_import = {
  .id = "payment-import",
  .group = TIE_SYNC_PAYMENTS_IN,
  .is_import = TRUE,
  .title = N_ ("Payment Import"),
  .verb = N_ ("Import Selected (%u)"),
  .done = N_ ("Sync’d"),
  .hide = N_ ("_Hide Sync’d"),
  .hide_name = N_ ("Hide Sync’d"),
  .going = N_ ("Importing…"),
  .search_label = N_ ("Search payments"),
  .nothing_found = N_ ("No payments match “%s”"),
  .nothing_shown = N_ ("No Such Payments"),
  .empty_title = N_ ("No New Payments in {package}"),
};

const TieTransferKind tie_transfer_payment_export = {
  .id = "payment-export",
  .group = TIE_SYNC_PAYMENTS,
  .title = N_ ("Payment Export"),
  .verb = N_ ("Export Selected (%u)"),
  .done = N_ ("Exported"),
  .hide = N_ ("_Hide Exported"),
  .hide_name = N_ ("Hide Exported"),
  .going = N_ ("Sending…"),
  .search_label = N_ ("Search payments"),
  .nothing_found = N_ ("No payments match “%s”"),
  .nothing_shown = N_ ("No Such Payments"),
  .empty_title = N_ ("Everything Is Exported"),
};

const TieTransferKind *
tie_transfer_kind_find (const char *id)
{
  static const TieTransferKind *const kinds[] = {
    &tie_transfer_invoice_export, &tie_transfer_credit_export, &tie_transfer_supplier_export, &tie_transfer_payment_import, &tie_transfer_payment_export,
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i]->id, id))
        return kinds[i];
    }
  g_return_val_if_reached (NULL);
}
