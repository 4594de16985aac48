/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-pick-list.h"

G_BEGIN_DECLS

/* A row of a boxed list with one of a list's records in it, found by typing (TiePicker: AdwComboRow cannot search before
 * libadwaita 1.4).  What is wrong with the choice stands under it, tied to it for a screen reader.
 *
 * Signal "chosen" (char *id): a person chose another one; NULL: none. */
#define TIE_TYPE_CHOICE_ROW (tie_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (TieChoiceRow, tie_choice_row, TIE, CHOICE_ROW, AdwActionRow)

GtkWidget *tie_choice_row_new (const char *title);
void tie_choice_row_set_list (TieChoiceRow *self, TiePickList *list); /* NULL: nothing can be chosen */

void tie_choice_row_set_id (TieChoiceRow *self, const char *id);

/* NULL takes it away. */
void tie_choice_row_set_error (TieChoiceRow *self, const char *sentence);
const char *tie_choice_row_get_error (TieChoiceRow *self); /* NULL for none */

G_END_DECLS
