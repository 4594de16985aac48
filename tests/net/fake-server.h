/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "net/tie-sign-in.h"

G_BEGIN_DECLS

/* A server on the loopback address, in the main loop of the test: a token endpoint that rotates, revocation, and one path
 * for anything else.  What comes next is said beforehand. */
typedef enum
{
  FAKE_OK = 0,
  FAKE_CUT_BEFORE,    /* closes the connection without doing anything */
  FAKE_CUT_AFTER,     /* does it and closes the connection */
  FAKE_TRUNCATED,     /* does it and sends half of the answer it promised */
  FAKE_MALFORMED,     /* does it and sends half of the answer, as if it were all */
  FAKE_HTML,          /* a page with status 200, nothing done */
  FAKE_EMPTY,         /* status 200 and no body */
  FAKE_WRONG_TYPES,   /* JSON, but numbers where texts belong */
  FAKE_INVALID_CLIENT,
  FAKE_UNAUTHORIZED,  /* 401 without JSON */
  FAKE_INVALID_REQUEST,
  FAKE_FORBIDDEN,
  FAKE_BUSY,          /* 429 */
  FAKE_DOWN,          /* 503 with a page */
  FAKE_SILENT,        /* never answers */
} FakeMode;

typedef struct
{
  SoupServer *server;
  char *base_uri;
  FakeMode next;         /* of the next request to the token endpoint or /any; then FAKE_OK again */
  FakeMode revoke;
  gboolean has_grace;    /* the refresh token before the last one is still good */
  gboolean is_shaken;    /* a refresh token that was used before ends the connection */
  guint life;            /* of access tokens, seconds */
  guint refresh_delay;   /* milliseconds until a refresh is answered; it acts at once */
  guint serial;          /* of the tokens given last */
  char *refresh_token;   /* the one that is good; NULL: none */
  char *old_token;       /* the one before */
  char *code;            /* the one that is good */
  char *last_authorization;
  char *last_body;
  guint n_exchanges;
  guint n_refreshes;
  guint n_revokes;
  guint n_any;
  gint in_flight;
  gint most_in_flight;
  GPtrArray *held; /* (owned): messages never answered, and of /held until fake_server_let_go() */
  /* What /any answers with. */
  guint any_status;
  const char *any_type;
  const char *any_body;
  const char *any_header[2];
} FakeServer;

FakeServer *fake_server_new (void);
void fake_server_free (FakeServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeServer, fake_server_free)

/* Answers what is held. */
void fake_server_let_go (FakeServer *self);

TieSignInAddresses *fake_server_dup_addresses (FakeServer *self);

G_END_DECLS
