/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-tokens"
#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "base/tie-error.h"
#include "base/tie-json-writer.h"
#include "net/tie-json.h"
#include "net/tie-tokens.h"

#define EARLY (5 * 60 * G_USEC_PER_SEC)

TieTokens *
tie_tokens_new (const char *client_id,
                const char *client_secret)
{
  TieTokens *self = g_new0 (TieTokens, 1);

  self->client_id = g_strdup (client_id);
  self->client_secret = g_strdup (client_secret);
  return self;
}

void
tie_secret_free (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

void
tie_tokens_free (TieTokens *self)
{
  g_free (self->client_id);
  tie_secret_free (self->client_secret);
  tie_secret_free (self->access_token);
  tie_secret_free (self->refresh_token);
  g_free (self);
}

gboolean
tie_tokens_is_fresh (const TieTokens *self,
                     gint64 now)
{
  gint64 early = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->access_token == NULL)
    return FALSE;
  /* A package with short-lived tokens would otherwise be asked before each call: of five minutes one is enough. */
  early = MIN (EARLY, (self->access_expires - self->obtained) / 5);
  return now < self->access_expires - early;
}

char *
tie_tokens_to_text (const TieTokens *self)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();

  g_return_val_if_fail (self != NULL, NULL);

  tie_json_writer_begin_object (writer, NULL);
  tie_json_writer_add_string (writer, "client_id", self->client_id);
  tie_json_writer_add_string (writer, "client_secret", self->client_secret);
  tie_json_writer_add_string_if_set (writer, "access_token", self->access_token);
  tie_json_writer_add_integer (writer, "access_expires", self->access_expires);
  tie_json_writer_add_string_if_set (writer, "refresh_token", self->refresh_token);
  tie_json_writer_add_integer (writer, "refresh_expires", self->refresh_expires);
  tie_json_writer_add_integer (writer, "obtained", self->obtained);
  tie_json_writer_end_object (writer);
  return tie_json_writer_finish (writer);
}

TieTokens *
tie_tokens_from_text (const char *text,
                      GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (TieTokens) self = NULL;
  JsonObject *object = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  /* The parser's own message would quote what it read. */
  root = json_from_string (text, NULL);
  object = tie_json_get_root_object (root);
  if (object == NULL || tie_json_get_string (object, "client_id") == NULL || tie_json_get_string (object, "client_secret") == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, "The keyring item is not as Tieout writes it");
      return NULL;
    }

  self = tie_tokens_new (tie_json_get_string (object, "client_id"), tie_json_get_string (object, "client_secret"));
  self->access_token = g_strdup (tie_json_get_string (object, "access_token"));
  self->access_expires = tie_json_get_integer (object, "access_expires", 0);
  self->refresh_token = g_strdup (tie_json_get_string (object, "refresh_token"));
  self->refresh_expires = tie_json_get_integer (object, "refresh_expires", 0);
  self->obtained = tie_json_get_integer (object, "obtained", 0);
  return g_steal_pointer (&self);
}
