/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-crosswalk-import"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "store/tie-activity-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "store/tie-undo.h"
#include "sync/tie-crosswalk-private.h"
#include "sync/tie-record-from-remote.h"
#include "sync/tie-state-fill.h"

/* Contacts, employees or codes from the package's records, sites from its sub-customers; each is linked to where it came
 * from. */
typedef struct
{
  char *connection; /* (owned) */
  TieKind kind;
  GType local;         /* of codes: their type; else G_TYPE_INVALID */
  char *window;        /* (owned) (nullable) */
  GPtrArray *ids;      /* (owned): of the package's records, parents before their children */
  char *type_id;       /* (owned) (nullable): contact type of new contacts */
  TieSyncContext *context; /* (owned) (nullable): of names */
  GPtrArray *problems; /* (owned): TieProblem */
  guint n_sites;
  guint n_others; /* contacts, employees or codes */
  char *sentence; /* (owned) (nullable) */
} ImportJob;

static void
import_job_free (gpointer data)
{
  ImportJob *job = data;

  g_ptr_array_unref (job->ids);
  g_clear_pointer (&job->problems, g_ptr_array_unref);
  g_clear_pointer (&job->context, tie_sync_context_free);
  g_free (job->connection);
  g_free (job->window);
  g_free (job->type_id);
  g_free (job->sentence);
  g_free (job);
}

/* NULL with an error that becomes a problem: the record is left out, the others go on. */
static TieRecord *
make_record (TieDb *db,
             ImportJob *job,
             const TieRemote *remote,
             GError **error)
{
  g_autofree char *linked = tie_link_table_find_local (db, job->connection, job->kind, remote->id, NULL);
  g_autofree char *parent = NULL;
  g_autoptr (TieRecord) contact = NULL;
  g_autoptr (TieRecord) made = NULL;

  if (linked != NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_ALREADY_LINKED, _ ("%s is already linked."), remote->name);
      return NULL;
    }
  if (remote->is_deleted || !remote->is_active)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_GONE, "%s is not active", remote->name);
      return NULL;
    }
  if (job->kind == TIE_KIND_EMPLOYEE)
    return tie_record_from_remote_employee (remote);
  if (job->kind == TIE_KIND_ITEM)
    return tie_record_from_remote_item (remote, job->local);
  if (remote->parent_id == NULL)
    {
      made = tie_record_from_remote_contact (remote, job->type_id);
      return job->kind == TIE_KIND_VENDOR || tie_state_fill (job->context, made, NULL, TRUE, error) ? g_steal_pointer (&made) : NULL;
    }

  parent = tie_link_table_find_local (db, job->connection, job->kind, remote->parent_id, NULL);
  contact = parent != NULL ? tie_record_table_get (db, TIE_TYPE_CONTACT, parent, NULL) : NULL;
  if (contact == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s belongs to a customer that is not linked to a contact. Link or import that one first."), remote->full_name);
      return NULL;
    }
  made = tie_record_from_remote_site (remote, parent);
  return tie_state_fill (job->context, made, contact, TRUE, error) ? g_steal_pointer (&made) : NULL;
}

static gboolean
import_one (TieDb *db,
            ImportJob *job,
            const char *id,
            GError **error)
{
  g_autoptr (TieRemote) remote = tie_remote_table_get (db, job->connection, job->kind, id, error);
  g_autoptr (TieRecord) record = NULL;
  g_autoptr (GError) problem = NULL;

  if (remote == NULL)
    return FALSE;
  record = make_record (db, job, remote, &problem);
  if (record != NULL && !tie_record_validate (record, &problem))
    g_clear_object (&record);
  if (record == NULL)
    {
      g_autofree char *sentence = tie_error_get_sentence (problem);

      g_ptr_array_add (job->problems, tie_problem_new (NULL, remote->name, sentence, id));
      return TRUE;
    }

  job->n_sites += TIE_IS_SITE (record) ? 1 : 0;
  job->n_others += TIE_IS_SITE (record) ? 0 : 1;
  return tie_record_table_save (db, record, error) && tie_link_table_add (db, job->connection, job->kind, tie_record_get_id (record), id, error);
}

static char *
describe_others (ImportJob *job)
{
  guint n = job->n_others;

  if (job->kind == TIE_KIND_EMPLOYEE)
    return g_strdup_printf (ngettext ("%u employee imported", "%u employees imported", n), n);
  if (job->local == TIE_TYPE_WORK_CODE)
    return g_strdup_printf (ngettext ("%u work code imported", "%u work codes imported", n), n);
  if (job->local == TIE_TYPE_EXPENSE_CODE)
    return g_strdup_printf (ngettext ("%u expense code imported", "%u expense codes imported", n), n);
  return g_strdup_printf (ngettext ("%u contact imported", "%u contacts imported", n), n);
}

static char *
describe (ImportJob *job)
{
  g_autofree char *others = describe_others (job);
  g_autofree char *sites = g_strdup_printf (ngettext ("%u site imported", "%u sites imported", job->n_sites), job->n_sites);
  GString *sentence = g_string_new (job->n_others > 0 || job->n_sites == 0 ? others : sites);

  if (job->n_others > 0 && job->n_sites > 0)
    g_string_append_printf (sentence, ", %s", sites);
  if (job->problems->len > 0)
    {
      g_string_append (sentence, ", ");
      g_string_append_printf (sentence, ngettext ("%u left out", "%u left out", job->problems->len), job->problems->len);
    }
  return g_string_free (sentence, FALSE);
}

static gboolean
import (TieDb *db,
        gpointer data,
        GError **error)
{
  ImportJob *job = data;
  TieActivity activity = { 0 };

  if (!tie_undo_begin (db, error))
    return FALSE;
  if (job->kind == TIE_KIND_CUSTOMER || job->kind == TIE_KIND_VENDOR)
    {
      job->type_id = tie_record_from_remote_find_type (db, job->kind, error);
      job->context = job->type_id != NULL ? tie_sync_context_read (db, error) : NULL;
      if (job->context == NULL)
        return FALSE;
    }
  for (guint i = 0; i < job->ids->len; i++)
    {
      if (!import_one (db, job, g_ptr_array_index (job->ids, i), error))
        return FALSE;
    }
  job->sentence = describe (job);
  if (!tie_undo_end (db, job->sentence, job->window, &activity.step, error))
    return FALSE;
  activity.what = job->sentence;
  return activity.step == 0 || tie_activity_table_add (db, &activity, error);
}

static void
imported_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCrosswalk *self = g_task_get_source_object (task);
  GError *error = NULL;
  ImportJob *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (job == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_extend_and_steal (self->problems, g_steal_pointer (&job->problems));
  g_task_return_pointer (task, g_steal_pointer (&job->sentence), g_free);
}

/* A parent is imported before what belongs to it: its rank is lower, for its name is the beginning of theirs. */
static int
compare_ranks (gconstpointer a,
               gconstpointer b)
{
  guint first = tie_pair_row_get_rank (*(TiePairRow *const *) a);
  guint second = tie_pair_row_get_rank (*(TiePairRow *const *) b);

  return (first > second) - (first < second);
}

void
tie_crosswalk_import_async (TieCrosswalk *self,
                            GPtrArray *right_rows,
                            const char *window,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GTask) task = NULL;
  ImportJob *job;

  g_return_if_fail (TIE_IS_CROSSWALK (self));
  g_return_if_fail (right_rows != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_crosswalk_import_async);
  if (*tie_crosswalk_get_connection_id (self) == '\0')
    {
      g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_NOT_CONNECTED, "nothing to import from");
      return;
    }

  tie_crosswalk_clear_problems (self);
  rows = g_ptr_array_new (); /* a copy would have the caller's free function and none of its references */
  for (guint i = 0; i < right_rows->len; i++)
    g_ptr_array_add (rows, g_ptr_array_index (right_rows, i));
  g_ptr_array_sort (rows, compare_ranks);
  job = g_new0 (ImportJob, 1);
  job->connection = g_strdup (tie_crosswalk_get_connection_id (self));
  job->kind = self->kind;
  job->local = self->local;
  job->window = g_strdup (window);
  job->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_problem_free);
  job->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (job->ids, g_strdup (tie_pair_row_get_id (g_ptr_array_index (rows, i))));
  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_WRITE, import, job, import_job_free, cancellable, imported_cb, g_steal_pointer (&task));
}
