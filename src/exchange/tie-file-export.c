/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-export"
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/tie-error.h"
#include "exchange/tie-file-list-private.h"
#include "exchange/tie-file-run.h"
#include "model/tie-document.h"
#include "store/tie-activity-table.h"

TieFileExport *
tie_file_export_new (TieFileLayout *layout,
                     TieExportKind kind,
                     TieFileFilter filter)
{
  TieFileExport *self = g_new0 (TieFileExport, 1);

  self->layout = tie_file_layout_ref (layout);
  self->kind = kind;
  self->filter = filter;
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_file_problem_free);
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_export_change_free);
  return self;
}

void
tie_file_export_free (TieFileExport *self)
{
  tie_file_layout_unref (self->layout);
  g_strfreev (self->ids);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->changes);
  g_free (self->preview);
  g_free (self->written);
  g_clear_pointer (&self->batch, tie_export_batch_free);
  g_free (self);
}

static void
forget (TieFileExport *self)
{
  g_ptr_array_set_size (self->problems, 0);
  g_ptr_array_set_size (self->changes, 0);
  g_clear_pointer (&self->preview, g_free);
  g_clear_pointer (&self->written, g_free);
  g_clear_pointer (&self->batch, tie_export_batch_free);
  self->n_stopped = self->n_asked = self->n_changes = self->n_records = self->n_rows = 0;
  self->total = 0;
  g_atomic_int_set (&self->n_done, 0);
}

static void
run_clear (TieFileRun *run)
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
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TieFileRun, run_clear)

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

static gboolean
add_document (TieFileRun *run,
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

static gboolean
add_payment (TieFileRun *run,
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

static gboolean
add_customer (TieFileRun *run,
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

static gboolean
add_records (TieFileRun *run,
             GError **error)
{
  TieFileExport *export = run->export;
  g_autoptr (TieExportReader) reader = tie_export_reader_new (run->db, export->kind, export->layout->id, error);

  if (reader == NULL)
    return FALSE;
  while (TRUE)
    {
      g_autoptr (GError) local_error = NULL;
      const TieExportContact *contact = export->kind == TIE_EXPORT_CUSTOMERS ? tie_export_reader_next_contact (reader, &local_error) : NULL;
      const TieExportDocument *document = export->kind == TIE_EXPORT_INVOICES ? tie_export_reader_next_document (reader, &local_error) : NULL;
      const TieExportPayment *payment = export->kind == TIE_EXPORT_PAYMENTS ? tie_export_reader_next_payment (reader, &local_error) : NULL;

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (contact == NULL && document == NULL && payment == NULL)
        return TRUE;
      if (g_cancellable_set_error_if_cancelled (export->cancellable, error) ||
          (contact != NULL && !add_customer (run, contact, error)) ||
          (document != NULL && !add_document (run, document, error)) ||
          (payment != NULL && !add_payment (run, payment, error)))
        return FALSE;
      g_atomic_int_inc (&export->n_done);
    }
}

/* Two accounts of ours that are one there would mix what is kept apart here; unless somebody typed so.  Documents on them are
 * refused. */
static gboolean
check_accounts (TieFileRun *run,
                GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) used = tie_export_list_used (run->db, TIE_EXPORT_USES_ACCOUNTS, error);

  for (guint i = 0; used != NULL && used[i] != NULL; i++)
    {
      TieFileAccount *account = g_hash_table_lookup (run->names->accounts_by_id, used[i]);
      TieFileAccount *other = account != NULL ? g_hash_table_lookup (known, account->name) : NULL;

      if (account == NULL || *account->name == '\0')
        continue;
      if (other == NULL)
        g_hash_table_insert (known, account->name, account);
      else if (account->typed == NULL || other->typed == NULL)
        {
          const TieFileFacts facts = { .record = account->label, .other = other->label, .text = account->name };

          tie_file_run_add_problem (run, TIE_FILE_F10_ACCOUNTS_EQUAL, account->id, &facts);
          account->is_bad = other->is_bad = TRUE;
        }
    }
  return used != NULL;
}

static gboolean
begin (TieFileRun *run,
       const char *path,
       GError **error)
{
  TieFileExport *export = run->export;
  guint n = 0;

  run->names = tie_file_names_read (run->db, export->layout, error);
  run->keys = run->names != NULL ? tie_file_keys_read (run->db, run->names, error) : NULL;
  run->sink = run->keys != NULL ? tie_file_sink_new (path, error) : NULL;
  if (run->sink == NULL)
    return FALSE;
  run->writer.names = run->names;
  if (export->ids != NULL ? !tie_export_pick_ids (run->db, export->kind, (const char *const *) export->ids, &n, error)
                          : !tie_export_pick (run->db, export->kind, tie_file_filter_to_pick (export->kind, export->filter), export->layout->id, &n, error))
    return FALSE;
  g_atomic_int_set (&export->n_all, (int) n);
  if (export->kind == TIE_EXPORT_INVOICES && !check_accounts (run, error))
    return FALSE;
  return export->layout->form == TIE_FILE_FORM_TABLE ? tie_file_table_begin (run, error) : tie_file_journal_begin (run, error);
}

/* path NULL: only to look. */
static gboolean
go_through (TieFileRun *run,
            const char *path,
            GError **error)
{
  const guint most = run->export->layout->most_rows;
  const TieFileFacts facts = { .record = run->export->layout->label, .count = most };

  run->customer_key = g_string_new (NULL);
  run->number = g_string_new (NULL);
  tie_file_writer_init (&run->writer, NULL);
  tie_file_document_init (&run->made);
  if (!tie_file_layout_has (run->export->layout, run->export->kind))
    {
      /* Translators: %s is the label of an accounting program */
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("Files for %s have no such records."), run->export->layout->label);
      return FALSE;
    }
  if (!tie_export_begin_pass (run->db, &run->cache, error) || !begin (run, path, error) || !add_records (run, error))
    return FALSE;
  if (most > 0 && run->export->n_rows > most)
    tie_file_run_add_problem (run, TIE_FILE_W5_MANY, NULL, &facts);
  run->export->preview = g_strdup (tie_file_sink_get_beginning (run->sink));
  return TRUE;
}

gboolean
tie_file_export_check (TieDb *db,
                       TieFileExport *self,
                       GError **error)
{
  g_auto (TieFileRun) run = { .db = db, .export = self };

  forget (self);
  return go_through (&run, NULL, error);
}

/* The first of what stands against it, as the error. */
static gboolean
check_findings (TieFileExport *self,
                GError **error)
{
  const guint n = self->n_stopped + self->n_asked;

  if (n > 0 && !self->skips)
    {
      const TieFileProblem *first = NULL;

      for (guint i = 0; i < self->problems->len && first == NULL; i++)
        {
          if (tie_file_code_get_severity (((TieFileProblem *) self->problems->pdata[i])->code) != TIE_FILE_NOTE)
            first = self->problems->pdata[i];
        }
      if (n == 1 && first != NULL)
        g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, first->sentence);
      else
        g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, ngettext ("%u record cannot be exported as it is. Nothing was written.", "%u records cannot be exported as they are. Nothing was written.", n), n);
      return FALSE;
    }
  if (self->n_records > 0)
    return TRUE;
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("There is nothing to export. Nothing was written."));
  return FALSE;
}

static gboolean
add_activity (TieDb *db,
              TieFileExport *self,
              GError **error)
{
  g_autofree char *what = NULL;
  TieActivity activity = { .record = self->layout->label, .details = self->batch->file, .run = self->batch->id };

  if (self->kind == TIE_EXPORT_CUSTOMERS)
    what = g_strdup_printf (ngettext ("%u customer exported to a file", "%u customers exported to a file", self->n_records), self->n_records);
  else if (self->kind == TIE_EXPORT_PAYMENTS)
    what = g_strdup_printf (ngettext ("%u payment exported to a file", "%u payments exported to a file", self->n_records), self->n_records);
  else
    what = g_strdup_printf (ngettext ("%u invoice exported to a file", "%u invoices exported to a file", self->n_records), self->n_records);
  activity.what = what;
  return tie_activity_table_add (db, &activity, error);
}

gboolean
tie_file_export_write (TieDb *db,
                       TieFileExport *self,
                       const char *path,
                       GError **error)
{
  g_auto (TieFileRun) run = { .db = db, .export = self };
  TieExportBatch *batch;

  g_return_val_if_fail (path != NULL, FALSE);

  forget (self);
  batch = self->batch = g_new0 (TieExportBatch, 1);
  batch->target = g_strdup (self->layout->id);
  batch->kind = self->kind;
  batch->file = g_path_get_basename (path);
  if (!tie_export_table_begin (db, batch, error) || !go_through (&run, path, error) || !check_findings (self, error))
    return FALSE;
  batch->sha256 = g_strdup (tie_file_sink_get_sha256 (run.sink, error));
  if (batch->sha256 == NULL)
    return FALSE;
  batch->n_records = self->n_records;
  batch->n_rows = self->n_rows;
  batch->n_changes = self->n_changes;
  batch->total = self->total;
  if (!tie_export_table_complete (db, batch, error) ||
      (self->kind == TIE_EXPORT_INVOICES && !tie_export_table_set_exported (db, batch->id, error)) ||
      !add_activity (db, self, error) ||
      !tie_file_sink_finish (run.sink, error))
    return FALSE;
  self->written = g_strdup (path);
  return TRUE;
}

void
tie_file_export_withdraw (TieFileExport *self)
{
  if (self->written != NULL)
    g_unlink (self->written);
  g_clear_pointer (&self->written, g_free);
  g_clear_pointer (&self->batch, tie_export_batch_free);
}

typedef struct
{
  TieFileExport *export;
  const char *path;
} Write;

static gboolean
write_func (TieDb *db,
            gpointer data,
            GError **error)
{
  const Write *job = data;

  return tie_file_export_write (db, job->export, job->path, error);
}

gboolean
tie_file_export_run (TieFileExport *self,
                     TieStore *store,
                     const char *path,
                     GError **error)
{
  Write job = { self, path };

  if (tie_store_run (store, TIE_STORE_WRITE, write_func, &job, error))
    return TRUE;
  tie_file_export_withdraw (self);
  return FALSE;
}

/* With no record picked, so that only the sample goes through. */
static gboolean
write_sample (TieFileRun *run,
              const char *path,
              GError **error)
{
  TieExportDocument document = { 0 };
  gboolean is_done;

  run->customer_key = g_string_new (NULL);
  run->number = g_string_new (NULL);
  tie_file_writer_init (&run->writer, NULL);
  tie_file_document_init (&run->made);
  if (!begin (run, path, error))
    return FALSE;
  if (!tie_file_sample_make (run->names, &document))
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("A test file needs a receivable account and an income account. Add them first."));
      return FALSE;
    }
  is_done = run->export->kind == TIE_EXPORT_CUSTOMERS ? add_customer (run, &document.contact, error) : add_document (run, &document, error);
  tie_file_sample_clear (&document);
  return is_done && check_findings (run->export, error) && tie_file_sink_finish (run->sink, error);
}

gboolean
tie_file_export_write_sample (TieDb *db,
                              TieFileLayout *layout,
                              TieExportKind kind,
                              const char *path,
                              GError **error)
{
  g_autoptr (TieFileExport) self = tie_file_export_new (layout, kind, TIE_FILE_READY);
  g_auto (TieFileRun) run = { .db = db, .export = self };

  g_return_val_if_fail (kind != TIE_EXPORT_PAYMENTS, FALSE);

  self->ids = g_new0 (char *, 1);
  return write_sample (&run, path, error);
}
