/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-steps"
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/tie-typed-date.h"
#include "model/tie-tax-code.h"
#include "ui/tie-date-entry.h"
#include "ui/tie-picker.h"
#include "ui/tie-sync-steps-private.h"

static void
step_free (gpointer data,
           GClosure *closure)
{
  tie_sync_step_free (data);
}

static void
answered_cb (AdwMessageDialog *dialog,
             const char *response,
             TieSyncStep *step)
{
  GtkWidget *entry = adw_message_dialog_get_extra_child (dialog);
  const char *answer = TIE_IS_PICKER (entry) ? tie_picker_get_id (TIE_PICKER (entry)) : tie_date_entry_get_date (TIE_DATE_ENTRY (entry));

  if (!g_str_equal (response, "take") || answer == NULL || *answer == '\0')
    return;
  g_free (step->text);
  step->text = g_strdup (answer);
  tie_sync_step_run (step);
}

/* Nothing that could not be read may be taken. */
static void
entry_changed_cb (AdwMessageDialog *dialog)
{
  GtkWidget *entry = adw_message_dialog_get_extra_child (dialog);
  const char *answer = TIE_IS_PICKER (entry) ? tie_picker_get_id (TIE_PICKER (entry)) : tie_date_entry_get_date (TIE_DATE_ENTRY (entry));

  adw_message_dialog_set_response_enabled (dialog, "take", answer != NULL && *answer != '\0');
}

static void
ask (const TieSyncStep *step,
     const char *heading,
     const char *verb,
     GtkWidget *entry,
     const char *property)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (step->widget)), heading, step->finding->sentence);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "take", verb, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "take", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "take");
  g_signal_connect_object (entry, property, G_CALLBACK (entry_changed_cb), dialog, G_CONNECT_SWAPPED);
  entry_changed_cb (ADW_MESSAGE_DIALOG (dialog));
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), tie_sync_step_copy (step), step_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

void
tie_sync_step_ask_for_tax (const TieSyncStep *step)
{
  GtkWidget *picker = tie_picker_new (_ ("Tax code"), tie_session_get_pick_list (step->session, TIE_TYPE_TAX_CODE, G_TYPE_INVALID));

  ask (step, _ ("Choose a Tax Code"), _ ("_Use It"), picker, "notify::id");
}

void
tie_sync_step_ask_for_date (const TieSyncStep *step)
{
  GtkWidget *entry = tie_date_entry_new (_ ("Date"));
  g_autofree char *today = tie_typed_date_get_today ();

  tie_date_entry_set_date (TIE_DATE_ENTRY (entry), step->finding->there != NULL ? step->finding->there : today);
  ask (step, _ ("Change the Date"), _ ("C_hange Date"), entry, "notify::date");
}

static void
chosen_cb (AdwMessageDialog *dialog,
           const char *response,
           TieSyncStep *step)
{
  if (g_str_equal (response, "open"))
    tie_sync_steps_open (step->widget, step->row);
  else if (g_str_equal (response, "keep"))
    {
      step->action = TIE_SYNC_ACTION_KEEP_OURS;
      tie_sync_step_run (step);
    }
}

static void
add_side (GtkGrid *grid,
          int row,
          const char *side,
          const char *value)
{
  GtkWidget *name = gtk_label_new (side);
  GtkWidget *label = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (name), 1);
  gtk_widget_add_css_class (name, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_grid_attach (grid, name, 0, row, 1, 1);
  gtk_grid_attach (grid, label, 1, row, 1, 1);
}

void
tie_sync_step_ask_whose (const TieSyncStep *step)
{
  /* Translators: %s is the number of a document */
  g_autofree char *heading = g_strdup_printf (_ ("Review Changes: %s"), tie_sync_row_get_number (step->row));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (step->widget)), heading,
                                              _ ("Keep Ours writes what is here over theirs with the next sync. To keep theirs, enter their values here first."));
  GtkWidget *grid = gtk_grid_new ();

  gtk_widget_set_halign (grid, GTK_ALIGN_CENTER);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  add_side (GTK_GRID (grid), 0, _ ("Here"), step->finding->here);
  add_side (GTK_GRID (grid), 1, tie_session_get_package (step->session)->short_name, step->finding->there);
  add_side (GTK_GRID (grid), 2, _ ("When sent"), step->finding->details);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), grid);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "open", _ ("_Open"), "keep", _ ("_Keep Ours"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "keep", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "open");
  g_signal_connect_data (dialog, "response", G_CALLBACK (chosen_cb), tie_sync_step_copy (step), step_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
