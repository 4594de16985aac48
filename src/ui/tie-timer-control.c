/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-timer-control"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "base/tie-typed-date.h"
#include "billing/tie-timer-actions.h"
#include "model/tie-project.h"
#include "store/tie-record-table.h"
#include "ui/tie-timer-control.h"
#include "ui/tie-verb.h"

/* Between two looks at the clock, in seconds. */
#define SEE_EVERY 60

struct _TieTimerControl
{
  GtkWidget parent_instance;

  GtkWidget *start;  /* (unowned) */
  GtkWidget *going;  /* (unowned): the box of what follows */
  GtkLabel *time;    /* (unowned) */
  GtkWidget *pause;  /* (unowned) */
  GtkWidget *resume; /* (unowned) */

  TieSession *session; /* (owned) */
  TieQuickLine *line;  /* (weak) (nullable) */
  TieTimer *timer;     /* (owned) (nullable): as last read */
  GCancellable *gone;  /* (owned) */
  guint tick;          /* source, 0 while it pauses */
  guint ticks;
};

G_DEFINE_FINAL_TYPE (TieTimerControl, tie_timer_control, GTK_TYPE_WIDGET)

typedef enum
{
  VERB_START,
  VERB_SEE,
  VERB_PAUSE,
  VERB_RESUME,
  VERB_STOP,
} TimerVerb;

typedef struct
{
  TimerVerb verb;
  char *project;   /* (owned) (nullable) */
  char *work_code; /* (owned) (nullable) */
  char *text;      /* (owned) (nullable) */
} TimerData;

static void
timer_data_free (TimerData *data)
{
  g_free (data->project);
  g_free (data->work_code);
  g_free (data->text);
  g_free (data);
}

/* A timer without a project takes the line's; without a code the project's. */
static gboolean
complete (TieDb *db,
          TieTimer *timer,
          const TimerData *data,
          GError **error)
{
  TieRecord *record = TIE_RECORD (timer);
  g_autoptr (TieRecord) project = NULL;

  if (tie_record_get_text (record, TIE_TIMER_PROJECT) == NULL)
    {
      tie_record_set_text (record, TIE_TIMER_PROJECT, data->project);
      if (data->work_code != NULL)
        tie_record_set_text (record, TIE_TIMER_WORK_CODE, data->work_code);
      if (!tie_text_is_empty (data->text))
        tie_record_set_text (record, TIE_TIMER_TEXT, data->text);
    }
  if (tie_record_get_text (record, TIE_TIMER_PROJECT) == NULL || tie_record_get_text (record, TIE_TIMER_WORK_CODE) != NULL)
    return TRUE;
  project = tie_record_table_get (db, TIE_TYPE_PROJECT, tie_record_get_text (record, TIE_TIMER_PROJECT), error);
  if (project == NULL)
    return FALSE;
  tie_record_set_text (record, TIE_TIMER_WORK_CODE, tie_record_get_text (project, TIE_PROJECT_WORK_CODE));
  return TRUE;
}

static gboolean
stop (TieDb *db,
      TieTimer *timer,
      const TimerData *data,
      char **message,
      TieBillingStep *step,
      GError **error)
{
  g_autofree char *today = tie_typed_date_get_today ();
  g_autoptr (TieEntry) entry = NULL;

  if (!complete (db, timer, data, error))
    return FALSE;
  entry = tie_timer_stop (db, timer, today, NULL, message, step, error);
  return entry != NULL;
}

static gboolean
start (TieDb *db,
       const TimerData *data,
       TieBillingStep *step,
       GError **error)
{
  g_autoptr (TieTimer) timer = tie_timer_start (db, g_get_user_name (), data->project, data->work_code, data->text, NULL, error);

  if (timer == NULL)
    return FALSE;
  step->sentence = g_strdup (_ ("Timer started"));
  return TRUE;
}

static gboolean
run_verb (TieDb *db,
          TieTimer *timer,
          const TimerData *data,
          char **message,
          TieBillingStep *step,
          GError **error)
{
  switch (data->verb)
    {
    case VERB_SEE:
      return tie_timer_see (db, timer, NULL, message, error);
    case VERB_PAUSE:
      return tie_timer_pause (db, timer, NULL, message, error);
    case VERB_RESUME:
      return tie_timer_resume (db, timer, NULL, message, error);
    case VERB_STOP:
      return stop (db, timer, data, message, step, error);
    case VERB_START:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
verb_func (TieDb *db,
           gpointer user_data,
           TieBillingStep *step,
           GError **error)
{
  const TimerData *data = user_data;
  GError *local_error = NULL;
  g_autoptr (TieTimer) timer = NULL;
  g_autofree char *message = NULL;

  if (data->verb == VERB_START)
    return start (db, data, step, error);
  timer = tie_timer_get (db, g_get_user_name (), &local_error);
  if (timer == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, local_error);
      return local_error == NULL; /* stopped meanwhile, in another window */
    }
  if (!run_verb (db, timer, data, &message, step, error))
    return FALSE;
  if (message != NULL && step->sentence != NULL)
    {
      g_autofree char *sentence = step->sentence;

      step->sentence = g_strdup_printf ("%s %s", message, sentence);
    }
  else if (message != NULL)
    step->sentence = g_steal_pointer (&message);
  return TRUE;
}

static void
run (GtkWidget *widget,
     TieSession *session,
     TimerVerb verb,
     const char *project,
     const char *work_code,
     const char *text)
{
  TimerData *data = g_new0 (TimerData, 1);

  data->verb = verb;
  data->project = g_strdup (project);
  data->work_code = g_strdup (work_code);
  data->text = g_strdup (text);
  tie_verb_run (widget, tie_session_get_store (session), verb_func, data, (GDestroyNotify) timer_data_free, NULL, NULL);
}

static void
run_with_line (TieTimerControl *self,
               TimerVerb verb)
{
  gboolean has_line = self->line != NULL;

  run (GTK_WIDGET (self), self->session, verb,
       has_line ? tie_quick_line_get_project (self->line) : NULL,
       has_line ? tie_quick_line_get_work_code (self->line) : NULL,
       has_line ? tie_quick_line_get_text (self->line) : NULL);
  if (has_line && tie_quick_line_get_project (self->line) != NULL)
    tie_quick_line_clear (self->line);
}

static void
show_time (TieTimerControl *self)
{
  gint64 seconds = self->timer != NULL ? tie_timer_count_seconds (self->timer, NULL) : 0;
  g_autofree char *words = g_strdup_printf ("%" G_GINT64_FORMAT ":%02d:%02d", seconds / 3600, (int) (seconds / 60 % 60), (int) (seconds % 60));

  gtk_label_set_label (self->time, words);
}

static gboolean
tick_cb (gpointer user_data)
{
  TieTimerControl *self = user_data;

  show_time (self);
  if (++self->ticks % SEE_EVERY == 0)
    run (GTK_WIDGET (self), self->session, VERB_SEE, NULL, NULL, NULL);
  return G_SOURCE_CONTINUE;
}

static void
show_timer (TieTimerControl *self)
{
  gboolean is_running = self->timer != NULL && tie_timer_is_running (self->timer);
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  gtk_widget_set_visible (self->start, self->timer == NULL);
  gtk_widget_set_visible (self->going, self->timer != NULL);
  gtk_widget_set_visible (self->pause, is_running);
  gtk_widget_set_visible (self->resume, !is_running);
  if (had_focus) /* it goes to the button that took the place of the one that was pressed */
    gtk_widget_grab_focus (self->timer == NULL ? self->start : is_running ? self->pause : self->resume);
  show_time (self);
  if (is_running && self->tick == 0)
    self->tick = g_timeout_add_seconds (1, tick_cb, self);
  else if (!is_running)
    g_clear_handle_id (&self->tick, g_source_remove);
}

static gboolean
read_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  TieTimer **timer = user_data;
  GError *local_error = NULL;

  *timer = tie_timer_get (db, g_get_user_name (), &local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

static void
timer_free (TieTimer **timer)
{
  g_clear_object (timer);
  g_free (timer);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TieTimerControl) self = TIE_TIMER_CONTROL (user_data);
  g_autoptr (GError) error = NULL;
  TieTimer **timer = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->gone))
    return;
  if (timer == NULL)
    {
      g_warning ("The timer could not be read: %s", error->message);
      return;
    }
  g_set_object (&self->timer, *timer);
  show_timer (self);
}

static void
load (TieTimerControl *self)
{
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, read_func, g_new0 (TieTimer *, 1), (GDestroyNotify) timer_free, self->gone,
                       read_cb, g_object_ref (self));
}

static void
store_changed_cb (TieTimerControl *self,
                  guint areas)
{
  if ((areas & TIE_STORE_AREA_PROJECTS) != 0)
    load (self);
}

static void
start_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  run_with_line (TIE_TIMER_CONTROL (widget), VERB_START);
}

static void
stop_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  run_with_line (TIE_TIMER_CONTROL (widget), VERB_STOP);
}

static void
pause_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  run (widget, TIE_TIMER_CONTROL (widget)->session, g_str_equal (action_name, "timer.pause") ? VERB_PAUSE : VERB_RESUME, NULL, NULL, NULL);
}

static void
tie_timer_control_dispose (GObject *object)
{
  TieTimerControl *self = TIE_TIMER_CONTROL (object);
  GtkWidget *child;

  g_clear_handle_id (&self->tick, g_source_remove);
  g_cancellable_cancel (self->gone);
  g_clear_weak_pointer (&self->line);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->timer);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_timer_control_parent_class)->dispose (object);
}

static void
tie_timer_control_finalize (GObject *object)
{
  g_object_unref (TIE_TIMER_CONTROL (object)->gone);
  G_OBJECT_CLASS (tie_timer_control_parent_class)->finalize (object);
}

static void
tie_timer_control_class_init (TieTimerControlClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_timer_control_dispose;
  object_class->finalize = tie_timer_control_finalize;
  gtk_widget_class_install_action (widget_class, "timer.start", NULL, start_action);
  gtk_widget_class_install_action (widget_class, "timer.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "timer.pause", NULL, pause_action);
  gtk_widget_class_install_action (widget_class, "timer.resume", NULL, pause_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static GtkWidget *
create_button (const char *label,
               const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}

static void
tie_timer_control_init (TieTimerControl *self)
{
  GtkWidget *time = gtk_label_new (NULL);

  self->gone = g_cancellable_new ();
  self->start = create_button (_ ("Start Timer"), "timer.start");
  self->going = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->pause = create_button (_ ("Pause"), "timer.pause");
  self->resume = create_button (_ ("Resume"), "timer.resume");
  self->time = GTK_LABEL (time);
  gtk_widget_add_css_class (time, "numeric");
  gtk_widget_add_css_class (time, "heading");
  gtk_box_append (GTK_BOX (self->going), time);
  gtk_box_append (GTK_BOX (self->going), self->pause);
  gtk_box_append (GTK_BOX (self->going), self->resume);
  gtk_box_append (GTK_BOX (self->going), create_button (_ ("Stop"), "timer.stop"));
  gtk_widget_set_parent (self->start, GTK_WIDGET (self));
  gtk_widget_set_parent (self->going, GTK_WIDGET (self));
  show_timer (self);
}

GtkWidget *
tie_timer_control_new (TieSession *session,
                       TieQuickLine *line)
{
  TieTimerControl *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);
  g_return_val_if_fail (TIE_IS_QUICK_LINE (line), NULL);

  self = g_object_new (TIE_TYPE_TIMER_CONTROL, NULL);
  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->line, line);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}

void
tie_timer_control_start_for (GtkWidget *widget,
                             TieSession *session,
                             const char *project,
                             const char *work_code)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIE_IS_SESSION (session));

  run (widget, session, VERB_START, project, work_code, NULL);
}
