/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-dialogs"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-file-dialogs.h"

typedef struct
{
  TieFileFunc func;
  gpointer user_data;
  const char *suffix; /* (nullable): added where it was not typed */
} Choice;

static void
response_cb (GtkNativeDialog *dialog,
             int response,
             Choice *choice)
{
  g_autofree Choice *self = choice;
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *ending = self->suffix != NULL ? g_strconcat (".", self->suffix, NULL) : NULL;

  if (path != NULL && ending != NULL && !g_str_has_suffix (path, ending))
    {
      char *with_suffix = g_strconcat (path, ending, NULL);

      g_free (path);
      path = with_suffix;
    }
  gtk_native_dialog_destroy (dialog);
  self->func (path, self->user_data);
  g_object_unref (dialog);
}

/* suffix: a string that stays. */
static void
show (GtkFileChooserNative *dialog,
      const char *folder,
      const char *filter_name,
      const char *suffix,
      gboolean is_save,
      TieFileFunc func,
      gpointer user_data)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GFile) place = folder != NULL ? g_file_new_for_path (folder) : NULL;
  Choice *choice = g_new0 (Choice, 1);

  choice->func = func;
  choice->user_data = user_data;
  choice->suffix = is_save ? suffix : NULL;
  gtk_file_filter_set_name (filter, filter_name);
  gtk_file_filter_add_suffix (filter, suffix);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  if (place != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), place, NULL); /* where it opens is no matter of life */
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog)); /* the reference is dropped with the response */
}

typedef struct
{
  const TieFileKind *kinds;
  TieFileFunc func;
  gpointer user_data;
} KindChoice;

static const TieFileKind *
find_kind (const TieFileKind *kinds,
           const char *path)
{
  for (guint i = 0; kinds[i].name != NULL; i++)
    {
      const char *dot = strrchr (path, '.');

      if (dot != NULL && g_ascii_strcasecmp (dot + 1, kinds[i].suffix) == 0)
        return &kinds[i];
    }
  return NULL;
}

/* The filters are in the order of the kinds. */
static const TieFileKind *
get_filter_kind (GtkFileChooser *chooser,
                 const TieFileKind *kinds)
{
  GtkFileFilter *chosen = gtk_file_chooser_get_filter (chooser);
  g_autoptr (GListModel) filters = gtk_file_chooser_get_filters (chooser);

  for (guint i = 0; i < g_list_model_get_n_items (filters); i++)
    {
      g_autoptr (GtkFileFilter) filter = g_list_model_get_item (filters, i);

      if (filter == chosen)
        return &kinds[i];
    }
  return &kinds[0];
}

/* The name follows the filter while the dialog is open, so that the dialog itself asks about a file that is there. */
static void
filter_cb (GtkFileChooser *chooser,
           GParamSpec *pspec,
           KindChoice *choice)
{
  g_autofree char *name = gtk_file_chooser_get_current_name (chooser);
  const TieFileKind *kind = name != NULL ? find_kind (choice->kinds, name) : NULL;
  g_autofree char *renamed = NULL;

  if (kind == NULL)
    return;
  renamed = g_strdup_printf ("%.*s%s", (int) (strlen (name) - strlen (kind->suffix)), name, get_filter_kind (chooser, choice->kinds)->suffix);
  gtk_file_chooser_set_current_name (chooser, renamed);
}

static void
kind_response_cb (GtkNativeDialog *dialog,
                  int response,
                  KindChoice *choice)
{
  g_autofree KindChoice *self = choice;
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *with_suffix = NULL;

  if (path != NULL && find_kind (self->kinds, path) == NULL)
    with_suffix = g_strdup_printf ("%s.%s", path, get_filter_kind (GTK_FILE_CHOOSER (dialog), self->kinds)->suffix);
  g_signal_handlers_disconnect_by_data (dialog, self);
  gtk_native_dialog_destroy (dialog);
  self->func (with_suffix != NULL ? with_suffix : path, self->user_data);
  g_object_unref (dialog);
}

void
tie_file_dialogs_open_practice (GtkWindow *window,
                                const char *title,
                                const char *folder,
                                TieFileFunc func,
                                gpointer user_data)
{
  show (gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL), folder, _ ("Tieout practices"), "tieout", FALSE, func, user_data);
}

void
tie_file_dialogs_save_practice (GtkWindow *window,
                                const char *title,
                                const char *accept,
                                const char *folder,
                                const char *name,
                                TieFileFunc func,
                                gpointer user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_SAVE, accept, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  show (dialog, folder, _ ("Tieout practices"), "tieout", TRUE, func, user_data);
}

static TieFileSaver test_saver;

void
tie_file_dialogs_set_saver_for_test (TieFileSaver saver)
{
  test_saver = saver;
}

void
tie_file_dialogs_save (GtkWindow *window,
                       const char *title,
                       const char *name,
                       const char *filter_name,
                       const char *suffix,
                       TieFileFunc func,
                       gpointer user_data)
{
  GtkFileChooserNative *dialog;

  if (test_saver != NULL)
    {
      test_saver (name, func, user_data);
      return;
    }
  dialog = gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  show (dialog, NULL, filter_name, suffix, TRUE, func, user_data);
}

void
tie_file_dialogs_save_as (GtkWindow *window,
                          const char *title,
                          const char *name,
                          const TieFileKind *kinds,
                          TieFileFunc func,
                          gpointer user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  KindChoice *choice = g_new0 (KindChoice, 1);

  choice->kinds = kinds;
  choice->func = func;
  choice->user_data = user_data;
  for (guint i = 0; kinds[i].name != NULL; i++)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, _ (kinds[i].name));
      gtk_file_filter_add_suffix (filter, kinds[i].suffix);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
    }
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "notify::filter", G_CALLBACK (filter_cb), choice);
  g_signal_connect (dialog, "response", G_CALLBACK (kind_response_cb), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog)); /* the reference is dropped with the response */
}
