/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match.h"

G_BEGIN_DECLS

/* A CSV file of names for Automatch: columns in any order, unknown ones ignored, id and name needed. */
typedef struct
{
  const char *path;      /* (unowned) */
  GArray *rows;          /* (owned) of TieMatchRow, whose strings are in the next */
  GStringChunk *strings; /* (owned) */
  GHashTable *ids;       /* (owned) (nullable): id → row + 1 */
} TieMatchFile;

void tie_match_file_free (TieMatchFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieMatchFile, tie_match_file_free)

/* No pairs will be read any more: for a million rows their ids are 40 MB. */
void tie_match_file_forget_ids (TieMatchFile *self);

/* Errors: TIE_ERROR_INVALID with one line that names file, line and column. */
/* The same from memory; path is for messages, and borrowed like the one of the other. */
TieMatchFile *tie_match_file_read_text (const char *path,
                                        const char *text,
                                        gsize length,
                                        GError **error);
TieMatchFile *tie_match_file_read (const char *path,
                                   GError **error);

/* A file of pairs (columns left_id and right_id) as a GArray of TieMatchPair; is_one_to_one: an id that comes again is an
 * error. */
GArray *tie_match_file_read_pairs (const char *path,
                                   const TieMatchFile *left,
                                   const TieMatchFile *right,
                                   gboolean is_one_to_one,
                                   GError **error);

G_END_DECLS
