/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-start"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-fee-source-window.h"
#include "ui/tie-fee-start.h"
#include "ui/tie-fee-verb.h"
#include "ui/tie-fee-window.h"
#include "ui/tie-status-line.h"

/* Shorter work shows nothing. */
#define BUSY_MILLISECONDS 300

/* A command on its way. */
typedef struct
{
  GtkWindow *window;          /* (owned) */
  TieSession *session;        /* (owned) */
  char *project;              /* (owned) */
  TieFeeWish wish;
  GCancellable *cancellable;  /* (owned) */
  guint busy;                 /* source id, 0 when it was said */
  gboolean has_asked;         /* for a source */
} Start;

static void
start_free (Start *start)
{
  g_clear_handle_id (&start->busy, g_source_remove);
  g_object_unref (start->window);
  g_object_unref (start->session);
  g_object_unref (start->cancellable);
  g_free (start->project);
  tie_fee_wish_clear (&start->wish);
  g_free (start);
}

static void look (Start *start);

static void
source_closed_cb (GtkWidget *window,
                  Start *start)
{
  start->has_asked = TRUE;
  look (start);
}

static void
ask_for_source (Start *start)
{
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (start->window));
  GtkWidget *window;

  if (start->has_asked)
    {
      if (line != NULL)
        tie_status_line_say (line, _ ("No fee source was chosen."), FALSE);
      start_free (start);
      return;
    }
  window = tie_fee_source_window_open (start->window, start->session);
  g_signal_connect (window, "destroy", G_CALLBACK (source_closed_cb), start);
}

static void
go_on (Start *start,
       TieFeeLook *fee_look)
{
  if (tie_fee_look_must_ask (fee_look))
    tie_fee_window_open (start->window, start->session, &start->wish, fee_look);
  else
    tie_fee_verb_run (GTK_WIDGET (start->window), start->session, fee_look, NULL, NULL);
  start_free (start);
}

static void
looked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  Start *start = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieFeeLook) fee_look = tie_fee_look_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (start->window));

  if (start->busy == 0 && line != NULL)
    tie_status_line_set_progress (line, NULL, NULL);
  g_clear_handle_id (&start->busy, g_source_remove);
  if (!gtk_widget_get_mapped (GTK_WIDGET (start->window))) /* closed meanwhile */
    {
      start_free (start);
      return;
    }
  if (fee_look != NULL && fee_look->preview == NULL)
    ask_for_source (start);
  else if (fee_look != NULL)
    go_on (start, g_steal_pointer (&fee_look));
  else
    {
      if (line != NULL)
        tie_status_line_say_error (line, error);
      start_free (start);
    }
}

static gboolean
busy_cb (gpointer user_data)
{
  Start *start = user_data;
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (start->window));

  start->busy = 0;
  if (line != NULL)
    tie_status_line_set_progress (line, _ ("Reading the fee source…"), start->cancellable);
  return G_SOURCE_REMOVE;
}

static void
look (Start *start)
{
  start->busy = g_timeout_add (BUSY_MILLISECONDS, busy_cb, start);
  tie_fee_look_async (tie_session_get_store (start->session), start->project, &start->wish, TRUE, start->cancellable, looked_cb, start);
}

void
tie_fee_start (GtkWidget *widget,
               TieSession *session,
               const char *project,
               gboolean with_invoice)
{
  Start *start;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIE_IS_SESSION (session));
  g_return_if_fail (project != NULL);

  start = g_new0 (Start, 1);
  start->window = g_object_ref (GTK_WINDOW (gtk_widget_get_root (widget)));
  start->session = g_object_ref (session);
  start->project = g_strdup (project);
  start->wish.with_invoice = with_invoice;
  start->cancellable = g_cancellable_new ();
  look (start);
}
