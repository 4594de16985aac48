/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* What the rows of a file are. */
typedef enum
{
  TIE_IMPORT_CONTACTS = 1,
  TIE_IMPORT_SITES,
  TIE_IMPORT_EMPLOYEES,
  TIE_IMPORT_WORK_CODES,
  TIE_IMPORT_EXPENSE_CODES,
  TIE_IMPORT_PROJECTS,
  TIE_IMPORT_TIME,
  TIE_IMPORT_OPEN_INVOICES,
  TIE_IMPORT_PAYMENTS,
  TIE_IMPORT_SUPPLIER_INVOICES,
  TIE_IMPORT_N_KINDS
} TieImportKind;

const char *tie_import_kind_to_string (TieImportKind kind);   /* "contacts" */
TieImportKind tie_import_kind_from_string (const char *text); /* 0: none */
const char *tie_import_kind_get_label (TieImportKind kind);   /* _("Contacts") */

/* A CSV file with the columns that the kind knows and one example row. */
GBytes *tie_import_kind_make_template (TieImportKind kind);

/* A field that a column can go to.  Most are a field of the record; some are a part of one ("First name"). */
typedef struct
{
  const char *name;  /* stands in remembered mappings */
  guint target;      /* the record's field */
  gboolean is_part;  /* joined with the target's other columns; of a reference: whose it is among records of one name */
  const char *label; /* N_() words; NULL: the record's own */
  const char *titles; /* headers that mean it, folded, likeliest first, each between bars */
  const char *example;
} TieImportField;

/* Fields are 1 … n.  The first one is the reference or name without which there is no row. */
const TieImportField *tie_import_kind_get_fields (TieImportKind kind, guint *n_fields);
const char *tie_import_kind_get_field_label (TieImportKind kind, guint field);
GType tie_import_kind_get_record_type (TieImportKind kind);

/* The field that a header most likely means, as a score: 0 for not at all, larger for likelier. */
guint tie_import_kind_rate_title (TieImportKind kind, guint field, const char *title);

G_END_DECLS
