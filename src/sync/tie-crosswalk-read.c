/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-crosswalk-read"
#include "config.h"

#include "store/tie-link-table.h"
#include "sync/tie-crosswalk-private.h"

/* Between two readings so many times as long passes as the last one took: many small writes of a pull or an import become
 * a few readings, and the worker has time for others.  After a rest the first change is read at once. */
#define RELOAD_PATIENCE 4
#define RELOAD_LONGEST_MS 4000

void
tie_crosswalk_pair (TiePairRow *left,
                    TiePairRow *right)
{
  gboolean is_gone = right == NULL || tie_row_text_is_absent (tie_pair_row_get_text (right));
  TiePairRow *left_before = right != NULL ? tie_pair_row_get_partner (right) : NULL;
  TiePairRow *right_before = left != NULL ? tie_pair_row_get_partner (left) : NULL;

  if (left_before != NULL && left_before != left)
    tie_pair_row_set_partner (left_before, TIE_ROW_NOT_LINKED, NULL);
  if (right_before != NULL && right_before != right)
    tie_pair_row_set_partner (right_before, TIE_ROW_NOT_LINKED, NULL);
  if (left != NULL)
    tie_pair_row_set_partner (left, is_gone ? TIE_ROW_GONE : TIE_ROW_LINKED, right);
  if (right != NULL)
    tie_pair_row_set_partner (right, is_gone ? TIE_ROW_GONE : TIE_ROW_LINKED, left);
}

/* Rows that no link names lose their partner. */
static void
part_others (TieRowList *list,
             const guint8 *is_paired)
{
  for (guint i = 0; i < tie_row_list_get_length (list); i++)
    {
      TiePairRow *row = tie_row_list_get (list, i);

      if (!is_paired[i] && tie_pair_row_is_decided (row))
        tie_pair_row_set_partner (row, TIE_ROW_NOT_LINKED, NULL);
    }
}

/* Items that codes of the other type have. */
static void
show_taken (TieCrosswalk *self,
            GHashTable *taken,
            guint8 *right_paired)
{
  GHashTableIter iter;
  gpointer id, name;

  g_hash_table_iter_init (&iter, taken);
  while (g_hash_table_iter_next (&iter, &id, &name))
    {
      TiePairRow *right = tie_row_list_find (self->right, id);

      TiePairRow *partner = right != NULL ? tie_pair_row_get_partner (right) : NULL;

      if (right == NULL)
        continue;
      if (partner != NULL)
        tie_pair_row_set_partner (partner, TIE_ROW_NOT_LINKED, NULL);
      tie_pair_row_set_taken (right, name);
      right_paired[tie_pair_row_get_rank (right)] = TRUE;
    }
}

/* Gives TRUE when a row is missing in the lists, or in them only for a link that is no more. */
static gboolean
show_links (TieCrosswalk *self,
            GPtrArray *links,
            GHashTable *taken)
{
  g_autofree guint8 *left_paired = g_malloc0 (tie_row_list_get_length (self->left) + 1);
  g_autofree guint8 *right_paired = g_malloc0 (tie_row_list_get_length (self->right) + 1);
  gboolean is_incomplete = FALSE;

  for (guint i = 0; i < links->len; i++)
    {
      TieLink *link = g_ptr_array_index (links, i);
      TiePairRow *left = tie_row_list_find (self->left, link->local_id);
      TiePairRow *right = tie_row_list_find (self->right, link->remote_id);

      if (left == NULL && right == NULL)
        continue;
      tie_crosswalk_pair (left, right);
      is_incomplete |= left == NULL || right == NULL;
      if (left != NULL)
        left_paired[tie_pair_row_get_rank (left)] = TRUE;
      if (right != NULL)
        right_paired[tie_pair_row_get_rank (right)] = TRUE;
    }
  show_taken (self, taken, right_paired);
  part_others (self->left, left_paired);
  part_others (self->right, right_paired);

  for (guint i = 0; !is_incomplete && i < tie_row_list_get_length (self->right); i++)
    is_incomplete = !right_paired[i] && tie_row_text_is_absent (tie_pair_row_get_text (tie_row_list_get (self->right, i)));
  for (guint i = 0; !is_incomplete && i < tie_row_list_get_length (self->left); i++)
    is_incomplete = !left_paired[i] && tie_row_text_is_absent (tie_pair_row_get_text (tie_row_list_get (self->left, i)));
  return is_incomplete;
}

static void
take_over (TieCrosswalk *self,
           TieSnapshot *snapshot)
{
  GHashTable *refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean has_new_words = FALSE;
  gboolean is_incomplete;

  if (snapshot->left != NULL)
    has_new_words |= tie_row_list_replace (self->left, snapshot->left);
  if (snapshot->right != NULL)
    has_new_words |= tie_row_list_replace (self->right, snapshot->right);

  for (guint i = 0; i < snapshot->refusals->len; i++)
    {
      TieLink *link = g_ptr_array_index (snapshot->refusals, i);

      g_hash_table_add (refused, tie_crosswalk_make_pair_key (link->local_id, link->remote_id));
    }
  tie_crosswalk_take_refusals (self, refused);

  is_incomplete = show_links (self, snapshot->links, snapshot->taken);
  tie_crosswalk_count_links (self);
  if (is_incomplete && snapshot->parts != TIE_SNAPSHOT_ALL)
    self->stale |= TIE_SNAPSHOT_ALL;
  if (has_new_words || (self->right_index == NULL && !self->is_warming)) /* empty lists are ready too */
    tie_crosswalk_follow_words (self);
  tie_crosswalk_follow_links (self);
}

static void
load_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TieCrosswalk) self = user_data;
  g_autoptr (GError) error = NULL;
  TieSnapshot *snapshot = tie_store_run_finish (TIE_STORE (source), result, &error);

  self->loaded_at = g_get_monotonic_time ();
  self->load_took = self->loaded_at - self->load_took;
  if (snapshot != NULL)
    {
      g_free (self->connection);
      self->connection = g_strdup (snapshot->connection);
      take_over (self, snapshot);
    }
  tie_crosswalk_set_is_loading (self, FALSE);
  if (snapshot != NULL)
    tie_crosswalk_announce_loaded (self);
  else
    tie_crosswalk_announce_failed (self, error);
  if (snapshot != NULL && (self->stale != 0 || g_strcmp0 (self->connection, tie_crosswalk_get_connection_id (self)) != 0))
    tie_crosswalk_read_again (self, 0);
}

void
tie_crosswalk_read (TieCrosswalk *self)
{
  TieSnapshotParts parts = self->stale;

  if (g_strcmp0 (self->connection, tie_crosswalk_get_connection_id (self)) != 0)
    parts = TIE_SNAPSHOT_ALL;
  self->stale = 0;
  self->load_took = g_get_monotonic_time ();
  tie_crosswalk_set_is_loading (self, TRUE);
  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_READ, tie_snapshot_read, tie_snapshot_new (tie_crosswalk_get_connection_id (self), self->kind, self->local, parts), (GDestroyNotify) tie_snapshot_free, NULL, load_cb, g_object_ref (self));
}

static gboolean
reload_cb (gpointer user_data)
{
  TieCrosswalk *self = user_data;

  self->reload_source = 0;
  tie_crosswalk_read (self);
  return G_SOURCE_REMOVE;
}

void
tie_crosswalk_read_again (TieCrosswalk *self,
                          TieSnapshotParts parts)
{
  gint64 wait = self->loaded_at + self->load_took * RELOAD_PATIENCE - g_get_monotonic_time ();

  self->stale |= parts;
  if (self->is_loading || self->reload_source != 0)
    return;
  self->reload_source = g_timeout_add ((guint) CLAMP (wait / 1000, 0, RELOAD_LONGEST_MS), reload_cb, self);
}
