/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A field of a record in a boxed list: its name, its text, and what is wrong with it, tied to it for a screen reader.
 *
 * Signals:
 *   "commit" (char *text)   Enter, or the focus left, and the text is another one than was set
 *   "cure"                  the error's button was pressed */
#define TIE_TYPE_FIELD_ROW (tie_field_row_get_type ())
G_DECLARE_FINAL_TYPE (TieFieldRow, tie_field_row, TIE, FIELD_ROW, AdwPreferencesRow)

GtkWidget *tie_field_row_new (const char *title, gboolean is_lines);

const char *tie_field_row_get_text (TieFieldRow *self);
/* Keeps what is being typed: a text that was not committed yet is not replaced. */
void tie_field_row_set_text (TieFieldRow *self, const char *text);

/* Locks the text against a slip of the hand: a pencil with that name, F2 or a double click unlocks it until it is left. */
void tie_field_row_set_lock (TieFieldRow *self, const char *unlock);

/* A sentence under the field; cure (nullable) is the label of a button beside it.  NULL takes the error away. */
void tie_field_row_set_error (TieFieldRow *self, const char *sentence, const char *cure);
const char *tie_field_row_get_error (TieFieldRow *self); /* NULL for none */

/* Texts to choose from beside typing; choices stay the caller's, each may be "OR – Oregon", of which what stands before
 * the dash is taken. */
void tie_field_row_set_choices (TieFieldRow *self, const char *const *choices);

/* Emits "commit" when there is something to commit. */
void tie_field_row_commit (TieFieldRow *self);

G_END_DECLS
