/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-demo-reset"
#include "config.h"

#include "app/tie-demo-reset.h"
#include "app/tie-demo.h"
#include "base/tie-error.h"
#include "sync/tie-link-break.h"

typedef struct
{
  TieLedger *ledger; /* (owned) */
  TieKind kind;      /* that is being read */
  char *cursor;      /* (owned) (nullable): within its list */
  char *connection;  /* (owned) */
  GHashTable *there; /* (owned): as of tie_link_break_gone() */
  guint n;
} Reset;

static void
reset_free (gpointer data)
{
  Reset *self = data;

  g_clear_object (&self->ledger);
  g_free (self->cursor);
  g_free (self->connection);
  g_hash_table_unref (self->there);
  g_free (self);
}

static gboolean
break_func (TieDb *db,
            gpointer data,
            GError **error)
{
  Reset *self = data;

  return tie_link_break_gone (db, self->connection, self->there, &self->n, error);
}

static void
add_page (Reset *self,
          const TieLedgerPage *page)
{
  for (guint i = 0; i < page->remotes->len; i++)
    {
      const TieRemote *remote = page->remotes->pdata[i];

      if (!remote->is_deleted)
        g_hash_table_add (self->there, tie_link_break_key (self->kind, remote->id));
    }
}

static void read_next (GTask *task);

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  GTask *task = user_data;
  Reset *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (TieLedgerPage) page = tie_ledger_pull_finish (TIE_LEDGER (source), result, &error);

  if (page == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  add_page (self, page);
  g_free (self->cursor);
  self->cursor = page->has_more ? g_strdup (page->cursor) : NULL;
  if (!page->has_more)
    self->kind++;
  read_next (task);
}

/* Takes the task over. */
static void
read_next (GTask *task)
{
  Reset *self = g_task_get_task_data (task);

  if (self->kind <= TIE_KIND_LAST)
    tie_ledger_pull_async (self->ledger, self->kind, self->cursor, NULL, read_cb, task);
  else
    tie_store_run_async (tie_company_get_store (g_task_get_source_object (task)), TIE_STORE_WRITE, break_func, self, NULL, NULL, tie_demo_written_cb, task);
}

void
tie_demo_reset_async (TieCompany *company,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (company, NULL, callback, user_data);
  TieLedger *ledger = tie_company_get_ledger (company);
  Reset *self;

  g_task_set_source_tag (task, tie_demo_reset_async);
  if (ledger == NULL)
    {
      g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_NOT_CONNECTED, "The demo practice is not connected");
      g_object_unref (task);
      return;
    }
  self = g_new0 (Reset, 1);
  self->ledger = g_object_ref (ledger);
  self->kind = TIE_KIND_CUSTOMER;
  self->connection = g_strdup (tie_company_get_connection (company)->id);
  self->there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, self, reset_free);
  read_next (task);
}

gboolean
tie_demo_reset_finish (TieCompany *company,
                       GAsyncResult *result,
                       guint *n,
                       GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, company), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *n = ((const Reset *) g_task_get_task_data (G_TASK (result)))->n;
  return TRUE;
}
