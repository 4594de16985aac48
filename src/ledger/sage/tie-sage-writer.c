/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage-body"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "ledger/sage/tie-sage-limits.h"
#include "ledger/sage/tie-sage-writer.h"
#include "ledger/tie-body-writer.h"

#define ID_LENGTH 32 /* hex digits of an idempotency id */

gboolean
tie_sage_check_verb (TieKind kind,
                     const char *verb,
                     const TieRemote *remote,
                     GError **error)
{
  if (!tie_sage_kind_has_verb (kind, verb))
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, "“%s” cannot be done to a record of kind %s at Sage", verb, tie_kind_to_string (kind));
  else if (!g_str_equal (verb, "create") && (remote == NULL || remote->id == NULL))
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, "A record is changed only by its id at Sage");
  else
    return TRUE;
  return FALSE;
}

void
tie_sage_begin_body (TieJsonWriter *writer,
                     const TieSageEntity *entity)
{
  tie_json_writer_begin_object (writer, NULL);
  tie_json_writer_begin_object (writer, entity->wrapper);
}

GBytes *
tie_sage_finish_body (TieJsonWriter *writer,
                      const TieSageEntity *entity,
                      const TieRemote *remote)
{
  g_autofree char *json = NULL;
  const char *there = NULL;
  char *text = NULL;

  tie_json_writer_end_object (writer);
  tie_json_writer_end_object (writer);
  json = tie_json_writer_finish (writer);
  if (remote != NULL)
    {
      tie_sage_entity_for_id (entity->kind, remote->id, &there);
      text = g_strdup_printf ("PUT %s/%s\n%s", entity->list, there, json);
    }
  else
    text = g_strdup_printf ("POST %s\n%s", entity->list, json);
  return g_bytes_new_take (text, strlen (text));
}

GBytes *
tie_sage_make_removal (const char *resource)
{
  char *text = g_strdup_printf ("DELETE %s\n", resource);

  return g_bytes_new_take (text, strlen (text));
}

/* Sage wants hex digits without hyphens; the same request id always gives the same. */
static char *
make_idempotency_id (const char *request_id)
{
  char *id = g_compute_checksum_for_string (G_CHECKSUM_SHA256, request_id, -1);

  id[ID_LENGTH] = '\0';
  return id;
}

gboolean
tie_sage_thaw (GBytes *frozen,
               const char *request_id,
               char **method,
               char **resource,
               GBytes **body)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (frozen, &size);
  g_autofree char *text = g_strndup (data, size);
  char *json = strchr (text, '\n');
  char *blank = strchr (text, ' ');
  char *inner = json != NULL ? strchr (json, ':') : NULL;
  g_autofree char *id = NULL;
  char *whole = NULL;

  *body = NULL;
  if (json == NULL || blank == NULL || blank > json)
    return FALSE;
  *json++ = '\0';
  *blank++ = '\0';
  *method = g_strdup (text);
  *resource = g_strdup (blank);
  if (*json == '\0')
    return TRUE;
  if (g_str_equal (text, "POST"))
    {
      if (inner == NULL || inner[1] != '{')
        return FALSE;
      /* Within the object, behind its brace. */
      id = make_idempotency_id (request_id);
      whole = g_strdup_printf ("%.*s\"idempotency_id\":\"%s\"%s%s", (int) (inner + 2 - json), json, id, inner[2] == '}' ? "" : ",", inner + 2);
    }
  else
    whole = g_strdup (json);
  *body = g_bytes_new_take (whole, strlen (whole));
  return TRUE;
}

void
tie_sage_add_id (TieJsonWriter *writer,
                 const char *member,
                 const char *id)
{
  tie_json_writer_add_string_if_set (writer, member, id);
}

gboolean
tie_sage_fits (const char *text,
               guint max)
{
  return !tie_text_is_empty (text) && g_utf8_strlen (text, -1) <= (glong) max;
}

gboolean
tie_sage_add_reference (TieJsonWriter *writer,
                        const char *text,
                        GError **error)
{
  g_autofree char *clean = tie_text_clean (text);
  g_autofree char *cut = tie_text_truncate (clean, TIE_SAGE_MAX_REFERENCE);
  g_autofree char *number = g_strndup (clean, strcspn (clean, " "));

  if (!tie_body_check_length ("Sage", _ ("The number"), number, TIE_SAGE_MAX_REFERENCE, error))
    return FALSE;
  tie_json_writer_add_string_if_set (writer, "reference", g_strchomp (cut));
  return TRUE;
}

gboolean
tie_sage_add_currency (TieJsonWriter *writer,
                       const char *currency,
                       const char *home,
                       gboolean has_several,
                       GError **error)
{
  if (currency == NULL)
    currency = home;
  if (has_several)
    tie_sage_add_id (writer, "currency_id", currency);
  else if (home != NULL && !g_str_equal (currency, home))
    {
      /* Translators: two codes of currencies */
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("It is in %s, the company uses %s."), currency, home);
      return FALSE;
    }
  return TRUE;
}
