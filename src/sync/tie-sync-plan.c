/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-plan"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-payment-actions.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "store/tie-synced-table.h"
#include "sync/tie-outbox-fields.h"
#include "sync/tie-practice-package.h"
#include "sync/tie-problem.h"
#include "sync/tie-removal.h"
#include "sync/tie-sync-queue-private.h"

/* One record that is looked at. */
typedef struct
{
  TieDb *db;
  TieSyncQueue *queue;
  TieDocumentSource *source;
  TieRecord *record; /* document or payment */
  const char *id;
  char *label; /* (owned) */
  TieKind kind;
  char *linked;      /* (owned) (nullable) */
  gboolean is_empty; /* void here, or used for nothing any more */
} Looking;

static void
looking_clear (Looking *looking)
{
  g_clear_pointer (&looking->label, g_free);
  g_clear_pointer (&looking->linked, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Looking, looking_clear)

static void
add_plan (Looking *looking,
          const char *verb)
{
  tie_sync_queue_add_plan (looking->queue, looking->kind, verb, looking->id, looking->label, looking->linked);
}

static void
add_problem (Looking *looking,
             const char *sentence,
             const char *existing_id)
{
  tie_sync_queue_add_problem (looking->queue, looking->id, looking->label, sentence, existing_id);
}

static void
add_same (Looking *looking)
{
  g_ptr_array_add (looking->queue->same, g_strdup (looking->id));
}

/* ---- what keeps it back ---- */

/* FALSE: a problem was added, or with an error. */
static gboolean
check (Looking *looking,
       GError **error)
{
  TieSyncGroup group = tie_document_source_get_group (looking->kind);
  g_autoptr (GPtrArray) findings = NULL;

  /* What a credit note was used for is no record of its own. */
  if (looking->kind == TIE_KIND_RECEIPT && TIE_IS_DOCUMENT (looking->record))
    return TRUE;
  findings = tie_sync_check (looking->db, looking->source->context, group, looking->id, error);
  if (findings == NULL)
    return FALSE;
  for (guint i = 0; i < findings->len; i++)
    {
      const TieSyncFinding *finding = g_ptr_array_index (findings, i);

      if (!tie_sync_code_stops (finding->code))
        continue;
      add_problem (looking, finding->sentence, finding->remote_id);
      return FALSE;
    }
  return TRUE;
}

/* ---- what is to be done ---- */

/* Where no private note holds our mark: its number, customer or supplier, day and amount. */
static char *
find_alike (Looking *looking,
            const char *date,
            GError **error)
{
  gboolean is_document = TIE_IS_DOCUMENT (looking->record);
  const char *number = tie_record_get_text (looking->record, is_document ? (guint) TIE_DOCUMENT_NUMBER : (guint) TIE_PAYMENT_NUMBER);
  const char *contact = tie_record_get_text (looking->record, is_document ? (guint) TIE_DOCUMENT_CONTACT : (guint) TIE_PAYMENT_CONTACT);
  const char *site = is_document ? tie_record_get_text (looking->record, TIE_DOCUMENT_SITE) : NULL;
  gint64 total = tie_record_get_integer (looking->record, is_document ? (guint) TIE_DOCUMENT_TOTAL : (guint) TIE_PAYMENT_AMOUNT);
  const char *connection = looking->queue->connection;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *party = tie_text_is_empty (number) ? NULL : tie_document_source_find_party (looking->db, connection, looking->kind, contact, site, &local_error);

  if (party != NULL)
    return tie_remote_table_find_alike (looking->db, connection, looking->kind, party, number, date, ABS (total), error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* What a credit note was used for has neither number nor amount of its own, but the credit note. */
static char *
find_use (Looking *looking,
          GError **error)
{
  g_autoptr (GPtrArray) uses = tie_document_source_list_uses (looking->db, looking->source, looking->id, error);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *credit = uses != NULL ? tie_link_table_find_remote (looking->db, looking->queue->connection, TIE_KIND_SALES_CREDIT, looking->id, &local_error) : NULL;
  gint64 sum = 0;

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  if (credit == NULL)
    return NULL;
  for (guint i = 0; i < uses->len; i++)
    sum += tie_record_get_integer (uses->pdata[i], TIE_ALLOCATION_AMOUNT);
  return tie_remote_table_find_use (looking->db, looking->queue->connection, credit, sum, error);
}

/* Sent by a practice that was restored from an older copy since, or by its twin. */
static gboolean
find_own (Looking *looking,
          GError **error)
{
  gboolean is_use = looking->kind == TIE_KIND_RECEIPT && TIE_IS_DOCUMENT (looking->record);
  gboolean is_document = TIE_IS_DOCUMENT (looking->record);
  const char *number = is_document && looking->kind != TIE_KIND_RECEIPT ? tie_record_get_text (looking->record, TIE_DOCUMENT_NUMBER) : NULL;
  const char *date = tie_record_get_text (looking->record, is_document ? (guint) TIE_DOCUMENT_DATE : (guint) TIE_PAYMENT_DATE);
  g_autofree char *mark = tie_outbox_make_mark (looking->id);
  g_autoptr (GError) local_error = NULL;

  looking->linked = tie_remote_table_find_marked (looking->db, looking->queue->connection, looking->kind, number, date, mark, &local_error);
  if (looking->linked == NULL && local_error == NULL && !looking->source->has_private_note)
    looking->linked = is_use ? find_use (looking, &local_error) : find_alike (looking, date, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
plan_new (Looking *looking,
          GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!looking->is_empty && !find_own (looking, error))
    return FALSE;
  if (looking->is_empty)
    add_same (looking);
  else if (looking->linked != NULL)
    add_plan (looking, "link");
  else if (check (looking, &local_error))
    add_plan (looking, "create");
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static const char *
choose_removal (Looking *looking)
{
  return tie_ledger_has_verb (looking->queue->ledger, looking->kind, "void") ? "void" : "delete";
}

/* What cannot be changed there is taken back and made anew: once it is gone, the next round finds a record that was not sent yet,
 * and so does whoever comes after a crash between the two. */
static void
add_change (Looking *looking)
{
  TieLedger *ledger = looking->queue->ledger;
  g_autofree char *sentence = NULL;

  if (tie_ledger_has_verb (ledger, looking->kind, "update"))
    add_plan (looking, "update");
  else if (tie_kind_is_payment (looking->kind) && tie_ledger_has_verb (ledger, looking->kind, "delete"))
    {
      g_ptr_array_add (looking->queue->replaced, g_strdup (looking->id));
      add_plan (looking, "delete");
    }
  else
    {
      /* Translators: a document or payment, then an accounting package */
      sentence = g_strdup_printf (_ ("%s cannot be changed in %s. Undo its export, then send it again."), looking->label, looking->source->package_name);
      add_problem (looking, sentence, looking->linked);
    }
}

static gboolean
plan_linked (Looking *looking,
             GError **error)
{
  g_autoptr (TieRemote) remote = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean is_changed = FALSE;
  gboolean is_gone;

  if (!tie_synced_table_is_changed (looking->db, looking->queue->connection, looking->kind, looking->id, &is_changed, error))
    return FALSE;
  remote = tie_remote_table_get (looking->db, looking->queue->connection, looking->kind, looking->linked, &local_error);
  is_gone = remote != NULL && (remote->is_deleted || (remote->money != NULL && remote->money->is_void));
  if (local_error == NULL && looking->is_empty && !is_gone)
    add_plan (looking, choose_removal (looking));
  else if (local_error == NULL && is_changed && !looking->is_empty && check (looking, &local_error))
    add_change (looking);
  else if (local_error == NULL && (!is_changed || looking->is_empty))
    add_same (looking);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Taken back on purpose: only while nothing hangs on it here; the package's side is looked at afresh. */
static gboolean
plan_removal (Looking *looking,
              GError **error)
{
  g_autofree char *sentence = NULL;

  if (looking->linked == NULL)
    sentence = g_strdup_printf (_ ("%s has not been exported."), looking->label);
  else if (!tie_removal_check (looking->db, looking->queue->connection, looking->kind, looking->record, looking->label, &sentence, NULL, error))
    return FALSE;
  else if (sentence == NULL && !tie_ledger_has_verb (looking->queue->ledger, looking->kind, looking->queue->removal))
    sentence = g_strdup_printf (_ ("%s cannot do this with %s."), tie_practice_package_read_name (looking->db), looking->label);
  if (sentence != NULL)
    add_problem (looking, sentence, NULL);
  else
    add_plan (looking, looking->queue->removal);
  return TRUE;
}

static gboolean
plan_record (Looking *looking,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieOutboxRow) open = NULL;

  looking->linked = tie_link_table_find_remote (looking->db, looking->queue->connection, looking->kind, looking->id, &local_error);
  if (local_error == NULL)
    open = tie_outbox_table_find (looking->db, looking->queue->connection, looking->kind, looking->id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (open != NULL && open->state != TIE_OUTBOX_FAILED)
    {
      add_problem (looking, _ ("Sent, but no answer came. It will be looked up before it is sent again."), NULL);
      return TRUE;
    }
  if (looking->queue->removal != NULL)
    return plan_removal (looking, error);
  return looking->linked != NULL ? plan_linked (looking, error) : plan_new (looking, error);
}

/* ---- documents and payments ---- */

/* A bill there does not become a credit, nor the other way round: what has another sign by now is kept back. */
static gboolean
find_opposite (Looking *looking,
               gboolean *is_opposite,
               GError **error)
{
  TieKind other = looking->kind == TIE_KIND_SUPPLIER_CREDIT ? TIE_KIND_SUPPLIER_INVOICE : TIE_KIND_SUPPLIER_CREDIT;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *linked = NULL;
  g_autofree char *sentence = NULL;

  *is_opposite = FALSE;
  if (tie_document_source_get_group (looking->kind) != TIE_SYNC_SUPPLIER)
    return TRUE;
  linked = tie_link_table_find_remote (looking->db, looking->queue->connection, other, looking->id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *is_opposite = linked != NULL && !looking->is_empty;
  if (*is_opposite)
    {
      sentence = g_strdup_printf (other == TIE_KIND_SUPPLIER_INVOICE ? _ ("%s is an invoice in %s and cannot become a credit there. Undo its export first.")
                                                                     : _ ("%s is a credit in %s and cannot become an invoice there. Undo its export first."),
                                  looking->label, tie_practice_package_read_name (looking->db));
      add_problem (looking, sentence, linked);
    }
  else if (linked != NULL)
    {
      looking->kind = other; /* void here: its total tells nothing */
    }
  return TRUE;
}

static gboolean
plan_document (TieDb *db,
               TieSyncQueue *queue,
               TieDocumentSource *source,
               TieDocument *document,
               GError **error)
{
  g_auto (Looking) looking = { .db = db, .queue = queue, .source = source, .record = TIE_RECORD (document) };
  gboolean is_opposite = FALSE;

  looking.id = tie_record_get_id (looking.record);
  looking.label = tie_document_get_title (document);
  looking.kind = tie_document_source_get_kind (looking.record);
  looking.is_empty = tie_record_get_integer (looking.record, TIE_DOCUMENT_IS_VOID) != 0;
  if (!find_opposite (&looking, &is_opposite, error))
    return FALSE;
  return is_opposite || plan_record (&looking, error);
}

static gboolean
plan_use_of_credit (TieDb *db,
                    TieSyncQueue *queue,
                    TieDocumentSource *source,
                    TieDocument *credit,
                    GError **error)
{
  g_auto (Looking) looking = { .db = db, .queue = queue, .source = source, .record = TIE_RECORD (credit), .kind = TIE_KIND_RECEIPT };
  g_autoptr (GPtrArray) allocations = NULL;

  looking.id = tie_record_get_id (looking.record);
  looking.label = tie_document_get_title (credit);
  allocations = tie_document_source_list_uses (db, source, looking.id, error);
  if (allocations == NULL)
    return FALSE;
  looking.is_empty = allocations->len == 0;
  /* The package does it by itself, and perhaps with other invoices. */
  if (tie_ledger_get_capabilities (queue->ledger)->auto_applies)
    return TRUE;
  return plan_record (&looking, error);
}

static gboolean
plan_payment (TieDb *db,
              TieSyncQueue *queue,
              TieDocumentSource *source,
              TiePayment *payment,
              GError **error)
{
  g_auto (Looking) looking = { .db = db, .queue = queue, .source = source, .record = TIE_RECORD (payment) };

  looking.id = tie_record_get_id (looking.record);
  looking.label = tie_payment_get_title (payment);
  looking.kind = tie_document_source_get_kind (looking.record);
  looking.is_empty = tie_record_get_integer (looking.record, TIE_PAYMENT_IS_VOID) != 0;
  return plan_record (&looking, error);
}

static gboolean
is_refund (TiePayment *payment)
{
  return tie_document_source_get_kind (TIE_RECORD (payment)) == TIE_KIND_REFUND;
}

/* Whoever gave for a refund names it at the package: a payment itself, a credit note by what it is used for. */
static gboolean
plan_giver (TieDb *db,
            TieSyncQueue *queue,
            TieDocumentSource *source,
            const char *credit,
            const char *payment,
            GError **error)
{
  g_autoptr (TieRecord) giver = tie_record_table_get (db, credit != NULL ? TIE_TYPE_DOCUMENT : TIE_TYPE_PAYMENT, credit != NULL ? credit : payment, error);

  if (giver == NULL)
    return FALSE;
  return credit != NULL ? plan_use_of_credit (db, queue, source, TIE_DOCUMENT (giver), error) : plan_payment (db, queue, source, TIE_PAYMENT (giver), error);
}

/* Those that give now, and those of the same customer that did.  What did not get there itself, nobody can name. */
static gboolean
plan_givers (TieDb *db,
             TieSyncQueue *queue,
             TieDocumentSource *source,
             TiePayment *refund,
             GError **error)
{
  const char *contact = tie_record_get_text (TIE_RECORD (refund), TIE_PAYMENT_CONTACT);
  g_autoptr (GPtrArray) allocations = tie_record_table_list_where (db, TIE_TYPE_ALLOCATION, TIE_ALLOCATION_REFUND, tie_record_get_id (TIE_RECORD (refund)), error);
  g_autoptr (GPtrArray) changed = allocations != NULL ? tie_synced_table_list_changed (db, queue->connection, TIE_KIND_RECEIPT, error) : NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *linked = tie_link_table_find_remote (db, queue->connection, TIE_KIND_REFUND, tie_record_get_id (TIE_RECORD (refund)), &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (linked == NULL && changed != NULL)
    g_ptr_array_set_size (allocations, 0);
  for (guint i = 0; changed != NULL && i < allocations->len; i++)
    {
      const char *credit = tie_record_get_text (allocations->pdata[i], TIE_ALLOCATION_CREDIT);
      const char *payment = tie_record_get_text (allocations->pdata[i], TIE_ALLOCATION_PAYMENT);

      g_hash_table_add (seen, (gpointer) (credit != NULL ? credit : payment));
      if (!plan_giver (db, queue, source, credit, payment, error))
        return FALSE;
    }
  for (guint i = 0; changed != NULL && i < changed->len; i++)
    {
      const char *id = g_ptr_array_index (changed, i);
      g_autoptr (TieRecord) credit = tie_record_table_get (db, TIE_TYPE_DOCUMENT, id, NULL);
      g_autoptr (TieRecord) payment = credit == NULL ? tie_record_table_get (db, TIE_TYPE_PAYMENT, id, NULL) : NULL;
      const char *owner = credit != NULL ? tie_record_get_text (credit, TIE_DOCUMENT_CONTACT) : payment != NULL ? tie_record_get_text (payment, TIE_PAYMENT_CONTACT) : NULL;

      if (!g_hash_table_contains (seen, id) && g_strcmp0 (owner, contact) == 0 && !plan_giver (db, queue, source, credit != NULL ? id : NULL, id, error))
        return FALSE;
    }
  return changed != NULL;
}

/* NULL without error: there is none of that kind. */
static gpointer
get_if_there (TieDb *db,
              GType type,
              const char *id,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gpointer record = tie_record_table_get (db, type, id, &local_error);

  if (record == NULL && !g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local_error));
  return record;
}

static gboolean
plan_one (TieDb *db,
          TieSyncQueue *queue,
          TieDocumentSource *source,
          const char *id,
          GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieDocument) document = get_if_there (db, TIE_TYPE_DOCUMENT, id, &local_error);
  g_autoptr (TiePayment) payment = document == NULL && local_error == NULL ? get_if_there (db, TIE_TYPE_PAYMENT, id, &local_error) : NULL;
  gboolean is_good = TRUE;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (queue->phase == TIE_SYNC_PHASE_ITEMS && document != NULL)
    is_good = tie_sync_queue_plan_items (db, queue, source, document, error);
  else if (queue->phase == TIE_SYNC_PHASE_DOCUMENTS && document != NULL)
    is_good = plan_document (db, queue, source, document, error);
  else if (queue->phase == TIE_SYNC_PHASE_REFUNDS && payment != NULL && is_refund (payment))
    is_good = plan_payment (db, queue, source, payment, error);
  else if (queue->phase == TIE_SYNC_PHASE_PAYMENTS && payment != NULL && is_refund (payment))
    is_good = queue->removal != NULL || source->context->lacks & TIE_LACKS_OPEN_REFUNDS || plan_givers (db, queue, source, payment, error);
  else if (queue->phase == TIE_SYNC_PHASE_PAYMENTS && payment != NULL)
    is_good = plan_payment (db, queue, source, payment, error);
  else if (queue->phase == TIE_SYNC_PHASE_PAYMENTS && document != NULL && tie_document_source_get_kind (TIE_RECORD (document)) == TIE_KIND_SALES_CREDIT && queue->removal == NULL)
    is_good = plan_use_of_credit (db, queue, source, document, error);
  return is_good;
}

gboolean
tie_sync_queue_plan (TieDb *db,
                     gpointer data,
                     GError **error)
{
  TieSyncQueue *self = data;
  g_autoptr (TieDocumentSource) source = tie_document_source_new (db, self->ledger, error);

  if (source == NULL)
    return FALSE;
  self->posts = source->context->settings->post_after_export;
  for (guint i = 0; i < self->ids->len; i++)
    {
      if (!plan_one (db, self, source, g_ptr_array_index (self->ids, i), error))
        return FALSE;
    }
  return TRUE;
}
