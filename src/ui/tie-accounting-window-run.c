/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-accounting-window"
#include "config.h"

#include <glib/gi18n.h>

#include "exchange/tie-file-number.h"
#include "model/tie-document.h"
#include "ui/tie-accounting-problems.h"
#include "ui/tie-accounting-rows.h"
#include "ui/tie-accounting-window-private.h"
#include "ui/tie-billing-verb.h"
#include "ui/tie-checked-rows.h"
#include "ui/tie-file-dialogs.h"
#include "ui/tie-record-place.h"
#include "ui/tie-verb.h"
#include "ui/tie-windows.h"

/* So many of the checked ones are shown as they would stand in the file. */
#define MOST_PREVIEWED 50
#define POLL_MS 100

/* What runs on the store's thread. */
typedef struct
{
  TieFileExport *export; /* (owned) (nullable): taken by who looks at it afterwards */
  char *path;            /* (owned) (nullable): of writing */
  gint64 next_batch;     /* of looking */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->export, tie_file_export_free);
  g_free (job->path);
  g_free (job);
}

static gboolean
check_func (TieDb *db,
            gpointer data,
            GError **error)
{
  Job *job = data;
  g_autoptr (GPtrArray) batches = tie_export_table_list_batches (db, NULL, error);

  if (batches == NULL)
    return FALSE;
  job->next_batch = batches->len > 0 ? ((TieExportBatch *) batches->pdata[0])->number + 1 : 1;
  return tie_file_export_check (db, job->export, error);
}

static gboolean
write_func (TieDb *db,
            gpointer data,
            GError **error)
{
  Job *job = data;

  return tie_file_export_write (db, job->export, job->path, error);
}

/* (transfer full) Of what is checked; most 0: of all of it. */
static TieFileExport *
make_export (TieAccountingWindow *self,
             guint most)
{
  TieExportKind kind = tie_accounting_window_get_kind (self);
  TieFileExport *export = tie_file_export_new (tie_accounting_window_get_layout (self), kind, TIE_FILE_READY);

  export->ids = tie_checked_rows_dup_ids (tie_list_pane_get_rows (tie_accounting_window_get_pane (self, kind)));
  for (guint i = most; most > 0 && i < g_strv_length (export->ids);)
    g_clear_pointer (&export->ids[g_strv_length (export->ids) - 1], g_free);
  export->cancellable = g_cancellable_new ();
  return export;
}

/* ---- how far it is ---- */

static gboolean
poll_cb (gpointer user_data)
{
  TieAccountingWindow *self = user_data;
  int n_done = g_atomic_int_get (&self->running->n_done);
  int n_all = g_atomic_int_get (&self->running->n_all);
  /* Translators: how many records are through, of how many */
  g_autofree char *text = g_strdup_printf (_ ("%'d of %'d"), n_done, n_all);

  gtk_progress_bar_set_fraction (self->progress_bar, n_all > 0 ? (double) n_done / n_all : 0);
  gtk_label_set_label (self->progress_label, text);
  return G_SOURCE_CONTINUE;
}

static void
set_running (TieAccountingWindow *self,
             TieFileExport *export)
{
  self->running = export;
  g_clear_handle_id (&self->poll_source, g_source_remove);
  if (self->session == NULL)
    return;
  if (export != NULL)
    self->poll_source = g_timeout_add (POLL_MS, poll_cb, self);
  gtk_stack_set_visible_child_name (self->bottom_stack, export != NULL ? "running" : "selecting");
  gtk_label_set_label (self->progress_label, "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "accounting.cancel", export != NULL);
  tie_accounting_window_count_soon (self);
}

/* ---- looking ---- */

static void check (TieAccountingWindow *self);
static void write_to (TieAccountingWindow *self, const char *path);

static void
path_cb (const char *path,
         gpointer user_data)
{
  g_autoptr (TieAccountingWindow) self = user_data;

  if (self->session == NULL)
    return;
  self->is_asking = FALSE;
  if (path != NULL)
    write_to (self, path);
}

static void
ask_for_path (TieAccountingWindow *self)
{
  const TieFileExport *export = self->found;
  g_autofree char *name = tie_file_layout_suggest_name (export->layout, export->kind, self->next_batch);

  self->is_asking = TRUE;
  tie_file_dialogs_save (GTK_WINDOW (self), _ ("Save Accounting File"), name, export->layout->label, g_intern_string (export->layout->extension), path_cb, g_object_ref (self));
}

static void
write_cb (TieAccountingWindow *self,
          gboolean again)
{
  if (self->found == NULL || self->running != NULL)
    return;
  self->found->again = again;
  self->found->skips = TRUE;
  gtk_window_close (GTK_WINDOW (self->problems));
  ask_for_path (self);
}

/* ---- the ways out of what was found ---- */

typedef struct
{
  TieExportKind kind;
  char **ids; /* (owned) */
} Giving;

static void
giving_free (gpointer data)
{
  Giving *giving = data;

  g_strfreev (giving->ids);
  g_free (giving);
}

static gboolean
give_numbers_func (TieDb *db,
                   gpointer data,
                   TieBillingStep *step,
                   GError **error)
{
  const Giving *giving = data;

  return tie_file_give_numbers (db, giving->kind, (const char *const *) giving->ids, step, error);
}

static gboolean
numbers_given_cb (gpointer data,
                  const GError *error,
                  gpointer user_data)
{
  TieAccountingWindow *self = user_data;

  if (error == NULL && self->session != NULL)
    check (self);
  return FALSE;
}

/* To all customers that were found without one. */
static void
give_numbers (TieAccountingWindow *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  Giving *giving;

  if (self->found == NULL || self->running != NULL)
    return;
  for (guint i = 0; i < self->found->problems->len; i++)
    {
      const TieFileProblem *problem = self->found->problems->pdata[i];

      if (problem->code == TIE_FILE_F13_NO_CUSTOMER_KEY)
        g_strv_builder_add (ids, problem->id);
    }
  giving = g_new0 (Giving, 1);
  giving->kind = self->found->kind;
  giving->ids = g_strv_builder_end (ids);
  tie_verb_run (GTK_WIDGET (self), tie_session_get_store (self->session), give_numbers_func, giving, giving_free, numbers_given_cb, self);
}

static void
way_cb (TieAccountingWindow *self,
        guint way,
        const char *id)
{
  const char *const ids[] = { id, NULL };
  TieListing *listing = self->listings[tie_accounting_window_get_kind (self) - 1];
  TieListRow *row = id != NULL ? tie_listing_find (listing, id) : NULL;
  const char *kind = row != NULL ? tie_list_row_get_text (row, TIE_ACCOUNTING_ROW_KIND) : "";

  if (way == TIE_FILE_WAY_NAMES)
    gtk_widget_activate_action (GTK_WIDGET (self), "accounting.set-up", NULL);
  else if (way == TIE_FILE_WAY_NUMBERS)
    give_numbers (self);
  else if (way == TIE_FILE_WAY_HELP)
    gtk_widget_activate_action (GTK_WIDGET (self), "accounting.help", NULL);
  else if (way == TIE_FILE_WAY_APPROVE && id != NULL)
    tie_billing_verb_run (GTK_WIDGET (self), self->session, tie_billing_verb_approve, ids);
  else if (tie_accounting_window_get_kind (self) == TIE_EXPORT_CUSTOMERS && id != NULL)
    tie_windows_activate (GTK_WIDGET (self), "win.open-contact", g_variant_new_string (id));
  else if (way == TIE_FILE_WAY_DISTRIBUTE && row != NULL)
    tie_windows_activate (GTK_WIDGET (self), "win.open-record-at", g_variant_new ("(sss)", tie_record_place_get_page (kind), id, "distribution"));
  else if (row != NULL)
    tie_windows_activate (GTK_WIDGET (self), "win.open-record",
                          g_variant_new ("(ss)", tie_accounting_window_get_kind (self) == TIE_EXPORT_INVOICES ? tie_record_place_get_page (kind) : "payments", id));
}

static void
show_problems (TieAccountingWindow *self)
{
  if (self->problems == NULL)
    {
      g_set_weak_pointer (&self->problems, tie_accounting_problems_new (self->session));
      g_signal_connect_object (self->problems, "check", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->problems, "write", G_CALLBACK (write_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->problems, "way", G_CALLBACK (way_cb), self, G_CONNECT_SWAPPED);
    }
  tie_accounting_problems_show (TIE_ACCOUNTING_PROBLEMS (self->problems), self->found);
  tie_windows_show (GTK_WINDOW (self), self->session, self->problems);
}

static void
checked_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (TieAccountingWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  Job *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  set_running (self, NULL);
  if (self->session == NULL)
    return;
  if (job == NULL)
    {
      tie_status_line_say_error (self->status_line, error);
      return;
    }
  g_clear_pointer (&self->found, tie_file_export_free);
  self->found = g_steal_pointer (&job->export);
  self->next_batch = job->next_batch;
  if (self->found->problems->len > 0)
    show_problems (self);
  else if (self->found->n_records > 0)
    {
      if (self->problems != NULL)
        gtk_window_close (GTK_WINDOW (self->problems));
      ask_for_path (self);
    }
}

static void
check (TieAccountingWindow *self)
{
  Job *job;

  if (self->running != NULL || self->is_asking)
    return;
  job = g_new0 (Job, 1);
  job->export = make_export (self, 0);
  set_running (self, job->export);
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, check_func, job, job_free, NULL, checked_cb, g_object_ref (self));
}

static void
export_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  check (TIE_ACCOUNTING_WINDOW (widget));
}

/* ---- writing ---- */

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (TieAccountingWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  Job *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (job == NULL && self->running != NULL) /* belongs to the job, which lives until the result goes */
    tie_file_export_withdraw (self->running);
  set_running (self, NULL);
  if (self->session == NULL)
    return;
  if (job != NULL)
    tie_accounting_window_show_done (self, job->export);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tie_status_line_say (self->status_line, _ ("Cancelled. Nothing was written."), FALSE);
  else
    tie_status_line_say_error (self->status_line, error);
}

static void
write_to (TieAccountingWindow *self,
          const char *path)
{
  Job *job = g_new0 (Job, 1);

  job->export = g_steal_pointer (&self->found);
  job->path = g_strdup (path);
  set_running (self, job->export);
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_WRITE, write_func, job, job_free, NULL, written_cb, g_object_ref (self));
}

/* ---- the preview ---- */

static void
previewed_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (TieAccountingWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  const Job *job = tie_store_run_finish (TIE_STORE (source), result, &error);
  const char *text = "";

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (job == NULL)
    text = error->message;
  else if (job->export->n_records > 0)
    text = job->export->preview;
  else if (job->export->problems->len > 0)
    text = ((const TieFileProblem *) job->export->problems->pdata[0])->sentence;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->preview_view), text, -1);
}

void
tie_accounting_window_preview (TieAccountingWindow *self)
{
  Job *job = g_new0 (Job, 1);

  g_cancellable_cancel (self->previewing);
  g_clear_object (&self->previewing);
  job->export = make_export (self, MOST_PREVIEWED);
  job->export->again = TRUE;
  self->previewing = g_object_ref (job->export->cancellable);
  if (g_strv_length (job->export->ids) > 0)
    {
      tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, check_func, job, job_free, self->previewing, previewed_cb, g_object_ref (self));
      return;
    }
  job_free (job);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->preview_view), _ ("Check what is to stand in the file."), -1);
}

/* ---- cancelling and closing ---- */

static void
cancel_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieAccountingWindow *self = TIE_ACCOUNTING_WINDOW (widget);

  if (self->running != NULL)
    g_cancellable_cancel (self->running->cancellable);
}

static void
escape_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  if (TIE_ACCOUNTING_WINDOW (widget)->running != NULL)
    cancel_action (widget, action_name, parameter);
  else
    gtk_window_close (GTK_WINDOW (widget));
}

static gboolean
close_cb (gpointer user_data)
{
  gtk_window_close (user_data);
  return G_SOURCE_REMOVE;
}

/* The question must be gone before its parent. */
static void
close_response_cb (TieAccountingWindow *self,
                   const char *response)
{
  if (self->running != NULL && g_str_equal (response, "stop"))
    g_cancellable_cancel (self->running->cancellable);
  if (g_str_equal (response, "stay"))
    return;
  self->may_close = TRUE;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, close_cb, g_object_ref (self), g_object_unref);
}

gboolean
tie_accounting_window_close_request (GtkWindow *window)
{
  TieAccountingWindow *self = TIE_ACCOUNTING_WINDOW (window);
  GtkWidget *dialog;

  if (self->running == NULL || self->may_close)
    return GDK_EVENT_PROPAGATE;
  dialog = adw_message_dialog_new (window, _ ("A File Is Being Written"), NULL);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _ ("_Keep Open"), "stop", _ ("_Cancel and Close"), "finish", _ ("_Finish in the Background"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "finish");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("A File Is Being Written"), -1);
  g_signal_connect_object (dialog, "response", G_CALLBACK (close_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  return GDK_EVENT_STOP;
}

void
tie_accounting_window_install_run (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "accounting.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "accounting.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "window.escape", NULL, escape_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "accounting.export", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "accounting.export", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.escape", NULL);
}
