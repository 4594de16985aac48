/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sign-in"
#include "config.h"

#include "base/tie-error.h"
#include "net/tie-sign-in-private.h"
#include "net/tie-token-endpoint.h"

/* Getting an access token.  One job at a time serves all who wait: it takes the lock that is also between programs, reads
 * the keyring again (somebody else may have refreshed meanwhile), refreshes, and stores the new refresh token before
 * anybody gets the access token.  A refresh token that is sent twice may end the whole connection. */

#define SAVE_AGAIN_AFTER (60 * G_USEC_PER_SEC)

typedef struct
{
  TieSignIn *self;
  GTask *task;            /* (owned) */
  char *rejected;         /* (owned) (nullable) */
  GSource *cancel_source; /* (owned) (nullable) */
} Waiter;

static void start_job (TieSignIn *self);
static void refresh (TieSignIn *self);

static void
waiter_free (Waiter *waiter)
{
  if (waiter->cancel_source != NULL)
    g_source_destroy (waiter->cancel_source);
  g_clear_pointer (&waiter->cancel_source, g_source_unref);
  g_object_unref (waiter->task);
  tie_secret_free (waiter->rejected);
  g_free (waiter);
}

static gboolean
can_serve (TieSignIn *self,
           const char *rejected)
{
  return self->tokens != NULL && tie_tokens_is_fresh (self->tokens, g_get_real_time ()) &&
         g_strcmp0 (self->tokens->access_token, rejected) != 0;
}

static gboolean
is_save_due (TieSignIn *self)
{
  return self->is_unsaved && g_get_monotonic_time () - self->last_save >= SAVE_AGAIN_AFTER;
}

static void
serve (Waiter *waiter)
{
  g_task_return_pointer (waiter->task, g_strdup (waiter->self->tokens->access_token), (GDestroyNotify) tie_secret_free);
  waiter_free (waiter);
}

/* Those whom the tokens at hand help. */
static void
serve_some (TieSignIn *self)
{
  for (guint i = self->waiters->len; i > 0; i--)
    {
      Waiter *waiter = g_ptr_array_index (self->waiters, i - 1);

      if (can_serve (self, waiter->rejected))
        serve (g_ptr_array_steal_index (self->waiters, i - 1));
    }
}

static void
serve_all (TieSignIn *self)
{
  while (self->waiters->len > 0)
    serve (g_ptr_array_steal_index (self->waiters, self->waiters->len - 1));
}

static void
end_job (TieSignIn *self)
{
  g_clear_pointer (&self->lock, tie_lock_release);
  g_clear_object (&self->job_cancellable);
  if (self->waiters->len > 0)
    start_job (self);
  g_object_unref (self);
}

static void
fail_job (TieSignIn *self,
          const GError *error)
{
  /* Cancelled is only a job that nobody waited for; who came since gets a new one. */
  while (self->waiters->len > 0 && !tie_error_is_cancelled (error))
    {
      Waiter *waiter = g_ptr_array_steal_index (self->waiters, self->waiters->len - 1);

      g_task_return_error (waiter->task, g_error_copy (error));
      waiter_free (waiter);
    }
  end_job (self);
}

static void
fail_expired (TieSignIn *self)
{
  g_autoptr (GError) error = g_error_new_literal (TIE_ERROR, TIE_ERROR_SIGN_IN_EXPIRED, "The refresh token was refused");

  fail_job (self, error);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  TieSignIn *self = TIE_SIGN_IN (source);

  tie_sign_in_save_finish (self, result);
  serve_all (self);
  end_job (self);
}

/* The server refused; perhaps a program that does not know our lock was quicker. */
static void
read_again_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  TieSignIn *self = TIE_SIGN_IN (source);

  if (tie_sign_in_load_finish (self, result, NULL))
    serve_some (self);
  fail_expired (self);
}

static void
refreshed_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  TieSignIn *self = TIE_SIGN_IN (user_data);
  g_autoptr (GError) error = NULL;
  gboolean is_lost = FALSE;
  TieTokens *tokens = tie_token_endpoint_finish (TIE_HTTP (source), result, &is_lost, &error);

  if (tokens != NULL)
    tie_sign_in_save_async (self, tokens, saved_cb, NULL);
  else if (is_lost && !self->has_retried)
    {
      self->has_retried = TRUE;
      refresh (self);
    }
  else if (g_error_matches (error, TIE_ERROR, TIE_ERROR_SIGN_IN_EXPIRED))
    {
      tie_secret_free (self->dead_token);
      self->dead_token = g_strdup (self->tokens->refresh_token);
      tie_sign_in_load_async (self, NULL, read_again_cb, NULL);
    }
  else
    fail_job (self, error);
}

static void
refresh (TieSignIn *self)
{
  tie_token_endpoint_refresh_async (self->http, self->addresses, self->tokens, refreshed_cb, self);
}

static void
refresh_if_wanted (TieSignIn *self)
{
  serve_some (self);
  if (self->waiters->len == 0)
    end_job (self);
  else if (self->tokens == NULL || self->tokens->refresh_token == NULL)
    {
      g_autoptr (GError) error = g_error_new_literal (TIE_ERROR, TIE_ERROR_NOT_CONNECTED, "No tokens are stored for this connection");

      fail_job (self, error);
    }
  else if (g_strcmp0 (self->tokens->refresh_token, self->dead_token) == 0)
    fail_expired (self);
  else
    refresh (self);
}

static void
saved_again_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  tie_sign_in_save_finish (TIE_SIGN_IN (source), result);
  refresh_if_wanted (TIE_SIGN_IN (source));
}

static void
loaded_locked_cb (GObject *source,
                  GAsyncResult *result,
                  gpointer user_data)
{
  TieSignIn *self = TIE_SIGN_IN (source);
  g_autoptr (GError) error = NULL;

  if (!tie_sign_in_load_finish (self, result, &error))
    fail_job (self, error);
  else if (is_save_due (self))
    tie_sign_in_save_async (self, NULL, saved_again_cb, NULL);
  else
    refresh_if_wanted (self);
}

static void
locked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  TieSignIn *self = TIE_SIGN_IN (source);
  g_autoptr (GError) error = NULL;

  if (!tie_sign_in_take_lock_finish (self, result, &self->lock, &error))
    fail_job (self, error);
  else
    tie_sign_in_load_async (self, self->job_cancellable, loaded_locked_cb, NULL);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  TieSignIn *self = TIE_SIGN_IN (source);
  g_autoptr (GError) error = NULL;

  if (!tie_sign_in_load_finish (self, result, &error))
    {
      fail_job (self, error);
      return;
    }
  serve_some (self);
  if (self->waiters->len == 0)
    end_job (self);
  else
    tie_sign_in_take_lock_async (self, self->job_cancellable, locked_cb, NULL);
}

static void
start_job (TieSignIn *self)
{
  g_object_ref (self);
  self->job_cancellable = g_cancellable_new ();
  self->has_retried = FALSE;
  /* At the start of a program the item is read without the lock: most often it holds a token that is good for a while. */
  if (self->tokens == NULL)
    tie_sign_in_load_async (self, self->job_cancellable, loaded_cb, NULL);
  else
    tie_sign_in_take_lock_async (self, self->job_cancellable, locked_cb, NULL);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer user_data)
{
  Waiter *waiter = user_data;
  TieSignIn *self = waiter->self;

  g_ptr_array_remove (self->waiters, waiter);
  if (self->waiters->len == 0 && self->job_cancellable != NULL)
    g_cancellable_cancel (self->job_cancellable);
  g_task_return_error_if_cancelled (waiter->task);
  waiter_free (waiter);
  return G_SOURCE_REMOVE;
}

void
tie_sign_in_get_token_async (TieSignIn *self,
                             const char *rejected,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Waiter *waiter = NULL;

  g_return_if_fail (TIE_IS_SIGN_IN (self));

  waiter = g_new0 (Waiter, 1);
  waiter->self = self;
  waiter->task = g_task_new (self, cancellable, callback, user_data);
  waiter->rejected = g_strdup (rejected);
  g_task_set_source_tag (waiter->task, tie_sign_in_get_token_async);
  if (can_serve (self, rejected) && !is_save_due (self))
    {
      serve (waiter);
      return;
    }

  if (cancellable != NULL)
    {
      waiter->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->cancel_source, G_SOURCE_FUNC (cancelled_cb), waiter, NULL);
      g_source_attach (waiter->cancel_source, g_task_get_context (waiter->task));
    }
  g_ptr_array_add (self->waiters, waiter);
  if (self->job_cancellable == NULL)
    start_job (self);
}

char *
tie_sign_in_get_token_finish (TieSignIn *self,
                              GAsyncResult *result,
                              GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
