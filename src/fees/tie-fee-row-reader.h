/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-profile.h"
#include "model/tie-fee-row.h"

G_BEGIN_DECLS

/* Cells become rows, as a profile says.  For this room. */
typedef struct
{
  const char *label;
  const TieFeeProfile *profile;
  GBytes *tin_key;    /* (nullable) */
  TieFeeRows *rows;   /* (owned) */
  GString *exported;  /* (owned) the latest moment that rows tell of */
  GString *name;      /* (owned) for names of two columns */
  guint n_bad;
  guint n_skipped;
  guint last_line;
  gboolean has_full_tins;
} TieFeeRowReader;

void tie_fee_row_reader_init (TieFeeRowReader *self, const char *label, const TieFeeProfile *profile, GBytes *tin_key);
void tie_fee_row_reader_clear (TieFeeRowReader *self);

/* A TieCsvRowFunc. */
gboolean tie_fee_row_reader_take (const char *const *cells, guint n_cells, guint line, gpointer self, GError **error);

/* (transfer full) What a fee file v1 has that it may not (L17), or lacks (L13); NULL when it is whole. */
char *tie_fee_row_reader_dup_strict_problem (const TieFeeProfile *profile, TieFeeCode *code);

G_END_DECLS
