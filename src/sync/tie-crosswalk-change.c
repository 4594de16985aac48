/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-crosswalk-change"
#include "config.h"

#include <glib/gi18n.h>

#include "sync/tie-link-change.h"

/* ---- unlinking ---- */

static gboolean
remove_links (TieDb *db,
              TieLinkChange *self,
              GError **error)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      TieLink *link = g_ptr_array_index (self->pairs, i);
      g_autofree char *remote_id = NULL;

      if (link->local_id == NULL)
        link->local_id = tie_link_table_find_local (db, self->connection, self->kind, link->remote_id, NULL);
      if (link->local_id != NULL)
        remote_id = tie_link_table_find_remote (db, self->connection, self->kind, link->local_id, NULL);
      if (remote_id == NULL)
        continue;
      if (!tie_link_table_remove (db, self->connection, self->kind, link->local_id, error))
        return FALSE;
      self->n_done++;
    }
  return TRUE;
}

static void
show_no_links (TieCrosswalk *crosswalk,
               TieLinkChange *self)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const TieLink *link = g_ptr_array_index (self->pairs, i);

      if (link->local_id != NULL)
        tie_crosswalk_show_unlink (crosswalk, link->local_id);
    }
}

static char *
describe_no_links (TieLinkChange *self)
{
  return g_strdup_printf (ngettext ("%u link removed", "%u links removed", self->n_done), self->n_done);
}

void
tie_crosswalk_unlink_async (TieCrosswalk *self,
                            GPtrArray *rows,
                            const char *window,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  TieLinkChange *change;

  g_return_if_fail (TIE_IS_CROSSWALK (self));
  g_return_if_fail (rows != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_crosswalk_unlink_async);
  if (!tie_link_change_check_connected (self, task))
    return;

  change = tie_link_change_new (self, window, remove_links, show_no_links, describe_no_links);
  for (guint i = 0; i < rows->len; i++)
    {
      TiePairRow *row = g_ptr_array_index (rows, i);
      gboolean is_left = tie_crosswalk_find_left (self, tie_pair_row_get_id (row)) == row;
      TiePairRow *partner = tie_pair_row_get_partner (row);

      if (!tie_pair_row_is_decided (row) || tie_pair_row_get_taken_by (row) != NULL)
        continue;
      tie_link_change_add (change, is_left ? row : partner, is_left ? partner : row);
      if (rows->len == 1)
        tie_link_change_name (change, is_left ? row : partner, is_left ? partner : row);
    }
  tie_link_change_run (self, change, g_steal_pointer (&task));
}

/* ---- clearing ---- */

static gboolean
clear_links (TieDb *db,
             TieLinkChange *self,
             GError **error)
{
  gint64 n_links = self->local == G_TYPE_INVALID ? tie_link_table_clear (db, self->connection, self->kind, error)
                                                 : tie_link_table_clear_of (db, self->connection, self->kind, self->local, error);

  self->n_done = (guint) MAX (n_links, 0);
  return n_links >= 0;
}

static void
show_all_free (TieCrosswalk *crosswalk,
               TieLinkChange *self)
{
  TieRowList *lists[] = { crosswalk->left, crosswalk->right };

  for (guint side = 0; side < G_N_ELEMENTS (lists); side++)
    {
      for (guint i = 0; i < tie_row_list_get_length (lists[side]); i++)
        {
          TiePairRow *row = tie_row_list_get (lists[side], i);

          if (tie_pair_row_get_taken_by (row) == NULL)
            tie_pair_row_set_partner (row, TIE_ROW_NOT_LINKED, NULL);
        }
    }
}

void
tie_crosswalk_clear_async (TieCrosswalk *self,
                           const char *window,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TIE_IS_CROSSWALK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_crosswalk_clear_async);
  if (tie_link_change_check_connected (self, task))
    tie_link_change_run (self, tie_link_change_new (self, window, clear_links, show_all_free, describe_no_links), g_steal_pointer (&task));
}

/* ---- refusing ---- */

static gboolean
refuse (TieDb *db,
        TieLinkChange *self,
        GError **error)
{
  const TieLink *link = g_ptr_array_index (self->pairs, 0);

  self->n_done = 1;
  return tie_refusal_table_add (db, self->connection, self->kind, link->local_id, link->remote_id, error);
}

static void
show_refusal (TieCrosswalk *crosswalk,
              TieLinkChange *self)
{
  const TieLink *link = g_ptr_array_index (self->pairs, 0);

  tie_crosswalk_show_refusal (crosswalk, link->local_id, link->remote_id);
}

static char *
describe_refusal (TieLinkChange *self)
{
  /* Translators: names of two records */
  return g_strdup_printf (_ ("“%s” and “%s” will not be matched"), self->left_name, self->right_name);
}

void
tie_crosswalk_refuse_async (TieCrosswalk *self,
                            TiePairRow *left,
                            TiePairRow *right,
                            const char *window,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  TieLinkChange *change;

  g_return_if_fail (TIE_IS_CROSSWALK (self));
  g_return_if_fail (TIE_IS_PAIR_ROW (left) && TIE_IS_PAIR_ROW (right));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_crosswalk_refuse_async);
  if (!tie_link_change_check_connected (self, task))
    return;

  change = tie_link_change_new (self, window, refuse, show_refusal, describe_refusal);
  tie_link_change_add (change, left, right);
  tie_link_change_name (change, left, right);
  tie_link_change_run (self, change, g_steal_pointer (&task));
}

char *
tie_crosswalk_change_finish (TieCrosswalk *self,
                             GAsyncResult *result,
                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
