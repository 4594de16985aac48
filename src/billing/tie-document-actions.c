/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-actions"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "billing/tie-billing-check-private.h"
#include "billing/tie-document-private.h"
#include "model/tie-number-series.h"
#include "store/tie-document-table.h"
#include "store/tie-number-table.h"
#include "store/tie-record-table.h"

static const char *
get_stage (TieDocument *document)
{
  return tie_record_get_text (TIE_RECORD (document), TIE_DOCUMENT_STAGE);
}

/* The sentence takes the document's title. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static gboolean
refuse (TieDocument *document,
        const char *sentence,
        GError **error)
{
  g_autofree char *title = tie_document_get_title (document);

  g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, sentence, title);
  return FALSE;
}
#pragma GCC diagnostic pop

static TieDocumentSheet *
copy_as_new (TieDb *db,
             const char *id,
             const char *kind,
             const char *date,
             GError **error)
{
  static const guint texts[] = { TIE_DOCUMENT_CONTACT, TIE_DOCUMENT_SITE, TIE_DOCUMENT_PROJECT, TIE_DOCUMENT_TERMS, TIE_DOCUMENT_TEXT, TIE_DOCUMENT_NOTES, TIE_DOCUMENT_TAX_CODE };
  static const guint amounts[] = { TIE_DOCUMENT_FREIGHT, TIE_DOCUMENT_DISCOUNT, TIE_DOCUMENT_DO_NOT_SEND };
  g_autoptr (TieDocumentSheet) old = tie_document_sheet_read (db, id, error);
  TieDocumentSheet *sheet;

  if (old == NULL)
    return NULL;
  sheet = tie_document_sheet_new (kind != NULL ? kind : tie_record_get_text (TIE_RECORD (old->document), TIE_DOCUMENT_KIND), date);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    tie_record_set_text (TIE_RECORD (sheet->document), texts[i], tie_record_get_text (TIE_RECORD (old->document), texts[i]));
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    tie_record_set_integer (TIE_RECORD (sheet->document), amounts[i], tie_record_get_integer (TIE_RECORD (old->document), amounts[i]));
  for (guint i = 0; i < old->lines->len; i++)
    {
      TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));

      for (guint field = TIE_LINE_WORK_CODE; field < TIE_LINE_N_FIELDS; field++)
        {
          if (tie_record_get_field (line, field)->type <= TIE_FIELD_REFERENCE)
            tie_record_set_text (line, field, tie_record_get_text (old->lines->pdata[i], field));
          else
            tie_record_set_integer (line, field, tie_record_get_integer (old->lines->pdata[i], field));
        }
    }
  return sheet;
}

TieDocumentSheet *
tie_document_duplicate (TieDb *db,
                        const char *id,
                        const char *date,
                        GError **error)
{
  return copy_as_new (db, id, NULL, date, error);
}

TieDocumentSheet *
tie_document_make_credit_note (TieDb *db,
                               const char *id,
                               const char *date,
                               GError **error)
{
  g_autoptr (TieDocument) invoice = tie_record_table_get (db, TIE_TYPE_DOCUMENT, id, error);
  TieDocumentSheet *sheet = invoice != NULL ? copy_as_new (db, id, TIE_DOCUMENT_KIND_CREDIT, date, error) : NULL;

  if (sheet != NULL)
    tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_REFERENCE, tie_record_get_text (TIE_RECORD (invoice), TIE_DOCUMENT_NUMBER));
  return sheet;
}

static gboolean
check_not_exported (TieDocument *document,
                    GError **error)
{
  if (g_str_equal (get_stage (document), TIE_DOCUMENT_STAGE_EXPORTED))
    /* Translators: %s is the number of a document */
    return refuse (document, _ ("%s was exported. Take it back where it was exported to first."), error);
  return TRUE;
}

/* Amounts go, so that no sum needs to ask whether a document is void; lines stay to be read. */
static void
empty (TieDocumentSheet *sheet)
{
  static const guint amounts[] = { TIE_DOCUMENT_SUBTOTAL, TIE_DOCUMENT_TAX, TIE_DOCUMENT_TOTAL, TIE_DOCUMENT_WIP };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    tie_record_set_integer (TIE_RECORD (sheet->document), amounts[i], 0);
  g_ptr_array_set_size (sheet->distributions, 0);
  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_INVOICED);
  tie_record_set_integer (TIE_RECORD (sheet->document), TIE_DOCUMENT_IS_VOID, TRUE);
}

gboolean
tie_document_void (TieDb *db,
                   const char *id,
                   TieBillingStep *step,
                   GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, id, error);
  g_autofree char *title = NULL;
  gboolean is_own = FALSE;

  if (sheet == NULL ||
      !tie_document_check_editable (sheet->document, error) ||
      !check_not_exported (sheet->document, error) ||
      !tie_billing_check_date (db, tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_DATE), error) ||
      !tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  title = tie_document_get_title (sheet->document);
  empty (sheet);
  return tie_document_table_release_allocations (db, id, error) &&
         tie_document_free_entries (db, id, error) &&
         tie_document_write (db, sheet, error) &&
         /* Translators: %s is the number of a document */
         tie_billing_step_end (db, is_own, step, g_strdup_printf (_ ("%s voided"), title), error);
}

static gboolean
check_deletable (TieDb *db,
                 TieDocument *document,
                 GError **error)
{
  gint64 paid = 0;

  if (!tie_document_check_editable (document, error) ||
      !check_not_exported (document, error) ||
      !tie_billing_check_date (db, tie_record_get_text (TIE_RECORD (document), TIE_DOCUMENT_DATE), error) ||
      !tie_document_table_get_paid (db, tie_record_get_id (TIE_RECORD (document)), &paid, error))
    return FALSE;
  if (tie_record_get_integer (TIE_RECORD (document), TIE_DOCUMENT_IS_SENT))
    /* Translators: %s is the number of a document */
    return refuse (document, _ ("%s was sent. Void it instead."), error);
  if (g_str_equal (get_stage (document), TIE_DOCUMENT_STAGE_APPROVED))
    /* Translators: %s is the number of a document */
    return refuse (document, _ ("%s is approved. Void it instead."), error);
  if (paid != 0)
    /* Translators: %s is the number of a document */
    return refuse (document, _ ("%s has payments. Void it instead."), error);
  return TRUE;
}

static gboolean
release_number (TieDb *db,
                TieDocument *document,
                GError **error)
{
  const char *kind = tie_record_get_text (TIE_RECORD (document), TIE_DOCUMENT_KIND);
  gboolean must_stay = FALSE;

  if (g_str_equal (kind, TIE_DOCUMENT_KIND_SUPPLIER))
    return TRUE;
  if (!tie_number_table_release (db, kind, tie_record_get_text (TIE_RECORD (document), TIE_DOCUMENT_NUMBER), &must_stay, error))
    return FALSE;
  if (must_stay)
    /* Translators: %s is the number of a document */
    return refuse (document, _ ("%s is not the last number, and no number may be missing. Void it instead."), error);
  return TRUE;
}

gboolean
tie_document_delete (TieDb *db,
                     const char *id,
                     TieBillingStep *step,
                     GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, id, error);
  g_autofree char *title = NULL;
  gboolean is_own = FALSE;

  if (sheet == NULL ||
      !check_deletable (db, sheet->document, error) ||
      !tie_billing_step_begin (db, &is_own, error) ||
      !release_number (db, sheet->document, error) ||
      !tie_document_free_entries (db, id, error))
    return FALSE;
  title = tie_document_get_title (sheet->document);
  g_ptr_array_set_size (sheet->distributions, 0);
  g_ptr_array_set_size (sheet->lines, 0);
  return tie_document_write (db, sheet, error) &&
         tie_record_table_delete (db, TIE_TYPE_DOCUMENT, id, error) &&
         /* Translators: %s is the number of a document */
         tie_billing_step_end (db, is_own, step, g_strdup_printf (_ ("%s deleted"), title), error);
}

/* Sets a mark on documents that are not void.  title: of the one, when it is one. */
static gboolean
set_mark (TieDb *db,
          const char *const *ids,
          guint field,
          gboolean value,
          guint *n_set,
          char **title,
          GError **error)
{
  *n_set = 0;
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (TieDocument) document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, ids[i], error);

      if (document == NULL)
        return FALSE;
      if (tie_record_get_integer (TIE_RECORD (document), TIE_DOCUMENT_IS_VOID))
        return tie_document_check_editable (document, error);
      if (*title == NULL)
        *title = tie_document_get_title (document);
      tie_record_set_integer (TIE_RECORD (document), field, value);
      if (!tie_record_table_save (db, TIE_RECORD (document), error))
        return FALSE;
      (*n_set)++;
    }
  return TRUE;
}

gboolean
tie_document_set_sent (TieDb *db,
                       const char *const *ids,
                       gboolean is_sent,
                       TieBillingStep *step,
                       GError **error)
{
  g_autofree char *title = NULL;
  char *sentence;
  guint n = 0;
  gboolean is_own = FALSE;

  if (!tie_billing_step_begin (db, &is_own, error) || !set_mark (db, ids, TIE_DOCUMENT_IS_SENT, is_sent, &n, &title, error))
    return FALSE;
  if (n == 1)
    /* Translators: %s is the number of a document */
    sentence = g_strdup_printf (is_sent ? _ ("%s marked as sent") : _ ("%s marked as not sent"), title);
  else if (is_sent)
    sentence = g_strdup_printf (ngettext ("%u document marked as sent", "%u documents marked as sent", n), n);
  else
    sentence = g_strdup_printf (ngettext ("%u document marked as not sent", "%u documents marked as not sent", n), n);
  return tie_billing_step_end (db, is_own, step, sentence, error);
}

gboolean
tie_document_set_do_not_send (TieDb *db,
                              const char *const *ids,
                              gboolean do_not_send,
                              TieBillingStep *step,
                              GError **error)
{
  g_autofree char *title = NULL;
  char *sentence;
  guint n = 0;
  gboolean is_own = FALSE;

  if (!tie_billing_step_begin (db, &is_own, error) || !set_mark (db, ids, TIE_DOCUMENT_DO_NOT_SEND, do_not_send, &n, &title, error))
    return FALSE;
  if (n == 1)
    /* Translators: %s is the number of a document */
    sentence = g_strdup_printf (do_not_send ? _ ("%s marked as do not send") : _ ("%s marked for sync"), title);
  else if (do_not_send)
    sentence = g_strdup_printf (ngettext ("%u document marked as do not send", "%u documents marked as do not send", n), n);
  else
    sentence = g_strdup_printf (ngettext ("%u document marked for sync", "%u documents marked for sync", n), n);
  return tie_billing_step_end (db, is_own, step, sentence, error);
}
