/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-import-table.h"
#include "store/tie-db.h"

G_BEGIN_DECLS

/* The records that the practice has of the imported kind, by what names them: a client number, else the kind's key fields as
 * folded text. */
typedef struct _TieImportExisting TieImportExisting;

/* table and klass outlive it; all of it on the worker thread. */
TieImportExisting *tie_import_existing_new (TieDb *db, const TieImportTable *table, TieRecordClass *klass);
void tie_import_existing_free (TieImportExisting *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieImportExisting, tie_import_existing_free)

/* Reads them; a kind that is found by date is read date by date as it is asked for. */
gboolean tie_import_existing_load (TieImportExisting *self, GError **error);

/* The one that a record of a file is about, NULL for a new one, and the record's own key, "" for none; seen has the keys of the
 * rows before, for kinds whose records may repeat.  FALSE with the reason (a translated phrase) where several may be meant, and
 * with the error where the practice cannot be read. */
gboolean tie_import_existing_find (TieImportExisting *self, TieRecord *record, GHashTable *seen, TieRecord **existing, char **key, char **reason, GError **error);

G_END_DECLS
