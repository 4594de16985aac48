/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "exchange/tie-import-kind.h"
#include "exchange/tie-import-value.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* What comes of a file's rows, without any object per row: 200 000 of them take about the size of their text. */

typedef enum
{
  TIE_IMPORT_ROW_NEW = 1,
  TIE_IMPORT_ROW_UPDATE,
  TIE_IMPORT_ROW_SAME,
  TIE_IMPORT_ROW_PROBLEM,
  TIE_IMPORT_ROW_N_RESULTS
} TieImportResult;

/* How the file is to be read: everything that the worker thread needs, so that it shares nothing with the window. */
typedef struct
{
  TieImportKind kind;
  GBytes *text;
  char separator;
  guint header_row; /* 0: none */
  TieDateOrder date_order;
  char decimal_sign;
  guint *map; /* field per column, 0: left out */
  guint n_columns;
} TieImportPlan;

TieImportPlan *tie_import_plan_copy (const TieImportPlan *plan);
void tie_import_plan_free (TieImportPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieImportPlan, tie_import_plan_free)

typedef struct
{
  gsize at; /* where its texts begin */
  guint line;
  guint8 result;
  guint8 is_checked;
  const char *reason;    /* (not nullable) kept in strings */
  const char *id;        /* of the record that it updates or equals, NULL for a new one; in strings */
  guint first_reference; /* what its reference columns point to, in references */
  guint n_references;
} TieImportRowData;

typedef struct
{
  guint target;   /* field */
  const char *id; /* in strings */
} TieImportReference;

/* Belongs to the worker thread until the review is done, to the main thread from then on. */
typedef struct
{
  grefcount ref_count;
  TieImportPlan *plan;
  GString *texts;        /* the mapped cells of all rows, each ended by NUL */
  GArray *rows;          /* TieImportRowData */
  GArray *references;    /* TieImportReference, row after row */
  GStringChunk *strings;
  guint *fields;         /* the mapped fields in the order in which each row's texts stand */
  guint n_fields;
  guint counts[TIE_IMPORT_ROW_N_RESULTS];
} TieImportRows;

TieImportRows *tie_import_rows_new (TieImportPlan *plan); /* takes the plan over */
TieImportRows *tie_import_rows_ref (TieImportRows *self);
void tie_import_rows_unref (TieImportRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieImportRows, tie_import_rows_unref)

TieImportRowData *tie_import_rows_get (TieImportRows *self, guint index);
gboolean tie_import_rows_can_check (TieImportRows *self, guint index); /* New and Update */
const char *tie_import_rows_get_text (TieImportRows *self, guint index, guint field); /* "" where not mapped */

/* Reads the file and compares it with the practice; on the worker thread.  Plan is taken over. */
TieImportRows *tie_import_rows_review (TieImportPlan *plan, TieDb *db, GCancellable *cancellable, GError **error);

/* Writes the checked rows inside an open transaction and undo step; on the worker thread.  The number of rows written,
 * -1 on error. */
gint64 tie_import_rows_write (TieImportRows *self, TieDb *db, GCancellable *cancellable, GError **error);

/* Puts the row's cells into the record; FALSE with the reason (a translated phrase) when one of them cannot be read.
 * Blank cells leave what stands there. */
gboolean tie_import_rows_fill (TieImportRows *self, guint index, TieRecord *record, char **reason);

G_END_DECLS
