/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-db.h"
#include "store/tie-record-kind.h"

G_BEGIN_DECLS

/* How rows are called in sentences for people. */

/* (transfer full) A row as the undo log writes it; never NULL.  kind (in, out): what the row is, and what the name is of: a
 * part without a name of its own, such as a document's line, goes by its whole. */
char *tie_row_name_read (TieDb *db, const TieRecordKind **kind, const char *row);

/* (transfer full) The same of the row with that id; NULL when it is gone. */
char *tie_row_name_get (TieDb *db, const TieRecordKind **kind, const char *id);

/* (transfer full) The name of a record of any kind that can be linked, "" when it is gone. */
char *tie_row_name_find_linked (TieDb *db, const char *id);

G_END_DECLS
