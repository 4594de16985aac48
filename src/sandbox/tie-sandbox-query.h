/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sandbox/tie-sandbox-company.h"

G_BEGIN_DECLS

#define TIE_SANDBOX_QUERY_DEFAULT 100
#define TIE_SANDBOX_QUERY_MAX 1000

/* A statement of the query language (reference §2.7), parsed. */
typedef struct
{
  char *property;    /* (owned): as written */
  char *operation;   /* (owned): "=", "<", …, "IN", "LIKE" */
  GPtrArray *values; /* (owned) of char *: one, or several for IN */
} TieSandboxCondition;

typedef struct
{
  char *property; /* (owned) */
  gboolean descending;
} TieSandboxOrder;

typedef struct
{
  char *entity; /* (owned): as written */
  gboolean is_count;
  GPtrArray *conditions; /* (owned) of TieSandboxCondition */
  GPtrArray *orders;     /* (owned) of TieSandboxOrder */
  gint64 start;
  gint64 max;
} TieSandboxQuery;

TieSandboxFault *tie_sandbox_query_parse (const char *statement,
                                          TieSandboxQuery **query);
void tie_sandbox_query_free (TieSandboxQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSandboxQuery, tie_sandbox_query_free)

/* Answers the value of the member "QueryResponse". */
TieSandboxFault *tie_sandbox_query_run (TieSandboxCompany *company,
                                        const char *statement,
                                        char **response);

/* A moment as requests write it, with any offset or none (then Pacific time), or a day alone. */
gboolean tie_sandbox_query_parse_time (const char *text,
                                       gint64 *seconds);

G_END_DECLS
