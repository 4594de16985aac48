/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-run"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-csv.h"
#include "base/tie-error.h"
#include "exchange/tie-import-private.h"
#include "exchange/tie-import-save.h"
#include "store/tie-import-profile-table.h"
#include "store/tie-undo.h"

/* What goes over to the worker thread and comes back.  Blocking and asynchronous calls share it. */
typedef struct
{
  const char *kind;      /* static */
  char *fingerprint;     /* (owned) (nullable) */
  char *mapping;         /* (owned) (nullable) in or out */
  TieImportPlan *plan;   /* (owned) (nullable) review: in */
  TieImportRows *rows;   /* (owned) (nullable) review: out, apply: in */
  char *window;          /* (owned) (nullable) */
  char *sentence;        /* (owned) (nullable) apply: out */
  GCancellable *cancellable; /* (owned) (nullable) */
} Job;

static Job *
job_new (TieImport *self,
         GCancellable *cancellable)
{
  Job *job = g_new0 (Job, 1);

  job->kind = tie_import_kind_to_string (tie_import_get_kind (self));
  job->fingerprint = tie_import_dup_fingerprint (self);
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return job;
}

static void
job_free (Job *job)
{
  g_free (job->fingerprint);
  g_free (job->mapping);
  g_clear_pointer (&job->plan, tie_import_plan_free);
  g_clear_pointer (&job->rows, tie_import_rows_unref);
  g_free (job->window);
  g_free (job->sentence);
  g_clear_object (&job->cancellable);
  g_free (job);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

/* On the worker thread. */

static gboolean
recall_func (TieDb *db,
             gpointer data,
             GError **error)
{
  Job *job = data;
  g_autoptr (GError) local = NULL;

  if (job->fingerprint != NULL)
    job->mapping = tie_import_profile_table_get (db, job->kind, job->fingerprint, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
review_func (TieDb *db,
             gpointer data,
             GError **error)
{
  Job *job = data;

  job->rows = tie_import_rows_review (g_steal_pointer (&job->plan), db, job->cancellable, error);
  return job->rows != NULL;
}

static gboolean
apply_func (TieDb *db,
            gpointer data,
            GError **error)
{
  Job *job = data;
  gint64 n_written;

  if (!tie_undo_begin (db, error))
    return FALSE;
  n_written = tie_import_rows_write (job->rows, db, job->cancellable, error);
  if (n_written < 0)
    return FALSE;
  job->sentence = tie_import_save_make_sentence (job->rows->plan->kind, (gulong) n_written);
  if (!tie_undo_end (db, job->sentence, job->window, NULL, error))
    return FALSE;
  return job->fingerprint == NULL || tie_import_profile_table_set (db, job->kind, job->fingerprint, job->mapping, error);
}

/* Back on the main thread. */

static void
take_recalled (TieImport *self,
               Job *job)
{
  if (job->mapping != NULL)
    tie_import_take_mapping (self, job->mapping);
}

static void
take_reviewed (TieImport *self,
               Job *job)
{
  tie_import_list_set_rows (TIE_IMPORT_LIST (tie_import_get_rows (self)), job->rows);
}

static Job *
make_review (TieImport *self,
             GCancellable *cancellable)
{
  Job *job = job_new (self, cancellable);

  job->plan = tie_import_dup_plan (self);
  return job;
}

static Job *
make_apply (TieImport *self,
            const char *window,
            GCancellable *cancellable)
{
  Job *job = job_new (self, cancellable);

  job->mapping = tie_import_dup_mapping (self);
  job->window = g_strdup (window);
  job->rows = tie_import_rows_ref (tie_import_list_get_rows (TIE_IMPORT_LIST (tie_import_get_rows (self))));
  return job;
}

static void
ran_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Job *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (job == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (g_task_get_source_tag (task) == tie_import_recall_async)
    take_recalled (g_task_get_source_object (task), job);
  else if (g_task_get_source_tag (task) == tie_import_review_async)
    take_reviewed (g_task_get_source_object (task), job);
  g_task_return_pointer (task, g_strdup (job->sentence != NULL ? job->sentence : ""), g_free);
}

static void
run_async (TieImport *self,
           TieStore *store,
           TieStoreMode mode,
           TieStoreFunc func,
           Job *job, /* (transfer full) */
           gpointer source_tag,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  /* What was reviewed stays reviewed although the window lost interest in the answer. */
  g_task_set_check_cancellable (task, FALSE);
  tie_store_run_async (store, mode, func, job, (GDestroyNotify) job_free, cancellable, ran_cb, task);
}

static gboolean
finish (TieImport *self,
        GAsyncResult *result,
        GError **error)
{
  g_autofree char *sentence = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  sentence = g_task_propagate_pointer (G_TASK (result), error);
  return sentence != NULL;
}

gboolean
tie_import_recall (TieImport *self,
                   TieStore *store,
                   GError **error)
{
  g_autoptr (Job) job = NULL;

  g_return_val_if_fail (TIE_IS_IMPORT (self), FALSE);

  job = job_new (self, NULL);
  if (!tie_store_run (store, TIE_STORE_READ, recall_func, job, error))
    return FALSE;
  take_recalled (self, job);
  return TRUE;
}

void
tie_import_recall_async (TieImport *self,
                         TieStore *store,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (TIE_IS_IMPORT (self));

  run_async (self, store, TIE_STORE_READ, recall_func, job_new (self, cancellable), tie_import_recall_async, cancellable, callback, user_data);
}

gboolean
tie_import_recall_finish (TieImport *self,
                          GAsyncResult *result,
                          GError **error)
{
  return finish (self, result, error);
}

gboolean
tie_import_review (TieImport *self,
                   TieStore *store,
                   GError **error)
{
  g_autoptr (Job) job = NULL;

  g_return_val_if_fail (TIE_IS_IMPORT (self), FALSE);

  job = make_review (self, NULL);
  if (!tie_store_run (store, TIE_STORE_READ, review_func, job, error))
    return FALSE;
  take_reviewed (self, job);
  return TRUE;
}

void
tie_import_review_async (TieImport *self,
                         TieStore *store,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (TIE_IS_IMPORT (self));

  run_async (self, store, TIE_STORE_READ, review_func, make_review (self, cancellable), tie_import_review_async, cancellable, callback, user_data);
}

gboolean
tie_import_review_finish (TieImport *self,
                          GAsyncResult *result,
                          GError **error)
{
  return finish (self, result, error);
}

char *
tie_import_apply (TieImport *self,
                  TieStore *store,
                  const char *window,
                  GError **error)
{
  g_autoptr (Job) job = NULL;

  g_return_val_if_fail (TIE_IS_IMPORT (self), NULL);
  g_return_val_if_fail (tie_import_count_checked (self) > 0, NULL);

  job = make_apply (self, window, NULL);
  if (!tie_store_run (store, TIE_STORE_WRITE, apply_func, job, error))
    return NULL;
  return g_steal_pointer (&job->sentence);
}

void
tie_import_apply_async (TieImport *self,
                        TieStore *store,
                        const char *window,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (TIE_IS_IMPORT (self));
  g_return_if_fail (tie_import_count_checked (self) > 0);

  run_async (self, store, TIE_STORE_WRITE, apply_func, make_apply (self, window, cancellable), tie_import_apply_async, cancellable, callback, user_data);
}

char *
tie_import_apply_finish (TieImport *self,
                         GAsyncResult *result,
                         GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What came of the rows. */

guint
tie_import_count (TieImport *self,
                  TieImportResult result)
{
  TieImportRows *rows;

  g_return_val_if_fail (TIE_IS_IMPORT (self), 0);
  g_return_val_if_fail (result >= TIE_IMPORT_ROW_NEW && result < TIE_IMPORT_ROW_N_RESULTS, 0);

  rows = tie_import_list_get_rows (TIE_IMPORT_LIST (tie_import_get_rows (self)));
  return rows != NULL ? rows->counts[result] : 0;
}

guint
tie_import_count_checked (TieImport *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), 0);

  return tie_import_list_get_n_checked (TIE_IMPORT_LIST (tie_import_get_rows (self)));
}

void
tie_import_check_all (TieImport *self,
                      gboolean is_checked)
{
  g_return_if_fail (TIE_IS_IMPORT (self));

  tie_import_list_check_all (TIE_IMPORT_LIST (tie_import_get_rows (self)), is_checked);
}

char *
tie_import_dup_summary (TieImport *self)
{
  g_autofree char *rows = NULL;
  g_autofree char *problems = NULL;
  guint n_rows, n_problems;

  g_return_val_if_fail (TIE_IS_IMPORT (self), NULL);

  n_rows = g_list_model_get_n_items (tie_import_get_rows (self));
  n_problems = tie_import_count (self, TIE_IMPORT_ROW_PROBLEM);
  rows = g_strdup_printf (ngettext ("%u row", "%u rows", n_rows), n_rows);
  problems = g_strdup_printf (ngettext ("%u problem", "%u problems", n_problems), n_problems);
  /* Translators: "312 rows: 280 new · 20 update · 6 same · 6 problems" */
  return g_strdup_printf (_ ("%s: %u new · %u update · %u same · %s"), rows,
                          tie_import_count (self, TIE_IMPORT_ROW_NEW), tie_import_count (self, TIE_IMPORT_ROW_UPDATE), tie_import_count (self, TIE_IMPORT_ROW_SAME),
                          problems);
}

typedef struct
{
  TieImportRows *rows;
  TieCsvWriter *writer;
  guint n_seen;
  guint next; /* in rows */
} ProblemWriter;

static void
add_cells (TieCsvWriter *writer,
           const char *const *fields,
           guint n_fields,
           const char *last)
{
  for (guint i = 0; i < n_fields; i++)
    tie_csv_writer_add (writer, fields[i]);
  tie_csv_writer_add (writer, last);
  tie_csv_writer_end_row (writer);
}

static gboolean
write_problem (const char *const *fields,
               guint n_fields,
               guint line,
               gpointer user_data,
               GError **error)
{
  ProblemWriter *self = user_data;

  if (++self->n_seen == self->rows->plan->header_row)
    add_cells (self->writer, fields, n_fields, _ ("Reason"));
  while (self->next < self->rows->rows->len && tie_import_rows_get (self->rows, self->next)->line < line)
    self->next++;
  if (self->next < self->rows->rows->len)
    {
      const TieImportRowData *row = tie_import_rows_get (self->rows, self->next);

      if (row->line == line && row->result == TIE_IMPORT_ROW_PROBLEM)
        add_cells (self->writer, fields, n_fields, row->reason);
    }
  return TRUE;
}

GBytes *
tie_import_write_problems (TieImport *self)
{
  ProblemWriter writer = { NULL };
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  g_return_val_if_fail (TIE_IS_IMPORT (self), NULL);

  writer.rows = tie_import_list_get_rows (TIE_IMPORT_LIST (tie_import_get_rows (self)));
  g_return_val_if_fail (writer.rows != NULL, NULL);

  writer.writer = tie_csv_writer_new (writer.rows->plan->separator);
  if (!tie_csv_read (writer.rows->plan->text, writer.rows->plan->separator, write_problem, &writer, &error))
    g_warning ("A file that was read once cannot be read again: %s", error->message);
  bytes = tie_csv_writer_finish (writer.writer);
  tie_csv_writer_free (writer.writer);
  return bytes;
}
