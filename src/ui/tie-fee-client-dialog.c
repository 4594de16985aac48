/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-client-dialog"
#include "config.h"

#include <glib/gi18n.h>

#include "fees/tie-fee-import.h"
#include "model/tie-contact.h"
#include "ui/tie-fee-client-dialog.h"
#include "ui/tie-picker.h"
#include "ui/tie-verb.h"

#define MAX_GUESSES 3

/* The row that the question is about, and the answer. */
typedef struct
{
  TieSession *session; /* (owned) */
  GtkWindow *parent;   /* (owned) */
  TiePicker *picker;   /* (unowned): in the dialog */
  char *key;           /* (owned) */
  char *tin;           /* (owned) */
  char *contact;       /* (owned) (nullable) id */
  char module;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->session);
  g_object_unref (question->parent);
  g_free (question->key);
  g_free (question->tin);
  g_free (question->contact);
  g_free (question);
}

static gboolean
link_func (TieDb *db,
           gpointer data,
           TieBillingStep *step,
           GError **error)
{
  const Question *question = data;

  return tie_fee_link_save (db, question->key, question->module, question->contact, question->tin, step, error);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char *response,
             Question *question)
{
  const char *id = tie_typed_entry_commit (TIE_TYPED_ENTRY (question->picker)) ? tie_picker_get_id (question->picker) : NULL;

  if (!g_str_equal (response, "choose") || id == NULL)
    {
      question_free (question);
      return;
    }
  question->contact = g_strdup (id);
  tie_verb_run (GTK_WIDGET (question->parent), tie_session_get_store (question->session), link_func, question, (GDestroyNotify) question_free, NULL, NULL);
}

static void
picked_cb (AdwMessageDialog *dialog,
           GParamSpec *pspec,
           TiePicker *picker)
{
  adw_message_dialog_set_response_enabled (dialog, "choose", tie_picker_get_id (picker) != NULL);
}

static void
guess_cb (GtkButton *button,
          TiePicker *picker)
{
  tie_picker_set_id (picker, g_object_get_data (G_OBJECT (button), "tie-contact"));
}

static void
add_guesses (GtkBox *box,
             TiePicker *picker,
             const GPtrArray *guesses)
{
  for (guint i = 0; i < guesses->len; i++)
    {
      const TieFeeClientGuess *guess = guesses->pdata[i];
      /* Translators: a client's name, how sure it is in percent, and why */
      g_autofree char *words = g_strdup_printf (_ ("%s (%u %%, %s)"), guess->name, guess->percent, guess->reason);
      GtkWidget *label = gtk_label_new (words);
      GtkWidget *button = gtk_button_new ();

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
      g_object_set_data_full (G_OBJECT (button), "tie-contact", g_strdup (guess->id), g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (guess_cb), picker, 0);
      gtk_box_append (box, button);
    }
}

void
tie_fee_client_dialog_open (GtkWindow *parent,
                            TieSession *session,
                            TieFeeClients *clients,
                            guint row)
{
  const TieFeeRow *fee = tie_fee_rows_get (clients->rows, row);
  g_autoptr (GPtrArray) guesses = tie_fee_clients_suggest (clients, row, MAX_GUESSES);
  /* Translators: %s is a client's number in Lacerte */
  g_autofree char *title = g_strdup_printf (_ ("Who Is Client %s?"), fee->client_number);
  /* Translators: a name, the form of a return, its tax year */
  g_autofree char *body = g_strdup_printf (_ ("“%s” in Lacerte, %s, %u. The choice is remembered."), fee->name, tie_fee_module_get_form (fee->module), fee->tax_year);
  GtkWidget *dialog = adw_message_dialog_new (parent, title, body);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  Question *question = g_new0 (Question, 1);

  question->session = g_object_ref (session);
  question->parent = g_object_ref (parent);
  question->key = g_strdup (fee->client_key);
  question->tin = g_strdup (fee->tin);
  question->module = fee->module;
  question->picker = TIE_PICKER (tie_picker_new (_ ("Client"), tie_session_get_pick_list (session, TIE_TYPE_CONTACT, G_TYPE_INVALID)));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (question->picker));
  add_guesses (GTK_BOX (box), question->picker, guesses);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "choose", _ ("C_hoose"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "choose", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "choose", FALSE);
  g_signal_connect_object (question->picker, "notify::id", G_CALLBACK (picked_cb), dialog, G_CONNECT_SWAPPED);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), question);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (GTK_WIDGET (question->picker));
}
