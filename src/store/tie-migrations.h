/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-db.h"

G_BEGIN_DECLS

/* "TieO", at its place in the file's head: says that a database is a practice. */
#define TIE_APPLICATION_ID 0x5469654f

typedef struct
{
  const char *const *sql; /* statements that lead from version n to n + 1 */
  guint n;                /* the version that this program reads and writes */
} TieMigrations;

/* Those of this program. */
const TieMigrations *tie_migrations_get (void);
/* For tests of the machinery: opens from now on go by these; NULL for the program's own. */
void tie_migrations_set_for_test (const TieMigrations *migrations);

gboolean tie_migrations_get_version (TieDb *db, guint *version, GError **error);

/* Runs what is missing, each in one transaction with its number; a second program that got there first is noticed under
 * the lock.  TIE_ERROR_FILE_NEWER when the file knows more than we do. */
gboolean tie_migrations_run (TieDb *db, GError **error);

G_END_DECLS
