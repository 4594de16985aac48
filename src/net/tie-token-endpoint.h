/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/tie-http.h"
#include "net/tie-sign-in.h"
#include "net/tie-tokens.h"

G_BEGIN_DECLS

/* The three things that are asked of an OAuth 2 server behind the browser's back (RFC 6749 §4.1.3, §6; RFC 7009). */

/* tokens gives the app keys.  A code works once: an answer that is lost cannot be asked for again.  verifier: of a public
 * client, else NULL. */
void tie_token_endpoint_exchange_async (TieHttp *http, const TieSignInAddresses *addresses, const TieTokens *tokens, const char *code, const char *redirect_uri, const char *verifier,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* Never cancelled once it was sent: whoever gives up an answer loses the connection. */
void tie_token_endpoint_refresh_async (TieHttp *http, const TieSignInAddresses *addresses, const TieTokens *tokens, GAsyncReadyCallback callback, gpointer user_data);

/* Of both: the new tokens, with the app keys.  TIE_ERROR_SIGN_IN_EXPIRED: the code or token is dead; TIE_ERROR_APP_KEYS;
 * TIE_ERROR_NETWORK, SERVER, THROTTLED: nothing is dead.  is_lost (out): the server may have given new tokens in an answer
 * that did not come whole. */
TieTokens *tie_token_endpoint_finish (TieHttp *http, GAsyncResult *result, gboolean *is_lost, GError **error);

/* A token that the server does not know is revoked already. */
void tie_token_endpoint_revoke_async (TieHttp *http, const TieSignInAddresses *addresses, const TieTokens *tokens, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_token_endpoint_revoke_finish (TieHttp *http, GAsyncResult *result, GError **error);

G_END_DECLS
