/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-activity-row"
#include "config.h"

#include "base/tie-text.h"
#include "ui/tie-activity-row.h"
#include "ui/tie-activity-run.h"

struct _TieActivityRow
{
  GObject parent_instance;

  TieActivity *activity; /* (owned) */
  char *key;             /* (owned) */
  GListStore *parts;     /* (owned) (nullable), item TieActivityRow: of a run */
  gboolean can_undo;
  gboolean is_batch;
  TieActivityRow *run;   /* (unowned) (nullable): whose part it is; both stand in the same lists */
  gboolean is_open;
};

enum
{
  PROP_ACTIVITY = 1,
  PROP_IS_OPEN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TieActivityRow, tie_activity_row, G_TYPE_OBJECT)

static void
tie_activity_row_get_property (GObject *object,
                               guint property_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  TieActivityRow *self = TIE_ACTIVITY_ROW (object);

  switch (property_id)
    {
    case PROP_ACTIVITY:
      g_value_set_pointer (value, self->activity);
      break;
    case PROP_IS_OPEN:
      g_value_set_boolean (value, self->is_open);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tie_activity_row_finalize (GObject *object)
{
  TieActivityRow *self = TIE_ACTIVITY_ROW (object);

  tie_activity_free (self->activity);
  g_free (self->key);
  g_clear_object (&self->parts);
  G_OBJECT_CLASS (tie_activity_row_parent_class)->finalize (object);
}

static void
tie_activity_row_class_init (TieActivityRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tie_activity_row_get_property;
  object_class->finalize = tie_activity_row_finalize;
  properties[PROP_ACTIVITY] = g_param_spec_pointer ("activity", NULL, NULL, flags);
  properties[PROP_IS_OPEN] = g_param_spec_boolean ("is-open", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_activity_row_init (TieActivityRow *self)
{
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* (transfer full) activity */
static void
take_activity (TieActivityRow *self,
               TieActivity *activity)
{
  g_autofree char *all = g_strjoin (" ", or_empty (activity->person), or_empty (activity->what), or_empty (activity->record), or_empty (activity->result), NULL);

  self->activity = activity;
  self->key = tie_text_fold (all);
}

TieActivityRow *
tie_activity_row_new (TieActivity *activity,
                      gboolean can_undo,
                      gboolean is_batch)
{
  TieActivityRow *self;

  g_return_val_if_fail (activity != NULL, NULL);

  self = g_object_new (TIE_TYPE_ACTIVITY_ROW, NULL);
  take_activity (self, activity);
  self->can_undo = can_undo;
  self->is_batch = is_batch;
  return self;
}

static void
set_run (TieActivityRow *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->parts)); i++)
    {
      g_autoptr (TieActivityRow) part = g_list_model_get_item (G_LIST_MODEL (self->parts), i);

      part->run = self;
    }
}

TieActivityRow *
tie_activity_row_new_run (GPtrArray *parts)
{
  TieActivityRow *self;

  g_return_val_if_fail (parts != NULL && parts->len > 0, NULL);

  self = tie_activity_row_new (tie_activity_run_describe (parts), FALSE, FALSE);
  self->parts = g_list_store_new (TIE_TYPE_ACTIVITY_ROW);
  g_list_store_splice (self->parts, 0, 0, parts->pdata, parts->len);
  set_run (self);
  return self;
}

const TieActivity *
tie_activity_row_get_activity (TieActivityRow *self)
{
  return self->activity;
}

gboolean
tie_activity_row_get_can_undo (TieActivityRow *self)
{
  return self->can_undo;
}

gboolean
tie_activity_row_get_is_batch (TieActivityRow *self)
{
  return self->is_batch;
}

const char *
tie_activity_row_get_key (TieActivityRow *self)
{
  return self->key;
}

GListModel *
tie_activity_row_get_parts (TieActivityRow *self)
{
  return (GListModel *) self->parts;
}

TieActivityRow *
tie_activity_row_get_run (TieActivityRow *self)
{
  return self->run;
}

gboolean
tie_activity_row_get_is_open (TieActivityRow *self)
{
  return self->is_open;
}

void
tie_activity_row_set_is_open (TieActivityRow *self,
                              gboolean is_open)
{
  g_return_if_fail (TIE_IS_ACTIVITY_ROW (self));

  is_open = !!is_open;
  if (self->is_open == is_open)
    return;
  self->is_open = is_open;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_OPEN]);
}

/* What tells rows apart: a run's line has no number of its own. */
static char *
dup_identity (TieActivityRow *self)
{
  return self->parts != NULL ? g_strconcat ("run ", self->activity->run, NULL) : g_strdup_printf ("%" G_GINT64_FORMAT, self->activity->id);
}

static gboolean
is_at (GListStore *list,
       guint position,
       gpointer row)
{
  g_autoptr (GObject) there = g_list_model_get_item (G_LIST_MODEL (list), position);

  return there == row;
}

/* Only what differs is spliced: a view takes a row that goes and comes for another one. */
static void
set_rows (GListStore *list,
          GPtrArray *rows)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (list));
  guint least = MIN (n_old, rows->len);
  guint first = 0;
  guint last = 0;

  while (first < least && is_at (list, first, rows->pdata[first]))
    first++;
  while (last < least - first && is_at (list, n_old - 1 - last, rows->pdata[rows->len - 1 - last]))
    last++;
  if (first + last < MAX (n_old, rows->len))
    g_list_store_splice (list, first, n_old - first - last, rows->pdata + first, rows->len - first - last);
}

/* What was read about the row that was shown. */
static void
take_over (TieActivityRow *self,
           TieActivityRow *read)
{
  TieActivity *old_activity = self->activity;
  char *old_key = self->key;

  self->activity = read->activity;
  self->key = read->key;
  read->activity = old_activity;
  read->key = old_key;
  self->can_undo = read->can_undo;
  self->is_batch = read->is_batch;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVITY]);
}

/* (transfer full) The rows, each as the object that was shown where there is one. */
static GPtrArray *
find_shown (GHashTable *shown,
            GListModel *rows)
{
  GPtrArray *found = g_ptr_array_new_full (g_list_model_get_n_items (rows), g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (TieActivityRow) row = g_list_model_get_item (rows, i);
      g_autofree char *identity = dup_identity (row);
      TieActivityRow *old = g_hash_table_lookup (shown, identity);

      g_ptr_array_add (found, g_object_ref (old != NULL ? old : row));
    }
  return found;
}

void
tie_activity_row_update (GListStore *list,
                         GListModel *rows)
{
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_autoptr (GPtrArray) found = NULL;

  g_return_if_fail (G_IS_LIST_STORE (list));
  g_return_if_fail (G_IS_LIST_MODEL (rows));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      TieActivityRow *row = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_hash_table_insert (shown, dup_identity (row), row);
    }
  found = find_shown (shown, rows);
  for (guint i = 0; i < found->len; i++)
    ((TieActivityRow *) found->pdata[i])->run = NULL;
  for (guint i = 0; i < found->len; i++)
    {
      g_autoptr (TieActivityRow) read = g_list_model_get_item (rows, i);
      TieActivityRow *row = found->pdata[i];

      if (read->parts != NULL)
        {
          g_autoptr (GPtrArray) parts = find_shown (shown, G_LIST_MODEL (read->parts));

          set_rows (row->parts, parts);
          set_run (row);
        }
    }
  for (guint i = 0; i < found->len; i++)
    {
      g_autoptr (TieActivityRow) read = g_list_model_get_item (rows, i);

      if (read != found->pdata[i])
        take_over (found->pdata[i], read);
    }
  set_rows (list, found);
}
