/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage"
#include "config.h"

#include "base/tie-text.h"
#include "ledger/sage/tie-sage-limits.h"
#include "ledger/sage/tie-sage-parse.h"
#include "ledger/sage/tie-sage-private.h"
#include "ledger/tie-ledger-call.h"

#define AUTHORIZE_URI "https://www.sageone.com/oauth2/auth/central"
#define AUTHORIZE_QUERY "filter=apiv3.1" /* hides products that the API cannot serve */
#define TOKEN_URI "https://oauth.accounting.sage.com/token"
#define REVOKE_URI "https://oauth.accounting.sage.com/revoke"
#define API_URI "https://api.accounting.sage.com"
#define SCOPE "full_access"

TieSignInAddresses *
tie_sage_dup_addresses (const char *environment,
                        const char *base_uri)
{
  static const char *const redirects[] = TIE_SAGE_REDIRECTS;
  TieSignInAddresses *addresses = g_new0 (TieSignInAddresses, 1);

  g_return_val_if_fail (environment != NULL, addresses);

  addresses->authorize_query = g_strdup (AUTHORIZE_QUERY);
  addresses->scope = g_strdup (SCOPE);
  addresses->redirect_uris = g_strdupv ((char **) redirects);
  addresses->client = TIE_CLIENT_FORM;
  addresses->names_no_company = TRUE;
  addresses->authorize_uri = tie_package_dup_uri (AUTHORIZE_URI, environment, base_uri);
  addresses->token_uri = tie_package_dup_uri (TOKEN_URI, environment, base_uri);
  addresses->revoke_uri = tie_package_dup_uri (REVOKE_URI, environment, base_uri);
  return addresses;
}

static char *
dup_api_uri (const char *environment,
             const char *base_uri)
{
  return tie_package_dup_uri (API_URI, environment, base_uri);
}

static TieLedger *
new_ledger (const char *environment,
            const char *base_uri,
            const char *company_id,
            TieSignIn *sign_in)
{
  g_autofree char *api_uri = dup_api_uri (environment, base_uri);

  return tie_sage_new (api_uri, company_id, sign_in);
}

/* ---- the businesses of the user ---- */

typedef struct
{
  TieSage *ledger; /* (owned): of no business, so the call names none */
  GPtrArray *companies; /* (owned) */
  guint page;
} Listing;

static void ask (GTask *task);

static void
listing_free (Listing *listing)
{
  g_clear_object (&listing->ledger);
  g_clear_pointer (&listing->companies, g_ptr_array_unref);
  g_free (listing);
}

static void
take_companies (Listing *listing,
                JsonArray *items)
{
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *object = tie_json_get_element_object (items, i);
      TiePackageCompany *company = NULL;
      char *id = tie_sage_dup_text (object, "id");
      char *name = tie_sage_dup_text (object, "name");

      if (id == NULL)
        {
          g_free (name);
          continue;
        }
      company = g_new0 (TiePackageCompany, 1);
      company->id = id;
      company->name = name != NULL ? name : tie_sage_dup_text (object, "displayed_as");
      g_ptr_array_add (listing->companies, company);
    }
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieHttpAnswer) answer = tie_sage_call_finish (TIE_SAGE (source), result, NULL, &error);
  g_autoptr (JsonNode) root = answer != NULL ? tie_sage_parse_answer (NULL, answer, &error) : NULL;
  Listing *listing = g_task_get_task_data (task);
  TieSageList list = { NULL };

  if (root == NULL || !tie_sage_parse_list (json_node_get_object (root), &list, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  take_companies (listing, list.items);
  if (list.next_page <= listing->page)
    {
      g_task_return_pointer (task, g_steal_pointer (&listing->companies), (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  listing->page = list.next_page;
  ask (task);
}

static void
ask (GTask *task)
{
  Listing *listing = g_task_get_task_data (task);
  g_autofree char *page = g_strdup_printf ("%u", listing->page);
  g_autofree char *resource = tie_ledger_make_resource ("businesses", "page", page, "items_per_page", G_STRINGIFY (TIE_SAGE_MAX_PAGE), "attributes", "all", NULL);

  tie_sage_call_async (listing->ledger, "GET", resource, NULL, g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

static void
list_companies_async (const char *environment,
                      const char *base_uri,
                      TieSignIn *sign_in,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *api_uri = dup_api_uri (environment, base_uri);
  Listing *listing = g_new0 (Listing, 1);

  listing->ledger = TIE_SAGE (tie_sage_new (api_uri, NULL, sign_in));
  listing->companies = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_package_company_free);
  listing->page = 1;
  g_task_set_source_tag (task, list_companies_async);
  g_task_set_task_data (task, listing, (GDestroyNotify) listing_free);
  ask (task);
}

static GPtrArray *
list_companies_finish (GAsyncResult *result,
                       GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

const TiePackage tie_sage_package = {
  .id = "sage",
  .name = "Sage Accounting",
  .short_name = "Sage",
  .code = "Sage",
  .maker = "Sage",
  .has_secret = TRUE,
  .request_life = TIE_SAGE_REQUEST_LIFE,
  .repeats_creates = TRUE,
  .dup_addresses = tie_sage_dup_addresses,
  .new_ledger = new_ledger,
  .list_companies_async = list_companies_async,
  .list_companies_finish = list_companies_finish,
};
