/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/tie-report.h"

G_BEGIN_DECLS

/* GtkColumnView as GTK 4.8 should have had it: Tab and Shift+Tab leave the table instead of walking every row, Space
 * checks the focused row, Menu and Shift+F10 open its menu, rows have accessible names, one can scroll to a row.  Cells
 * are GtkInscription: no cell's text changes a column's width, which is what makes 100 000 rows fluent.
 *
 * Signals:
 *   "row-activated" (GObject *item)   Enter or double click
 *   "row-check" (GObject *item)       Space, or a click on the box; the page changes the item, the cell follows
 *   "row-button" (GObject *item, char *id)  a button of the row was pressed; id is its column's
 *   "check-all" (gboolean check)      the box in the head was pressed; the page changes items and head
 *   "row-branch" (GObject *item, gboolean open)  the triangle or its keys were pressed; Left on a row that belongs to another: it wants
 *                                 to go there
 *   "row-menu" (GObject *item)        just before the row's menu opens; the row is selected by then */
#define TIE_TYPE_TABLE (tie_table_get_type ())
G_DECLARE_FINAL_TYPE (TieTable, tie_table, TIE, TABLE, AdwBin)

GtkWidget *tie_table_new (const char *accessible_name);
GtkColumnView *tie_table_get_view (TieTable *self);
void tie_table_set_accessible_name (TieTable *self, const char *name);

/* (transfer none) */
void tie_table_set_model (TieTable *self, GtkSelectionModel *model);
GtkSelectionModel *tie_table_get_model (TieTable *self);

/* (transfer full) both ways: the model in the order of the clicked column; in its own order while none is clicked. */
GtkSortListModel *tie_table_sort_model (TieTable *self, GListModel *model);

/* What a cell shows, (transfer full), NULL for nothing.  Every notify of the item asks again.  It is a closure of a
 * GtkExpression too: (item, data). */
typedef char *(*TieCellText) (gpointer item, gpointer data);
typedef gboolean (*TieCellCheck) (gpointer item, gpointer data);

/* Columns from left to right.  id: stable name for settings and tests.  Sorting compares the texts; set another sorter
 * on the column for what does not sort as text.  The columns that may take room are to be set to expand. */
GtkColumnViewColumn *tie_table_add_text_column (TieTable *self, const char *id, const char *title, TieCellText text, gpointer data);
/* (transfer none) The one of that id; NULL: none. */
GtkColumnViewColumn *tie_table_get_column (TieTable *self, const char *id);
/* The same, right-aligned with digits of one width. */
GtkColumnViewColumn *tie_table_add_number_column (TieTable *self, const char *id, const char *title, TieCellText text, gpointer data);
/* A text with a small bar in front of it; value (0–100) is how long the bar is.  The bar only decorates what the text
 * says. */
typedef guint (*TieCellValue) (gpointer item, gpointer data);
GtkColumnViewColumn *tie_table_add_bar_column (TieTable *self, const char *id, const char *title, TieCellText text, TieCellValue value, gpointer data);
/* A box; label names it for a screen reader.  can_check NULL: every row has one. */
GtkColumnViewColumn *tie_table_add_check_column (TieTable *self, const char *id, const char *label, TieCellCheck is_checked, TieCellCheck can_check, gpointer data);

/* Rows that others belong to, as a run's to the run. */
typedef enum
{
  TIE_BRANCH_NONE = 1, /* stands by itself */
  TIE_BRANCH_CLOSED,
  TIE_BRANCH_OPEN,     /* those that belong to it follow */
  TIE_BRANCH_PART,     /* one of those */
} TieBranch;
typedef TieBranch (*TieCellBranch) (gpointer item, gpointer data);
/* The column's cells begin with a triangle where others belong to the row, and stand further in where it is one of them; Right and
 * Left open and close by keys.  Before the model is set. */
void tie_table_set_column_branch (TieTable *self, GtkColumnViewColumn *column, TieCellBranch branch);

/* What the column holds where it is more than words, for files that are reckoned with: plain, which gets the column's data,
 * gives decimal text or an ISO date (transfer full), NULL for nothing.  Other columns are written as they read. */
void tie_table_set_column_type (TieTable *self, GtkColumnViewColumn *column, TieCellType type, TieCellText plain);

/* What a cell says when the pointer rests on it, which gets the column's data; NULL for nothing. */
void tie_table_set_column_tooltip (TieTable *self, GtkColumnViewColumn *column, TieCellText tooltip);

/* The box in that column's head.  It shows what tie_table_set_head() says and emits "check-all".  label names it. */
void tie_table_add_head (TieTable *self, GtkColumnViewColumn *column, const char *label);
/* n_checked of n rows that can be checked: none, some or all. */
void tie_table_set_head (TieTable *self, guint n_checked, guint n);
/* A button with that label, none in rows where it is NULL or empty.  name: what a screen reader says for it; NULL: its
 * label.  The keyboard reaches buttons through the row: Enter, its menu, keys of the page. */
GtkColumnViewColumn *tie_table_add_button_column (TieTable *self, const char *id, const char *title, TieCellText label, TieCellText name, gpointer data);

/* One click on a row activates it too, not only Enter and a double click. */
void tie_table_set_activates_on_click (TieTable *self);

/* As wide as that text in the desktop's font, and so much more for what stands beside it; never less than the head. */
void tie_table_fit_column (TieTable *self, GtkColumnViewColumn *column, const char *text, int extra);

/* Where there is no room for all columns this one leaves, after those for which it was said before.  Room is reckoned by the
 * widths that columns have, and of others by what was said that they need; of one that nothing was said of, by its head. */
void tie_table_let_yield (TieTable *self, const char *id);
void tie_table_set_column_need (TieTable *self, GtkColumnViewColumn *column, const char *text, int extra);
/* Of a column without a width of its own: as many letters as it is wide where there is room, and the lines that its words may take. */
void tie_table_set_column_size (TieTable *self, GtkColumnViewColumn *column, guint n_chars, guint n_lines);

/* The row under the keyboard focus, else the first selected one; NULL for none. (transfer none) */
gpointer tie_table_get_current (TieTable *self);
guint tie_table_get_current_position (TieTable *self); /* GTK_INVALID_LIST_POSITION for none */

void tie_table_scroll_to (TieTable *self, guint position);
/* Selects the row, scrolls to it and gives it the keyboard focus. */
void tie_table_focus_row (TieTable *self, guint position);

/* The item whose row is outlined without being selected; NULL for none. */
void tie_table_set_marked (TieTable *self, gpointer item);

/* The menu of a row, NULL for none. */
void tie_table_set_row_menu (TieTable *self, GMenuModel *menu);
void tie_table_open_row_menu (TieTable *self);

/* Typing in the table goes on in the entry; Down in the entry comes back, Escape clears it first. */
void tie_table_set_search_entry (TieTable *self, GtkSearchEntry *entry);

/* What files of the table hold instead of the rows that are shown; NULL: these. */
void tie_table_set_export_rows (TieTable *self, GListModel *rows);

/* Keeps shown columns, widths and order in the settings under that name.  After the columns were added. */
void tie_table_keep_columns (TieTable *self, const char *name);

/* Fills the button with a menu that sorts, shows and hides columns: by keys what the heads do by pointer. */
void tie_table_set_view_button (TieTable *self, GtkMenuButton *button);

G_END_DECLS
