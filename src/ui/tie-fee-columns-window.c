/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-columns-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "fees/tie-fee-value.h"
#include "ui/tie-fee-columns-group.h"
#include "ui/tie-fee-columns-window.h"
#include "ui/tie-fee-open.h"

struct _TieFeeColumnsWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *window_title; /* template child */
  GtkSpinner *spinner;          /* template child */
  GtkLabel *error_label;        /* template child */
  GtkWidget *strict_label;      /* template child */
  GtkWidget *content;           /* template child */
  AdwEntryRow *name_row;        /* template child */
  AdwComboRow *start_row;       /* template child */
  AdwComboRow *sheet_row;       /* template child */
  AdwComboRow *header_row;      /* template child */
  AdwEntryRow *year_row;        /* template child */
  AdwComboRow *module_row;      /* template child */
  GtkWidget *general_group;     /* template child */
  TieFeeColumnsGroup *columns;  /* template child */

  TieSession *session;  /* (owned) */
  TieFeeOpened *opened; /* (owned) (nullable): NULL until read */
  TieFeeFile *file;     /* (unowned) (nullable): its file */
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

/* Two layouts of one name could not be told apart. */
static char *
check_name (TieFeeColumnsWindow *self)
{
  const TieFeeProfile *profile = self->file->profile;
  g_autofree char *fingerprint = tie_fee_profile_dup_fingerprint (profile);

  if (tie_text_is_empty (profile->name))
    return g_strdup (_ ("Give the layout a name."));
  for (guint i = 0; i < self->opened->saved->len; i++)
    {
      const TieFeeSaved *saved = self->opened->saved->pdata[i];

      if (g_str_equal (saved->name, profile->name) && !g_str_equal (saved->fingerprint, fingerprint))
        /* Translators: %s is the name of a layout */
        return g_strdup_printf (_ ("Another layout is called “%s” already."), saved->name);
    }
  return NULL;
}

/* What is missing is said as long as it is. */
static void
update (TieFeeColumnsWindow *self)
{
  const TieFeeProfile *profile = self->file != NULL ? self->file->profile : NULL;
  g_autofree char *missing = NULL;

  if (profile != NULL && !profile->is_strict)
    missing = tie_fee_profile_dup_missing (profile);
  if (profile != NULL && !profile->is_strict && missing == NULL)
    missing = check_name (self);
  if (missing == NULL && !tie_session_may (self->session, TIE_RIGHT_BILLING))
    missing = tie_session_dup_refusal (self->session, TIE_RIGHT_BILLING);

  if (profile == NULL && self->file != NULL)
    missing = g_strdup (_ ("None of its first rows names the columns. Say which one does."));
  if (self->file != NULL)
    show_sentence (self, missing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "columns.save", profile != NULL && missing == NULL && !profile->is_strict);
}

static void
show_answers (TieFeeColumnsWindow *self)
{
  const TieFeeProfile *profile = self->file->profile;
  g_autofree char *year = profile->tax_year > 0 ? g_strdup_printf ("%u", profile->tax_year) : g_strdup ("");
  const char *place = profile->module != 0 ? strchr (modules, profile->module) : NULL;

  self->is_showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), profile->name);
  gtk_editable_set_text (GTK_EDITABLE (self->year_row), year);
  adw_combo_row_set_selected (self->module_row, place != NULL ? (guint) (place - modules) + 1 : 0);
  self->is_showing = FALSE;
}

/* A new layout is called like its first file, until somebody says otherwise. */
static void
name_profile (TieFeeColumnsWindow *self)
{
  TieFeeProfile *profile = self->file->profile;
  g_autofree char *base = g_path_get_basename (self->file->label);
  char *dot = strrchr (base, '.');

  if (*profile->name != '\0')
    return;
  if (dot != NULL && dot != base)
    *dot = '\0';
  g_free (profile->name);
  profile->name = g_steal_pointer (&base);
}

static void
show_profile (TieFeeColumnsWindow *self)
{
  gboolean has_profile = self->file->profile != NULL;
  gboolean is_strict = has_profile && self->file->profile->is_strict;

  gtk_widget_set_visible (self->strict_label, is_strict);
  gtk_widget_set_visible (GTK_WIDGET (self->name_row), has_profile && !is_strict);
  gtk_widget_set_visible (GTK_WIDGET (self->start_row), has_profile && !is_strict && self->opened->saved->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->year_row), has_profile && !is_strict);
  gtk_widget_set_visible (GTK_WIDGET (self->module_row), has_profile && !is_strict);
  gtk_widget_set_visible (self->general_group, !is_strict && (self->file->sample->len > 0 || self->file->sheets != NULL));
  if (has_profile)
    {
      name_profile (self);
      tie_fee_columns_group_show (self->columns, self->file);
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
  tie_fee_columns_group_show (self->columns, NULL);
  g_clear_pointer (&self->file->profile, tie_fee_profile_free);
  self->file->profile = profile;
  show_profile (self);
}

/* What is said of the columns is said of those with the same titles. */
static void
start_cb (TieFeeColumnsWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->start_row);

  if (self->is_showing || self->file == NULL || self->file->profile == NULL || selected == 0 || selected > self->opened->saved->len)
    return;
  tie_fee_saved_apply (self->opened->saved->pdata[selected - 1], self->file->profile);
  tie_fee_columns_group_update (self->columns);
  update (self);
}

static void
sheet_cb (TieFeeColumnsWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->sheet_row);

  if (self->is_showing || self->file == NULL || self->file->sheets == NULL || selected >= g_strv_length (self->file->sheets))
    return;
  tie_fee_columns_group_show (self->columns, NULL);
  tie_fee_file_set_sheet (self->file, selected);
  show_lines (self);
  show_profile (self);
}

static void
answer_cb (TieFeeColumnsWindow *self)
{
  guint module = adw_combo_row_get_selected (self->module_row);

  if (self->is_showing || self->file == NULL || self->file->profile == NULL)
    return;
  g_free (self->file->profile->name);
  self->file->profile->name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
  self->file->profile->tax_year = tie_fee_parse_year (gtk_editable_get_text (GTK_EDITABLE (self->year_row)));
  self->file->profile->module = module > 0 && module < sizeof modules ? modules[module - 1] : 0;
  update (self);
}

/* Reading and saving. */

static void
show_saved (TieFeeColumnsWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, "—");
  for (guint i = 0; i < self->opened->saved->len; i++)
    gtk_string_list_append (names, tie_fee_saved_get_title (self->opened->saved->pdata[i]));
  self->is_showing = TRUE;
  adw_combo_row_set_model (self->start_row, G_LIST_MODEL (names));
  self->is_showing = FALSE;
}

static void
show_sheets (TieFeeColumnsWindow *self)
{
  g_autoptr (GtkStringList) sheets = gtk_string_list_new ((const char *const *) self->file->sheets);

  self->is_showing = TRUE;
  adw_combo_row_set_model (self->sheet_row, G_LIST_MODEL (sheets));
  adw_combo_row_set_selected (self->sheet_row, self->file->layout.sheet);
  self->is_showing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->sheet_row), g_list_model_get_n_items (G_LIST_MODEL (sheets)) > 1);
}

static void
opened_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieFeeColumnsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieFeeOpened) opened = tie_fee_open_finish (TIE_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->gone))
    return;
  gtk_spinner_stop (self->spinner);
  if (opened == NULL)
    {
      show_error (self, error);
      return;
    }
  self->opened = g_steal_pointer (&opened);
  self->file = self->opened->file;
  adw_window_title_set_subtitle (self->window_title, self->file->label);
  show_saved (self);
  show_sheets (self);
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
      gtk_widget_set_sensitive (self->content, TRUE);
      update (self);
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
  gtk_widget_set_sensitive (self->content, FALSE); /* the store reads the profile now */
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_WRITE, save_func, self->file, NULL, NULL, saved_cb, g_object_ref (self));
}

static void
tie_fee_columns_window_dispose (GObject *object)
{
  TieFeeColumnsWindow *self = TIE_FEE_COLUMNS_WINDOW (object);

  g_cancellable_cancel (self->gone);
  self->is_showing = TRUE; /* what goes away says nothing any more */
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_FEE_COLUMNS_WINDOW);
  G_OBJECT_CLASS (tie_fee_columns_window_parent_class)->dispose (object);
}

static void
tie_fee_columns_window_finalize (GObject *object)
{
  TieFeeColumnsWindow *self = TIE_FEE_COLUMNS_WINDOW (object);

  g_clear_pointer (&self->opened, tie_fee_opened_free);
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
  g_type_ensure (TIE_TYPE_FEE_COLUMNS_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-fee-columns-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, strict_label);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, content);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, name_row);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, start_row);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, sheet_row);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, header_row);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, year_row);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, module_row);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, general_group);
  gtk_widget_class_bind_template_child (widget_class, TieFeeColumnsWindow, columns);
  gtk_widget_class_bind_template_callback (widget_class, header_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheet_cb);
  gtk_widget_class_bind_template_callback (widget_class, answer_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_install_action (widget_class, "columns.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "columns.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_fee_columns_window_init (TieFeeColumnsWindow *self)
{
  g_autoptr (GtkStringList) returns = gtk_string_list_new (NULL);

  self->gone = g_cancellable_new ();
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
