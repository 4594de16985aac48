/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-print-subject"
#include "config.h"

#include "base/tie-typed-date.h"
#include "billing/tie-project-report.h"
#include "print/tie-document-paper.h"
#include "print/tie-report-paper.h"
#include "print/tie-statement-paper.h"
#include "ui/tie-print-subject.h"

TiePrintSubject *
tie_print_subject_new (TiePrintKind kind,
                       const char *id)
{
  TiePrintSubject *self = g_new0 (TiePrintSubject, 1);

  self->kind = kind;
  self->id = g_strdup (id);
  return self;
}

void
tie_print_subject_free (gpointer subject)
{
  TiePrintSubject *self = subject;

  g_clear_object (&self->paper);
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

static gboolean
read_document (TieDb *db,
               TiePrintSubject *self,
               GError **error)
{
  TieDocumentData *data = tie_document_data_load (db, self->id, error);
  TieRecord *document;

  if (data == NULL)
    return FALSE;
  document = TIE_RECORD (data->document);
  self->name = g_strdup (tie_record_get_text (document, TIE_DOCUMENT_NUMBER));
  self->is_invoice = g_str_equal (tie_record_get_text (document, TIE_DOCUMENT_KIND), "invoice");
  self->is_sent = tie_record_get_integer (document, TIE_DOCUMENT_IS_SENT) != 0;
  self->paper = tie_document_paper_new (data);
  return TRUE;
}

static gboolean
read_statement (TieDb *db,
                TiePrintSubject *self,
                GError **error)
{
  g_autofree char *today = tie_typed_date_get_today ();
  TieStatementData *data = tie_statement_data_load (db, self->id, today, error);

  if (data == NULL)
    return FALSE;
  self->paper = tie_statement_paper_new (data);
  self->name = g_strdup (tie_printable_get_title (self->paper));
  return TRUE;
}

static gboolean
read_project (TieDb *db,
              TiePrintSubject *self,
              GError **error)
{
  g_autoptr (TieLetter) letter = tie_letter_load (db, NULL, error);
  g_autoptr (TieReport) report = letter != NULL ? tie_project_report_make (db, self->id, error) : NULL;

  if (report == NULL)
    return FALSE;
  self->paper = tie_report_paper_new (report, letter->firm, letter->layout->paper);
  self->name = g_strdup (tie_report_get_title (report));
  return TRUE;
}

gboolean
tie_print_subject_read (TieDb *db,
                        gpointer subject,
                        GError **error)
{
  TiePrintSubject *self = subject;

  switch (self->kind)
    {
    case TIE_PRINT_DOCUMENT:
      return read_document (db, self, error);
    case TIE_PRINT_STATEMENT:
      return read_statement (db, self, error);
    case TIE_PRINT_PROJECT:
      return read_project (db, self, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}
