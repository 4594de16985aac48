/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-activity-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-text.h"
#include "store/tie-export-table.h"
#include "store/tie-undo.h"
#include "ui/tie-accounting-log.h"
#include "ui/tie-activity-page-private.h"
#include "ui/tie-record-place.h"
#include "ui/tie-removal-question.h"
#include "ui/tie-status-line.h"
#include "ui/tie-table-export.h"
#include "ui/tie-windows.h"

typedef struct
{
  gint64 step;   /* 0: a batch of accounting files is taken back */
  char *batch;   /* (owned) (nullable) */
  char *message; /* (owned) (nullable) */
} UndoData;

static void
undo_data_free (UndoData *data)
{
  g_free (data->batch);
  g_free (data->message);
  g_free (data);
}

static gboolean
undo_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  UndoData *data = user_data;
  guint kept = 0;

  if (data->step == 0)
    {
      data->message = g_strdup (_ ("Export taken back. The file itself stays where it was saved."));
      return tie_export_table_undo (db, data->batch, error);
    }
  return tie_undo_apply (db, data->step, FALSE, &kept, &data->message, error);
}

static void
undone_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieActivityPage) self = TIE_ACTIVITY_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  const UndoData *data = tie_store_run_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (g_cancellable_is_cancelled (self->gone) || line == NULL)
    return;
  if (data != NULL)
    tie_status_line_say (line, data->message, FALSE);
  else
    tie_status_line_say_error (line, error);
}

static void
undo_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TieActivityPage *self = TIE_ACTIVITY_PAGE (widget);
  TieActivityRow *row = tie_table_get_current (self->table);
  UndoData *data;

  if (row == NULL || !tie_activity_row_get_can_undo (row))
    return;
  data = g_new0 (UndoData, 1);
  data->step = tie_activity_row_get_activity (row)->step;
  data->batch = g_strdup (tie_activity_row_get_activity (row)->run);
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_WRITE, undo_func, data, (GDestroyNotify) undo_data_free,
                       self->gone, undone_cb, g_object_ref (self));
}

static void
show_log_action (GtkWidget *widget,
                 const char *action_name,
                 GVariant *parameter)
{
  TieActivityPage *self = TIE_ACTIVITY_PAGE (widget);
  TieActivityRow *row = tie_table_get_current (self->table);

  if (row != NULL && tie_activity_row_get_is_batch (row))
    tie_windows_show (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, tie_accounting_log_new (self->session, tie_activity_row_get_activity (row)->run));
}

static void
take_back (TieActivityPage *self,
           const char *verb)
{
  TieActivityRow *row = tie_table_get_current (self->table);
  const char *const ids[] = { row != NULL ? tie_activity_row_get_activity (row)->record_id : NULL, NULL };

  if (ids[0] != NULL)
    tie_removal_question_ask (GTK_WIDGET (self), self->session, ids, verb);
}

static void
void_there_action (GtkWidget *widget,
                   const char *action_name,
                   GVariant *parameter)
{
  take_back (TIE_ACTIVITY_PAGE (widget), "void");
}

static void
delete_there_action (GtkWidget *widget,
                     const char *action_name,
                     GVariant *parameter)
{
  take_back (TIE_ACTIVITY_PAGE (widget), "delete");
}

static void
open_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TieActivityRow *row = tie_table_get_current (TIE_ACTIVITY_PAGE (widget)->table);

  if (row != NULL)
    tie_record_place_open (widget, tie_session_get_store (TIE_ACTIVITY_PAGE (widget)->session), tie_activity_row_get_activity (row)->record_id);
}

static void
set_scope (TieActivityPage *self,
           const char *run,
           const char *record,
           const char *sentence)
{
  g_free (self->run);
  g_free (self->record);
  self->run = g_strdup (run);
  self->record = g_strdup (record);
  gtk_label_set_label (self->scope_label, sentence != NULL ? sentence : "");
  gtk_revealer_set_reveal_child (self->scope_revealer, sentence != NULL);
  tie_activity_page_refilter (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
branch_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieActivityPage *self = TIE_ACTIVITY_PAGE (widget);
  TieActivityRow *row = tie_table_get_current (self->table);

  if (row != NULL)
    tie_activity_page_branch (self, row, g_str_equal (action_name, "activity.expand"));
}

static void
show_run_action (GtkWidget *widget,
                 const char *action_name,
                 GVariant *parameter)
{
  TieActivityPage *self = TIE_ACTIVITY_PAGE (widget);
  TieActivityRow *row = tie_table_get_current (self->table);
  const TieActivity *activity = row != NULL ? tie_activity_row_get_activity (row) : NULL;
  g_autofree char *moment = NULL;
  g_autofree char *sentence = NULL;

  if (activity == NULL || activity->run == NULL)
    return;
  moment = tie_date_to_display (activity->when);
  /* Translators: what was done, such as "Exported to …", and when */
  sentence = g_strdup_printf (_ ("Only the run “%s” of %s"), activity->what, moment);
  set_scope (self, activity->run, NULL, sentence);
}

static void
show_record_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  TieActivityPage *self = TIE_ACTIVITY_PAGE (widget);
  TieActivityRow *row = tie_table_get_current (self->table);
  const TieActivity *activity = row != NULL ? tie_activity_row_get_activity (row) : NULL;
  g_autofree char *sentence = NULL;

  if (activity == NULL || activity->record_id == NULL)
    return;
  sentence = g_strdup_printf (_ ("Only “%s”"), activity->record != NULL ? activity->record : "");
  set_scope (self, NULL, activity->record_id, sentence);
}

static void
show_all_action (GtkWidget *widget,
                 const char *action_name,
                 GVariant *parameter)
{
  set_scope (TIE_ACTIVITY_PAGE (widget), NULL, NULL, NULL);
}

static void
export_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  tie_table_export (TIE_ACTIVITY_PAGE (widget)->table, _ ("Activity"));
}

static void
copy_details_action (GtkWidget *widget,
                     const char *action_name,
                     GVariant *parameter)
{
  TieActivityRow *row = tie_table_get_current (TIE_ACTIVITY_PAGE (widget)->table);
  TieStatusLine *line = tie_status_line_for (widget);

  if (row == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), tie_activity_row_get_activity (row)->details);
  if (line != NULL)
    tie_status_line_say (line, _ ("Details copied"), FALSE);
}

void
tie_activity_page_enable_actions (TieActivityPage *self,
                                  TieActivityRow *row)
{
  const TieActivity *activity = tie_activity_row_get_activity (row);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "activity.expand", tie_activity_row_get_parts (row) != NULL && !tie_activity_row_get_is_open (row));
  gtk_widget_action_set_enabled (widget, "activity.collapse", tie_activity_row_get_is_open (row));
  gtk_widget_action_set_enabled (widget, "activity.undo", tie_activity_row_get_can_undo (row));
  /* What reached the company is not taken back silently, but by name. */
  gtk_widget_action_set_enabled (widget, "activity.void-there", activity->run != NULL && tie_removal_question_may (self->session, activity->there, "void"));
  gtk_widget_action_set_enabled (widget, "activity.delete-there", activity->run != NULL && tie_removal_question_may (self->session, activity->there, "delete"));
  gtk_widget_action_set_enabled (widget, "activity.show-log", tie_activity_row_get_is_batch (row));
  gtk_widget_action_set_enabled (widget, "activity.open", activity->record_id != NULL);
  gtk_widget_action_set_enabled (widget, "activity.show-record", activity->record_id != NULL);
  gtk_widget_action_set_enabled (widget, "activity.show-run", activity->run != NULL);
  gtk_widget_action_set_enabled (widget, "activity.copy-details", !tie_text_is_empty (activity->details));
}

void
tie_activity_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "activity.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "activity.show-log", NULL, show_log_action);
  gtk_widget_class_install_action (widget_class, "activity.void-there", NULL, void_there_action);
  gtk_widget_class_install_action (widget_class, "activity.delete-there", NULL, delete_there_action);
  gtk_widget_class_install_action (widget_class, "activity.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "activity.copy-details", NULL, copy_details_action);
  gtk_widget_class_install_action (widget_class, "activity.expand", NULL, branch_action);
  gtk_widget_class_install_action (widget_class, "activity.collapse", NULL, branch_action);
  gtk_widget_class_install_action (widget_class, "activity.show-run", NULL, show_run_action);
  gtk_widget_class_install_action (widget_class, "activity.show-record", NULL, show_record_action);
  gtk_widget_class_install_action (widget_class, "activity.show-all", NULL, show_all_action);
  gtk_widget_class_install_action (widget_class, "activity.export", NULL, export_action);
}
