/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sandbox/tie-sandbox-request.h"

G_BEGIN_DECLS

/* The switches that make the company misbehave, as real ones do. */
typedef enum
{
  TIE_SANDBOX_FAULT_NONE,
  TIE_SANDBOX_FAULT_REFUSE, /* no connection */
  TIE_SANDBOX_FAULT_401,
  TIE_SANDBOX_FAULT_403,
  TIE_SANDBOX_FAULT_429,
  TIE_SANDBOX_FAULT_429_RETRY_AFTER,
  TIE_SANDBOX_FAULT_500,
  TIE_SANDBOX_FAULT_502,
  TIE_SANDBOX_FAULT_503,
  TIE_SANDBOX_FAULT_504,
  TIE_SANDBOX_FAULT_HTML,
  TIE_SANDBOX_FAULT_TEXT,
  TIE_SANDBOX_FAULT_FAULT200,
  TIE_SANDBOX_FAULT_SLOW,
  TIE_SANDBOX_FAULT_CUT_BEFORE, /* nothing was done */
  TIE_SANDBOX_FAULT_CUT_AFTER,  /* it was done, the answer is lost */
  TIE_SANDBOX_FAULT_TRUNCATED,
  TIE_SANDBOX_FAULT_MALFORMED,
  TIE_SANDBOX_FAULT_TOKEN_5XX,
  TIE_SANDBOX_FAULT_ROTATION_LOST, /* new tokens were made, nobody hears of them */
  TIE_SANDBOX_FAULT_EXPIRED,       /* all access tokens end now */
  TIE_SANDBOX_FAULT_REVOKED,       /* the customer ends the connection now */
  TIE_SANDBOX_FAULT_EDITED,        /* somebody changes first what the request is about to change */
  TIE_SANDBOX_FAULT_TAKEN,         /* somebody uses first the number, or name, that the request is about to use */
  TIE_SANDBOX_FAULT_CLOSED,        /* somebody closes the books until today */
  TIE_SANDBOX_FAULT_429_MINUTE,    /* the limits of Xero, one by one */
  TIE_SANDBOX_FAULT_429_DAY,
  TIE_SANDBOX_FAULT_429_CONCURRENT,
  TIE_SANDBOX_FAULT_ARCHIVED,      /* somebody archives first the contact that the request is about to use */
  TIE_SANDBOX_FAULT_DISCONNECTED,  /* the customer takes the organisation away, the tokens live on */
  TIE_SANDBOX_FAULT_LONG_LISTS,    /* lists with all of their members, longer than one, end in a 504 */
  TIE_SANDBOX_FAULT_ODD_NUMBERS,   /* numbers in the answer are texts */
  TIE_SANDBOX_FAULT_ODD_MEMBERS,   /* every object in the answer has members that nobody knows */
  TIE_SANDBOX_FAULT_500_AFTER,     /* it was done, the answer is a 500 */
  TIE_SANDBOX_FAULT_SUMMARIZED,    /* of many elements only those that were refused are told of, with a 400 (Xero) */
  TIE_SANDBOX_FAULT_KEY_USED,      /* somebody used the key of the request for another one (Xero, Sage) */
  TIE_SANDBOX_FAULT_CODE,          /* refused with a code of the package */
} TieSandboxFaultKind;

typedef struct _TieSandboxSwitches TieSandboxSwitches;

/* spec NULL or "": none.  NULL with G_IO_ERROR_INVALID_ARGUMENT when it cannot be read. */
TieSandboxSwitches *tie_sandbox_switches_new (const char *spec,
                                              guint32 seed,
                                              GError **error);
void tie_sandbox_switches_free (TieSandboxSwitches *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSandboxSwitches, tie_sandbox_switches_free)

/* What is to go wrong with this request; counts it. */
TieSandboxFaultKind tie_sandbox_switches_next (TieSandboxSwitches *self,
                                               const TieSandboxRequest *request,
                                               guint *delay_milliseconds,
                                               guint *code);
const char *tie_sandbox_fault_kind_get_name (TieSandboxFaultKind kind);

G_END_DECLS
