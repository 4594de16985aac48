/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "sandbox/tie-sandbox.h"

G_BEGIN_DECLS

/* A sandbox of that package, started; its own company where options name none. */
TieSandbox *client_start (const char *package,
                          const TieSandboxOptions *options,
                          const char *company);
/* A message to it; redirects are not followed. */
SoupMessage *client_new_message (TieSandbox *sandbox,
                                 const char *method,
                                 const char *path);
/* value NULL: not at all. */
void client_set_header (SoupMessage *message,
                        const char *name,
                        const char *value);
/* body NULL: none. */
void client_set_body (SoupMessage *message,
                      const char *type,
                      const char *body);
/* The answer, NULL and a status of 0 where none came. */
char *client_send_message (SoupSession *session,
                           SoupMessage *message,
                           guint *status);
void client_edit_books (TieSandbox *sandbox,
                        const char *json);
void client_switch_fault (TieSandbox *sandbox,
                          const char *spec);

/* A small client for the tests: a sandbox of its own, signed in, and answers as text. */
typedef struct
{
  TieSandbox *sandbox; /* (owned) */
  SoupSession *session; /* (owned) */
  char *access;        /* (owned) (nullable) */
  char *refresh;       /* (owned) (nullable) */
  guint status;        /* of the last answer; 0 when there was none */
} Client;

#define CLIENT_REDIRECT "http://127.0.0.1:4567/callback"
#define CLIENT_SCOPE "com.intuit.quickbooks.accounting"

Client *client_new (const TieSandboxOptions *options);
void client_free (Client *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Client, client_free)

/* Any address of the sandbox.  Authorization may be NULL; redirects are not followed. */
char *client_send (Client *self,
                   const char *method,
                   const char *path,
                   const char *authorization,
                   const char *type,
                   const char *body);
/* The Location of a redirect, after client_send() of that path. */
char *client_dup_location (Client *self,
                           const char *path);
/* The consent page's address for such a request. */
char *client_dup_authorize_path (const char *client_id,
                                 const char *redirect,
                                 const char *state);
char *client_dup_code (Client *self);
char *client_post_token (Client *self,
                         const char *form);
/* The whole consent; fills access and refresh. */
void client_sign_in (Client *self);

/* The accounting API; path after the realm, already encoded. */
char *client_get (Client *self,
                  const char *path);
char *client_post (Client *self,
                   const char *path,
                   const char *body);
char *client_query (Client *self,
                    const char *statement);
void client_edit (Client *self,
                  const char *json);
void client_set_fault (Client *self,
                       const char *spec);

/* A scalar in an answer, by a path like "QueryResponse.Customer.0.Id"; NULL when it is not there. */
char *client_pick (const char *json,
                   const char *path);
void client_assert (const char *json,
                    const char *path,
                    const char *expected);
/* The code of the fault that the answer has to be. */
void client_assert_fault (const char *json,
                          const char *code);

G_END_DECLS
