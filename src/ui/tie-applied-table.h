/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/tie-payment-table.h"

G_BEGIN_DECLS

/* What a payment or a credit note pays: the open documents with an amount to type for each.
 * Signal "applied" (char *document, gint64 amount): another amount was typed. */
#define TIE_TYPE_APPLIED_TABLE (tie_applied_table_get_type ())
G_DECLARE_FINAL_TYPE (TieAppliedTable, tie_applied_table, TIE, APPLIED_TABLE, GtkWidget)

typedef gint64 (*TieAppliedFunc) (const char *document, gpointer user_data);

/* items: TieDueItem; applied: what is applied to each.  Neither is kept. */
void tie_applied_table_set_items (TieAppliedTable *self, GPtrArray *items, TieAppliedFunc applied, gpointer user_data);
/* Shows the amounts anew. */
void tie_applied_table_show (TieAppliedTable *self, TieAppliedFunc applied, gpointer user_data);
void tie_applied_table_set_editable (TieAppliedTable *self, gboolean is_editable);

/* Reads every field; FALSE when one cannot be read: it has the focus then. */
gboolean tie_applied_table_commit (TieAppliedTable *self);
guint tie_applied_table_get_n_items (TieAppliedTable *self);
/* The field of a row; NULL for none. */
GtkWidget *tie_applied_table_get_entry (TieAppliedTable *self, guint position);

G_END_DECLS
