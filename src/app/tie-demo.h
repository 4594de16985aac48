/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sandbox/tie-sandbox.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* The demo practice "Harbor Tax & Books" and the company that belongs to it.  Its data come from readable CSV files; it
 * never mixes with a real practice: a file that is none of ours is refused. */

/* Where it lies when nobody says otherwise. */
char *tie_demo_dup_path (void);

/* Opens the demo practice, making it first where there is none.  rows: 0 for Harbor's contacts, else so many made-up ones
 * by that seed, with books of their size.  Blocks. */
TieStore *tie_demo_open (const char *path, guint rows, guint32 seed, GError **error);

/* TRUE when the practice is a demo. */
gboolean tie_demo_is_demo (TieStore *store);

/* Serves the company inside this program; its data lie beside the practice.  (transfer full) */
TieSandbox *tie_demo_start_company (const char *practice_path, guint rows, guint32 seed, GError **error);

G_END_DECLS
