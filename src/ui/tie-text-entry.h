/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-typed-entry.h"

G_BEGIN_DECLS

/* A field for a text of one line, which is read when it is left, as its neighbours for amounts and dates are.
 * Property "text", cleaned, notified. */
#define TIE_TYPE_TEXT_ENTRY (tie_text_entry_get_type ())
G_DECLARE_FINAL_TYPE (TieTextEntry, tie_text_entry, TIE, TEXT_ENTRY, TieTypedEntry)

GtkWidget *tie_text_entry_new (const char *accessible_name);
const char *tie_text_entry_get_text (TieTextEntry *self);
void tie_text_entry_set_text (TieTextEntry *self, const char *text);

G_END_DECLS
