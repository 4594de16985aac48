/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lines that are sent take the place of all that are there.  What others have tied to a line there (its id, a tracking category, a
 * class) stays only where it goes along with the line that it was tied to. */

/* What a line is known again by; nothing is owned. */
typedef struct
{
  const char *form; /* lines of two forms are never the same */
  const char *code; /* (nullable) of the product or account */
  const char *text; /* (nullable) */
  gint64 amount;
} TieLineTraits;

/* (transfer full, g_free) For each of ours the index of the one that it is there, or -1: it is new.  Two of text, code and place are
 * the same in both; among several, the one that has most in common. */
int *tie_line_match (const TieLineTraits *ours, guint n_ours, const TieLineTraits *theirs, guint n_theirs);

G_END_DECLS
