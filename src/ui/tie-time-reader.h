/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-time-line.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

typedef enum
{
  TIE_TIME_PROJECT,
  TIE_TIME_CODE,
  TIE_TIME_N_WHATS
} TieTimeWhat;

/* What a typed line of time means in this practice: "carter 1040 1.5 review k-1" with its projects and work codes.  Where
 * several fit, a person chooses; the choice holds until it is forgotten.
 *
 * Signal "changed": the practice has other projects or codes; the line was read anew. */
#define TIE_TYPE_TIME_READER (tie_time_reader_get_type ())
G_DECLARE_FINAL_TYPE (TieTimeReader, tie_time_reader, TIE, TIME_READER, GObject)

TieTimeReader *tie_time_reader_new (TieSession *session);

void tie_time_reader_read (TieTimeReader *self, const char *typed);
/* As last read, alive until it is read again. */
const TieTimeLine *tie_time_reader_get_line (TieTimeReader *self);

/* What may be meant, as ids. */
guint tie_time_reader_get_n_candidates (TieTimeReader *self, TieTimeWhat what);
const char *tie_time_reader_get_candidate (TieTimeReader *self, TieTimeWhat what, guint i);
void tie_time_reader_choose (TieTimeReader *self, TieTimeWhat what, const char *id);
void tie_time_reader_forget_choices (TieTimeReader *self);
/* The one that is meant: chosen, or the only one that fits; NULL while that is open. */
const char *tie_time_reader_get_clear (TieTimeReader *self, TieTimeWhat what);

/* Words for people: of one candidate; of the hours and what is wrong with them; of all that was understood. */
char *tie_time_reader_describe_candidate (TieTimeReader *self, TieTimeWhat what, const char *id);
char *tie_time_reader_describe_hours (TieTimeReader *self);
char *tie_time_reader_describe (TieTimeReader *self);

G_END_DECLS
