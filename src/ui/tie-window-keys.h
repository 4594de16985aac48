/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

G_BEGIN_DECLS

/* From now on Ctrl+W closes every window, those of the libraries and questions too, as its close button does: one that asks before it
 * closes asks then.  Once in a program. */
void tie_window_keys_start (void);

G_END_DECLS
