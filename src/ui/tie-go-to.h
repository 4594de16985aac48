/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Go To (Ctrl+K): one entry over contacts, projects, numbers of documents and every item of the menus.  What is chosen is
 * done by an action of the parent.  menus: GMenuModel, ends with NULL. */
void tie_go_to_open (GtkWindow *parent, TieSession *session, GMenuModel *const *menus);

G_END_DECLS
