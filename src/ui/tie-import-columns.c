/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-columns"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-focus.h"
#include "ui/tie-import-columns.h"

struct _TieImportColumns
{
  AdwBin parent_instance;

  TieImport *import; /* (owned) (nullable) */
  GPtrArray *rows;   /* (owned): AdwComboRow, one per column, borrowed from the widget tree */
  gboolean is_following;
};

G_DEFINE_FINAL_TYPE (TieImportColumns, tie_import_columns, ADW_TYPE_BIN)

/* Giving a field to one column takes it from another: all rows follow the import. */
static void
mapping_changed_cb (TieImportColumns *self)
{
  self->is_following = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    adw_combo_row_set_selected (self->rows->pdata[i], tie_import_get_column_field (self->import, i));
  self->is_following = FALSE;
}

static void
field_chosen_cb (AdwComboRow *row,
                 GParamSpec *pspec,
                 TieImportColumns *self)
{
  guint column;

  if (!self->is_following && g_ptr_array_find (self->rows, row, &column))
    tie_import_set_column_field (self->import, column, adw_combo_row_get_selected (row));
}

static GListModel *
make_fields (TieImport *import)
{
  GtkStringList *fields = gtk_string_list_new (NULL);

  gtk_string_list_append (fields, _ ("Leave Out"));
  for (guint field = 1; field <= tie_import_get_n_fields (import); field++)
    gtk_string_list_append (fields, tie_import_get_field_label (import, field));
  return G_LIST_MODEL (fields);
}

static GtkWidget *
make_row (TieImportColumns *self,
          guint column,
          GListModel *fields)
{
  GtkWidget *row = adw_combo_row_new ();
  const char *title = tie_import_get_column_title (self->import, column);
  g_autofree char *numbered = *title == '\0' ? g_strdup_printf (_ ("Column %u"), column + 1) : g_strdup (title);
  const char *example = tie_import_get_column_example (self->import, column);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), numbered);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), example);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), fields);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), tie_import_get_column_field (self->import, column));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, numbered, -1);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (field_chosen_cb), self, 0);
  return row;
}

static void
fill (TieImportColumns *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GListModel) fields = make_fields (self->import);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Columns of the File"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ ("Choose where each column goes. The choice is remembered for files with the same headings."));
  g_ptr_array_set_size (self->rows, 0);
  for (guint column = 0; column < tie_import_get_n_columns (self->import); column++)
    {
      GtkWidget *row = make_row (self, column, fields);

      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_bin_set_child (ADW_BIN (self), page);
}

void
tie_import_columns_set_import (TieImportColumns *self,
                               TieImport *import)
{
  g_return_if_fail (TIE_IS_IMPORT_COLUMNS (self));
  g_return_if_fail (TIE_IS_IMPORT (import));

  if (self->import != import)
    {
      if (self->import != NULL)
        g_signal_handlers_disconnect_by_data (self->import, self);
      g_set_object (&self->import, import);
      g_signal_connect_object (import, "changed", G_CALLBACK (mapping_changed_cb), self, G_CONNECT_SWAPPED);
    }
  fill (self);
}

static gboolean
tie_import_columns_grab_focus (GtkWidget *widget)
{
  TieImportColumns *self = TIE_IMPORT_COLUMNS (widget);

  return self->rows->len > 0 && gtk_widget_grab_focus (self->rows->pdata[0]);
}

static void
tie_import_columns_dispose (GObject *object)
{
  TieImportColumns *self = TIE_IMPORT_COLUMNS (object);

  g_ptr_array_set_size (self->rows, 0);
  g_clear_object (&self->import);
  G_OBJECT_CLASS (tie_import_columns_parent_class)->dispose (object);
}

static void
tie_import_columns_finalize (GObject *object)
{
  TieImportColumns *self = TIE_IMPORT_COLUMNS (object);

  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (tie_import_columns_parent_class)->finalize (object);
}

static void
tie_import_columns_class_init (TieImportColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tie_import_columns_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_import_columns_finalize;
  GTK_WIDGET_CLASS (klass)->focus = tie_focus_through;
  GTK_WIDGET_CLASS (klass)->grab_focus = tie_import_columns_grab_focus;
}

static void
tie_import_columns_init (TieImportColumns *self)
{
  self->rows = g_ptr_array_new ();
}
