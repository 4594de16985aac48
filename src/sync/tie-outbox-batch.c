/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-outbox-batch"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-random.h"
#include "model/tie-contact.h"
#include "store/tie-activity-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-outbox-batch.h"
#include "sync/tie-outbox-effect.h"
#include "sync/tie-practice-package.h"

TieOutboxBatch *
tie_outbox_batch_new (const char *connection,
                      const char *run,
                      const char *what)
{
  TieOutboxBatch *self = g_new0 (TieOutboxBatch, 1);

  self->connection = g_strdup (connection);
  self->run = g_strdup (run);
  self->what = g_strdup (what);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_outbox_item_free);
  return self;
}

void
tie_outbox_batch_free (gpointer data)
{
  TieOutboxBatch *self = data;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self->connection);
  g_free (self->run);
  g_free (self->what);
  g_free (self);
}

/* A site's record stands under the record of its contact. */
static char *
find_parent (TieDb *db,
             TieOutboxBatch *self,
             const TieOutboxRow *row)
{
  g_autoptr (TieRecord) site = tie_record_table_get (db, TIE_TYPE_SITE, row->local_id, NULL);
  const char *contact = site != NULL ? tie_record_get_text (site, TIE_SITE_CONTACT) : NULL;

  return contact != NULL ? tie_link_table_find_remote (db, self->connection, row->kind, contact, NULL) : NULL;
}

/* What a crashed program left is sent again under its request id while that is fresh; the package then repeats its first
 * answer.  A try that lies in the future says that the clock was set: nobody knows how old it is. */
static TieOutboxStep
choose_step (TieOutboxBatch *self,
             const TieOutboxItem *item)
{
  const TieOutboxRow *row = item->row;
  g_autofree char *now = tie_date_now ();
  g_autofree char *oldest = tie_date_shift (now, -self->fresh_for);

  if (row->state != TIE_OUTBOX_SENDING || row->sent == NULL)
    return TIE_OUTBOX_ITEM_SEND;
  if (self->repeats_creates && !tie_outbox_item_is_create (item))
    return TIE_OUTBOX_ITEM_LOOK_UP;
  return strcmp (row->sent, oldest) >= 0 && strcmp (row->sent, now) <= 0 ? TIE_OUTBOX_ITEM_SEND : TIE_OUTBOX_ITEM_LOOK_UP;
}

/* What is to be created and has a partner by now needs nothing; what is to be changed and has lost its own, neither. */
static gboolean
is_settled (TieOutboxBatch *self,
            const TieOutboxItem *item,
            const char *linked)
{
  return tie_outbox_item_is_create (item) || tie_outbox_item_is_joining (item) ? linked != NULL : g_strcmp0 (linked, item->row->remote_id) != 0;
}

static gboolean
prepare_item (TieDb *db,
              TieOutboxBatch *self,
              TieOutboxItem *item,
              GError **error)
{
  const TieOutboxRow *row = item->row;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *linked = tie_link_table_find_remote (db, self->connection, row->kind, row->local_id, &local_error);

  if (local_error == NULL && !tie_outbox_item_is_create (item))
    item->synced = tie_synced_table_get (db, self->connection, row->kind, row->local_id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  item->is_open = row->state == TIE_OUTBOX_SENDING;
  item->has_private_note = self->has_private_note;
  if (!tie_kind_is_money (row->kind))
    item->parent_id = find_parent (db, self, row);
  item->step = is_settled (self, item, linked) ? TIE_OUTBOX_ITEM_DROPPED : choose_step (self, item);
  return TRUE;
}

gboolean
tie_outbox_batch_claim (TieDb *db,
                        gpointer data,
                        GError **error)
{
  TieOutboxBatch *self = data;
  g_autoptr (GPtrArray) rows = NULL;
  gint64 n_queued = tie_outbox_table_count (db, self->connection, TIE_OUTBOX_QUEUED, error);
  gint64 n_sending = n_queued >= 0 ? tie_outbox_table_count (db, self->connection, TIE_OUTBOX_SENDING, error) : -1;

  if (n_sending < 0)
    return FALSE;
  self->n_open = (guint) (n_queued + n_sending);
  rows = tie_outbox_table_claim (db, self->connection, self->run, self->is_mixed, self->max, error);
  if (rows == NULL)
    return FALSE;

  while (rows->len > 0)
    {
      TieOutboxItem *item = tie_outbox_item_new (g_ptr_array_steal_index (rows, 0));

      g_ptr_array_add (self->items, item);
      if (!prepare_item (db, self, item, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_activity (TieDb *db,
              TieOutboxBatch *self,
              const TieOutboxItem *item,
              const char *result,
              GError **error)
{
  g_autofree char *details = g_strdup_printf ("request %s%s%s%s%s", item->row->request_id, item->trace != NULL ? ", trace " : "", item->trace != NULL ? item->trace : "", item->fault != NULL ? "\n" : "", item->fault != NULL ? item->fault->message : "");
  TieActivity activity = {
    .what = self->what,
    .record_id = item->row->local_id,
    .record = item->row->label,
    .result = (char *) result,
    .details = details,
    .run = self->run,
  };

  return tie_activity_table_add (db, &activity, error);
}

static gboolean
answer_made (TieDb *db,
             TieOutboxBatch *self,
             TieOutboxItem *item,
             GError **error)
{
  const char *package = tie_practice_package_read_name (db);
  g_autofree char *made = tie_outbox_effect_describe (item, package);
  g_autoptr (TieProblem) problem = item->is_different ? tie_outbox_item_make_problem (item, package) : NULL;

  return tie_outbox_table_finish (db, item->row->id, TIE_OUTBOX_DONE, item->remote->id, 0, problem != NULL ? problem->sentence : NULL, item->trace, error) &&
         add_activity (db, self, item, problem != NULL ? problem->sentence : made, error);
}

static gboolean
answer_refused (TieDb *db,
                TieOutboxBatch *self,
                TieOutboxItem *item,
                GError **error)
{
  g_autoptr (TieProblem) problem = tie_outbox_item_make_problem (item, tie_practice_package_read_name (db));

  return tie_outbox_table_finish (db, item->row->id, TIE_OUTBOX_FAILED, item->existing_id, item->fault->code, item->fault->message, item->trace, error) &&
         add_activity (db, self, item, problem->sentence, error);
}

gboolean
tie_outbox_batch_answer (TieDb *db,
                         gpointer data,
                         GError **error)
{
  TieOutboxBatch *self = data;

  for (guint i = 0; i < self->items->len; i++)
    {
      TieOutboxItem *item = g_ptr_array_index (self->items, i);
      g_autoptr (GError) local_error = NULL;
      gboolean is_good;

      if (item->step == TIE_OUTBOX_ITEM_MADE && !tie_outbox_effect_write (db, self, item, &local_error) && local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (item->step == TIE_OUTBOX_ITEM_MADE)
        is_good = answer_made (db, self, item, error);
      else if (item->step == TIE_OUTBOX_ITEM_REFUSED)
        is_good = answer_refused (db, self, item, error);
      else
        is_good = tie_outbox_table_finish (db, item->row->id, TIE_OUTBOX_CANCELLED, NULL, 0, NULL, NULL, error);
      if (!is_good)
        return FALSE;
    }
  return TRUE;
}

/* Those of one call share a batch's id, as when they were queued. */
gboolean
tie_outbox_batch_renew (TieDb *db,
                        gpointer data,
                        GError **error)
{
  TieOutboxBatch *self = data;
  g_autofree char *batch = tie_random_uuid ();

  for (guint i = 0; i < self->items->len; i++)
    {
      TieOutboxItem *item = g_ptr_array_index (self->items, i);

      g_free (item->row->request_id);
      item->row->request_id = g_strdup_printf ("%s%u", batch, i + 1);
      if (!tie_outbox_table_set_request (db, item->row->id, item->row->request_id, error))
        return FALSE;
      item->is_burnt = FALSE;
    }
  return TRUE;
}

/* What belongs to another record here is not what a lost answer was about, however alike the two are. */
gboolean
tie_outbox_batch_sift (TieDb *db,
                       gpointer data,
                       GError **error)
{
  TieOutboxBatch *self = data;

  for (guint i = self->found->len; i > 0; i--)
    {
      const TieRemote *remote = g_ptr_array_index (self->found, i - 1);
      g_autoptr (GError) local_error = NULL;
      g_autofree char *linked = tie_link_table_find_local (db, self->connection, remote->kind, remote->id, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (linked != NULL)
        g_ptr_array_remove_index (self->found, i - 1);
    }
  return TRUE;
}

gboolean
tie_outbox_batch_put_back (TieDb *db,
                           gpointer data,
                           GError **error)
{
  TieOutboxBatch *self = data;

  for (guint i = 0; i < self->items->len; i++)
    {
      TieOutboxItem *item = g_ptr_array_index (self->items, i);

      if (!item->is_open && !tie_outbox_table_requeue (db, item->row->id, error))
        return FALSE;
      if (item->is_open && !tie_outbox_item_is_unknown (item)
          && !tie_outbox_table_finish (db, item->row->id, TIE_OUTBOX_SENDING, item->row->remote_id, item->fault->code, item->fault->message, item->trace, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
tie_outbox_batch_end_run (TieDb *db,
                          gpointer data,
                          GError **error)
{
  TieOutboxBatch *self = data;

  return tie_run_table_end (db, self->run, self->n_done, self->n_failed, error);
}
