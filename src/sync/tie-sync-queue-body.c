/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-queue"
#include "config.h"

#include "base/tie-error.h"
#include "model/tie-code.h"
#include "store/tie-item-state-table.h"
#include "store/tie-record-table.h"
#include "sync/tie-sync-queue-private.h"

void
tie_sync_replace (char **text,
                  const char *with)
{
  g_free (*text);
  *text = g_strdup (with);
}

static GBytes *
make_document_body (TieSyncAdding *adding,
                    GError **error)
{
  TieSyncPlan *plan = adding->plan;
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (adding->db, plan->id, error);
  g_autoptr (TieLedgerDocument) document = sheet != NULL ? tie_document_source_make_document (adding->db, adding->source, sheet, error) : NULL;

  gboolean is_ours; /* the number there */

  if (document == NULL)
    return NULL;
  is_ours = adding->source->has_our_numbers || (document->kind != TIE_KIND_SALES_INVOICE && document->kind != TIE_KIND_SALES_CREDIT);
  tie_sync_replace (is_ours ? &adding->fields->number : &adding->fields->reference, document->number);
  tie_sync_replace (&adding->fields->date, document->date);
  tie_sync_replace (&adding->fields->party_id, document->party_id);
  if (adding->fields->stage == NULL)
    adding->fields->stage = g_strdup (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_STAGE));
  adding->row->has_total = TRUE;
  adding->row->total = document->total;
  return tie_ledger_make_document_body (adding->queue->ledger, plan->verb, document, plan->fresh, error);
}

static GBytes *
make_payment_body (TieSyncAdding *adding,
                   GError **error)
{
  TieSyncPlan *plan = adding->plan;
  g_autoptr (TieLedgerPayment) payment = tie_document_source_make_payment (adding->db, adding->source, plan->id, error);

  if (payment == NULL)
    return NULL;
  tie_sync_replace (&adding->fields->date, payment->date);
  tie_sync_replace (&adding->fields->party_id, payment->party_id);
  tie_sync_replace (&adding->fields->reference, payment->number);
  adding->row->has_total = TRUE;
  adding->row->total = payment->amount;
  return tie_ledger_make_payment_body (adding->queue->ledger, plan->verb, payment, plan->fresh, error);
}

/* Of a product that is there only what was changed here goes: its accounts and all else are the package's matter. */
static gboolean
keep_theirs (TieSyncAdding *adding,
             TieLedgerItem *item,
             GError **error)
{
  g_autoptr (TieItemState) state = tie_item_state_table_get (adding->db, adding->queue->connection, adding->plan->id, error);

  if (state == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, TIE_ERROR, TIE_ERROR_CHANGED, "Code %s is not linked any more", adding->plan->id);
      return FALSE;
    }
  if (!tie_item_state_is_changed_here (state, TIE_ITEM_FIELD_NAME))
    tie_sync_replace (&item->name, state->there[TIE_ITEM_FIELD_NAME]);
  if (!tie_item_state_is_changed_here (state, TIE_ITEM_FIELD_DESCRIPTION))
    g_clear_pointer (&item->description, g_free);
  if (!tie_item_state_is_changed_here (state, TIE_ITEM_FIELD_RATE))
    item->rate = 0;
  g_clear_pointer (&item->income_account_id, g_free);
  g_clear_pointer (&item->expense_account_id, g_free);
  g_clear_pointer (&item->income_account_number, g_free);
  g_clear_pointer (&item->expense_account_number, g_free);
  return TRUE;
}

static GBytes *
make_item_body (TieSyncAdding *adding,
                GError **error)
{
  TieSyncPlan *plan = adding->plan;
  g_autoptr (TieRecord) code = tie_record_table_get (adding->db, TIE_TYPE_WORK_CODE, plan->id, NULL);
  g_autoptr (TieLedgerItem) item = NULL;

  if (code == NULL)
    code = tie_record_table_get (adding->db, TIE_TYPE_EXPENSE_CODE, plan->id, error);
  if (code == NULL)
    return NULL;
  item = tie_document_source_make_item (adding->db, adding->source, code);
  if (g_str_equal (plan->verb, "update") && !keep_theirs (adding, item, error))
    return NULL;
  if (adding->row->fields == NULL)
    adding->row->fields = tie_item_state_table_dup_here (adding->db, plan->id, error);
  if (adding->row->fields == NULL)
    return NULL;
  return tie_ledger_make_item_body (adding->queue->ledger, plan->verb, item, plan->fresh, error);
}

GBytes *
tie_sync_adding_make_body (TieSyncAdding *adding,
                           GError **error)
{
  TieSyncPlan *plan = adding->plan;

  if (g_str_equal (plan->verb, "void") || g_str_equal (plan->verb, "delete"))
    return tie_ledger_make_removal_body (adding->queue->ledger, plan->kind, plan->verb, plan->fresh, error);
  if (plan->kind == TIE_KIND_ITEM)
    return make_item_body (adding, error);
  return tie_kind_is_payment (plan->kind) ? make_payment_body (adding, error) : make_document_body (adding, error);
}
