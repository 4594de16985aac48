/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The menu of the practice button: the practices opened lately, and how to get another one.  (transfer full) */
GMenuModel *tie_practice_menu_new (void);

/* The demo practices, one for each package.  (transfer full) */
GMenuModel *tie_practice_menu_new_demo (void);

G_END_DECLS
