/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All that a connection keeps secret: one keyring item.  Moments are microseconds since 1970, UTC. */
typedef struct
{
  char *client_id;
  char *client_secret;
  char *access_token;  /* NULL: keys only */
  gint64 access_expires;
  char *refresh_token;
  gint64 refresh_expires; /* 0: not said */
  gint64 obtained;        /* the later of two is the one that counts */
} TieTokens;

TieTokens *tie_tokens_new (const char *client_id, const char *client_secret);
/* Overwrites the secrets before their memory is given back. */
void tie_tokens_free (TieTokens *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieTokens, tie_tokens_free)

/* Good for some minutes more: a token is renewed early, so that it does not die on its way. */
gboolean tie_tokens_is_fresh (const TieTokens *self, gint64 now);

/* As kept in the keyring; free with tie_secret_free(). */
char *tie_tokens_to_text (const TieTokens *self);
/* NULL with TIE_ERROR_INVALID when somebody else wrote the item. */
TieTokens *tie_tokens_from_text (const char *text, GError **error);

void tie_secret_free (char *secret);

G_END_DECLS
