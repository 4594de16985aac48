/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-table-export"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-csv.h"
#include "exchange/tie-sheet-writer.h"
#include "ui/tie-file-dialogs.h"
#include "ui/tie-status-line.h"
#include "ui/tie-table-export.h"
#include "ui/tie-table-private.h"

static const TieFileKind kinds[] = {
  { N_ ("Comma-separated values"), "csv" },
  { N_ ("XLSX files"), "xlsx" },
  { NULL, NULL },
};

typedef struct
{
  TieTable *table; /* (owned) */
  char *title;     /* (owned) */
} Export;

static void
export_free (Export *self)
{
  g_object_unref (self->table);
  g_free (self->title);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

/* (transfer container) The columns that are shown, as they stand; those of boxes and buttons are left out. */
static GPtrArray *
list_columns (TieTable *self)
{
  GListModel *shown = gtk_column_view_get_columns (tie_table_get_view (self));
  GPtrArray *all = tie_table_get_columns (self);
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (shown, i);

      for (guint c = 0; c < all->len; c++)
        {
          TieTableColumn *known = all->pdata[c];

          if (known->column == column && known->text != NULL && !known->is_button && tie_table_column_is_wanted (known))
            g_ptr_array_add (columns, known);
        }
    }
  return columns;
}

static GListModel *
get_rows (TieTable *self)
{
  return self->export_rows != NULL ? self->export_rows : G_LIST_MODEL (tie_table_get_model (self));
}

GBytes *
tie_table_make_csv (TieTable *self)
{
  g_autoptr (TieCsvWriter) csv = tie_csv_writer_new (',');
  g_autoptr (GPtrArray) columns = list_columns (self);
  GListModel *rows = get_rows (self);

  for (guint c = 0; c < columns->len; c++)
    tie_csv_writer_add (csv, ((TieTableColumn *) columns->pdata[c])->title);
  tie_csv_writer_end_row (csv);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GObject) row = g_list_model_get_item (rows, i);

      for (guint c = 0; c < columns->len; c++)
        {
          const TieTableColumn *column = columns->pdata[c];
          g_autofree char *text = column->text (row, column->data);

          tie_csv_writer_add (csv, text);
        }
      tie_csv_writer_end_row (csv);
    }
  return tie_csv_writer_finish (csv);
}

GBytes *
tie_table_make_xlsx (TieTable *self,
                     const char *title,
                     GError **error)
{
  g_autoptr (TieSheetWriter) sheet = tie_sheet_writer_new (title);
  g_autoptr (GPtrArray) columns = list_columns (self);
  GListModel *rows = get_rows (self);

  for (guint c = 0; c < columns->len; c++)
    {
      const TieTableColumn *column = columns->pdata[c];

      tie_sheet_writer_add_column (sheet, column->title, column->type);
    }
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GObject) row = g_list_model_get_item (rows, i);

      for (guint c = 0; c < columns->len; c++)
        {
          const TieTableColumn *column = columns->pdata[c];
          g_autofree char *cell = column->plain != NULL ? column->plain (row, column->data) : column->text (row, column->data);

          tie_sheet_writer_add (sheet, cell);
        }
      tie_sheet_writer_end_row (sheet);
    }
  return tie_sheet_writer_finish (sheet, error);
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (TieTable) self = TIE_TABLE (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *display = g_filename_display_name (name);
  g_autofree char *sentence = g_strdup_printf (_ ("Exported to %s"), display);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  if (line != NULL && error != NULL)
    tie_status_line_say_error (line, error);
  else if (line != NULL)
    tie_status_line_say (line, sentence, FALSE);
}

static void
chosen_cb (const char *path,
           gpointer user_data)
{
  g_autoptr (Export) self = user_data;
  g_autoptr (GBytes) contents = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folded = NULL;

  if (path == NULL)
    return;
  folded = g_ascii_strdown (path, -1);
  contents = g_str_has_suffix (folded, ".xlsx") ? tie_table_make_xlsx (self->table, self->title, &error) : tie_table_make_csv (self->table);
  if (contents == NULL)
    {
      TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self->table));

      if (line != NULL)
        tie_status_line_say_error (line, error);
      return;
    }
  file = g_file_new_for_path (path);
  g_file_replace_contents_bytes_async (file, contents, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, written_cb, g_object_ref (self->table));
}

void
tie_table_set_export_rows (TieTable *self,
                           GListModel *rows)
{
  g_return_if_fail (TIE_IS_TABLE (self));
  g_return_if_fail (rows == NULL || G_IS_LIST_MODEL (rows));

  g_set_object (&self->export_rows, rows);
}

void
tie_table_export (TieTable *self,
                  const char *title)
{
  g_autofree char *name = g_strconcat (title, ".csv", NULL);
  Export *export;

  g_return_if_fail (TIE_IS_TABLE (self));

  export = g_new0 (Export, 1);
  export->table = g_object_ref (self);
  export->title = g_strdup (title);
  tie_file_dialogs_save_as (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Export"), name, kinds, chosen_cb, export);
}
