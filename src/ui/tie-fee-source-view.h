/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fees/tie-fee-clients.h"
#include "fees/tie-fee-refresh.h"
#include "fees/tie-fee-saved.h"
#include "store/tie-fee-table.h"

G_BEGIN_DECLS

/* The fee source as the practice knows it: what was read of which file, and who is known of its rows. */
typedef struct
{
  char *name;              /* (owned) (nullable): of the folder or file; NULL: none was chosen */
  GFile *source;           /* (owned) (nullable) */
  TieFeeRefresh *refresh;  /* (owned) (nullable): it was not looked at now */
  GPtrArray *files;        /* (owned) (element-type TieFeeFileInfo) */
  GPtrArray *saved;        /* (owned) (element-type TieFeeSaved) */
  TieFeeClients *clients;  /* (owned) all rows */
  GPtrArray *unmatched;    /* (owned) (element-type TieListRow) rows of nobody; the id is the row's place in clients */
} TieFeeSourceView;

enum
{
  TIE_FEE_UNMATCHED_NUMBER,
  TIE_FEE_UNMATCHED_NAME,
  TIE_FEE_UNMATCHED_RETURN,
  TIE_FEE_UNMATCHED_FILE,
  TIE_FEE_UNMATCHED_N_TEXTS
};

enum
{
  TIE_FEE_UNMATCHED_YEAR,
  TIE_FEE_UNMATCHED_AMOUNT,
  TIE_FEE_UNMATCHED_PLACE,
  TIE_FEE_UNMATCHED_N_NUMBERS
};

void tie_fee_source_view_free (TieFeeSourceView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFeeSourceView, tie_fee_source_view_free)

/* with_source: what changed there is read first; anew: or all of it. */
void tie_fee_source_view_load_async (TieStore *store, gboolean with_source, gboolean anew, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieFeeSourceView *tie_fee_source_view_load_finish (TieStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
