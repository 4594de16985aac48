/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-db.h"

G_BEGIN_DECLS

/* Opening and making the file itself; on the thread that is to own the connection. */

/* Checks the file, opens it, backs it up where a migration is due, migrates.  The file must be probed by the caller, whose
 * probe outlives the connection. */
TieDb *tie_practice_file_open (const char *path, GError **error);

/* Makes a new practice, whole or not at all.  TIE_ERROR_INVALID when the name is taken. */
gboolean tie_practice_file_create (const char *path, GError **error);

/* Looks through the whole file; TIE_ERROR_FILE_DAMAGED with SQLite's first complaint. */
gboolean tie_practice_file_check (TieDb *db, GError **error);

G_END_DECLS
