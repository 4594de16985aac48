/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-company-keyring"
#include "config.h"

#include "base/tie-random.h"
#include "sync/tie-company-private.h"

/* What a person answers to a keyring that is absent or locked. */

void
tie_company_allow_memory (TieCompany *self)
{
  g_return_if_fail (TIE_IS_COMPANY (self));

  self->allows_memory = TRUE;
  if (self->sign_in != NULL)
    tie_sign_in_allow_memory (self->sign_in);
}

static void
unlocked_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (tie_sign_in_unlock_finish (TIE_SIGN_IN (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
tie_company_unlock_async (TieCompany *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (TieConnection) nobody = NULL;
  g_autoptr (TieSignIn) sign_in = NULL;
  GTask *task;

  g_return_if_fail (TIE_IS_COMPANY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_company_unlock_async);
  if (self->sign_in != NULL)
    sign_in = g_object_ref (self->sign_in);
  else /* the keyring is locked as a whole: any item's sign-in can ask for it */
    {
      nobody = tie_connection_new ();
      nobody->sign_in_id = tie_random_uuid ();
      nobody->package = g_strdup ((*tie_package_list ())->id);
      nobody->environment = g_strdup ("production");
      sign_in = tie_company_make_sign_in (self, nobody, NULL);
    }
  tie_sign_in_unlock_async (sign_in, cancellable, unlocked_cb, task);
}

gboolean
tie_company_unlock_finish (TieCompany *self,
                           GAsyncResult *result,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
