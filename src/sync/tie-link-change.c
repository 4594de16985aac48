/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-link-change"
#include "config.h"

#include "base/tie-error.h"
#include "store/tie-activity-table.h"
#include "store/tie-undo.h"
#include "sync/tie-link-change.h"

static void
tie_link_change_free (gpointer data)
{
  TieLinkChange *self = data;

  g_ptr_array_unref (self->pairs);
  g_free (self->connection);
  g_free (self->window);
  g_free (self->record_id);
  g_free (self->left_name);
  g_free (self->right_name);
  g_free (self->sentence);
  g_free (self);
}

TieLinkChange *
tie_link_change_new (TieCrosswalk *crosswalk,
                     const char *window,
                     gboolean (*perform) (TieDb *db, TieLinkChange *self, GError **error),
                     void (*show) (TieCrosswalk *crosswalk, TieLinkChange *self),
                     char *(*describe) (TieLinkChange *self))
{
  TieLinkChange *self = g_new0 (TieLinkChange, 1);

  self->perform = perform;
  self->show = show;
  self->describe = describe;
  self->connection = g_strdup (tie_crosswalk_get_connection_id (crosswalk));
  self->kind = tie_crosswalk_get_kind (crosswalk);
  self->local = tie_crosswalk_get_code_type (crosswalk);
  self->window = g_strdup (window);
  self->pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_link_free);
  return self;
}

void
tie_link_change_add (TieLinkChange *self,
                     TiePairRow *left,
                     TiePairRow *right)
{
  TieLink *link = g_new0 (TieLink, 1);

  link->local_id = left != NULL ? g_strdup (tie_pair_row_get_id (left)) : NULL;
  link->remote_id = right != NULL ? g_strdup (tie_pair_row_get_id (right)) : NULL;
  g_ptr_array_add (self->pairs, link);
}

void
tie_link_change_name (TieLinkChange *self,
                      TiePairRow *left,
                      TiePairRow *right)
{
  self->record_id = left != NULL ? g_strdup (tie_pair_row_get_id (left)) : NULL;
  self->left_name = left != NULL ? g_strdup (tie_pair_row_get_name (left)) : NULL;
  self->right_name = right != NULL ? g_strdup (tie_pair_row_get_name (right)) : NULL;
}

static gboolean
perform (TieDb *db,
         gpointer data,
         GError **error)
{
  TieLinkChange *self = data;
  TieActivity activity = { .record_id = self->record_id, .record = self->left_name, .result = self->right_name };

  if (!tie_undo_begin (db, error) || !self->perform (db, self, error))
    return FALSE;
  self->sentence = self->describe (self);
  if (!tie_undo_end (db, self->sentence, self->window, &activity.step, error))
    return FALSE;
  activity.what = self->sentence;
  return activity.step == 0 || tie_activity_table_add (db, &activity, error);
}

static void
performed_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCrosswalk *crosswalk = g_task_get_source_object (task);
  GError *error = NULL;
  TieLinkChange *self = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (self == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->show (crosswalk, self);
  tie_crosswalk_count_links (crosswalk);
  tie_crosswalk_follow_links (crosswalk);
  g_task_return_pointer (task, g_steal_pointer (&self->sentence), g_free);
}

void
tie_link_change_run (TieCrosswalk *crosswalk,
                     TieLinkChange *change,
                     GTask *task)
{
  tie_store_run_async (tie_company_get_store (tie_crosswalk_get_company (crosswalk)), TIE_STORE_WRITE, perform, change, tie_link_change_free, g_task_get_cancellable (task), performed_cb, task);
}

gboolean
tie_link_change_check_connected (TieCrosswalk *self,
                                 GTask *task)
{
  if (*tie_crosswalk_get_connection_id (self) != '\0')
    return TRUE;
  g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_NOT_CONNECTED, "links belong to a connection");
  return FALSE;
}
