/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where reading a list stands.  As text, which is what others store:
 *   page:1001@2026-02-03T10:00:00Z           the whole list, from row 1001; then changes since that moment
 *   since:2026-02-03T10:00:00Z               changes since
 *   after:2026-02-03T10:00:00Z               changes since, of a list whose pages were read just before
 *   changed:1001@MOMENT,MOMENT               more changes than one answer holds: rows by the time of their last change,
 *                                            from row 1001; then changes since the second moment */
typedef enum
{
  TIE_QUICKBOOKS_LIST = 1,
  TIE_QUICKBOOKS_CHANGES,
  TIE_QUICKBOOKS_CHANGES_AFTER_LIST,
  TIE_QUICKBOOKS_CHANGED_LIST,
} TieQuickbooksCursorMode;

typedef struct
{
  TieQuickbooksCursorMode mode;
  guint start;
  char *since; /* NULL: not known yet, the first answer says what time it is there */
  char *next;  /* of CHANGED_LIST */
} TieQuickbooksCursor;

/* Never NULL.  NULL, a text that cannot be read, and changes since longer ago than QuickBooks keeps them all mean the whole
 * list; now is the present moment. */
TieQuickbooksCursor *tie_quickbooks_cursor_parse (const char *text, const char *now);
char *tie_quickbooks_cursor_format (TieQuickbooksCursorMode mode, guint start, const char *since, const char *next);
void tie_quickbooks_cursor_free (TieQuickbooksCursor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieQuickbooksCursor, tie_quickbooks_cursor_free)

G_END_DECLS
