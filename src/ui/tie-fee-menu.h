/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-amount-entry.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* The commands of a project's estimated fee: in the field's own menu (right click, Menu key, Shift+F10), behind a button of it, and
 * by their keys anywhere on the page. */
#define TIE_TYPE_FEE_MENU (tie_fee_menu_get_type ())
G_DECLARE_FINAL_TYPE (TieFeeMenu, tie_fee_menu, TIE, FEE_MENU, GObject)

/* page and entry outlive it. */
TieFeeMenu *tie_fee_menu_new (GtkWidget *page, TieAmountEntry *entry, TieSession *session);
void tie_fee_menu_set_project (TieFeeMenu *self, const char *project); /* NULL while it is new */

G_END_DECLS
