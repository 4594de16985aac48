/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* The pages of the main window, and the list of the sidebar that shows them: from top to bottom in the order of Alt+1…9. */
typedef struct
{
  const char *name;
  const char *title; /* to be translated */
  const char *icon_name;
  const char *section; /* heading above it, NULL for none; "": the package */
  GtkWidget *(*create) (TieSession *session);
} TiePageInfo;

/* NULL for a name that the sidebar has not. */
const TiePageInfo *tie_page_info_find (const char *name);
const TiePageInfo *tie_page_info_of_row (GtkListBoxRow *row);
/* (transfer full) The pages, as a menu has them. */
GMenu *tie_page_list_make_menu (void);

/* Of the sidebar's list: once, then what changes in it. */
void tie_page_list_fill (GtkListBox *list);
void tie_page_list_set_package (GtkListBox *list, const TiePackage *package);
void tie_page_list_select (GtkListBox *list, const TiePageInfo *info); /* NULL: a page that has no row is shown */
/* "Sync (3)": so much on that page waits for somebody. */
void tie_page_list_set_badge (GtkListBox *list, const char *page, guint n);

G_END_DECLS
