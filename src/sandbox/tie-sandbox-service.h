/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "sandbox/tie-sandbox-company.h"
#include "sandbox/tie-sandbox-switch.h"
#include "sandbox/tie-sandbox.h"

G_BEGIN_DECLS

/* Everything that lives in the sandbox's thread. */
typedef struct
{
  TieSandboxCompany *company;   /* (owned) */
  TieSandboxSwitches *switches; /* (owned) */
  char *base_uri;               /* (owned) */
  const char *client_id;
  const char *client_secret;
  const char *const *redirect_uris;
  const char *company_name; /* see tie_sandbox_knows_company() */
  TieSandboxConsent consent;
  guint rotate_after;
  gboolean replay_kills;
  guint32 seed;
  guint rows;
  guint invoices;
} TieSandboxService;

typedef struct
{
  const char *method;
  const char *path;
  const char *query_text; /* (nullable) */
  GHashTable *query;      /* (owned): decoded */
  const char *body;
  SoupMessageHeaders *headers;
} TieSandboxRequest;

typedef struct
{
  guint status;
  const char *type; /* of the body */
  char *body;       /* (owned) (nullable) */
  char *location;   /* (owned) (nullable) */
  const char *retry_after;
} TieSandboxAnswer;

/* Opens the company's data, or fills it on its first day.  The options' texts have to outlive it. */
TieSandboxService *tie_sandbox_service_new (const TieSandboxOptions *options,
                                            const char *realm,
                                            GError **error);
void tie_sandbox_service_free (TieSandboxService *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSandboxService, tie_sandbox_service_free)

/* NULL ends the faults. */
gboolean tie_sandbox_service_set_fault (TieSandboxService *self,
                                        const char *spec,
                                        GError **error);

void tie_sandbox_answer_set (TieSandboxAnswer *answer,
                             guint status,
                             const char *type,
                             char *body);
void tie_sandbox_answer_set_page (TieSandboxAnswer *answer,
                                  guint status,
                                  const char *title,
                                  const char *html);
/* {"error":CODE,"error_description":TEXT} */
void tie_sandbox_answer_set_oauth_error (TieSandboxAnswer *answer,
                                         guint status,
                                         const char *code,
                                         const char *text);

#define TIE_SANDBOX_JSON "application/json;charset=UTF-8"

/* Each of these answers FALSE when the path is none of its own. */
gboolean tie_sandbox_oauth_handle (TieSandboxService *service,
                                   const TieSandboxRequest *request,
                                   TieSandboxAnswer *answer);
gboolean tie_sandbox_api_handle (TieSandboxService *service,
                                 const TieSandboxRequest *request,
                                 TieSandboxAnswer *answer);
gboolean tie_sandbox_admin_handle (TieSandboxService *service,
                                   const TieSandboxRequest *request,
                                   TieSandboxAnswer *answer);

/* 200 when the access token opens the company, else the status to refuse with. */
guint tie_sandbox_oauth_check (TieSandboxService *service,
                               const char *authorization,
                               const char *realm);
void tie_sandbox_oauth_expire_all (TieSandboxService *service);
void tie_sandbox_oauth_revoke_all (TieSandboxService *service);

/* Somebody else acts just before the request does: see the switches of that name. */
void tie_sandbox_meddle (TieSandboxService *service,
                         TieSandboxFaultKind kind,
                         const TieSandboxRequest *request);

/* Fills an empty company from its data files. */
void tie_sandbox_company_load (TieSandboxService *service);
void tie_sandbox_service_reset (TieSandboxService *service);
/* Puts members into the object, group by group; null takes one away. */
void tie_sandbox_edit_overwrite (JsonObject *object,
                                 JsonObject *members);
/* See tie_sandbox_edit(). */
gboolean tie_sandbox_edit_apply (TieSandboxCompany *company,
                                 const char *json,
                                 GError **error);

void tie_sandbox_journal_add (TieSandboxService *service,
                              const TieSandboxRequest *request,
                              guint status,
                              const char *fault);
char *tie_sandbox_journal_dup (TieSandboxService *service);

G_END_DECLS
