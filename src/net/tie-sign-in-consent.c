/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sign-in"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-random.h"
#include "base/tie-text.h"
#include "net/tie-challenge.h"
#include "net/tie-loopback.h"
#include "net/tie-redirect.h"
#include "net/tie-sign-in-private.h"
#include "net/tie-token-endpoint.h"

/* Asking the person, in the browser, and trading the answer's code for tokens.  Keyring and app keys are looked at first:
 * nobody is to sign in and hear then that the tokens have no place. */

#define STATE_BYTES 32
#define DEFAULT_LIFE (10 * 60)
/* A company that consents by itself never calls it; it only has to be one of the registered ones. */
#define SILENT_REDIRECT "http://127.0.0.1/callback"

struct _TieConsent
{
  char *state;        /* (owned) (nullable): NULL once used */
  char *verifier;     /* (owned) (nullable): of a public client */
  char *redirect_uri; /* (owned) (nullable) */
  char *company_id;   /* (owned) (nullable): as the answer says */
  gboolean is_silent;
  TieLoopback *loopback;     /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): ends waiting */
  GTask *waiting;            /* (owned) (nullable): while the browser has the word */
  GSource *deadline_source;  /* (owned) (nullable) */
  GSource *cancel_source;    /* (owned) (nullable) */
};

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
consent_free (TieConsent *consent)
{
  g_clear_pointer (&consent->state, tie_secret_free);
  tie_secret_free (consent->verifier);
  g_free (consent->redirect_uri);
  g_free (consent->company_id);
  g_cancellable_cancel (consent->cancellable);
  g_clear_object (&consent->cancellable);
  g_clear_object (&consent->loopback);
  drop_source (&consent->deadline_source);
  drop_source (&consent->cancel_source);
  g_free (consent);
}

/* Every way out leads here, so that no listener outlives its consent. */
static void
end (GTask *task,
     GError *error)
{
  TieSignIn *self = g_task_get_source_object (task);
  TieConsent *consent = g_task_get_task_data (task);
  g_autofree char *company_id = g_steal_pointer (&consent->company_id);

  if (self->consent == consent)
    self->consent = NULL;
  g_task_set_task_data (task, NULL, NULL);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&company_id), g_free);
}

/* While the browser has the word: whoever takes the task ends the waiting. */
static GTask *
stop_waiting (TieConsent *consent)
{
  drop_source (&consent->deadline_source);
  drop_source (&consent->cancel_source);
  return g_steal_pointer (&consent->waiting);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);

  tie_sign_in_save_finish (TIE_SIGN_IN (source), result);
  end (task, NULL);
}

static void
exchanged_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  TieSignIn *self = g_task_get_source_object (task);
  TieTokens *tokens = tie_token_endpoint_finish (TIE_HTTP (source), result, NULL, &error);

  if (tokens == NULL)
    end (task, g_steal_pointer (&error));
  else
    tie_sign_in_save_async (self, tokens, saved_cb, g_steal_pointer (&task));
}

static void
use_answer (GTask *task,
            TieRedirect *answer)
{
  TieSignIn *self = g_task_get_source_object (task);
  TieConsent *consent = g_task_get_task_data (task);
  const TieTokens *keys = self->keys != NULL ? self->keys : self->tokens;

  g_clear_pointer (&consent->state, tie_secret_free);
  consent->company_id = self->addresses->names_no_company ? g_strdup ("") : g_steal_pointer (&answer->company_id);
  tie_token_endpoint_exchange_async (self->http, self->addresses, keys, answer->code, consent->redirect_uri, consent->verifier,
                                     g_task_get_cancellable (task), exchanged_cb, g_object_ref (task));
}

static void
loopback_answered_cb (GObject *source,
                      GAsyncResult *result,
                      gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GTask) waiting = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieRedirect) answer = tie_loopback_wait_finish (TIE_LOOPBACK (source), result, &error);
  TieConsent *consent = g_task_get_task_data (task);

  /* Pasted, cancelled or late meanwhile. */
  if (consent == NULL || consent->waiting == NULL)
    return;
  waiting = stop_waiting (consent);
  if (answer == NULL)
    end (task, g_steal_pointer (&error));
  else
    use_answer (task, answer);
}

static void
silently_answered_cb (GObject *source,
                      GAsyncResult *result,
                      gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieHttpAnswer) answer = tie_http_send_finish (TIE_HTTP (source), result, NULL, &error);
  g_autoptr (TieRedirect) redirect = NULL;
  g_autofree char *query = NULL;
  TieSignIn *self = g_task_get_source_object (task);
  TieConsent *consent = g_task_get_task_data (task);

  if (answer == NULL)
    {
      end (task, g_steal_pointer (&error));
      return;
    }
  query = tie_redirect_dup_query (answer->location);
  if (answer->status >= 500)
    g_set_error (&error, TIE_ERROR, TIE_ERROR_SERVER, "The consent page answered %u", answer->status);
  else if (answer->status >= 400)
    g_set_error (&error, TIE_ERROR, TIE_ERROR_APP_KEYS, "The consent page answered %u", answer->status);
  else if (query == NULL)
    g_set_error (&error, TIE_ERROR, TIE_ERROR_SIGN_IN_EXPIRED, "The company does not consent by itself");
  else
    redirect = tie_redirect_parse (query, consent->state, !self->addresses->names_no_company, &error);

  if (redirect == NULL)
    end (task, g_steal_pointer (&error));
  else
    use_answer (task, redirect);
}

static char *
make_authorize_uri (TieSignIn *self,
                    TieConsent *consent)
{
  const TieTokens *keys = self->keys != NULL ? self->keys : self->tokens;
  g_autofree char *challenge = consent->verifier != NULL ? tie_challenge_compute (consent->verifier) : NULL;
  const struct
  {
    const char *name;
    const char *value;
  } parameters[] = {
    { "client_id", keys->client_id },
    { "response_type", "code" },
    { "scope", self->addresses->scope },
    { "redirect_uri", consent->redirect_uri },
    { "state", consent->state },
    { "code_challenge", challenge },
    { "code_challenge_method", challenge != NULL ? "S256" : NULL },
  };
  GString *uri = g_string_new (self->addresses->authorize_uri);

  if (self->addresses->authorize_query != NULL)
    g_string_append_printf (uri, "?%s", self->addresses->authorize_query);
  for (guint i = 0; i < G_N_ELEMENTS (parameters) && parameters[i].value != NULL; i++)
    {
      g_string_append_printf (uri, "%c%s=", i == 0 && strchr (uri->str, '?') == NULL ? '?' : '&', parameters[i].name);
      g_string_append_uri_escaped (uri, parameters[i].value, NULL, FALSE);
    }
  return g_string_free (uri, FALSE);
}

static gboolean
deadline_cb (gpointer user_data)
{
  TieConsent *consent = user_data;
  g_autoptr (GTask) task = stop_waiting (consent);
  TieSignIn *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (self->addresses->keeps_mistakes)
    /* Translators: %s is the address that the sign-in comes back to */
    error = g_error_new (TIE_ERROR, TIE_ERROR_FAILED,
                         _ ("The sign-in did not come back in time. If its page showed a mistake, the client ID is not right, or the app was not made with these scopes or with the redirect address %s."),
                         consent->redirect_uri);
  else
    error = g_error_new_literal (TIE_ERROR, TIE_ERROR_SIGN_IN_CANCELLED, "No answer came in time");
  end (task, error);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer user_data)
{
  TieConsent *consent = user_data;
  g_autoptr (GTask) task = stop_waiting (consent);

  end (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled"));
  return G_SOURCE_REMOVE;
}

static void
wait_for_browser (GTask *task)
{
  TieSignIn *self = g_task_get_source_object (task);
  TieConsent *consent = g_task_get_task_data (task);
  g_autofree char *uri = NULL;

  consent->waiting = g_object_ref (task);
  consent->deadline_source = g_timeout_source_new_seconds (self->addresses->consent_life > 0 ? self->addresses->consent_life : DEFAULT_LIFE);
  g_source_set_callback (consent->deadline_source, deadline_cb, consent, NULL);
  g_source_attach (consent->deadline_source, g_task_get_context (task));
  if (g_task_get_cancellable (task) != NULL)
    {
      consent->cancel_source = g_cancellable_source_new (g_task_get_cancellable (task));
      g_source_set_callback (consent->cancel_source, G_SOURCE_FUNC (cancelled_cb), consent, NULL);
      g_source_attach (consent->cancel_source, g_task_get_context (task));
    }
  if (consent->loopback != NULL)
    tie_loopback_wait_async (consent->loopback, consent->cancellable, loopback_answered_cb, g_object_ref (task));

  uri = make_authorize_uri (self, consent);
  tie_sign_in_emit_open_uri (self, uri);
}

static void
ask_silently (GTask *task)
{
  TieSignIn *self = g_task_get_source_object (task);
  TieConsent *consent = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = make_authorize_uri (self, consent);
  TieHttpRequest *request = tie_http_request_new ("GET", uri, &error);

  if (request == NULL)
    end (task, g_steal_pointer (&error));
  else
    tie_http_send_async (self->http, request, g_task_get_cancellable (task), silently_answered_cb, g_object_ref (task));
}

static TieLoopback *
listen (const TieSignInAddresses *addresses,
        const char *state,
        GError **error)
{
  const char *const one[] = { addresses->redirect_uri, NULL };

  return tie_loopback_new (addresses->redirect_uri != NULL ? one : (const char *const *) addresses->redirect_uris, state, !addresses->names_no_company, error);
}

/* Where nobody listens. */
static const char *
get_unused_redirect (const TieSignInAddresses *addresses)
{
  if (addresses->redirect_uri != NULL)
    return addresses->redirect_uri;
  return addresses->redirect_uris != NULL ? addresses->redirect_uris[0] : SILENT_REDIRECT;
}

static void
ask (GTask *task)
{
  TieSignIn *self = g_task_get_source_object (task);
  TieConsent *consent = g_task_get_task_data (task);
  const TieTokens *keys = self->keys != NULL ? self->keys : self->tokens;
  gboolean is_public = self->addresses->client == TIE_CLIENT_PUBLIC;
  GError *error = NULL;

  if (keys == NULL || tie_text_is_empty (keys->client_id) || (!is_public && tie_text_is_empty (keys->client_secret)))
    {
      end (task, g_error_new_literal (TIE_ERROR, TIE_ERROR_APP_KEYS, "No app keys are known for this connection"));
      return;
    }

  consent->state = tie_random_token (STATE_BYTES);
  consent->verifier = is_public ? tie_challenge_make_verifier () : NULL;
  if (!consent->is_silent && !self->addresses->is_web_redirect)
    {
      consent->loopback = listen (self->addresses, consent->state, &error);
      if (consent->loopback == NULL)
        {
          end (task, error);
          return;
        }
      consent->redirect_uri = g_strdup (tie_loopback_get_uri (consent->loopback));
    }
  else
    consent->redirect_uri = g_strdup (get_unused_redirect (self->addresses));

  if (consent->is_silent)
    ask_silently (task);
  else
    wait_for_browser (task);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;

  if (!tie_sign_in_load_finish (TIE_SIGN_IN (source), result, &error))
    end (task, error);
  else
    ask (task);
}

static void
checked_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  TieSignIn *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!tie_keyring_check_finish (self->keyring, result, &error) &&
      !(self->is_memory_allowed && g_error_matches (error, TIE_ERROR, TIE_ERROR_KEYRING_ABSENT)))
    {
      end (task, error);
      return;
    }
  g_clear_error (&error);
  if (self->keys == NULL && self->tokens == NULL)
    tie_sign_in_load_async (self, g_task_get_cancellable (task), loaded_cb, g_object_ref (task));
  else
    ask (task);
}

static void
begin (TieSignIn *self,
       gboolean is_silent,
       gpointer tag,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  TieConsent *consent = g_new0 (TieConsent, 1);

  /* Only one page can be waited for; the person asked anew. */
  if (self->consent != NULL && self->consent->waiting != NULL)
    {
      g_autoptr (GTask) old = stop_waiting (self->consent);

      end (old, g_error_new_literal (TIE_ERROR, TIE_ERROR_SIGN_IN_CANCELLED, "Asked anew"));
    }

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  consent->is_silent = is_silent;
  consent->cancellable = g_cancellable_new ();
  self->consent = consent;
  g_task_set_task_data (task, consent, (GDestroyNotify) consent_free);
  tie_keyring_check_async (self->keyring, cancellable, checked_cb, task);
}

static char *
finish (TieSignIn *self,
        GAsyncResult *result,
        GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
tie_sign_in_consent_async (TieSignIn *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (TIE_IS_SIGN_IN (self));

  begin (self, FALSE, tie_sign_in_consent_async, cancellable, callback, user_data);
}

char *
tie_sign_in_consent_finish (TieSignIn *self,
                            GAsyncResult *result,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return finish (self, result, error);
}

gboolean
tie_sign_in_paste (TieSignIn *self,
                   const char *address,
                   GError **error)
{
  g_autoptr (TieRedirect) answer = NULL;
  g_autoptr (GTask) task = NULL;
  g_autofree char *query = NULL;
  GError *reason = NULL;

  g_return_val_if_fail (TIE_IS_SIGN_IN (self), FALSE);

  if (self->consent == NULL || self->consent->waiting == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_STATE, "Nothing is waiting for this answer");
      return FALSE;
    }
  query = tie_redirect_dup_query (address);
  answer = tie_redirect_parse (query, self->consent->state, !self->addresses->names_no_company, &reason);
  if (answer == NULL && (g_error_matches (reason, TIE_ERROR, TIE_ERROR_SIGN_IN_STATE) || g_error_matches (reason, TIE_ERROR, TIE_ERROR_INVALID)))
    {
      /* Another address can still be pasted. */
      g_propagate_error (error, reason);
      return FALSE;
    }

  task = stop_waiting (self->consent);
  if (answer == NULL)
    end (task, reason);
  else
    use_answer (task, answer);
  return TRUE;
}

void
tie_sign_in_consent_silently_async (TieSignIn *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (TIE_IS_SIGN_IN (self));

  begin (self, TRUE, tie_sign_in_consent_silently_async, cancellable, callback, user_data);
}

char *
tie_sign_in_consent_silently_finish (TieSignIn *self,
                                     GAsyncResult *result,
                                     GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return finish (self, result, error);
}
