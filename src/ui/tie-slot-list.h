/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where a row of a view gets what it shows: an item, which can become another one.  Signal "changed": it has, or the item
 * notified something. */
#define TIE_TYPE_SLOT (tie_slot_get_type ())
G_DECLARE_FINAL_TYPE (TieSlot, tie_slot, TIE, SLOT, GObject)

gpointer tie_slot_get_item (TieSlot *self); /* (transfer none) */

/* The rows of a selection model, each in a TieSlot, for GTK's list views.  Until 4.10 they destroy the widgets of rows that are
 * replaced and make as many anew, two hundred for a list of any length: most of the time between a typed key and its frame.
 * When rows are replaced by not too many others, slots of those that go show those that come, and their widgets with them.  A
 * row that stays keeps its slot, so that what a view remembers of it (focus, scrolling) stays too. */
#define TIE_TYPE_SLOT_LIST (tie_slot_list_get_type ())
G_DECLARE_FINAL_TYPE (TieSlotList, tie_slot_list, TIE, SLOT_LIST, GObject)

/* The slot that never shows another item: the one with the keyboard focus.  NULL for none. */
typedef TieSlot *(*TieSlotListHeld) (gpointer data);

TieSlotList *tie_slot_list_new (GtkSelectionModel *rows, TieSlotListHeld held, gpointer data);

GtkSelectionModel *tie_slot_list_get_rows (TieSlotList *self);

G_END_DECLS
