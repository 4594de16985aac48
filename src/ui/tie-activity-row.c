/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-activity-row"
#include "config.h"

#include "base/tie-text.h"
#include "ui/tie-activity-row.h"

struct _TieActivityRow
{
  GObject parent_instance;

  TieActivity *activity; /* (owned) */
  char *key;             /* (owned) */
  gboolean can_undo;
  gboolean is_batch;
};

G_DEFINE_FINAL_TYPE (TieActivityRow, tie_activity_row, G_TYPE_OBJECT)

static void
tie_activity_row_finalize (GObject *object)
{
  TieActivityRow *self = TIE_ACTIVITY_ROW (object);

  tie_activity_free (self->activity);
  g_free (self->key);
  G_OBJECT_CLASS (tie_activity_row_parent_class)->finalize (object);
}

static void
tie_activity_row_class_init (TieActivityRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_activity_row_finalize;
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

TieActivityRow *
tie_activity_row_new (TieActivity *activity,
                      gboolean can_undo,
                      gboolean is_batch)
{
  TieActivityRow *self;
  g_autofree char *all = NULL;

  g_return_val_if_fail (activity != NULL, NULL);

  self = g_object_new (TIE_TYPE_ACTIVITY_ROW, NULL);
  self->activity = activity;
  self->can_undo = can_undo;
  self->is_batch = is_batch;
  all = g_strjoin (" ", or_empty (activity->person), or_empty (activity->what), or_empty (activity->record), or_empty (activity->result), NULL);
  self->key = tie_text_fold (all);
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
