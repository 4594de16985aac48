/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* OAuth 2 with the tokens in the keyring: one object per connection.  Addresses, scopes and key rules are data, so that
 * a test or the sandbox company can replace them. */

/* How a program says which one it is. */
typedef enum
{
  TIE_CLIENT_BASIC = 0, /* client id and secret in a header; what is to be revoked goes as JSON */
  TIE_CLIENT_FORM,      /* both among the parameters of each form */
  TIE_CLIENT_PUBLIC,    /* the client id alone, for there is no secret: each consent makes one of its own (RFC 7636) */
} TieClientKind;

/* All strings owned, NULL for none. */
typedef struct
{
  char *authorize_uri;
  char *authorize_query;     /* further parameters of that page, escaped: "filter=apiv3.1&country=gb" */
  char *token_uri;
  char *revoke_uri;
  char *scope;
  char *redirect_uri;        /* exactly this one (registered); wins over the next */
  char **redirect_uris;      /* registered ones of this computer: the first whose port is free.  NULL: a loopback address with
                              * any free port */
  gboolean is_web_redirect;  /* the redirect is an https page: only Paste Code brings the answer back */
  guint consent_life;        /* seconds that a consent may take; 0: ten minutes */
  TieClientKind client;
  gboolean names_no_company; /* the answer does not tell whose books they are: see list_companies of TiePackage */
  gboolean keeps_mistakes;   /* a wrong client id, scope or redirect address is told on a page of its own and never to us */
} TieSignInAddresses;

void tie_sign_in_addresses_free (TieSignInAddresses *self);

#define TIE_TYPE_SIGN_IN (tie_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (TieSignIn, tie_sign_in, TIE, SIGN_IN, GObject)

/* connection_id: the keyring item's attribute.  practice_path: for the lock that keeps refreshing to one program at a
 * time.  addresses are copied. */
TieSignIn *tie_sign_in_new (const char *connection_id, const char *practice_path, const TieSignInAddresses *addresses);

/* App keys (client id and secret): kept in the keyring too, per connection. */
void tie_sign_in_set_keys (TieSignIn *self, const char *client_id, const char *client_secret);

/* Property "keyring-warning": a sentence, or NULL.  Tokens are only in memory because the keyring is absent or refused. */

/* "Continue" after TIE_ERROR_KEYRING_ABSENT: from now on tokens may stay in memory.  Without it a consent without a keyring
 * ends before the browser opens. */
void tie_sign_in_allow_memory (TieSignIn *self);

/* Lets the keyring ask for its password: "Unlock" after TIE_ERROR_KEYRING_LOCKED.  Nothing else makes it ask.  Fails with
 * TIE_ERROR_KEYRING_LOCKED when the person closes the question. */
void tie_sign_in_unlock_async (TieSignIn *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_sign_in_unlock_finish (TieSignIn *self, GAsyncResult *result, GError **error);

/* Asks for consent: signal "open-uri" (char *uri) says which address the system browser is to open (the caller opens
 * it); returns when the loopback listener or tie_sign_in_paste() got the answer and the code was exchanged and stored.
 * Answers the company that the person chose, "" where the answer names none.  Errors: TIE_ERROR_SIGN_IN_…, APP_KEYS, KEYRING_…, NETWORK. */
void tie_sign_in_consent_async (TieSignIn *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *tie_sign_in_consent_finish (TieSignIn *self, GAsyncResult *result, GError **error);

/* The whole returned address, as pasted; FALSE with TIE_ERROR_SIGN_IN_STATE or INVALID when it is not our answer. */
gboolean tie_sign_in_paste (TieSignIn *self, const char *address, GError **error);

/* For a company that consents by itself (the sandbox): follows the redirect itself, no browser. */
void tie_sign_in_consent_silently_async (TieSignIn *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *tie_sign_in_consent_silently_finish (TieSignIn *self, GAsyncResult *result, GError **error);

/* An access token that is good for some minutes; refreshes under the lock when it is not.  rejected: a token that a call
 * was just refused with (401), NULL otherwise.  Errors: TIE_ERROR_NOT_CONNECTED (no tokens stored), SIGN_IN_EXPIRED, KEYRING_…, NETWORK, SERVER. */
void tie_sign_in_get_token_async (TieSignIn *self, const char *rejected, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *tie_sign_in_get_token_finish (TieSignIn *self, GAsyncResult *result, GError **error);

/* Revokes at the package and removes the item; "already gone" is success. */
void tie_sign_in_revoke_async (TieSignIn *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_sign_in_revoke_finish (TieSignIn *self, GAsyncResult *result, GError **error);

/* Removes the item and tells nobody: for a consent that a later one replaced (revoking it could end the later one, too) and
 * after a revocation that did not reach the package. */
void tie_sign_in_forget_async (TieSignIn *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_sign_in_forget_finish (TieSignIn *self, GAsyncResult *result, GError **error);

G_END_DECLS
