/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* Contacts and sites that were written since somebody looked at them, in whatever way: the file itself takes them down, so that
 * who sends them need not compare all of them each time.  Ids may be of records that are gone by now. */
typedef struct
{
  char *id;
  gboolean is_site;
} TieEdited;
void tie_edited_free (TieEdited *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieEdited, tie_edited_free)

/* (transfer full) (element-type TieEdited) */
GPtrArray *tie_edited_table_list (TieDb *db, GError **error);
/* It was looked at, and needs nothing. */
gboolean tie_edited_table_settle (TieDb *db, const char *id, GError **error);
/* All that there are. */
gboolean tie_edited_table_fill (TieDb *db, GError **error);

G_END_DECLS
