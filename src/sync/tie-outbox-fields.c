/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-outbox-fields"
#include "config.h"

#include <string.h>

#include "sync/tie-outbox-fields.h"

#define MARK "Tieout:"

void
tie_outbox_fields_free (TieOutboxFields *self)
{
  g_free (self->state);
  g_free (self->number);
  g_free (self->date);
  g_free (self->party_id);
  g_free (self->stage);
  g_free (self->version);
  g_free (self->reference);
  g_free (self);
}

char *
tie_outbox_fields_to_string (const TieOutboxFields *self)
{
  const char *parts[] = { self->state, self->number, self->date, self->party_id, self->stage, self->version, self->reference, NULL };

  for (guint i = 0; i + 1 < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] == NULL)
        parts[i] = "";
    }
  return g_strjoinv ("\t", (char **) parts);
}

static char *
take_part (char **parts,
           guint index)
{
  return index < g_strv_length (parts) && *parts[index] != '\0' ? g_strdup (parts[index]) : NULL;
}

TieOutboxFields *
tie_outbox_fields_parse (const char *text)
{
  TieOutboxFields *self = g_new0 (TieOutboxFields, 1);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "\t", -1);

  self->state = take_part (parts, 0);
  self->number = take_part (parts, 1);
  self->date = take_part (parts, 2);
  self->party_id = take_part (parts, 3);
  self->stage = take_part (parts, 4);
  self->version = take_part (parts, 5);
  self->reference = take_part (parts, 6);
  if (self->state == NULL)
    self->state = g_strdup ("");
  return self;
}

char *
tie_outbox_make_mark (const char *local_id)
{
  return g_strconcat (MARK, local_id, NULL);
}

char *
tie_outbox_read_mark (const char *memo)
{
  const char *mark = memo != NULL ? strstr (memo, MARK) : NULL;
  gsize length;

  if (mark == NULL)
    return NULL;
  mark += strlen (MARK);
  length = strspn (mark, "0123456789abcdefABCDEF-");
  return length > 0 ? g_strndup (mark, length) : NULL;
}
