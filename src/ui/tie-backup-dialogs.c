/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-backup-dialogs"
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-text.h"
#include "store/tie-activity-table.h"
#include "store/tie-backup.h"
#include "ui/tie-backup-dialogs.h"
#include "ui/tie-file-dialogs.h"
#include "ui/tie-overview-figures.h"
#include "ui/tie-settings.h"
#include "ui/tie-status-line.h"

typedef struct
{
  GtkWindow *window; /* (owned) */
  TieStore *store;   /* (owned) */
  char *target;      /* (owned) (nullable) */
} BackUp;

static void
back_up_free (BackUp *self)
{
  g_object_unref (self->window);
  g_object_unref (self->store);
  g_free (self->target);
  g_free (self);
}

static gboolean
back_up_func (TieDb *db,
              gpointer user_data,
              GError **error)
{
  const BackUp *self = user_data;

  return tie_backup_write (db, self->target, error);
}

static gboolean
note_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  g_autofree char *now = tie_date_now ();

  return tie_setting_table_set (db, TIE_SETTING_LAST_BACKUP, now, error);
}

static void
noted_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (tie_store_run_finish (TIE_STORE (source), result, &error) == NULL)
    g_warning ("The moment of the backup could not be noted: %s", error->message);
}

static void
backed_up_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  const BackUp *self = tie_store_run_finish (TIE_STORE (source), result, &error);
  g_autoptr (GtkWindow) window = GTK_WINDOW (user_data);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (window));

  if (self != NULL)
    {
      g_autofree char *name = g_filename_display_basename (self->target);
      /* Translators: %s is the name of a file */
      g_autofree char *sentence = g_strdup_printf (_ ("Backed up to %s"), name);

      tie_store_run_async (TIE_STORE (source), TIE_STORE_WRITE, note_func, g_strdup (""), g_free, NULL, noted_cb, NULL);
      if (line != NULL)
        tie_status_line_say (line, sentence, FALSE);
    }
  else if (line != NULL)
    tie_status_line_say_error (line, error);
}

static void
target_chosen_cb (const char *path,
                  gpointer user_data)
{
  BackUp *self = user_data;

  if (path == NULL)
    {
      back_up_free (self);
      return;
    }
  self->target = g_strdup (path);
  tie_store_run_async (self->store, TIE_STORE_READ, back_up_func, self, (GDestroyNotify) back_up_free, NULL,
                       backed_up_cb, g_object_ref (self->window));
}

void
tie_backup_dialogs_back_up (GtkWindow *window,
                            TieStore *store)
{
  g_autofree char *name = tie_backup_suggest_name (tie_store_get_path (store));
  g_autofree char *folder = g_settings_get_string (tie_settings_get (), "backup-folder");
  BackUp *self = g_new0 (BackUp, 1);

  self->window = g_object_ref (window);
  self->store = g_object_ref (store);
  tie_file_dialogs_save_practice (window, _ ("Back Up"), _ ("_Back Up"), tie_text_is_empty (folder) ? NULL : folder, name, target_chosen_cb, self);
}

typedef struct
{
  GtkWindow *window; /* (owned) */
  char *backup;      /* (owned) (nullable) */
  char *practice;    /* (owned) (nullable) */
  TieRestoreFunc func;
  gpointer user_data;
} Restore;

static Restore *
restore_new (GtkWindow *window,
             const char *practice,
             TieRestoreFunc func,
             gpointer user_data)
{
  Restore *self = g_new0 (Restore, 1);

  self->window = g_object_ref (window);
  self->practice = g_strdup (practice);
  self->func = func;
  self->user_data = user_data;
  return self;
}

static void
restore_free (Restore *self)
{
  g_object_unref (self->window);
  g_free (self->backup);
  g_free (self->practice);
  g_free (self);
}

static void
present (GtkWindow *window,
         const char *heading,
         const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (window, heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* "Harbor Tax & Books, 42 contacts, 36 links, last changed 11/22/2026" */
static char *
describe (const TieBackupSummary *summary)
{
  g_autofree char *contacts = g_strdup_printf (ngettext ("%d contact", "%d contacts", (gulong) summary->contacts), (int) summary->contacts);
  g_autofree char *links = g_strdup_printf (ngettext ("%d link", "%d links", (gulong) summary->links), (int) summary->links);
  g_autofree char *moment = summary->modified != NULL ? tie_date_to_display (summary->modified) : g_strdup (_ ("never"));

  /* Translators: firm, "42 contacts", "36 links", date and time */
  return g_strdup_printf (_ ("%s\n%s, %s\nlast changed %s"), tie_text_is_empty (summary->firm) ? _ ("No firm name") : summary->firm, contacts, links, moment);
}

static char *
describe_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieBackupSummary) summary = tie_backup_summarise (path, &error);

  return summary != NULL ? describe (summary) : tie_error_get_sentence (error);
}

static void
restore_response_cb (GtkWidget *dialog,
                     const char *response,
                     Restore *self)
{
  if (g_str_equal (response, "restore"))
    self->func (self->window, self->backup, self->practice, self->user_data);
  restore_free (self);
}

static void
ask_restore (Restore *self,
             const TieBackupSummary *summary)
{
  g_autofree char *there = describe (summary);
  g_autofree char *here = describe_file (self->practice);
  GtkWidget *dialog = adw_message_dialog_new (self->window, _ ("Restore This Backup?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  /* Translators: both %s are several lines about a file */
                                  _ ("Backup:\n%s\n\nPresent file:\n%s\n\nThe present file is kept beside it under another name."),
                                  there,
                                  here);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "restore", _ ("Restore"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restore", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (restore_response_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
place_chosen_cb (const char *path,
                 gpointer user_data)
{
  Restore *self = user_data;

  if (path != NULL)
    self->func (self->window, self->backup, path, self->user_data);
  restore_free (self);
}

static void
backup_chosen_cb (const char *path,
                  gpointer user_data)
{
  Restore *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieBackupSummary) summary = path != NULL ? tie_backup_summarise (path, &error) : NULL;

  if (summary == NULL)
    {
      if (path != NULL)
        {
          g_autofree char *sentence = tie_error_get_sentence (error);

          present (self->window, _ ("This Backup Cannot Be Used"), sentence);
        }
      restore_free (self);
      return;
    }
  self->backup = g_strdup (path);
  if (self->practice != NULL)
    ask_restore (self, summary);
  else
    {
      g_autofree char *name = g_strdup_printf ("%s.tieout", tie_text_is_empty (summary->firm) ? _ ("Practice") : summary->firm);

      tie_file_dialogs_save_practice (self->window, _ ("Restore To"), _ ("_Restore"), NULL, name, place_chosen_cb, self);
    }
}

void
tie_backup_dialogs_restore (GtkWindow *window,
                            const char *practice,
                            TieRestoreFunc func,
                            gpointer user_data)
{
  g_autofree char *folder = practice != NULL ? tie_backup_dup_folder (practice) : NULL;

  if (folder != NULL && !g_file_test (folder, G_FILE_TEST_IS_DIR))
    g_clear_pointer (&folder, g_free);
  tie_file_dialogs_open_practice (window, _ ("Choose a Backup"), folder, backup_chosen_cb, restore_new (window, practice, func, user_data));
}

static void
cannot_open_response_cb (GtkWidget *dialog,
                         const char *response,
                         Restore *self)
{
  if (g_str_equal (response, "restore"))
    tie_backup_dialogs_restore (self->window, self->practice, self->func, self->user_data);
  restore_free (self);
}

/* A backup helps against what is wrong with the file, not against where it lies. */
static gboolean
can_help (const GError *error)
{
  static const TieError cured[] = { TIE_ERROR_FILE_DAMAGED, TIE_ERROR_FILE_MISSING, TIE_ERROR_FILE_NEWER, TIE_ERROR_FILE_NOT_PRACTICE };

  for (guint i = 0; i < G_N_ELEMENTS (cured); i++)
    {
      if (g_error_matches (error, TIE_ERROR, cured[i]))
        return TRUE;
    }
  return FALSE;
}

void
tie_backup_dialogs_cannot_open (GtkWindow *window,
                                const char *practice,
                                const GError *error,
                                TieRestoreFunc func,
                                gpointer user_data)
{
  g_autofree char *sentence = tie_error_get_sentence (error);
  g_autofree char *name = g_filename_display_basename (practice);
  GtkWidget *dialog = adw_message_dialog_new (window, NULL, sentence);

  /* Translators: %s is the name of a file */
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _ ("“%s” Cannot Be Opened"), name);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"), NULL);
  if (func != NULL && can_help (error))
    {
      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "restore", _ ("Restore…"));
      adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restore", ADW_RESPONSE_SUGGESTED);
    }
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect (dialog, "response", G_CALLBACK (cannot_open_response_cb), restore_new (window, practice, func, user_data));
  gtk_window_present (GTK_WINDOW (dialog));
}
