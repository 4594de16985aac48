/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-profile.h"
#include "model/tie-fee-row.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* One file of fees: bytes in, rows out.
 *
 *   tie_fee_file_new() → tie_fee_file_recall() → tie_fee_file_read()
 *
 * Nothing of it touches the file itself.  Fee file v1 (a column "schema" with "lacerte-fee/1" in every row) is read
 * strictly; every other layout through a profile. */
typedef struct
{
  char *uri;
  char *label;            /* its name */
  char *modified;         /* moment: when the file was written */
  char *as_of;            /* moment: the latest export that its rows tell of, else modified; after reading */
  GBytes *bytes;
  TieFeeLayout layout;
  GStrv sheets;           /* (nullable): names of a workbook's sheets; layout says which one is read */
  TieFeeProfile *profile; /* (nullable): no row is a header, or a PDF; a window may set another, then read again */
  GPtrArray *sample;      /* (element-type GStrv) the first rows, TIE_FEE_SAMPLE at most */
  GArray *sample_lines;   /* (element-type guint) */
  TieFeeCode code;        /* why there are no rows */
  char *problem;          /* its sentence, "" for none */
  TieFeeRows *rows;       /* (nullable): after reading */
  guint n_bad;            /* rows that cannot be used */
  guint n_skipped;        /* lines without a client: titles, totals */
  GPtrArray *findings;    /* (element-type TieFeeFinding): notes about the whole file */
} TieFeeFile;

#define TIE_FEE_SAMPLE 20

/* Looks at the first rows; never NULL.  modified: a moment. */
TieFeeFile *tie_fee_file_new (GBytes *bytes, const char *uri, const char *label, const char *modified);
void tie_fee_file_free (TieFeeFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFeeFile, tie_fee_file_free)

/* Looks at another sheet of a workbook; by itself at the first one with headings. */
void tie_fee_file_set_sheet (TieFeeFile *self, guint sheet);

/* What the practice knows of such a header, and of this file where neither columns nor folders tell, in a store read. */
gboolean tie_fee_file_recall (TieFeeFile *self, TieDb *db, GError **error);
/* Keeps the profile for such headers, and its sheet, header row, year and return for this file; in a store write. */
gboolean tie_fee_file_keep_profile (TieFeeFile *self, TieDb *db, GError **error);

/* Reads all rows, on any thread.  tin_key: for the keyed hash of taxpayer numbers, NULL: they are passed over.  FALSE: code and
 * problem say why; what a person can settle (L13) may be tried again. */
gboolean tie_fee_file_read (TieFeeFile *self, GBytes *tin_key);

/* (transfer full) What keeps one of its rows from being used, for a list; NULL for a good one. */
char *tie_fee_row_dup_problem (const TieFeeRow *row);

G_END_DECLS
