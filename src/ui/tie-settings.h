/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The program's settings of this person on this computer; nothing of the practice.  (transfer none) */
GSettings *tie_settings_get (void);

/* The practices opened lately, the latest first; at most ten, only such that are still there. */
char **tie_settings_dup_recent (void);
void tie_settings_add_recent (const char *path);

G_END_DECLS
