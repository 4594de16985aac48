/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A field whose text is read when it is left: an amount, a date, a record's name.  What cannot be read stays as it was
 * typed, with the reason under it and tied to it for a screen reader; Escape brings back what stood there.
 *
 * Signal "activate": Enter, and the text could be read. */
#define TIE_TYPE_TYPED_ENTRY (tie_typed_entry_get_type ())
G_DECLARE_DERIVABLE_TYPE (TieTypedEntry, tie_typed_entry, TIE, TYPED_ENTRY, GtkWidget)

struct _TieTypedEntryClass
{
  GtkWidgetClass parent_class;

  /* Reads the text into the field's value and notifies of it; FALSE with a sentence leaves the value. */
  gboolean (*read) (TieTypedEntry *self, const char *text, GError **error);
  /* (transfer full) The value as it is typed. */
  char *(*format) (TieTypedEntry *self);
};

/* The name for a screen reader; what a label beside the field says. */
void tie_typed_entry_set_accessible_name (TieTypedEntry *self, const char *name);

/* Reads what was typed, as leaving the field does; FALSE when it cannot be read: the reason is shown then. */
gboolean tie_typed_entry_commit (TieTypedEntry *self);
/* TRUE while there is something typed that was not read yet, or could not be. */
gboolean tie_typed_entry_is_typed (TieTypedEntry *self);

/* NULL takes the error away.  For reasons that only the form knows; typing takes them away too. */
void tie_typed_entry_set_error (TieTypedEntry *self, const char *sentence);
const char *tie_typed_entry_get_error (TieTypedEntry *self); /* NULL for none */

/* Where the sentence stands instead of right below the field: a label that neighbours share.  It stays the caller's and
 * lives as long as the field. */
void tie_typed_entry_set_error_label (TieTypedEntry *self, GtkLabel *label);

void tie_typed_entry_set_editable (TieTypedEntry *self, gboolean is_editable);
gboolean tie_typed_entry_get_editable (TieTypedEntry *self);

/* For the kinds: the text widget, what stands behind it, and showing the value anew; what is being typed is kept. */
GtkEntry *tie_typed_entry_get_entry (TieTypedEntry *self);
void tie_typed_entry_add_suffix (TieTypedEntry *self, GtkWidget *suffix);
void tie_typed_entry_show (TieTypedEntry *self);

G_END_DECLS
