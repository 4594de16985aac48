/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-print-window"
#include "config.h"

#include "billing/tie-document-actions.h"
#include "ui/tie-print-window-private.h"
#include "ui/tie-undo-control.h"

/* The document is sent, or not. */
typedef struct
{
  char *id;
  char *window;   /* whose Ctrl+Z takes it back */
  gboolean is_sent;
  char *sentence; /* out */
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_free (sending->id);
  g_free (sending->window);
  g_free (sending->sentence);
  g_free (sending);
}

static gboolean
set_sent_func (TieDb *db,
               gpointer user_data,
               GError **error)
{
  Sending *sending = user_data;
  g_auto (TieBillingStep) step = { .window = sending->window };
  const char *ids[] = { sending->id, NULL };

  if (!tie_document_set_sent (db, ids, sending->is_sent, &step, error))
    return FALSE;
  sending->sentence = g_steal_pointer (&step.sentence);
  return TRUE;
}

static void
set_sent_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (TiePrintWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  const Sending *sending = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (self->session == NULL)
    return;
  if (sending != NULL)
    tie_status_line_say (self->status_line, sending->sentence, TRUE);
  else
    {
      tie_status_line_say_error (self->status_line, error);
      tie_print_window_load (self); /* the switch goes back */
    }
}

void
tie_print_window_set_sent (TiePrintWindow *self,
                           gboolean is_sent)
{
  Sending *sending;

  if (self->is_sent == is_sent || !gtk_widget_get_visible (self->sent_group))
    return;
  self->is_sent = is_sent; /* what is pressed next is compared with it; a failure reads it anew */
  sending = g_new0 (Sending, 1);
  sending->id = g_strdup (self->id);
  sending->window = g_strdup (tie_undo_control_get_id (GTK_WIDGET (self)));
  sending->is_sent = is_sent;
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_WRITE, set_sent_func, sending, sending_free, NULL, set_sent_cb, g_object_ref (self));
}
