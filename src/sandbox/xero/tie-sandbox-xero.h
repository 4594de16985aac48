/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-service.h"

G_BEGIN_DECLS

/* The look-alike Xero company: several organisations behind one consent, each with books of its own. */

#define TIE_SANDBOX_XERO_API "/api.xro/2.0/"
#define TIE_SANDBOX_XERO_NO_ID "00000000-0000-0000-0000-000000000000"

/* One call of the Accounting API, in the books of one organisation. */
typedef struct
{
  TieSandboxService *service;
  TieSandboxStore *store;
  const char *tenant;
  guint unit_decimals; /* of unit amounts: 2, or 4 where the call asks for it */
} TieSandboxXeroCall;

/* One object of the books as it is answered, and what it is found by. */
typedef struct
{
  const char *kind; /* interned */
  char *id;         /* (owned) */
  char *number;     /* (owned) (nullable): folded number or code */
  char *name;       /* (owned) (nullable): folded */
  char *status;     /* (owned) (nullable) */
  char *contact;    /* (owned) (nullable): id of whom it concerns */
  gint64 updated;   /* milliseconds since 1970 */
  JsonObject *object; /* (owned) */
} TieSandboxXeroRecord;

typedef struct _TieSandboxXeroKind TieSandboxXeroKind;

/* One element of a body on its way into the books. */
typedef struct
{
  TieSandboxXeroCall *call;
  const TieSandboxXeroKind *kind;
  JsonObject *body;              /* as sent */
  TieSandboxXeroRecord *record;  /* as it will be; its object is a copy of the stored one, or new */
  gboolean is_new;
  GPtrArray *problems;           /* (element-type char *): why it is refused */
} TieSandboxXeroWrite;

typedef enum
{
  TIE_SANDBOX_XERO_PAGED = 1 << 0,
  TIE_SANDBOX_XERO_STAMPED = 1 << 1,   /* If-Modified-Since works */
  TIE_SANDBOX_XERO_BATCH = 1 << 2,     /* elements carry their own status with summarizeErrors=false */
  TIE_SANDBOX_XERO_UNWRAPPED = 1 << 3, /* a create is one object without its plural */
  TIE_SANDBOX_XERO_READ_ONLY = 1 << 4,
  TIE_SANDBOX_XERO_ONE_POST = 1 << 5,  /* POST takes one unwrapped object */
  TIE_SANDBOX_XERO_DELETABLE = 1 << 6,
  TIE_SANDBOX_XERO_HIDDEN_ID = 1 << 7, /* nobody sees its id */
} TieSandboxXeroTraits;

struct _TieSandboxXeroKind
{
  const char *name;      /* "CreditNote" */
  const char *plural;    /* "CreditNotes": path and member */
  const char *id_member; /* "CreditNoteID" */
  const char *number_member; /* (nullable) */
  const char *name_member;   /* (nullable) */
  const char *status_member; /* (nullable) */
  const char *scope;
  TieSandboxXeroTraits traits;
  void (*apply) (TieSandboxXeroWrite *write);
};

/* Members of an object that a client may set. */
typedef struct
{
  const char *member;
  char type;     /* s text, n number, b boolean, d date, e one of the words in choices, o object, a array */
  guint longest; /* in characters; 0: any */
  const char *choices; /* (nullable): between blanks */
} TieSandboxXeroField;

extern const TieSandboxPackage tie_sandbox_xero;

/* Moments and days in Xero's forms. */
gint64 tie_sandbox_xero_now (TieSandboxXeroCall *call);
char *tie_sandbox_xero_format_moment (gint64 milliseconds);
/* "/Date(…)/" and ISO, with or without time and zone. */
gboolean tie_sandbox_xero_parse_moment (const char *text,
                                        gint64 *milliseconds);
char *tie_sandbox_xero_format_day (gint64 milliseconds);
/* The member and its sibling that ends in String. */
void tie_sandbox_xero_set_day (JsonObject *object,
                               const char *member,
                               const char *iso);
/* ISO; NULL when the member is absent or no date. */
char *tie_sandbox_xero_dup_day (JsonObject *object,
                                const char *member);
char *tie_sandbox_xero_today (TieSandboxXeroCall *call);

/* The books. */
void tie_sandbox_xero_create_tables (TieSandboxStore *store);
TieSandboxXeroRecord *tie_sandbox_xero_record_new (const char *kind);
void tie_sandbox_xero_record_free (TieSandboxXeroRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSandboxXeroRecord, tie_sandbox_xero_record_free)
TieSandboxXeroRecord *tie_sandbox_xero_get (TieSandboxXeroCall *call,
                                            const char *kind,
                                            const char *id);
/* The first with such a number (or name), not among the archived and deleted ones. */
TieSandboxXeroRecord *tie_sandbox_xero_find_number (TieSandboxXeroCall *call,
                                                    const char *kind,
                                                    const char *number);
TieSandboxXeroRecord *tie_sandbox_xero_find_name (TieSandboxXeroCall *call,
                                                  const char *kind,
                                                  const char *name);
/* Stamps it with the present moment; a record without id gets one. */
void tie_sandbox_xero_put (TieSandboxXeroCall *call,
                           TieSandboxXeroRecord *record);
void tie_sandbox_xero_drop (TieSandboxXeroCall *call,
                            TieSandboxXeroRecord *record);

const TieSandboxXeroKind *tie_sandbox_xero_kind_find (const char *plural);
const TieSandboxXeroKind *tie_sandbox_xero_kind_get (const char *name);

/* {"Id":…,"Status":"OK",…,PLURAL:elements}; takes the array and (nullable) pagination. */
char *tie_sandbox_xero_envelope (TieSandboxXeroCall *call,
                                 const char *plural,
                                 JsonObject *pagination,
                                 JsonArray *elements);
char *tie_sandbox_xero_write_json (JsonObject *object);

/* A GET of a kind; (nullable) id or number for one only. */
void tie_sandbox_xero_read (TieSandboxXeroCall *call,
                            const TieSandboxXeroKind *kind,
                            const char *id,
                            const TieSandboxRequest *request,
                            TieSandboxAnswer *answer);
/* The where language; FALSE with a message for what cannot be understood. */
gboolean tie_sandbox_xero_where_matches (const char *where,
                                         JsonObject *object,
                                         gboolean *matches,
                                         char **message);
int tie_sandbox_xero_compare (JsonObject *one,
                              JsonObject *other,
                              const char *member);

/* A PUT or POST of a kind; (nullable) id. */
void tie_sandbox_xero_post (TieSandboxXeroCall *call,
                            const TieSandboxXeroKind *kind,
                            const char *id,
                            const TieSandboxRequest *request,
                            TieSandboxAnswer *answer);
/* One element; elements of problems when it is refused, and nothing is changed then. */
void tie_sandbox_xero_write_element (TieSandboxXeroWrite *write);
/* The element as sent, with what is wrong with it. */
JsonObject *tie_sandbox_xero_refused (const TieSandboxXeroWrite *write);
/* A 400 of the validation kind; takes the elements. */
void tie_sandbox_xero_answer_invalid (TieSandboxAnswer *answer,
                                      JsonArray *elements);
void tie_sandbox_xero_answer_exception (TieSandboxAnswer *answer,
                                        guint status,
                                        guint number,
                                        const char *type,
                                        const char *message);
/* The form of the gateway in front of the API. */
void tie_sandbox_xero_answer_gateway (TieSandboxAnswer *answer,
                                      guint status,
                                      const char *title,
                                      const char *detail);
void tie_sandbox_xero_problem (TieSandboxXeroWrite *write,
                               const char *format,
                               ...) G_GNUC_PRINTF (2, 3);
void tie_sandbox_xero_take_fields (TieSandboxXeroWrite *write,
                                   JsonObject *from,
                                   JsonObject *to,
                                   const TieSandboxXeroField *fields,
                                   gsize n_fields);

/* Sub-resources: answer FALSE when there is none of that name. */
gboolean tie_sandbox_xero_options_handle (TieSandboxXeroCall *call,
                                          char **parts,
                                          const TieSandboxRequest *request,
                                          TieSandboxAnswer *answer);
gboolean tie_sandbox_xero_allocations_handle (TieSandboxXeroCall *call,
                                              char **parts,
                                              const TieSandboxRequest *request,
                                              TieSandboxAnswer *answer);

/* Rules of each kind. */
void tie_sandbox_xero_apply_contact (TieSandboxXeroWrite *write);
void tie_sandbox_xero_apply_account (TieSandboxXeroWrite *write);
void tie_sandbox_xero_apply_item (TieSandboxXeroWrite *write);
void tie_sandbox_xero_apply_tax_rate (TieSandboxXeroWrite *write);
void tie_sandbox_xero_apply_tracking (TieSandboxXeroWrite *write);
void tie_sandbox_xero_apply_document (TieSandboxXeroWrite *write);
void tie_sandbox_xero_apply_payment (TieSandboxXeroWrite *write);
void tie_sandbox_xero_apply_batch (TieSandboxXeroWrite *write);
void tie_sandbox_xero_apply_overpayment (TieSandboxXeroWrite *write);
void tie_sandbox_xero_delete (TieSandboxXeroCall *call,
                              const TieSandboxXeroKind *kind,
                              const char *id,
                              TieSandboxAnswer *answer);

/* Documents: lines with their taxes and totals, and what is still to be paid. */
void tie_sandbox_xero_compute_lines (TieSandboxXeroWrite *write,
                                     gboolean is_sale);
/* The invoice or credit note that a member names by id or number; (nullable). */
TieSandboxXeroRecord *tie_sandbox_xero_find_document (TieSandboxXeroCall *call,
                                                      JsonObject *body);
/* What is still to be paid of it, or to be used up. */
gint64 tie_sandbox_xero_get_left (TieSandboxXeroRecord *document);
void tie_sandbox_xero_remove_entry (JsonArray *array,
                                    const char *member,
                                    const char *id);
void tie_sandbox_xero_settle (TieSandboxXeroCall *call,
                              TieSandboxXeroRecord *document);
/* Midnight where the organisation is, at the end of the locked time. */
void tie_sandbox_xero_set_lock (JsonObject *organisation,
                                const char *member,
                                const char *iso);
gboolean tie_sandbox_xero_is_locked (TieSandboxXeroCall *call,
                                     const char *day,
                                     char **message);
/* The contact that the body names; NULL with problems. */
TieSandboxXeroRecord *tie_sandbox_xero_take_contact (TieSandboxXeroWrite *write);

/* Sign-in. */
gboolean tie_sandbox_xero_oauth_handle (TieSandboxService *service,
                                        const TieSandboxRequest *request,
                                        TieSandboxAnswer *answer);
gboolean tie_sandbox_xero_connections_handle (TieSandboxService *service,
                                              const TieSandboxRequest *request,
                                              TieSandboxAnswer *answer);
/* FALSE with the answer filled when the token does not open the organisation for this scope; tenant NULL: any. */
gboolean tie_sandbox_xero_check (TieSandboxService *service,
                                 const TieSandboxRequest *request,
                                 const char *scope,
                                 const char *tenant,
                                 TieSandboxAnswer *answer);
void tie_sandbox_xero_disconnect (TieSandboxService *service);

gboolean tie_sandbox_xero_api_handle (TieSandboxService *service,
                                      const TieSandboxRequest *request,
                                      TieSandboxAnswer *answer);
/* FALSE with a 429 when the organisation was asked too often. */
gboolean tie_sandbox_xero_limits_admit (TieSandboxService *service,
                                        const char *tenant,
                                        TieSandboxAnswer *answer);
void tie_sandbox_xero_limits_refuse (TieSandboxAnswer *answer,
                                     const char *problem,
                                     gint64 retry_after);
/* TRUE when the key was used before and the answer is filled. */
gboolean tie_sandbox_xero_idempotency_replay (TieSandboxService *service,
                                              const TieSandboxRequest *request,
                                              TieSandboxAnswer *answer);
void tie_sandbox_xero_idempotency_keep (TieSandboxService *service,
                                        const TieSandboxRequest *request,
                                        const TieSandboxAnswer *answer);

void tie_sandbox_xero_load (TieSandboxService *service);
void tie_sandbox_xero_meddle (TieSandboxService *service,
                              TieSandboxFaultKind kind,
                              const TieSandboxRequest *request);
gboolean tie_sandbox_xero_edit (TieSandboxService *service,
                                const char *json,
                                GError **error);

G_END_DECLS
