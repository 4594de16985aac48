/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* The verbs of this room run on the store's worker thread inside a TIE_STORE_WRITE function.  Each is one undo step with a
 * sentence; called while a step is open (an import of many documents), it becomes part of that.  A verb that fails has
 * perhaps written something already: the function that called it must fail too, so that the transaction is rolled back.
 * Errors are sentences that name the record and the way out: TIE_ERROR_INVALID for what was typed, TIE_ERROR_IN_USE for
 * what may not be changed any more, TIE_ERROR_CHANGED for what somebody else changed meanwhile. */
typedef struct
{
  const char *window; /* in: whose Ctrl+Z takes it back, NULL for none */
  gint64 id;          /* out: the undo step; 0 when nothing changed, and for a part of an open step */
  char *sentence;     /* out (owned): what was done, for the toast and the activity */
} TieBillingStep;

void tie_billing_step_clear (TieBillingStep *step);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TieBillingStep, tie_billing_step_clear)

/* For the verbs: open a step unless one is open; end it if it was theirs.  sentence: (transfer full).  step may be NULL. */
gboolean tie_billing_step_begin (TieDb *db, gboolean *is_own, GError **error);
gboolean tie_billing_step_end (TieDb *db, gboolean is_own, TieBillingStep *step, char *sentence, GError **error);

G_END_DECLS
