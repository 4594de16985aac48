/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-run"
#include "config.h"

#include <glib/gi18n.h>

#include "exchange/tie-file-run.h"
#include "model/tie-document.h"

void
tie_file_run_clear (TieFileRun *run)
{
  tie_file_writer_clear (&run->writer);
  tie_file_document_clear (&run->made);
  g_clear_pointer (&run->sink, tie_file_sink_free);
  g_clear_pointer (&run->keys, tie_file_keys_free);
  g_clear_pointer (&run->names, tie_file_names_free);
  g_string_free (run->customer_key, TRUE);
  g_string_free (run->number, TRUE);
  if (run->cache != 0)
    tie_export_end_pass (run->db, run->cache);
}
void
tie_file_run_add_problem (TieFileRun *run,
                          TieFileCode code,
                          const char *id,
                          const TieFileFacts *facts)
{
  TieFileExport *export = run->export;
  TieFileFacts whole = *facts;

  whole.target = export->layout->label;
  if (tie_file_code_get_severity (code) == TIE_FILE_STOP)
    export->n_stopped++;
  else if (tie_file_code_get_severity (code) == TIE_FILE_ASK)
    export->n_asked++;
  if (export->problems->len < TIE_FILE_MOST_FINDINGS)
    g_ptr_array_add (export->problems, tie_file_problem_new (code, id, &whole));
}

static gboolean
keep_changes (TieFileRun *run,
              GError **error)
{
  TieFileExport *export = run->export;
  GPtrArray *changes = run->writer.changes;

  for (guint i = 0; i < changes->len; i++)
    {
      if (export->batch != NULL && !tie_export_table_add_change (run->db, export->batch->id, ++export->n_changes, changes->pdata[i], error))
        return FALSE;
      if (export->batch == NULL)
        export->n_changes++;
    }
  while (changes->len > 0 && export->changes->len < TIE_FILE_MOST_FINDINGS)
    g_ptr_array_add (export->changes, g_ptr_array_steal_index (changes, 0));
  return TRUE;
}

gboolean
tie_file_run_take (TieFileRun *run,
                   gboolean *has_gone,
                   GError **error)
{
  TieFileWriter *writer = &run->writer;

  *has_gone = writer->code == TIE_FILE_OK;
  if (!*has_gone)
    {
      tie_file_run_add_problem (run, writer->code, writer->id, &writer->facts);
      return TRUE;
    }
  if (writer->formula != NULL && run->export->layout->form == TIE_FILE_FORM_TABLE)
    {
      const TieFileFacts facts = { .record = writer->record, .column = writer->formula, .text = "= + - @" };

      tie_file_run_add_problem (run, TIE_FILE_W4_FORMULA, writer->id, &facts);
    }
  run->export->n_rows += writer->n_rows;
  return tie_file_sink_write (run->sink, writer->out, run->names->encoding, error) && keep_changes (run, error);
}

TieFileCode
tie_file_run_make_customer (TieFileRun *run,
                            const TieExportContact *contact,
                            TieFileFacts *facts)
{
  return tie_file_keys_make_customer (run->keys, contact, run->customer_key, facts);
}

/* Was it exported before, and may it go out once more? */
static TieFileCode
check_again (TieFileRun *run,
             gint64 batch,
             const char *moment,
             gboolean is_changed,
             TieFileFacts *facts)
{
  static const char *const words[] = {
    [TIE_FILE_AGAIN_ADDS] = N_ ("A second import would enter it twice."),
    [TIE_FILE_AGAIN_REJECTS] = N_ ("A second import is refused there while it stands there."),
    [TIE_FILE_AGAIN_UNCLEAR] = N_ ("A second import may enter it twice."),
  };

  if (batch == 0 || run->export->again)
    return TIE_FILE_OK;
  facts->when = moment;
  facts->count = (guint) batch;
  facts->text = _ (words[run->export->layout->again]);
  return is_changed ? TIE_FILE_W2_CHANGED : TIE_FILE_W1_EXPORTED;
}

static TieFileCode
check_stage (TieFileRun *run,
             const TieExportDocument *document,
             const char *hash,
             TieFileFacts *facts)
{
  if (document->is_void)
    return TIE_FILE_F05_VOID;
  if (g_str_equal (document->stage, TIE_DOCUMENT_STAGE_POSTED))
    return TIE_FILE_F04_POSTED;
  if (g_str_equal (document->stage, TIE_DOCUMENT_STAGE_INVOICED))
    return TIE_FILE_F03_NOT_APPROVED;
  if (g_str_equal (document->stage, TIE_DOCUMENT_STAGE_EXPORTED) && document->batch == 0 && !run->export->again)
    return TIE_FILE_W6_ELSEWHERE;
  return check_again (run, document->batch, document->moment, !g_str_equal (document->hash, hash), facts);
}

static TieFileCode
make_document (TieFileRun *run,
               const TieExportDocument *document,
               const char *hash,
               TieFileContext *context,
               TieFileFacts *facts)
{
  const TieFileLayout *layout = run->export->layout;
  TieFileCode code = check_stage (run, document, hash, facts);

  if (code != TIE_FILE_OK || (code = tie_file_document_make (&run->made, document, run->names, facts)) != TIE_FILE_OK)
    return code;
  if (layout->has_one_receivable && run->receivable != NULL && run->made.receivable != run->receivable)
    {
      facts->other = run->made.receivable->label;
      return TIE_FILE_F12_RECEIVABLES;
    }
  code = tie_file_run_make_customer (run, &document->contact, facts);
  if (code == TIE_FILE_OK)
    code = tie_file_keys_make_number (run->keys, document->id, document->number, run->number, facts);
  context->terms = tie_file_names_get_terms (run->names, document->terms);
  if (code == TIE_FILE_OK && context->terms != NULL && context->terms->is_bad)
    {
      facts->other = context->terms->label;
      facts->text = context->terms->name;
      code = TIE_FILE_F21_TERMS;
    }
  return code;
}

static void
note_tax (TieFileRun *run,
          const TieExportDocument *document)
{
  const TieFileFacts facts = { .record = document->number, .amount = run->made.tax_difference };

  if (facts.amount != 0)
    tie_file_run_add_problem (run, TIE_FILE_W3_TAX_DIFFERS, document->id, &facts);
}

static gboolean
add_item (TieFileRun *run,
          const char *id,
          const char *stage,
          const char *hash,
          gint64 amount,
          GError **error)
{
  run->export->n_records++;
  run->export->total += amount;
  return run->export->batch == NULL || tie_export_table_add_item (run->db, run->export->batch->id, id, stage, hash, error);
}

gboolean
tie_file_run_add_document (TieFileRun *run,
                           const TieExportDocument *document,
                           GError **error)
{
  TieFileContext context = { .names = run->names, .contact = &document->contact, .document = document, .made = &run->made };
  TieFileFacts facts = { .record = document->number };
  g_autofree char *hash = tie_file_hash_document (document);
  gboolean has_gone = FALSE;
  TieFileCode code;

  if (run->export->filter == TIE_FILE_CHANGED && run->export->ids == NULL && g_str_equal (hash, document->hash))
    return TRUE;
  code = make_document (run, document, hash, &context, &facts);
  if (code != TIE_FILE_OK)
    {
      tie_file_run_add_problem (run, code, document->id, &facts);
      return TRUE;
    }
  context.contact_key = run->customer_key->str;
  context.number = run->number->str;
  tie_file_writer_begin (&run->writer, document->id, document->number);
  if (run->export->layout->form == TIE_FILE_FORM_TABLE)
    tie_file_table_add_document (run, &context);
  else
    tie_file_journal_add_document (run, &context);
  if (!tie_file_run_take (run, &has_gone, error))
    return FALSE;
  if (!has_gone)
    return TRUE;
  note_tax (run, document);
  if (run->receivable == NULL)
    run->receivable = run->made.receivable;
  return add_item (run, document->id, document->stage, hash, run->made.is_credit ? -document->total : document->total, error);
}

gboolean
tie_file_run_add_payment (TieFileRun *run,
                          const TieExportPayment *payment,
                          GError **error)
{
  TieFileContext context = { .names = run->names, .contact = &payment->contact, .payment = payment };
  TieFileFacts facts = { .record = payment->number };
  g_autofree char *hash = tie_file_hash_payment (payment);
  const gboolean is_same = g_str_equal (hash, payment->hash);
  const char *const accounts[] = { "bank", "receivable" };
  gboolean has_gone = FALSE;
  TieFileCode code = payment->is_void ? TIE_FILE_F05_VOID : check_again (run, payment->batch, payment->moment, !is_same, &facts);

  if (run->export->filter == TIE_FILE_CHANGED && run->export->ids == NULL && is_same)
    return TRUE;
  if (code == TIE_FILE_OK && payment->amount == 0)
    code = TIE_FILE_F25_NO_AMOUNT;
  for (guint i = 0; i < G_N_ELEMENTS (accounts) && code == TIE_FILE_OK; i++)
    {
      const TieFileAccount *account = tie_file_names_get_option_account (run->names, accounts[i]);

      facts.text = accounts[i];
      facts.other = account != NULL ? account->label : NULL;
      if (account == NULL || account->is_bad)
        code = account == NULL ? TIE_FILE_F24_NO_ACCOUNT_OPTION : TIE_FILE_F09_ACCOUNT_NAME;
    }
  if (code == TIE_FILE_OK)
    code = tie_file_run_make_customer (run, &payment->contact, &facts);
  if (code != TIE_FILE_OK)
    {
      tie_file_run_add_problem (run, code, payment->id, &facts);
      return TRUE;
    }
  context.contact_key = run->customer_key->str;
  tie_file_writer_begin (&run->writer, payment->id, payment->number);
  if (run->export->layout->form == TIE_FILE_FORM_TABLE)
    tie_file_table_add_payment (run, &context);
  else
    tie_file_journal_add_payment (run, &context);
  return tie_file_run_take (run, &has_gone, error) && (!has_gone || add_item (run, payment->id, "", hash, payment->amount, error));
}

gboolean
tie_file_run_add_customer (TieFileRun *run,
                           const TieExportContact *contact,
                           GError **error)
{
  TieFileContext context = { .names = run->names, .contact = contact };
  TieFileFacts facts = { .record = contact->name };
  g_autofree char *hash = tie_file_hash_contact (contact);
  gboolean has_gone = FALSE;
  TieFileCode code;

  if (run->export->filter == TIE_FILE_CHANGED && run->export->ids == NULL && g_str_equal (hash, contact->hash))
    return TRUE;
  code = tie_file_run_make_customer (run, contact, &facts);
  if (code != TIE_FILE_OK)
    {
      tie_file_run_add_problem (run, code, contact->id, &facts);
      return TRUE;
    }
  context.contact_key = run->customer_key->str;
  tie_file_writer_begin (&run->writer, contact->id, contact->name);
  if (run->export->layout->form == TIE_FILE_FORM_TABLE)
    tie_file_writer_add_row (&run->writer, &run->export->layout->tables[TIE_FILE_TABLE_CUSTOMERS], &context);
  else
    tie_file_journal_add_customer (run, &context);
  return tie_file_run_take (run, &has_gone, error) && (!has_gone || add_item (run, contact->id, "", hash, 0, error));
}
