/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row that says how another program spells something of ours: what it is called here, and a field.  Left empty, the field shows
 * how it is written by rule.
 *
 * Signal "commit" (char *text): a person left the field with another text. */
#define TIE_TYPE_SPELLING_ROW (tie_spelling_row_get_type ())
G_DECLARE_FINAL_TYPE (TieSpellingRow, tie_spelling_row, TIE, SPELLING_ROW, AdwActionRow)

GtkWidget *tie_spelling_row_new (const char *title);
/* typed: (nullable); by_rule: what is written while nothing is typed, "" for none. */
void tie_spelling_row_set_text (TieSpellingRow *self, const char *typed, const char *by_rule);
/* A sentence under the field, tied to it; NULL takes it away. */
void tie_spelling_row_set_error (TieSpellingRow *self, const char *sentence);
void tie_spelling_row_set_editable (TieSpellingRow *self, gboolean is_editable);
/* Types the text and leaves the field. */
void tie_spelling_row_type (TieSpellingRow *self, const char *text);

G_END_DECLS
