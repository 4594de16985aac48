/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match.h"

/* Rows that own their strings. */
typedef struct
{
  GArray *rows;          /* (owned) of TieMatchRow */
  GStringChunk *strings; /* (owned) */
} MatchList;

MatchList *match_list_new (void);
void match_list_free (MatchList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MatchList, match_list_free)

/* ids are "1", "2" … */
void match_list_add (MatchList *self, const char *name);
MatchList *match_list_new_from_names (const char *const *names);
/* tests/data/matching/SET/FILE */
MatchList *match_list_new_from_file (const char *set, const char *file);
/* left_id,right_id as "left\tright" → itself */
GHashTable *match_read_truth (const char *set);

const TieMatchRow *match_list_get (const MatchList *self);
TieMatchResult *match_run (const MatchList *left, const MatchList *right, const TieMatchOptions *options);

/* A list of people and firms with slips, doubles and namesakes: the same for the same seed. */
MatchList *match_list_new_made (guint32 seed, guint n, guint side);

/* "left id → right id band score", one a line, sorted: the same for the same links. */
char *match_describe (const TieMatchResult *result, const MatchList *left, const MatchList *right, gboolean is_swapped);
