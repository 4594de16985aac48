/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-redirect"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "net/tie-redirect.h"

void
tie_redirect_free (TieRedirect *self)
{
  g_free (self->code);
  g_free (self->company_id);
  g_free (self);
}

static GHashTable *
parse_query (const char *query)
{
  GHashTable *parameters = query != NULL ? g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL) : NULL;

  return parameters != NULL ? parameters : g_hash_table_new (g_str_hash, g_str_equal);
}

gboolean
tie_redirect_is_answer (const char *query)
{
  g_autoptr (GHashTable) parameters = parse_query (query);

  return g_hash_table_contains (parameters, "state");
}

/* In the same time wherever they differ, so that a state cannot be guessed piece by piece; its length is no secret. */
static gboolean
is_equal (const char *a,
          const char *b)
{
  gsize length = strlen (a);
  guint difference = 0;

  if (length != strlen (b))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guint) (a[i] ^ b[i]);
  return difference == 0;
}

/* It becomes part of addresses. */
static gboolean
is_company_id (const char *text)
{
  if (*text == '\0' || strlen (text) > 64)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && *p != '-')
        return FALSE;
    }
  return TRUE;
}

TieRedirect *
tie_redirect_parse (const char *query,
                    const char *state,
                    gboolean needs_company,
                    GError **error)
{
  g_autoptr (GHashTable) parameters = parse_query (query);
  const char *given = g_hash_table_lookup (parameters, "state");
  const char *failure = g_hash_table_lookup (parameters, "error");
  const char *code = g_hash_table_lookup (parameters, "code");
  const char *company_id = g_hash_table_lookup (parameters, "realmId");
  TieRedirect *self = NULL;

  if (given == NULL)
    g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("This address holds no sign-in. Copy the whole address of the page where the sign-in ended."));
  else if (state == NULL || !is_equal (given, state))
    g_set_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_STATE, "The state is not the one that was sent");
  else if (g_strcmp0 (failure, "access_denied") == 0)
    g_set_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_CANCELLED, "The person declined");
  else if (failure != NULL)
    {
      const char *reason = g_hash_table_lookup (parameters, "error_description");

      /* Translators: %s is the package's own reason */
      g_set_error (error, TIE_ERROR, TIE_ERROR_FAILED, _ ("The sign-in was refused: %s"), reason != NULL ? reason : failure);
    }
  else if (code == NULL || *code == '\0' || (company_id == NULL ? needs_company : !is_company_id (company_id)))
    g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("This address holds no sign-in. Copy the whole address of the page where the sign-in ended."));
  else
    {
      self = g_new0 (TieRedirect, 1);
      self->code = g_strdup (code);
      self->company_id = g_strdup (company_id);
    }
  return self;
}

char *
tie_redirect_dup_query (const char *address)
{
  const char *start = address != NULL ? strchr (address, '?') : NULL;
  char *query = NULL;

  if (start == NULL)
    return NULL;
  query = g_strdup (start + 1);
  query[strcspn (query, "# \t\r\n")] = '\0';
  return query;
}
