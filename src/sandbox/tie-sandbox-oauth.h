/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sandbox/tie-sandbox-service.h"

G_BEGIN_DECLS

/* The consent page: redirects with a code or an error, shows the question, or refuses where nobody knows whom to tell.
 * The decision is that of the page's buttons, NULL before. */
void tie_sandbox_oauth_authorize (TieSandboxService *service,
                                  GHashTable *query,
                                  const char *decision,
                                  TieSandboxAnswer *answer);

/* A new "code", "access", "refresh" or "origin" of a chain, which is one consent and all that follows from it. */
char *tie_sandbox_token_new (TieSandboxService *service,
                             const char *kind,
                             const char *chain,
                             const char *redirect,
                             gint64 life);

G_END_DECLS
