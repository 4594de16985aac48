/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-review"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-focus.h"
#include "ui/tie-import-review.h"
#include "ui/tie-list-states.h"
#include "ui/tie-table.h"

struct _TieImportReview
{
  AdwBin parent_instance;

  GtkLabel *summary;      /* template child */
  GtkDropDown *show;      /* template child */
  GtkWidget *all_button;  /* template child */
  GtkWidget *none_button; /* template child */
  TieListStates *states;  /* template child */
  TieTable *table;        /* template child */

  TieImport *import;         /* (owned) (nullable) */
  GtkFilter *filter;         /* (owned) */
  GtkFilterListModel *shown; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TieImportReview, tie_import_review, ADW_TYPE_BIN)

/* As they stand in the drop-down; 0 is all. */
static const TieImportResult show_results[] = { 0, TIE_IMPORT_ROW_NEW, TIE_IMPORT_ROW_UPDATE, TIE_IMPORT_ROW_SAME, TIE_IMPORT_ROW_PROBLEM };

static char *
get_line (gpointer item,
          gpointer data)
{
  return g_strdup_printf ("%u", tie_import_row_get_line (item));
}

static char *
get_result (gpointer item,
            gpointer data)
{
  return g_strdup (tie_import_row_get_result_text (item));
}

static char *
get_reason (gpointer item,
            gpointer data)
{
  return g_strdup (tie_import_row_get_reason (item));
}

static gboolean
is_checked (gpointer item,
            gpointer data)
{
  return tie_import_row_get_is_checked (item);
}

static gboolean
can_check (gpointer item,
           gpointer data)
{
  TieImportResult result = tie_import_row_get_result (item);

  return result == TIE_IMPORT_ROW_NEW || result == TIE_IMPORT_ROW_UPDATE;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b,
               gpointer data)
{
  guint one = tie_import_row_get_line ((gpointer) a);
  guint other = tie_import_row_get_line ((gpointer) b);

  return one < other ? -1 : one > other;
}

/* The first fields that the file has, three at most: enough to know the row again. */
static char *
get_field (gpointer item,
           gpointer data)
{
  return g_strdup (tie_import_row_get_text (item, GPOINTER_TO_UINT (data)));
}

static void
add_columns (TieImportReview *self)
{
  g_autoptr (GtkSorter) by_line = GTK_SORTER (gtk_custom_sorter_new (compare_lines, NULL, NULL));
  GtkColumnViewColumn *line;
  GtkColumnViewColumn *result;
  guint n = 0;

  tie_table_add_check_column (self->table, "check", _ ("Import this row"), is_checked, can_check, self);
  line = tie_table_add_number_column (self->table, "line", _ ("Line"), get_line, self);
  gtk_column_view_column_set_sorter (line, by_line);
  result = tie_table_add_text_column (self->table, "result", _ ("Result"), get_result, self);
  tie_table_fit_column (self->table, result, _ ("Problem"), 0);
  for (guint field = 1; field <= tie_import_get_n_fields (self->import) && n < 3; field++)
    {
      GtkColumnViewColumn *column;
      g_autofree char *id = NULL;

      if (!tie_import_is_field_mapped (self->import, field))
        continue;
      id = g_strdup_printf ("field-%u", field);
      column = tie_table_add_text_column (self->table, id, tie_import_get_field_label (self->import, field), get_field, GUINT_TO_POINTER (field));
      tie_table_fit_column (self->table, column, n == 0 ? "Bright Horizon Yoga" : "Portland, OR", 0);
      gtk_column_view_column_set_expand (column, n == 0);
      n++;
    }
  gtk_column_view_column_set_expand (tie_table_add_text_column (self->table, "reason", _ ("Reason"), get_reason, self), TRUE);
}

static void
remove_columns (TieImportReview *self)
{
  GtkColumnView *view = tie_table_get_view (self->table);
  GListModel *columns = gtk_column_view_get_columns (view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (view, column);
    }
}

static gboolean
filter_cb (gpointer item,
           gpointer data)
{
  TieImportReview *self = data;
  TieImportResult wanted = show_results[MIN (gtk_drop_down_get_selected (self->show), G_N_ELEMENTS (show_results) - 1)];

  return wanted == 0 || tie_import_row_get_result (item) == wanted;
}

static void
show_changed_cb (TieImportReview *self)
{
  if (self->filter != NULL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
show_everything_cb (TieImportReview *self)
{
  gtk_drop_down_set_selected (self->show, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
row_check_cb (TieImportReview *self,
              TieImportRow *row)
{
  tie_import_row_set_is_checked (row, !tie_import_row_get_is_checked (row));
}

static void
check_all_cb (TieImportReview *self,
              GtkWidget *button)
{
  tie_import_check_all (self->import, button == self->all_button);
}

void
tie_import_review_set_import (TieImportReview *self,
                              TieImport *import)
{
  g_autofree char *summary = tie_import_dup_summary (import);
  g_autoptr (GtkSortListModel) sorted = NULL;
  GListModel *rows = tie_import_get_rows (import);

  g_return_if_fail (TIE_IS_IMPORT_REVIEW (self));

  g_set_object (&self->import, import);
  gtk_label_set_label (self->summary, summary);
  gtk_drop_down_set_selected (self->show, 0);
  remove_columns (self);
  add_columns (self);
  gtk_filter_list_model_set_model (self->shown, rows);
  sorted = tie_table_sort_model (self->table, g_object_ref (G_LIST_MODEL (self->shown)));
  tie_table_set_model (self->table, GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (G_LIST_MODEL (sorted)))));
  tie_list_states_set_models (self->states, rows, G_LIST_MODEL (self->shown));
}

static gboolean
tie_import_review_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TIE_IMPORT_REVIEW (widget)->table));
}

static void
tie_import_review_dispose (GObject *object)
{
  TieImportReview *self = TIE_IMPORT_REVIEW (object);

  if (self->shown != NULL)
    gtk_filter_list_model_set_filter (self->shown, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->shown);
  g_clear_object (&self->import);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_IMPORT_REVIEW);
  G_OBJECT_CLASS (tie_import_review_parent_class)->dispose (object);
}

static void
tie_import_review_class_init (TieImportReviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_import_review_dispose;
  widget_class->focus = tie_focus_through;
  widget_class->grab_focus = tie_import_review_grab_focus;

  g_type_ensure (TIE_TYPE_TABLE);
  g_type_ensure (TIE_TYPE_LIST_STATES);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-import-review.ui");
  gtk_widget_class_bind_template_child (widget_class, TieImportReview, summary);
  gtk_widget_class_bind_template_child (widget_class, TieImportReview, show);
  gtk_widget_class_bind_template_child (widget_class, TieImportReview, all_button);
  gtk_widget_class_bind_template_child (widget_class, TieImportReview, none_button);
  gtk_widget_class_bind_template_child (widget_class, TieImportReview, states);
  gtk_widget_class_bind_template_child (widget_class, TieImportReview, table);
  gtk_widget_class_bind_template_callback (widget_class, show_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_everything_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_check_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_all_cb);
}

static void
tie_import_review_init (TieImportReview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_table_set_accessible_name (self->table, _ ("Rows of the file"));
  self->filter = GTK_FILTER (gtk_custom_filter_new (filter_cb, self, NULL));
  self->shown = gtk_filter_list_model_new (NULL, g_object_ref (self->filter));
  gtk_filter_list_model_set_incremental (self->shown, TRUE);
}
