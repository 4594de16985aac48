/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-disconnect-question"
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "store/tie-run-lock.h"
#include "ui/tie-disconnect-question.h"
#include "ui/tie-status-line.h"

#define SESSION_KEY "tie-session"

static void
say (GtkWidget *widget,
     const char *sentence)
{
  TieStatusLine *line = tie_status_line_for (widget);

  if (line != NULL)
    tie_status_line_say (line, sentence, FALSE);
}

static void
say_error (GtkWidget *widget,
           const GError *error)
{
  TieStatusLine *line = tie_status_line_for (widget);

  if (line != NULL)
    tie_status_line_say_error (line, error);
}

static gboolean
is_running (TieSession *session)
{
  return tie_sync_job_get_is_running (tie_session_get_sync_job (session)) || tie_continuous_get_is_running (tie_session_get_continuous (session));
}

/* Keeps runs of every program from beginning.  NULL, and said, when one is under way: its answers would find nobody. */
static TieLock *
take_lock (GtkWidget *widget,
           TieSession *session)
{
  g_autoptr (GError) error = NULL;
  TieLock *lock;

  if (tie_company_get_is_reading (tie_session_get_company (session)))
    {
      g_autofree char *sentence = g_strdup_printf (_ ("%s is being read. Disconnect when that is done."), tie_session_get_package (session)->short_name);

      say (widget, sentence);
      return NULL;
    }
  if (is_running (session))
    {
      say (widget, _ ("A sync is under way. Disconnect when it is done, or stop it first."));
      return NULL;
    }
  lock = tie_run_lock_take (tie_session_get_path (session), &error);
  if (lock == NULL)
    say_error (widget, error);
  return lock;
}

typedef struct
{
  GtkWidget *widget; /* (owned) */
  TieLock *lock;     /* (owned) */
} Disconnecting;

static void
disconnected_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autofree Disconnecting *disconnecting = user_data;
  g_autoptr (GtkWidget) widget = disconnecting->widget;
  g_autoptr (TieLock) lock = disconnecting->lock;
  g_autoptr (GError) error = NULL;

  if (tie_company_disconnect_finish (TIE_COMPANY (source), result, &error))
    say (widget, _ ("Disconnected. Links and documents stay."));
  else
    say_error (widget, error);
}

static void
answered_cb (GtkWidget *widget,
             const char *response,
             AdwMessageDialog *dialog)
{
  TieSession *session = g_object_get_data (G_OBJECT (dialog), SESSION_KEY);
  Disconnecting *disconnecting;
  TieLock *lock;

  if (!g_str_equal (response, "disconnect"))
    return;
  lock = take_lock (widget, session);
  if (lock == NULL)
    return;
  disconnecting = g_new0 (Disconnecting, 1);
  disconnecting->widget = g_object_ref (widget);
  disconnecting->lock = lock;
  tie_company_disconnect_async (tie_session_get_company (session), NULL, disconnected_cb, disconnecting);
}

void
tie_disconnect_question_ask (GtkWidget *widget,
                             TieSession *session)
{
  g_autoptr (TieLock) lock = NULL;
  g_autofree char *question = NULL;
  GtkWidget *dialog;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIE_IS_SESSION (session));

  lock = take_lock (widget, session); /* free again while the question stands: it may stand for long */
  if (lock == NULL)
    return;
  question = g_strdup_printf (_ ("Disconnect from %s?"), tie_company_get_name (tie_session_get_company (session)));
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), question, _ ("Links and documents stay. Sync stops until you connect again."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "disconnect", _ ("Disconnect"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "disconnect", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), SESSION_KEY, g_object_ref (session), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
