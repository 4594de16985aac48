/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-columns-group"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-fee-columns-group.h"

/* Of the rows that are shown under a column's name. */
#define MAX_EXAMPLES 3

struct _TieFeeColumnsGroup
{
  GtkWidget parent_instance;

  GtkWidget *group;    /* (owned) (nullable): the only child */
  TieFeeFile *file;    /* (unowned) (nullable) */
  GPtrArray *rows;     /* (owned) (element-type AdwComboRow): one a column */
  gboolean is_showing; /* what the rows say is no change */
};

G_DEFINE_FINAL_TYPE (TieFeeColumnsGroup, tie_fee_columns_group, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
make_example (const TieFeeFile *file,
              guint column)
{
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < file->sample->len && n < MAX_EXAMPLES; i++)
    {
      char **cells = file->sample->pdata[i];

      if (g_array_index (file->sample_lines, guint, i) <= file->profile->header_row || g_strv_length (cells) <= column || *cells[column] == '\0')
        continue;
      g_string_append_printf (text, "%s%s", n > 0 ? " · " : "", cells[column]);
      n++;
    }
  return g_string_free (text, FALSE);
}

void
tie_fee_columns_group_update (TieFeeColumnsGroup *self)
{
  g_return_if_fail (TIE_IS_FEE_COLUMNS_GROUP (self));

  self->is_showing = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      TieFeeField field = self->file->profile->map[i];

      adw_combo_row_set_selected (self->rows->pdata[i], field < TIE_FEE_N_CHOICES ? field : TIE_FEE_FIELD_NONE);
    }
  self->is_showing = FALSE;
}

static void
field_chosen_cb (AdwComboRow *row,
                 GParamSpec *pspec,
                 TieFeeColumnsGroup *self)
{
  guint column;

  if (self->is_showing || self->file == NULL || !g_ptr_array_find (self->rows, row, &column))
    return;
  tie_fee_profile_set_column (self->file->profile, column, adw_combo_row_get_selected (row));
  tie_fee_columns_group_update (self); /* another may have lost its field */
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
create_row (TieFeeColumnsGroup *self,
            guint column,
            GListModel *fields)
{
  const char *title = self->file->profile->titles[column];
  g_autofree char *numbered = *title == '\0' ? g_strdup_printf (_ ("Column %u"), column + 1) : g_strdup (title);
  g_autofree char *example = make_example (self->file, column);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), numbered);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), example);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), fields);
  gtk_widget_set_sensitive (row, !self->file->profile->is_strict);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, numbered, -1);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (field_chosen_cb), self, 0);
  return row;
}

void
tie_fee_columns_group_show (TieFeeColumnsGroup *self,
                            TieFeeFile *file)
{
  g_autoptr (GtkStringList) fields = gtk_string_list_new (NULL);

  g_return_if_fail (TIE_IS_FEE_COLUMNS_GROUP (self));

  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->group, gtk_widget_unparent);
  self->file = file;
  if (file == NULL)
    return;
  for (guint field = 0; field < TIE_FEE_N_CHOICES; field++)
    gtk_string_list_append (fields, tie_fee_field_get_label (field));
  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Columns of the File"));
  self->is_showing = TRUE;
  for (guint i = 0; i < file->profile->n_columns; i++)
    {
      GtkWidget *row = create_row (self, i, G_LIST_MODEL (fields));

      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
    }
  gtk_widget_set_parent (self->group, GTK_WIDGET (self));
  tie_fee_columns_group_update (self);
}

static void
tie_fee_columns_group_dispose (GObject *object)
{
  TieFeeColumnsGroup *self = TIE_FEE_COLUMNS_GROUP (object);

  self->is_showing = TRUE; /* what goes away says nothing any more */
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->group, gtk_widget_unparent);
  G_OBJECT_CLASS (tie_fee_columns_group_parent_class)->dispose (object);
}

static void
tie_fee_columns_group_finalize (GObject *object)
{
  g_ptr_array_unref (TIE_FEE_COLUMNS_GROUP (object)->rows);
  G_OBJECT_CLASS (tie_fee_columns_group_parent_class)->finalize (object);
}

static void
tie_fee_columns_group_class_init (TieFeeColumnsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_fee_columns_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_fee_columns_group_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signals[CHANGED] = g_signal_new ("changed", TIE_TYPE_FEE_COLUMNS_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tie_fee_columns_group_init (TieFeeColumnsGroup *self)
{
  self->rows = g_ptr_array_new ();
}
