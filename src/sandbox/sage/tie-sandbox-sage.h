/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-service.h"

G_BEGIN_DECLS

/* The look-alike Sage Accounting company: several businesses behind one user, each with books of its own. */

#define TIE_SANDBOX_SAGE_API "/v3.1/"

/* One call of the API, in the books of one business. */
typedef struct
{
  TieSandboxService *service;
  TieSandboxStore *store;
  char *business;         /* (owned) (nullable): id */
  char *country;          /* (owned) (nullable): "GB" */
  char *edition;          /* (owned) (nullable): "PLUS" */
  gboolean is_registered; /* for VAT or sales tax */
  gboolean is_loading;    /* company data may name accounts by their codes and give ids */
} TieSandboxSageCall;

void tie_sandbox_sage_call_clear (TieSandboxSageCall *call);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TieSandboxSageCall, tie_sandbox_sage_call_clear)

typedef struct _TieSandboxSageKind TieSandboxSageKind;

/* One object of the books as it is answered, and what it is found by. */
typedef struct
{
  const TieSandboxSageKind *kind;
  char *id;         /* (owned) (nullable) while it is new */
  char *key;        /* (owned) (nullable): folded reference or code */
  char *name;       /* (owned) (nullable): folded, lists are in its order */
  char *status;     /* (owned) (nullable) */
  char *contact;    /* (owned) (nullable): id of whom it concerns */
  char *date;       /* (owned) (nullable) */
  gint64 number;    /* of its own sequence; 0: none */
  gint64 created;   /* seconds since 1970 */
  gint64 updated;
  gint64 deleted;   /* 0: it is there */
  JsonObject *object; /* (owned) */
} TieSandboxSageRecord;

/* Why a body is refused. */
typedef struct
{
  const char *code; /* "RecordInvalid", "RecordNotFound" */
  char *message;    /* (owned) */
  char *source;     /* (owned): member, or "" */
} TieSandboxSageProblem;

/* A body on its way into the books. */
typedef struct
{
  TieSandboxSageCall *call;
  const TieSandboxSageKind *kind;
  JsonObject *body;             /* as sent, without its wrapper */
  TieSandboxSageRecord *record; /* as it will be; its object is a copy of the stored one, or new */
  gboolean is_new;
  GPtrArray *problems; /* (element-type TieSandboxSageProblem) */
} TieSandboxSageWrite;

typedef enum
{
  TIE_SANDBOX_SAGE_STAMPED = 1 << 0,   /* updated_or_created_since works */
  TIE_SANDBOX_SAGE_TOMBS = 1 << 1,     /* and deleted_since */
  TIE_SANDBOX_SAGE_SORTED = 1 << 2,    /* sort works */
  TIE_SANDBOX_SAGE_REPLAYS = 1 << 3,   /* idempotency_id works */
  TIE_SANDBOX_SAGE_READ_ONLY = 1 << 4,
  TIE_SANDBOX_SAGE_DELETABLE = 1 << 5,
  TIE_SANDBOX_SAGE_SINGLE = 1 << 6,    /* one for each business, at the path without an id */
  TIE_SANDBOX_SAGE_DOCUMENT = 1 << 7,  /* has lines, can be released and voided */
  TIE_SANDBOX_SAGE_SALE = 1 << 8,      /* of a customer */
  TIE_SANDBOX_SAGE_CREDIT = 1 << 9,    /* lowers what is owed */
  TIE_SANDBOX_SAGE_FIXED = 1 << 10,    /* made once and never changed by PUT */
} TieSandboxSageTraits;

struct _TieSandboxSageKind
{
  const char *name;   /* "sales_invoice": the wrapper */
  const char *plural; /* "sales_invoices": the path */
  const char *area;   /* of the user's rights */
  const char *key_member;  /* (nullable) */
  const char *name_member; /* (nullable) */
  const char *editions;    /* whose subscription may write it, by country: "PLUS START.US" */
  TieSandboxSageTraits traits;
  void (*apply) (TieSandboxSageWrite *write);
};

/* Members of a body. */
typedef struct
{
  const char *member;
  char type;          /* s text, n number, i whole number, b boolean, d date, r id of a record, e one of the words in target, x anything */
  guint longest;      /* of texts, in characters; 0: any */
  const char *target; /* (nullable): kind of the record, or "path WORD WORD …" */
} TieSandboxSageField;

extern const TieSandboxPackage tie_sandbox_sage;

/* Moments and days. */
gint64 tie_sandbox_sage_now (TieSandboxSageCall *call);
/* With its zone; FALSE otherwise. */
gboolean tie_sandbox_sage_parse_moment (const char *text,
                                        gint64 *seconds);
char *tie_sandbox_sage_format_day (gint64 seconds);
gboolean tie_sandbox_sage_is_day (const char *text);
/* (transfer full) */
char *tie_sandbox_sage_add_days (const char *day,
                                 int days);

/* The books. */
void tie_sandbox_sage_create_tables (TieSandboxStore *store);
void tie_sandbox_sage_clear_tables (TieSandboxStore *store);
const TieSandboxSageKind *tie_sandbox_sage_kind_find (const char *plural);
const TieSandboxSageKind *tie_sandbox_sage_kind_get (const char *name);
TieSandboxSageRecord *tie_sandbox_sage_record_new (const TieSandboxSageKind *kind);
void tie_sandbox_sage_record_free (TieSandboxSageRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSandboxSageRecord, tie_sandbox_sage_record_free)
/* NULL for deleted ones, too; kind by its name. */
TieSandboxSageRecord *tie_sandbox_sage_get (TieSandboxSageCall *call,
                                            const char *kind,
                                            const char *id);
TieSandboxSageRecord *tie_sandbox_sage_find_key (TieSandboxSageCall *call,
                                                 const char *kind,
                                                 const char *key);
TieSandboxSageRecord *tie_sandbox_sage_find_name (TieSandboxSageCall *call,
                                                  const char *kind,
                                                  const char *name);
/* Another one has that key. */
gboolean tie_sandbox_sage_is_taken (TieSandboxSageWrite *write,
                                    const char *key);
/* Stamps it with the present moment; a record without id gets one. */
void tie_sandbox_sage_put (TieSandboxSageCall *call,
                           TieSandboxSageRecord *record);
/* Leaves its tombstone. */
void tie_sandbox_sage_drop (TieSandboxSageCall *call,
                            TieSandboxSageRecord *record);
char *tie_sandbox_sage_new_id (void);
/* {"id":…,"displayed_as":…,"$path":"/PLURAL/ID"} */
void tie_sandbox_sage_set_reference (JsonObject *object,
                                     const char *member,
                                     const char *plural,
                                     const char *id,
                                     const char *displayed);
/* The id in such an object; NULL. */
const char *tie_sandbox_sage_get_reference (JsonObject *object,
                                            const char *member);
/* Numbers go out as texts: "10.0". */
void tie_sandbox_sage_set_number (JsonObject *object,
                                  const char *member,
                                  gint64 value,
                                  guint decimals);

/* Bodies. */
TieSandboxSageProblem *tie_sandbox_sage_problem (TieSandboxSageWrite *write,
                                                 const char *source,
                                                 const char *format,
                                                 ...) G_GNUC_PRINTF (3, 4);
/* Of an id that is unknown or of the wrong kind; Sage does not say which. */
void tie_sandbox_sage_not_found (TieSandboxSageWrite *write,
                                 const char *format,
                                 ...) G_GNUC_PRINTF (2, 3);
void tie_sandbox_sage_problem_free (gpointer data);
/* prefix: before the members' names in problems. */
void tie_sandbox_sage_take_fields (TieSandboxSageWrite *write,
                                   JsonObject *from,
                                   JsonObject *to,
                                   const TieSandboxSageField *fields,
                                   gsize n_fields,
                                   const char *prefix);
/* Members of the object that are not there: a problem each; names end with NULL. */
void tie_sandbox_sage_require (TieSandboxSageWrite *write,
                               JsonObject *object,
                               const char *prefix,
                               const char *const *members);
gint64 tie_sandbox_sage_get_number (JsonObject *object,
                                    const char *member,
                                    guint decimals);

/* Answers. */
void tie_sandbox_sage_answer_error (TieSandboxAnswer *answer,
                                    guint status,
                                    const char *code,
                                    const char *message);
void tie_sandbox_sage_answer_problems (TieSandboxAnswer *answer,
                                       GPtrArray *problems);
/* Takes the body. */
void tie_sandbox_sage_answer_object (TieSandboxAnswer *answer,
                                     guint status,
                                     JsonObject *object);

/* A record as one GET answers it; (transfer full). */
JsonObject *tie_sandbox_sage_present (TieSandboxSageCall *call,
                                      TieSandboxSageRecord *record,
                                      GHashTable *query,
                                      gboolean is_listed);
void tie_sandbox_sage_read (TieSandboxSageCall *call,
                            const TieSandboxSageKind *kind,
                            const char *id,
                            const TieSandboxRequest *request,
                            TieSandboxAnswer *answer);
/* {"$total":…,"$items":…}; path is that of the list, size_member the name that it has for its page size.  Takes the items. */
JsonObject *tie_sandbox_sage_make_page (const char *path,
                                        const TieSandboxRequest *request,
                                        const char *size_member,
                                        gint64 page,
                                        gint64 size,
                                        gint64 total,
                                        JsonArray *items);
/* FALSE with the answer filled when they are not in their bounds. */
gboolean tie_sandbox_sage_read_page (const TieSandboxRequest *request,
                                     gint64 *page,
                                     gint64 *size,
                                     TieSandboxAnswer *answer);

/* POST, PUT, DELETE. */
void tie_sandbox_sage_create (TieSandboxSageCall *call,
                              const TieSandboxSageKind *kind,
                              const TieSandboxRequest *request,
                              TieSandboxAnswer *answer);
void tie_sandbox_sage_update (TieSandboxSageCall *call,
                              const TieSandboxSageKind *kind,
                              const char *id,
                              const TieSandboxRequest *request,
                              TieSandboxAnswer *answer);
void tie_sandbox_sage_delete (TieSandboxSageCall *call,
                              const TieSandboxSageKind *kind,
                              const char *id,
                              const TieSandboxRequest *request,
                              TieSandboxAnswer *answer);
/* Nothing is changed when there are problems. */
void tie_sandbox_sage_write_record (TieSandboxSageWrite *write);

/* Rules of each kind. */
void tie_sandbox_sage_apply_contact (TieSandboxSageWrite *write);
void tie_sandbox_sage_apply_account (TieSandboxSageWrite *write);
void tie_sandbox_sage_apply_bank (TieSandboxSageWrite *write);
void tie_sandbox_sage_apply_tax_rate (TieSandboxSageWrite *write);
void tie_sandbox_sage_apply_constant (TieSandboxSageWrite *write);
void tie_sandbox_sage_apply_item (TieSandboxSageWrite *write);
void tie_sandbox_sage_apply_document (TieSandboxSageWrite *write);
void tie_sandbox_sage_apply_quick_entry (TieSandboxSageWrite *write);
void tie_sandbox_sage_apply_payment (TieSandboxSageWrite *write);
void tie_sandbox_sage_apply_allocation (TieSandboxSageWrite *write);
/* NULL when it can be deleted, else why not. */
const char *tie_sandbox_sage_contact_is_used (TieSandboxSageCall *call,
                                              const char *id);
/* The contact that the body names, of that type ("CUSTOMER"); NULL with a problem. */
TieSandboxSageRecord *tie_sandbox_sage_take_contact (TieSandboxSageWrite *write,
                                                     const char *type);
/* The date is in a closed year. */
gboolean tie_sandbox_sage_is_locked (TieSandboxSageCall *call,
                                     const char *day);
void tie_sandbox_sage_check_day (TieSandboxSageWrite *write,
                                 const char *member);
JsonObject *tie_sandbox_sage_dup_settings (TieSandboxSageCall *call,
                                           const char *name);

/* Documents. */
void tie_sandbox_sage_take_lines (TieSandboxSageWrite *write,
                                  const char *member);
/* A line, or a quick entry, with its account and its tax. */
void tie_sandbox_sage_check_account (TieSandboxSageWrite *write,
                                     JsonObject *line);
void tie_sandbox_sage_check_tax (TieSandboxSageWrite *write,
                                 JsonObject *sent,
                                 JsonObject *line,
                                 gint64 net,
                                 const char *prefix);
void tie_sandbox_sage_release (TieSandboxSageCall *call,
                               const TieSandboxSageKind *kind,
                               const char *id,
                               TieSandboxAnswer *answer);
void tie_sandbox_sage_void (TieSandboxSageCall *call,
                            TieSandboxSageRecord *record,
                            const TieSandboxRequest *request,
                            TieSandboxAnswer *answer);

/* What pays what. */
gint64 tie_sandbox_sage_get_outstanding (TieSandboxSageCall *call,
                                         TieSandboxSageRecord *record);
gboolean tie_sandbox_sage_is_allocated (TieSandboxSageCall *call,
                                        const char *artefact);
/* Status and outstanding amount by what is allocated. */
void tie_sandbox_sage_settle (TieSandboxSageCall *call,
                              TieSandboxSageRecord *record);
/* Ends what that payment or allocation pays. */
void tie_sandbox_sage_unallocate (TieSandboxSageCall *call,
                                  const char *owner);
JsonArray *tie_sandbox_sage_dup_allocations (TieSandboxSageCall *call,
                                             const char *artefact);

/* Sign-in and what stands in front of the books. */
gboolean tie_sandbox_sage_oauth_handle (TieSandboxService *service,
                                        const TieSandboxRequest *request,
                                        TieSandboxAnswer *answer);
/* FALSE with a 401 when the token opens nothing. */
gboolean tie_sandbox_sage_check_token (TieSandboxService *service,
                                       const TieSandboxRequest *request,
                                       TieSandboxAnswer *answer);
/* FALSE with the answer filled when there is no such business. */
gboolean tie_sandbox_sage_open_business (TieSandboxSageCall *call,
                                         const char *id,
                                         TieSandboxAnswer *answer);
/* FALSE with the answer filled when the user or the subscription may not. */
gboolean tie_sandbox_sage_check_rights (TieSandboxSageCall *call,
                                        const TieSandboxSageKind *kind,
                                        const TieSandboxRequest *request,
                                        TieSandboxAnswer *answer);
gboolean tie_sandbox_sage_limits_admit (TieSandboxSageCall *call,
                                        TieSandboxAnswer *answer);
void tie_sandbox_sage_answer_busy (TieSandboxAnswer *answer,
                                   gint64 retry_after);
void tie_sandbox_sage_businesses_handle (TieSandboxService *service,
                                         char **parts,
                                         const TieSandboxRequest *request,
                                         TieSandboxAnswer *answer);
gboolean tie_sandbox_sage_api_handle (TieSandboxService *service,
                                      const TieSandboxRequest *request,
                                      TieSandboxAnswer *answer);

void tie_sandbox_sage_load (TieSandboxService *service);
void tie_sandbox_sage_meddle (TieSandboxService *service,
                              TieSandboxFaultKind kind,
                              const TieSandboxRequest *request);
gboolean tie_sandbox_sage_edit (TieSandboxService *service,
                                const char *json,
                                GError **error);

G_END_DECLS
