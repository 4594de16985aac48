/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-columns-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "fees/tie-fee-value.h"
#include "ui/tie-fee-columns-window.h"
#include "ui/tie-fee-open.h"

/* Of the rows that are shown under a column's name. */
#define MAX_EXAMPLES 3

struct _TieFeeColumnsWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *window_title; /* template child */
  GtkSpinner *spinner;          /* template child */
  GtkLabel *error_label;        /* template child */
  GtkWidget *strict_label;      /* template child */
  AdwComboRow *header_row;      /* template child */
  AdwEntryRow *year_row;        /* template child */
  AdwComboRow *module_row;      /* template child */
  GtkWidget *general_group;     /* template child */
  AdwBin *columns_bin;          /* template child */

  TieSession *session;  /* (owned) */
  TieFeeFile *file;     /* (owned) (nullable): NULL until read, and while it is being saved */
  GPtrArray *rows;      /* (owned) (element-type AdwComboRow): one a column */
  GCancellable *gone;   /* (owned) */
  gboolean is_showing;  /* what the widgets say is no change */
};

G_DEFINE_FINAL_TYPE (TieFeeColumnsWindow, tie_fee_columns_window, ADW_TYPE_WINDOW)

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* As in the combo: the first means that a column says it. */
static const char modules[] = "IPCSFRTNB";

static void
show_sentence (TieFeeColumnsWindow *self,
               const char *sentence)
{
  gtk_label_set_label (self->error_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), sentence != NULL);
}

static void
show_error (TieFeeColumnsWindow *self,
            const GError *error)
{
  g_autofree char *sentence = error->domain == TIE_FEE_ERROR ? g_strdup (error->message) : tie_error_get_sentence (error);

  show_sentence (self, sentence);
}

/* What is missing is said as long as it is. */
static void
update (TieFeeColumnsWindow *self)
{
  const TieFeeProfile *profile = self->file != NULL ? self->file->profile : NULL;
  g_autofree char *missing = profile != NULL && !profile->is_strict ? tie_fee_profile_dup_missing (profile) : NULL;

  if (profile == NULL && self->file != NULL)
    missing = g_strdup (_ ("None of its first rows names the columns. Say which one does."));
  if (self->file != NULL)
    show_sentence (self, missing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "columns.save", profile != NULL && missing == NULL && !profile->is_strict);
}

static char *
make_example (TieFeeColumnsWindow *self,
              guint column)
{
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < self->file->sample->len && n < MAX_EXAMPLES; i++)
    {
      char **cells = self->file->sample->pdata[i];

      if (g_array_index (self->file->sample_lines, guint, i) <= self->file->profile->header_row || g_strv_length (cells) <= column || *cells[column] == '\0')
        continue;
      g_string_append_printf (text, "%s%s", n > 0 ? " · " : "", cells[column]);
      n++;
    }
  return g_string_free (text, FALSE);
}

static void
show_map (TieFeeColumnsWindow *self)
{
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
                 TieFeeColumnsWindow *self)
{
  guint column;

  if (self->is_showing || self->file == NULL || !g_ptr_array_find (self->rows, row, &column))
    return;
  tie_fee_profile_set_column (self->file->profile, column, adw_combo_row_get_selected (row));
  show_map (self);
  update (self);
}

static GtkWidget *
create_column (TieFeeColumnsWindow *self,
               guint column,
               GListModel *fields)
{
  const char *title = self->file->profile->titles[column];
  g_autofree char *numbered = *title == '\0' ? g_strdup_printf (_ ("Column %u"), column + 1) : g_strdup (title);
  g_autofree char *example = make_example (self, column);
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

static void
show_columns (TieFeeColumnsWindow *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) fields = gtk_string_list_new (NULL);

  for (guint field = 0; field < TIE_FEE_N_CHOICES; field++)
    gtk_string_list_append (fields, tie_fee_field_get_label (field));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Columns of the File"));
  g_ptr_array_set_size (self->rows, 0);
  self->is_showing = TRUE;
  for (guint i = 0; i < self->file->profile->n_columns; i++)
    {
      GtkWidget *row = create_column (self, i, G_LIST_MODEL (fields));

      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  adw_bin_set_child (self->columns_bin, group);
  show_map (self);
}

static void
show_answers (TieFeeColumnsWindow *self)
{
  const TieFeeProfile *profile = self->file->profile;
  g_autofree char *year = profile->tax_year > 0 ? g_strdup_printf ("%u", profile->tax_year) : g_strdup ("");
  const char *place = profile->module != 0 ? strchr (modules, profile->module) : NULL;

  self->is_showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->year_row), year);
  adw_combo_row_set_selected (self->module_row, place != NULL ? (guint) (place - modules) + 1 : 0);
  self->is_showing = FALSE;
}

static void
show_profile (TieFeeColumnsWindow *self)
{
  gboolean has_profile = self->file->profile != NULL;
  gboolean is_strict = has_profile && self->file->profile->is_strict;

  gtk_widget_set_visible (self->strict_label, is_strict);
  gtk_widget_set_visible (GTK_WIDGET (self->year_row), has_profile && !is_strict);
  gtk_widget_set_visible (GTK_WIDGET (self->module_row), has_profile && !is_strict);
  gtk_widget_set_visible (self->general_group, !is_strict && self->file->sample->len > 0);
  if (has_profile)
    {
      show_columns (self);
      show_answers (self);
    }
  update (self);
}

/* The first rows, as people see them, to choose the one with the headings. */
static void
show_lines (TieFeeColumnsWindow *self)
{
  g_autoptr (GtkStringList) lines = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (lines, "—");
  for (guint i = 0; i < self->file->sample->len; i++)
    {
      g_autofree char *cells = g_strjoinv (" · ", self->file->sample->pdata[i]);
      guint number = g_array_index (self->file->sample_lines, guint, i);
      g_autofree char *line = g_strdup_printf ("%u: %.60s", number, cells);
      g_autofree char *valid = g_utf8_make_valid (line, -1);

      gtk_string_list_append (lines, valid);
      if (self->file->profile != NULL && self->file->profile->header_row == number)
        selected = i + 1;
    }
  self->is_showing = TRUE;
  adw_combo_row_set_model (self->header_row, G_LIST_MODEL (lines));
  adw_combo_row_set_selected (self->header_row, selected);
  self->is_showing = FALSE;
}

static void
header_cb (TieFeeColumnsWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->header_row);
  TieFeeProfile *profile;

  if (self->is_showing || self->file == NULL || selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return;
  profile = tie_fee_profile_new (&self->file->layout, self->file->sample->pdata[selected - 1], g_array_index (self->file->sample_lines, guint, selected - 1));
  if (self->file->profile != NULL)
    {
      profile->tax_year = self->file->profile->tax_year;
      profile->module = self->file->profile->module;
    }
  g_clear_pointer (&self->file->profile, tie_fee_profile_free);
  self->file->profile = profile;
  show_profile (self);
}

static void
answer_cb (TieFeeColumnsWindow *self)
{
  guint module = adw_combo_row_get_selected (self->module_row);

  if (self->is_showing || self->file == NULL || self->file->profile == NULL)
    return;
  self->file->profile->tax_year = tie_fee_parse_year (gtk_editable_get_text (GTK_EDITABLE (self->year_row)));
  self->file->profile->module = module > 0 && module < sizeof modules ? modules[module - 1] : 0;
  update (self);
}

/* Reading and saving. */

static void
opened_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieFeeColumnsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  TieFeeFile *file = tie_fee_open_finish (TIE_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->gone))
    {
      g_clear_pointer (&file, tie_fee_file_free);
      return;
    }
  gtk_spinner_stop (self->spinner);
  if (file == NULL)
    {
      show_error (self, error);
      return;
    }
  self->file = file;
  adw_window_title_set_subtitle (self->window_title, file->label);
  show_lines (self);
  show_profile (self);
}

static gboolean
save_func (TieDb *db,
           gpointer data,
           GError **error)
{
  return tie_fee_file_keep_profile (data, db, error);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (TieFeeColumnsWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  tie_store_run_finish (TIE_STORE (source), result, &error);
  if (error != NULL && !g_cancellable_is_cancelled (self->gone))
    {
      show_error (self, error);
      return;
    }
  g_signal_emit (self, signals[SAVED], 0);
  if (!g_cancellable_is_cancelled (self->gone))
    gtk_window_close (GTK_WINDOW (self));
}

static void
save_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TieFeeColumnsWindow *self = TIE_FEE_COLUMNS_WINDOW (widget);

  gtk_widget_action_set_enabled (widget, "columns.save", FALSE);
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_WRITE, save_func, g_steal_pointer (&self->file), (GDestroyNotify) tie_fee_file_free, NULL,
                       saved_cb, g_object_ref (self));
}

static void
tie_fee_columns_window_dispose (GObject *object)
{
  TieFeeColumnsWindow *self = TIE_FEE_COLUMNS_WINDOW (object);

  g_cancellable_cancel (self->gone);
  g_ptr_array_set_size (self->rows, 0);
  self->is_showing = TRUE; /* what goes away says nothing any more */
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_FEE_COLUMNS_WINDOW);
  G_OBJECT_CLASS (tie_fee_columns_window_parent_class)->dispose (object);
}

static void
tie_fee_columns_window_finalize (GObject *object)
{
  TieFeeColumnsWindow *self = TIE_FEE_COLUMNS_WINDOW (object);

  g_clear_pointer (&self->file, tie_fee_file_free);
  g_ptr_array_unref (self->rows);
  g_object_unref (self->gone);
  G_OBJECT_CLASS (tie_fee_columns_window_parent_class)->finalize (object);
}

static void
tie_fee_columns_window_class_init (TieFeeColumnsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_fee_columns_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_fee_columns_window_finalize;
  signals[SAVED] = g_signal_new ("saved", TIE_TYPE_FEE_COLUMNS_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-fee-columns-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, strict_label);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, header_row);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, year_row);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, module_row);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, general_group);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, columns_bin);
  gtk_widget_class_bind_template_callback (widget_class, header_cb);
  gtk_widget_class_bind_template_callback (widget_class, answer_cb);
  gtk_widget_class_install_action (widget_class, "columns.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "columns.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_fee_columns_window_init (TieFeeColumnsWindow *self)
{
  g_autoptr (GtkStringList) returns = gtk_string_list_new (NULL);

  self->gone = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  self->is_showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (returns, "—");
  for (const char *module = modules; *module != '\0'; module++)
    gtk_string_list_append (returns, tie_fee_module_get_form (*module));
  adw_combo_row_set_model (self->module_row, G_LIST_MODEL (returns));
  self->is_showing = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "columns.save", FALSE);
}

GtkWidget *
tie_fee_columns_window_open (GtkWindow *parent,
                             TieSession *session,
                             const char *uri)
{
  TieFeeColumnsWindow *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  self = g_object_new (TIE_TYPE_FEE_COLUMNS_WINDOW, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  gtk_spinner_start (self->spinner);
  tie_fee_open_async (tie_session_get_store (session), uri, self->gone, opened_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
