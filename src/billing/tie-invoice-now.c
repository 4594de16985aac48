/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-invoice-now"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "billing/tie-document-private.h"
#include "billing/tie-invoice-now.h"
#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-entry.h"
#include "model/tie-project.h"
#include "store/tie-record-table.h"

/* Entries that become one line: of one project and code. */
typedef struct
{
  TieInvoicePreview *preview;
  GType type;       /* of the code */
  const char *code; /* (nullable), owned by an entry */
  gint64 quantity;
  gint64 rate; /* of the first */
  gint64 amount;
} Group;

static Group *
find_group (GArray *groups,
            TieInvoicePreview *preview,
            GType type,
            const char *code)
{
  Group group = { preview, type, code, 0, 0, 0 };

  for (guint i = 0; i < groups->len; i++)
    {
      Group *known = &g_array_index (groups, Group, i);

      if (known->preview == preview && known->type == type && g_strcmp0 (known->code, code) == 0)
        return known;
    }
  g_array_append_val (groups, group);
  return &g_array_index (groups, Group, groups->len - 1);
}

static void
group_entries (GArray *groups,
               TieInvoicePreview *preview)
{
  for (guint i = 0; i < preview->entries->len; i++)
    {
      TieRecord *entry = preview->entries->pdata[i];
      gboolean is_expense = g_str_equal (tie_record_get_text (entry, TIE_ENTRY_KIND), TIE_ENTRY_KIND_EXPENSE);
      Group *group;

      if (tie_record_get_integer (entry, TIE_ENTRY_NOT_BILLABLE))
        continue;
      group = find_group (groups,
                          preview,
                          is_expense ? TIE_TYPE_EXPENSE_CODE : TIE_TYPE_WORK_CODE,
                          tie_record_get_text (entry, is_expense ? TIE_ENTRY_EXPENSE_CODE : TIE_ENTRY_WORK_CODE));
      if (group->quantity == 0)
        group->rate = tie_record_get_integer (entry, TIE_ENTRY_RATE);
      group->quantity += tie_record_get_integer (entry, TIE_ENTRY_QUANTITY);
      group->amount += tie_record_get_integer (entry, TIE_ENTRY_AMOUNT);
    }
}

/* Sets what a line takes from its code; text: where the code has none. */
static gboolean
set_code (TieDb *db,
          TieRecord *line,
          GType type,
          const char *code,
          const char *project_name,
          gboolean name_project,
          GError **error)
{
  g_autoptr (TieRecord) record = code != NULL ? tie_record_table_get (db, type, code, error) : NULL;
  const char *description;
  g_autofree char *text = NULL;

  if (code == NULL)
    {
      tie_record_set_text (line, TIE_LINE_TEXT, project_name);
      return TRUE;
    }
  if (record == NULL)
    return FALSE;
  description = tie_record_get_text (record, TIE_CODE_DESCRIPTION);
  if (tie_text_is_empty (description))
    description = tie_record_get_text (record, TIE_CODE_CODE);
  /* Translators: the first is the name of a project, the second what was done */
  text = name_project ? g_strdup_printf (_ ("%s: %s"), project_name, description) : g_strdup (description);
  tie_record_set_text (line, TIE_LINE_TEXT, text);
  tie_record_set_text (line, type == TIE_TYPE_WORK_CODE ? TIE_LINE_WORK_CODE : TIE_LINE_EXPENSE_CODE, code);
  tie_record_set_text (line, TIE_LINE_TAX_CODE, tie_record_get_text (record, TIE_CODE_TAX_CODE));
  return TRUE;
}

/* A rate stands on the line only where it makes the amount: packages compute it again. */
static gboolean
add_group_line (TieDb *db,
                TieDocumentSheet *sheet,
                const Group *group,
                gboolean name_project,
                GError **error)
{
  TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));
  gint64 product = 0;

  tie_record_set_integer (line, TIE_LINE_QUANTITY, group->quantity);
  tie_record_set_integer (line, TIE_LINE_AMOUNT, group->amount);
  if (tie_money_multiply (group->quantity, group->rate, &product) && product == group->amount)
    tie_record_set_integer (line, TIE_LINE_RATE, group->rate);
  return set_code (db, line, group->type, group->code, group->preview->project_name, name_project, error);
}

static gboolean
add_lines_as_is (TieDb *db,
                 TieDocumentSheet *sheet,
                 GPtrArray *previews,
                 GError **error)
{
  g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (Group));

  for (guint i = 0; i < previews->len; i++)
    group_entries (groups, previews->pdata[i]);
  if (groups->len == 0)
    {
      TieInvoicePreview *first = previews->pdata[0];

      /* Translators: %s is the name of a project */
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("There is no work in progress on “%s”. Bill a fixed total instead."), first->project_name);
      return FALSE;
    }
  for (guint i = 0; i < groups->len; i++)
    {
      if (!add_group_line (db, sheet, &g_array_index (groups, Group, i), previews->len > 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_line_of_total (TieDb *db,
                   TieDocumentSheet *sheet,
                   TieInvoicePreview *preview,
                   const char *work_code,
                   gint64 total,
                   GError **error)
{
  TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));

  if (total > G_MAXINT64 / 100 || total < 0)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, total < 0 ? _ ("The total is below zero.") : _ ("The amount is too large."));
      return FALSE;
    }
  tie_record_set_integer (line, TIE_LINE_QUANTITY, TIE_SCALE);
  tie_record_set_integer (line, TIE_LINE_RATE, total * 100);
  tie_record_set_integer (line, TIE_LINE_AMOUNT, total);
  if (!set_code (db, line, TIE_TYPE_WORK_CODE, work_code, preview->project_name, FALSE, error))
    return FALSE;
  tie_record_set_text (line, TIE_LINE_TEXT, preview->project_name);
  return TRUE;
}

/* Nobody billed or changed what was looked at. */
static gboolean
check_entries (TieDb *db,
               TieInvoicePreview *preview,
               GError **error)
{
  for (guint i = 0; i < preview->entries->len; i++)
    {
      TieRecord *entry = preview->entries->pdata[i];
      g_autoptr (TieRecord) present = tie_record_table_get (db, TIE_TYPE_ENTRY, tie_record_get_id (entry), error);
      const char *document = present != NULL ? tie_record_get_text (present, TIE_ENTRY_DOCUMENT) : NULL;

      if (present == NULL)
        return FALSE;
      if (document != NULL)
        {
          g_autoptr (TieDocument) other = tie_record_table_get (db, TIE_TYPE_DOCUMENT, document, error);
          g_autofree char *title = other != NULL ? tie_document_get_title (other) : NULL;

          if (title != NULL)
            /* Translators: the first is the name of a project, the second the number of an invoice */
            g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("The work on “%s” was billed on %s meanwhile. Nothing was done."), preview->project_name, title);
          return FALSE;
        }
      if (!tie_record_equal (present, entry))
        {
          g_set_error (error, TIE_ERROR, TIE_ERROR_CHANGED, "An entry is not what it was in the preview");
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
mark_entries (TieDb *db,
              TieInvoicePreview *preview,
              const char *document,
              GError **error)
{
  for (guint i = 0; i < preview->entries->len; i++)
    {
      g_autoptr (TieRecord) entry = tie_record_copy (preview->entries->pdata[i]);

      tie_record_set_text (entry, TIE_ENTRY_DOCUMENT, document);
      if (!tie_record_table_save (db, entry, error))
        return FALSE;
    }
  return TRUE;
}

/* One invoice over the previews, which are of one client.  A total is only given for one of them.  Inside a step. */
static TieDocumentSheet *
bill (TieDb *db,
      GPtrArray *previews,
      const char *date,
      const gint64 *total,
      GError **error)
{
  TieInvoicePreview *first = previews->pdata[0];
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (TIE_DOCUMENT_KIND_INVOICE, date);
  TieRecord *document = TIE_RECORD (sheet->document);
  g_autoptr (TieContact) contact = tie_record_table_get (db, TIE_TYPE_CONTACT, first->contact, error);
  g_autoptr (TieProject) project = contact != NULL ? tie_record_table_get (db, TIE_TYPE_PROJECT, first->project, error) : NULL;
  g_autoptr (TieTerm) terms = NULL;
  const char *work_code;
  gint64 wip = 0;

  if (project == NULL)
    return NULL;
  for (guint i = 0; i < previews->len; i++)
    {
      wip += ((TieInvoicePreview *) previews->pdata[i])->wip;
      if (!check_entries (db, previews->pdata[i], error))
        return NULL;
    }
  tie_record_set_text (document, TIE_DOCUMENT_CONTACT, first->contact);
  tie_record_set_integer (document, TIE_DOCUMENT_WIP, wip);
  if (previews->len == 1)
    {
      tie_record_set_text (document, TIE_DOCUMENT_PROJECT, first->project);
      tie_record_set_text (document, TIE_DOCUMENT_SITE, tie_record_get_text (TIE_RECORD (project), TIE_PROJECT_SITE));
    }
  work_code = tie_record_get_text (TIE_RECORD (project), TIE_PROJECT_WORK_CODE);
  if (work_code == NULL)
    work_code = tie_record_get_text (TIE_RECORD (contact), TIE_CONTACT_WORK_CODE);

  if (!tie_invoice_find_terms (db, contact, &terms, error))
    return NULL;
  if (terms != NULL)
    tie_document_sheet_set_terms (sheet, terms);
  if (!(total != NULL ? add_line_of_total (db, sheet, first, work_code, *total, error) : add_lines_as_is (db, sheet, previews, error)) ||
      !tie_document_save (db, sheet, NULL, error))
    return NULL;
  for (guint i = 0; i < previews->len; i++)
    {
      if (!mark_entries (db, previews->pdata[i], tie_record_get_id (document), error))
        return NULL;
    }
  return tie_document_relieve (db, sheet->document, error) ? g_steal_pointer (&sheet) : NULL;
}

TieDocumentSheet *
tie_invoice_now (TieDb *db,
                 TieInvoicePreview *preview,
                 const char *date,
                 const gint64 *total,
                 TieBillingStep *step,
                 GError **error)
{
  g_autoptr (GPtrArray) previews = g_ptr_array_new ();
  g_autoptr (TieDocumentSheet) sheet = NULL;
  g_autofree char *title = NULL;
  char *sentence;
  guint n = preview->entries->len;
  gboolean is_own = FALSE;

  g_ptr_array_add (previews, preview);
  if (!tie_billing_step_begin (db, &is_own, error))
    return NULL;
  sheet = bill (db, previews, date, total, error);
  if (sheet == NULL)
    return NULL;
  title = tie_document_get_title (sheet->document);
  /* Translators: %s is the number of an invoice */
  sentence = n == 0 ? g_strdup_printf (_ ("%s created"), title) : g_strdup_printf (ngettext ("%s created, %u entry billed", "%s created, %u entries billed", n), title, n);
  return tie_billing_step_end (db, is_own, step, sentence, error) ? g_steal_pointer (&sheet) : NULL;
}

/* Takes what goes on one invoice with the first of them out of the list. */
static GPtrArray *
take_next (GPtrArray *left,
           gboolean for_each_client)
{
  GPtrArray *together = g_ptr_array_new ();
  TieInvoicePreview *first = g_ptr_array_steal_index (left, 0);

  g_ptr_array_add (together, first);
  for (guint i = 0; for_each_client && i < left->len;)
    {
      TieInvoicePreview *preview = left->pdata[i];

      if (g_str_equal (preview->contact, first->contact))
        g_ptr_array_add (together, g_ptr_array_steal_index (left, i));
      else
        i++;
    }
  return together;
}

GPtrArray *
tie_invoice_now_all (TieDb *db,
                     GPtrArray *previews,
                     const char *date,
                     gboolean for_each_client,
                     TieBillingStep *step,
                     GError **error)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean is_own = FALSE;
  char *sentence;

  for (guint i = 0; i < previews->len; i++)
    {
      TieInvoicePreview *preview = previews->pdata[i];

      if (preview->entries->len > preview->n_not_billable)
        g_ptr_array_add (left, preview);
    }
  if (left->len == 0)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("There is no work in progress on these projects."));
      return NULL;
    }
  if (!tie_billing_step_begin (db, &is_own, error))
    return NULL;
  while (left->len > 0)
    {
      g_autoptr (GPtrArray) together = take_next (left, for_each_client);
      g_autoptr (TieDocumentSheet) sheet = bill (db, together, date, NULL, error);

      if (sheet == NULL)
        return NULL;
      g_ptr_array_add (ids, g_strdup (tie_record_get_id (TIE_RECORD (sheet->document))));
    }
  sentence = g_strdup_printf (ngettext ("%u invoice created", "%u invoices created", ids->len), ids->len);
  return tie_billing_step_end (db, is_own, step, sentence, error) ? g_steal_pointer (&ids) : NULL;
}

/* A contact's terms are words; they count where they are a term's name. */
gboolean
tie_invoice_find_terms (TieDb *db,
                        TieContact *contact,
                        TieTerm **terms,
                        GError **error)
{
  const char *name = tie_record_get_text (TIE_RECORD (contact), TIE_CONTACT_TERMS);
  g_autoptr (GPtrArray) named = NULL;

  *terms = NULL;
  if (tie_text_is_empty (name))
    return TRUE;
  named = tie_record_table_list_where (db, TIE_TYPE_TERM, TIE_TERM_NAME, name, error);
  if (named != NULL && named->len > 0)
    *terms = g_object_ref (named->pdata[0]);
  return named != NULL;
}
