/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-typed-entry.h"

G_BEGIN_DECLS

/* A field for a date, typed in the locale's order: "t" is today, "+7" seven days on, Up and Down move by a day, the Page
 * keys by a month, Alt+Down or the button opens a calendar.
 * Property "date" ("YYYY-MM-DD", "" for none), notified. */
#define TIE_TYPE_DATE_ENTRY (tie_date_entry_get_type ())
G_DECLARE_FINAL_TYPE (TieDateEntry, tie_date_entry, TIE, DATE_ENTRY, TieTypedEntry)

GtkWidget *tie_date_entry_new (const char *accessible_name);
const char *tie_date_entry_get_date (TieDateEntry *self);
void tie_date_entry_set_date (TieDateEntry *self, const char *date);

/* An empty field is an error then. */
void tie_date_entry_set_required (TieDateEntry *self, gboolean is_required);

G_END_DECLS
