/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-sheet"
#include "config.h"

#include "billing/tie-document-sheet.h"
#include "store/tie-record-table.h"

static TieDocumentSheet *
create (TieDocument *document,
        GPtrArray *lines,
        GPtrArray *distributions)
{
  TieDocumentSheet *self = g_new0 (TieDocumentSheet, 1);

  self->document = document;
  self->lines = lines;
  self->distributions = distributions;
  return self;
}

TieDocumentSheet *
tie_document_sheet_new (const char *kind,
                        const char *date)
{
  TieDocument *document = tie_document_new (NULL);

  tie_record_set_text (TIE_RECORD (document), TIE_DOCUMENT_KIND, kind);
  tie_record_set_text (TIE_RECORD (document), TIE_DOCUMENT_DATE, date);
  tie_record_set_text (TIE_RECORD (document), TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_INVOICED);
  return create (document, g_ptr_array_new_with_free_func (g_object_unref), g_ptr_array_new_with_free_func (g_object_unref));
}

static GPtrArray *
copy_records (GPtrArray *records)
{
  GPtrArray *copies = g_ptr_array_new_full (records->len, g_object_unref);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (copies, tie_record_copy (records->pdata[i]));
  return copies;
}

TieDocumentSheet *
tie_document_sheet_copy (TieDocumentSheet *self)
{
  TieDocumentSheet *copy = create (tie_record_copy (TIE_RECORD (self->document)), copy_records (self->lines), copy_records (self->distributions));

  if (self->original != NULL)
    copy->original = tie_document_sheet_copy (self->original);
  return copy;
}

void
tie_document_sheet_free (TieDocumentSheet *self)
{
  g_object_unref (self->document);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->distributions);
  if (self->original != NULL)
    tie_document_sheet_free (self->original);
  g_free (self);
}

TieDocumentSheet *
tie_document_sheet_read (TieDb *db,
                         const char *id,
                         GError **error)
{
  g_autoptr (TieDocument) document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, id, error);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) distributions = NULL;
  TieDocumentSheet *self;

  if (document == NULL)
    return NULL;
  lines = tie_record_table_list_where (db, TIE_TYPE_LINE, TIE_LINE_DOCUMENT, id, error);
  if (lines == NULL)
    return NULL;
  distributions = tie_record_table_list_where (db, TIE_TYPE_DISTRIBUTION, TIE_DISTRIBUTION_DOCUMENT, id, error);
  if (distributions == NULL)
    return NULL;

  self = create (g_steal_pointer (&document), g_steal_pointer (&lines), g_steal_pointer (&distributions));
  self->original = tie_document_sheet_copy (self);
  return self;
}

TieLine *
tie_document_sheet_add_line (TieDocumentSheet *self)
{
  TieLine *line = tie_line_new (NULL);

  g_ptr_array_add (self->lines, line);
  return line;
}

char *
tie_document_get_due (const char *date,
                      gint64 days)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *moment = g_strconcat (date, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) parsed = g_date_time_new_from_iso8601 (moment, utc);
  g_autoptr (GDateTime) due = parsed != NULL ? g_date_time_add_days (parsed, (int) CLAMP (days, 0, 36500)) : NULL;

  return due != NULL ? g_date_time_format (due, "%Y-%m-%d") : NULL;
}

void
tie_document_sheet_set_terms (TieDocumentSheet *self,
                              TieTerm *terms)
{
  TieRecord *document = TIE_RECORD (self->document);
  g_autofree char *due = NULL;

  if (terms != NULL)
    due = tie_document_get_due (tie_record_get_text (document, TIE_DOCUMENT_DATE), tie_record_get_integer (TIE_RECORD (terms), TIE_TERM_DAYS));
  tie_record_set_text (document, TIE_DOCUMENT_TERMS, terms != NULL ? tie_record_get_id (TIE_RECORD (terms)) : NULL);
  tie_record_set_text (document, TIE_DOCUMENT_DUE, due);
}

static gboolean
are_equal (GPtrArray *a,
           GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      if (g_strcmp0 (tie_record_get_id (a->pdata[i]), tie_record_get_id (b->pdata[i])) != 0 || !tie_record_equal (a->pdata[i], b->pdata[i]))
        return FALSE;
    }
  return TRUE;
}

gboolean
tie_document_sheet_is_changed (TieDocumentSheet *self)
{
  return self->original == NULL ||
         !tie_record_equal (TIE_RECORD (self->document), TIE_RECORD (self->original->document)) ||
         !are_equal (self->lines, self->original->lines) ||
         !are_equal (self->distributions, self->original->distributions);
}
