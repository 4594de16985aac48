/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-disconnect-question"
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/tie-disconnect-question.h"
#include "ui/tie-status-line.h"

#define COMPANY_KEY "tie-company"

static void
disconnected_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = tie_company_disconnect_finish (TIE_COMPANY (source), result, &error);
  TieStatusLine *line = tie_status_line_for (widget);

  if (line != NULL && is_done)
    tie_status_line_say (line, _ ("Disconnected. Links and documents stay."), FALSE);
  else if (line != NULL)
    tie_status_line_say_error (line, error);
}

static void
answered_cb (GtkWidget *widget,
             const char *response,
             AdwMessageDialog *dialog)
{
  if (g_str_equal (response, "disconnect"))
    tie_company_disconnect_async (g_object_get_data (G_OBJECT (dialog), COMPANY_KEY), NULL, disconnected_cb, g_object_ref (widget));
}

void
tie_disconnect_question_ask (GtkWidget *widget,
                             TieCompany *company)
{
  g_autofree char *question = NULL;
  GtkWidget *dialog;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIE_IS_COMPANY (company));

  question = g_strdup_printf (_ ("Disconnect from %s?"), tie_company_get_name (company));
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), question, _ ("Links and documents stay. Sync stops until you connect again."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "disconnect", _ ("Disconnect"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "disconnect", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), COMPANY_KEY, g_object_ref (company), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
