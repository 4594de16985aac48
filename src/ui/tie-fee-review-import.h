/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-fee-review-load.h"
#include "ui/tie-session.h"
#include "ui/tie-verb.h"

G_BEGIN_DECLS

/* The verb of the review: the fees of all rows that are checked, one undo step. */
typedef struct
{
  TieFeeReviewView *view; /* (owned) */
  GPtrArray *left;        /* (owned) (element-type utf8) why some stayed as they were */
  guint n_done;
} TieFeeReviewImport;

/* view: (transfer full) whose items say which ones are checked.  done gets the TieFeeReviewImport. */
void tie_fee_review_import_run (GtkWidget *widget, TieSession *session, TieFeeReviewView *view, TieVerbDone done, gpointer owner);

/* Says what stayed as it was; nothing, when nothing did. */
void tie_fee_review_import_show_left (GtkWindow *parent, const TieFeeReviewImport *import);

G_END_DECLS
