/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-layout.h"

G_BEGIN_DECLS

/* One word of a layout. */
typedef struct
{
  char *text;   /* (owned) */
  guint column; /* where it begins, from 1 */
} TieFileWord;
void tie_file_word_clear (gpointer data);

typedef struct
{
  TieFileLayout *layout;
  const char *name; /* of the file */
  guint line;
  GArray *words;    /* (owned) (element-type TieFileWord) of the line: the key, and what stands behind the equals sign */
  const char *section;
  TieFileTable *table;   /* (nullable) that the section is about */
  TieFileOption *option; /* (nullable) */
  char *denied;          /* (owned) characters that have no place in any cell */
} TieFileParser;

/* Always FALSE: the error says where, and what is wrong there. */
gboolean tie_file_parser_fail (TieFileParser *self, guint column, GError **error, const char *format, ...) G_GNUC_PRINTF (4, 5);
/* "key = word word …" as words, the key first; none for an empty line and a comment. */
gboolean tie_file_parser_split (TieFileParser *self, const char *line, GError **error);
const TieFileWord *tie_file_parser_get_word (TieFileParser *self, guint i);
/* The place of text, which stands in word, in choices, which end with NULL. */
gboolean tie_file_parser_choose (TieFileParser *self, const TieFileWord *word, const char *text, const char *const *choices, guint *chosen, GError **error);
gboolean tie_file_parser_read_number (TieFileParser *self, const TieFileWord *word, const char *text, guint *number, GError **error);

/* A line "column = NAME SOURCE ATTRIBUTE…" of the section's table. */
gboolean tie_file_parser_read_column (TieFileParser *self, const char *line, GError **error);
extern const char *const tie_file_truths[];
/* What kinds of rows are called, in the order of their bits. */
extern const char *const tie_file_row_kinds[];

G_END_DECLS
