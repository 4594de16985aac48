/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-server.h"
#include "net/tie-sign-in.h"

G_BEGIN_DECLS

/* A sign-in at the fake server, and a person's way through its consent. */

#define CLIENT_ID "client-17"
#define CLIENT_SECRET "very-hidden"
#define BASIC "Basic Y2xpZW50LTE3OnZlcnktaGlkZGVu"

typedef struct
{
  FakeServer *server;
  TieSignInAddresses *addresses;
  char *id;
  char *practice;
  TieSignIn *sign_in;
  char *opened; /* the address of the consent page */
} SignInFixture;

void sign_in_set_up (SignInFixture *fixture, gconstpointer data);
void sign_in_tear_down (SignInFixture *fixture, gconstpointer data);
/* The fixture's own object, with keys as a person pastes them; the one before, if any, has been let go. */
void sign_in_begin (SignInFixture *fixture);
/* Another object for the same connection. */
TieSignIn *sign_in_make (SignInFixture *fixture);

/* Until the browser is to be opened, or the consent has ended before that. */
void sign_in_begin_consent (SignInFixture *fixture, GCancellable *cancellable, GAsyncResult **result);
/* What the browser is sent back to, with these parameters before the state. */
char *sign_in_make_return (SignInFixture *fixture, const char *parameters);
char *sign_in_end_consent (SignInFixture *fixture, GAsyncResult **result, GError **error);
/* All of it, through Paste Code, which every consent understands. */
void sign_in_connect_company (SignInFixture *fixture);

char *sign_in_get_token (TieSignIn *sign_in, const char *rejected, GError **error);
gboolean sign_in_disconnect (TieSignIn *sign_in, GError **error);

/* From here on what is logged is kept; the test, to be run last, finds no secret in it. */
void sign_in_keep_log (void);
void sign_in_test_log (void);

G_END_DECLS
