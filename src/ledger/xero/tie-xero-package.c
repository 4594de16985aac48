/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero"
#include "config.h"

#include <glib/gi18n.h>

#include "ledger/xero/tie-xero-limits.h"
#include "ledger/xero/tie-xero-private.h"

#define AUTHORIZE_URI "https://login.xero.com/identity/connect/authorize"
#define TOKEN_URI "https://identity.xero.com/connect/token"
#define REVOKE_URI "https://identity.xero.com/connect/revocation"
#define API_URI "https://api.xero.com"
/* Those of apps that were made since March 2026. */
#define SCOPE "openid profile email offline_access accounting.contacts accounting.settings accounting.invoices accounting.payments"

/* All that an app registers: Xero compares the whole text. */
static const char *const redirects[] = {
  "http://localhost:8742/callback", "http://localhost:8743/callback", "http://localhost:8744/callback",
  "http://localhost:8745/callback", "http://localhost:8746/callback", NULL,
};

TieSignInAddresses *
tie_xero_dup_addresses (const char *environment,
                        const char *base_uri)
{
  TieSignInAddresses *addresses = g_new0 (TieSignInAddresses, 1);

  g_return_val_if_fail (environment != NULL, addresses);

  addresses->scope = g_strdup (SCOPE);
  addresses->redirect_uris = g_strdupv ((char **) redirects);
  addresses->client = TIE_CLIENT_PUBLIC;
  addresses->names_no_company = TRUE;
  addresses->keeps_mistakes = TRUE;
  addresses->authorize_uri = tie_package_dup_uri (AUTHORIZE_URI, environment, base_uri);
  addresses->token_uri = tie_package_dup_uri (TOKEN_URI, environment, base_uri);
  addresses->revoke_uri = tie_package_dup_uri (REVOKE_URI, environment, base_uri);
  return addresses;
}

char *
tie_xero_dup_api_uri (const char *environment,
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
  g_autofree char *api_uri = tie_xero_dup_api_uri (environment, base_uri);

  return tie_xero_new (api_uri, company_id, sign_in);
}

const TiePackage tie_xero_package = {
  .id = "xero",
  .name = "Xero",
  .short_name = "Xero",
  .accsid_hint = N_ ("The AccsID is the last part of the page address."),
  .code = "Xero",
  .maker = "Xero",
  .request_life = TIE_XERO_REQUEST_LIFE,
  .keeps_faults = TRUE,
  .dup_addresses = tie_xero_dup_addresses,
  .new_ledger = new_ledger,
  .list_companies_async = tie_xero_list_companies_async,
  .list_companies_finish = tie_xero_list_companies_finish,
};
