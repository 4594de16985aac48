/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* Files that were written for an accounting program: one batch per file, the records that stand in it, and what of their
 * text had to be cut or replaced for it.  No step undoes them: they say what left the house.  A batch may be taken back as a
 * whole while nobody posted what stands in it. */

typedef enum
{
  TIE_EXPORT_CUSTOMERS = 1,
  TIE_EXPORT_INVOICES, /* and credit notes */
  TIE_EXPORT_PAYMENTS, /* that customers made */
} TieExportKind;

typedef struct
{
  char *id;
  gint64 number;  /* 1, 2, … in each practice */
  char *moment;
  char *target;   /* id of the layout */
  TieExportKind kind;
  char *file;     /* its name, without the folder */
  char *sha256;   /* of the whole file, as hexadecimal digits */
  guint n_records;
  guint n_rows;
  guint n_changes; /* texts that were cut or replaced */
  gint64 total;    /* minor units: invoices less credit notes, or payments; 0 for customers */
  char *person;
  char *undone;    /* (nullable) moment when it was taken back */
} TieExportBatch;

void tie_export_batch_free (TieExportBatch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieExportBatch, tie_export_batch_free)

/* Writes the batch; id, number, moment and person are filled in.  What is summed up while the file is made comes later, with
 * tie_export_table_complete(). */
gboolean tie_export_table_begin (TieDb *db, TieExportBatch *batch, GError **error);
gboolean tie_export_table_complete (TieDb *db, const TieExportBatch *batch, GError **error);

/* hash: of what the record says here, for telling later that it was changed.  stage: of a document, before. */
gboolean tie_export_table_add_item (TieDb *db, const char *batch, const char *local_id, const char *stage, const char *hash, GError **error);
/* Sets the stage of the batch's documents to Exported. */
gboolean tie_export_table_set_exported (TieDb *db, const char *batch, GError **error);

/* What was cut or replaced; record and field name both for people. */
typedef struct
{
  char *local_id;
  char *record;
  char *field;
  char *old_text;
  char *new_text;
} TieExportChange;

void tie_export_change_free (TieExportChange *change);
gboolean tie_export_table_add_change (TieDb *db, const char *batch, guint position, const TieExportChange *change, GError **error);
/* (transfer full) (element-type TieExportChange) The export log of a batch, in the order of the file. */
GPtrArray *tie_export_table_list_changes (TieDb *db, const char *batch, GError **error);

/* (transfer full) (element-type TieExportBatch) Newest first; target NULL: of all. */
GPtrArray *tie_export_table_list_batches (TieDb *db, const char *target, GError **error);
/* (transfer full) NULL without error when there is none. */
TieExportBatch *tie_export_table_get_last (TieDb *db, const char *target, TieExportKind kind, GError **error); /* that holds */
TieExportBatch *tie_export_table_find_file (TieDb *db, const char *sha256, GError **error);                    /* the newest */

/* Takes a batch back: its documents are Approved again, but for those that stand in a later one.  TIE_ERROR_IN_USE with a
 * sentence when one of them is posted, or when it was taken back before. */
gboolean tie_export_table_undo (TieDb *db, const char *id, GError **error);

G_END_DECLS
