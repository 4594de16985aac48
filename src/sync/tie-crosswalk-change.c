/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-crosswalk-change"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "store/tie-activity-table.h"
#include "store/tie-link-table.h"
#include "store/tie-undo.h"
#include "sync/tie-crosswalk-private.h"

/* One change of links: what is asked for goes in, what was done comes out. */
typedef struct _Change Change;

struct _Change
{
  /* Runs on the worker thread between the beginning and the end of an undo step and fills n_done. */
  gboolean (*perform) (TieDb *db, Change *self, GError **error);
  /* Tells the lists. */
  void (*show) (TieCrosswalk *crosswalk, Change *self);
  char *(*describe) (Change *self);

  char *connection; /* (owned) */
  TieKind kind;
  char *window;     /* (owned) (nullable) */
  GPtrArray *pairs; /* (owned): TieLink; one of the ids may be NULL where only the other is known */
  gboolean is_move;
  char *record_id;  /* (owned) (nullable): of a change of one pair, for the activity */
  char *left_name;  /* (owned) (nullable) */
  char *right_name; /* (owned) (nullable) */
  guint n_done;
  guint n_left_alone;
  char *sentence;   /* (owned) (nullable) */
};

static void
change_free (gpointer data)
{
  Change *self = data;

  g_ptr_array_unref (self->pairs);
  g_free (self->connection);
  g_free (self->window);
  g_free (self->record_id);
  g_free (self->left_name);
  g_free (self->right_name);
  g_free (self->sentence);
  g_free (self);
}

static Change *
change_new (TieCrosswalk *crosswalk,
            const char *window,
            gboolean (*perform) (TieDb *db, Change *self, GError **error),
            void (*show) (TieCrosswalk *crosswalk, Change *self),
            char *(*describe) (Change *self))
{
  Change *self = g_new0 (Change, 1);

  self->perform = perform;
  self->show = show;
  self->describe = describe;
  self->connection = g_strdup (tie_crosswalk_get_connection_id (crosswalk));
  self->kind = tie_crosswalk_get_kind (crosswalk);
  self->window = g_strdup (window);
  self->pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_link_free);
  return self;
}

static void
add_pair (Change *self,
          TiePairRow *left,
          TiePairRow *right)
{
  TieLink *link = g_new0 (TieLink, 1);

  link->local_id = left != NULL ? g_strdup (tie_pair_row_get_id (left)) : NULL;
  link->remote_id = right != NULL ? g_strdup (tie_pair_row_get_id (right)) : NULL;
  g_ptr_array_add (self->pairs, link);
}

/* Activity names the record where there is only one. */
static void
name_pair (Change *self,
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
  Change *self = data;
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
  Change *self = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (self == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->show (crosswalk, self);
  tie_crosswalk_count_links (crosswalk);
  g_task_return_pointer (task, g_steal_pointer (&self->sentence), g_free);
}

static void
run (TieCrosswalk *crosswalk,
     Change *change,
     GTask *task)
{
  tie_store_run_async (tie_company_get_store (tie_crosswalk_get_company (crosswalk)), TIE_STORE_WRITE, perform, change, change_free,
                       g_task_get_cancellable (task), performed_cb, task);
}

/* FALSE: the task has its error. */
static gboolean
check_connected (TieCrosswalk *self,
                 GTask *task)
{
  if (*tie_crosswalk_get_connection_id (self) != '\0')
    return TRUE;
  g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_NOT_CONNECTED, "links belong to a connection");
  return FALSE;
}

/* ---- linking ---- */

static gboolean
free_both (TieDb *db,
           Change *self,
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
            Change *self,
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
            Change *self)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const TieLink *link = g_ptr_array_index (self->pairs, i);

      tie_crosswalk_show_link (crosswalk, link->local_id, link->remote_id);
    }
}

static char *
describe_links (Change *self)
{
  g_autofree char *made = NULL;

  if (self->is_move)
    return g_strdup (_ ("1 link moved"));
  made = g_strdup_printf (ngettext ("%u link made", "%u links made", self->n_done), self->n_done);
  if (self->n_left_alone == 0)
    return g_steal_pointer (&made);
  /* Translators: first a sentence such as "21 links made" */
  return g_strdup_printf (ngettext ("%s, %u left as it was decided meanwhile", "%s, %u left as they were decided meanwhile", self->n_left_alone),
                          made, self->n_left_alone);
}

/* FALSE with an error that names the partner. */
static gboolean
check_free (TiePairRow *row,
            GError **error)
{
  TiePairRow *partner = tie_pair_row_get_partner (row);

  if (!tie_pair_row_is_decided (row))
    return TRUE;
  if (partner != NULL)
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
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID,
                   _ ("%s is a site. It can only be linked to a sub-customer of the customer that its contact is linked to."), tie_pair_row_get_name (left));
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
  Change *change;
  GError *error = NULL;

  g_return_if_fail (TIE_IS_CROSSWALK (self));
  g_return_if_fail (TIE_IS_PAIR_ROW (left) && TIE_IS_PAIR_ROW (right));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_crosswalk_link_async);
  if (!check_connected (self, task))
    return;
  if (!check_pair (self, left, right, is_move, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  change = change_new (self, window, make_links, show_links, describe_links);
  change->is_move = is_move && (tie_pair_row_is_decided (left) || tie_pair_row_is_decided (right));
  add_pair (change, left, right);
  name_pair (change, left, right);
  run (self, change, g_steal_pointer (&task));
}

/* ---- accepting proposals ---- */

/* Links that somebody made meanwhile stay: such a pair is dropped from the change, not the change. */
static gboolean
make_open_links (TieDb *db,
                 Change *self,
                 GError **error)
{
  for (guint i = 0; i < self->pairs->len;)
    {
      const TieLink *link = g_ptr_array_index (self->pairs, i);
      g_autofree char *local_id = tie_link_table_find_local (db, self->connection, self->kind, link->remote_id, NULL);
      g_autofree char *remote_id = tie_link_table_find_remote (db, self->connection, self->kind, link->local_id, NULL);

      if (local_id != NULL || remote_id != NULL)
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
  Change *change;

  g_return_if_fail (TIE_IS_CROSSWALK (self));
  g_return_if_fail (G_IS_LIST_MODEL (proposals));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_crosswalk_apply_async);
  if (!check_connected (self, task))
    return;

  change = change_new (self, window, make_open_links, show_links, describe_links);
  for (guint i = 0; i < g_list_model_get_n_items (proposals); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (proposals, i);

      if (tie_proposal_get_is_checked (proposal))
        add_pair (change, tie_proposal_get_left (proposal), tie_proposal_get_right (proposal));
    }
  run (self, change, g_steal_pointer (&task));
}

/* ---- unlinking ---- */

static gboolean
remove_links (TieDb *db,
              Change *self,
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
               Change *self)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const TieLink *link = g_ptr_array_index (self->pairs, i);

      if (link->local_id != NULL)
        tie_crosswalk_show_unlink (crosswalk, link->local_id);
    }
}

static char *
describe_no_links (Change *self)
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
  Change *change;

  g_return_if_fail (TIE_IS_CROSSWALK (self));
  g_return_if_fail (rows != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_crosswalk_unlink_async);
  if (!check_connected (self, task))
    return;

  change = change_new (self, window, remove_links, show_no_links, describe_no_links);
  for (guint i = 0; i < rows->len; i++)
    {
      TiePairRow *row = g_ptr_array_index (rows, i);
      gboolean is_left = tie_crosswalk_find_left (self, tie_pair_row_get_id (row)) == row;
      TiePairRow *partner = tie_pair_row_get_partner (row);

      if (!tie_pair_row_is_decided (row))
        continue;
      add_pair (change, is_left ? row : partner, is_left ? partner : row);
      if (rows->len == 1)
        name_pair (change, is_left ? row : partner, is_left ? partner : row);
    }
  run (self, change, g_steal_pointer (&task));
}

/* ---- clearing ---- */

static gboolean
clear_links (TieDb *db,
             Change *self,
             GError **error)
{
  gint64 n_links = tie_link_table_clear (db, self->connection, self->kind, error);

  self->n_done = (guint) MAX (n_links, 0);
  return n_links >= 0;
}

static void
show_all_free (TieCrosswalk *crosswalk,
               Change *self)
{
  TieRowList *lists[] = { crosswalk->left, crosswalk->right };

  for (guint side = 0; side < G_N_ELEMENTS (lists); side++)
    {
      for (guint i = 0; i < tie_row_list_get_length (lists[side]); i++)
        tie_pair_row_set_partner (tie_row_list_get (lists[side], i), TIE_ROW_NOT_LINKED, NULL);
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
  if (check_connected (self, task))
    run (self, change_new (self, window, clear_links, show_all_free, describe_no_links), g_steal_pointer (&task));
}

/* ---- refusing ---- */

static gboolean
refuse (TieDb *db,
        Change *self,
        GError **error)
{
  const TieLink *link = g_ptr_array_index (self->pairs, 0);

  self->n_done = 1;
  return tie_refusal_table_add (db, self->connection, self->kind, link->local_id, link->remote_id, error);
}

static void
show_refusal (TieCrosswalk *crosswalk,
              Change *self)
{
  const TieLink *link = g_ptr_array_index (self->pairs, 0);

  tie_crosswalk_show_refusal (crosswalk, link->local_id, link->remote_id);
}

static char *
describe_refusal (Change *self)
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
  Change *change;

  g_return_if_fail (TIE_IS_CROSSWALK (self));
  g_return_if_fail (TIE_IS_PAIR_ROW (left) && TIE_IS_PAIR_ROW (right));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_crosswalk_refuse_async);
  if (!check_connected (self, task))
    return;

  change = change_new (self, window, refuse, show_refusal, describe_refusal);
  add_pair (change, left, right);
  name_pair (change, left, right);
  run (self, change, g_steal_pointer (&task));
}

char *
tie_crosswalk_change_finish (TieCrosswalk *self,
                             GAsyncResult *result,
                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
