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

void
tie_file_dialogs_save (GtkWindow *window,
                       const char *title,
                       const char *name,
                       const char *filter_name,
                       const char *suffix,
                       TieFileFunc func,
                       gpointer user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  show (dialog, NULL, filter_name, suffix, TRUE, func, user_data);
}
