/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-conflict-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "store/tie-connection-table.h"
#include "sync/tie-name-merge.h"
#include "ui/tie-conflict-window.h"
#include "ui/tie-status-line.h"
#include "ui/tie-verb.h"

/* Columns of the grid. */
enum
{
  COLUMN_FIELD,
  COLUMN_LAST,
  COLUMN_HERE,
  COLUMN_THERE,
  COLUMN_NOTE,
};

typedef struct
{
  TieNameField field;
  GtkCheckButton *here;  /* of the grid */
  GtkCheckButton *there;
} Row;

struct _TieConflictWindow
{
  AdwWindow parent_instance;

  GtkButton *apply_button; /* template child */
  GtkButton *mine_button;  /* template child */
  GtkGrid *grid;           /* template child */

  GtkWindow *parent;   /* (owned): where it is said */
  TieSession *session; /* (owned) */
  TieKind kind;
  char *local_id;      /* (owned) */
  char *connection;    /* (owned) (nullable) */
  TieNameState *state; /* (owned) (nullable): as shown */
  GArray *rows;        /* (owned): Row */
  GCancellable *gone;  /* (owned) */
};

enum
{
  RESOLVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TieConflictWindow, tie_conflict_window, ADW_TYPE_WINDOW)

/* ---- choosing ---- */

static void
update_apply (TieConflictWindow *self)
{
  gboolean is_complete = self->rows->len > 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      is_complete = is_complete && (gtk_check_button_get_active (row->here) || gtk_check_button_get_active (row->there));
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.apply", is_complete && tie_session_may (self->session, TIE_RIGHT_SYNC));
}

static void
choose_all (TieConflictWindow *self,
            gboolean is_here)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      gtk_check_button_set_active (is_here ? row->here : row->there, TRUE);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->apply_button));
}

static void
keep_mine_action (GtkWidget *widget,
                  const char *action_name,
                  GVariant *parameter)
{
  choose_all (TIE_CONFLICT_WINDOW (widget), TRUE);
}

static void
keep_theirs_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  choose_all (TIE_CONFLICT_WINDOW (widget), FALSE);
}

/* Left and Right choose in a row, Up and Down go to the row before or after, on the same side. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType modifiers,
        TieConflictWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);
      gboolean is_here = focus == GTK_WIDGET (row->here);
      const Row *other;

      if (!is_here && focus != GTK_WIDGET (row->there))
        continue;
      if (keyval == GDK_KEY_Left || keyval == GDK_KEY_Right)
        {
          GtkCheckButton *chosen = keyval == GDK_KEY_Left ? row->here : row->there;

          gtk_check_button_set_active (chosen, TRUE);
          gtk_widget_grab_focus (GTK_WIDGET (chosen));
          return GDK_EVENT_STOP;
        }
      if ((keyval != GDK_KEY_Up || i == 0) && (keyval != GDK_KEY_Down || i + 1 == self->rows->len))
        return GDK_EVENT_PROPAGATE;
      other = &g_array_index (self->rows, Row, keyval == GDK_KEY_Up ? i - 1 : i + 1);
      gtk_widget_grab_focus (GTK_WIDGET (is_here ? other->here : other->there));
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

/* ---- showing ---- */

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (*text != '\0' ? text : "—");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_head (TieConflictWindow *self,
          int column,
          const char *title)
{
  gtk_grid_attach (self->grid, make_label (title, "caption-heading"), column, 0, 1, 1);
}

static GtkCheckButton *
add_choice (TieConflictWindow *self,
            int column,
            int position,
            TieNameField field,
            const char *side,
            const char *text)
{
  GtkWidget *button = gtk_check_button_new ();
  /* Translators: a field, whose it is, its value */
  g_autofree char *name = g_strdup_printf (_ ("%s, %s: %s"), tie_name_field_get_label (field), side, *text != '\0' ? text : _ ("empty"));

  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), make_label (text, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_object (button, "toggled", G_CALLBACK (update_apply), self, G_CONNECT_SWAPPED);
  gtk_grid_attach (self->grid, button, column, position, 1, 1);
  return GTK_CHECK_BUTTON (button);
}

/* (transfer full) */
static char *
dup_note (TieConflictWindow *self,
          TieNameChange change)
{
  switch (change)
    {
    case TIE_NAME_CHANGED_HERE:
      return g_strdup (_ ("changed here"));
    case TIE_NAME_CHANGED_THERE:
      return g_strdup_printf (_ ("changed in %s"), tie_session_get_package (self->session)->short_name);
    default:
      return g_strdup (_ ("changed on both sides"));
    }
}

static void
add_row (TieConflictWindow *self,
         TieNameField field,
         TieNameChange change)
{
  int position = (int) self->rows->len + 1;
  Row row = { field };
  g_autofree char *note = dup_note (self, change);

  gtk_grid_attach (self->grid, make_label (tie_name_field_get_label (field), NULL), COLUMN_FIELD, position, 1, 1);
  gtk_grid_attach (self->grid, make_label (self->state->old_here[field], "dim-label"), COLUMN_LAST, position, 1, 1);
  row.here = add_choice (self, COLUMN_HERE, position, field, _ ("Here"), self->state->here[field]);
  row.there = add_choice (self, COLUMN_THERE, position, field, tie_session_get_package (self->session)->short_name, self->state->there[field]);
  gtk_check_button_set_group (row.there, row.here);
  gtk_grid_attach (self->grid, make_label (note, "dim-label"), COLUMN_NOTE, position, 1, 1);
  g_array_append_val (self->rows, row);
  if (change == TIE_NAME_CHANGED_HERE)
    gtk_check_button_set_active (row.here, TRUE);
  else if (change == TIE_NAME_CHANGED_THERE)
    gtk_check_button_set_active (row.there, TRUE);
}

static void
show_state (TieConflictWindow *self)
{
  /* Translators: %s is a contact */
  g_autofree char *title = g_strdup_printf (_ ("Review Changes: %s"), self->state->name);

  gtk_window_set_title (GTK_WINDOW (self), title);
  add_head (self, COLUMN_FIELD, _ ("Field"));
  add_head (self, COLUMN_LAST, _ ("Last synced"));
  add_head (self, COLUMN_HERE, _ ("Here"));
  add_head (self, COLUMN_THERE, tie_session_get_package (self->session)->short_name);
  for (guint i = 0; i < TIE_NAME_N_FIELDS; i++)
    {
      TieNameChange change = tie_name_state_get_change (self->state, (TieNameField) i);

      if (change != TIE_NAME_SAME)
        add_row (self, (TieNameField) i, change);
    }
  update_apply (self);
  if (self->rows->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (g_array_index (self->rows, Row, 0).here));
}

/* ---- reading and saving ---- */

typedef struct
{
  TieKind kind;
  char *local_id;      /* (owned) */
  char *connection;    /* (owned) out */
  TieNameState *state; /* (owned) (nullable): out; in, when resolving */
  gboolean theirs[TIE_NAME_N_FIELDS];
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->state, tie_name_state_free);
  g_free (job->local_id);
  g_free (job->connection);
  g_free (job);
}

static gboolean
read_func (TieDb *db,
           gpointer data,
           GError **error)
{
  Job *job = data;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, &local_error);

  if (connection != NULL)
    {
      job->connection = g_strdup (connection->id);
      job->state = tie_name_state_table_get (db, connection->id, job->kind, job->local_id, &local_error);
    }
  if (local_error == NULL && job->state == NULL)
    g_set_error (&local_error, TIE_ERROR, TIE_ERROR_CHANGED, "Nothing to review for %s", job->local_id);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TieConflictWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  Job *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->gone))
    return;
  if (job == NULL)
    {
      TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self->parent));

      if (line != NULL)
        tie_status_line_say_error (line, error);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  self->connection = g_steal_pointer (&job->connection);
  self->state = g_steal_pointer (&job->state);
  show_state (self);
}

static gboolean
resolve_func (TieDb *db,
              gpointer data,
              TieBillingStep *step,
              GError **error)
{
  Job *job = data;

  return tie_name_merge_resolve (db, job->connection, job->state, job->theirs, step, error);
}

static gboolean
resolved_cb (gpointer data,
             const GError *error,
             gpointer user_data)
{
  TieConflictWindow *self = user_data;

  if (error == NULL)
    g_signal_emit (self, signals[RESOLVED], 0);
  if (!g_cancellable_is_cancelled (self->gone))
    gtk_window_destroy (GTK_WINDOW (self));
  return FALSE;
}

static void
apply_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  TieConflictWindow *self = TIE_CONFLICT_WINDOW (widget);
  Job *job = g_new0 (Job, 1);

  job->connection = g_strdup (self->connection);
  job->state = g_steal_pointer (&self->state);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      job->theirs[row->field] = gtk_check_button_get_active (row->there);
    }
  gtk_widget_action_set_enabled (widget, "conflict.apply", FALSE);
  tie_verb_run (GTK_WIDGET (self->parent), tie_session_get_store (self->session), resolve_func, job, job_free, resolved_cb, self);
}

/* ---- object ---- */

static void
tie_conflict_window_dispose (GObject *object)
{
  TieConflictWindow *self = TIE_CONFLICT_WINDOW (object);

  g_cancellable_cancel (self->gone);
  g_clear_object (&self->session);
  g_clear_object (&self->parent);
  G_OBJECT_CLASS (tie_conflict_window_parent_class)->dispose (object);
}

static void
tie_conflict_window_finalize (GObject *object)
{
  TieConflictWindow *self = TIE_CONFLICT_WINDOW (object);

  g_clear_object (&self->gone);
  g_clear_pointer (&self->state, tie_name_state_free);
  g_array_unref (self->rows);
  g_free (self->local_id);
  g_free (self->connection);
  G_OBJECT_CLASS (tie_conflict_window_parent_class)->finalize (object);
}

static void
tie_conflict_window_class_init (TieConflictWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_conflict_window_dispose;
  object_class->finalize = tie_conflict_window_finalize;

  signals[RESOLVED] = g_signal_new ("resolved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-conflict-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieConflictWindow, apply_button);
  gtk_widget_class_bind_template_child (widget_class, TieConflictWindow, mine_button);
  gtk_widget_class_bind_template_child (widget_class, TieConflictWindow, grid);
  gtk_widget_class_install_action (widget_class, "conflict.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "conflict.keep-mine", NULL, keep_mine_action);
  gtk_widget_class_install_action (widget_class, "conflict.keep-theirs", NULL, keep_theirs_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "conflict.apply", NULL);
}

static void
tie_conflict_window_init (TieConflictWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->gone = g_cancellable_new ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Review Changes"), -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.apply", FALSE);
}

GtkWidget *
tie_conflict_window_new (GtkWindow *parent,
                         TieSession *session,
                         TieKind kind,
                         const char *local_id)
{
  TieConflictWindow *self;
  Job *job;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);
  g_return_val_if_fail (local_id != NULL, NULL);

  self = g_object_new (TIE_TYPE_CONFLICT_WINDOW, "transient-for", parent, NULL);
  self->parent = g_object_ref (parent);
  self->session = g_object_ref (session);
  self->kind = kind;
  self->local_id = g_strdup (local_id);
  job = g_new0 (Job, 1);
  job->kind = kind;
  job->local_id = g_strdup (local_id);
  tie_store_run_async (tie_session_get_store (session), TIE_STORE_READ, read_func, job, job_free, self->gone, read_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
