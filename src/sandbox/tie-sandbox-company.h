/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sandbox/tie-sandbox-fields.h"
#include "sandbox/tie-sandbox-store.h"

G_BEGIN_DECLS

/* The books behind the API: what every handler shares.  Lives in the sandbox's thread. */
typedef struct
{
  TieSandboxStore *store;   /* (owned) */
  TieSandboxFields *fields; /* (owned) */
  char *realm;              /* (owned) */
  gboolean strict;
  gboolean refuse_replay;
  gint64 clock_start;      /* microseconds since 1970: from here on the clock runs in haste */
  guint haste;             /* so many times as fast as other clocks */
  gint64 clock_offset;     /* seconds that it was moved on */
  JsonObject *preferences; /* (owned) (nullable): as stored, while nothing changed them */

  /* Where the last page of a listing ended, so that the next one need not count from the first row again. */
  char *page_statement; /* (owned) (nullable) */
  gint64 page_position;
  gint64 page_last_id;
  gint64 page_changes;
} TieSandboxCompany;

typedef enum
{
  TIE_SANDBOX_KIND_READ_ONLY,
  TIE_SANDBOX_KIND_NAME, /* customer, vendor, employee: one name space */
  TIE_SANDBOX_KIND_LIST, /* account, item, term, payment method */
  TIE_SANDBOX_KIND_SALE,
  TIE_SANDBOX_KIND_PAYMENT,
  TIE_SANDBOX_KIND_PURCHASE,
  TIE_SANDBOX_KIND_BILL_PAYMENT,
  TIE_SANDBOX_KIND_EXPENSE,
} TieSandboxKind;

typedef struct
{
  const char *name;     /* "CreditMemo" */
  const char *path;     /* "creditmemo" */
  const char *sequence; /* entities that share a sequence never share an id */
  const char *name_member;
  TieSandboxKind kind;
  gboolean has_changes; /* change data capture covers it */
} TieSandboxEntity;

TieSandboxCompany *tie_sandbox_company_new (TieSandboxStore *store,
                                            const char *realm);
void tie_sandbox_company_free (TieSandboxCompany *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSandboxCompany, tie_sandbox_company_free)

/* By its JSON name or path, without case; NULL when the company has no such entity. */
const TieSandboxEntity *tie_sandbox_entity_find (const char *name);
gboolean tie_sandbox_entity_is_transaction (const TieSandboxEntity *entity);

/* Seconds since 1970 by the company's clock, the same in milliseconds, and the day there. */
gint64 tie_sandbox_company_now (TieSandboxCompany *self);
gint64 tie_sandbox_company_now_ms (TieSandboxCompany *self);
char *tie_sandbox_company_today (TieSandboxCompany *self);
/* "…T10:11:12.000-08:00", for envelopes. */
char *tie_sandbox_company_dup_time (TieSandboxCompany *self);

/* One group of the Preferences, empty when the company has none; (transfer full). */
JsonObject *tie_sandbox_company_dup_preferences (TieSandboxCompany *self,
                                                 const char *group);

/* Taxes are charged by the model of every country but the United States. */
gboolean tie_sandbox_company_is_global (TieSandboxCompany *self);

/* To be called after the Preferences were stored. */
void tie_sandbox_company_forget_preferences (TieSandboxCompany *self);

/* A fault where the company's plan has no such thing. */
TieSandboxFault *tie_sandbox_company_check_plan (TieSandboxCompany *self,
                                                 const TieSandboxEntity *entity);

/* Names as they are compared: trimmed, blanks collapsed, case folded. */
char *tie_sandbox_fold (const char *text);

G_END_DECLS
