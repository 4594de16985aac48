/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-distribution.h"

G_BEGIN_DECLS

/* What an editor shows of a document, read at once. */
typedef struct
{
  TieDocumentSheet *sheet; /* (owned) (nullable): NULL for a new one */
  GHashTable *tax_rates;   /* (owned): as tie_tax_rates_read() */
  GHashTable *codes;       /* (owned): work and expense codes, TieRecord by id */
  GHashTable *terms;       /* (owned): TieTerm by id */
  TiePolicyRules *rules;   /* (owned) (nullable): of the default policy */
  char *next_number;       /* (owned) (nullable): what a new document would get */
  char *passed_number;     /* (owned) (nullable): the one before it, where QuickBooks has that */
  GPtrArray *items;        /* (owned) (nullable), element TieDueItem: what a credit note in the file can pay */
  GPtrArray *allocations;  /* (owned) (nullable), element TieAllocation: what it pays */
  gint64 paid;             /* of a credit note: what of it was applied */
  gboolean is_changed;     /* since it was exported to a file */
} TieDocumentView;

void tie_document_view_free (TieDocumentView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieDocumentView, tie_document_view_free)

/* id NULL: for a new document.  kind: TIE_DOCUMENT_KIND_….  finish: (transfer full) */
void tie_document_view_load_async (TieStore *store, const char *kind, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieDocumentView *tie_document_view_load_finish (TieStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
