/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-undo-control"
#include "config.h"

#include "store/tie-outbox-table.h"
#include "store/tie-undo.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

#define WINDOW_KEY "tie-undo-control"
#define OUTSIDE_KEY "tie-undo-outside"

/* What left the house last, and from which windows: of a practice, known to all of its windows. */
typedef struct
{
  GPtrArray *controls; /* (owned) (element-type Control): of the store */
  char *window;        /* (owned) (nullable) */
  char *connection;    /* (owned) (nullable) */
  char *run;           /* (owned) (nullable): NULL: nothing, or nothing of it is there any more */
  gint64 after;        /* the step of that window that came before it; -1: not known yet */
  TieUndoRunFunc ask;
  gpointer data;       /* (owned) (nullable) */
  GDestroyNotify data_free;
} Outside;

typedef struct
{
  GtkWindow *window; /* (unowned): it owns this */
  TieStore *store;   /* (owned) */
  Outside *outside;  /* (unowned): the store owns it */
  char *id;          /* (owned) */
  GSimpleAction *undo; /* (owned) */
  GSimpleAction *redo; /* (owned) */
  GCancellable *gone;  /* (owned) */
  gulong changed;
} Control;

typedef struct
{
  char *window;
  gboolean redo; /* of a step to be taken */
  gint64 step;   /* that it would take, 0: none */
  gboolean has_redo;
  char *message;
  char *connection; /* (nullable) */
  char *run;        /* (nullable): of this window; is asked whether anything that it sent is still there */
  gint64 after;     /* as of Outside */
  gboolean is_there;
  gboolean asks;    /* it comes first, so that nothing was undone */
} StepData;

/* ---- what left the house ---- */

static void
outside_clear (Outside *self)
{
  if (self->data_free != NULL)
    self->data_free (self->data);
  g_clear_pointer (&self->window, g_free);
  g_clear_pointer (&self->connection, g_free);
  g_clear_pointer (&self->run, g_free);
  self->data_free = NULL;
  self->data = NULL;
}

static void
outside_free (gpointer data)
{
  Outside *self = data;

  outside_clear (self);
  g_ptr_array_unref (self->controls);
  g_free (self);
}

static Outside *
get_outside (TieStore *store)
{
  Outside *self = g_object_get_data (G_OBJECT (store), OUTSIDE_KEY);

  if (self == NULL)
    {
      self = g_new0 (Outside, 1);
      self->controls = g_ptr_array_new ();
      g_object_set_data_full (G_OBJECT (store), OUTSIDE_KEY, self, outside_free);
    }
  return self;
}

/* Whether it is what that window did last, when this is the step that undo would take: they come in order. */
static gboolean
is_last (const char *run,
         gint64 after,
         gint64 step)
{
  return run != NULL && (after < 0 || step <= after);
}

/* ---- steps ---- */

static StepData *
step_data_new (Control *self,
               gboolean redo)
{
  StepData *data = g_new0 (StepData, 1);

  data->window = g_strdup (self->id);
  data->redo = redo;
  if (g_strcmp0 (self->outside->window, self->id) == 0)
    {
      data->connection = g_strdup (self->outside->connection);
      data->run = g_strdup (self->outside->run);
      data->after = self->outside->after;
    }
  return data;
}

static void
step_data_free (StepData *data)
{
  g_free (data->window);
  g_free (data->message);
  g_free (data->connection);
  g_free (data->run);
  g_free (data);
}

/* NULL with an error, and without one when there is none. */
static TieUndoStep *
peek_step (TieDb *db,
           StepData *data,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieUndoStep) step = tie_undo_peek (db, data->window, data->redo, &local_error);
  g_autoptr (GPtrArray) sent = local_error == NULL && data->run != NULL ? tie_outbox_table_list_created (db, data->connection, data->run, &local_error) : NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  data->step = step != NULL ? step->id : 0;
  data->is_there = sent != NULL && sent->len > 0;
  return g_steal_pointer (&step);
}

static gboolean
peek_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  StepData *data = user_data;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieUndoStep) undo = peek_step (db, data, &local_error);
  g_autoptr (TieUndoStep) redo = local_error == NULL ? tie_undo_peek (db, data->window, TRUE, &local_error) : NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  data->has_redo = redo != NULL;
  return TRUE;
}

/* Looks anew: a step may have been made since the last look. */
static gboolean
apply_func (TieDb *db,
            gpointer user_data,
            GError **error)
{
  StepData *data = user_data;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieUndoStep) step = peek_step (db, data, &local_error);
  guint kept = 0;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  data->asks = !data->redo && data->is_there && is_last (data->run, data->after, data->step);
  if (step == NULL || data->asks)
    return TRUE;
  return tie_undo_apply (db, step->id, data->redo, &kept, &data->message, error);
}

/* Cancelled means that the window is gone, and the control with it. */
static gboolean
is_gone (GAsyncResult *result)
{
  return g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)));
}

static void
peeked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  const StepData *data = tie_store_run_finish (TIE_STORE (source), result, &error);
  Control *self = user_data;
  Outside *outside;

  if (is_gone (result))
    return;
  outside = self->outside;
  if (data == NULL)
    {
      g_warning ("The undo steps could not be read: %s", error->message);
      return;
    }
  if (data->run != NULL && g_strcmp0 (data->run, outside->run) == 0)
    {
      if (outside->after < 0)
        outside->after = data->step;
      if (!data->is_there) /* taken back meanwhile, whoever did it */
        outside_clear (outside);
    }
  g_simple_action_set_enabled (self->undo, data->step != 0 || (data->is_there && is_last (data->run, outside->after, data->step)));
  g_simple_action_set_enabled (self->redo, data->has_redo);
}

static void
peek (Control *self)
{
  tie_store_run_async (self->store, TIE_STORE_READ, peek_func, step_data_new (self, FALSE), (GDestroyNotify) step_data_free,
                       self->gone, peeked_cb, self);
}

static void
store_changed_cb (TieStore *store,
                  guint areas,
                  Control *self)
{
  if (areas & TIE_STORE_AREA_HISTORY)
    peek (self);
}

static void
applied_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  const StepData *data = tie_store_run_finish (TIE_STORE (source), result, &error);
  Control *self = user_data;
  TieStatusLine *line;

  if (is_gone (result))
    return;
  if (data != NULL && data->asks && g_strcmp0 (data->run, self->outside->run) == 0)
    {
      self->outside->ask (GTK_WIDGET (self->window), data->run, self->outside->data);
      return;
    }
  line = tie_status_line_for (GTK_WIDGET (self->window));
  if (line == NULL)
    return;
  if (data == NULL)
    tie_status_line_say_error (line, error);
  else if (data->message != NULL)
    tie_status_line_say (line, data->message, data->redo);
}

static void
step_activate_cb (GSimpleAction *action,
                  GVariant *parameter,
                  gpointer user_data)
{
  Control *self = user_data;

  tie_store_run_async (self->store, TIE_STORE_WRITE, apply_func, step_data_new (self, action == self->redo), (GDestroyNotify) step_data_free,
                       self->gone, applied_cb, self);
}

static void
control_free (Control *self)
{
  g_cancellable_cancel (self->gone);
  g_ptr_array_remove (self->outside->controls, self);
  g_signal_handler_disconnect (self->store, self->changed);
  g_object_unref (self->store);
  g_signal_handlers_disconnect_by_data (self->undo, self);
  g_signal_handlers_disconnect_by_data (self->redo, self);
  g_object_unref (self->undo);
  g_object_unref (self->redo);
  g_object_unref (self->gone);
  g_free (self->id);
  g_free (self);
}

static GSimpleAction *
add_action (Control *self,
            GSimpleActionGroup *group,
            const char *name)
{
  GSimpleAction *action = g_simple_action_new (name, NULL);

  g_simple_action_set_enabled (action, FALSE);
  g_signal_connect (action, "activate", G_CALLBACK (step_activate_cb), self);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  return action;
}

static void
add_keys (GtkWidget *window)
{
  GtkEventController *keys;

  if (g_object_get_data (G_OBJECT (window), WINDOW_KEY "-keys") != NULL)
    return;
  g_object_set_data (G_OBJECT (window), WINDOW_KEY "-keys", GINT_TO_POINTER (TRUE));
  /* Bubbling: an entry that is being typed in takes Ctrl+Z for its own text first (tie_undo_control_share_keys()). */
  keys = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>z"), gtk_named_action_new ("undo.undo")));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control><Shift>z"), gtk_named_action_new ("undo.redo")));
  gtk_widget_add_controller (window, keys);
}

typedef struct
{
  TieUndoIsTyped is_typed;
  gpointer data; /* (unowned) */
} Sharing;

static gboolean
share_undo_cb (GtkWidget *entry,
               GVariant *args,
               gpointer user_data)
{
  Sharing *sharing = user_data;

  return !sharing->is_typed (sharing->data) && gtk_widget_activate_action (entry, "undo.undo", NULL);
}

static gboolean
share_redo_cb (GtkWidget *entry,
               GVariant *args,
               gpointer user_data)
{
  Sharing *sharing = user_data;

  return !sharing->is_typed (sharing->data) && gtk_widget_activate_action (entry, "undo.redo", NULL);
}

void
tie_undo_control_share_keys (GtkWidget *entry,
                             TieUndoIsTyped is_typed,
                             gpointer data)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  Sharing *sharing = g_new (Sharing, 1);

  g_return_if_fail (GTK_IS_WIDGET (entry));
  g_return_if_fail (is_typed != NULL);

  *sharing = (Sharing) { is_typed, data };
  /* GtkText takes the keys even when it has nothing to undo, so they are caught before it. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>z"), gtk_callback_action_new (share_undo_cb, sharing, g_free)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control><Shift>z"), gtk_callback_action_new (share_redo_cb, sharing, NULL)));
  gtk_widget_add_controller (entry, keys);
}

void
tie_undo_control_attach (GtkWindow *window,
                         TieStore *store,
                         const char *window_id)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  Control *self;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (TIE_IS_STORE (store));
  g_return_if_fail (window_id != NULL);

  self = g_new0 (Control, 1);
  self->window = window;
  self->store = g_object_ref (store);
  self->outside = get_outside (store);
  g_ptr_array_add (self->outside->controls, self);
  self->id = g_strdup (window_id);
  self->gone = g_cancellable_new ();
  self->undo = add_action (self, group, "undo");
  self->redo = add_action (self, group, "redo");
  self->changed = g_signal_connect (store, "changed", G_CALLBACK (store_changed_cb), self);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "undo", G_ACTION_GROUP (group));
  add_keys (GTK_WIDGET (window));
  g_object_set_data_full (G_OBJECT (window), WINDOW_KEY, self, (GDestroyNotify) control_free);
  peek (self);
}

void
tie_undo_control_detach (GtkWindow *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  gtk_widget_insert_action_group (GTK_WIDGET (window), "undo", NULL);
  g_object_set_data (G_OBJECT (window), WINDOW_KEY, NULL);
}

const char *
tie_undo_control_get_id (GtkWidget *widget)
{
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  root = gtk_widget_get_root (widget);
  while (root != NULL)
    {
      const Control *self = g_object_get_data (G_OBJECT (root), WINDOW_KEY);

      if (self != NULL)
        return self->id;
      root = GTK_IS_WINDOW (root) ? (GtkRoot *) gtk_window_get_transient_for (GTK_WINDOW (root)) : NULL;
    }
  return NULL;
}

void
tie_undo_control_note_run (TieStore *store,
                           const char *window_id,
                           const char *connection,
                           const char *run,
                           TieUndoRunFunc ask,
                           gpointer data,
                           GDestroyNotify data_free)
{
  Outside *self;

  g_return_if_fail (TIE_IS_STORE (store));
  g_return_if_fail (window_id != NULL && connection != NULL && run != NULL);
  g_return_if_fail (ask != NULL);

  self = get_outside (store);
  outside_clear (self);
  self->window = g_strdup (window_id);
  self->connection = g_strdup (connection);
  self->run = g_strdup (run);
  self->after = -1;
  self->ask = ask;
  self->data = data;
  self->data_free = data_free;
  for (guint i = 0; i < self->controls->len; i++)
    peek (g_ptr_array_index (self->controls, i));
}
