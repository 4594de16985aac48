/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-layout.h"
#include "store/tie-export-list.h"

G_BEGIN_DECLS

/* The lists of the Accounting Export window. */
typedef enum
{
  TIE_FILE_READY = 1, /* Approved; all customers; payments that were not exported yet */
  TIE_FILE_CHANGED,   /* Exported then changed; customers: new, or changed since last export */
  TIE_FILE_EXPORTED,  /* Previously exported */
  TIE_FILE_LAST,      /* Last batch */
} TieFileFilter;

typedef struct
{
  const TieExportListRow *record;
  gboolean is_changed; /* since it was exported to this target */
} TieFileListRow;

/* Both are alive during the call only. */
typedef void (*TieFileListFunc) (const TieFileListRow *row, gpointer user_data);

/* target: id of a layout.  Invoices and payments in order of date and number, customers of their names. */
gboolean tie_file_list_read (TieDb *db, TieExportKind kind, TieFileFilter filter, const char *target, TieFileListFunc func, gpointer user_data, GError **error);

/* What of the documents was changed since it was exported: differs from what the newest batch that holds says of it, whatever its
 * target.  ids: (nullable) ending with NULL; NULL: all that are exported and not posted.  changed: takes the ids, a set that owns
 * its keys. */
gboolean tie_file_find_changed (TieDb *db, const char *const *ids, GHashTable *changed, GError **error);

/* The same of what went to the connected package and is not what it was then, of all kinds of documents. */
gboolean tie_file_find_changed_there (TieDb *db, GHashTable *changed, GError **error);

G_END_DECLS
