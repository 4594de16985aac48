/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-key"
#include "config.h"

#include "net/tie-secret-key.h"
#include "ui/tie-fee-key.h"

#define KEY_KEY "tie-fee-key" /* of a task */

/* Asked for on the main thread alone; who said no once is not asked again. */
static GBytes *known_key;
static gboolean was_asked;

static void
run (GTask *task,
     GTaskThreadFunc func)
{
  if (known_key != NULL)
    g_object_set_data_full (G_OBJECT (task), KEY_KEY, g_bytes_ref (known_key), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, func);
}

typedef struct
{
  GTask *task; /* (owned) */
  GTaskThreadFunc func;
} Asking;

static void
obtained_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  Asking *asking = user_data;
  g_autoptr (GTask) task = asking->task;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) key = tie_secret_key_obtain_finish (result, &error);

  if (known_key == NULL)
    known_key = g_steal_pointer (&key);
  if (error != NULL)
    g_debug ("Taxpayer numbers are passed over: %s", error->message);
  run (task, asking->func);
  g_free (asking);
}

void
tie_fee_key_run (GTask *task,
                 GTaskThreadFunc func)
{
  Asking *asking;

  if (known_key != NULL || was_asked)
    {
      run (task, func);
      return;
    }
  was_asked = TRUE;
  asking = g_new0 (Asking, 1);
  asking->task = g_object_ref (task);
  asking->func = func;
  tie_secret_key_obtain_async (TIE_SECRET_KEY_TAXPAYERS, NULL, obtained_cb, asking);
}

GBytes *
tie_fee_key_get (GTask *task)
{
  return g_object_get_data (G_OBJECT (task), KEY_KEY);
}
