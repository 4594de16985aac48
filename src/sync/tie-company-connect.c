/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-company-connect"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-random.h"
#include "store/tie-link-table.h"
#include "sync/tie-company-private.h"

/* A consent is given under an id of its own and only becomes the connection's when the company behind it is the one that
 * the practice is linked to, or when the person starts fresh. */

void
tie_company_drop_new (TieCompany *self)
{
  g_clear_object (&self->new_ledger);
  g_clear_object (&self->new_sign_in);
  g_clear_pointer (&self->new_connection, tie_connection_free);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
}

static void
settle_state (TieCompany *self)
{
  gboolean is_connected = self->connection != NULL && self->connection->connected != NULL;

  tie_company_set_state (self, is_connected ? TIE_COMPANY_CONNECTED : TIE_COMPANY_NOT_CONNECTED);
}

static void
forgotten_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (TieCompany) self = user_data;
  g_autoptr (GError) error = NULL;

  self->n_forgetting--;
  if (!tie_sign_in_forget_finish (TIE_SIGN_IN (source), result, &error))
    g_debug ("A consent that is not used could not be forgotten: %s", error->message);
}

/* The package forgets the consent; that it was asked to is enough. */
static void
revoked_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (TieCompany) self = user_data;
  g_autoptr (GError) error = NULL;

  if (tie_sign_in_revoke_finish (TIE_SIGN_IN (source), result, &error))
    {
      self->n_forgetting--;
      return;
    }
  g_debug ("A consent that is not used could not be revoked: %s", error->message);
  tie_sign_in_forget_async (TIE_SIGN_IN (source), NULL, forgotten_cb, g_steal_pointer (&self));
}

void
tie_company_forget_new (TieCompany *self)
{
  if (self->new_sign_in != NULL)
    {
      self->n_forgetting++;
      tie_sign_in_revoke_async (self->new_sign_in, NULL, revoked_cb, g_object_ref (self));
    }
  tie_company_drop_new (self);
}

void
tie_company_fail_connect (GTask *task,
                          GError *error)
{
  TieCompany *self = g_task_get_source_object (task);

  tie_company_drop_new (self);
  settle_state (self);
  g_task_return_error (task, error);
}

typedef struct
{
  TieConnection *connection; /* (owned) */
  gint64 n_links;
  GError *open;              /* (owned) (nullable): TIE_ERROR_OPEN */
} CountJob;

static void
count_job_free (gpointer data)
{
  CountJob *job = data;

  tie_connection_free (job->connection);
  g_clear_error (&job->open);
  g_free (job);
}

static gboolean
count_links (TieDb *db,
             gpointer data,
             GError **error)
{
  CountJob *job = data;

  job->n_links = tie_link_table_count (db, job->connection->id, 0, error);
  if (job->n_links < 0)
    return FALSE;
  if (tie_company_check_open (db, job->connection, &job->open) || g_error_matches (job->open, TIE_ERROR, TIE_ERROR_OPEN))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&job->open));
  return FALSE;
}

/* "Harbor Books Co." at the end of a sentence. */
static char *
dup_without_stop (const char *name)
{
  gsize length = name != NULL ? strlen (name) : 0;

  return g_strndup (name, length > 0 && name[length - 1] == '.' ? length - 1 : length);
}

/* What would be lost, then what would wait. */
static char *
describe_other (TieCompany *self,
                const CountJob *job)
{
  g_autofree char *old_name = dup_without_stop (self->connection->company_name);
  g_autofree char *new_name = dup_without_stop (self->new_connection->company_name);
  g_autoptr (GString) text = g_string_new (NULL);

  if (job->n_links > 0)
    g_string_append_printf (text, ngettext ("This practice is linked to %s. Its %u link does not fit %s.", "This practice is linked to %s. Its %u links do not fit %s.", (gulong) job->n_links),
                            old_name, (guint) job->n_links, new_name);
  if (job->open != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", job->open->message);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
counted_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *text = NULL;
  TieCompany *self = g_task_get_source_object (task);
  GError *error = NULL;
  CountJob *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (job == NULL)
    {
      tie_company_forget_new (self);
      tie_company_fail_connect (task, error);
      return;
    }
  if (job->n_links == 0 && job->open == NULL)
    {
      tie_company_take_new (g_steal_pointer (&task));
      return;
    }

  text = describe_other (self, job);
  settle_state (self);
  g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_OTHER_COMPANY, "%s", text);
}

static void
probed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = g_task_get_source_object (task);
  const TieLedgerCapabilities *can;
  const TiePackage *package;
  CountJob *job;
  GError *error = NULL;

  if (!tie_ledger_probe_finish (TIE_LEDGER (source), result, &error))
    {
      tie_company_forget_new (self);
      tie_company_fail_connect (task, error);
      return;
    }

  can = tie_ledger_get_capabilities (TIE_LEDGER (source));
  if (can->lacks_tax_codes)
    {
      package = tie_package_find (self->new_connection->package);
      tie_company_forget_new (self);
      tie_company_fail_connect (task, g_error_new (TIE_ERROR, TIE_ERROR_COUNTRY,
                                                   /* Translators: how the package is called in full, and for short */
                                                   _ ("Canadian %s companies are supported only with sales tax (GST/HST) set up. Set it up in %s, then connect again."),
                                                   package->name, package->short_name));
      return;
    }

  tie_company_describe (self->new_connection, can);
  self->new_connection->connected = tie_date_now ();
  self->new_connection->is_active = TRUE;
  if (self->connection == NULL || g_strcmp0 (self->connection->package, self->new_connection->package) != 0 ||
      g_strcmp0 (self->connection->company_id, self->new_connection->company_id) == 0)
    {
      tie_company_take_new (g_steal_pointer (&task));
      return;
    }

  job = g_new0 (CountJob, 1);
  job->connection = tie_connection_copy (self->connection);
  tie_store_run_async (self->store, TIE_STORE_READ, count_links, job, count_job_free, NULL, counted_cb, g_steal_pointer (&task));
}

void
tie_company_probe_new (GTask *task,
                       char *company_id)
{
  TieCompany *self = g_task_get_source_object (task);

  self->new_connection->company_id = company_id;
  self->new_ledger = self->new_package->new_ledger (self->new_connection->environment, self->new_connection->base_uri, company_id, self->new_sign_in);
  tie_ledger_probe_async (self->new_ledger, g_task_get_cancellable (task), probed_cb, task);
}

static void
consented_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *company_id = tie_sign_in_consent_finish (TIE_SIGN_IN (source), result, &error);

  if (error != NULL)
    tie_company_fail_connect (task, error);
  else
    tie_company_choose_new (g_steal_pointer (&task), company_id);
}

static void
consented_silently_cb (GObject *source,
                       GAsyncResult *result,
                       gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = TIE_COMPANY (source);
  char *company_id = NULL;
  GError *error = NULL;

  self->new_sign_in = tie_company_consent_silently_finish (self, result, &company_id, &error);
  if (self->new_sign_in == NULL)
    tie_company_fail_connect (task, error);
  else
    tie_company_probe_new (g_steal_pointer (&task), company_id);
}

/* ---- beginning ---- */

typedef struct
{
  gboolean is_silent;
  char *client_id;     /* (owned) (nullable) */
  char *client_secret; /* (owned) (nullable) */
} ConnectJob;

static void
connect_job_free (gpointer data)
{
  ConnectJob *job = data;

  g_free (job->client_id);
  g_free (job->client_secret);
  g_free (job);
}

typedef struct
{
  const char *package;
  gboolean leaves_open;
  char *company; /* (owned) (nullable) */
} LinkedJob;

static void
linked_job_free (gpointer data)
{
  LinkedJob *job = data;

  g_free (job->company);
  g_free (job);
}

/* Whoever signs in again, or to another company of the package, does not leave it: what waits goes on, or is asked about with the links. */
static gboolean
read_linked (TieDb *db,
             gpointer data,
             GError **error)
{
  LinkedJob *job = data;
  g_autoptr (GPtrArray) connections = tie_connection_table_list (db, error);

  for (guint i = 0; connections != NULL && i < connections->len && job->company == NULL; i++)
    {
      const TieConnection *connection = g_ptr_array_index (connections, i);

      if (connection->is_active && !job->leaves_open && g_strcmp0 (connection->package, job->package) != 0 && !tie_company_check_open (db, connection, error))
        return FALSE;
      if (g_strcmp0 (connection->package, job->package) == 0)
        job->company = g_strdup (connection->company_id);
    }
  return connections != NULL;
}

static void
linked_read_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  const ConnectJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  LinkedJob *linked = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (linked == NULL)
    {
      tie_company_fail_connect (task, error);
      return;
    }
  g_free (self->linked);
  self->linked = g_steal_pointer (&linked->company);
  if (job->is_silent)
    tie_company_consent_silently_async (self, self->new_package, self->new_connection, self->linked, job->client_id, job->client_secret, cancellable, consented_silently_cb, g_steal_pointer (&task));
  else
    {
      tie_sign_in_set_keys (self->new_sign_in, job->client_id, job->client_secret);
      tie_sign_in_consent_async (self->new_sign_in, cancellable, consented_cb, g_steal_pointer (&task));
    }
}

void
tie_company_connect_async (TieCompany *self,
                           const TiePackage *package,
                           const char *environment,
                           const char *base_uri,
                           const char *client_id,
                           const char *client_secret,
                           gboolean silently,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  ConnectJob *job;
  LinkedJob *linked;
  gboolean is_local = g_strcmp0 (environment, "local") == 0;

  g_return_if_fail (TIE_IS_COMPANY (self));
  g_return_if_fail (package != NULL);
  g_return_if_fail (environment != NULL);
  g_return_if_fail (!is_local || base_uri != NULL);
  g_return_if_fail (!silently || is_local); /* the others ask a person */
  g_return_if_fail (silently || (client_id != NULL && (client_secret != NULL || !package->has_secret)));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_company_connect_async);
  if (self->state == TIE_COMPANY_CONNECTING)
    {
      g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_INVALID, "%s", _ ("A sign-in is already waiting for an answer."));
      return;
    }

  tie_company_drop_new (self);
  self->new_package = package;
  self->was_expired = self->state == TIE_COMPANY_SIGN_IN_EXPIRED;
  self->new_connection = tie_connection_new ();
  g_free (self->new_connection->id);
  self->new_connection->id = tie_random_uuid ();
  self->new_connection->sign_in_id = tie_random_uuid ();
  self->new_connection->package = g_strdup (package->id);
  self->new_connection->environment = g_strdup (environment);
  self->new_connection->base_uri = is_local ? g_strdup (base_uri) : NULL;
  tie_company_set_state (self, TIE_COMPANY_CONNECTING);

  if (!silently) /* from now on an answer may be pasted */
    self->new_sign_in = tie_company_make_sign_in (self, self->new_connection, NULL);
  job = g_new0 (ConnectJob, 1);
  job->is_silent = silently;
  job->client_id = g_strdup (client_id);
  job->client_secret = g_strdup (client_secret);
  g_task_set_task_data (task, job, connect_job_free);
  linked = g_new0 (LinkedJob, 1);
  linked->package = package->id;
  linked->leaves_open = self->leaves_open;
  self->leaves_open = FALSE;
  tie_store_run_async (self->store, TIE_STORE_READ, read_linked, linked, linked_job_free, cancellable, linked_read_cb, g_steal_pointer (&task));
}

gboolean
tie_company_connect_finish (TieCompany *self,
                            GAsyncResult *result,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tie_company_leave_open (TieCompany *self)
{
  g_return_if_fail (TIE_IS_COMPANY (self));

  self->leaves_open = TRUE;
}

gboolean
tie_company_paste (TieCompany *self,
                   const char *address,
                   GError **error)
{
  g_return_val_if_fail (TIE_IS_COMPANY (self), FALSE);

  if (self->new_sign_in == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, "%s", _ ("No sign-in is waiting for an answer."));
      return FALSE;
    }
  return tie_sign_in_paste (self->new_sign_in, address, error);
}

const char *
tie_company_get_other_name (TieCompany *self)
{
  g_return_val_if_fail (TIE_IS_COMPANY (self), NULL);

  return self->new_connection != NULL ? self->new_connection->company_name : NULL;
}

void
tie_company_start_fresh_async (TieCompany *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TIE_IS_COMPANY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_company_start_fresh_async);
  if (self->new_ledger == NULL)
    g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_NOT_CONNECTED, "no consent for another company");
  else
    tie_company_take_new (g_steal_pointer (&task));
}

gboolean
tie_company_start_fresh_finish (TieCompany *self,
                                GAsyncResult *result,
                                GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tie_company_keep_old (TieCompany *self)
{
  g_return_if_fail (TIE_IS_COMPANY (self));

  tie_company_forget_new (self);
}

gboolean
tie_company_is_forgetting (TieCompany *self)
{
  g_return_val_if_fail (TIE_IS_COMPANY (self), FALSE);

  return self->n_forgetting > 0;
}
