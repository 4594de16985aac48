/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-file"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-focus.h"
#include "ui/tie-import-file.h"
#include "ui/tie-status-line.h"

#define PREVIEW_ROWS 8
#define PREVIEW_COLUMNS 12
#define PREVIEW_CHARS 24

struct _TieImportFile
{
  AdwBin parent_instance;

  AdwComboRow *kind_row;      /* template child */
  AdwActionRow *file_row;     /* template child */
  GtkWidget *choose_button;   /* template child */
  AdwPreferencesGroup *reading; /* template child */
  AdwComboRow *encoding_row;  /* template child */
  AdwComboRow *separator_row; /* template child */
  AdwComboRow *date_row;      /* template child */
  AdwComboRow *decimal_row;   /* template child */
  AdwComboRow *header_row;    /* template child */
  GtkLabel *problem_label;    /* template child */
  GtkWidget *preview_group;   /* template child */
  GtkGrid *preview;           /* template child */

  TieImport *import;            /* (owned) (nullable) */
  GtkFileChooserNative *chooser; /* (owned) (nullable) */
  GCancellable *cancellable;    /* (owned) */
  gboolean is_following;        /* the rows are being set from the import */
};

G_DEFINE_FINAL_TYPE (TieImportFile, tie_import_file, ADW_TYPE_BIN)

enum
{
  PROP_IMPORT = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

/* In the order of the drop-downs. */
static const TieEncoding encodings[] = { TIE_ENCODING_UTF8, TIE_ENCODING_UTF16_LE, TIE_ENCODING_UTF16_BE, TIE_ENCODING_WINDOWS_1252 };
static const TieDateOrder date_orders[] = { TIE_DATE_ORDER_MDY, TIE_DATE_ORDER_DMY, TIE_DATE_ORDER_YMD };
static const char decimal_signs[] = { '.', ',' };
static const char separators[] = { ',', ';', '\t', '|' };

static TieImportKind
get_kind (TieImportFile *self)
{
  return TIE_IMPORT_CONTACTS + adw_combo_row_get_selected (self->kind_row);
}

/* The first rows as they are read, the headings bold. */
static void
show_preview (TieImportFile *self)
{
  GPtrArray *sample = tie_import_get_sample (self->import);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->preview))) != NULL)
    gtk_grid_remove (self->preview, child);
  for (guint row = 0; row < MIN (sample->len, PREVIEW_ROWS); row++)
    {
      GStrv fields = sample->pdata[row];

      for (guint column = 0; fields[column] != NULL && column < PREVIEW_COLUMNS; column++)
        {
          GtkWidget *label = gtk_label_new (fields[column]);

          gtk_label_set_xalign (GTK_LABEL (label), 0);
          gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
          if (g_utf8_strlen (fields[column], -1) > PREVIEW_CHARS) /* shorter ones stand whole: the preview scrolls */
            {
              gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
              gtk_label_set_width_chars (GTK_LABEL (label), PREVIEW_CHARS);
              gtk_label_set_max_width_chars (GTK_LABEL (label), PREVIEW_CHARS);
            }
          if (row + 1 == tie_import_get_header_row (self->import))
            gtk_widget_add_css_class (label, "heading");
          else if (row + 1 < tie_import_get_header_row (self->import))
            gtk_widget_add_css_class (label, "dim-label");
          gtk_grid_attach (self->preview, label, (int) column, (int) row, 1, 1);
        }
    }
  gtk_widget_set_visible (self->preview_group, sample->len > 0);
}

/* "No headings", then each of the first rows by its number. */
static void
fill_header_rows (TieImportFile *self)
{
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);
  guint n = MAX (MIN (tie_import_get_sample (self->import)->len, 20), tie_import_get_header_row (self->import));

  gtk_string_list_append (rows, _ ("No headings"));
  for (guint row = 1; row <= n; row++)
    {
      g_autofree char *text = g_strdup_printf (_ ("Row %u"), row);

      gtk_string_list_append (rows, text);
    }
  adw_combo_row_set_model (self->header_row, G_LIST_MODEL (rows));
  adw_combo_row_set_selected (self->header_row, tie_import_get_header_row (self->import));
}

static void
fill_kinds (TieImportFile *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);

  for (guint kind = TIE_IMPORT_CONTACTS; kind < TIE_IMPORT_N_KINDS; kind++)
    gtk_string_list_append (kinds, tie_import_kind_get_label (kind));
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (kinds));
}

static void
follow (TieImportFile *self)
{
  const char *problem = tie_import_get_problem (self->import);

  self->is_following = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      if (encodings[i] == tie_import_get_encoding (self->import))
        adw_combo_row_set_selected (self->encoding_row, i);
    }
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      if (separators[i] == tie_import_get_separator (self->import))
        adw_combo_row_set_selected (self->separator_row, i);
    }
  for (guint i = 0; i < G_N_ELEMENTS (date_orders); i++)
    {
      if (date_orders[i] == tie_import_get_date_order (self->import))
        adw_combo_row_set_selected (self->date_row, i);
    }
  for (guint i = 0; i < G_N_ELEMENTS (decimal_signs); i++)
    {
      if (decimal_signs[i] == tie_import_get_decimal_sign (self->import))
        adw_combo_row_set_selected (self->decimal_row, i);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->date_row), tie_import_has_dates (self->import));
  gtk_widget_set_visible (GTK_WIDGET (self->decimal_row), tie_import_has_numbers (self->import));
  fill_header_rows (self);
  show_preview (self);
  self->is_following = FALSE;

  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
}

static void
choice_changed_cb (AdwComboRow *row,
                   GParamSpec *pspec,
                   TieImportFile *self)
{
  guint chosen = adw_combo_row_get_selected (row);

  if (self->is_following || self->import == NULL || chosen == GTK_INVALID_LIST_POSITION)
    return;
  if (row == self->kind_row)
    tie_import_set_kind (self->import, TIE_IMPORT_CONTACTS + chosen);
  else if (row == self->encoding_row)
    tie_import_set_encoding (self->import, encodings[chosen]);
  else if (row == self->separator_row)
    tie_import_set_separator (self->import, separators[chosen]);
  else if (row == self->date_row)
    tie_import_set_date_order (self->import, date_orders[chosen]);
  else if (row == self->decimal_row)
    tie_import_set_decimal_sign (self->import, decimal_signs[chosen]);
  else
    tie_import_set_header_row (self->import, chosen);
  follow (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IMPORT]);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieImportFile) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  g_autofree char *name = g_file_get_basename (G_FILE (source));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->import);
  if (bytes == NULL)
    {
      gtk_label_set_label (self->problem_label, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
      gtk_widget_set_visible (self->preview_group, FALSE);
    }
  else
    {
      self->import = tie_import_new (get_kind (self), bytes);
      follow (self);
    }
  adw_action_row_set_subtitle (self->file_row, name);
  gtk_widget_set_visible (GTK_WIDGET (self->reading), self->import != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IMPORT]);
}

void
tie_import_file_open (TieImportFile *self,
                      GFile *file)
{
  g_return_if_fail (TIE_IS_IMPORT_FILE (self));
  g_return_if_fail (G_IS_FILE (file));

  g_file_load_bytes_async (file, self->cancellable, loaded_cb, g_object_ref (self));
}

TieImport *
tie_import_file_get_import (TieImportFile *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT_FILE (self), NULL);

  return self->import;
}

static void
chosen_cb (TieImportFile *self,
           int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));

      tie_import_file_open (self, file);
    }
  g_clear_object (&self->chooser);
}

static void
choose_cb (TieImportFile *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("CSV and text files"));
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_add_suffix (filter, "txt");
  gtk_file_filter_add_suffix (filter, "tsv");
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Import from CSV"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), NULL);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
drop_cb (TieImportFile *self,
         const GValue *value)
{
  tie_import_file_open (self, g_value_get_object (value));
  return TRUE;
}

static void
template_written_cb (GObject *source,
                     GAsyncResult *result,
                     gpointer user_data)
{
  g_autoptr (TieImportFile) self = user_data;
  g_autoptr (GError) error = NULL;
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  if (line != NULL && error != NULL)
    tie_status_line_say_error (line, error);
  else if (line != NULL)
    tie_status_line_say (line, _ ("Template saved"), FALSE);
}

static void
template_chosen_cb (TieImportFile *self,
                    int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      g_autoptr (GBytes) bytes = tie_import_kind_make_template (get_kind (self));

      g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, self->cancellable, template_written_cb, g_object_ref (self));
    }
  g_clear_object (&self->chooser);
}

static void
save_template_cb (TieImportFile *self)
{
  const char *kind = tie_import_kind_to_string (get_kind (self));
  g_autofree char *name = g_strconcat (kind, ".csv", NULL);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Save Template"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (template_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
tie_import_file_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (TIE_IMPORT_FILE (widget)->choose_button);
}

static void
tie_import_file_get_property (GObject *object,
                              guint id,
                              GValue *value,
                              GParamSpec *pspec)
{
  g_assert (id == PROP_IMPORT);

  g_value_set_object (value, TIE_IMPORT_FILE (object)->import);
}

static void
tie_import_file_dispose (GObject *object)
{
  TieImportFile *self = TIE_IMPORT_FILE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->import);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_IMPORT_FILE);
  G_OBJECT_CLASS (tie_import_file_parent_class)->dispose (object);
}

static void
tie_import_file_finalize (GObject *object)
{
  g_object_unref (TIE_IMPORT_FILE (object)->cancellable);
  G_OBJECT_CLASS (tie_import_file_parent_class)->finalize (object);
}

static void
tie_import_file_class_init (TieImportFileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tie_import_file_get_property;
  object_class->dispose = tie_import_file_dispose;
  object_class->finalize = tie_import_file_finalize;
  widget_class->focus = tie_focus_through;
  widget_class->grab_focus = tie_import_file_grab_focus;

  properties[PROP_IMPORT] = g_param_spec_object ("import", NULL, NULL, TIE_TYPE_IMPORT, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-import-file.ui");
  gtk_widget_class_bind_template_child (widget_class, TieImportFile, kind_row);
  gtk_widget_class_bind_template_child (widget_class, TieImportFile, file_row);
  gtk_widget_class_bind_template_child (widget_class, TieImportFile, choose_button);
  gtk_widget_class_bind_template_child (widget_class, TieImportFile, reading);
  gtk_widget_class_bind_template_child (widget_class, TieImportFile, encoding_row);
  gtk_widget_class_bind_template_child (widget_class, TieImportFile, separator_row);
  gtk_widget_class_bind_template_child (widget_class, TieImportFile, date_row);
  gtk_widget_class_bind_template_child (widget_class, TieImportFile, decimal_row);
  gtk_widget_class_bind_template_child (widget_class, TieImportFile, header_row);
  gtk_widget_class_bind_template_child (widget_class, TieImportFile, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TieImportFile, preview_group);
  gtk_widget_class_bind_template_child (widget_class, TieImportFile, preview);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_template_cb);
}

static void
tie_import_file_init (TieImportFile *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_kinds (self);
  g_signal_connect_object (drop, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}
