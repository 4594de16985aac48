/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-doubles-change"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "store/tie-activity-table.h"
#include "store/tie-not-double-table.h"
#include "store/tie-record-table.h"
#include "store/tie-undo.h"
#include "sync/tie-doubles-private.h"

void
tie_merge_choice_init (TieMergeChoice *self,
                       TieDoubleGroup *group,
                       guint stays)
{
  g_autoptr (TieRecord) sum = tie_record_copy (tie_double_group_get_record (group, stays));
  guint n_linked = 0;
  int linked = -1;

  self->stays = stays;
  for (guint field = 0; field < TIE_CONTACT_N_FIELDS; field++)
    self->from[field] = stays;

  for (guint i = 0; i < tie_double_group_get_size (group); i++)
    {
      TieRecord *record = tie_double_group_get_record (group, i);
      guint64 fills = i != stays ? tie_contact_merge_get_fills (sum, record) : 0;

      for (guint field = 1; field < TIE_CONTACT_N_FIELDS; field++)
        {
          if (!(fills & TIE_MERGE_FIELD (field)))
            continue;
          self->from[field] = i;
          tie_record_set_text (sum, field, tie_record_get_text (record, field));
        }
      if (tie_double_group_get_partner (group, i) != NULL)
        {
          n_linked++;
          linked = (int) i;
        }
    }
  self->link = n_linked == 1 ? linked : -1;
}

typedef struct
{
  TieDoubleGroup *group; /* (owned) */
  TieMergeChoice choice;
  gboolean is_package;
  char *connection; /* (owned) (nullable) */
  TieKind kind;
  char *window;     /* (owned) (nullable) */
  char *sentence;   /* (owned) */
} Change;

static Change *
change_new (TieDoubles *self,
            TieDoubleGroup *group,
            const char *window)
{
  const TieConnection *connection = tie_company_get_connection (self->company);
  Change *change = g_new0 (Change, 1);

  change->group = g_object_ref (group);
  change->is_package = self->kind != 0;
  change->kind = self->kind;
  change->connection = connection != NULL ? g_strdup (connection->id) : NULL;
  change->window = g_strdup (window);
  return change;
}

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->group);
  g_free (change->connection);
  g_free (change->window);
  g_free (change->sentence);
  g_free (change);
}

static const char *
get_id (const Change *change,
        guint index)
{
  return tie_record_get_id (tie_double_group_get_record (change->group, index));
}

static const char *
get_name (const Change *change,
          guint index)
{
  return tie_record_get_name (tie_double_group_get_record (change->group, index));
}

/* Nobody chose among values that he did not see. */
static gboolean
check_unchanged (TieDb *db,
                 const Change *change,
                 GError **error)
{
  for (guint i = 0; i < tie_double_group_get_size (change->group); i++)
    {
      g_autoptr (TieRecord) now = tie_record_table_get (db, TIE_TYPE_CONTACT, get_id (change, i), error);

      if (now == NULL)
        return FALSE;
      if (!tie_record_equal (now, tie_double_group_get_record (change->group, i)))
        {
          g_set_error (error, TIE_ERROR, TIE_ERROR_CHANGED, "“%s” is not what it was", get_name (change, i));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
merge_others (TieDb *db,
              const Change *change,
              GError **error)
{
  const TieMergeChoice *choice = &change->choice;

  for (guint i = 0; i < tie_double_group_get_size (change->group); i++)
    {
      TieMergeLink link = choice->link < 0 ? TIE_MERGE_LINK_ASK : choice->link == (int) i ? TIE_MERGE_LINK_OF_GOING : TIE_MERGE_LINK_OF_STAYING;
      guint64 taken = 0;

      if (i == choice->stays)
        continue;
      for (guint field = 1; field < TIE_CONTACT_N_FIELDS; field++)
        taken |= choice->from[field] == i ? TIE_MERGE_FIELD (field) : 0;
      if (!tie_contact_merge (db, get_id (change, choice->stays), get_id (change, i), taken, link, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
finish_step (TieDb *db,
             Change *change,
             guint record,
             GError **error)
{
  TieActivity activity = { .record_id = (char *) get_id (change, record), .record = (char *) get_name (change, record), .what = change->sentence };

  return tie_undo_end (db, change->sentence, change->window, &activity.step, error) &&
         (activity.step == 0 || tie_activity_table_add (db, &activity, error));
}

static gboolean
merge (TieDb *db,
       gpointer data,
       GError **error)
{
  Change *change = data;
  guint n_going = tie_double_group_get_size (change->group) - 1;
  guint stays = change->choice.stays;

  if (!check_unchanged (db, change, error) || !tie_undo_begin (db, error) || !merge_others (db, change, error))
    return FALSE;
  if (n_going == 1) /* Translators: names of two contacts */
    change->sentence = g_strdup_printf (_ ("“%s” merged into “%s”"), get_name (change, stays == 0 ? 1 : 0), get_name (change, stays));
  else /* Translators: how many contacts, and the name of the one that stays */
    change->sentence = g_strdup_printf (ngettext ("%u contact merged into “%s”", "%u contacts merged into “%s”", n_going), n_going, get_name (change, stays));
  return finish_step (db, change, stays, error);
}

static gboolean
refuse (TieDb *db,
        gpointer data,
        GError **error)
{
  Change *change = data;
  guint size = tie_double_group_get_size (change->group);

  if (!tie_undo_begin (db, error))
    return FALSE;
  for (guint i = 0; i < size; i++)
    {
      for (guint k = i + 1; k < size; k++)
        {
          if (!tie_not_double_table_add (db, change->is_package ? change->connection : NULL, change->kind, get_id (change, i), get_id (change, k), error))
            return FALSE;
        }
    }
  if (size == 2) /* Translators: names of two records */
    change->sentence = g_strdup_printf (_ ("“%s” and “%s” are no doubles"), get_name (change, 0), get_name (change, 1));
  else
    change->sentence = g_strdup_printf (ngettext ("%u record is no double", "%u records are no doubles", size), size);
  return finish_step (db, change, 0, error);
}

static void
changed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  Change *change = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (change == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&change->sentence), g_free);
}

void
tie_doubles_merge_async (TieDoubles *self,
                         TieDoubleGroup *group,
                         const TieMergeChoice *choice,
                         const char *window,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;
  Change *change;

  g_return_if_fail (TIE_IS_DOUBLES (self));
  g_return_if_fail (TIE_IS_DOUBLE_GROUP (group));
  g_return_if_fail (tie_doubles_can_merge (self));
  g_return_if_fail (choice->stays < tie_double_group_get_size (group));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_doubles_merge_async);
  change = change_new (self, group, window);
  change->choice = *choice;
  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_WRITE, merge, change, change_free, cancellable, changed_cb, task);
}

void
tie_doubles_refuse_async (TieDoubles *self,
                          TieDoubleGroup *group,
                          const char *window,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TIE_IS_DOUBLES (self));
  g_return_if_fail (TIE_IS_DOUBLE_GROUP (group));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_doubles_refuse_async);
  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_WRITE, refuse, change_new (self, group, window), change_free, cancellable, changed_cb, task);
}

char *
tie_doubles_change_finish (TieDoubles *self,
                           GAsyncResult *result,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
