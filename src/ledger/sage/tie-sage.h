/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-package.h"

G_BEGIN_DECLS

/* Sage Accounting (API 3.1) behind the ledger interface. */
#define TIE_TYPE_SAGE (tie_sage_get_type ())
G_DECLARE_FINAL_TYPE (TieSage, tie_sage, TIE, SAGE, GObject)

extern const TiePackage tie_sage_package;

/* api_uri: "https://api.accounting.sage.com", or a look-alike company on this computer.  business_id: of one of the
 * businesses that the consent opened; NULL for asking which these are. */
TieLedger *tie_sage_new (const char *api_uri, const char *business_id, TieSignIn *sign_in);

/* The addresses of an environment ("local" with its base address, "production"); free with tie_sign_in_addresses_free(). */
TieSignInAddresses *tie_sage_dup_addresses (const char *environment, const char *base_uri);

G_END_DECLS
