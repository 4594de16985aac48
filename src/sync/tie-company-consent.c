/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-company-consent"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "ledger/tie-local-company.h"
#include "sync/tie-company-private.h"

/* Silent consent: asked for by connecting and, where no token is found, by prepare.  The company tells its keys and where
 * it may answer to. */
typedef struct
{
  const TiePackage *package;
  TieConnection *connection; /* (owned) */
  char *linked;              /* (owned) (nullable) */
  char *client_id;           /* (owned) (nullable): NULL: as the company tells */
  char *client_secret;       /* (owned) (nullable) */
  TieSignIn *sign_in;        /* (owned) (nullable) */
  char *company;             /* (owned) (nullable) */
} ConsentJob;

static void
consent_job_free (gpointer data)
{
  ConsentJob *job = data;

  g_clear_object (&job->sign_in);
  tie_connection_free (job->connection);
  g_free (job->linked);
  g_free (job->client_id);
  g_free (job->client_secret);
  g_free (job->company);
  g_free (job);
}

static void
listed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ConsentJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) companies = job->package->list_companies_finish (result, &error);

  job->company = companies != NULL ? tie_company_pick (job->package, companies, job->linked, &error) : NULL;
  if (job->company == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
consented_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ConsentJob *job = g_task_get_task_data (task);
  const TieConnection *connection = job->connection;
  GError *error = NULL;

  job->company = tie_sign_in_consent_silently_finish (TIE_SIGN_IN (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (job->package->list_companies_async == NULL)
    g_task_return_boolean (task, TRUE);
  else
    {
      g_clear_pointer (&job->company, g_free);
      job->package->list_companies_async (connection->environment, connection->base_uri, job->sign_in, g_task_get_cancellable (task), listed_cb, g_object_ref (task));
    }
}

static void
told_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (TieLocalCompany) local = NULL;
  TieCompany *self = g_task_get_source_object (task);
  ConsentJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  local = tie_local_company_ask_finish (result, &error);
  if (local == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (!local->consents_by_itself)
    {
      g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_SIGN_IN_EXPIRED, "this company asks a person for consent");
      return;
    }

  job->sign_in = tie_company_make_sign_in (self, job->connection, local->redirect_uri);
  tie_sign_in_set_keys (job->sign_in, job->client_id != NULL ? job->client_id : local->client_id, job->client_secret != NULL ? job->client_secret : local->client_secret);
  tie_sign_in_consent_silently_async (job->sign_in, g_task_get_cancellable (task), consented_cb, g_object_ref (task));
}

void
tie_company_consent_silently_async (TieCompany *self,
                                    const TiePackage *package,
                                    TieConnection *connection,
                                    const char *linked,
                                    const char *client_id,
                                    const char *client_secret,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  ConsentJob *job = g_new0 (ConsentJob, 1);

  job->package = package;
  job->connection = tie_connection_copy (connection);
  job->linked = g_strdup (linked);
  job->client_id = g_strdup (client_id);
  job->client_secret = g_strdup (client_secret);
  g_task_set_source_tag (task, tie_company_consent_silently_async);
  g_task_set_task_data (task, job, consent_job_free);
  tie_local_company_ask_async (connection->base_uri, cancellable, told_cb, task);
}

TieSignIn *
tie_company_consent_silently_finish (TieCompany *self,
                                     GAsyncResult *result,
                                     char **company,
                                     GError **error)
{
  ConsentJob *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  *company = g_steal_pointer (&job->company);
  return g_steal_pointer (&job->sign_in);
}

/* prepare: probe; where that says that nobody is signed in, a silent consent and one more probe. */
static void probe (GTask *task);

static gboolean
is_without_token (const GError *error)
{
  return g_error_matches (error, TIE_ERROR, TIE_ERROR_NOT_CONNECTED) || g_error_matches (error, TIE_ERROR, TIE_ERROR_SIGN_IN_EXPIRED) || g_error_matches (error, TIE_ERROR, TIE_ERROR_TOKEN) ||
         g_error_matches (error, TIE_ERROR, TIE_ERROR_APP_KEYS) || g_error_matches (error, TIE_ERROR, TIE_ERROR_KEYRING_ABSENT);
}

static void
reconsented_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = TIE_COMPANY (source);
  g_autoptr (TieSignIn) sign_in = NULL;
  g_autofree char *company = NULL;
  TieConnection *connection;
  GError *error = NULL;

  sign_in = tie_company_consent_silently_finish (self, result, &company, &error);
  if (sign_in != NULL && self->connection == NULL)
    error = g_error_new (TIE_ERROR, TIE_ERROR_NOT_CONNECTED, "disconnected meanwhile");
  else if (sign_in != NULL && g_strcmp0 (company, self->connection->company_id) != 0)
    error = g_error_new (TIE_ERROR, TIE_ERROR_OTHER_COMPANY, _ ("Another company than %s was signed in to. Connect again and choose %s."),
                         self->connection->company_name, self->connection->company_name);
  if (error != NULL)
    {
      tie_company_note (self, error);
      g_task_return_error (task, error);
      return;
    }

  connection = tie_connection_copy (self->connection);
  tie_company_set_connection (self, connection, g_object_ref (sign_in), tie_company_make_ledger (connection, sign_in));
  g_task_set_task_data (task, GINT_TO_POINTER (TRUE), NULL);
  probe (g_steal_pointer (&task));
}

static void
probed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = g_task_get_source_object (task);
  gboolean has_consented = GPOINTER_TO_INT (g_task_get_task_data (task));
  GError *error = NULL;

  if (tie_ledger_probe_finish (TIE_LEDGER (source), result, &error))
    {
      tie_company_note (self, NULL);
      tie_company_learn (g_steal_pointer (&task));
      return;
    }
  if (is_without_token (error) && !has_consented && !self->has_fixed_ledger && self->connection != NULL &&
      g_strcmp0 (self->connection->environment, "local") == 0)
    {
      g_clear_error (&error);
      tie_company_consent_silently_async (self, tie_company_get_package (self), self->connection, self->connection->company_id, NULL, NULL, g_task_get_cancellable (task), reconsented_cb, g_object_ref (task));
      return;
    }
  tie_company_note (self, error);
  g_task_return_error (task, error);
}

static void
probe (GTask *task)
{
  TieCompany *self = g_task_get_source_object (task);

  tie_ledger_probe_async (self->ledger, g_task_get_cancellable (task), probed_cb, task);
}

void
tie_company_prepare_async (TieCompany *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TIE_IS_COMPANY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_company_prepare_async);
  if (tie_company_get_ledger (self) == NULL)
    g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_NOT_CONNECTED, "not connected");
  else if (tie_ledger_get_capabilities (self->ledger) != NULL && self->state == TIE_COMPANY_CONNECTED)
    g_task_return_boolean (task, TRUE);
  else
    probe (g_steal_pointer (&task));
}

/* ---- what may have changed since ---- */

static void
probed_again_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (tie_ledger_probe_finish (TIE_LEDGER (source), result, &error))
    {
      tie_company_learn (g_steal_pointer (&task));
      return;
    }
  if (g_error_matches (error, TIE_ERROR, TIE_ERROR_SHUT_OUT))
    {
      tie_company_note (g_task_get_source_object (task), error);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_debug ("What the company says of itself is as it was: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

void
tie_company_prepare_anew_async (TieCompany *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TIE_IS_COMPANY (self));

  if (tie_company_get_ledger (self) == NULL || tie_ledger_get_capabilities (self->ledger) == NULL || self->state != TIE_COMPANY_CONNECTED)
    {
      tie_company_prepare_async (self, cancellable, callback, user_data);
      return;
    }
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_company_prepare_anew_async);
  tie_ledger_probe_async (self->ledger, cancellable, probed_again_cb, task);
}

gboolean
tie_company_prepare_finish (TieCompany *self,
                            GAsyncResult *result,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
