/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sign-in"
#include "config.h"

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "net/tie-sign-in-private.h"
#include "net/tie-token-endpoint.h"

enum
{
  PROP_KEYRING_WARNING = 1,
  N_PROPS
};

enum
{
  OPEN_URI,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Token endpoints are asked once an hour; one at a time is plenty. */
static const TieHttpLimits limits = {
  .at_once = 1,
  .read_seconds = 60,
  .write_seconds = 60,
  .trace_header = "intuit_tid",
};

G_DEFINE_FINAL_TYPE (TieSignIn, tie_sign_in, G_TYPE_OBJECT)

void
tie_sign_in_addresses_free (TieSignInAddresses *self)
{
  g_free (self->authorize_uri);
  g_free (self->authorize_query);
  g_free (self->token_uri);
  g_free (self->revoke_uri);
  g_free (self->scope);
  g_free (self->redirect_uri);
  g_strfreev (self->redirect_uris);
  g_free (self);
}

static TieSignInAddresses *
copy_addresses (const TieSignInAddresses *other)
{
  TieSignInAddresses *self = g_new0 (TieSignInAddresses, 1);

  *self = *other;
  self->authorize_uri = g_strdup (other->authorize_uri);
  self->authorize_query = g_strdup (other->authorize_query);
  self->token_uri = g_strdup (other->token_uri);
  self->revoke_uri = g_strdup (other->revoke_uri);
  self->scope = g_strdup (other->scope);
  self->redirect_uri = g_strdup (other->redirect_uri);
  self->redirect_uris = g_strdupv (other->redirect_uris);
  return self;
}

static void
set_warning (TieSignIn *self,
             const GError *error)
{
  g_autofree char *sentence = NULL;

  if (error != NULL)
    {
      /* "Locked" alone would not say what became of the tokens. */
      g_autoptr (GError) refused = g_error_new_literal (TIE_ERROR, TIE_ERROR_KEYRING_REFUSED, error->message);

      sentence = tie_error_get_sentence (g_error_matches (error, TIE_ERROR, TIE_ERROR_KEYRING_ABSENT) ? error : refused);
    }
  if (g_strcmp0 (sentence, self->warning) == 0)
    return;
  g_free (self->warning);
  self->warning = g_steal_pointer (&sentence);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYRING_WARNING]);
}

static void
take_tokens (TieSignIn *self,
             TieTokens *tokens)
{
  g_clear_pointer (&self->tokens, tie_tokens_free);
  self->tokens = tokens;
  if (tokens != NULL && self->keys != NULL)
    {
      g_free (tokens->client_id);
      tie_secret_free (tokens->client_secret);
      tokens->client_id = g_strdup (self->keys->client_id);
      tokens->client_secret = g_strdup (self->keys->client_secret);
    }
}

static void
item_loaded_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  TieSignIn *self = g_task_get_source_object (task);
  char *text = tie_keyring_load_finish (self->keyring, result, &error);

  if (error != NULL)
    {
      gboolean is_absent = g_error_matches (error, TIE_ERROR, TIE_ERROR_KEYRING_ABSENT);

      if (!tie_error_is_cancelled (error) && (self->is_unsaved || (is_absent && self->is_memory_allowed)))
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (text != NULL)
    {
      g_autoptr (TieTokens) tokens = tie_tokens_from_text (text, &error);

      tie_secret_free (text);
      if (tokens == NULL)
        g_warning ("%s", error->message);
      else if (self->tokens == NULL || tokens->obtained >= self->tokens->obtained)
        {
          take_tokens (self, g_steal_pointer (&tokens));
          self->is_unsaved = FALSE;
        }
    }
  else if (!self->is_unsaved)
    /* Another program disconnected. */
    take_tokens (self, NULL);
  g_task_return_boolean (task, TRUE);
}

void
tie_sign_in_load_async (TieSignIn *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tie_sign_in_load_async);
  tie_keyring_load_async (self->keyring, cancellable, item_loaded_cb, task);
}

gboolean
tie_sign_in_load_finish (TieSignIn *self,
                         GAsyncResult *result,
                         GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
item_stored_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  TieSignIn *self = g_task_get_source_object (task);

  self->is_unsaved = !tie_keyring_store_finish (self->keyring, result, &error);
  if (error != NULL)
    g_debug ("The tokens stay in memory: %s", error->message);
  set_warning (self, error);
  g_task_return_boolean (task, TRUE);
}

void
tie_sign_in_save_async (TieSignIn *self,
                        TieTokens *tokens,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  char *text = NULL;

  g_task_set_source_tag (task, tie_sign_in_save_async);
  if (tokens != NULL)
    take_tokens (self, tokens);
  self->is_unsaved = TRUE;
  self->last_save = g_get_monotonic_time ();
  text = tie_tokens_to_text (self->tokens);
  tie_keyring_store_async (self->keyring, text, NULL, item_stored_cb, task);
  tie_secret_free (text);
}

void
tie_sign_in_save_finish (TieSignIn *self,
                         GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
lock_taken_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  TieLock *lock = tie_lock_wait_finish (result, &error);

  if (lock == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, lock, (GDestroyNotify) tie_lock_release);
}

void
tie_sign_in_take_lock_async (TieSignIn *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tie_sign_in_take_lock_async);
  if (self->lock_path != NULL)
    {
      tie_lock_wait_async (self->lock_path, cancellable, lock_taken_cb, task);
      return;
    }
  g_task_return_pointer (task, NULL, NULL);
  g_object_unref (task);
}

gboolean
tie_sign_in_take_lock_finish (TieSignIn *self,
                              GAsyncResult *result,
                              TieLock **lock,
                              GError **error)
{
  g_autoptr (GError) reason = NULL;

  *lock = g_task_propagate_pointer (G_TASK (result), &reason);
  if (reason == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

void
tie_sign_in_emit_open_uri (TieSignIn *self,
                           const char *uri)
{
  g_signal_emit (self, signals[OPEN_URI], 0, uri);
}

static void
tie_sign_in_get_property (GObject *object,
                          guint id,
                          GValue *value,
                          GParamSpec *pspec)
{
  TieSignIn *self = TIE_SIGN_IN (object);

  switch (id)
    {
    case PROP_KEYRING_WARNING:
      g_value_set_string (value, self->warning);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tie_sign_in_finalize (GObject *object)
{
  TieSignIn *self = TIE_SIGN_IN (object);

  g_clear_pointer (&self->addresses, tie_sign_in_addresses_free);
  g_clear_pointer (&self->lock_path, g_free);
  g_clear_object (&self->http);
  g_clear_pointer (&self->keyring, tie_keyring_free);
  g_clear_pointer (&self->keys, tie_tokens_free);
  g_clear_pointer (&self->tokens, tie_tokens_free);
  g_clear_pointer (&self->dead_token, tie_secret_free);
  g_clear_pointer (&self->warning, g_free);
  g_clear_pointer (&self->waiters, g_ptr_array_unref);

  G_OBJECT_CLASS (tie_sign_in_parent_class)->finalize (object);
}

static void
tie_sign_in_class_init (TieSignInClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tie_sign_in_get_property;
  object_class->finalize = tie_sign_in_finalize;

  properties[PROP_KEYRING_WARNING] =
    g_param_spec_string ("keyring-warning", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[OPEN_URI] = g_signal_new ("open-uri", TIE_TYPE_SIGN_IN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tie_sign_in_init (TieSignIn *self)
{
  self->http = tie_http_new (&limits);
  self->waiters = g_ptr_array_new ();
}

TieSignIn *
tie_sign_in_new (const char *connection_id,
                 const char *practice_path,
                 const TieSignInAddresses *addresses)
{
  TieSignIn *self = g_object_new (TIE_TYPE_SIGN_IN, NULL);

  g_return_val_if_fail (connection_id != NULL, NULL);
  g_return_val_if_fail (addresses != NULL, NULL);

  self->keyring = tie_keyring_new (connection_id);
  self->addresses = copy_addresses (addresses);
  if (practice_path != NULL)
    self->lock_path = tie_lock_build_path (practice_path, "sign-in.lock");
  return self;
}

void
tie_sign_in_set_keys (TieSignIn *self,
                      const char *client_id,
                      const char *client_secret)
{
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;

  g_return_if_fail (TIE_IS_SIGN_IN (self));

  /* Pasted keys come with blanks around them. */
  id = tie_text_clean (client_id);
  secret = tie_text_clean (client_secret);
  g_clear_pointer (&self->keys, tie_tokens_free);
  self->keys = tie_tokens_new (id, secret);
  take_tokens (self, g_steal_pointer (&self->tokens));
}

void
tie_sign_in_allow_memory (TieSignIn *self)
{
  g_return_if_fail (TIE_IS_SIGN_IN (self));

  self->is_memory_allowed = TRUE;
}

static void
unlocked_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  TieSignIn *self = g_task_get_source_object (task);

  if (tie_keyring_unlock_finish (self->keyring, result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
tie_sign_in_unlock_async (TieSignIn *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (TIE_IS_SIGN_IN (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_sign_in_unlock_async);
  tie_keyring_unlock_async (self->keyring, cancellable, unlocked_cb, task);
}

gboolean
tie_sign_in_unlock_finish (TieSignIn *self,
                           GAsyncResult *result,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
