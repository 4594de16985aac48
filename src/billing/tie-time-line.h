/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A line of time as a person types it, "carter 1040 1.5 review k-1": whose project, which code, how many hours, and what
 * was done, in any order. */

typedef struct
{
  const char *id;
  const char *key; /* folded (tie_text_fold()): a project's name and client; of a code the code alone */
} TieTimeChoice;

typedef enum
{
  TIE_TIME_LINE_NONE = 0, /* no number was typed */
  TIE_TIME_LINE_GIVEN,
  TIE_TIME_LINE_NEGATIVE,
  TIE_TIME_LINE_TOO_MANY, /* more hours than a day has */
} TieTimeLineHours;

typedef struct
{
  GArray *projects; /* (owned), element guint: which of them are meant, best first; one is clear, several are to choose from */
  GArray *codes;    /* (owned), element guint */
  TieTimeLineHours hours_state;
  gint64 hours; /* × 10 000 */
  char *text;   /* (owned): what is left */
} TieTimeLine;

/* Hours are "1.5", "1,5", "1:30", "1h30", "90m" or "2h".  Words mean a project by the beginnings of words of its name and
 * client, the first such words in the line; a code by itself, by a part of it ("1040" of "TAX-1040") or by its beginning. */
TieTimeLine *tie_time_line_parse (const char *line, const TieTimeChoice *projects, guint n_projects, const TieTimeChoice *codes, guint n_codes);
void tie_time_line_free (TieTimeLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieTimeLine, tie_time_line_free)

/* What is typed in a cell of the week: as the hours above, "" and "-" for none; FALSE when it is no such text. */
gboolean tie_time_line_parse_hours (const char *text, gint64 *hours);

G_END_DECLS
