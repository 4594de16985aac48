/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sandbox/tie-sandbox-company.h"
#include "sandbox/tie-sandbox-request.h"
#include "sandbox/tie-sandbox-switch.h"
#include "sandbox/tie-sandbox.h"

G_BEGIN_DECLS

typedef struct _TieSandboxPackage TieSandboxPackage;

/* Everything that lives in the sandbox's thread. */
typedef struct
{
  const TieSandboxPackage *package;
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
  guint per_minute;  /* calls that are admitted; 0: as many as the package has it */
  guint per_day;
  guint in_progress; /* requests of the API that came and whose answers are not out yet, the one at hand among them */
} TieSandboxService;

/* What one package does otherwise than the next; server, faults, journal, clock and the file of the books are shared. */
struct _TieSandboxPackage
{
  const char *name;
  const char *api_prefix; /* paths that fail when faults are on, and whose bodies the journal keeps */
  const char *token_path;
  const char *trace_header;
  const char *challenge; /* WWW-Authenticate of a 401 */
  const char *lost_answer;  /* a fault: the answer to what is written next gets lost */
  const char *phone_edit;   /* an edit of harbor's first customer */
  const char *const *redirects; /* addresses that are registered without being asked for */
  guint at_once;         /* requests in progress at most; 0: any number */

  /* FALSE when the path is none of its own. */
  gboolean (*handle) (TieSandboxService *service, const TieSandboxRequest *request, TieSandboxAnswer *answer);
  /* TRUE where the fault takes the place of the work, and the answer is filled. */
  gboolean (*answer_instead) (TieSandboxService *service, const TieSandboxRequest *request, TieSandboxFaultKind kind, guint code, TieSandboxAnswer *answer);
  /* What somebody else does just before the request. */
  void (*meddle) (TieSandboxService *service, TieSandboxFaultKind kind, const TieSandboxRequest *request);
  /* Fills empty books from their data files. */
  void (*load) (TieSandboxService *service);
  /* Further members of /sandbox/info, each after a comma. */
  void (*append_info) (TieSandboxService *service, GString *out);
  gboolean (*edit) (TieSandboxService *service, const char *json, GError **error);
  char *(*dup_query) (TieSandboxService *service, const char *statement);
};

extern const TieSandboxPackage tie_sandbox_quickbooks;

/* Opens the company's data, or fills it on its first day.  The options' texts have to outlive it. */
TieSandboxService *tie_sandbox_service_new (const TieSandboxPackage *package,
                                            const TieSandboxOptions *options,
                                            const char *realm,
                                            GError **error);
void tie_sandbox_service_free (TieSandboxService *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSandboxService, tie_sandbox_service_free)

/* NULL ends the faults. */
gboolean tie_sandbox_service_set_fault (TieSandboxService *self,
                                        const char *spec,
                                        GError **error);

/* The answers that come from whatever stands in front of a package's API, and look the same for all. */
gboolean tie_sandbox_answer_broken (TieSandboxFaultKind kind,
                                    TieSandboxAnswer *answer);

/* Where the fault is one of the odd ones. */
void tie_sandbox_answer_make_odd (TieSandboxFaultKind kind,
                                  TieSandboxAnswer *answer);

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

/* One of the data files that came with the program. */
JsonNode *tie_sandbox_read_resource (const char *name);
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
