/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* Which record of the practice a cell means: records of a kind by what people call them, read when first asked for.  For
 * the worker thread. */
typedef struct _TieImportLookup TieImportLookup;

TieImportLookup *tie_import_lookup_new (TieDb *db);
void tie_import_lookup_free (TieImportLookup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieImportLookup, tie_import_lookup_free)

/* A contact by number or name, an employee by name or initials, everything else by its name.  owner: the text of a column
 * that says whose it is, NULL or "" for none.  FALSE on error.  id: NULL with a reason (transfer full, a translated phrase)
 * when no record or several are called so; it lives as long as the lookup. */
gboolean tie_import_lookup_find (TieImportLookup *self, const TieField *field, const char *text, const char *owner, const char **id, char **reason, GError **error);

G_END_DECLS
