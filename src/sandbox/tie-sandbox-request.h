/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A request as all packages read it, and an answer as all of them write it. */
typedef struct
{
  const char *method;
  const char *path;
  const char *query_text; /* (nullable) */
  GHashTable *query;      /* (owned): decoded */
  const char *body;
  SoupMessageHeaders *headers;
  gboolean is_api;   /* of the accounting API, not of the sign-in */
  gboolean is_token; /* asks for tokens */
  gint64 came;       /* milliseconds since 1970 by the company's clock */
  guint at_once;     /* requests of the API in progress when it came, itself among them */
} TieSandboxRequest;

typedef struct
{
  guint status;
  const char *type; /* of the body */
  char *body;       /* (owned) (nullable) */
  char *location;   /* (owned) (nullable) */
  const char *retry_after;
  SoupMessageHeaders *headers; /* (owned) (nullable): the package's own */
} TieSandboxAnswer;

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
/* To the address with the pairs of name and value in its query; ends with NULL. */
void tie_sandbox_answer_set_redirect (TieSandboxAnswer *answer,
                                      const char *address,
                                      const char *first,
                                      ...) G_GNUC_NULL_TERMINATED;
void tie_sandbox_answer_set_header (TieSandboxAnswer *answer,
                                    const char *name,
                                    const char *value);
void tie_sandbox_answer_clear (TieSandboxAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TieSandboxAnswer, tie_sandbox_answer_clear)

#define TIE_SANDBOX_JSON "application/json;charset=UTF-8"

G_END_DECLS
