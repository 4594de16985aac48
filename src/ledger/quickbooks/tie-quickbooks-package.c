/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks"
#include "config.h"

#include "ledger/quickbooks/tie-quickbooks-limits.h"
#include "ledger/quickbooks/tie-quickbooks.h"

#define AUTHORIZE_URI "https://appcenter.intuit.com/connect/oauth2"
#define TOKEN_URI "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer"
#define REVOKE_URI "https://developer.api.intuit.com/v2/oauth2/tokens/revoke"
#define SCOPE "com.intuit.quickbooks.accounting"
#define PRODUCTION_API_URI "https://quickbooks.api.intuit.com"
#define SANDBOX_API_URI "https://sandbox-quickbooks.api.intuit.com"

TieSignInAddresses *
tie_quickbooks_dup_addresses (const char *environment,
                              const char *base_uri)
{
  TieSignInAddresses *addresses = g_new0 (TieSignInAddresses, 1);
  g_autofree char *base = NULL;

  g_return_val_if_fail (environment != NULL, addresses);

  addresses->scope = g_strdup (SCOPE);
  if (g_str_equal (environment, "local"))
    {
      base = tie_package_dup_base (base_uri);
      addresses->authorize_uri = g_strconcat (base, "/connect/oauth2", NULL);
      addresses->token_uri = g_strconcat (base, "/oauth2/v1/tokens/bearer", NULL);
      addresses->revoke_uri = g_strconcat (base, "/v2/oauth2/tokens/revoke", NULL);
      return addresses;
    }

  addresses->authorize_uri = g_strdup (AUTHORIZE_URI);
  addresses->token_uri = g_strdup (TOKEN_URI);
  addresses->revoke_uri = g_strdup (REVOKE_URI);
  addresses->is_web_redirect = g_str_equal (environment, "production");
  addresses->redirect_uri = g_strdup (addresses->is_web_redirect ? TIE_QUICKBOOKS_PRODUCTION_REDIRECT : TIE_QUICKBOOKS_DEVELOPMENT_REDIRECT);
  return addresses;
}

char *
tie_quickbooks_dup_api_uri (const char *environment,
                            const char *base_uri)
{
  g_return_val_if_fail (environment != NULL, NULL);

  if (g_str_equal (environment, "local"))
    return tie_package_dup_base (base_uri);
  return g_strdup (g_str_equal (environment, "production") ? PRODUCTION_API_URI : SANDBOX_API_URI);
}

static TieLedger *
new_ledger (const char *environment,
            const char *base_uri,
            const char *company_id,
            TieSignIn *sign_in)
{
  g_autofree char *api_uri = tie_quickbooks_dup_api_uri (environment, base_uri);

  return tie_quickbooks_new (api_uri, company_id, sign_in);
}

const TiePackage tie_quickbooks_package = {
  .id = "quickbooks",
  .name = "QuickBooks Online",
  .short_name = TIE_QUICKBOOKS_SHORT_NAME,
  .code = "QBO",
  .maker = "Intuit",
  .has_secret = TRUE,
  .has_test_companies = TRUE,
  .has_mixed_batch = TRUE,
  .request_life = TIE_QUICKBOOKS_REQUEST_LIFE,
  .dup_addresses = tie_quickbooks_dup_addresses,
  .new_ledger = new_ledger,
};
