/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "sandbox/tie-sandbox.h"

G_BEGIN_DECLS

/* A small client of the look-alike Sage Accounting company, and what its next call sends besides. */
typedef struct
{
  TieSandbox *sandbox;  /* (owned) */
  SoupSession *session; /* (owned) */
  SoupMessage *message; /* (owned) (nullable): the last one */
  char *access;         /* (owned) (nullable) */
  char *refresh;        /* (owned) (nullable) */
  const char *business; /* (nullable): X-Business */
  const char *type;     /* of bodies */
  char *account;        /* (owned) (nullable): id of an income account */
  char *customer;       /* (owned) (nullable): id */
  char *vendor;         /* (owned) (nullable): id */
  char *bank;           /* (owned) (nullable): id */
  guint status;         /* of the last answer; 0 when there was none */
} Sage;

#define SAGE_REDIRECT "http://localhost:8742/callback"
#define SAGE_NO_ID "00000000000000000000000000000000"

/* package is set; a company of its own: "empty" unless the options say otherwise. */
Sage *sage_new (const TieSandboxOptions *options);
void sage_free (Sage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sage, sage_free)

/* Any address; form bodies where the type says so. */
char *sage_send (Sage *self,
                 const char *method,
                 const char *path,
                 const char *type,
                 const char *body);
/* Of the API, path after "v3.1/". */
char *sage_call (Sage *self,
                 const char *method,
                 const char *path,
                 const char *body);
const char *sage_get_header (Sage *self,
                             const char *name);
/* The consent page's address with one parameter otherwise; NULL: as it should be; value NULL: without it. */
char *sage_dup_authorize_path (const char *name,
                               const char *value);
char *sage_dup_code (Sage *self,
                     const char *scope);
char *sage_exchange (Sage *self,
                     const char *code,
                     const char *secret,
                     const char *redirect);
char *sage_refresh (Sage *self,
                    const char *token);
void sage_sign_in (Sage *self,
                   const char *scope);
void sage_set_fault (Sage *self,
                     const char *spec);
void sage_edit (Sage *self,
                const char *json);
/* Signed in, with no limit by the minute, and an account, a customer, a vendor and a bank account to use. */
Sage *sage_new_ready (const char *company);
/* The body with $CUSTOMER, $VENDOR, $ACCOUNT, $BANK and the id in the place of $ID filled in; id may be NULL. */
char *sage_fill (Sage *self,
                 const char *body,
                 const char *id);
/* Fills in, sends, and answers. */
char *sage_post (Sage *self,
                 const char *path,
                 const char *body,
                 const char *id);
/* The id of what was created, for setting up. */
char *sage_make (Sage *self,
                 const char *path,
                 const char *body,
                 const char *id);

G_END_DECLS
