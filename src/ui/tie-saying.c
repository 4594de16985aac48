/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-saying"
#include "config.h"

#include "ui/tie-record-edit.h"
#include "ui/tie-saying.h"
#include "ui/tie-status-line.h"

struct _TieSaying
{
  TieStatusLine *line; /* (weak) (nullable): of the window */
  char *sentence;      /* (owned) */
};

TieSaying *
tie_saying_new (GtkWidget *widget,
                char *sentence)
{
  TieSaying *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (sentence != NULL, NULL);

  self = g_new0 (TieSaying, 1);
  self->sentence = sentence;
  g_set_weak_pointer (&self->line, tie_status_line_for (widget));
  return self;
}

const char *
tie_saying_get_sentence (const TieSaying *self)
{
  return self->sentence;
}

void
tie_saying_end (TieSaying *self,
                const GError *error)
{
  if (self->line != NULL && error != NULL)
    tie_status_line_say_error (self->line, error);
  else if (self->line != NULL)
    tie_status_line_say (self->line, self->sentence, TRUE);
  g_clear_weak_pointer (&self->line);
  g_free (self->sentence);
  g_free (self);
}

void
tie_saying_edited_cb (GObject *source,
                      GAsyncResult *result,
                      gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  tie_record_edit_finish (TIE_STORE (source), result, &error);
  tie_saying_end (user_data, error);
}
