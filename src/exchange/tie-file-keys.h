/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-rows.h"

G_BEGIN_DECLS

/* By what a target knows customers and documents, and which of ours would become one there. */
typedef struct _TieFileKeys TieFileKeys;

TieFileKeys *tie_file_keys_read (TieDb *db, const TieFileNames *names, GError **error);
void tie_file_keys_free (TieFileKeys *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFileKeys, tie_file_keys_free)

/* Both put the key in place of what is in key, and say what stands against it: texts of facts are alive until the next call. */
TieFileCode tie_file_keys_make_customer (TieFileKeys *self, const TieExportContact *contact, GString *key, TieFileFacts *facts);
TieFileCode tie_file_keys_make_number (TieFileKeys *self, const char *id, const char *number, GString *key, TieFileFacts *facts);

G_END_DECLS
