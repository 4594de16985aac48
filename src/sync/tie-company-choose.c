/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-company-choose"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "sync/tie-company-private.h"

/* One consent may open several companies, and the practice is connected to one of them. */

static const TiePackageCompany *
find_company (GPtrArray *companies,
              const char *id)
{
  for (guint i = 0; i < companies->len; i++)
    {
      const TiePackageCompany *company = g_ptr_array_index (companies, i);

      if (g_strcmp0 (company->id, id) == 0)
        return company;
    }
  return NULL;
}

static GError *
make_none (const TiePackage *package)
{
  /* Translators: "Xero", twice */
  return g_error_new (TIE_ERROR, TIE_ERROR_INVALID, _ ("%s opened no company to Tieout. Connect again, and allow one in %s."), package->short_name, package->short_name);
}

char *
tie_company_pick (const TiePackage *package,
                  GPtrArray *companies,
                  const char *linked,
                  GError **error)
{
  const TiePackageCompany *company = find_company (companies, linked);

  if (company == NULL && companies->len > 0)
    company = g_ptr_array_index (companies, 0);
  if (company == NULL)
    g_propagate_error (error, make_none (package));
  return company != NULL ? g_strdup (company->id) : NULL;
}

/* ---- waiting for a person ---- */

static GTask *
end_choosing (TieCompany *self)
{
  if (self->choosing_cancelled != NULL)
    g_source_destroy (self->choosing_cancelled);
  g_clear_pointer (&self->choosing_cancelled, g_source_unref);
  return g_steal_pointer (&self->choosing);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer user_data)
{
  tie_company_choose (user_data, NULL);
  return G_SOURCE_REMOVE;
}

/* Takes the task over. */
static void
ask (GTask *task)
{
  TieCompany *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->choosing = task;
  if (cancellable != NULL)
    {
      self->choosing_cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->choosing_cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->choosing_cancelled, g_main_context_get_thread_default ());
    }
  tie_company_ask_choice (self);
}

void
tie_company_choose (TieCompany *self,
                    const char *id)
{
  const TiePackageCompany *company;
  GTask *task;

  g_return_if_fail (TIE_IS_COMPANY (self));

  if (self->choosing == NULL) /* cancelled meanwhile */
    return;
  company = id != NULL ? find_company (self->choices, id) : NULL;
  task = end_choosing (self);
  if (company != NULL)
    {
      tie_company_probe_new (task, g_strdup (company->id));
      return;
    }
  tie_company_forget_new (self);
  tie_company_fail_connect (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "no company was chosen"));
  g_object_unref (task);
}

/* ---- asking the package ---- */

/* Who is connected and connects again wants another one. */
static const TiePackageCompany *
find_linked (TieCompany *self)
{
  gboolean is_here = self->connection != NULL && self->connection->connected != NULL && g_strcmp0 (self->connection->company_id, self->linked) == 0 &&
                     g_strcmp0 (self->connection->package, self->new_package->id) == 0;

  return is_here && !self->was_expired ? NULL : find_company (self->choices, self->linked);
}

static void
listed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = g_task_get_source_object (task);
  const TiePackageCompany *company;
  GError *error = NULL;

  g_clear_pointer (&self->choices, g_ptr_array_unref);
  self->choices = self->new_package->list_companies_finish (result, &error);
  if (self->choices != NULL && self->choices->len == 0)
    error = make_none (self->new_package);
  if (error != NULL)
    {
      tie_company_forget_new (self);
      tie_company_fail_connect (task, error);
      return;
    }
  company = self->choices->len == 1 ? g_ptr_array_index (self->choices, 0) : find_linked (self);
  if (company != NULL)
    tie_company_probe_new (g_steal_pointer (&task), g_strdup (company->id));
  else
    ask (g_steal_pointer (&task));
}

void
tie_company_choose_new (GTask *task,
                        char *company_id)
{
  TieCompany *self = g_task_get_source_object (task);
  const TieConnection *connection = self->new_connection;

  if (self->new_package->list_companies_async == NULL)
    {
      tie_company_probe_new (task, company_id);
      return;
    }
  g_free (company_id);
  self->new_package->list_companies_async (connection->environment, connection->base_uri, self->new_sign_in, g_task_get_cancellable (task), listed_cb, task);
}
