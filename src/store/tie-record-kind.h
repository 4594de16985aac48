/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* The one list of what a practice consists of.  Undo, reading and writing, deleting and files of the whole practice follow
 * from it.  A kind stands after those that its records refer to, so that rows can be put in in this order and taken out in
 * the reverse. */
typedef struct
{
  const char *table;
  GType (*get_type) (void); /* NULL: rows that are no records (settings, links) */
  TieStoreArea area;
  gboolean is_undoable;  /* the table has a text id, and nothing in it cascades */
  gboolean is_linked;    /* its records may have a partner in a package */
  const char *used_by;   /* N_() sentence with two names: a record's, and that of one of this kind which refers to it */
} TieRecordKind;

const TieRecordKind *tie_record_kind_list (guint *n_kinds);
const TieRecordKind *tie_record_kind_find (const char *table); /* (nullable) */
const TieRecordKind *tie_record_kind_of (GType type);          /* programmer's error where there is none */

/* A field that refers to records of another kind, or its own. */
typedef struct
{
  const TieRecordKind *kind;
  const TieField *field;
  const TieRecordKind *target;
} TieReference;

/* All of them, from the kinds' tables of fields. */
const TieReference *tie_record_kind_list_references (guint *n_references);

G_END_DECLS
