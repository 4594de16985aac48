/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sandbox/tie-sandbox-fault.h"

G_BEGIN_DECLS

/* The table of members: which an entity has, their types, lengths and enumerations (data/sandbox/fields.json, written
 * after Intuit's reference and schema). */
typedef struct _TieSandboxFields TieSandboxFields;

typedef enum
{
  TIE_SANDBOX_CREATE,
  TIE_SANDBOX_UPDATE,        /* full: what is left out is emptied */
  TIE_SANDBOX_UPDATE_SPARSE, /* what is left out stays */
} TieSandboxWriteMode;

TieSandboxFields *tie_sandbox_fields_new (void);
void tie_sandbox_fields_free (TieSandboxFields *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSandboxFields, tie_sandbox_fields_free)

/* Checks a request's body and takes out of it what QuickBooks computes itself and what says nothing (null, "" on create);
 * in strict mode such members are refused instead. */
TieSandboxFault *tie_sandbox_fields_check (TieSandboxFields *self,
                                           const char *entity,
                                           JsonObject *body,
                                           TieSandboxWriteMode mode,
                                           gboolean strict);

/* The member as written in the table (names are compared without case, as queries do); NULL when there is none. */
const char *tie_sandbox_fields_find (TieSandboxFields *self,
                                     const char *entity,
                                     const char *name,
                                     const char **kind,
                                     gboolean *is_filter);

G_END_DECLS
