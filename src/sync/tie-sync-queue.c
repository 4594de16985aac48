/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-queue"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-error.h"
#include "base/tie-random.h"
#include "model/tie-payment.h"
#include "store/tie-document-table.h"
#include "store/tie-item-state-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "store/tie-synced-table.h"
#include "sync/tie-practice-package.h"
#include "sync/tie-problem.h"
#include "sync/tie-sync-queue-private.h"

static void
tie_sync_plan_free (gpointer data)
{
  TieSyncPlan *plan = data;

  g_clear_pointer (&plan->fresh, tie_remote_free);
  g_free (plan->id);
  g_free (plan->label);
  g_free (plan->remote_id);
  g_free (plan);
}

gboolean
tie_sync_plan_needs_fresh (const TieSyncPlan *plan)
{
  return plan->remote_id != NULL && !g_str_equal (plan->verb, "link");
}

TieSyncQueue *
tie_sync_queue_new (const char *connection,
                    const char *run,
                    TieLedger *ledger,
                    TieSyncPhase phase,
                    guint max_batch)
{
  TieSyncQueue *self = g_new0 (TieSyncQueue, 1);

  self->connection = g_strdup (connection);
  self->run = g_strdup (run);
  self->ledger = g_object_ref (ledger);
  self->phase = phase;
  self->max_batch = MAX (max_batch, 1);
  self->is_mixed = TRUE;
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->plans = g_ptr_array_new_with_free_func (tie_sync_plan_free);
  self->same = g_ptr_array_new_with_free_func (g_free);
  self->linked = g_ptr_array_new_with_free_func (g_free);
  self->replaced = g_ptr_array_new_with_free_func (g_free);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_problem_free);
  return self;
}

void
tie_sync_queue_free (gpointer data)
{
  TieSyncQueue *self = data;

  g_clear_object (&self->ledger);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->plans, g_ptr_array_unref);
  g_clear_pointer (&self->same, g_ptr_array_unref);
  g_clear_pointer (&self->linked, g_ptr_array_unref);
  g_clear_pointer (&self->replaced, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_free (self->connection);
  g_free (self->run);
  g_free (self);
}

void
tie_sync_queue_add_problem (TieSyncQueue *self,
                            const char *id,
                            const char *label,
                            const char *sentence,
                            const char *existing_id)
{
  g_ptr_array_add (self->problems, tie_problem_new (id, label, sentence, existing_id));
}

void
tie_sync_queue_add_plan (TieSyncQueue *self,
                         TieKind kind,
                         const char *verb,
                         const char *id,
                         const char *label,
                         const char *remote_id)
{
  TieSyncPlan *plan = g_new0 (TieSyncPlan, 1);

  plan->id = g_strdup (id);
  plan->label = g_strdup (label);
  plan->kind = kind;
  plan->verb = verb;
  plan->remote_id = g_strdup (remote_id);
  g_ptr_array_add (self->plans, plan);
}

/* ---- what it was ---- */

static void
tie_sync_adding_clear (TieSyncAdding *adding)
{
  g_clear_pointer (&adding->fields, tie_outbox_fields_free);
  g_clear_pointer (&adding->row, tie_outbox_row_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TieSyncAdding, tie_sync_adding_clear)

static void
add_problem (TieSyncAdding *adding,
             const char *sentence)
{
  tie_sync_queue_add_problem (adding->queue, adding->plan->id, adding->plan->label, sentence, adding->plan->remote_id);
}

/* Something at the package pays it, or it was used: it cannot simply go.  The package's own words would come too late. */
static gboolean
is_used (const TieSyncPlan *plan)
{
  const TieRemoteMoney *money = plan->fresh->money;

  return !tie_kind_is_payment (plan->kind) && money != NULL && money->balance != money->total;
}

/* The package's record, just read, against what both sides had.  FALSE: a problem was added, or with an error. */
static gboolean
check_fresh (TieSyncAdding *adding,
             GError **error)
{
  TieSyncPlan *plan = adding->plan;
  g_autoptr (GPtrArray) remotes = g_ptr_array_new ();
  g_autoptr (TieRemote) gone = NULL;
  g_autoptr (TieSynced) synced = NULL;
  g_autoptr (TieOutboxFields) before = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *party = NULL;
  g_autofree char *sentence = NULL;

  if (plan->fresh == NULL)
    {
      gone = tie_remote_new (plan->kind, plan->remote_id);
      gone->is_deleted = TRUE;
    }
  g_ptr_array_add (remotes, gone != NULL ? gone : plan->fresh);
  if (!tie_remote_table_save (adding->db, adding->queue->connection, remotes, error))
    return FALSE;
  synced = tie_synced_table_get (adding->db, adding->queue->connection, plan->kind, plan->id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  before = tie_outbox_fields_parse (synced != NULL ? synced->fields : NULL);
  tie_sync_replace (&adding->fields->stage, before->stage);
  tie_sync_replace (&adding->fields->date, before->date);
  tie_sync_replace (&adding->fields->party_id, before->party_id);

  if (gone != NULL)
    sentence = g_strdup_printf (_ ("%s was deleted in %s."), plan->label, tie_practice_package_read_name (adding->db));
  else if (adding->queue->removal != NULL && is_used (plan))
    sentence = g_strdup_printf (_ ("%s is paid in %s. Take the payment back there first."), plan->label, tie_practice_package_read_name (adding->db));
  else if (plan->fresh->money != NULL && synced != NULL)
    {
      party = g_strdup (plan->fresh->money->party_id); /* merged into another: no change of the document's own */
      if (!tie_outbox_is_untouched (synced, plan->fresh, party))
        sentence = g_strdup_printf (_ ("%s was changed here and in %s."), plan->label, tie_practice_package_read_name (adding->db));
    }
  if (sentence == NULL)
    return TRUE;
  add_problem (adding, sentence);
  return FALSE;
}

static guint
choose_rank (const TieSyncPlan *plan)
{
  gboolean goes = g_str_equal (plan->verb, "void") || g_str_equal (plan->verb, "delete");

  if (plan->kind == TIE_KIND_ITEM)
    return TIE_OUTBOX_RANK_ITEM;
  if (tie_kind_is_payment (plan->kind) && (goes || plan->kind != TIE_KIND_REFUND))
    return goes ? TIE_OUTBOX_RANK_RELEASE : TIE_OUTBOX_RANK_PAYMENT;
  return TIE_OUTBOX_RANK_DOCUMENT;
}

/* ---- into the outbox ---- */

/* A refused row makes way: the person has seen the reason and sends again, with a new request id. */
static gboolean
drop_failed (TieSyncAdding *adding,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieOutboxRow) failed = tie_outbox_table_find (adding->db, adding->queue->connection, adding->plan->kind, adding->plan->id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return failed == NULL || tie_outbox_table_finish (adding->db, failed->id, TIE_OUTBOX_CANCELLED, NULL, 0, NULL, NULL, error);
}

static void
fill_row (TieSyncAdding *adding,
          const char *request_id)
{
  TieSyncPlan *plan = adding->plan;
  TieOutboxRow *row = adding->row;

  row->connection = g_strdup (adding->queue->connection);
  row->run = g_strdup (adding->queue->run);
  row->kind = plan->kind;
  row->verb = g_strdup (plan->verb);
  row->local_id = g_strdup (plan->id);
  row->request_id = g_strdup (request_id);
  row->label = g_strdup (plan->label);
  row->remote_id = g_strdup (plan->remote_id);
  row->rank = choose_rank (plan);
}

/* TRUE with an error, too: whether the checks say what keeps it back, or it is none of their records, as what a credit note is
 * used for. */
static gboolean
is_explained (TieSyncAdding *adding,
              GError **error)
{
  TieSyncPlan *plan = adding->plan;
  TieSyncGroup group = tie_kind_is_payment (plan->kind) ? TIE_SYNC_PAYMENTS : tie_document_source_get_group (plan->kind);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  if (plan->kind == TIE_KIND_ITEM)
    return FALSE;
  findings = tie_sync_check (adding->db, adding->source->context, group, plan->id, &local_error);
  if (findings != NULL)
    return findings->len > 0;
  if (!g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local_error));
  return TRUE;
}

/* What cannot even be made would look ready for ever: the reason stays with it like a refusal, until the record, or what was
 * chosen in Account Defaults, is another one. */
static gboolean
keep_reason (TieSyncAdding *adding,
             const GError *reason,
             const char *sentence,
             GError **error)
{
  TieSyncPlan *plan = adding->plan;
  TieOutboxRow *row = adding->row;
  g_autofree char *state = NULL;
  g_autofree char *choices = tie_sync_settings_dup_choices (adding->source->context->settings);
  g_autofree char *request_id = tie_random_uuid (); /* that of its batch is the next one's */
  g_autoptr (GError) local_error = NULL;

  if (!g_str_equal (plan->verb, "create") && !g_str_equal (plan->verb, "update"))
    return TRUE;
  if (!drop_failed (adding, error))
    return FALSE;
  if (is_explained (adding, &local_error))
    {
      if (local_error == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  state = plan->kind == TIE_KIND_ITEM ? tie_item_state_table_dup_here (adding->db, plan->id, error) : tie_synced_table_get_state (adding->db, plan->kind, plan->id, error);
  if (state == NULL)
    return FALSE;
  fill_row (adding, request_id);
  row->body = g_bytes_new_static ("", 0);
  g_free (row->fields);
  row->fields = plan->kind == TIE_KIND_ITEM ? g_strdup (state) : g_strjoin ("\t", state, choices, NULL);
  return tie_outbox_table_add (adding->db, row, error) &&
         tie_outbox_table_finish (adding->db, row->id, TIE_OUTBOX_FAILED, row->remote_id, reason->domain == TIE_ERROR ? reason->code : TIE_ERROR_FAILED, sentence, NULL, error);
}

/* Errors about the record itself become problems. */
static gboolean
add_row (TieSyncAdding *adding,
         const char *request_id,
         gboolean *is_added,
         GError **error)
{
  TieSyncPlan *plan = adding->plan;
  TieOutboxRow *row = adding->row;
  g_autoptr (GError) reason = NULL;
  g_autofree char *sentence = NULL;

  *is_added = FALSE;
  row->body = tie_sync_adding_make_body (adding, &reason);
  if (row->body == NULL)
    {
      sentence = tie_error_get_sentence (reason);
      add_problem (adding, sentence);
      return keep_reason (adding, reason, sentence, error);
    }
  if (tie_kind_is_money (plan->kind))
    {
      adding->fields->state = tie_synced_table_get_state (adding->db, plan->kind, plan->id, error);
      if (adding->fields->state == NULL)
        return FALSE;
      adding->fields->version = plan->fresh != NULL ? g_strdup (plan->fresh->version) : NULL;
      row->fields = tie_outbox_fields_to_string (adding->fields);
    }
  fill_row (adding, request_id);
  *is_added = drop_failed (adding, error) && tie_outbox_table_add (adding->db, row, error);
  return *is_added;
}

/* The two are one.  Where they do not agree in total or date, the record counts as changed since. */
static gboolean
link_own (TieDb *db,
          TieSyncQueue *queue,
          TieSyncPlan *plan,
          GError **error)
{
  g_autoptr (TieRemote) remote = tie_remote_table_get (db, queue->connection, plan->kind, plan->remote_id, error);
  g_autoptr (TieRecord) document = remote != NULL ? tie_record_table_get (db, TIE_TYPE_DOCUMENT, plan->id, NULL) : NULL;
  g_autoptr (TieRecord) payment = remote != NULL && document == NULL ? tie_record_table_get (db, TIE_TYPE_PAYMENT, plan->id, NULL) : NULL;
  g_autofree char *state = remote != NULL ? tie_synced_table_get_state (db, plan->kind, plan->id, error) : NULL;
  g_autofree char *text = NULL;
  TieOutboxFields fields = { .state = state };
  TieSynced synced = { .kind = plan->kind, .local_id = plan->id, .remote_id = plan->remote_id, .run = queue->run };

  if (state == NULL)
    return FALSE;
  fields.date = tie_remote_need_money (remote)->date;
  fields.party_id = remote->money->party_id;
  if (document != NULL && !tie_kind_is_payment (plan->kind))
    {
      fields.number = remote->money->number;
      fields.stage = (char *) tie_record_get_text (document, TIE_DOCUMENT_STAGE);
      if (tie_record_get_integer (document, TIE_DOCUMENT_TOTAL) != (plan->kind == TIE_KIND_SUPPLIER_CREDIT ? -remote->money->total : remote->money->total) || g_strcmp0 (tie_record_get_text (document, TIE_DOCUMENT_DATE), remote->money->date) != 0)
        fields.state = (char *) "-";
    }
  if (payment != NULL && (tie_record_get_integer (payment, TIE_PAYMENT_AMOUNT) != remote->money->total || g_strcmp0 (tie_record_get_text (payment, TIE_PAYMENT_DATE), remote->money->date) != 0))
    fields.state = (char *) "-";
  text = tie_outbox_fields_to_string (&fields);
  synced.version = remote->version;
  synced.number = remote->money->number;
  synced.total = remote->money->total;
  synced.fields = text;
  g_ptr_array_add (queue->linked, g_strdup (plan->id));
  return tie_link_table_add (db, queue->connection, plan->kind, plan->id, plan->remote_id, error) &&
         tie_synced_table_save (db, queue->connection, &synced, error) &&
         (document == NULL || tie_kind_is_payment (plan->kind) || tie_document_table_set_stage (db, plan->id, TIE_DOCUMENT_STAGE_EXPORTED, error));
}

static gboolean
add_plan (TieDb *db,
          TieSyncQueue *queue,
          TieDocumentSource *source,
          TieSyncPlan *plan,
          const char *request_id,
          gboolean *is_added,
          GError **error)
{
  g_auto (TieSyncAdding) adding = { db, queue, source, plan, g_new0 (TieOutboxFields, 1), g_new0 (TieOutboxRow, 1) };
  g_autoptr (GError) local_error = NULL;

  *is_added = FALSE;
  if (tie_sync_plan_needs_fresh (plan) && !check_fresh (&adding, &local_error))
    {
      if (local_error == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return add_row (&adding, request_id, is_added, error);
}

static gint
compare_plans (gconstpointer a,
               gconstpointer b)
{
  const TieSyncPlan *first = *(const TieSyncPlan *const *) a;
  const TieSyncPlan *second = *(const TieSyncPlan *const *) b;

  return first->kind != second->kind ? (gint) first->kind - (gint) second->kind : strcmp (first->verb, second->verb);
}

/* "Operations whose ids share their first 36 characters are one batch": a repeat is recognised by both parts.  What is
 * voided goes alone, in the way in which packages do it for every kind. */
gboolean
tie_sync_queue_add (TieDb *db,
                    gpointer data,
                    GError **error)
{
  TieSyncQueue *self = data;
  g_autoptr (TieDocumentSource) source = tie_document_source_new (db, self->ledger, error);
  g_autofree char *batch = NULL;
  guint in_batch = 0;
  const TieSyncPlan *last = NULL; /* in that batch */

  if (source == NULL)
    return FALSE;
  if (!self->is_mixed)
    g_ptr_array_sort (self->plans, compare_plans);
  for (guint i = 0; i < self->plans->len; i++)
    {
      TieSyncPlan *plan = g_ptr_array_index (self->plans, i);
      gboolean is_alone = g_str_equal (plan->verb, "void");
      g_autofree char *request_id = is_alone ? tie_random_uuid () : NULL;
      gboolean is_added = FALSE;

      if (g_str_equal (plan->verb, "link"))
        {
          if (!link_own (db, self, plan, error))
            return FALSE;
          continue;
        }
      if (batch == NULL || in_batch == self->max_batch || (!self->is_mixed && last != NULL && compare_plans (&last, &plan) != 0))
        {
          g_free (batch);
          batch = tie_random_uuid ();
          in_batch = 0;
        }
      if (!is_alone)
        request_id = g_strdup_printf ("%s%u", batch, in_batch + 1);
      if (!add_plan (db, self, source, plan, request_id, &is_added, error))
        return FALSE;
      in_batch += is_added && !is_alone;
      if (is_added && !is_alone)
        last = plan;
    }
  return TRUE;
}
