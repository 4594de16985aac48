/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-export"
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/tie-error.h"
#include "exchange/tie-file-list-private.h"
#include "exchange/tie-file-run.h"
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
          (contact != NULL && !tie_file_run_add_customer (run, contact, error)) ||
          (document != NULL && !tie_file_run_add_document (run, document, error)) ||
          (payment != NULL && !tie_file_run_add_payment (run, payment, error)))
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
  is_done = run->export->kind == TIE_EXPORT_CUSTOMERS ? tie_file_run_add_customer (run, &document.contact, error) : tie_file_run_add_document (run, &document, error);
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
