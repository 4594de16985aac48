/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-demo-books"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-demo-books-private.h"
#include "base/tie-csv.h"
#include "base/tie-money.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-document-totals.h"
#include "billing/tie-invoice-now.h"
#include "model/tie-code.h"
#include "store/tie-record-table.h"
#include "store/tie-undo.h"

/* The columns of the tables, in their order. */
enum
{
  DOCUMENT_KEY,
  DOCUMENT_KIND,
  DOCUMENT_CONTACT,
  DOCUMENT_PROJECT,
  DOCUMENT_DATE,
  DOCUMENT_TERMS,
  DOCUMENT_NUMBER_OF_SUPPLIER, /* all others are numbered here */
  DOCUMENT_BILL, /* of a project: "wip", or a fee */
  DOCUMENT_DISCOUNT,
  DOCUMENT_FREIGHT,
  DOCUMENT_THEN, /* words: sent, hold, approve, void; "pays KEY" */
  N_DOCUMENT_COLUMNS
};

enum
{
  LINE_KEY,
  LINE_CODE,
  LINE_TEXT,
  LINE_QUANTITY,
  LINE_RATE,
  LINE_TAX,
  N_LINE_COLUMNS
};

static gboolean
add_line_row (const char *const *fields,
              guint n_fields,
              guint line,
              gpointer user_data,
              GError **error)
{
  TieDemoBooks *self = user_data;

  if (line > 1 && n_fields == N_LINE_COLUMNS)
    g_ptr_array_add (self->line_rows, g_strdupv ((GStrv) fields));
  return n_fields == N_LINE_COLUMNS || tie_demo_books_fail ("not the columns of a line", fields[0], error);
}

/* A code is one of time or one of expenses; they do not share names. */
static gboolean
set_code (TieDemoBooks *self,
          TieRecord *line,
          const char *code,
          GError **error)
{
  g_autofree char *reason = NULL;
  const char *id = NULL;

  if (*code == '\0')
    return TRUE;
  if (!tie_import_lookup_find (self->lookup, tie_record_get_field (line, TIE_LINE_WORK_CODE), code, NULL, &id, &reason, error))
    return FALSE;
  if (id == NULL)
    return tie_demo_books_set_reference (self, line, TIE_LINE_EXPENSE_CODE, code, NULL, error);
  tie_record_set_text (line, TIE_LINE_WORK_CODE, id);
  return TRUE;
}

static gboolean
add_lines (TieDemoBooks *self,
           TieDocumentSheet *sheet,
           const char *key,
           GError **error)
{
  for (guint i = 0; i < self->line_rows->len; i++)
    {
      GStrv row = self->line_rows->pdata[i];
      gint64 quantity = 0;
      gint64 rate = 0;
      TieLine *line;

      if (!g_str_equal (row[LINE_KEY], key))
        continue;
      if (!tie_demo_books_parse (row[LINE_QUANTITY], 4, &quantity, error) || !tie_demo_books_parse (row[LINE_RATE], 4, &rate, error))
        return FALSE;
      line = tie_document_sheet_add_line (sheet);
      tie_record_set_text (TIE_RECORD (line), TIE_LINE_TEXT, row[LINE_TEXT]);
      tie_record_set_integer (TIE_RECORD (line), TIE_LINE_QUANTITY, quantity);
      tie_record_set_integer (TIE_RECORD (line), TIE_LINE_RATE, rate);
      if (!set_code (self, TIE_RECORD (line), row[LINE_CODE], error) ||
          !tie_demo_books_set_reference (self, line, TIE_LINE_TAX_CODE, row[LINE_TAX], NULL, error) ||
          !tie_line_compute_amount (line, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_terms (TieDemoBooks *self,
           TieDocumentSheet *sheet,
           const char *terms,
           GError **error)
{
  g_autoptr (TieTerm) term = NULL;

  if (!tie_demo_books_set_reference (self, sheet->document, TIE_DOCUMENT_TERMS, terms, NULL, error))
    return FALSE;
  if (*terms == '\0')
    return TRUE;
  term = tie_record_table_get (self->db, TIE_TYPE_TERM, tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_TERMS), error);
  if (term == NULL)
    return FALSE;
  tie_document_sheet_set_terms (sheet, term);
  return TRUE;
}

/* Freight bears the tax of what it comes with. */
static void
set_freight_tax (TieDocumentSheet *sheet)
{
  if (tie_record_get_integer (TIE_RECORD (sheet->document), TIE_DOCUMENT_FREIGHT) != 0 && sheet->lines->len > 0)
    tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_TAX_CODE, tie_record_get_text (sheet->lines->pdata[0], TIE_LINE_TAX_CODE));
}

/* Amounts that stand below the lines; blank for none. */
static gboolean
set_amount (TieDocumentSheet *sheet,
            guint field,
            const char *text,
            GError **error)
{
  gint64 amount = 0;

  if (*text != '\0' && !tie_demo_books_parse (text, TIE_MONEY_DECIMALS, &amount, error))
    return FALSE;
  tie_record_set_integer (TIE_RECORD (sheet->document), field, amount);
  return TRUE;
}

/* Bills the project's time until that day, as it is or for a fee. */
static TieDocumentSheet *
bill_project (TieDemoBooks *self,
              const char *const *fields,
              GError **error)
{
  g_autoptr (TieDocumentSheet) draft = tie_document_sheet_new (TIE_DOCUMENT_KIND_INVOICE, fields[DOCUMENT_DATE]);
  g_autoptr (TieInvoicePreview) preview = NULL;
  gboolean has_fee = !g_str_equal (fields[DOCUMENT_BILL], "wip");
  gint64 fee = 0;

  if (!tie_demo_books_set_reference (self, draft->document, TIE_DOCUMENT_PROJECT, fields[DOCUMENT_PROJECT], fields[DOCUMENT_CONTACT], error) ||
      (has_fee && !tie_demo_books_parse (fields[DOCUMENT_BILL], TIE_MONEY_DECIMALS, &fee, error)))
    return NULL;
  preview = tie_invoice_preview_read (self->db, tie_record_get_text (TIE_RECORD (draft->document), TIE_DOCUMENT_PROJECT), fields[DOCUMENT_DATE], error);
  return preview != NULL ? tie_invoice_now (self->db, preview, fields[DOCUMENT_DATE], has_fee ? &fee : NULL, NULL, error) : NULL;
}

static TieDocumentSheet *
write_document (TieDemoBooks *self,
                const char *const *fields,
                GError **error)
{
  const char *kind = g_str_equal (fields[DOCUMENT_KIND], "Invoice")       ? TIE_DOCUMENT_KIND_INVOICE
                     : g_str_equal (fields[DOCUMENT_KIND], "Credit note") ? TIE_DOCUMENT_KIND_CREDIT
                                                                          : TIE_DOCUMENT_KIND_SUPPLIER;
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (kind, fields[DOCUMENT_DATE]);

  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_NUMBER, fields[DOCUMENT_NUMBER_OF_SUPPLIER]);
  if (!tie_demo_books_set_reference (self, sheet->document, TIE_DOCUMENT_CONTACT, fields[DOCUMENT_CONTACT], NULL, error) ||
      !tie_demo_books_set_reference (self, sheet->document, TIE_DOCUMENT_PROJECT, fields[DOCUMENT_PROJECT], fields[DOCUMENT_CONTACT], error) ||
      !set_terms (self, sheet, fields[DOCUMENT_TERMS], error) ||
      !add_lines (self, sheet, fields[DOCUMENT_KEY], error) ||
      !set_amount (sheet, TIE_DOCUMENT_DISCOUNT, fields[DOCUMENT_DISCOUNT], error) ||
      !set_amount (sheet, TIE_DOCUMENT_FREIGHT, fields[DOCUMENT_FREIGHT], error))
    return NULL;
  set_freight_tax (sheet);
  if (!tie_document_save (self->db, sheet, NULL, error))
    return NULL;
  return g_steal_pointer (&sheet);
}

TieRecord *
tie_demo_books_get_document (TieDemoBooks *self,
                             const char *key,
                             GError **error)
{
  const char *id = g_hash_table_lookup (self->ids, key);

  if (id == NULL)
    {
      tie_demo_books_fail ("no such document", key, error);
      return NULL;
    }
  return tie_record_table_get (self->db, TIE_TYPE_DOCUMENT, id, error);
}

/* What happened to the document later. */
static gboolean
go_on (TieDemoBooks *self,
       TieDocument *document,
       const char *then,
       GError **error)
{
  const char *const ids[] = { tie_record_get_id (TIE_RECORD (document)), NULL };
  g_auto (GStrv) words = g_strsplit (then, " ", -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      gboolean ok;

      if (g_str_equal (words[i], "sent"))
        ok = tie_document_set_sent (self->db, ids, TRUE, NULL, error);
      else if (g_str_equal (words[i], "hold"))
        ok = tie_document_set_do_not_send (self->db, ids, TRUE, NULL, error);
      else if (g_str_equal (words[i], "approve"))
        ok = tie_document_approve (self->db, ids, NULL, NULL, error);
      else if (g_str_equal (words[i], "void"))
        ok = tie_document_void (self->db, ids[0], NULL, error);
      else if (g_str_equal (words[i], "pays") && words[i + 1] != NULL)
        ok = tie_demo_books_pay_with_credit (self, document, words[++i], error);
      else
        ok = tie_demo_books_fail ("nobody knows what to do", words[i], error);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_document (const char *const *fields,
              guint n_fields,
              guint line,
              gpointer user_data,
              GError **error)
{
  TieDemoBooks *self = user_data;
  g_autoptr (TieDocumentSheet) sheet = NULL;

  if (n_fields != N_DOCUMENT_COLUMNS)
    return tie_demo_books_fail ("not the columns of a document", fields[0], error);
  if (line == 1)
    return TRUE;
  sheet = *fields[DOCUMENT_BILL] != '\0' ? bill_project (self, fields, error) : write_document (self, fields, error);
  if (sheet == NULL)
    {
      g_prefix_error (error, "%s: ", fields[DOCUMENT_KEY]);
      return FALSE;
    }
  g_hash_table_insert (self->ids, g_strdup (fields[DOCUMENT_KEY]), g_strdup (tie_record_get_id (TIE_RECORD (sheet->document))));
  return go_on (self, sheet->document, fields[DOCUMENT_THEN], error);
}

static gboolean
add_func (TieDb *db,
          gpointer data,
          GError **error)
{
  TieDemoBooks *self = data;
  g_autoptr (TieImportLookup) lookup = tie_import_lookup_new (db);

  self->db = db;
  self->lookup = lookup;
  return tie_undo_begin (db, error) &&
         tie_csv_read (self->tables->tax_codes, ',', tie_demo_books_add_tax_code, self, error) &&
         tie_csv_read (self->tables->policy_rules, ',', tie_demo_books_add_rule, self, error) &&
         tie_csv_read (self->tables->lines, ',', add_line_row, self, error) &&
         tie_csv_read (self->tables->documents, ',', add_document, self, error) &&
         tie_csv_read (self->tables->payments, ',', tie_demo_books_add_payment, self, error) &&
         tie_undo_end (db, _ ("Demo books made"), NULL, NULL, error);
}

gboolean
tie_demo_books_add (TieStore *store,
                    const TieDemoTables *tables,
                    GError **error)
{
  g_autoptr (GPtrArray) line_rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  TieDemoBooks self = { tables, .line_rows = line_rows, .ids = ids };

  return tie_store_run (store, TIE_STORE_WRITE, add_func, &self, error);
}
