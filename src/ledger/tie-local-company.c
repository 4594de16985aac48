/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-local-company"
#include "config.h"

#include "base/tie-error.h"
#include "ledger/tie-local-company.h"
#include "net/tie-http.h"
#include "net/tie-json.h"

static const TieHttpLimits limits = {
  .at_once = 1,
  .read_seconds = 10,
  .write_seconds = 10,
};

void
tie_local_company_free (TieLocalCompany *self)
{
  g_free (self->client_id);
  g_free (self->client_secret);
  g_free (self->redirect_uri);
  g_free (self);
}

static TieLocalCompany *
parse (const TieHttpAnswer *answer,
       GError **error)
{
  g_autoptr (JsonNode) root = tie_http_answer_parse (answer, error);
  JsonObject *info = root != NULL ? tie_json_get_root_object (root) : NULL;
  JsonArray *redirects = tie_json_get_array (info, "redirectUris");
  TieLocalCompany *company;

  if (root == NULL)
    return NULL;
  if (answer->status != 200 || tie_json_get_string (info, "clientId") == NULL || tie_package_find (tie_json_get_string (info, "package")) == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "no sandbox company answers at this address (status %u)", answer->status);
      return NULL;
    }

  company = g_new0 (TieLocalCompany, 1);
  company->package = tie_package_find (tie_json_get_string (info, "package"));
  company->client_id = g_strdup (tie_json_get_string (info, "clientId"));
  company->client_secret = g_strdup (tie_json_get_string (info, "clientSecret"));
  company->consents_by_itself = g_strcmp0 (tie_json_get_string (info, "consent"), "auto") == 0;
  if (redirects != NULL && json_array_get_length (redirects) > 0 && JSON_NODE_HOLDS_VALUE (json_array_get_element (redirects, 0)))
    company->redirect_uri = g_strdup (json_array_get_string_element (redirects, 0));
  return company;
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (TieHttpAnswer) answer = NULL;
  TieLocalCompany *company;
  GError *error = NULL;

  answer = tie_http_send_finish (TIE_HTTP (source), result, NULL, &error);
  company = answer != NULL ? parse (answer, &error) : NULL;
  if (company == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, company, (GDestroyNotify) tie_local_company_free);
}

void
tie_local_company_ask_async (const char *base_uri,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *uri = g_strconcat (base_uri, "/sandbox/info", NULL);
  g_autoptr (TieHttp) http = tie_http_new (&limits);
  TieHttpRequest *request;
  GError *error = NULL;

  g_task_set_source_tag (task, tie_local_company_ask_async);
  request = tie_http_request_new ("GET", uri, &error);
  if (request == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  tie_http_send_async (http, request, cancellable, answered_cb, g_steal_pointer (&task));
}

TieLocalCompany *
tie_local_company_ask_finish (GAsyncResult *result,
                              GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
