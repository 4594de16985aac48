/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-crosswalk-link"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "sync/tie-link-change.h"

static gboolean
free_both (TieDb *db,
           TieLinkChange *self,
           const TieLink *link,
           GError **error)
{
  g_autofree char *local_id = tie_link_table_find_local (db, self->connection, self->kind, link->remote_id, NULL);
  g_autofree char *remote_id = tie_link_table_find_remote (db, self->connection, self->kind, link->local_id, NULL);

  if (local_id != NULL && !tie_link_table_remove (db, self->connection, self->kind, local_id, error))
    return FALSE;
  return remote_id == NULL || tie_link_table_remove (db, self->connection, self->kind, link->local_id, error);
}

static gboolean
make_links (TieDb *db,
            TieLinkChange *self,
            GError **error)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const TieLink *link = g_ptr_array_index (self->pairs, i);

      if (self->is_move && !free_both (db, self, link, error))
        return FALSE;
      if (!tie_link_table_add (db, self->connection, self->kind, link->local_id, link->remote_id, error))
        return FALSE;
      self->n_done++;
    }
  return TRUE;
}

static void
show_links (TieCrosswalk *crosswalk,
            TieLinkChange *self)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const TieLink *link = g_ptr_array_index (self->pairs, i);

      tie_crosswalk_show_link (crosswalk, link->local_id, link->remote_id);
    }
}

static char *
describe_links (TieLinkChange *self)
{
  g_autofree char *made = NULL;

  if (self->is_move)
    return g_strdup (_ ("1 link moved"));
  made = g_strdup_printf (ngettext ("%u link made", "%u links made", self->n_done), self->n_done);
  if (self->n_left_alone == 0)
    return g_steal_pointer (&made);
  /* Translators: first a sentence such as "21 links made" */
  return g_strdup_printf (ngettext ("%s, %u left as it was decided meanwhile", "%s, %u left as they were decided meanwhile", self->n_left_alone),
                          made,
                          self->n_left_alone);
}

/* FALSE with an error that names the partner. */
static gboolean
check_free (TiePairRow *row,
            GError **error)
{
  TiePairRow *partner = tie_pair_row_get_partner (row);

  if (!tie_pair_row_is_decided (row))
    return TRUE;
  if (tie_pair_row_get_taken_by (row) != NULL)
    g_set_error (error, TIE_ERROR, TIE_ERROR_ALREADY_LINKED, _ ("%s is already linked to %s."), tie_pair_row_get_name (row), tie_pair_row_get_taken_by (row));
  else if (partner != NULL)
    g_set_error (error, TIE_ERROR, TIE_ERROR_ALREADY_LINKED, _ ("%s is already linked to %s."), tie_pair_row_get_name (row), tie_pair_row_get_name (partner));
  else
    g_set_error (error, TIE_ERROR, TIE_ERROR_ALREADY_LINKED, _ ("%s is already linked to a record that is gone. Unlink it first."), tie_pair_row_get_name (row));
  return FALSE;
}

static gboolean
check_pair (TieCrosswalk *self,
            TiePairRow *left,
            TiePairRow *right,
            gboolean is_move,
            GError **error)
{
  if (!tie_crosswalk_can_pair (self, left, right))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s is a site. It can only be linked to a sub-customer of the customer that its contact is linked to."), tie_pair_row_get_name (left));
      return FALSE;
    }
  return is_move || (check_free (right, error) && check_free (left, error));
}

void
tie_crosswalk_link_async (TieCrosswalk *self,
                          TiePairRow *left,
                          TiePairRow *right,
                          gboolean is_move,
                          const char *window,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  TieLinkChange *change;
  GError *error = NULL;

  g_return_if_fail (TIE_IS_CROSSWALK (self));
  g_return_if_fail (TIE_IS_PAIR_ROW (left) && TIE_IS_PAIR_ROW (right));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_crosswalk_link_async);
  if (!tie_link_change_check_connected (self, task))
    return;
  if (!check_pair (self, left, right, is_move, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  change = tie_link_change_new (self, window, make_links, show_links, describe_links);
  change->is_move = is_move && (tie_pair_row_is_decided (left) || tie_pair_row_is_decided (right));
  tie_link_change_add (change, left, right);
  tie_link_change_name (change, left, right);
  tie_link_change_run (self, change, g_steal_pointer (&task));
}

/* ---- accepting proposals ---- */

/* What somebody decided meanwhile stays, in whichever window or program: such a pair is dropped from the change, not the
 * change. */
static gboolean
make_open_links (TieDb *db,
                 TieLinkChange *self,
                 GError **error)
{
  for (guint i = 0; i < self->pairs->len;)
    {
      const TieLink *link = g_ptr_array_index (self->pairs, i);
      gboolean is_open = FALSE;

      if (!tie_link_table_check_open (db, self->connection, self->kind, link->local_id, link->remote_id, &is_open, error))
        return FALSE;
      if (!is_open)
        {
          self->n_left_alone++;
          g_ptr_array_remove_index (self->pairs, i);
          continue;
        }
      if (!tie_link_table_add (db, self->connection, self->kind, link->local_id, link->remote_id, error))
        return FALSE;
      self->n_done++;
      i++;
    }
  return TRUE;
}

void
tie_crosswalk_apply_async (TieCrosswalk *self,
                           GListModel *proposals,
                           const char *window,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  TieLinkChange *change;

  g_return_if_fail (TIE_IS_CROSSWALK (self));
  g_return_if_fail (G_IS_LIST_MODEL (proposals));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_crosswalk_apply_async);
  if (!tie_link_change_check_connected (self, task))
    return;

  change = tie_link_change_new (self, window, make_open_links, show_links, describe_links);
  for (guint i = 0; i < g_list_model_get_n_items (proposals); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (proposals, i);

      if (tie_proposal_get_is_checked (proposal))
        tie_link_change_add (change, tie_proposal_get_left (proposal), tie_proposal_get_right (proposal));
    }
  tie_link_change_run (self, change, g_steal_pointer (&task));
}
