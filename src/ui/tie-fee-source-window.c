/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-source-window"
#include "config.h"

#include <glib/gi18n.h>

#include "fees/tie-fee-watch.h"
#include "ui/tie-fee-client-dialog.h"
#include "ui/tie-fee-columns-window.h"
#include "ui/tie-fee-file-list.h"
#include "ui/tie-fee-findings.h"
#include "ui/tie-fee-rows-show.h"
#include "ui/tie-fee-saved-list.h"
#include "ui/tie-fee-source-view.h"
#include "ui/tie-fee-source-window.h"
#include "ui/tie-fee-unmatched.h"
#include "ui/tie-help.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

struct _TieFeeSourceWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;       /* template child */
  GtkSpinner *spinner;           /* template child */
  AdwActionRow *source_row;      /* template child */
  GtkWidget *choose_folder;      /* template child */
  GtkLabel *checked_label;       /* template child */
  TieFeeFindings *findings;      /* template child */
  TieFeeFileList *files;         /* template child */
  TieFeeSavedList *saved;        /* template child */
  GtkWidget *unmatched_box;      /* template child */
  TieTable *table;               /* template child */
  TieStatusLine *status_line;    /* template child */

  TieSession *session;           /* (owned) */
  TieFeeSourceView *view;        /* (owned) (nullable): as last read */
  GListStore *unmatched;         /* (owned): of the table */
  GtkFileChooserNative *chooser; /* (owned) (nullable) */
  GCancellable *gone;            /* (owned) */
  TieFeeWatch *watch;            /* (owned) */
  gboolean is_reading;
  gboolean is_stale;             /* to be read once more when this reading is through */
  gboolean is_source_stale;      /* and the source, too */
};

G_DEFINE_FINAL_TYPE (TieFeeSourceWindow, tie_fee_source_window, ADW_TYPE_WINDOW)

static void load (TieFeeSourceWindow *self, gboolean with_source, gboolean anew);

static void
read_anew_cb (TieFeeSourceWindow *self)
{
  load (self, TRUE, TRUE);
}

static void
columns_cb (TieFeeSourceWindow *self,
            const char *uri)
{
  GtkWidget *window = tie_fee_columns_window_open (GTK_WINDOW (self), self->session, uri);

  g_signal_connect_object (window, "saved", G_CALLBACK (read_anew_cb), self, G_CONNECT_SWAPPED);
}

/* A file's own problem stands at the file. */
static void
show_problems (TieFeeSourceWindow *self)
{
  const TieFeeRefresh *refresh = self->view->refresh;

  tie_fee_findings_clear (self->findings);
  if (!tie_session_may (self->session, TIE_RIGHT_BILLING))
    tie_fee_findings_add_refusal (self->findings, self->session);
  for (guint i = 0; refresh != NULL && i < refresh->problems->len; i++)
    {
      const TieFeeFinding *problem = refresh->problems->pdata[i];

      if (problem->code == TIE_FEE_L11_UNREACHABLE || problem->code == TIE_FEE_L12_BUSY)
        tie_fee_findings_add (self->findings, problem, TIE_FEE_WAY_TRY_AGAIN);
    }
}

/* F1 tells of what keeps the source, or the first of its files, from being read. */
static void
show_help (TieFeeSourceWindow *self)
{
  const TieFeeRefresh *refresh = self->view->refresh;
  g_autofree char *page = NULL;

  if (refresh != NULL && refresh->problems->len > 0)
    page = tie_fee_code_dup_help (((const TieFeeFinding *) refresh->problems->pdata[0])->code);
  tie_help_set_page (GTK_WINDOW (self), page);
}

static char *
describe_rows (const TieFeeSourceView *view)
{
  guint n = tie_fee_rows_get_n (view->clients->rows);
  g_autofree char *checked = g_strdup_printf (ngettext ("Checked %'u row", "Checked %'u rows", n), n);
  g_autofree char *matched = g_strdup_printf (ngettext ("%'u matched", "%'u matched", view->clients->n_matched), view->clients->n_matched);

  if (view->source == NULL)
    return g_strdup (_ ("Choose the folder that Lacerte’s amounts are exported to, or one file."));
  if (n == 0)
    return g_strdup (_ ("No fees were found there yet."));
  /* Translators: how many rows were read, and how many of them belong to a client */
  return g_strdup_printf (_ ("%s, %s"), checked, matched);
}

static void
update (TieFeeSourceWindow *self)
{
  const TieFeeSourceView *view = self->view;
  gboolean may_bill = tie_session_may (self->session, TIE_RIGHT_BILLING);
  g_autofree char *words = NULL;

  gtk_spinner_set_spinning (self->spinner, self->is_reading);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "source.folder", may_bill);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "source.file", may_bill);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "source.refresh", !self->is_reading && view != NULL && view->source != NULL);
  if (view == NULL)
    return;
  words = describe_rows (view);
  adw_action_row_set_subtitle (self->source_row, view->name != NULL ? view->name : _ ("None yet"));
  gtk_label_set_label (self->checked_label, words);
  show_problems (self);
  show_help (self);
  tie_fee_file_list_show (self->files, view->files);
  tie_fee_saved_list_show (self->saved, view->saved);
  tie_fee_rows_show (self->unmatched, view->unmatched);
  gtk_widget_set_visible (self->unmatched_box, view->unmatched->len > 0);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieFeeSourceWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieFeeSourceView) view = tie_fee_source_view_load_finish (TIE_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->gone))
    return;
  self->is_reading = FALSE;
  if (view == NULL)
    tie_status_line_say_error (self->status_line, error);
  else
    {
      if (view->refresh == NULL && self->view != NULL)
        view->refresh = g_steal_pointer (&self->view->refresh);
      g_clear_pointer (&self->view, tie_fee_source_view_free);
      self->view = g_steal_pointer (&view);
      if (self->view->refresh != NULL)
        tie_fee_watch_follow (self->watch, self->view->refresh);
    }
  update (self);
  if (self->is_stale)
    load (self, self->is_source_stale, FALSE);
}

static void
load (TieFeeSourceWindow *self,
      gboolean with_source,
      gboolean anew)
{
  self->is_reading = TRUE;
  self->is_stale = FALSE;
  self->is_source_stale = FALSE;
  update (self);
  tie_fee_source_view_load_async (tie_session_get_store (self->session), with_source, anew, self->gone, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (TieFeeSourceWindow *self,
                  guint areas)
{
  if ((areas & (TIE_STORE_AREA_FEES | TIE_STORE_AREA_CONTACTS | TIE_STORE_AREA_SETTINGS)) == 0)
    return;
  if (self->is_reading)
    self->is_stale = TRUE;
  else
    load (self, FALSE, FALSE);
}

static void
look_cb (TieFeeSourceWindow *self)
{
  if (self->is_reading)
    self->is_stale = self->is_source_stale = TRUE;
  else
    load (self, TRUE, FALSE);
}

static gboolean
set_source_func (TieDb *db,
                 gpointer data,
                 GError **error)
{
  return tie_fee_source_set (db, data, error);
}

static void
source_set_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (TieFeeSourceWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  tie_store_run_finish (TIE_STORE (source), result, &error);
  if (g_cancellable_is_cancelled (self->gone))
    return;
  if (error != NULL)
    tie_status_line_say_error (self->status_line, error);
  else
    load (self, TRUE, FALSE);
}

void
tie_fee_source_window_set_source (TieFeeSourceWindow *self,
                                  GFile *source)
{
  g_return_if_fail (TIE_IS_FEE_SOURCE_WINDOW (self));
  g_return_if_fail (G_IS_FILE (source));

  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_WRITE, set_source_func, g_object_ref (source), g_object_unref, NULL, source_set_cb, g_object_ref (self));
}

static void
chosen_cb (TieFeeSourceWindow *self,
           int response)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;

  if (file != NULL)
    tie_fee_source_window_set_source (self, file);
  g_clear_object (&self->chooser);
}

static void
choose_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieFeeSourceWindow *self = TIE_FEE_SOURCE_WINDOW (widget);
  gboolean is_folder = g_str_equal (action_name, "source.folder");

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (is_folder ? _ ("Choose the Folder of Fees") : _ ("Choose the File of Fees"), GTK_WINDOW (self),
                                               is_folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
refresh_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  load (TIE_FEE_SOURCE_WINDOW (widget), TRUE, FALSE);
}

static void
way_cb (TieFeeSourceWindow *self)
{
  load (self, TRUE, FALSE);
}

static void
row_cb (TieFeeSourceWindow *self,
        TieListRow *row)
{
  guint place = (guint) tie_list_row_get_number (row, TIE_FEE_UNMATCHED_PLACE);

  if (!self->is_reading && tie_session_may (self->session, TIE_RIGHT_BILLING))
    tie_fee_client_dialog_open (GTK_WINDOW (self), self->session, self->view->clients, place);
}

static void
row_button_cb (TieFeeSourceWindow *self,
               TieListRow *row,
               const char *column)
{
  row_cb (self, row);
}

static void
map_cb (TieFeeSourceWindow *self)
{
  gtk_widget_grab_focus (self->choose_folder);
}

static void
tie_fee_source_window_dispose (GObject *object)
{
  TieFeeSourceWindow *self = TIE_FEE_SOURCE_WINDOW (object);

  g_cancellable_cancel (self->gone);
  g_clear_object (&self->watch);
  g_clear_object (&self->chooser);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_FEE_SOURCE_WINDOW);
  G_OBJECT_CLASS (tie_fee_source_window_parent_class)->dispose (object);
}

static void
tie_fee_source_window_finalize (GObject *object)
{
  TieFeeSourceWindow *self = TIE_FEE_SOURCE_WINDOW (object);

  g_clear_pointer (&self->view, tie_fee_source_view_free);
  g_clear_object (&self->unmatched);
  g_object_unref (self->gone);
  G_OBJECT_CLASS (tie_fee_source_window_parent_class)->finalize (object);
}

static void
tie_fee_source_window_class_init (TieFeeSourceWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_fee_source_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_fee_source_window_finalize;
  g_type_ensure (TIE_TYPE_FEE_FILE_LIST);
  g_type_ensure (TIE_TYPE_FEE_FINDINGS);
  g_type_ensure (TIE_TYPE_FEE_SAVED_LIST);
  g_type_ensure (TIE_TYPE_TABLE);
  g_type_ensure (TIE_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-fee-source-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieFeeSourceWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TieFeeSourceWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, TieFeeSourceWindow, source_row);
  gtk_widget_class_bind_template_child (widget_class, TieFeeSourceWindow, choose_folder);
  gtk_widget_class_bind_template_child (widget_class, TieFeeSourceWindow, checked_label);
  gtk_widget_class_bind_template_child (widget_class, TieFeeSourceWindow, findings);
  gtk_widget_class_bind_template_child (widget_class, TieFeeSourceWindow, files);
  gtk_widget_class_bind_template_child (widget_class, TieFeeSourceWindow, saved);
  gtk_widget_class_bind_template_child (widget_class, TieFeeSourceWindow, unmatched_box);
  gtk_widget_class_bind_template_child (widget_class, TieFeeSourceWindow, table);
  gtk_widget_class_bind_template_child (widget_class, TieFeeSourceWindow, status_line);
  gtk_widget_class_bind_template_callback (widget_class, columns_cb);
  gtk_widget_class_bind_template_callback (widget_class, map_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_anew_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_button_cb);
  gtk_widget_class_bind_template_callback (widget_class, way_cb);
  gtk_widget_class_install_action (widget_class, "source.folder", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "source.file", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "source.refresh", NULL, refresh_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "source.refresh", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_fee_source_window_init (TieFeeSourceWindow *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  self->gone = g_cancellable_new ();
  self->watch = tie_fee_watch_new (TIE_FEE_WATCH_SECONDS);
  self->unmatched = g_list_store_new (TIE_TYPE_LIST_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_status_line_set_toast_overlay (self->status_line, self->toasts);
  tie_fee_unmatched_add_columns (self->table);
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (tie_table_sort_model (self->table, g_object_ref (G_LIST_MODEL (self->unmatched))))));
  tie_table_set_model (self->table, selection);
}

GtkWidget *
tie_fee_source_window_open (GtkWindow *parent,
                            TieSession *session)
{
  TieFeeSourceWindow *self;
  const char *id;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_FEE_SOURCE_WINDOW, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  tie_fee_saved_list_set_session (self->saved, session);
  id = tie_undo_control_get_id (GTK_WIDGET (parent));
  tie_undo_control_attach (GTK_WINDOW (self), tie_session_get_store (session), id != NULL ? id : G_OBJECT_TYPE_NAME (self));
  g_signal_connect_object (self->watch, "look", G_CALLBACK (look_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load (self, TRUE, FALSE);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
