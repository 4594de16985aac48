/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-project.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* All that a project's page shows beside its entries, read at one moment. */
typedef struct
{
  TieRecord *project; /* (owned) */
  char *client;       /* (owned) */
  gboolean client_is_archived;
  gint64 invoiced; /* minor units, as all sums */
  gint64 hours;    /* × 10 000 */
  gint64 time;
  gint64 expenses;
} TieProjectView;

void tie_project_view_free (TieProjectView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieProjectView, tie_project_view_free)

void tie_project_view_load_async (TieStore *store, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full); TIE_ERROR_NOT_FOUND when the project is no more. */
TieProjectView *tie_project_view_load_finish (TieStore *store, GAsyncResult *result, GError **error);

/* (transfer full) "WIP: 6.25 h 812.50 + expenses 14.00 = 826.50" */
char *tie_project_view_describe_wip (const TieProjectView *self);

G_END_DECLS
