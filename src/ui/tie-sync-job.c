/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-job"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "sync/tie-sync-check.h"
#include "ui/tie-status-line.h"
#include "ui/tie-sync-job.h"
#include "ui/tie-undo-control.h"

struct _TieSyncJob
{
  GObject parent_instance;

  TieCompany *company;       /* (owned) */
  TieSyncRun *run;           /* (owned) (nullable): NULL while nothing runs */
  GCancellable *cancellable; /* (owned) (nullable): of the run */
  TieStatusLine *line;       /* (weak) (nullable): of the window that began it */
  char *window;              /* (owned) (nullable): id of its undo steps */
  GHashTable *sending;       /* (owned): ids that are on their way */
  char *progress;            /* (owned) (nullable) */
  guint fraction;            /* of 1000 */
};

G_DEFINE_FINAL_TYPE (TieSyncJob, tie_sync_job, G_TYPE_OBJECT)

enum
{
  PROP_IS_RUNNING = 1,
  PROP_PROGRESS,
  PROP_FRACTION,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  ROW,
  ENDED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
set_progress (TieSyncJob *self,
              char *progress, /* (transfer full) (nullable) */
              guint fraction)
{
  g_free (self->progress);
  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
  if (self->fraction == fraction)
    return;
  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

static void
run_changed_cb (TieSyncJob *self)
{
  guint done = tie_sync_run_get_done (self->run);
  guint total = tie_sync_run_get_total (self->run);
  guint waiting = tie_sync_run_get_waiting (self->run);
  const char *current = tie_sync_run_get_current (self->run);
  char *progress;

  if (waiting > 0)
    /* Translators: how many of how many are through, and the seconds until the next try */
    progress = g_strdup_printf (_ ("%u of %u · trying again in %u s"), done, total, waiting);
  else if (current != NULL)
    /* Translators: how many of how many are through, and which one is being sent: "3 of 12 · INV-1044" */
    progress = g_strdup_printf (_ ("%u of %u · %s"), done, total, current);
  else
    /* Translators: how many of how many are through */
    progress = g_strdup_printf (_ ("%u of %u"), done, total);
  set_progress (self, progress, total > 0 ? done * 1000 / total : 0);
}

static void
run_row_cb (TieSyncJob *self,
            const char *id,
            guint state)
{
  if (state == TIE_SYNC_RUN_SENDING)
    g_hash_table_add (self->sending, g_strdup (id));
  else
    g_hash_table_remove (self->sending, id);
  g_signal_emit (self, signals[ROW], 0, id, state);
}

/* What was done, what was left, and why. */
static void
say (TieSyncJob *self,
     TieSyncRun *run,
     const GError *error)
{
  g_autofree char *done = run != NULL ? tie_sync_run_describe (run) : NULL;
  g_autofree char *reason = error != NULL && !tie_error_is_cancelled (error) ? tie_error_get_sentence_for (error, tie_company_get_package (self->company)->short_name) : NULL;
  g_autofree char *both = NULL;
  gboolean is_idle = done == NULL || *done == '\0' || (reason != NULL && tie_sync_run_get_n_done (run) == 0);

  if (self->line == NULL || (is_idle && reason == NULL))
    return;
  if (!is_idle && reason != NULL)
    /* Translators: two sentences: what a run did, and why it stopped */
    both = g_strdup_printf (_ ("%s. %s"), done, reason);
  /* Undo asks what is to become of what went out: tie-export-undo.h. */
  tie_status_line_say (self->line, both != NULL ? both : is_idle ? reason : done, run != NULL && (tie_sync_run_get_step (run) != 0 || tie_sync_run_get_n_created (run) > 0));
}

/* Nothing is on its way any more, also what was never answered. */
static void
end_rows (TieSyncJob *self)
{
  g_autoptr (GHashTable) sending = g_steal_pointer (&self->sending);
  GHashTableIter iter;
  gpointer id;

  self->sending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, sending);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_signal_emit (self, signals[ROW], 0, id, TIE_SYNC_RUN_NOT_SENT);
}

static void
finished_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (TieSyncJob) self = user_data;
  g_autoptr (TieSyncRun) run = g_steal_pointer (&self->run); /* dropped with this, and its lock too */
  g_autoptr (GError) error = NULL;

  tie_sync_run_finish (run, result, &error);
  g_signal_handlers_disconnect_by_data (run, self);
  end_rows (self);
  g_clear_object (&self->cancellable);
  set_progress (self, NULL, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
  say (self, run, error);
  g_signal_emit (self, signals[ENDED], 0, run, error);
}

static gboolean
begin (TieSyncJob *self,
       GtkWidget *widget,
       const char *what)
{
  g_autoptr (GError) error = NULL;

  if (self->run != NULL)
    return FALSE;
  g_set_weak_pointer (&self->line, tie_status_line_for (widget));
  g_free (self->window);
  self->window = g_strdup (tie_undo_control_get_id (widget));
  self->run = tie_sync_run_new (self->company, what, &error);
  if (self->run == NULL)
    {
      say (self, NULL, error);
      g_signal_emit (self, signals[ENDED], 0, NULL, error);
      return FALSE;
    }
  self->cancellable = g_cancellable_new ();
  g_signal_connect_swapped (self->run, "notify", G_CALLBACK (run_changed_cb), self);
  g_signal_connect_swapped (self->run, "row", G_CALLBACK (run_row_cb), self);
  run_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
  return TRUE;
}

static void
tie_sync_job_get_property (GObject *object,
                           guint prop_id,
                           GValue *value,
                           GParamSpec *pspec)
{
  TieSyncJob *self = TIE_SYNC_JOB (object);

  switch (prop_id)
    {
    case PROP_IS_RUNNING:
      g_value_set_boolean (value, self->run != NULL);
      break;
    case PROP_PROGRESS:
      g_value_set_string (value, self->progress);
      break;
    case PROP_FRACTION:
      g_value_set_uint (value, self->fraction);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_sync_job_dispose (GObject *object)
{
  TieSyncJob *self = TIE_SYNC_JOB (object);

  g_clear_weak_pointer (&self->line);
  g_clear_object (&self->company);
  G_OBJECT_CLASS (tie_sync_job_parent_class)->dispose (object);
}

static void
tie_sync_job_finalize (GObject *object)
{
  TieSyncJob *self = TIE_SYNC_JOB (object);

  g_hash_table_unref (self->sending);
  g_free (self->progress);
  g_free (self->window);
  G_OBJECT_CLASS (tie_sync_job_parent_class)->finalize (object);
}

static void
tie_sync_job_class_init (TieSyncJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tie_sync_job_dispose;
  object_class->finalize = tie_sync_job_finalize;
  object_class->get_property = tie_sync_job_get_property;

  properties[PROP_IS_RUNNING] = g_param_spec_boolean ("is-running", NULL, NULL, FALSE, flags);
  properties[PROP_PROGRESS] = g_param_spec_string ("progress", NULL, NULL, NULL, flags);
  properties[PROP_FRACTION] = g_param_spec_uint ("fraction", NULL, NULL, 0, 1000, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ROW] = g_signal_new ("row", TIE_TYPE_SYNC_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  signals[ENDED] = g_signal_new ("ended", TIE_TYPE_SYNC_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, TIE_TYPE_SYNC_RUN, G_TYPE_ERROR);
}

static void
tie_sync_job_init (TieSyncJob *self)
{
  self->sending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

TieSyncJob *
tie_sync_job_new (TieCompany *company)
{
  TieSyncJob *self;

  g_return_val_if_fail (TIE_IS_COMPANY (company), NULL);

  self = g_object_new (TIE_TYPE_SYNC_JOB, NULL);
  self->company = g_object_ref (company);
  return self;
}

gboolean
tie_sync_job_export (TieSyncJob *self,
                     GtkWidget *widget,
                     GPtrArray *ids,
                     guint batch)
{
  g_autofree char *what = NULL;

  g_return_val_if_fail (TIE_IS_SYNC_JOB (self), FALSE);
  g_return_val_if_fail (ids != NULL, FALSE);

  what = g_strdup_printf (_ ("Exported to %s"), tie_company_get_package (self->company)->short_name);
  if (!begin (self, widget, what))
    return FALSE;
  tie_sync_run_set_batch (self->run, batch);
  tie_sync_run_export_async (self->run, ids, self->cancellable, finished_cb, g_object_ref (self));
  return TRUE;
}

gboolean
tie_sync_job_import_payments (TieSyncJob *self,
                              GtkWidget *widget,
                              GPtrArray *ids)
{
  g_autofree char *what = NULL;

  g_return_val_if_fail (TIE_IS_SYNC_JOB (self), FALSE);
  g_return_val_if_fail (ids != NULL, FALSE);

  what = g_strdup_printf (_ ("Payments imported from %s"), tie_company_get_package (self->company)->short_name);
  if (!begin (self, widget, what))
    return FALSE;
  tie_sync_run_import_payments_async (self->run, ids, tie_undo_control_get_id (widget), self->cancellable, finished_cb, g_object_ref (self));
  return TRUE;
}

gboolean
tie_sync_job_import_documents (TieSyncJob *self,
                               GtkWidget *widget,
                               TieKind kind,
                               GPtrArray *remote_ids)
{
  g_autofree char *what = NULL;

  g_return_val_if_fail (TIE_IS_SYNC_JOB (self), FALSE);
  g_return_val_if_fail (remote_ids != NULL, FALSE);

  what = g_strdup_printf (_ ("Documents imported from %s"), tie_company_get_package (self->company)->short_name);
  if (!begin (self, widget, what))
    return FALSE;
  tie_sync_run_import_documents_async (self->run, kind, remote_ids, tie_undo_control_get_id (widget), self->cancellable, finished_cb, g_object_ref (self));
  return TRUE;
}

gboolean
tie_sync_job_remove (TieSyncJob *self,
                     GtkWidget *widget,
                     GPtrArray *ids,
                     const char *verb)
{
  g_autofree char *what = NULL;

  g_return_val_if_fail (TIE_IS_SYNC_JOB (self), FALSE);
  g_return_val_if_fail (ids != NULL, FALSE);
  g_return_val_if_fail (verb != NULL, FALSE);

  what = g_strdup_printf (g_str_equal (verb, "void") ? _ ("Voided in %s") : _ ("Deleted from %s"), tie_company_get_package (self->company)->short_name);
  if (!begin (self, widget, what))
    return FALSE;
  tie_sync_run_remove_async (self->run, ids, verb, self->cancellable, finished_cb, g_object_ref (self));
  return TRUE;
}

const char *
tie_sync_job_get_window (TieSyncJob *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_JOB (self), NULL);

  return self->window;
}

void
tie_sync_job_cancel (TieSyncJob *self)
{
  g_return_if_fail (TIE_IS_SYNC_JOB (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

gboolean
tie_sync_job_get_is_running (TieSyncJob *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_JOB (self), FALSE);

  return self->run != NULL;
}

gboolean
tie_sync_job_get_is_cancelled (TieSyncJob *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_JOB (self), FALSE);

  return self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable);
}

GCancellable *
tie_sync_job_get_cancellable (TieSyncJob *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_JOB (self), NULL);

  return self->cancellable;
}

const char *
tie_sync_job_get_progress (TieSyncJob *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_JOB (self), NULL);

  return self->progress;
}

double
tie_sync_job_get_fraction (TieSyncJob *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_JOB (self), 0);

  return self->fraction / 1000.0;
}

TieSyncFinding *
tie_sync_job_dup_wait (TieSyncJob *self,
                       TieSyncGroup group)
{
  const GError *fault;

  g_return_val_if_fail (TIE_IS_SYNC_JOB (self), NULL);

  if (self->run == NULL || tie_sync_run_get_waiting (self->run) == 0)
    return NULL;
  fault = tie_sync_run_get_fault (self->run);
  return fault != NULL ? tie_sync_check_wait (tie_company_get_package (self->company), group, fault, tie_sync_run_get_waiting (self->run)) : NULL;
}

gboolean
tie_sync_job_wants (TieSyncJob *self,
                    const char *id)
{
  g_return_val_if_fail (TIE_IS_SYNC_JOB (self), FALSE);

  return self->run != NULL && tie_sync_run_wants (self->run, id);
}

gboolean
tie_sync_job_try_now (TieSyncJob *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_JOB (self), FALSE);

  if (self->run == NULL)
    return FALSE;
  tie_sync_run_try_now (self->run);
  return TRUE;
}

gboolean
tie_sync_job_is_sending (TieSyncJob *self,
                         const char *id)
{
  g_return_val_if_fail (TIE_IS_SYNC_JOB (self), FALSE);

  return g_hash_table_contains (self->sending, id);
}
