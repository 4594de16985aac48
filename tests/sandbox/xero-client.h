/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "sandbox/tie-sandbox.h"

G_BEGIN_DECLS

/* A small client of the look-alike Xero company, and what its next call sends besides. */
typedef struct
{
  TieSandbox *sandbox;  /* (owned) */
  SoupSession *session; /* (owned) */
  SoupMessage *message; /* (owned) (nullable): the last one */
  char *access;         /* (owned) (nullable) */
  char *refresh;        /* (owned) (nullable) */
  char *tenant;         /* (owned) (nullable) */
  const char *key;      /* (nullable): Idempotency-Key */
  const char *since;    /* (nullable): If-Modified-Since */
  const char *accept;   /* (nullable) */
  guint status;         /* of the last answer; 0 when there was none */
} Xero;

#define XERO_REDIRECT "http://localhost:8742/callback"
#define XERO_SCOPE "openid offline_access accounting.settings accounting.contacts accounting.invoices accounting.payments"
#define XERO_VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define XERO_CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

/* package is set; a company of its own: "empty" unless the options say otherwise. */
Xero *xero_new (const TieSandboxOptions *options);
void xero_free (Xero *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Xero, xero_free)

/* Any address; form bodies where the type says so. */
char *xero_send (Xero *self,
                 const char *method,
                 const char *path,
                 const char *type,
                 const char *body);
/* Of the Accounting API, path after "2.0/". */
char *xero_call (Xero *self,
                 const char *method,
                 const char *path,
                 const char *body);
const char *xero_get_header (Xero *self,
                             const char *name);
/* The consent page's address with one parameter otherwise; NULL: as it should be. */
char *xero_dup_authorize_path (const char *name,
                               const char *value);
char *xero_dup_code (Xero *self,
                     const char *scope);
char *xero_exchange (Xero *self,
                     const char *code,
                     const char *verifier);
char *xero_refresh (Xero *self,
                    const char *token);
/* The whole consent, and the first organisation. */
void xero_sign_in (Xero *self,
                   const char *scope);
void xero_set_fault (Xero *self,
                     const char *spec);
void xero_edit (Xero *self,
                const char *json);
/* What the value at the path is after one more call, for setting up. */
char *xero_make (Xero *self,
                 const char *path,
                 const char *body,
                 const char *value);

G_END_DECLS
