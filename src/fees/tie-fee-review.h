/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-billing-step.h"
#include "fees/tie-fee-match.h"

G_BEGIN_DECLS

/* All projects of a tax year against all that was read: what would come over, looked through before anything does. */
typedef struct
{
  char *project;       /* (owned) id, as all texts here are owned */
  char *project_name;
  char *contact;       /* id */
  char *contact_name;
  char *client_number; /* in the file, "" where no row was found */
  char *source;        /* the file's name */
  char module;
  guint tax_year;
  gint64 old_fee;      /* minor units */
  gint64 new_fee;
  TieFeeCode code;     /* what should be known most; OK: nothing */
  char *sentence;      /* of it, "" for none */
  guint n_findings;
  gboolean can_import; /* it may be checked */
  gboolean is_typed;   /* all that is asked is whether a fee that somebody typed is replaced */
  gboolean is_checked; /* it is to be imported: at first those without a question whose fee differs */
} TieFeeReviewRow;

typedef struct
{
  GPtrArray *rows;     /* (element-type TieFeeReviewRow) by client and project */
  guint tax_year;
  guint n_rows;        /* of the files, in this year */
  guint n_found;       /* projects that have a row */
  guint n_same;        /* of them: with the same fee already */
} TieFeeReview;

/* In a store read. */
TieFeeReview *tie_fee_review_read (TieDb *db, guint tax_year, GError **error);
void tie_fee_review_free (TieFeeReview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFeeReview, tie_fee_review_free)

/* Imports the amounts of all rows that are checked, one undo step; each is looked at again in the same store write.  What
 * has changed since stays as it is: its sentence goes into left (element-type utf8).  *n_done: how many came over. */
gboolean tie_fee_review_apply (TieDb *db, const TieFeeReview *self, GPtrArray *left, guint *n_done, TieBillingStep *step, GError **error);

G_END_DECLS
