/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-run"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "sync/tie-sync-run-private.h"

G_DEFINE_FINAL_TYPE (TieSyncRun, tie_sync_run, G_TYPE_OBJECT)

enum
{
  PROP_DONE = 1,
  PROP_TOTAL,
  PROP_WAITING,
  PROP_CURRENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint row_signal;

/* ---- counting ---- */

static void
emit_row (TieSyncRun *self,
          const char *id,
          TieSyncRunState state)
{
  g_signal_emit (self, row_signal, 0, id, state);
}

static void
count (TieSyncRun *self,
       TieSyncWanted wanted,
       int by)
{
  if (wanted == TIE_SYNC_WANTED_DONE)
    self->n_done += (guint) by;
  else if (wanted == TIE_SYNC_WANTED_FAILED)
    self->n_failed += (guint) by;
}

/* A credit note is sent, and then what it was used for: it counts once, and as failed when one of the two did. */
void
tie_sync_run_set_wanted (TieSyncRun *self,
                         const char *id,
                         TieSyncWanted wanted,
                         TieKind kind,
                         const char *label)
{
  TieSyncWanted before = (TieSyncWanted) GPOINTER_TO_INT (g_hash_table_lookup (self->wanted, id));

  if (before == 0 || before >= wanted)
    return;
  count (self, before, -1);
  count (self, wanted, 1);
  g_hash_table_insert (self->wanted, g_strdup (id), GINT_TO_POINTER (wanted));
  if (wanted == TIE_SYNC_WANTED_DONE)
    {
      self->kind = self->n_done == 1 || self->kind == kind ? kind : 0;
      g_free (self->label);
      self->label = g_strdup (label);
    }
  if (wanted >= TIE_SYNC_WANTED_DONE)
    {
      emit_row (self, id, wanted == TIE_SYNC_WANTED_DONE ? TIE_SYNC_RUN_DONE : TIE_SYNC_RUN_FAILED);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
    }
}

void
tie_sync_run_take_problems (TieSyncRun *self,
                            GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const TieProblem *problem = g_ptr_array_index (problems, i);

      if (problem->local_id != NULL)
        tie_sync_run_set_wanted (self, problem->local_id, TIE_SYNC_WANTED_FAILED, 0, NULL);
      g_ptr_array_add (self->problems, tie_problem_new (problem->local_id, problem->name, problem->sentence, problem->existing_id));
    }
}

/* Neither done nor failed so far: it waits for its turn, or for somebody to find out what became of it. */
static void
set_waits (TieSyncRun *self,
           const char *id,
           TieSyncWanted wanted)
{
  if (GPOINTER_TO_INT (g_hash_table_lookup (self->wanted, id)) <= TIE_SYNC_WANTED_UNKNOWN)
    g_hash_table_insert (self->wanted, g_strdup (id), GINT_TO_POINTER (wanted));
}

static void
row_cb (TieOutboxRun *outbox,
        gpointer data,
        guint state,
        TieSyncRun *self)
{
  const TieOutboxRow *row = data;

  if (!g_hash_table_contains (self->wanted, row->local_id))
    return;
  switch ((TieOutboxRowState) state)
    {
    case TIE_OUTBOX_ROW_SENDING:
      emit_row (self, row->local_id, TIE_SYNC_RUN_SENDING);
      break;
    case TIE_OUTBOX_ROW_DONE:
      if (g_str_equal (row->verb, "delete") && g_hash_table_remove (self->replaced, row->local_id))
        {
          g_ptr_array_add (self->again, g_strdup (row->local_id));
          break;
        }
      self->n_created += g_str_equal (row->verb, "create") ? 1 : 0;
      G_GNUC_FALLTHROUGH;
    case TIE_OUTBOX_ROW_DROPPED:
      tie_sync_run_set_wanted (self, row->local_id, TIE_SYNC_WANTED_DONE, row->kind, row->label);
      break;
    case TIE_OUTBOX_ROW_FAILED:
      tie_sync_run_set_wanted (self, row->local_id, TIE_SYNC_WANTED_FAILED, row->kind, row->label);
      break;
    case TIE_OUTBOX_ROW_UNKNOWN:
      set_waits (self, row->local_id, TIE_SYNC_WANTED_UNKNOWN);
      emit_row (self, row->local_id, TIE_SYNC_RUN_UNKNOWN);
      break;
    case TIE_OUTBOX_ROW_AGAIN:
      g_ptr_array_add (self->again, g_strdup (row->local_id));
      break;
    case TIE_OUTBOX_ROW_NOT_SENT:
      set_waits (self, row->local_id, TIE_SYNC_WANTED);
      break;
    default:
      break;
    }
}

static void
forward_cb (TieOutboxRun *outbox,
            GParamSpec *pspec,
            TieSyncRun *self)
{
  if (g_str_equal (pspec->name, "waiting"))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
  else if (g_str_equal (pspec->name, "current"))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

static gboolean
open_outbox (TieSyncRun *self,
             GError **error)
{
  if (self->outbox != NULL)
    return TRUE;
  self->outbox = tie_outbox_run_new (self->company, self->what, error);
  if (self->outbox == NULL)
    return FALSE;
  g_free (self->id);
  self->id = g_strdup (tie_outbox_run_get_id (self->outbox));
  g_signal_connect_object (self->outbox, "row", G_CALLBACK (row_cb), self, 0);
  g_signal_connect_object (self->outbox, "notify", G_CALLBACK (forward_cb), self, 0);
  return TRUE;
}

gboolean
tie_sync_run_begin (TieSyncRun *self,
                    GPtrArray *ids,
                    GError **error)
{
  if (!open_outbox (self, error))
    return FALSE;
  g_hash_table_remove_all (self->wanted);
  g_ptr_array_set_size (self->problems, 0);
  g_ptr_array_set_size (self->again, 0);
  g_hash_table_remove_all (self->replaced);
  self->n_done = self->n_created = self->n_failed = self->n_unknown = self->n_not_sent = 0;
  self->kind = 0;
  self->step = 0;
  self->is_cancelled = self->is_ended = self->is_import = FALSE;
  self->removal = NULL;
  g_ptr_array_set_size (self->ids, 0);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      if (!g_hash_table_contains (self->wanted, id))
        g_ptr_array_add (self->ids, g_strdup (id));
      g_hash_table_insert (self->wanted, g_strdup (id), GINT_TO_POINTER (TIE_SYNC_WANTED));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
  return TRUE;
}

void
tie_sync_run_end (TieSyncRun *self,
                  const GError *error)
{
  self->is_ended = error != NULL;
  self->is_cancelled = error != NULL && tie_error_is_cancelled (error);
  for (guint i = 0; error != NULL && i < self->ids->len; i++)
    {
      const char *id = g_ptr_array_index (self->ids, i);
      int wanted = GPOINTER_TO_INT (g_hash_table_lookup (self->wanted, id));

      if (wanted == TIE_SYNC_WANTED_UNKNOWN)
        self->n_unknown++;
      if (wanted != TIE_SYNC_WANTED)
        continue;
      self->n_not_sent++;
      emit_row (self, id, TIE_SYNC_RUN_NOT_SENT);
    }
  g_clear_object (&self->outbox);
}

/* ---- the object ---- */

static void
tie_sync_run_get_property (GObject *object,
                           guint prop_id,
                           GValue *value,
                           GParamSpec *pspec)
{
  TieSyncRun *self = TIE_SYNC_RUN (object);

  switch (prop_id)
    {
    case PROP_DONE:
      g_value_set_uint (value, tie_sync_run_get_done (self));
      break;
    case PROP_TOTAL:
      g_value_set_uint (value, tie_sync_run_get_total (self));
      break;
    case PROP_WAITING:
      g_value_set_uint (value, tie_sync_run_get_waiting (self));
      break;
    case PROP_CURRENT:
      g_value_set_string (value, tie_sync_run_get_current (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_sync_run_finalize (GObject *object)
{
  TieSyncRun *self = TIE_SYNC_RUN (object);

  g_clear_object (&self->outbox);
  g_clear_object (&self->company);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_clear_pointer (&self->again, g_ptr_array_unref);
  g_clear_pointer (&self->replaced, g_hash_table_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_free (self->id);
  g_free (self->what);
  g_free (self->label);

  G_OBJECT_CLASS (tie_sync_run_parent_class)->finalize (object);
}

static void
tie_sync_run_class_init (TieSyncRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tie_sync_run_get_property;
  object_class->finalize = tie_sync_run_finalize;

  properties[PROP_DONE] = g_param_spec_uint ("done", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TOTAL] = g_param_spec_uint ("total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CURRENT] = g_param_spec_string ("current", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  row_signal = g_signal_new ("row", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
}

static void
tie_sync_run_init (TieSyncRun *self)
{
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->again = g_ptr_array_new_with_free_func (g_free);
  self->replaced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_problem_free);
}

TieSyncRun *
tie_sync_run_new (TieCompany *company,
                  const char *what,
                  GError **error)
{
  g_autoptr (TieSyncRun) self = NULL;

  g_return_val_if_fail (TIE_IS_COMPANY (company), NULL);
  g_return_val_if_fail (what != NULL, NULL);

  self = g_object_new (TIE_TYPE_SYNC_RUN, NULL);
  self->company = g_object_ref (company);
  self->what = g_strdup (what);
  return open_outbox (self, error) ? g_steal_pointer (&self) : NULL;
}

const char *
tie_sync_run_get_id (TieSyncRun *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_RUN (self), NULL);

  return self->id;
}

void
tie_sync_run_set_batch (TieSyncRun *self,
                        guint batch)
{
  g_return_if_fail (TIE_IS_SYNC_RUN (self));

  self->batch = batch;
}

guint
tie_sync_run_get_done (TieSyncRun *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_RUN (self), 0);

  return self->n_done + self->n_failed;
}

guint
tie_sync_run_get_total (TieSyncRun *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_RUN (self), 0);

  return g_hash_table_size (self->wanted);
}

guint
tie_sync_run_get_waiting (TieSyncRun *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_RUN (self), 0);

  return self->outbox != NULL ? tie_outbox_run_get_waiting (self->outbox) : 0;
}

const GError *
tie_sync_run_get_fault (TieSyncRun *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_RUN (self), NULL);

  return self->outbox != NULL ? tie_outbox_run_get_fault (self->outbox) : NULL;
}

gboolean
tie_sync_run_wants (TieSyncRun *self,
                    const char *id)
{
  g_return_val_if_fail (TIE_IS_SYNC_RUN (self), FALSE);

  return GPOINTER_TO_INT (g_hash_table_lookup (self->wanted, id)) == TIE_SYNC_WANTED;
}

void
tie_sync_run_try_now (TieSyncRun *self)
{
  g_return_if_fail (TIE_IS_SYNC_RUN (self));

  if (self->outbox != NULL)
    tie_outbox_run_try_now (self->outbox);
}

const char *
tie_sync_run_get_current (TieSyncRun *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_RUN (self), NULL);

  return self->outbox != NULL ? tie_outbox_run_get_current (self->outbox) : NULL;
}

guint
tie_sync_run_get_n_done (TieSyncRun *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_RUN (self), 0);

  return self->n_done;
}

guint
tie_sync_run_get_n_created (TieSyncRun *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_RUN (self), 0);

  return self->n_created;
}

guint
tie_sync_run_get_n_failed (TieSyncRun *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_RUN (self), 0);

  return self->n_failed;
}

guint
tie_sync_run_get_n_unknown (TieSyncRun *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_RUN (self), 0);

  return self->n_unknown;
}

guint
tie_sync_run_get_n_not_sent (TieSyncRun *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_RUN (self), 0);

  return self->n_not_sent;
}

GPtrArray *
tie_sync_run_get_problems (TieSyncRun *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_RUN (self), NULL);

  return self->problems;
}

gint64
tie_sync_run_get_step (TieSyncRun *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_RUN (self), 0);

  return self->step;
}
