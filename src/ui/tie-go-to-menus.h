/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An item of a menu as Go To offers it. */
typedef struct
{
  char *label;      /* (owned): "QuickBooks Online › Contacts Sync" */
  char *key;        /* (owned): folded */
  char *action;     /* (owned) */
  GVariant *target; /* (owned) (nullable) */
} TieMenuCommand;

void tie_menu_command_free (TieMenuCommand *self);

/* Appends every item of the menu and its submenus; prefix (nullable) goes before the labels. */
void tie_go_to_menus_collect (GMenuModel *menu, const char *prefix, GPtrArray *commands);

G_END_DECLS
