/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sandbox/tie-sandbox-company.h"

G_BEGIN_DECLS

/* One write on its way through the rules.  The steps: members are checked, the object is found and its SyncToken compared,
 * what was sent is merged into it, the rules of its kind complete it, and it is stored. */
typedef struct
{
  TieSandboxCompany *company;
  const TieSandboxEntity *entity;
  TieSandboxWriteMode mode;
  gboolean is_void;
  gboolean is_delete;
  gboolean allows_duplicate_number;
  JsonObject *body;    /* what was sent */
  gint64 last_line_id; /* greatest id of the lines that were there before */
  gint64 next_line_id; /* greatest id given so far */
} TieSandboxWrite;

/* Does it and answers the object as JSON text in result.  The caller has a transaction open, and rolls it back on a
 * fault. */
TieSandboxFault *tie_sandbox_write_apply (TieSandboxWrite *write,
                                          char **result);

/* The rules of the kinds.  The document holds the merged object; the rules set its columns. */
TieSandboxFault *tie_sandbox_names_complete (TieSandboxWrite *write,
                                             TieSandboxDocument *document);
TieSandboxFault *tie_sandbox_lists_complete (TieSandboxWrite *write,
                                             TieSandboxDocument *document);

/* Every reference in what was sent names something that is there, and gets its name. */
TieSandboxFault *tie_sandbox_references_check (TieSandboxCompany *company,
                                               JsonObject *object);

/* Names of inactive things end in " (deleted)" where people see them. */
void tie_sandbox_names_mark_inactive (TieSandboxDocument *document,
                                      const TieSandboxEntity *entity);
void tie_sandbox_names_unmark_inactive (TieSandboxDocument *document,
                                        const TieSandboxEntity *entity);

/* After a customer, item or account got another name or place: its children's full names, and the references to it.  They
 * may come to lie too deep. */
TieSandboxFault *tie_sandbox_names_propagate (TieSandboxCompany *company,
                                              TieSandboxDocument *document);

/* Sets document->name and ->unique_name and the full name by parent; refuses a name that is taken. */
TieSandboxFault *tie_sandbox_names_claim (TieSandboxWrite *write,
                                          TieSandboxDocument *document,
                                          const char *scope);

G_END_DECLS
