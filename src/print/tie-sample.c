/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sample"
#include "config.h"

#include <glib/gi18n.h>

#include "print/tie-sample.h"

static const struct
{
  const char *code;
  const char *text;
  gint64 quantity; /* × 10 000 */
  gint64 rate;     /* × 10 000 */
  gint64 amount;
} lines[] = {
  { "TAX-1040", N_ ("2025 Form 1040 with Schedule C"), 10000, 4500000, 45000 },
  { "BOOKS", N_ ("Bookkeeping, third quarter"), 62500, 950000, 59375 },
  { "POSTAGE", N_ ("Certified mail"), 10000, 98500, 985 },
};

#define TOTAL 105360

TieDocumentData *
tie_sample_load (TieDb *db,
                 GError **error)
{
  g_autoptr (TieDocumentData) self = g_new0 (TieDocumentData, 1);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) later = g_date_time_add_days (now, 30);
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *due = g_date_time_format (later, "%Y-%m-%d");
  TieRecord *document;

  self->letter = tie_letter_load (db, NULL, error);
  if (self->letter == NULL)
    return NULL;
  self->letter->addressee = g_strdup (_ ("Carter, Joan\n12 Elm Street\nPortland, OR 97201"));
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
  self->document = tie_document_new (NULL);
  document = TIE_RECORD (self->document);
  tie_record_set_text (document, TIE_DOCUMENT_KIND, "invoice");
  tie_record_set_text (document, TIE_DOCUMENT_NUMBER, "INV-1042");
  tie_record_set_text (document, TIE_DOCUMENT_DATE, date);
  tie_record_set_text (document, TIE_DOCUMENT_DUE, due);
  tie_record_set_text (document, TIE_DOCUMENT_TEXT, _ ("Thank you for your business."));
  tie_record_set_integer (document, TIE_DOCUMENT_SUBTOTAL, TOTAL);
  tie_record_set_integer (document, TIE_DOCUMENT_TOTAL, TOTAL);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      TieRecord *line = tie_record_new (TIE_TYPE_LINE, NULL);

      tie_record_set_text (line, TIE_LINE_WORK_CODE, lines[i].code);
      tie_record_set_text (line, TIE_LINE_TEXT, _ (lines[i].text));
      tie_record_set_integer (line, TIE_LINE_QUANTITY, lines[i].quantity);
      tie_record_set_integer (line, TIE_LINE_RATE, lines[i].rate);
      tie_record_set_integer (line, TIE_LINE_AMOUNT, lines[i].amount);
      g_hash_table_insert (self->names, g_strdup (lines[i].code), g_strdup (lines[i].code));
      g_ptr_array_add (self->lines, line);
    }
  return g_steal_pointer (&self);
}
