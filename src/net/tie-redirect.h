/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The answer that a consent page sends back through the browser: the query of the address it returns to. */
typedef struct
{
  char *code;
  char *company_id; /* NULL: none is named */
} TieRedirect;
void tie_redirect_free (TieRedirect *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieRedirect, tie_redirect_free)

/* TRUE when the query has a state at all, right or wrong; a browser asks for icons, too. */
gboolean tie_redirect_is_answer (const char *query);

/* needs_company: an answer that names none is no answer.  Errors: TIE_ERROR_INVALID (no answer in it), TIE_ERROR_SIGN_IN_STATE (another request's), TIE_ERROR_SIGN_IN_CANCELLED
 * (the person declined), TIE_ERROR_FAILED (the package's own reason). */
TieRedirect *tie_redirect_parse (const char *query, const char *state, gboolean needs_company, GError **error);

/* The query of a whole address as pasted, surrounding blanks and all; NULL for none. */
char *tie_redirect_dup_query (const char *address);

G_END_DECLS
