/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sign-in"
#include "config.h"

#include "base/tie-error.h"
#include "net/tie-sign-in-private.h"
#include "net/tie-token-endpoint.h"

/* Revoking, and forgetting, which is its last part.  The task's data is the lock: held until all is done, so that no refresh
 * brings back what is gone. */

/* Takes error.  The lock goes first: a result may live on with whoever looks at it. */
static void
end (GTask *task,
     GError *error)
{
  g_task_set_task_data (task, NULL, NULL);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
cleared_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  TieSignIn *self = g_task_get_source_object (task);

  /* Without a keyring they were in memory only. */
  tie_keyring_clear_finish (self->keyring, result, &error);
  if (g_error_matches (error, TIE_ERROR, TIE_ERROR_KEYRING_ABSENT))
    g_clear_error (&error);
  end (task, g_steal_pointer (&error));
}

static void
forget (GTask *task)
{
  TieSignIn *self = g_task_get_source_object (task);

  g_clear_pointer (&self->tokens, tie_tokens_free);
  g_clear_pointer (&self->keys, tie_tokens_free);
  self->is_unsaved = FALSE;
  tie_keyring_clear_async (self->keyring, NULL, cleared_cb, g_object_ref (task));
}

static void
revoked_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (tie_token_endpoint_revoke_finish (TIE_HTTP (source), result, &error))
    forget (task);
  else
    end (task, g_steal_pointer (&error));
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  TieSignIn *self = TIE_SIGN_IN (source);

  if (!tie_sign_in_load_finish (self, result, &error))
    end (task, g_steal_pointer (&error));
  else if (self->tokens == NULL || self->tokens->refresh_token == NULL)
    forget (task);
  else
    tie_token_endpoint_revoke_async (self->http, self->addresses, self->tokens,
                                     g_task_get_cancellable (task), revoked_cb, g_object_ref (task));
}

static void
locked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  TieSignIn *self = TIE_SIGN_IN (source);
  TieLock *lock = NULL;

  if (!tie_sign_in_take_lock_finish (self, result, &lock, &error))
    {
      end (task, g_steal_pointer (&error));
      return;
    }
  if (lock != NULL)
    g_task_set_task_data (task, lock, (GDestroyNotify) tie_lock_release);
  if (g_task_get_source_tag (task) == tie_sign_in_forget_async)
    forget (task);
  else
    tie_sign_in_load_async (self, g_task_get_cancellable (task), loaded_cb, g_object_ref (task));
}

static void
begin (TieSignIn *self,
       gpointer tag,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  tie_sign_in_take_lock_async (self, cancellable, locked_cb, task);
}

void
tie_sign_in_revoke_async (TieSignIn *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (TIE_IS_SIGN_IN (self));

  begin (self, tie_sign_in_revoke_async, cancellable, callback, user_data);
}

gboolean
tie_sign_in_revoke_finish (TieSignIn *self,
                           GAsyncResult *result,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tie_sign_in_forget_async (TieSignIn *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (TIE_IS_SIGN_IN (self));

  begin (self, tie_sign_in_forget_async, cancellable, callback, user_data);
}

gboolean
tie_sign_in_forget_finish (TieSignIn *self,
                           GAsyncResult *result,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
