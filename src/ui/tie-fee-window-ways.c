/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-window"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-document.h"
#include "ui/tie-fee-other.h"
#include "ui/tie-fee-row-window.h"
#include "ui/tie-fee-source-window.h"
#include "ui/tie-fee-window-private.h"
#include "ui/tie-help.h"
#include "ui/tie-record-place.h"

static void
row_chosen_cb (TieFeeWindow *self,
               const char *file,
               guint line)
{
  g_free (self->wish.file);
  self->wish.file = g_strdup (file);
  self->wish.line = line;
  self->wish.is_typed = FALSE;
  tie_fee_window_load (self, FALSE);
}

static void
choose_row (TieFeeWindow *self)
{
  GtkWidget *window = tie_fee_row_window_new (GTK_WINDOW (self), self->session, self->project);

  g_signal_connect_object (window, "chosen", G_CALLBACK (row_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
source_closed_cb (TieFeeWindow *self)
{
  self->uses_last = FALSE;
  tie_fee_window_load (self, TRUE);
}

static void
open_source (TieFeeWindow *self)
{
  GtkWidget *window = tie_fee_source_window_open (GTK_WINDOW (self), self->session);

  g_signal_connect_object (window, "destroy", G_CALLBACK (source_closed_cb), self, G_CONNECT_SWAPPED);
}

static void
type_amount (TieFeeWindow *self)
{
  self->wish.is_typed = TRUE;
  self->wish.typed = tie_amount_entry_get_value (self->amount);
  g_clear_pointer (&self->wish.file, g_free);
  tie_fee_window_load (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->amount));
}

static void
show_timers (TieFeeWindow *self)
{
  const TieInvoicePreview *wip = self->look->preview->wip;
  g_autofree char *names = NULL;
  GtkWidget *dialog;

  if (wip == NULL)
    return;
  g_ptr_array_add (wip->timers, NULL); /* ends the names */
  names = g_strjoinv ("\n", (char **) wip->timers->pdata);
  g_ptr_array_remove_index (wip->timers, wip->timers->len - 1);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Timers on This Project"), names);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
tie_fee_window_take_way (TieFeeWindow *self,
                         guint way,
                         guint code)
{
  g_autofree char *page = tie_fee_code_dup_help (code);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (self->look == NULL)
    return;
  switch ((TieFeeWay) way)
    {
    case TIE_FEE_WAY_CHOOSE_ROW:
      choose_row (self);
      break;
    case TIE_FEE_WAY_SOURCE:
    case TIE_FEE_WAY_COLUMNS:
      open_source (self);
      break;
    case TIE_FEE_WAY_TYPE:
      type_amount (self);
      break;
    case TIE_FEE_WAY_OPEN_PROJECT:
      tie_fee_other_open (GTK_WIDGET (parent), self->session, self->look->preview);
      gtk_window_close (GTK_WINDOW (self));
      break;
    case TIE_FEE_WAY_SHOW_INVOICE:
      gtk_widget_activate_action (GTK_WIDGET (parent), "win.open-record", "(ss)", tie_record_place_get_page (TIE_DOCUMENT_KIND_INVOICE), self->look->preview->invoice);
      gtk_window_close (GTK_WINDOW (self));
      break;
    case TIE_FEE_WAY_REPLACE_DRAFT:
      self->wish.replace = TRUE;
      tie_fee_window_load (self, FALSE);
      break;
    case TIE_FEE_WAY_AMOUNT_ONLY:
      self->wish.with_invoice = FALSE;
      tie_fee_window_load (self, FALSE);
      break;
    case TIE_FEE_WAY_TRY_AGAIN:
      tie_fee_window_load (self, TRUE);
      break;
    case TIE_FEE_WAY_LAST_GOOD:
      self->uses_last = TRUE;
      tie_fee_window_update (self);
      break;
    case TIE_FEE_WAY_DATE:
      gtk_widget_grab_focus (GTK_WIDGET (self->date));
      break;
    case TIE_FEE_WAY_STOP_TIMERS:
      show_timers (self);
      break;
    case TIE_FEE_WAY_HELP:
      tie_help_show (GTK_WINDOW (self), page);
      break;
    case TIE_FEE_WAY_CONTINUE: /* the window's own button */
    default:
      break;
    }
}
