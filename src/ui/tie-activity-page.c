/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-activity-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "ui/tie-activity-page-private.h"
#include "ui/tie-activity-read.h"
#include "ui/tie-caption.h"
#include "ui/tie-focus.h"
#include "ui/tie-page.h"
#include "ui/tie-status-line.h"

static void tie_activity_page_page_init (TiePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TieActivityPage, tie_activity_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (TIE_TYPE_PAGE, tie_activity_page_page_init))

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieActivityPage) self = TIE_ACTIVITY_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) rows = tie_activity_read_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));
  gboolean is_first;

  if (g_cancellable_is_cancelled (self->gone))
    return;
  tie_list_states_set_is_loading (self->states, FALSE);
  is_first = g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0;
  if (rows != NULL)
    {
      tie_activity_row_update (self->list, rows);
      tie_activity_page_refilter (self);
    }
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
  tie_activity_read_async (tie_session_get_store (self->session), self->gone, loaded_cb, g_object_ref (self));
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

/* GTK 4.8 cannot compare what is not there. */
static char *
dup_text (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

static char *
person_text (gpointer item,
             gpointer data)
{
  return dup_text (tie_activity_row_get_activity (item)->person);
}

static char *
what_text (gpointer item,
           gpointer data)
{
  return dup_text (tie_activity_row_get_activity (item)->what);
}

static char *
record_text (gpointer item,
             gpointer data)
{
  return dup_text (tie_activity_row_get_activity (item)->record);
}

static char *
result_text (gpointer item,
             gpointer data)
{
  return dup_text (tie_activity_row_get_activity (item)->result);
}

/* By the moment itself, not by how the locale writes it. */
static int
compare_when (gconstpointer a,
              gconstpointer b,
              gpointer data)
{
  return g_strcmp0 (tie_activity_row_get_activity ((gpointer) a)->when, tie_activity_row_get_activity ((gpointer) b)->when);
}

static TieBranch
get_branch (gpointer item,
            gpointer data)
{
  if (tie_activity_row_get_parts (item) == NULL)
    return tie_activity_page_is_flat (data) || tie_activity_row_get_run (item) == NULL ? TIE_BRANCH_NONE : TIE_BRANCH_PART;
  return tie_activity_row_get_is_open (item) ? TIE_BRANCH_OPEN : TIE_BRANCH_CLOSED;
}

static void
search_changed_cb (TieActivityPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  /* Translators: %s is what was typed */
  g_autofree char *sentence = g_strdup_printf (_ ("No activity matches “%s”"), text);

  tie_list_states_set_nothing_found (self->states, sentence);
  tie_text_filter_set_text (self->filter, text);
  tie_activity_page_refilter (self);
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
  tie_activity_page_enable_actions (self, row);
}

static void
row_branch_cb (TieActivityPage *self,
               TieActivityRow *row,
               gboolean open)
{
  tie_activity_page_branch (self, row, open);
}

static void
row_activated_cb (TieActivityPage *self,
                  TieActivityRow *row)
{
  if (tie_activity_row_get_parts (row) != NULL)
    tie_activity_page_branch (self, row, !tie_activity_row_get_is_open (row));
  else
    tie_table_open_row_menu (self->table);
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
  tie_activity_page_drop_rows (self);
  g_clear_pointer ((GtkWidget **) &self->box, gtk_widget_unparent);
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
  gtk_widget_class_bind_template_callback (widget_class, row_branch_cb);

  tie_activity_page_install_actions (widget_class);
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
  GtkColumnViewColumn *column;

  tie_table_set_accessible_name (self->table, _ ("Activity"));
  column = tie_table_add_text_column (self->table, "when", _ ("Time"), when_text, self);
  tie_table_fit_column (self->table, column, "11/22/2026 00:00", 40);
  tie_table_set_column_branch (self->table, column, get_branch);
  gtk_column_view_column_set_sorter (column, by_when);
  column = tie_table_add_text_column (self->table, "person", _ ("Person"), person_text, NULL);
  tie_table_fit_column (self->table, column, "bookkeeper", 0);
  column = tie_table_add_text_column (self->table, "what", _ ("What"), what_text, NULL);
  tie_table_set_column_tooltip (self->table, column, what_text);
  tie_table_set_column_need (self->table, column, "Sync Settings changed", 0);
  gtk_column_view_column_set_expand (column, TRUE);
  column = tie_table_add_text_column (self->table, "record", _ ("Record"), record_text, NULL);
  tie_table_fit_column (self->table, column, "Harbor Books Co.", 0);
  column = tie_table_add_text_column (self->table, "result", _ ("Result"), result_text, NULL);
  tie_table_set_column_tooltip (self->table, column, result_text);
  tie_table_set_column_need (self->table, column, "109 new or changed records", 0);
  gtk_column_view_column_set_expand (column, TRUE);
  tie_table_let_yield (self->table, "person");
  tie_table_let_yield (self->table, "record");
  tie_table_set_row_menu (self->table, self->row_menu);
  tie_table_set_search_entry (self->table, self->search_entry);
  tie_table_keep_columns (self->table, "activity");
  tie_table_set_view_button (self->table, self->view_button);

  rows = tie_activity_page_create_rows (self);
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
