/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-package.h"

G_BEGIN_DECLS

/* QuickBooks Online behind the ledger interface. */
#define TIE_TYPE_QUICKBOOKS (tie_quickbooks_get_type ())
G_DECLARE_FINAL_TYPE (TieQuickbooks, tie_quickbooks, TIE, QUICKBOOKS, GObject)

extern const TiePackage tie_quickbooks_package;

/* api_uri: "https://quickbooks.api.intuit.com", Intuit's sandbox host, or a sandbox company on this computer. */
TieLedger *tie_quickbooks_new (const char *api_uri, const char *company_id, TieSignIn *sign_in);

/* The addresses of an environment ("local" with its base address, "sandbox", "production"); free with
 * tie_sign_in_addresses_free(). */
TieSignInAddresses *tie_quickbooks_dup_addresses (const char *environment, const char *base_uri);

G_END_DECLS
