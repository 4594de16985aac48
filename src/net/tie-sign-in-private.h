/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/tie-lock.h"
#include "net/tie-http.h"
#include "net/tie-keyring.h"
#include "net/tie-sign-in.h"
#include "net/tie-tokens.h"

G_BEGIN_DECLS

typedef struct _TieConsent TieConsent;

struct _TieSignIn
{
  GObject parent_instance;

  TieSignInAddresses *addresses; /* (owned) */
  char *lock_path;               /* (owned) (nullable): NULL without a practice file, nobody else can have the tokens then */
  TieHttp *http;                 /* (owned) */
  TieKeyring *keyring;           /* (owned) */

  TieTokens *keys;   /* (owned) (nullable): app keys as given; they win over those of the item */
  TieTokens *tokens; /* (owned) (nullable): as last seen */
  gboolean is_unsaved; /* the tokens are newer than the keyring's */
  gint64 last_save;    /* monotonic moment of the last try to store them */
  gboolean is_memory_allowed;
  char *dead_token; /* (owned) (nullable): refresh token that the server refused, never to be sent again */
  char *warning;    /* (owned) (nullable) */

  /* getting a token: one job serves all who wait */
  GPtrArray *waiters;            /* (owned) */
  GCancellable *job_cancellable; /* (owned) (nullable): set while a job runs; of its steps that may be given up */
  TieLock *lock;                 /* (owned) (nullable) */
  gboolean has_retried;

  TieConsent *consent; /* (owned) (nullable): the one that runs */
};

/* Reads the keyring item; whichever of it and the tokens in memory is later stays.  TRUE with tokens NULL: there is none. */
void tie_sign_in_load_async (TieSignIn *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_sign_in_load_finish (TieSignIn *self, GAsyncResult *result, GError **error);

/* Takes new tokens and stores them.  Never fails: what the keyring does not take stays in memory, with the warning set and
 * the write tried again later.  tokens NULL: stores what is unsaved. */
void tie_sign_in_save_async (TieSignIn *self, TieTokens *tokens, GAsyncReadyCallback callback, gpointer user_data);
void tie_sign_in_save_finish (TieSignIn *self, GAsyncResult *result);

void tie_sign_in_take_lock_async (TieSignIn *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* FALSE only with an error: without a practice file there is no lock to hold. */
gboolean tie_sign_in_take_lock_finish (TieSignIn *self, GAsyncResult *result, TieLock **lock, GError **error);

void tie_sign_in_emit_open_uri (TieSignIn *self, const char *uri);

G_END_DECLS
