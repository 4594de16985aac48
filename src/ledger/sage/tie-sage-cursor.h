/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/sage/tie-sage-entity.h"

G_BEGIN_DECLS

/* Where reading the lists of a kind stands: first each list from its beginning, then, again and again, what was changed and
 * what was deleted of each.  As text, which is what others store. */
typedef struct
{
  gboolean is_list;    /* else changes */
  guint n;             /* which list of the kind */
  gboolean is_deleted; /* of changes: what was deleted, which is asked for by itself */
  guint page;          /* from 1 */
  gint64 total;        /* of the list, as its last page said; -1: not known */
  gboolean is_long;    /* something had more than one page */
  char *begun;         /* our clock when reading this list began; NULL: not yet */
  char *since[TIE_SAGE_MAX_LISTS]; /* Sage's clock: changes from here on are not known; NULL: all of it is read */
  char *seen[TIE_SAGE_MAX_LISTS];  /* the latest change that was read this time */
} TieSageCursor;

/* Never NULL: NULL, and a text that cannot be read, mean the whole list. */
TieSageCursor *tie_sage_cursor_parse (const char *text);
char *tie_sage_cursor_format (const TieSageCursor *self);
void tie_sage_cursor_free (TieSageCursor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSageCursor, tie_sage_cursor_free)

/* TRUE where the first page of everything is asked for. */
gboolean tie_sage_cursor_is_beginning (const TieSageCursor *self);

/* Moves behind a page that was read: its total (-1: not said) and the number of the page after it (0: none); now is our clock.
 * FALSE when the last list was read to its end: self is where to go on the next time. */
gboolean tie_sage_cursor_advance (TieSageCursor *self, TieKind kind, gint64 total, guint next_page, const char *now);

G_END_DECLS
