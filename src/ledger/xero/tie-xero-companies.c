/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-companies"
#include "config.h"

#include "base/tie-text.h"
#include "ledger/tie-ledger-call.h"
#include "ledger/xero/tie-xero-fault.h"
#include "ledger/xero/tie-xero-limits.h"
#include "ledger/xero/tie-xero-private.h"

/* Which organisations a consent opened: asked without naming one. */

static const TieHttpLimits limits = {
  .at_once = 1,
  .read_seconds = TIE_XERO_READ_SECONDS,
  .write_seconds = TIE_XERO_WRITE_SECONDS,
  .trace_header = TIE_XERO_TRACE_HEADER,
  .problem_header = TIE_XERO_PROBLEM_HEADER,
};

/* A practice of accountants' is none whose books can be kept. */
static GPtrArray *
parse (const TieHttpAnswer *answer,
       GError **error)
{
  g_autoptr (GPtrArray) companies = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_package_company_free);
  g_autoptr (JsonNode) root = NULL;
  JsonArray *array = NULL;

  if (tie_xero_fault_to_error (answer, error))
    return NULL;
  root = tie_http_answer_parse (answer, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (root))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_SERVER, "The list of organisations is none");
      return NULL;
    }
  array = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *one = tie_json_get_element_object (array, i);
      const char *id = tie_json_get_string (one, "tenantId");
      const char *name = tie_json_get_string (one, "tenantName");
      TiePackageCompany *company = NULL;

      if (tie_text_is_empty (id) || g_strcmp0 (tie_json_get_string (one, "tenantType"), "ORGANISATION") != 0)
        continue;
      company = g_new0 (TiePackageCompany, 1);
      company->id = g_strdup (id);
      company->name = g_strdup (tie_text_is_empty (name) ? id : name);
      g_ptr_array_add (companies, company);
    }
  return g_steal_pointer (&companies);
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieHttpAnswer) answer = tie_ledger_call_finish (NULL, result, NULL, &error);
  GPtrArray *companies = answer != NULL ? parse (answer, &error) : NULL;

  if (companies == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, companies, (GDestroyNotify) g_ptr_array_unref);
}

void
tie_xero_list_companies_async (const char *environment,
                               const char *base_uri,
                               TieSignIn *sign_in,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (TieHttp) http = tie_http_new (&limits);
  g_autofree char *api_uri = tie_xero_dup_api_uri (environment, base_uri);
  g_autofree char *uri = g_strconcat (api_uri, "/connections", NULL);
  const TieLedgerCall call = { .method = "GET", .uri = uri };

  g_task_set_source_tag (task, tie_xero_list_companies_async);
  tie_ledger_call_async (NULL, http, sign_in, &call, cancellable, answered_cb, g_steal_pointer (&task));
}

GPtrArray *
tie_xero_list_companies_finish (GAsyncResult *result,
                                GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
