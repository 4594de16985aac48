/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-document.h"
#include "model/tie-term.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* A document with its lines and its distribution, as an editor has it in hand and as it is saved: one unit.  Fields of its
 * records may be set freely between reading and saving; lines are added with tie_document_sheet_add_line() or put in and
 * taken out of the array, whose order is theirs. */
typedef struct _TieDocumentSheet TieDocumentSheet;
struct _TieDocumentSheet
{
  TieDocument *document;      /* (owned) */
  GPtrArray *lines;           /* (owned) (element-type TieLine) */
  GPtrArray *distributions;   /* (owned) (element-type TieDistribution) */
  TieDocumentSheet *original; /* (owned) (nullable): what the file had; NULL for a new document */
  guint problem_line;         /* number (from 1) of the line that the last error was about, 0 for none */
};

/* kind: TIE_DOCUMENT_KIND_….  New, dated date, and no lines yet. */
TieDocumentSheet *tie_document_sheet_new (const char *kind, const char *date);
TieDocumentSheet *tie_document_sheet_copy (TieDocumentSheet *self);
void tie_document_sheet_free (TieDocumentSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieDocumentSheet, tie_document_sheet_free)

TieDocumentSheet *tie_document_sheet_read (TieDb *db, const char *id, GError **error);

/* (transfer none) A new line at the end. */
TieLine *tie_document_sheet_add_line (TieDocumentSheet *self);

/* Sets terms and the day by which they want the money; terms NULL takes both away. */
void tie_document_sheet_set_terms (TieDocumentSheet *self, TieTerm *terms);
/* (transfer full) The date so many days later; NULL when date is none. */
char *tie_document_get_due (const char *date, gint64 days);

/* Whether anything but what the editor cannot change differs from what was read; TRUE for a new one. */
gboolean tie_document_sheet_is_changed (TieDocumentSheet *self);

G_END_DECLS
