/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-document.h"
#include "print/tie-layout.h"

G_BEGIN_DECLS

/* All that stands on a document's or a statement's paper, read at one moment. */
typedef struct
{
  TieLayout *layout;
  char *firm;         /* the firm's name */
  char *firm_address; /* lines */
  char *addressee;    /* name and address lines of who gets it */
  char *email;        /* (nullable) where it goes by mail: to who cares for them, where there is somebody */
} TieLetter;

/* contact_id NULL: to nobody yet. */
TieLetter *tie_letter_load (TieDb *db, const char *contact_id, GError **error);
void tie_letter_free (TieLetter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieLetter, tie_letter_free)

typedef struct
{
  TieLetter *letter;
  TieDocument *document;
  GPtrArray *lines;  /* element TieLine */
  GHashTable *names; /* id → name of codes, terms and tax codes */
  char *project;     /* (nullable) */
  gint64 paid;       /* by payments and credit notes */
} TieDocumentData;

TieDocumentData *tie_document_data_load (TieDb *db, const char *document_id, GError **error);
void tie_document_data_free (TieDocumentData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieDocumentData, tie_document_data_free)

G_END_DECLS
