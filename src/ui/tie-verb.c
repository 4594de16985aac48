/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-verb"
#include "config.h"

#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"
#include "ui/tie-verb.h"

typedef struct
{
  TieVerbFunc func;
  gpointer data;           /* (owned) */
  GDestroyNotify data_free;
  TieVerbDone done;
  GObject *owner;          /* (owned) (nullable) */
  TieStatusLine *line;     /* (weak) (nullable): of the window, which may be gone when it is through */
  char *window;            /* (owned) (nullable) */
  TieBillingStep step;     /* (owned) */
} Verb;

static void
verb_free (Verb *verb)
{
  if (verb->data_free != NULL)
    verb->data_free (verb->data);
  g_clear_object (&verb->owner);
  g_clear_weak_pointer (&verb->line);
  g_free (verb->window);
  tie_billing_step_clear (&verb->step);
  g_free (verb);
}

static gboolean
run_func (TieDb *db,
          gpointer user_data,
          GError **error)
{
  Verb *verb = user_data;

  verb->step.window = verb->window;
  return verb->func (db, verb->data, &verb->step, error);
}

static void
ran_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  Verb *verb = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_shown = FALSE;

  tie_store_run_finish (TIE_STORE (source), result, &error);
  if (verb->done != NULL)
    is_shown = verb->done (verb->data, error, verb->owner);
  if (verb->line != NULL && error != NULL && !is_shown)
    tie_status_line_say_error (verb->line, error);
  else if (verb->line != NULL && error == NULL && verb->step.sentence != NULL)
    tie_status_line_say (verb->line, verb->step.sentence, verb->step.id != 0);
  verb_free (verb);
}

void
tie_verb_run (GtkWidget *widget,
              TieStore *store,
              TieVerbFunc func,
              gpointer data,
              GDestroyNotify data_free,
              TieVerbDone done,
              gpointer owner)
{
  Verb *verb;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIE_IS_STORE (store));
  g_return_if_fail (func != NULL);

  verb = g_new0 (Verb, 1);
  verb->func = func;
  verb->data = data;
  verb->data_free = data_free;
  verb->done = done;
  verb->owner = owner != NULL ? g_object_ref (owner) : NULL;
  verb->window = g_strdup (tie_undo_control_get_id (widget));
  g_set_weak_pointer (&verb->line, tie_status_line_for (widget));
  /* Freed by the callback, which looks at it after the store is done with it. */
  tie_store_run_async (store, TIE_STORE_WRITE, run_func, verb, NULL, NULL, ran_cb, verb);
}
