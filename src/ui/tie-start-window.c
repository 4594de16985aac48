/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-start-window"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-states.h"
#include "base/tie-text.h"
#include "model/tie-number-series.h"
#include "store/tie-activity-table.h"
#include "store/tie-record-table.h"
#include "ui/tie-banner.h"
#include "ui/tie-field-row.h"
#include "ui/tie-file-dialogs.h"
#include "ui/tie-start-window.h"

/* Settings of the practice; what the rows are called. */
static const struct
{
  const char *setting;
  const char *label;
} fields[] = {
  { "firm", N_ ("Firm name") },
  { "street", N_ ("Street") },
  { "city", N_ ("City") },
  { "state", N_ ("State") },
  { "postcode", N_ ("ZIP") },
  { "default-state", N_ ("Default State") },
  { NULL, N_ ("Invoice prefix") }, /* of the series */
  { NULL, N_ ("First invoice number") },
};

#define N_FIELDS G_N_ELEMENTS (fields)
#define FIRM 0
#define STATE 3
#define DEFAULT_STATE 5
#define PREFIX 6
#define NUMBER 7

/* As a practice begins without being asked. */
#define USUAL_PREFIX "INV-"
#define USUAL_NUMBER 1001
#define MAX_NUMBER 999999999

struct _TieStartWindow
{
  AdwWindow parent_instance;

  GtkButton *start_button;           /* template child */
  TieBanner *banner;                 /* template child */
  AdwPreferencesGroup *firm_group;   /* template child */
  AdwPreferencesGroup *state_group;  /* template child */
  AdwPreferencesGroup *number_group; /* template child */
  GtkCheckButton *import_check;      /* template child */
  AdwActionRow *file_row;            /* template child */

  TieFieldRow *rows[N_FIELDS]; /* (unowned): children of the groups */
  char *path;                  /* (owned) */
  gboolean is_chosen;          /* the person said where; the firm's name no longer does */
  gboolean is_state_typed;     /* the default state no longer follows the firm's own */
};

G_DEFINE_FINAL_TYPE (TieStartWindow, tie_start_window, ADW_TYPE_WINDOW)

enum
{
  CREATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  char *values[N_FIELDS];
  gint64 number; /* of the first invoice */
} SettingsData;

static void
settings_data_free (SettingsData *data)
{
  for (guint i = 0; i < N_FIELDS; i++)
    g_free (data->values[i]);
  g_free (data);
}

static gboolean
write_series (TieDb *db,
              const SettingsData *data,
              GError **error)
{
  g_autoptr (TieRecord) series = tie_record_table_get (db, TIE_TYPE_NUMBER_SERIES, TIE_NUMBER_SERIES_INVOICE, error);

  if (series == NULL)
    return FALSE;
  tie_record_set_text (series, TIE_NUMBER_SERIES_PREFIX, data->values[PREFIX]);
  tie_record_set_integer (series, TIE_NUMBER_SERIES_NEXT, data->number);
  return tie_record_table_save (db, series, error);
}

static gboolean
write_settings (TieDb *db,
                gpointer user_data,
                GError **error)
{
  const SettingsData *data = user_data;

  for (guint i = 0; i < N_FIELDS; i++)
    {
      if (fields[i].setting != NULL && *data->values[i] != '\0' && !tie_setting_table_set (db, fields[i].setting, data->values[i], error))
        return FALSE;
    }
  return write_series (db, data, error);
}

/* Digits alone; 0: it is no number. */
static gint64
read_number (TieStartWindow *self)
{
  g_autofree char *text = tie_text_clean (tie_field_row_get_text (self->rows[NUMBER]));
  gint64 number = 0;

  return g_ascii_string_to_signed (text, 10, 1, MAX_NUMBER, &number, NULL) ? number : 0;
}

static void
show_error (TieStartWindow *self,
            const GError *error)
{
  g_autofree char *sentence = tie_error_get_sentence (error);

  tie_banner_set_title (self->banner, sentence);
  tie_banner_set_revealed (self->banner, TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "start.start", TRUE);
}

static void
settings_written_cb (GObject *source,
                     GAsyncResult *result,
                     gpointer user_data)
{
  g_autoptr (TieStartWindow) self = TIE_START_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (tie_store_run_finish (TIE_STORE (source), result, &error) == NULL)
    {
      show_error (self, error);
      return;
    }
  g_signal_emit (self, signals[CREATED], 0, source, gtk_check_button_get_active (self->import_check));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
opened_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieStartWindow) self = TIE_START_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieStore) store = tie_store_open_finish (result, &error);
  SettingsData *data;

  if (store == NULL)
    {
      show_error (self, error);
      return;
    }
  data = g_new0 (SettingsData, 1);
  for (guint i = 0; i < N_FIELDS; i++)
    data->values[i] = tie_text_clean (tie_field_row_get_text (self->rows[i]));
  data->number = read_number (self);
  tie_store_run_async (store, TIE_STORE_WRITE, write_settings, data, (GDestroyNotify) settings_data_free, NULL, settings_written_cb, g_object_ref (self));
}

static void
start_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  TieStartWindow *self = TIE_START_WINDOW (widget);
  g_autofree char *firm = tie_text_clean (tie_field_row_get_text (self->rows[FIRM]));
  g_autofree char *folder = g_path_get_dirname (self->path);

  if (*firm == '\0')
    {
      tie_field_row_set_error (self->rows[FIRM], _ ("Firm name is missing."), NULL);
      gtk_widget_grab_focus (GTK_WIDGET (self->rows[FIRM]));
      return;
    }
  if (read_number (self) == 0)
    {
      tie_field_row_set_error (self->rows[NUMBER], _ ("A number in digits is needed, such as 1001."), NULL);
      gtk_widget_grab_focus (GTK_WIDGET (self->rows[NUMBER]));
      return;
    }
  if (!self->is_chosen)
    g_mkdir_with_parents (folder, 0700); /* when it fails, opening says why */
  gtk_widget_action_set_enabled (widget, "start.start", FALSE);
  tie_banner_set_revealed (self->banner, FALSE);
  tie_store_open_async (self->path, TIE_STORE_CREATE, NULL, opened_cb, g_object_ref (self));
}

static void
show_path (TieStartWindow *self)
{
  const char *home = g_get_home_dir ();
  g_autofree char *name = g_filename_display_name (self->path);
  g_autofree char *brief = NULL;

  if (g_str_has_prefix (name, home) && name[strlen (home)] == G_DIR_SEPARATOR)
    brief = g_strconcat ("~", name + strlen (home), NULL);
  adw_action_row_set_subtitle (self->file_row, brief != NULL ? brief : name);
}

/* In the program's own folder under the firm's name, and never over a file that is there. */
static void
suggest_path (TieStartWindow *self)
{
  g_autofree char *firm = tie_text_clean (tie_field_row_get_text (self->rows[FIRM]));
  const char *name = *firm != '\0' ? firm : _ ("Practice");

  if (self->is_chosen)
    return;
  g_strdelimit (firm, G_DIR_SEPARATOR_S ":\\*?\"<>|", '-');
  for (guint i = 1; i == 1 || g_file_test (self->path, G_FILE_TEST_EXISTS); i++)
    {
      g_autofree char *base = i == 1 ? g_strdup_printf ("%s.tieout", name) : g_strdup_printf ("%s %u.tieout", name, i);

      g_free (self->path);
      self->path = g_build_filename (g_get_user_data_dir (), "tieout", "practices", base, NULL);
    }
  show_path (self);
}

static void
firm_commit_cb (TieStartWindow *self)
{
  tie_field_row_set_error (self->rows[FIRM], NULL, NULL);
  suggest_path (self);
}

static void
number_commit_cb (TieStartWindow *self)
{
  tie_field_row_set_error (self->rows[NUMBER], NULL, NULL);
}

static void
state_commit_cb (TieStartWindow *self,
                 const char *text)
{
  if (!self->is_state_typed)
    tie_field_row_set_text (self->rows[DEFAULT_STATE], text);
}

static void
default_state_commit_cb (TieStartWindow *self)
{
  self->is_state_typed = TRUE;
}

static void
file_chosen_cb (const char *path,
                gpointer user_data)
{
  g_autoptr (TieStartWindow) self = TIE_START_WINDOW (user_data);

  if (path == NULL)
    return;
  g_free (self->path);
  self->path = g_strdup (path);
  self->is_chosen = TRUE;
  show_path (self);
}

static void
choose_file_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  TieStartWindow *self = TIE_START_WINDOW (widget);
  g_autofree char *name = g_path_get_basename (self->path);

  tie_file_dialogs_save_practice (GTK_WINDOW (self), _ ("Practice File"), _ ("_Choose"), NULL, name, file_chosen_cb, g_object_ref (self));
}

static void
tie_start_window_finalize (GObject *object)
{
  g_free (TIE_START_WINDOW (object)->path);
  G_OBJECT_CLASS (tie_start_window_parent_class)->finalize (object);
}

/* Not before: a window whose focus is set while it is made gets no role for a screen reader in GTK 4.8. */
static void
tie_start_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tie_start_window_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (TIE_START_WINDOW (widget)->rows[FIRM]));
}

static void
tie_start_window_class_init (TieStartWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tie_start_window_finalize;
  widget_class->map = tie_start_window_map;
  signals[CREATED] = g_signal_new ("created", TIE_TYPE_START_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, TIE_TYPE_STORE, G_TYPE_BOOLEAN);

  g_type_ensure (TIE_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-start-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieStartWindow, start_button);
  gtk_widget_class_bind_template_child (widget_class, TieStartWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, TieStartWindow, firm_group);
  gtk_widget_class_bind_template_child (widget_class, TieStartWindow, state_group);
  gtk_widget_class_bind_template_child (widget_class, TieStartWindow, number_group);
  gtk_widget_class_bind_template_child (widget_class, TieStartWindow, import_check);
  gtk_widget_class_bind_template_child (widget_class, TieStartWindow, file_row);

  gtk_widget_class_install_action (widget_class, "start.start", NULL, start_action);
  gtk_widget_class_install_action (widget_class, "start.choose-file", NULL, choose_file_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "start.start", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_start_window_init (TieStartWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Start Your Practice"), -1);
  for (guint i = 0; i < N_FIELDS; i++)
    {
      self->rows[i] = TIE_FIELD_ROW (tie_field_row_new (_ (fields[i].label), FALSE));
      adw_preferences_group_add (i == DEFAULT_STATE ? self->state_group : i < DEFAULT_STATE ? self->firm_group : self->number_group, GTK_WIDGET (self->rows[i]));
    }
  tie_field_row_set_text (self->rows[PREFIX], USUAL_PREFIX);
  tie_field_row_set_text (self->rows[NUMBER], G_STRINGIFY (USUAL_NUMBER));
  tie_field_row_set_choices (self->rows[STATE], tie_states_get ());
  tie_field_row_set_choices (self->rows[DEFAULT_STATE], tie_states_get ());
  g_signal_connect_swapped (self->rows[FIRM], "commit", G_CALLBACK (firm_commit_cb), self);
  g_signal_connect_swapped (self->rows[NUMBER], "commit", G_CALLBACK (number_commit_cb), self);
  g_signal_connect_swapped (self->rows[STATE], "commit", G_CALLBACK (state_commit_cb), self);
  g_signal_connect_swapped (self->rows[DEFAULT_STATE], "commit", G_CALLBACK (default_state_commit_cb), self);
  suggest_path (self);
}

GtkWidget *
tie_start_window_new (GtkWindow *parent)
{
  return g_object_new (TIE_TYPE_START_WINDOW, "transient-for", parent, NULL);
}
