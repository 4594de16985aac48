/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* The undo log.  Inside a TIE_STORE_WRITE function: begin, change rows, end with the sentence that a person reads
 * ("22 links made"), which also goes into the activity.  A function that fails returns FALSE without ending.  Steps survive
 * a restart, the last thousand of them.  A step in which nothing changed leaves no trace and gives id 0. */
gboolean tie_undo_begin (TieDb *db, GError **error);
/* window: an id of whose Ctrl+Z takes it back, NULL for none (command line).  step_id: NULL or where its id goes. */
gboolean tie_undo_end (TieDb *db, const char *sentence, const char *window, gint64 *step_id, GError **error);

/* Whether a step is open on this connection. */
gboolean tie_undo_is_open (TieDb *db);

typedef struct
{
  gint64 id;
  char *sentence;
  char *window;
  char *when; /* moment */
  guint rows;
  gboolean is_undone;
} TieUndoStep;
void tie_undo_step_free (TieUndoStep *step);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieUndoStep, tie_undo_step_free)

/* The step that Ctrl+Z (redo: Ctrl+Shift+Z) of that window would take; NULL without error when there is none. */
TieUndoStep *tie_undo_peek (TieDb *db, const char *window, gboolean redo, GError **error);
TieUndoStep *tie_undo_get (TieDb *db, gint64 step_id, GError **error);

/* Puts old rows back (redo: new ones), each only where the row still is what the step left.  kept: rows changed since
 * and therefore left alone; message: (transfer full) what to tell, e.g. "22 links made: undone" or "3 of 22 links were
 * changed since and stay: Alder, Kim; …".  TIE_ERROR_IN_USE with a sentence when others now depend on a row: the function
 * must return FALSE then, so that nothing is changed.  TIE_ERROR_NOT_FOUND: so old that it was forgotten;
 * TIE_ERROR_INVALID: undone (redone) already.  TIE_ERROR_NOT_ALLOWED:
 * what the step did the person here may not do. */
gboolean tie_undo_apply (TieDb *db, gint64 step_id, gboolean redo, guint *kept, char **message, GError **error);

G_END_DECLS
