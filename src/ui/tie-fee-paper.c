/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-paper"
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "fees/tie-fee-code.h"
#include "fees/tie-fee-pdf.h"
#include "fees/tie-fee-reader.h"
#include "ui/tie-fee-paper.h"

#define PLACE_KEY "tie-place"

/* The question on its way: file, amounts, answer. */
typedef struct
{
  GtkWindow *parent;             /* (owned) */
  TieFeePaperFunc func;
  GObject *owner;                /* (owned) */
  GtkFileChooserNative *chooser; /* (owned) (nullable) */
  char *name;                    /* (owned) of the file */
  GPtrArray *amounts;            /* (owned) (nullable) (element-type TieFeePdfAmount) */
  AdwMessageDialog *dialog;      /* (unowned) */
  guint chosen;                  /* G_MAXUINT: none */
} Paper;

static void
paper_free (Paper *paper)
{
  g_object_unref (paper->parent);
  g_object_unref (paper->owner);
  g_clear_object (&paper->chooser);
  g_clear_pointer (&paper->amounts, g_ptr_array_unref);
  g_free (paper->name);
  g_free (paper);
}

static void
say (Paper *paper,
     const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (paper->parent, paper->name, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
toggled_cb (GtkCheckButton *check,
            Paper *paper)
{
  if (!gtk_check_button_get_active (check))
    return;
  paper->chosen = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), PLACE_KEY));
  adw_message_dialog_set_response_enabled (paper->dialog, "use", TRUE);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char *response,
             Paper *paper)
{
  if (g_str_equal (response, "use") && paper->chosen < paper->amounts->len)
    paper->func (((TieFeePdfAmount *) paper->amounts->pdata[paper->chosen])->amount, paper->name, paper->owner);
  paper_free (paper);
}

static char *
describe_amount (const TieFeePdfAmount *amount)
{
  g_autofree char *money = tie_money_to_words (amount->amount);

  if (amount->may_be_older)
    /* Translators: an amount, the words beside it in the document, the number of the page */
    return g_strdup_printf (_ ("%s: %s, page %u. It may hold older unpaid amounts."), money, amount->label, amount->page);
  /* Translators: an amount, the words beside it in the document, the number of the page */
  return g_strdup_printf (_ ("%s: %s, page %u"), money, amount->label, amount->page);
}

static GtkWidget *
create_choices (Paper *paper)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkCheckButton *first = NULL;

  for (guint i = 0; i < paper->amounts->len; i++)
    {
      g_autofree char *words = describe_amount (paper->amounts->pdata[i]);
      GtkWidget *check = gtk_check_button_new_with_label (words);

      gtk_check_button_set_group (GTK_CHECK_BUTTON (check), first);
      if (first == NULL)
        first = GTK_CHECK_BUTTON (check);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
      g_object_set_data (G_OBJECT (check), PLACE_KEY, GUINT_TO_POINTER (i));
      g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), paper);
      gtk_box_append (GTK_BOX (box), check);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 240);
  return scrolled;
}

static void
ask (Paper *paper)
{
  GtkWidget *dialog = adw_message_dialog_new (paper->parent, _ ("Which Amount Is the Fee?"), paper->name);

  paper->dialog = ADW_MESSAGE_DIALOG (dialog);
  paper->chosen = G_MAXUINT;
  adw_message_dialog_set_extra_child (paper->dialog, create_choices (paper));
  adw_message_dialog_add_responses (paper->dialog, "cancel", _ ("_Cancel"), "use", _ ("_Use Amount"), NULL);
  adw_message_dialog_set_response_appearance (paper->dialog, "use", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (paper->dialog, "use", FALSE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), paper);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  Paper *paper = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  paper->amounts = g_task_propagate_pointer (G_TASK (result), &error);
  if (paper->amounts != NULL && paper->amounts->len > 0)
    {
      ask (paper);
      return;
    }
  if (error == NULL)
    sentence = g_strdup (_ ("No amounts were found in it. It may be a scan: type the amount."));
  else
    sentence = error->domain == TIE_FEE_ERROR ? g_strdup (error->message) : tie_error_get_sentence (error);
  say (paper, sentence);
  paper_free (paper);
}

static void
read_thread (GTask *task,
             gpointer source,
             gpointer name,
             GCancellable *cancellable)
{
  g_autoptr (GBytes) bytes = NULL;
  GPtrArray *amounts;
  GError *error = NULL;
  TieFeeFacts facts = { .file = name, .text = _ ("It is too large.") };

  bytes = g_file_load_bytes (source, cancellable, NULL, &error);
  if (bytes != NULL && g_bytes_get_size (bytes) > TIE_FEE_MAX_BYTES)
    tie_fee_set_error (&error, TIE_FEE_L14_PROTECTED, &facts);
  amounts = error == NULL ? tie_fee_pdf_read (bytes, name, &error) : NULL;
  if (amounts != NULL)
    g_task_return_pointer (task, amounts, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
read_file (Paper *paper,
           GFile *file)
{
  g_autoptr (GTask) task = g_task_new (file, NULL, read_cb, paper);

  paper->name = g_file_get_basename (file);
  g_task_set_source_tag (task, read_file);
  g_task_set_task_data (task, g_strdup (paper->name), g_free);
  g_task_run_in_thread (task, read_thread);
}

static void
chosen_cb (GtkNativeDialog *chooser,
           int response,
           Paper *paper)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;

  if (file != NULL)
    read_file (paper, file);
  else
    paper_free (paper);
}

static Paper *
paper_new (GtkWindow *parent,
           TieFeePaperFunc func,
           gpointer owner)
{
  Paper *paper = g_new0 (Paper, 1);

  paper->parent = g_object_ref (parent);
  paper->func = func;
  paper->owner = g_object_ref (owner);
  return paper;
}

void
tie_fee_paper_choose (GtkWindow *parent,
                      TieFeePaperFunc func,
                      gpointer owner)
{
  Paper *paper;
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (G_IS_OBJECT (owner));

  paper = paper_new (parent, func, owner);
  gtk_file_filter_set_name (filter, _ ("PDF documents"));
  gtk_file_filter_add_suffix (filter, "pdf");
  paper->chooser = gtk_file_chooser_native_new (_ ("Choose the Printed Invoice"), parent, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), NULL);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (paper->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (paper->chooser), TRUE);
  g_signal_connect (paper->chooser, "response", G_CALLBACK (chosen_cb), paper);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (paper->chooser));
}

void
tie_fee_paper_open (GtkWindow *parent,
                    GFile *file,
                    TieFeePaperFunc func,
                    gpointer owner)
{
  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (G_IS_OBJECT (owner));

  read_file (paper_new (parent, func, owner), file);
}
