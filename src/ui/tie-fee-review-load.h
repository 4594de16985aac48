/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-refresh.h"
#include "fees/tie-fee-review.h"

G_BEGIN_DECLS

/* What the review of a tax year shows: the source as it is now, and each project with what was found for it. */
typedef struct
{
  guint tax_year;
  TieFeeRefresh *refresh; /* (owned) (nullable): the source was not looked at */
  TieFeeReview *review;   /* (owned) */
  GPtrArray *items;       /* (owned) (element-type TieListRow) one a row of the review, in its order */
} TieFeeReviewView;

enum
{
  TIE_FEE_REVIEW_CLIENT,
  TIE_FEE_REVIEW_PROJECT,
  TIE_FEE_REVIEW_NUMBER,
  TIE_FEE_REVIEW_WORDS, /* what should be known: title and sentence */
  TIE_FEE_REVIEW_TITLE,
  TIE_FEE_REVIEW_N_TEXTS
};

enum
{
  TIE_FEE_REVIEW_OLD_FEE,
  TIE_FEE_REVIEW_NEW_FEE,
  TIE_FEE_REVIEW_CAN_IMPORT,
  TIE_FEE_REVIEW_IS_ASKED, /* it can be imported, and a person should look first */
  TIE_FEE_REVIEW_PLACE,    /* in the review */
  TIE_FEE_REVIEW_CODE,     /* TieFeeCode of what should be known */
  TIE_FEE_REVIEW_N_NUMBERS
};

void tie_fee_review_view_free (TieFeeReviewView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFeeReviewView, tie_fee_review_view_free)

void tie_fee_review_load_async (TieStore *store, guint tax_year, gboolean with_source, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieFeeReviewView *tie_fee_review_load_finish (TieStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
