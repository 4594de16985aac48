/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the API answers when it does not do what was asked (reference §5). */
typedef struct
{
  guint code;       /* of Intuit's list */
  const char *type; /* "ValidationFault", … */
  const char *message;
  char *detail;  /* (owned) (not nullable) */
  char *element; /* (owned) (nullable): the member at fault */
} TieSandboxFault;

/* Functions that can fail return a fault, or NULL when all is well. */
TieSandboxFault *tie_sandbox_fault_new (guint code,
                                        const char *element,
                                        const char *detail_format,
                                        ...) G_GNUC_PRINTF (3, 4);
void tie_sandbox_fault_free (TieSandboxFault *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSandboxFault, tie_sandbox_fault_free)

/* The HTTP status that goes with the code. */
guint tie_sandbox_fault_get_status (const TieSandboxFault *self);

/* {"Error":[…],"type":…}, the value of the member "Fault". */
char *tie_sandbox_fault_to_json (const TieSandboxFault *self);

/* The gateway in front of the API answers 401, 403 and 429 in a form of its own: lower-case members, epoch time. */
char *tie_sandbox_fault_gateway_json (guint status,
                                      gint64 epoch_milliseconds);

G_END_DECLS
