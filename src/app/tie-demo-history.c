/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-demo-history"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-demo-history.h"
#include "app/tie-demo-settings.h"
#include "app/tie-demo.h"
#include "base/tie-csv.h"
#include "base/tie-error.h"
#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-document.h"
#include "model/tie-payment.h"
#include "model/tie-tax-code.h"
#include "store/tie-activity-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-problem.h"
#include "sync/tie-sync-run.h"

/* The columns of links.csv. */
enum
{
  COLUMN_KIND,
  COLUMN_HERE,
  COLUMN_THERE,
  N_COLUMNS
};

typedef struct
{
  const TiePackage *package;
  char *connection; /* (owned) */
  GPtrArray *ids;   /* (owned) (nullable): what goes out; NULL: somebody linked something */
  TieSyncRun *run;  /* (owned) (nullable) */
  gboolean is_made; /* once before */
} History;

static void
history_free (gpointer data)
{
  History *self = data;

  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_object (&self->run);
  g_free (self->connection);
  g_free (self);
}

/* ---- in the practice ---- */

typedef struct
{
  TieDb *db;
  const char *connection;
} Linking;

static gboolean
fail (const char *name,
      GError **error)
{
  g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "The demo's links: there is no %s", name);
  return FALSE;
}

static const char *
find_here (GPtrArray *records,
           const char *name)
{
  for (guint i = 0; i < records->len; i++)
    {
      if (g_strcmp0 (tie_record_get_name (records->pdata[i]), name) == 0)
        return tie_record_get_id (records->pdata[i]);
    }
  return NULL;
}

static const char *
find_there (GPtrArray *remotes,
            const char *name)
{
  for (guint i = 0; i < remotes->len; i++)
    {
      if (g_strcmp0 (((TieRemote *) remotes->pdata[i])->name, name) == 0)
        return ((TieRemote *) remotes->pdata[i])->id;
    }
  return NULL;
}

static gboolean
add_link (const char *const *fields,
          guint n_fields,
          guint line,
          gpointer user_data,
          GError **error)
{
  const struct
  {
    const char *name;
    GType here;
    TieKind there;
  } kinds[] = {
    { "Client", TIE_TYPE_CONTACT, TIE_KIND_CUSTOMER },
    { "Supplier", TIE_TYPE_CONTACT, TIE_KIND_VENDOR },
    { "Work code", TIE_TYPE_WORK_CODE, TIE_KIND_ITEM },
    { "Expense code", TIE_TYPE_EXPENSE_CODE, TIE_KIND_ITEM },
    { "Tax code", TIE_TYPE_TAX_CODE, TIE_KIND_TAX_CODE },
  };
  const Linking *self = user_data;

  if (line == 1)
    return TRUE;
  for (guint i = 0; n_fields == N_COLUMNS && i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GPtrArray) records = NULL;
      g_autoptr (GPtrArray) remotes = NULL;
      const char *here, *there;

      if (!g_str_equal (kinds[i].name, fields[COLUMN_KIND]))
        continue;
      records = tie_record_table_list (self->db, kinds[i].here, error);
      remotes = records != NULL ? tie_remote_table_list (self->db, self->connection, kinds[i].there, error) : NULL;
      if (remotes == NULL)
        return FALSE;
      here = find_here (records, fields[COLUMN_HERE]);
      there = find_there (remotes, fields[COLUMN_THERE]);
      if (here == NULL || there == NULL)
        return fail (fields[here == NULL ? COLUMN_HERE : COLUMN_THERE], error);
      return tie_link_table_add (self->db, self->connection, kinds[i].there, here, there, error);
    }
  return fail (fields[COLUMN_KIND], error);
}

static gboolean
list_documents (TieDb *db,
                GPtrArray *ids,
                GError **error)
{
  g_autoptr (GPtrArray) documents = tie_record_table_list (db, TIE_TYPE_DOCUMENT, error);

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      TieRecord *document = documents->pdata[i];

      if (!tie_record_get_integer (document, TIE_DOCUMENT_IS_VOID) && g_str_equal (tie_record_get_text (document, TIE_DOCUMENT_STAGE), TIE_DOCUMENT_STAGE_APPROVED))
        g_ptr_array_add (ids, g_strdup (tie_record_get_id (document)));
    }
  return documents != NULL;
}

static gboolean
list_payments (TieDb *db,
               GPtrArray *ids,
               GError **error)
{
  g_autoptr (GPtrArray) payments = tie_record_table_list (db, TIE_TYPE_PAYMENT, error);

  for (guint i = 0; payments != NULL && i < payments->len; i++)
    g_ptr_array_add (ids, g_strdup (tie_record_get_id (payments->pdata[i])));
  return payments != NULL;
}

static gboolean
look_func (TieDb *db,
           gpointer data,
           GError **error)
{
  History *self = data;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *links = tie_setting_table_get (db, TIE_SETTING_DEMO_LINKS, &local_error);

  self->is_made = links != NULL;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The links are noted, so that the guide can tell them from a newcomer's. */
static gboolean
link_func (TieDb *db,
           gpointer data,
           GError **error)
{
  History *self = data;
  g_autofree char *path = tie_demo_dup_resource (self->package, "links.csv");
  g_autoptr (GBytes) csv = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  Linking linking = { db, self->connection };
  g_autofree char *n_links = NULL;
  gint64 n = tie_link_table_count (db, self->connection, 0, error);
  gint64 n_customers, n_vendors;

  if (csv == NULL || n < 0 || !tie_demo_settings_choose (db, (gpointer) self->package, error))
    return FALSE;
  if (n > 0)
    return tie_setting_table_set (db, TIE_SETTING_DEMO_LINKS, "0", error);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  if (!tie_csv_read (csv, ',', add_link, &linking, error) || !list_documents (db, self->ids, error) || !list_payments (db, self->ids, error))
    return FALSE;
  n_customers = tie_link_table_count (db, self->connection, TIE_KIND_CUSTOMER, error);
  n_vendors = n_customers < 0 ? -1 : tie_link_table_count (db, self->connection, TIE_KIND_VENDOR, error);
  n_links = g_strdup_printf ("%d", (int) (n_customers + n_vendors));
  return n_vendors >= 0 && tie_setting_table_set (db, TIE_SETTING_DEMO_LINKS, n_links, error);
}

static gboolean
note_func (TieDb *db,
           gpointer data,
           GError **error)
{
  return tie_setting_table_set (db, TIE_SETTING_DEMO_RUN, data, error);
}

/* ---- one after the other ---- */

static void
sent_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieSyncRun *run = TIE_SYNC_RUN (source);
  History *self = g_task_get_task_data (task);
  GPtrArray *problems = tie_sync_run_get_problems (run);
  TieCompany *company = g_task_get_source_object (task);
  GError *error = NULL;

  if (!tie_sync_run_finish (run, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < problems->len; i++)
    g_warning ("The demo's books: %s: %s", ((TieProblem *) problems->pdata[i])->name, ((TieProblem *) problems->pdata[i])->sentence);
  g_clear_object (&self->run); /* and its lock */
  tie_store_run_async (tie_company_get_store (company), TIE_STORE_WRITE, note_func, g_strdup (tie_sync_run_get_id (run)), g_free, NULL, tie_demo_written_cb, g_steal_pointer (&task));
}

static void
linked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  History *self = g_task_get_task_data (task);
  GError *error = NULL;

  tie_store_run_finish (TIE_STORE (source), result, &error);
  if (error == NULL && self->ids != NULL)
    {
      TieCompany *company = g_task_get_source_object (task);
      g_autofree char *what = g_strdup_printf (_ ("Exported to %s"), tie_company_get_package (company)->short_name);

      self->run = tie_sync_run_new (company, what, &error);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else if (self->ids == NULL)
    g_task_return_boolean (task, TRUE);
  else
    tie_sync_run_export_async (self->run, self->ids, NULL, sent_cb, g_steal_pointer (&task));
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *company = TIE_COMPANY (source);
  History *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!tie_company_pull_finish (company, result, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->connection = g_strdup (tie_company_get_connection (company)->id);
  self->package = tie_company_get_package (company);
  tie_store_run_async (tie_company_get_store (company), TIE_STORE_WRITE, link_func, self, NULL, NULL, linked_cb, g_steal_pointer (&task));
}

static void
looked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *company = g_task_get_source_object (task);
  History *self = g_task_get_task_data (task);
  GError *error = NULL;

  tie_store_run_finish (TIE_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (self->is_made)
    g_task_return_boolean (task, TRUE);
  else
    tie_company_pull_async (company, NULL, read_cb, g_steal_pointer (&task));
}

void
tie_demo_history_make_async (TieCompany *company,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (company, NULL, callback, user_data);

  g_task_set_source_tag (task, tie_demo_history_make_async);
  g_task_set_task_data (task, g_new0 (History, 1), history_free);
  tie_store_run_async (tie_company_get_store (company), TIE_STORE_READ, look_func, g_task_get_task_data (task), NULL, NULL, looked_cb, task);
}

gboolean
tie_demo_history_make_finish (TieCompany *company,
                              GAsyncResult *result,
                              GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, company), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
