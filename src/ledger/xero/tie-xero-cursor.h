/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TIE_XERO_MAX_SOURCES 5

/* Where reading stands.  Some kinds come from several of Xero's lists, one behind the other, each in the order of its last
 * changes: the moment of the last one that was seen is where the next page begins, so that nothing which changes meanwhile
 * shifts out of sight.  As text, which is what others store:
 *   list:1:2@2026-02-03T10:00:00Z,2026-02-03T09:00:00Z    the beginning; the first list is read, of the second the second page of
 *                                                    what changed in that second or later
 *   since:0:1@…,…                                    changes since */
typedef struct
{
  gboolean is_list; /* of the whole, not of changes */
  guint source;
  guint page;
  char *since[TIE_XERO_MAX_SOURCES]; /* (nullable): from the beginning */
} TieXeroCursor;

/* Never NULL: NULL and a text that cannot be read mean the whole list. */
TieXeroCursor *tie_xero_cursor_parse (const char *text, guint n_sources);
char *tie_xero_cursor_format (const TieXeroCursor *self, guint n_sources);
void tie_xero_cursor_free (TieXeroCursor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieXeroCursor, tie_xero_cursor_free)

G_END_DECLS
