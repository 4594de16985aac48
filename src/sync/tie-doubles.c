/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-doubles"
#include "config.h"

#include "base/tie-quiet.h"
#include "sync/tie-doubles-private.h"

/* Between two looks so many times as long passes as the last one took: an import changes a list often, and nobody waits
 * for this. */
#define PATIENCE 10
#define LONGEST_MS 10000

G_DEFINE_FINAL_TYPE (TieDoubles, tie_doubles, G_TYPE_OBJECT)

enum
{
  PROP_N_ROWS = 1,
  PROP_IS_LOOKING,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void look (TieDoubles *self);

/* What goes to the thread. */
typedef struct
{
  TieStore *store; /* (owned) */
  TieDoublesList list;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->store);
  g_free (job->list.connection);
  g_free (job);
}

/* A thread of its own: those of the pool serve others afterwards, who are in a hurry. */
static gpointer
look_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *groups;

  tie_quiet_lower_thread ();
  groups = tie_doubles_find (job->store, &job->list, NULL, &error);
  if (groups != NULL)
    g_task_return_pointer (task, groups, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
  return NULL;
}

/* A group that is as it was stays the same object, so that a selection stays too. */
static gboolean
take_groups (TieDoubles *self,
             GPtrArray *groups)
{
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->groups));
  gboolean is_same = n_before == groups->len;

  for (guint i = 0; i < groups->len; i++)
    {
      gboolean is_known = FALSE;

      for (guint k = 0; k < n_before && !is_known; k++)
        {
          g_autoptr (TieDoubleGroup) before = g_list_model_get_item (G_LIST_MODEL (self->groups), k);

          is_known = tie_double_group_equal (before, g_ptr_array_index (groups, i));
          if (!is_known)
            continue;
          is_same &= i == k;
          g_object_unref (g_ptr_array_index (groups, i));
          groups->pdata[i] = g_steal_pointer (&before);
        }
      is_same &= is_known;
    }
  if (!is_same)
    g_list_store_splice (self->groups, 0, n_before, groups->pdata, groups->len);
  return !is_same;
}

static void
count_rows (TieDoubles *self)
{
  guint n_rows = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i++)
    {
      g_autoptr (TieDoubleGroup) group = g_list_model_get_item (G_LIST_MODEL (self->groups), i);

      n_rows += tie_double_group_get_size (group);
    }
  if (self->n_rows == n_rows)
    return;
  self->n_rows = n_rows;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ROWS]);
}

static gboolean
look_cb (gpointer user_data)
{
  TieDoubles *self = user_data;

  self->source = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
look_soon (TieDoubles *self)
{
  gint64 wait = self->looked_at + self->took * PATIENCE - g_get_monotonic_time ();

  self->is_stale |= self->is_looking;
  if (self->is_looking || self->source != 0)
    return;
  self->source = g_timeout_add_full (G_PRIORITY_LOW, (guint) CLAMP (wait / 1000, 0, LONGEST_MS), look_cb, self, NULL);
}

static void
looked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  TieDoubles *self = TIE_DOUBLES (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) groups = g_task_propagate_pointer (G_TASK (result), &error);
  gboolean is_stale = self->is_stale;

  self->looked_at = g_get_monotonic_time ();
  self->took = self->looked_at - self->took;
  self->is_looking = FALSE;
  self->is_stale = FALSE;
  if (groups == NULL)
    g_debug ("No look for doubles: %s", error->message);
  else if (take_groups (self, groups))
    count_rows (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOOKING]);
  if (is_stale)
    look_soon (self);
}

static void
look (TieDoubles *self)
{
  const TieConnection *connection = tie_company_get_connection (self->company);
  GTask *task;
  Job *job;

  g_free (self->connection);
  self->connection = connection != NULL ? g_strdup (connection->id) : NULL;
  if (self->kind != 0 && connection == NULL) /* no company, no list */
    {
      g_list_store_remove_all (self->groups);
      count_rows (self);
      return;
    }

  self->is_looking = TRUE;
  self->took = g_get_monotonic_time ();
  job = g_new0 (Job, 1);
  job->store = g_object_ref (tie_company_get_store (self->company));
  job->list.is_package = self->kind != 0;
  job->list.kind = self->kind;
  job->list.connection = g_strdup (self->connection);
  task = g_task_new (self, NULL, looked_cb, NULL);
  g_task_set_source_tag (task, look);
  g_task_set_task_data (task, job, job_free);
  g_thread_unref (g_thread_new ("doubles", look_thread, task));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOOKING]);
}

static void
store_changed_cb (TieDoubles *self,
                  guint areas)
{
  guint own = self->kind != 0 ? TIE_STORE_AREA_REMOTES : TIE_STORE_AREA_CONTACTS;

  if (areas & (own | TIE_STORE_AREA_LINKS))
    look_soon (self);
}

/* Signed out or offline, the list and its partners are the same. */
static void
state_changed_cb (TieDoubles *self)
{
  const TieConnection *connection = tie_company_get_connection (self->company);

  if (g_strcmp0 (connection != NULL ? connection->id : NULL, self->connection) != 0)
    look_soon (self);
}

static void
tie_doubles_get_property (GObject *object,
                          guint prop_id,
                          GValue *value,
                          GParamSpec *pspec)
{
  TieDoubles *self = TIE_DOUBLES (object);

  switch (prop_id)
    {
    case PROP_N_ROWS:
      g_value_set_uint (value, self->n_rows);
      break;
    case PROP_IS_LOOKING:
      g_value_set_boolean (value, self->is_looking);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_doubles_dispose (GObject *object)
{
  g_clear_handle_id (&TIE_DOUBLES (object)->source, g_source_remove);

  G_OBJECT_CLASS (tie_doubles_parent_class)->dispose (object);
}

static void
tie_doubles_finalize (GObject *object)
{
  TieDoubles *self = TIE_DOUBLES (object);

  g_clear_object (&self->groups);
  g_clear_object (&self->company);
  g_free (self->connection);

  G_OBJECT_CLASS (tie_doubles_parent_class)->finalize (object);
}

static void
tie_doubles_class_init (TieDoublesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tie_doubles_get_property;
  object_class->dispose = tie_doubles_dispose;
  object_class->finalize = tie_doubles_finalize;

  properties[PROP_N_ROWS] = g_param_spec_uint ("n-rows", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_IS_LOOKING] = g_param_spec_boolean ("is-looking", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_doubles_init (TieDoubles *self)
{
  self->groups = g_list_store_new (TIE_TYPE_DOUBLE_GROUP);
}

TieDoubles *
tie_doubles_new (TieCompany *company,
                 TieKind kind)
{
  TieDoubles *self;

  g_return_val_if_fail (TIE_IS_COMPANY (company), NULL);

  self = g_object_new (TIE_TYPE_DOUBLES, NULL);
  self->company = g_object_ref (company);
  self->kind = kind;
  g_signal_connect_object (tie_company_get_store (company), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  look_soon (self);
  return self;
}

GListModel *
tie_doubles_get_groups (TieDoubles *self)
{
  g_return_val_if_fail (TIE_IS_DOUBLES (self), NULL);

  return G_LIST_MODEL (self->groups);
}

guint
tie_doubles_get_n_rows (TieDoubles *self)
{
  g_return_val_if_fail (TIE_IS_DOUBLES (self), 0);

  return self->n_rows;
}

gboolean
tie_doubles_get_is_looking (TieDoubles *self)
{
  g_return_val_if_fail (TIE_IS_DOUBLES (self), FALSE);

  return self->is_looking || self->source != 0;
}

gboolean
tie_doubles_can_merge (TieDoubles *self)
{
  g_return_val_if_fail (TIE_IS_DOUBLES (self), FALSE);

  return self->kind == 0;
}

TieStore *
tie_doubles_get_store (TieDoubles *self)
{
  g_return_val_if_fail (TIE_IS_DOUBLES (self), NULL);

  return tie_company_get_store (self->company);
}
