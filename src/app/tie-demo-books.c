/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-demo-books"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/tie-demo-books.h"
#include "base/tie-csv.h"
#include "base/tie-error.h"
#include "base/tie-money.h"
#include "base/tie-typed-date.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-document-totals.h"
#include "billing/tie-invoice-now.h"
#include "billing/tie-payment-actions.h"
#include "exchange/tie-import-lookup.h"
#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-payment.h"
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
  DOCUMENT_REFERENCE,
  DOCUMENT_BILL, /* of a project: "wip", or a fee */
  DOCUMENT_THEN, /* words: sent, hold, void; "pays KEY" */
  N_DOCUMENT_COLUMNS
};

enum
{
  LINE_KEY,
  LINE_CODE,
  LINE_TEXT,
  LINE_QUANTITY,
  LINE_RATE,
  N_LINE_COLUMNS
};

enum
{
  PAYMENT_CONTACT,
  PAYMENT_DATE,
  PAYMENT_METHOD,
  PAYMENT_REFERENCE,
  PAYMENT_AMOUNT, /* or "full" */
  PAYMENT_PAYS,   /* a document's key; blank: the oldest */
  N_PAYMENT_COLUMNS
};

typedef struct
{
  GBytes *documents;
  GBytes *lines;
  GBytes *payments;
  TieDb *db;
  TieImportLookup *lookup;
  GPtrArray *line_rows; /* (owned) GStrv */
  GHashTable *ids;      /* (owned) a document's key in the tables → its id */
} Books;

static gboolean
set_date_cb (const GMatchInfo *match,
             GString *result,
             gpointer user_data)
{
  const char *today = user_data;
  g_autofree char *what = g_match_info_fetch (match, 1);
  g_autofree char *number = g_match_info_fetch (match, 2);
  g_autofree char *weekday = g_match_info_fetch (match, 3);
  int n = (int) g_ascii_strtoll (number, NULL, 10);
  g_autofree char *date = NULL;
  GDate day;

  if (g_str_equal (what, "year"))
    {
      g_string_append_printf (result, "%d", (int) g_ascii_strtoll (today, NULL, 10) + n); /* the year stands first */
      return FALSE;
    }
  if (g_str_equal (what, "week"))
    {
      g_date_set_parse (&day, today);
      n = n * 7 + (int) g_ascii_strtoll (weekday, NULL, 10) - (int) g_date_get_weekday (&day);
    }
  date = tie_typed_date_add_days (today, n);
  g_string_append (result, date);
  return FALSE;
}

GBytes *
tie_demo_books_set_dates (GBytes *csv,
                          const char *today)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\{(date|week|year) ([+-]?[0-9]+)(?: ([1-7]))?\\}", 0, 0, NULL);
  gsize length = 0;
  const char *text = g_bytes_get_data (csv, &length);
  char *set = g_regex_replace_eval (regex, text, (gssize) length, 0, 0, set_date_cb, (gpointer) today, NULL);

  return g_bytes_new_take (set, strlen (set));
}

static gboolean
fail (const char *reason,
      const char *about,
      GError **error)
{
  g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "The demo's books: %s: %s", about, reason);
  return FALSE;
}

/* Fills a reference field from the words of a table; blank ones are left alone. */
static gboolean
set_reference (Books *self,
               gpointer record,
               guint field,
               const char *text,
               const char *owner,
               GError **error)
{
  g_autofree char *reason = NULL;
  const char *id = NULL;

  if (*text == '\0')
    return TRUE;
  if (!tie_import_lookup_find (self->lookup, tie_record_get_field (record, field), text, owner, &id, &reason, error))
    return FALSE;
  if (id == NULL)
    return fail (reason, text, error);
  tie_record_set_text (record, field, id);
  return TRUE;
}

static gboolean
parse (const char *text,
       guint decimals,
       gint64 *value,
       GError **error)
{
  return tie_decimal_parse (text, decimals, value) || fail ("no number", text, error);
}

static gboolean
add_line_row (const char *const *fields,
              guint n_fields,
              guint line,
              gpointer user_data,
              GError **error)
{
  Books *self = user_data;

  if (line > 1 && n_fields == N_LINE_COLUMNS)
    g_ptr_array_add (self->line_rows, g_strdupv ((GStrv) fields));
  return n_fields == N_LINE_COLUMNS || fail ("not the columns of a line", fields[0], error);
}

/* A code is one of time or one of expenses; they do not share names. */
static gboolean
set_code (Books *self,
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
    return set_reference (self, line, TIE_LINE_EXPENSE_CODE, code, NULL, error);
  tie_record_set_text (line, TIE_LINE_WORK_CODE, id);
  return TRUE;
}

static gboolean
add_lines (Books *self,
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
      if (!parse (row[LINE_QUANTITY], 4, &quantity, error) || !parse (row[LINE_RATE], 4, &rate, error))
        return FALSE;
      line = tie_document_sheet_add_line (sheet);
      tie_record_set_text (TIE_RECORD (line), TIE_LINE_TEXT, row[LINE_TEXT]);
      tie_record_set_integer (TIE_RECORD (line), TIE_LINE_QUANTITY, quantity);
      tie_record_set_integer (TIE_RECORD (line), TIE_LINE_RATE, rate);
      if (!set_code (self, TIE_RECORD (line), row[LINE_CODE], error) || !tie_line_compute_amount (line, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_terms (Books *self,
           TieDocumentSheet *sheet,
           const char *terms,
           GError **error)
{
  g_autoptr (TieTerm) term = NULL;

  if (!set_reference (self, sheet->document, TIE_DOCUMENT_TERMS, terms, NULL, error))
    return FALSE;
  if (*terms == '\0')
    return TRUE;
  term = tie_record_table_get (self->db, TIE_TYPE_TERM, tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_TERMS), error);
  if (term == NULL)
    return FALSE;
  tie_document_sheet_set_terms (sheet, term);
  return TRUE;
}

/* Bills the project's time until that day, as it is or for a fee. */
static TieDocumentSheet *
bill_project (Books *self,
              const char *const *fields,
              GError **error)
{
  g_autoptr (TieDocumentSheet) draft = tie_document_sheet_new (TIE_DOCUMENT_KIND_INVOICE, fields[DOCUMENT_DATE]);
  g_autoptr (TieInvoicePreview) preview = NULL;
  gboolean has_fee = !g_str_equal (fields[DOCUMENT_BILL], "wip");
  gint64 fee = 0;

  if (!set_reference (self, draft->document, TIE_DOCUMENT_PROJECT, fields[DOCUMENT_PROJECT], fields[DOCUMENT_CONTACT], error) ||
      (has_fee && !parse (fields[DOCUMENT_BILL], TIE_MONEY_DECIMALS, &fee, error)))
    return NULL;
  preview = tie_invoice_preview_read (self->db, tie_record_get_text (TIE_RECORD (draft->document), TIE_DOCUMENT_PROJECT), fields[DOCUMENT_DATE], error);
  return preview != NULL ? tie_invoice_now (self->db, preview, fields[DOCUMENT_DATE], has_fee ? &fee : NULL, NULL, error) : NULL;
}

static TieDocumentSheet *
write_document (Books *self,
                const char *const *fields,
                GError **error)
{
  const char *kind = g_str_equal (fields[DOCUMENT_KIND], "Invoice")       ? TIE_DOCUMENT_KIND_INVOICE
                     : g_str_equal (fields[DOCUMENT_KIND], "Credit note") ? TIE_DOCUMENT_KIND_CREDIT
                                                                          : TIE_DOCUMENT_KIND_SUPPLIER;
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (kind, fields[DOCUMENT_DATE]);

  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_REFERENCE, fields[DOCUMENT_REFERENCE]);
  if (!set_reference (self, sheet->document, TIE_DOCUMENT_CONTACT, fields[DOCUMENT_CONTACT], NULL, error) ||
      !set_reference (self, sheet->document, TIE_DOCUMENT_PROJECT, fields[DOCUMENT_PROJECT], fields[DOCUMENT_CONTACT], error) ||
      !set_terms (self, sheet, fields[DOCUMENT_TERMS], error) ||
      !add_lines (self, sheet, fields[DOCUMENT_KEY], error) ||
      !tie_document_save (self->db, sheet, NULL, error))
    return NULL;
  return g_steal_pointer (&sheet);
}

static TieRecord *
get_document (Books *self,
              const char *key,
              GError **error)
{
  const char *id = g_hash_table_lookup (self->ids, key);

  if (id == NULL)
    {
      fail ("no such document", key, error);
      return NULL;
    }
  return tie_record_table_get (self->db, TIE_TYPE_DOCUMENT, id, error);
}

static gboolean
pay_with_credit (Books *self,
                 TieDocument *credit,
                 const char *key,
                 GError **error)
{
  g_autoptr (TieRecord) invoice = get_document (self, key, error);
  g_autoptr (GPtrArray) allocations = g_ptr_array_new_with_free_func (g_object_unref);
  TieRecord *allocation;

  if (invoice == NULL)
    return FALSE;
  allocation = TIE_RECORD (tie_allocation_new (NULL));
  g_ptr_array_add (allocations, allocation);
  tie_record_set_text (allocation, TIE_ALLOCATION_DOCUMENT, tie_record_get_id (invoice));
  tie_record_set_integer (allocation, TIE_ALLOCATION_AMOUNT, tie_record_get_integer (TIE_RECORD (credit), TIE_DOCUMENT_TOTAL));
  return tie_credit_note_apply (self->db, tie_record_get_id (TIE_RECORD (credit)), allocations, NULL, error);
}

/* What happened to the document later. */
static gboolean
go_on (Books *self,
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
      else if (g_str_equal (words[i], "void"))
        ok = tie_document_void (self->db, ids[0], NULL, error);
      else if (g_str_equal (words[i], "pays") && words[i + 1] != NULL)
        ok = pay_with_credit (self, document, words[++i], error);
      else
        ok = fail ("nobody knows what to do", words[i], error);
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
  Books *self = user_data;
  g_autoptr (TieDocumentSheet) sheet = NULL;

  if (n_fields != N_DOCUMENT_COLUMNS)
    return fail ("not the columns of a document", fields[0], error);
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

static const char *
find_method (TieRecord *payment,
             const char *words)
{
  for (const TieChoice *choice = tie_record_get_field (payment, TIE_PAYMENT_METHOD)->choices; choice->token != NULL; choice++)
    {
      if (g_str_equal (choice->label, words))
        return choice->token;
    }
  return "";
}

/* What the row pays, and how much. */
static gboolean
apply_payment (Books *self,
               TiePaymentSheet *sheet,
               const char *const *fields,
               TieRecord *document,
               GError **error)
{
  TieRecord *payment = TIE_RECORD (sheet->payment);
  gint64 amount = 0;

  if (g_str_equal (fields[PAYMENT_AMOUNT], "full"))
    amount = tie_record_get_integer (document, TIE_DOCUMENT_TOTAL);
  else if (!parse (fields[PAYMENT_AMOUNT], TIE_MONEY_DECIMALS, &amount, error))
    return FALSE;
  tie_record_set_integer (payment, TIE_PAYMENT_AMOUNT, amount);
  if (document != NULL)
    tie_payment_sheet_set_applied (sheet, tie_record_get_id (document), amount);
  else
    {
      g_autoptr (GPtrArray) due = tie_payment_table_list_due (self->db, tie_record_get_text (payment, TIE_PAYMENT_CONTACT), tie_payment_sheet_get_document_kind (sheet), NULL, error);

      if (due == NULL)
        return FALSE;
      tie_payment_sheet_apply_oldest (sheet, due);
    }
  return TRUE;
}

static gboolean
add_payment (const char *const *fields,
             guint n_fields,
             guint line,
             gpointer user_data,
             GError **error)
{
  Books *self = user_data;
  g_autoptr (TieRecord) document = NULL;
  g_autoptr (TiePaymentSheet) sheet = NULL;
  gboolean is_made = FALSE;

  if (n_fields != N_PAYMENT_COLUMNS)
    return fail ("not the columns of a payment", fields[0], error);
  if (line == 1)
    return TRUE;
  if (*fields[PAYMENT_PAYS] != '\0')
    {
      document = get_document (self, fields[PAYMENT_PAYS], error);
      if (document == NULL)
        return FALSE;
      is_made = g_str_equal (tie_record_get_text (document, TIE_DOCUMENT_KIND), TIE_DOCUMENT_KIND_SUPPLIER);
    }
  sheet = tie_payment_sheet_new (is_made ? TIE_PAYMENT_KIND_PAID : TIE_PAYMENT_KIND_RECEIPT, fields[PAYMENT_DATE]);
  tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_METHOD, find_method (TIE_RECORD (sheet->payment), fields[PAYMENT_METHOD]));
  tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_REFERENCE, fields[PAYMENT_REFERENCE]);
  return set_reference (self, sheet->payment, TIE_PAYMENT_CONTACT, fields[PAYMENT_CONTACT], NULL, error) &&
         apply_payment (self, sheet, fields, document, error) &&
         tie_payment_save (self->db, sheet, NULL, error);
}

static gboolean
add_func (TieDb *db,
          gpointer data,
          GError **error)
{
  Books *self = data;
  g_autoptr (TieImportLookup) lookup = tie_import_lookup_new (db);

  self->db = db;
  self->lookup = lookup;
  return tie_undo_begin (db, error) &&
         tie_csv_read (self->lines, ',', add_line_row, self, error) &&
         tie_csv_read (self->documents, ',', add_document, self, error) &&
         tie_csv_read (self->payments, ',', add_payment, self, error) &&
         tie_undo_end (db, _ ("Demo books made"), NULL, NULL, error);
}

gboolean
tie_demo_books_add (TieStore *store,
                    GBytes *documents,
                    GBytes *lines,
                    GBytes *payments,
                    GError **error)
{
  g_autoptr (GPtrArray) line_rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Books self = { documents, lines, payments, .line_rows = line_rows, .ids = ids };

  return tie_store_run (store, TIE_STORE_WRITE, add_func, &self, error);
}
