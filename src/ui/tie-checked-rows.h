/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The checked ones of a list of TieListRow, as windows show it that do something with all of them. */
typedef struct
{
  guint n;
  guint n_checked;
  gint64 sum; /* of the checked ones */
} TieCheckedRows;

/* amount: number of the rows that is summed up. */
void tie_checked_rows_count (GListModel *rows, guint amount, TieCheckedRows *checked);
/* (transfer full) */
GStrv tie_checked_rows_dup_ids (GListModel *rows);
void tie_checked_rows_set_all (GListModel *rows, gboolean is_checked);

/* Ctrl+A and Ctrl+Shift+A in the table, which the list has for itself to no use; all and none are actions. */
void tie_checked_rows_bind_keys (GtkWidget *table, const char *all, const char *none);

G_END_DECLS
