/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-layout.h"

G_BEGIN_DECLS

/* A file looked at as its program would: which layout it has, whether each row is one of that layout, and whether what it says adds up.
 * Reads by the columns of the layout, with none of the code that writes. */
typedef struct
{
  TieFileLayout *layout; /* (owned) */
  TieExportKind kind;
  guint n_records;       /* documents, payments or customers */
  guint n_rows;
  gint64 total;          /* minor units: what customers owe by it, where the file says so */
  gboolean has_total;
  GPtrArray *problems;   /* (owned) (element-type utf8) sentences with line numbers, at most TIE_FILE_CHECK_MOST */
  guint n_problems;
} TieFileCheck;

#define TIE_FILE_CHECK_MOST 100

/* (transfer full) NULL with TIE_ERROR_INVALID when no layout fits. */
TieFileCheck *tie_file_check (GBytes *bytes, GError **error);
void tie_file_check_free (TieFileCheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFileCheck, tie_file_check_free)

G_END_DECLS
