/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/tie-demo-books.h"
#include "exchange/tie-import-lookup.h"
#include "model/tie-document.h"

G_BEGIN_DECLS

/* The books while they are being made, on the worker thread. */
typedef struct
{
  const TieDemoTables *tables;
  TieDb *db;
  TieImportLookup *lookup;
  GPtrArray *line_rows; /* (owned) GStrv */
  GHashTable *ids;      /* (owned) a document's key in the tables → its id */
} TieDemoBooks;

/* Always FALSE: a mistake in the tables, which a test finds. */
gboolean tie_demo_books_fail (const char *reason, const char *about, GError **error);
/* Fills a reference field from the words of a table; blank ones are left alone. */
gboolean tie_demo_books_set_reference (TieDemoBooks *self, gpointer record, guint field, const char *text, const char *owner, GError **error);
gboolean tie_demo_books_parse (const char *text, guint decimals, gint64 *value, GError **error);
/* (transfer full) By its key. */
TieRecord *tie_demo_books_get_document (TieDemoBooks *self, const char *key, GError **error);

/* Rows of the tables, for tie_csv_read(); user_data: the books. */
gboolean tie_demo_books_add_tax_code (const char *const *fields, guint n_fields, guint line, gpointer user_data, GError **error);
gboolean tie_demo_books_add_rule (const char *const *fields, guint n_fields, guint line, gpointer user_data, GError **error);
gboolean tie_demo_books_add_payment (const char *const *fields, guint n_fields, guint line, gpointer user_data, GError **error);

/* The whole credit note pays the document of that key. */
gboolean tie_demo_books_pay_with_credit (TieDemoBooks *self, TieDocument *credit, const char *key, GError **error);

G_END_DECLS
