/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-pick-list.h"
#include "ui/tie-typed-entry.h"

G_BEGIN_DECLS

/* A field for a reference: what is typed is looked for in names, codes and texts of a TiePickList, and the best ones are
 * offered below.  Down and Up choose, Enter or leaving the field takes the chosen one, Escape closes and brings back what
 * stood there.  It remembers an id, and shows an archived record that it was given.
 * Property "id" (NULL for none), notified.  Signal "picked": a person chose a record. */
#define TIE_TYPE_PICKER (tie_picker_get_type ())
G_DECLARE_FINAL_TYPE (TiePicker, tie_picker, TIE, PICKER, TieTypedEntry)

GtkWidget *tie_picker_new (const char *accessible_name, TiePickList *list);
void tie_picker_set_list (TiePicker *self, TiePickList *list);

const char *tie_picker_get_id (TiePicker *self);
void tie_picker_set_id (TiePicker *self, const char *id);
/* The record that stands there; NULL for none, or while the list is being read. */
const TiePickItem *tie_picker_get_item (TiePicker *self);

/* Only records of that contact, or contacts of that sort (TIE_PICK_…), are offered; NULL: all. */
void tie_picker_set_owner (TiePicker *self, const char *owner);
/* An empty field is an error then, with that sentence; NULL: it may be empty. */
void tie_picker_set_required (TiePicker *self, const char *sentence);

/* For tests: what is offered, 0 while nothing is. */
guint tie_picker_get_n_offered (TiePicker *self);

G_END_DECLS
