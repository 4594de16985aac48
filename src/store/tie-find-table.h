/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

#define TIE_FOUND_PAYMENT "payment"

/* A document or payment found by its number; the texts are alive during the call only. */
typedef struct
{
  const char *id;
  const char *kind; /* token of a document; TIE_FOUND_PAYMENT */
  const char *number;
  const char *contact; /* name */
} TieFoundDocument;

typedef void (*TieFoundFunc) (const TieFoundDocument *document, gpointer user_data);

/* At most max documents, and at most max payments after them, whose number holds what was typed, the latest first. */
gboolean tie_find_table_documents (TieDb *db, const char *typed, guint max, TieFoundFunc func, gpointer user_data, GError **error);

G_END_DECLS
