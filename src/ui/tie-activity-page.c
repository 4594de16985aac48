/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-activity-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-text.h"
#include "store/tie-export-table.h"
#include "store/tie-undo.h"
#include "ui/tie-accounting-log.h"
#include "ui/tie-activity-page.h"
#include "ui/tie-activity-row.h"
#include "ui/tie-caption.h"
#include "ui/tie-focus.h"
#include "ui/tie-list-states.h"
#include "ui/tie-page.h"
#include "ui/tie-record-place.h"
#include "ui/tie-removal-question.h"
#include "ui/tie-status-line.h"
#include "ui/tie-table-export.h"
#include "ui/tie-table.h"
#include "ui/tie-text-filter.h"
#include "ui/tie-windows.h"

/* More than a year of busy days; what is older stays in the file. */
#define MAX_ROWS 10000

struct _TieActivityPage
{
  GtkWidget parent_instance;

  GtkBox *box;                  /* template child */
  GtkSearchEntry *search_entry; /* template child */
  GtkMenuButton *view_button;   /* template child */
  TieListStates *states;        /* template child */
  TieTable *table;              /* template child */
  GMenuModel *row_menu;         /* template child */
  GtkRevealer *scope_revealer;  /* template child */
  GtkLabel *scope_label;        /* template child */

  TieSession *session;   /* (owned) */
  GListStore *list;      /* (owned), item TieActivityRow */
  TieTextFilter *filter; /* (owned) */
  GtkCustomFilter *scope; /* (owned) */
  char *run;              /* (owned) (nullable): only this one's rows are shown */
  char *record;           /* (owned) (nullable): the same */
  GCancellable *gone;    /* (owned) */
  gboolean is_stale;     /* changed while the page was not seen */
};

static void tie_activity_page_page_init (TiePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TieActivityPage, tie_activity_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (TIE_TYPE_PAGE, tie_activity_page_page_init))

typedef struct
{
  GPtrArray *rows; /* (owned), element TieActivityRow; of load */
  gint64 step;     /* of undo; 0: a batch of accounting files is taken back */
  char *batch;     /* (owned) (nullable); of undo */
  char *message;   /* (owned) (nullable); of undo */
} PageData;

static void
page_data_free (PageData *data)
{
  g_clear_pointer (&data->rows, g_ptr_array_unref);
  g_free (data->batch);
  g_free (data->message);
  g_free (data);
}

/* (transfer full) The batches of accounting files, by id; those that hold have a value. */
static GHashTable *
read_batches (TieDb *db,
              GError **error)
{
  g_autoptr (GPtrArray) list = tie_export_table_list_batches (db, NULL, error);
  g_autoptr (GHashTable) batches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const TieExportBatch *batch = list->pdata[i];

      g_hash_table_insert (batches, g_strdup (batch->id), GINT_TO_POINTER (batch->undone == NULL));
    }
  return list != NULL ? g_steal_pointer (&batches) : NULL;
}

static gboolean
load_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  PageData *data = user_data;
  g_autoptr (GHashTable) batches = read_batches (db, error);
  g_autoptr (GPtrArray) list = batches != NULL ? tie_activity_table_list (db, MAX_ROWS, error) : NULL;

  if (list == NULL)
    return FALSE;
  data->rows = g_ptr_array_new_full (list->len, g_object_unref);
  g_ptr_array_set_free_func (list, NULL); /* each row takes its activity over */
  for (guint i = 0; i < list->len; i++)
    {
      TieActivity *activity = g_ptr_array_index (list, i);
      g_autoptr (TieUndoStep) step = activity->step != 0 ? tie_undo_get (db, activity->step, NULL) : NULL;

      gboolean is_batch = activity->run != NULL && g_hash_table_contains (batches, activity->run);
      gboolean holds = is_batch && g_hash_table_lookup (batches, activity->run) != NULL;

      g_ptr_array_add (data->rows, tie_activity_row_new (activity, holds || (step != NULL && !step->is_undone), is_batch));
    }
  return TRUE;
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieActivityPage) self = TIE_ACTIVITY_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  PageData *data = tie_store_run_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));
  gboolean is_first;

  if (g_cancellable_is_cancelled (self->gone))
    return;
  tie_list_states_set_is_loading (self->states, FALSE);
  is_first = g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0;
  if (data != NULL)
    g_list_store_splice (self->list, 0, g_list_model_get_n_items (G_LIST_MODEL (self->list)), data->rows->pdata, data->rows->len);
  else if (line != NULL)
    tie_status_line_say_error (line, error);
  /* The focus waited in the entry for rows to come. */
  if (is_first && gtk_widget_get_focus_child (GTK_WIDGET (self->box)) != NULL && *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
load (TieActivityPage *self)
{
  self->is_stale = FALSE;
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, load_func, g_new0 (PageData, 1), (GDestroyNotify) page_data_free,
                       self->gone, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (TieActivityPage *self,
                  guint areas)
{
  if ((areas & TIE_STORE_AREA_HISTORY) == 0)
    return;
  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

static char *
when_text (gpointer item,
           gpointer data)
{
  const char *moment = tie_activity_row_get_activity (item)->when;

  return moment != NULL ? tie_date_to_display (moment) : NULL;
}

static char *
person_text (gpointer item,
             gpointer data)
{
  return g_strdup (tie_activity_row_get_activity (item)->person);
}

static char *
what_text (gpointer item,
           gpointer data)
{
  return g_strdup (tie_activity_row_get_activity (item)->what);
}

static char *
record_text (gpointer item,
             gpointer data)
{
  return g_strdup (tie_activity_row_get_activity (item)->record);
}

static char *
result_text (gpointer item,
             gpointer data)
{
  return g_strdup (tie_activity_row_get_activity (item)->result);
}

/* By the moment itself, not by how the locale writes it. */
static int
compare_when (gconstpointer a,
              gconstpointer b,
              gpointer data)
{
  return g_strcmp0 (tie_activity_row_get_activity ((gpointer) a)->when, tie_activity_row_get_activity ((gpointer) b)->when);
}

static const char *
row_key (gpointer item)
{
  return tie_activity_row_get_key (item);
}

static void
search_changed_cb (TieActivityPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  /* Translators: %s is what was typed */
  g_autofree char *sentence = g_strdup_printf (_ ("No activity matches “%s”"), text);

  tie_list_states_set_nothing_found (self->states, sentence);
  tie_text_filter_set_text (self->filter, text);
}

static void
clear_search_cb (TieActivityPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
row_menu_cb (TieActivityPage *self,
             TieActivityRow *row)
{
  const TieActivity *activity = tie_activity_row_get_activity (row);
  GtkWidget *widget = GTK_WIDGET (self);

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

static void
row_activated_cb (TieActivityPage *self,
                  TieActivityRow *row)
{
  tie_table_open_row_menu (self->table);
}

static gboolean
undo_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  PageData *data = user_data;
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
  const PageData *data = tie_store_run_finish (TIE_STORE (source), result, &error);
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
  PageData *data;

  if (row == NULL || !tie_activity_row_get_can_undo (row))
    return;
  data = g_new0 (PageData, 1);
  data->step = tie_activity_row_get_activity (row)->step;
  data->batch = g_strdup (tie_activity_row_get_activity (row)->run);
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_WRITE, undo_func, data, (GDestroyNotify) page_data_free,
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

/* One run, or what happened to one record. */
static gboolean
matches_scope (gpointer item,
               gpointer user_data)
{
  TieActivityPage *self = user_data;
  const TieActivity *activity = tie_activity_row_get_activity (item);

  return (self->run == NULL || g_strcmp0 (activity->run, self->run) == 0) &&
         (self->record == NULL || g_strcmp0 (activity->record_id, self->record) == 0);
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
  gtk_filter_changed (GTK_FILTER (self->scope), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
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

static void
page_search (TiePage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (TIE_ACTIVITY_PAGE (page)->search_entry));
}

static void
tie_activity_page_page_init (TiePageInterface *iface)
{
  iface->search = page_search;
}

static gboolean
tie_activity_page_grab_focus (GtkWidget *widget)
{
  TieActivityPage *self = TIE_ACTIVITY_PAGE (widget);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    return gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  return gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
tie_activity_page_map (GtkWidget *widget)
{
  TieActivityPage *self = TIE_ACTIVITY_PAGE (widget);

  GTK_WIDGET_CLASS (tie_activity_page_parent_class)->map (widget);
  if (self->is_stale)
    load (self);
}

static void
tie_activity_page_dispose (GObject *object)
{
  TieActivityPage *self = TIE_ACTIVITY_PAGE (object);

  g_cancellable_cancel (self->gone);
  g_clear_pointer ((GtkWidget **) &self->box, gtk_widget_unparent);
  g_clear_object (&self->list);
  g_clear_object (&self->filter);
  g_clear_object (&self->scope);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_activity_page_parent_class)->dispose (object);
}

static void
tie_activity_page_finalize (GObject *object)
{
  TieActivityPage *self = TIE_ACTIVITY_PAGE (object);

  g_object_unref (self->gone);
  g_free (self->run);
  g_free (self->record);
  G_OBJECT_CLASS (tie_activity_page_parent_class)->finalize (object);
}

static void
tie_activity_page_class_init (TieActivityPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_activity_page_dispose;
  object_class->finalize = tie_activity_page_finalize;
  widget_class->focus = tie_focus_through;
  widget_class->grab_focus = tie_activity_page_grab_focus;
  widget_class->map = tie_activity_page_map;

  g_type_ensure (TIE_TYPE_LIST_STATES);
  g_type_ensure (TIE_TYPE_TABLE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-activity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TieActivityPage, box);
  gtk_widget_class_bind_template_child (widget_class, TieActivityPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TieActivityPage, view_button);
  gtk_widget_class_bind_template_child (widget_class, TieActivityPage, states);
  gtk_widget_class_bind_template_child (widget_class, TieActivityPage, table);
  gtk_widget_class_bind_template_child (widget_class, TieActivityPage, row_menu);
  gtk_widget_class_bind_template_child (widget_class, TieActivityPage, scope_revealer);
  gtk_widget_class_bind_template_child (widget_class, TieActivityPage, scope_label);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_menu_cb);

  gtk_widget_class_install_action (widget_class, "activity.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "activity.show-log", NULL, show_log_action);
  gtk_widget_class_install_action (widget_class, "activity.void-there", NULL, void_there_action);
  gtk_widget_class_install_action (widget_class, "activity.delete-there", NULL, delete_there_action);
  gtk_widget_class_install_action (widget_class, "activity.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "activity.copy-details", NULL, copy_details_action);
  gtk_widget_class_install_action (widget_class, "activity.show-run", NULL, show_run_action);
  gtk_widget_class_install_action (widget_class, "activity.show-record", NULL, show_record_action);
  gtk_widget_class_install_action (widget_class, "activity.show-all", NULL, show_all_action);
  gtk_widget_class_install_action (widget_class, "activity.export", NULL, export_action);
}

static void
tie_activity_page_init (TieActivityPage *self)
{
  self->gone = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
build_table (TieActivityPage *self)
{
  g_autoptr (GtkSorter) by_when = GTK_SORTER (gtk_custom_sorter_new (compare_when, NULL, NULL));
  g_autoptr (GtkSelectionModel) rows = NULL;
  GtkFilterListModel *scoped;
  GtkFilterListModel *found;
  GtkColumnViewColumn *column;

  tie_table_set_accessible_name (self->table, _ ("Activity"));
  column = tie_table_add_text_column (self->table, "when", _ ("Time"), when_text, NULL);
  tie_table_fit_column (self->table, column, "11/22/2026 00:00", 0);
  gtk_column_view_column_set_sorter (column, by_when);
  column = tie_table_add_text_column (self->table, "person", _ ("Person"), person_text, NULL);
  tie_table_fit_column (self->table, column, "bookkeeper", 0);
  column = tie_table_add_text_column (self->table, "what", _ ("What"), what_text, NULL);
  gtk_column_view_column_set_expand (column, TRUE);
  column = tie_table_add_text_column (self->table, "record", _ ("Record"), record_text, NULL);
  tie_table_fit_column (self->table, column, "Harbor Books Co.", 0);
  column = tie_table_add_text_column (self->table, "result", _ ("Result"), result_text, NULL);
  tie_table_fit_column (self->table, column, "100 new or changed", 0);
  tie_table_set_row_menu (self->table, self->row_menu);
  tie_table_set_search_entry (self->table, self->search_entry);
  tie_table_keep_columns (self->table, "activity");
  tie_table_set_view_button (self->table, self->view_button);

  self->list = g_list_store_new (TIE_TYPE_ACTIVITY_ROW);
  self->filter = tie_text_filter_new (row_key);
  self->scope = gtk_custom_filter_new (matches_scope, self, NULL);
  scoped = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->list)), g_object_ref (GTK_FILTER (self->scope)));
  found = gtk_filter_list_model_new (G_LIST_MODEL (scoped), g_object_ref (GTK_FILTER (self->filter)));
  rows = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (tie_table_sort_model (self->table, G_LIST_MODEL (found)))));
  tie_table_set_model (self->table, rows);
  tie_list_states_set_is_loading (self->states, TRUE);
  tie_list_states_set_models (self->states, G_LIST_MODEL (self->list), G_LIST_MODEL (rows));
}

static void
show_package (TieActivityPage *self)
{
  const char *package = tie_session_get_package (self->session)->short_name;
  g_autofree char *description = g_strdup_printf (_ ("Links, imports and what was sent to %s are listed here."), package);

  g_object_set (self->states, "empty-description", description, NULL);
  tie_caption_set_item (self->row_menu, "action", "activity.void-there", _ ("Void in %s…"), package);
  tie_caption_set_item (self->row_menu, "action", "activity.delete-there", _ ("Delete from %s…"), package);
}

GtkWidget *
tie_activity_page_new (TieSession *session)
{
  TieActivityPage *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_ACTIVITY_PAGE, NULL);
  self->session = g_object_ref (session);
  build_table (self);
  g_signal_connect_object (tie_session_get_company (session), "notify::package", G_CALLBACK (show_package), self, G_CONNECT_SWAPPED);
  show_package (self);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  self->is_stale = TRUE; /* read when first seen */
  return GTK_WIDGET (self);
}
