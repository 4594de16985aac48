/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-package.h"

G_BEGIN_DECLS

/* Xero behind the ledger interface. */
#define TIE_TYPE_XERO (tie_xero_get_type ())
G_DECLARE_FINAL_TYPE (TieXero, tie_xero, TIE, XERO, GObject)

extern const TiePackage tie_xero_package;

/* api_uri: "https://api.xero.com", or a sandbox company on this computer; tenant_id: of the organisation. */
TieLedger *tie_xero_new (const char *api_uri, const char *tenant_id, TieSignIn *sign_in);

/* The addresses of an environment ("local" with its base address, "production"); free with tie_sign_in_addresses_free(). */
TieSignInAddresses *tie_xero_dup_addresses (const char *environment, const char *base_uri);
char *tie_xero_dup_api_uri (const char *environment, const char *base_uri);

G_END_DECLS
