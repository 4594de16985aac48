/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-void-question"
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/tie-void-question.h"

typedef struct
{
  GtkWidget *widget; /* (owned) */
  char *id;          /* (owned) */
  TieVoidQuestionFunc func;
} Question;

static void
question_free (gpointer data,
               GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->widget);
  g_free (question->id);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char *response,
             Question *question)
{
  if (g_str_equal (response, "void") && gtk_widget_get_root (question->widget) != NULL)
    question->func (question->widget, question->id);
}

void
tie_void_question_ask (GtkWidget *widget,
                       const char *name,
                       const char *id,
                       TieVoidQuestionFunc func)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  /* Translators: %s is a document's number */
  g_autofree char *heading = g_strdup_printf (_ ("Void %s?"), name);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (root), heading, NULL);
  Question *question = g_new0 (Question, 1);

  question->widget = g_object_ref (widget);
  question->id = g_strdup (id);
  question->func = func;
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog),
                               _ ("It stays in the list with its number, and nothing of it is open any more. What it billed is unbilled again, and what paid it is free again."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "void", _ ("_Void"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "void", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  gtk_window_present (GTK_WINDOW (dialog));
}
