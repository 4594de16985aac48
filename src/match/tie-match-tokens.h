/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A name cut into words, each with the signs that stood round it; folding would lose them. */
typedef struct
{
  guint32 start;  /* in the folded text */
  guint16 length;
  guint8 part;    /* commas before it */
  guint8 segment; /* colons before it */
  guint8 in_brackets : 1;
  guint8 after_hash : 1;  /* "#12" */
  guint8 after_slash : 1; /* "Bob/Ann", "d/b/a" */
  guint8 after_dash : 1;  /* "Acme - West" */
  guint8 is_and : 1;      /* "&", "+" */
  guint8 is_close : 1;    /* nothing but a point or an apostrophe before it: "L.L.C.", "Int'l" */
} TieMatchToken;

#define TIE_MATCH_MAX_TOKENS 24

typedef struct
{
  GString *folded; /* (owned) */
  TieMatchToken tokens[TIE_MATCH_MAX_TOKENS];
  guint n_tokens;
  guint n_commas;
  guint n_colons;
  guint n_letters;
} TieMatchTokens;

void tie_match_tokens_init (TieMatchTokens *self);
void tie_match_tokens_clear (TieMatchTokens *self);

/* Reads another name into the same memory.  What is beyond the last token becomes part of it, so that names that differ
 * only there still differ. */
void tie_match_tokens_read (TieMatchTokens *self,
                            const char *name);

G_END_DECLS
