/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* The numbers on the overview, read at one moment. */
typedef struct
{
  gint64 customers; /* contacts that are not archived and no suppliers */
  gint64 suppliers;
  gint64 linked_customers;
  gint64 linked_suppliers;
  gint64 wip;           /* minor units */
  char *next_number;    /* (nullable): of the next invoice */
  gboolean has_matched;  /* the steps of the guide: a contact was linked, a document went out, a payment came in */
  gboolean has_exported;
  gboolean has_imported;
  gboolean has_compared; /* somebody looked at the Tie-Out by the guide */
  char *backup; /* (nullable): moment of the last backup */
} TieOverviewFigures;

void tie_overview_figures_free (TieOverviewFigures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieOverviewFigures, tie_overview_figures_free)

void tie_overview_figures_load_async (TieStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer none), as long as the result */
const TieOverviewFigures *tie_overview_figures_load_finish (TieStore *store, GAsyncResult *result, GError **error);

/* Setting of the practice: moment of the last backup made by hand. */
#define TIE_SETTING_LAST_BACKUP "last-backup"
/* Setting of the practice: the last step of the guide was taken. */
#define TIE_SETTING_COMPARED "guide-compared"

G_END_DECLS
