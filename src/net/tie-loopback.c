/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-loopback"
#include "config.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>

#include "base/tie-error.h"
#include "net/tie-loopback.h"

struct _TieLoopback
{
  GObject parent_instance;

  SoupServer *server; /* (owned) */
  char *state;        /* (owned) (nullable): NULL once it was answered */
  gboolean needs_company;
  char *path;         /* (owned) */
  char *uri;          /* (owned) */
  GTask *task;        /* (owned) (nullable): who waits */
  GSource *cancel_source; /* (owned) (nullable) */
  TieRedirect *answer; /* (owned) (nullable): came before somebody waited, or is on its way to the browser */
  GError *error;       /* (owned) (nullable) */
  gboolean is_done;
};

G_DEFINE_FINAL_TYPE (TieLoopback, tie_loopback, G_TYPE_OBJECT)

static void
return_answer (TieLoopback *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (self->cancel_source != NULL)
    g_source_destroy (self->cancel_source);
  g_clear_pointer (&self->cancel_source, g_source_unref);
  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&self->answer), (GDestroyNotify) tie_redirect_free);
}

static void
finished_cb (TieLoopback *self)
{
  self->is_done = TRUE;
  if (self->task != NULL)
    return_answer (self);
}

static void
send_page (SoupServerMessage *message,
           const char *sentence)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);
  char *page = g_strdup_printf ("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Tieout</title></head>\n"
                                "<body><p>%s</p></body></html>\n",
                                escaped);

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Connection", "close");
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_TAKE, page, strlen (page));
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  TieLoopback *self = user_data;
  const char *text = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr (TieRedirect) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (soup_server_message_get_method (message) != SOUP_METHOD_GET || g_strcmp0 (path, self->path) != 0 ||
      self->state == NULL || !tie_redirect_is_answer (text))
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }

  answer = tie_redirect_parse (text, self->state, self->needs_company, &error);
  if (answer != NULL)
    {
      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
      send_page (message, _ ("Signed in. You can close this window and go back to Tieout."));
    }
  else
    {
      g_autofree char *sentence = tie_error_get_sentence (error);

      soup_server_message_set_status (message, SOUP_STATUS_BAD_REQUEST, NULL);
      send_page (message, sentence);
    }
  /* Whoever else knows the port shall not end the wait for the right answer. */
  if (g_error_matches (error, TIE_ERROR, TIE_ERROR_SIGN_IN_STATE))
    return;

  g_clear_pointer (&self->state, g_free);
  self->answer = g_steal_pointer (&answer);
  self->error = g_steal_pointer (&error);
  /* The answer goes on when the browser has its page: who waits may drop this object then. */
  g_signal_connect_object (message, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer user_data)
{
  TieLoopback *self = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_clear_pointer (&self->cancel_source, g_source_unref);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
tie_loopback_finalize (GObject *object)
{
  TieLoopback *self = TIE_LOOPBACK (object);

  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->answer, tie_redirect_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (tie_loopback_parent_class)->finalize (object);
}

static void
tie_loopback_class_init (TieLoopbackClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_loopback_finalize;
}

static void
tie_loopback_init (TieLoopback *self)
{
}

static SoupServer *
make_server (TieLoopback *self)
{
  SoupServer *server = soup_server_new (NULL, NULL);

  soup_server_add_handler (server, NULL, request_cb, self, NULL);
  return server;
}

/* A browser may take "localhost" for either protocol's address; a number is what it says. */
static gboolean
listen_on (TieLoopback *self,
           GUri *uri,
           GError **error)
{
  SoupServerListenOptions options = SOUP_SERVER_LISTEN_IPV4_ONLY;
  g_autoptr (SoupServer) server = make_server (self);
  guint port = 0;

  if (uri != NULL)
    {
      port = (guint) MAX (g_uri_get_port (uri), 0);
      if (g_ascii_strcasecmp (g_uri_get_host (uri), "localhost") == 0)
        options = 0;
    }
  if (!soup_server_listen_local (server, port, options, error))
    return FALSE;
  self->server = g_steal_pointer (&server);
  self->path = g_strdup (uri != NULL ? g_uri_get_path (uri) : "/callback");
  return TRUE;
}

static gboolean
listen_anywhere (TieLoopback *self,
                 GError **error)
{
  GSList *listening = NULL;

  if (!listen_on (self, NULL, error))
    return FALSE;
  listening = soup_server_get_uris (self->server);
  self->uri = g_strdup_printf ("http://127.0.0.1:%d/callback", g_uri_get_port (listening->data));
  g_slist_free_full (listening, (GDestroyNotify) g_uri_unref);
  return TRUE;
}

/* The first of them that can be listened on. */
static gboolean
listen_on_one (TieLoopback *self,
               const char *const *redirect_uris,
               GError **error)
{
  g_autoptr (GString) ports = g_string_new (NULL);
  g_autoptr (GError) reason = NULL;

  for (guint i = 0; redirect_uris[i] != NULL; i++)
    {
      g_autoptr (GUri) uri = g_uri_parse (redirect_uris[i], SOUP_HTTP_URI_FLAGS, NULL);

      if (uri == NULL || g_strcmp0 (g_uri_get_scheme (uri), "http") != 0)
        {
          g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, "“%s” is not an address on this computer", redirect_uris[i]);
          return FALSE;
        }
      g_clear_error (&reason);
      if (listen_on (self, uri, &reason))
        {
          self->uri = g_strdup (redirect_uris[i]);
          return TRUE;
        }
      g_string_append_printf (ports, "%s%d", ports->len > 0 ? ", " : "", g_uri_get_port (uri));
    }
  g_set_error (error, TIE_ERROR, TIE_ERROR_FAILED,
               ngettext (/* Translators: the first %s is a port number or several, the second the system's reason */
                         "The sign-in cannot come back to this computer, because port %s cannot be used: %s",
                         "The sign-in cannot come back to this computer, because none of the ports %s can be used: %s",
                         g_strv_length ((GStrv) redirect_uris)),
               ports->str, reason != NULL ? reason->message : "");
  return FALSE;
}

TieLoopback *
tie_loopback_new (const char *const *redirect_uris,
                  const char *state,
                  gboolean needs_company,
                  GError **error)
{
  g_autoptr (TieLoopback) self = g_object_new (TIE_TYPE_LOOPBACK, NULL);

  g_return_val_if_fail (state != NULL, NULL);

  self->state = g_strdup (state);
  self->needs_company = needs_company;
  if (redirect_uris != NULL ? !listen_on_one (self, redirect_uris, error) : !listen_anywhere (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
tie_loopback_get_uri (TieLoopback *self)
{
  g_return_val_if_fail (TIE_IS_LOOPBACK (self), NULL);

  return self->uri;
}

void
tie_loopback_wait_async (TieLoopback *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (TIE_IS_LOOPBACK (self));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, tie_loopback_wait_async);
  if (self->is_done)
    {
      return_answer (self);
      return;
    }
  if (cancellable != NULL)
    {
      self->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancel_source, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancel_source, g_task_get_context (self->task));
    }
}

TieRedirect *
tie_loopback_wait_finish (TieLoopback *self,
                          GAsyncResult *result,
                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
