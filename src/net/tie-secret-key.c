/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-secret-key"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "base/tie-random.h"
#include "net/tie-keyring.h"
#include "net/tie-secret-key.h"
#include "net/tie-tokens.h"

#define KEY_BYTES 32

static void loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* What stands there now: another program may have made its own in the same moment, and the last one counts for all. */
static void
stored_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  TieKeyring *keyring = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (!tie_keyring_store_finish (keyring, result, &error))
    g_task_return_error (task, error);
  else
    tie_keyring_load_async (keyring, cancellable, loaded_cb, g_steal_pointer (&task));
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  TieKeyring *keyring = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  char *secret = tie_keyring_load_finish (keyring, result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (secret != NULL)
    {
      g_task_return_pointer (task, g_bytes_new (secret, strlen (secret)), (GDestroyNotify) g_bytes_unref);
      tie_secret_free (secret);
    }
  else
    {
      char *made = tie_random_token (KEY_BYTES);

      tie_keyring_store_async (keyring, made, cancellable, stored_cb, g_steal_pointer (&task));
      tie_secret_free (made);
    }
}

void
tie_secret_key_obtain_async (const char *id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  TieKeyring *keyring = tie_keyring_new (id);

  g_task_set_source_tag (task, tie_secret_key_obtain_async);
  g_task_set_task_data (task, keyring, (GDestroyNotify) tie_keyring_free);
  tie_keyring_load_async (keyring, cancellable, loaded_cb, g_steal_pointer (&task));
}

GBytes *
tie_secret_key_obtain_finish (GAsyncResult *result,
                              GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
