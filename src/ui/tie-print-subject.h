/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/tie-printable.h"
#include "store/tie-db.h"

G_BEGIN_DECLS

/* What a print window shows: a document, a contact's statement, or the list of a project. */
typedef enum
{
  TIE_PRINT_DOCUMENT = 1,
  TIE_PRINT_STATEMENT,
  TIE_PRINT_PROJECT,
} TiePrintKind;

typedef struct
{
  TiePrintKind kind;
  char *id;            /* (owned): the document's, the contact's or the project's */
  char *name;          /* (owned) (nullable): once it is read; a document's number */
  TiePrintable *paper; /* (owned) (nullable): once it is read */
  gboolean is_invoice; /* it is sent or not */
  gboolean is_sent;
} TiePrintSubject;

TiePrintSubject *tie_print_subject_new (TiePrintKind kind, const char *id);
void tie_print_subject_free (gpointer subject);

/* Fills a TiePrintSubject; a TieStoreFunc. */
gboolean tie_print_subject_read (TieDb *db, gpointer subject, GError **error);

G_END_DECLS
