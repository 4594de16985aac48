/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-company-learn"
#include "config.h"

#include "sync/tie-company-private.h"

/* What the company says of itself when it is probed is kept in the file: checks stand on it also offline, and in a program
 * that never asks. */

static gboolean
take_text (char **place,
           const char *text)
{
  if (g_strcmp0 (*place, text) == 0)
    return FALSE;
  g_free (*place);
  *place = g_strdup (text);
  return TRUE;
}

static guint
find_lacks (const TieLedgerCapabilities *can)
{
  return (can->has_our_numbers ? 0 : TIE_LACKS_OUR_NUMBERS) | (can->has_private_note ? 0 : TIE_LACKS_PRIVATE_NOTE) |
         (can->has_sub_customers ? 0 : TIE_LACKS_SUB_CUSTOMERS) | (can->has_names_unique ? 0 : TIE_LACKS_UNIQUE_NAMES) |
         (can->has_employees ? 0 : TIE_LACKS_EMPLOYEES) | (can->has_terms ? 0 : TIE_LACKS_TERMS) |
         (can->has_unapplied ? 0 : TIE_LACKS_UNAPPLIED) | (can->typed_id ? 0 : TIE_LACKS_TYPED_ID) |
         (can->refunds_name_credit ? TIE_LACKS_OPEN_REFUNDS : 0) |
         (can->has_undeposited ? 0 : TIE_LACKS_UNDEPOSITED) |
         (can->has_discount ? 0 : TIE_LACKS_DISCOUNTS) | (can->has_credit_discount ? 0 : TIE_LACKS_CREDIT_DISCOUNTS);
}

gboolean
tie_company_describe (TieConnection *connection,
                      const TieLedgerCapabilities *can)
{
  gboolean is_changed = FALSE;

  is_changed |= take_text (&connection->company_name, can->company_name);
  is_changed |= take_text (&connection->country, can->country);
  is_changed |= take_text (&connection->currency, can->currency);
  is_changed |= take_text (&connection->closed_until, can->closed_until);
  is_changed |= connection->tax_model != (int) can->tax_model || connection->has_multi_currency != can->has_multi_currency ||
                connection->lacks != find_lacks (can);
  connection->tax_model = (int) can->tax_model;
  connection->has_multi_currency = can->has_multi_currency;
  connection->lacks = find_lacks (can);
  return is_changed;
}

typedef struct
{
  char *id;         /* (owned): of the connection */
  TieLedger *ledger; /* (owned) */
} LearnJob;

static void
learn_job_free (gpointer data)
{
  LearnJob *job = data;

  g_object_unref (job->ledger);
  g_free (job->id);
  g_free (job);
}

/* Into the row as it is now: another program may have disconnected meanwhile. */
static gboolean
learn (TieDb *db,
       gpointer data,
       GError **error)
{
  LearnJob *job = data;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (connection == NULL || !g_str_equal (connection->id, job->id) || !tie_company_describe (connection, tie_ledger_get_capabilities (job->ledger)))
    return TRUE;
  return tie_connection_table_save (db, connection, error);
}

static void
learned_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = g_task_get_source_object (task);
  GError *error = NULL;
  LearnJob *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (job == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->connection != NULL && g_str_equal (self->connection->id, job->id))
    tie_company_describe (self->connection, tie_ledger_get_capabilities (job->ledger));
  g_task_return_boolean (task, TRUE);
}

void
tie_company_learn (GTask *task)
{
  TieCompany *self = g_task_get_source_object (task);
  g_autoptr (TieConnection) known = self->connection != NULL ? tie_connection_copy (self->connection) : NULL;
  LearnJob *job;

  if (known == NULL || !tie_company_describe (known, tie_ledger_get_capabilities (self->ledger)))
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  job = g_new0 (LearnJob, 1);
  job->id = g_strdup (known->id);
  job->ledger = g_object_ref (self->ledger);
  tie_store_run_async (self->store, TIE_STORE_WRITE, learn, job, learn_job_free, NULL, learned_cb, task);
}
