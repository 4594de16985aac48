/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-table.h"

G_BEGIN_DECLS

struct _TieTable
{
  AdwBin parent_instance;

  GtkColumnView *view;   /* (unowned): child of the scrolled window */
  GPtrArray *columns;    /* (owned), element TieTableColumn */
  GPtrArray *yielding;   /* (owned), element (unowned): those that leave where there is no room, the first one first */
  guint squeeze_tick;    /* 0: none */
  gboolean is_squeezing; /* columns come and go for want of room, nobody asked for it */
  GtkWidget *popover;    /* (nullable): parented on the view */
  GtkSearchEntry *entry; /* (weak) (nullable) */
  GObject *marked;       /* (owned) (nullable) */
  GListModel *export_rows; /* (owned) (nullable): in place of those that are shown */
  guint wanted_row;      /* to be focused once it is laid out */
  guint tick;            /* 0: none */
  GtkCheckButton *head;  /* (unowned) (nullable): the box in the head of the check column */
  gboolean is_following; /* the box shows what was said, nobody pressed it */
  gpointer keeper;       /* (owned) (nullable): of the columns */
  GDestroyNotify keeper_free;
};

typedef struct
{
  TieTable *table; /* (unowned): it owns the column */
  char *id;        /* (owned) */
  char *title;     /* (owned): of a check column the box's label */
  TieCellText text; /* NULL: a check column; of a button column its label */
  TieCellText name; /* (nullable): a button's for a screen reader, where its label does not say enough */
  TieCellText tooltip; /* (nullable) */
  TieCellType type; /* for files, as plain is */
  TieCellText plain; /* (nullable): the text is it */
  TieCellValue value; /* (nullable): a bar column */
  TieCellBranch branch; /* (nullable): a column with triangles */
  TieCellCheck is_checked;
  TieCellCheck can_check; /* (nullable) */
  gpointer data;
  gboolean is_number;
  gboolean is_button;
  guint n_lines;        /* of its words; 0 is 1 */
  guint n_chars;        /* 0: as few as it must */
  int need;             /* 0: not said */
  gboolean is_squeezed; /* hidden for want of room alone */
  gboolean is_kept;     /* a person had it come back */
  int hidden_width; /* while it is hidden: what its fixed width is when it is shown again */
  GtkColumnViewColumn *column; /* (owned) */
} TieTableColumn;

void tie_table_column_free (TieTableColumn *self);
GtkListItemFactory *tie_table_column_create_factory (TieTableColumn *self);
GtkSorter *tie_table_column_create_sorter (TieTableColumn *self);

/* Of the table: its columns in the order of adding (the view's own list knows what stands where). */
GPtrArray *tie_table_get_columns (TieTable *self);
/* The fixed width, -1 for none, of a column that may be hidden: GTK 4.8 gives room to a hidden column that has one. */
int tie_table_column_get_width (const TieTableColumn *self);
void tie_table_column_follow_visible (TieTableColumn *self);
/* Shown, or hidden only for want of room: then it is still read out, saved and written to files. */
gboolean tie_table_column_is_wanted (const TieTableColumn *self);
/* The width that shows that text, and so much more; never less than the head. */
int tie_table_measure_text (TieTable *self, GtkColumnViewColumn *column, const char *text, int extra);
/* The part of the column view that holds the rows, and of these the one at the position: NULL while it has no widget. */
GtkWidget *tie_table_get_rows (TieTable *self);
GtkWidget *tie_table_find_row (TieTable *self, guint position);
/* (transfer none): the model keeps it. */
gpointer tie_table_get_item (TieTable *self, guint position);
/* What the table keeps of one of its columns. */
TieTableColumn *tie_table_find_column (TieTable *self, GtkColumnViewColumn *column);
TieTableColumn *tie_table_find_column_by_id (TieTable *self, const char *id); /* NULL: none */
/* What opens a row's menu: keys, added to the controller, and the pointer. */
void tie_table_add_menu_keys (TieTable *self, GtkEventController *keys);
void tie_table_add_shortcut (GtkEventController *controller, guint key, GdkModifierType modifiers, GtkShortcutFunc func, TieTable *self);
/* Freed in dispose, while the columns are still there. */
void tie_table_set_keeper (TieTable *self, gpointer keeper, GDestroyNotify keeper_free);
/* A cell of a column with triangles round its words, what it shows, and the keys, added to the controller. */
GtkWidget *tie_table_branch_create (TieTableColumn *column, GtkWidget *words);
void tie_table_branch_update (TieTableColumn *column, GtkWidget *child, gpointer item);
void tie_table_branch_add_keys (TieTable *self, GtkEventController *keys);
void tie_table_emit_branch (TieTable *self, gpointer item, gboolean open);
void tie_table_emit_check (TieTable *self, gpointer item);
void tie_table_emit_button (TieTable *self, gpointer item, const char *id);
gboolean tie_table_is_marked (TieTable *self, gpointer item);

/* The list item behind a cell's child or a whole row widget; NULL for none. */
GtkListItem *tie_table_cell_get_list_item (GtkWidget *widget);
/* What it shows, (transfer none); NULL while it is not bound. */
gpointer tie_table_cell_get_item (GtkListItem *list_item);

void tie_table_cell_show_mark (GtkWidget *row, gboolean is_marked);

/* Puts the head of a column of numbers over them. */
void tie_table_align_head (TieTable *self, GtkColumnViewColumn *column);
/* How wide the head is while it shows no order; the arrow takes its room from the words then, which are shortened. */
int tie_table_measure_head (TieTable *self, GtkColumnViewColumn *column);

G_END_DECLS
