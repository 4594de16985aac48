/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-form"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "ui/tie-background.h"
#include "ui/tie-sync-form-private.h"

/* "Keep syncing in the background": what the desktop says decides, so the setting follows its answer and not the switch. */

typedef struct
{
  TieSyncForm *form; /* (owned) */
  guint number;      /* of the question: a later one makes it void */
} Question;

static void
say (TieSyncForm *self,
     const char *sentence,
     gboolean is_error)
{
  GtkWidget *row = GTK_WIDGET (self->switch_rows[SWITCH_BACKGROUND]);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sentence);
  if (is_error)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
}

static void
refuse (TieSyncForm *self,
        const GError *error)
{
  g_autofree char *sentence = tie_error_get_sentence (error);

  self->is_showing = TRUE;
  gtk_switch_set_active (self->toggles[SWITCH_BACKGROUND], FALSE);
  self->is_showing = FALSE;
  say (self, sentence, TRUE);
  g_signal_emit_by_name (self, "refused", error);
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (TieSyncForm) self = question->form;
  g_autoptr (GError) error = NULL;
  gboolean is_allowed = tie_background_ask_finish (result, &error);

  if (!self->is_asking || question->number != self->n_asked)
    return;
  self->is_asking = FALSE;
  if (!is_allowed)
    {
      refuse (self, error);
      return;
    }
  self->settings->in_background = TRUE;
  say (self, "", FALSE);
  tie_sync_form_changed (self);
}

void
tie_sync_form_ask_background (TieSyncForm *self,
                              gboolean is_wanted)
{
  Question *question;

  self->is_asking = is_wanted;
  self->settings->in_background = FALSE;
  say (self, is_wanted ? _ ("Asking the system…") : "", FALSE);
  tie_sync_form_changed (self);
  if (!is_wanted)
    return;
  question = g_new0 (Question, 1);
  question->form = g_object_ref (self);
  question->number = ++self->n_asked;
  tie_background_ask_async (self->settings->interval, answered_cb, question);
}

void
tie_sync_form_forget_background (TieSyncForm *self)
{
  self->is_asking = FALSE;
  say (self, "", FALSE);
}
