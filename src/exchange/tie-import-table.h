/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-import-kind.h"

G_BEGIN_DECLS

/* What the rows of each kind are, as data; tie-import-kind.h answers from it. */

/* A field of a new record that no column gives. */
typedef struct
{
  guint field;
  const char *text;
} TieImportConstant;

typedef struct
{
  const char *name;           /* on the command line, in file names and remembered mappings */
  const char *label;          /* N_() words */
  GType (*get_type) (void);
  const TieImportField *fields; /* 1 … n_fields */
  guint n_fields;
  guint key[8];               /* fields that together name a record, ends with 0 */
  gboolean may_repeat;        /* two rows alike are two records: the same call twice a day */
  TieImportConstant constants[3];
} TieImportTable;

const TieImportTable *tie_import_table_get (TieImportKind kind);

G_END_DECLS
