/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-preview.h"
#include "fees/tie-fee-refresh.h"

G_BEGIN_DECLS

/* What a person asks of a project's fee; it outlives the call that reads it. */
typedef struct
{
  gboolean with_invoice;
  gboolean replace;
  char *date;       /* (owned) (nullable) */
  char *file;       /* (owned) (nullable) */
  guint line;
  gboolean is_typed;
  gint64 typed;     /* minor units */
  char *typed_from; /* (owned) (nullable): name of the paper that it stands on */
} TieFeeWish;

void tie_fee_wish_clear (TieFeeWish *wish);

/* What came of it: the source as it is now, and what an import would do. */
typedef struct
{
  TieFeeRefresh *refresh; /* (owned) (nullable): the source was not looked at */
  TieFeePreview *preview; /* (owned) (nullable): no source yet */
  GPtrArray *entries;     /* (owned) (nullable) (element-type TieListRow) that the invoice bills, as tie-entry-rows.h */
} TieFeeLook;

void tie_fee_look_free (TieFeeLook *look);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFeeLook, tie_fee_look_free)

/* with_source: what changed there is read first. */
void tie_fee_look_async (TieStore *store, const char *project, const TieFeeWish *wish, gboolean with_source, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieFeeLook *tie_fee_look_finish (TieStore *store, GAsyncResult *result, GError **error);

/* The source is away, or one of its files is being written: what is shown was read before. (transfer none) (nullable) */
const TieFeeFinding *tie_fee_look_get_delay (const TieFeeLook *look);

/* Nothing stands against doing it, or nothing but what a person was shown. */
gboolean tie_fee_look_must_ask (const TieFeeLook *look);

G_END_DECLS
