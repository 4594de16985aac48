/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-package.h"
#include "sandbox/tie-sandbox.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* The demo practice "Harbor Tax & Books" and the company that belongs to it, a look-alike of one package: there is a practice for
 * each, of the country that the look-alike is of.  Its data come from readable CSV files; it never mixes with a real practice: a
 * file that is none of ours is refused. */

/* Where that package's lies when nobody says otherwise. */
char *tie_demo_dup_path (const TiePackage *package);

/* (transfer full) Where the package's data lie among the resources. */
char *tie_demo_dup_resource (const TiePackage *package, const char *name);

/* Opens the demo practice, making it first where there is none, of that package or else of the first.  One of another package is
 * TIE_ERROR_INVALID; package NULL: it may be any.  rows: 0 for Harbor's contacts, else so many made-up ones by that seed, with
 * books of their size.  Blocks. */
TieStore *tie_demo_open (const char *path, const TiePackage *package, guint rows, guint32 seed, GError **error);

/* TRUE when the practice is a demo. */
gboolean tie_demo_is_demo (TieStore *store);

/* Whose look-alike company belongs to it; of a demo only. */
const TiePackage *tie_demo_get_package (TieStore *store);

/* Serves the company inside this program; its data lie beside the practice.  (transfer full) */
TieSandbox *tie_demo_start_company (const char *practice_path, const TiePackage *package, guint rows, guint32 seed, GError **error);

/* A GAsyncReadyCallback of tie_store_run_async() that ends the GTask in user_data (transfer full). */
void tie_demo_written_cb (GObject *source, GAsyncResult *result, gpointer user_data);

G_END_DECLS
