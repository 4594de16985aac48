/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-accounting-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "ui/tie-accounting-log.h"
#include "ui/tie-accounting-window-private.h"
#include "ui/tie-show-file.h"
#include "ui/tie-windows.h"

#define PATH_KEY "tie-path"
#define BATCH_KEY "tie-batch"

static void
response_cb (AdwMessageDialog *dialog,
             const char *response,
             TieAccountingWindow *self)
{
  if (self->session == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->panes[tie_accounting_window_get_kind (self) - 1]));
  if (g_str_equal (response, "show"))
    tie_show_file (GTK_WINDOW (self), g_object_get_data (G_OBJECT (dialog), PATH_KEY));
  else if (g_str_equal (response, "log"))
    tie_windows_show (GTK_WINDOW (self), self->session, tie_accounting_log_new (self->session, g_object_get_data (G_OBJECT (dialog), BATCH_KEY)));
}

/* "12 invoices, 4,560.00, in “Tieout invoices 3.iif”." */
static char *
make_count (const TieFileExport *written)
{
  g_autofree char *amount = tie_money_to_display (written->total);
  guint n = written->n_records;

  /* Translators: how many, their sum, and the name of the file in all */
  if (written->kind == TIE_EXPORT_CUSTOMERS)
    return g_strdup_printf (ngettext ("%u customer in “%s”.", "%u customers in “%s”.", n), n, written->batch->file);
  if (written->kind == TIE_EXPORT_PAYMENTS)
    return g_strdup_printf (ngettext ("%u payment, %s, in “%s”.", "%u payments, %s, in “%s”.", n), n, amount, written->batch->file);
  return g_strdup_printf (ngettext ("%u invoice, %s, in “%s”.", "%u invoices, %s, in “%s”.", n), n, amount, written->batch->file);
}

void
tie_accounting_window_show_done (TieAccountingWindow *self,
                                 const TieFileExport *written)
{
  g_autofree char *count = make_count (written);
  g_autofree char *changes = NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (written->n_changes > 0)
    changes = g_strdup_printf (ngettext ("%u text was cut or replaced: see the log.", "%u texts were cut or replaced: see the log.", written->n_changes), written->n_changes);
  body = g_strjoin ("\n", count, written->kind == TIE_EXPORT_INVOICES ? _ ("Import it there, then post.") : _ ("Import it there."), changes, NULL);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Exported to file"), body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  if (written->n_changes > 0)
    adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "log", _ ("Show _Log"));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "show", _ ("Show in _Files"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_object_set_data_full (G_OBJECT (dialog), PATH_KEY, g_strdup (written->written), g_free);
  g_object_set_data_full (G_OBJECT (dialog), BATCH_KEY, g_strdup (written->batch->id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Exported to file"), -1);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  tie_status_line_say (self->status_line, count, FALSE);
}
