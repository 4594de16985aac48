/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks"
#include "config.h"

#include <glib/gi18n.h>

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

  g_return_val_if_fail (environment != NULL, addresses);

  addresses->scope = g_strdup (SCOPE);
  addresses->authorize_uri = tie_package_dup_uri (AUTHORIZE_URI, environment, base_uri);
  addresses->token_uri = tie_package_dup_uri (TOKEN_URI, environment, base_uri);
  addresses->revoke_uri = tie_package_dup_uri (REVOKE_URI, environment, base_uri);
  if (g_str_equal (environment, "local"))
    return addresses;

  addresses->is_web_redirect = g_str_equal (environment, "production");
  addresses->redirect_uri = g_strdup (addresses->is_web_redirect ? TIE_QUICKBOOKS_PRODUCTION_REDIRECT : TIE_QUICKBOOKS_DEVELOPMENT_REDIRECT);
  return addresses;
}

static char *
dup_api_uri (const char *environment,
             const char *base_uri)
{
  g_return_val_if_fail (environment != NULL, NULL);

  return tie_package_dup_uri (g_str_equal (environment, "production") ? PRODUCTION_API_URI : SANDBOX_API_URI, environment, base_uri);
}

static TieLedger *
new_ledger (const char *environment,
            const char *base_uri,
            const char *company_id,
            TieSignIn *sign_in)
{
  g_autofree char *api_uri = dup_api_uri (environment, base_uri);

  return tie_quickbooks_new (api_uri, company_id, sign_in);
}

const TiePackage tie_quickbooks_package = {
  .id = "quickbooks",
  .name = "QuickBooks Online",
  .short_name = TIE_QUICKBOOKS_SHORT_NAME,
  .accsid_hint = N_ ("The AccsID is the number after nameId= in the page address."),
  .code = "QBO",
  .maker = "Intuit",
  .has_secret = TRUE,
  .has_test_companies = TRUE,
  .has_mixed_batch = TRUE,
  .request_life = TIE_QUICKBOOKS_REQUEST_LIFE,
  .dup_addresses = tie_quickbooks_dup_addresses,
  .new_ledger = new_ledger,
};
