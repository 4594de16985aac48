/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-double-group"
#include "config.h"

#include <math.h>

#include "sync/tie-double-group.h"

typedef struct
{
  TieRecord *record; /* (owned) */
  char *partner;     /* (owned) (nullable) */
} Member;

struct _TieDoubleGroup
{
  GObject parent_instance;

  GPtrArray *members; /* (owned): Member */
  GHashTable *names;  /* (owned): id → name of what records refer to */
  guint score;
  char *reason; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TieDoubleGroup, tie_double_group, G_TYPE_OBJECT)

enum
{
  PROP_NAMES = 1,
  PROP_SCORE,
  PROP_REASON,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
member_free (gpointer data)
{
  Member *member = data;

  g_object_unref (member->record);
  g_free (member->partner);
  g_free (member);
}

static void
tie_double_group_get_property (GObject *object,
                               guint prop_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  TieDoubleGroup *self = TIE_DOUBLE_GROUP (object);

  switch (prop_id)
    {
    case PROP_NAMES:
      g_value_take_string (value, tie_double_group_dup_names (self));
      break;
    case PROP_SCORE:
      g_value_set_uint (value, self->score);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_double_group_finalize (GObject *object)
{
  TieDoubleGroup *self = TIE_DOUBLE_GROUP (object);

  g_ptr_array_unref (self->members);
  g_hash_table_unref (self->names);
  g_free (self->reason);

  G_OBJECT_CLASS (tie_double_group_parent_class)->finalize (object);
}

static void
tie_double_group_class_init (TieDoubleGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tie_double_group_get_property;
  object_class->finalize = tie_double_group_finalize;

  properties[PROP_NAMES] = g_param_spec_string ("names", NULL, NULL, NULL, flags);
  properties[PROP_SCORE] = g_param_spec_uint ("score", NULL, NULL, 0, 100, 0, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_double_group_init (TieDoubleGroup *self)
{
  self->members = g_ptr_array_new_with_free_func (member_free);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

TieDoubleGroup *
tie_double_group_new (double score,
                      const char *reason)
{
  TieDoubleGroup *self = g_object_new (TIE_TYPE_DOUBLE_GROUP, NULL);

  self->score = (guint) floor (CLAMP (score, 0.0, 1.0) * 100.0);
  self->reason = g_strdup (reason);
  return self;
}

void
tie_double_group_add (TieDoubleGroup *self,
                      TieRecord *record,
                      const char *partner)
{
  Member *member = g_new0 (Member, 1);

  member->record = g_object_ref (record);
  member->partner = g_strdup (partner);
  g_ptr_array_add (self->members, member);
}

void
tie_double_group_name (TieDoubleGroup *self,
                       const char *id,
                       const char *name)
{
  g_hash_table_insert (self->names, g_strdup (id), g_strdup (name));
}

static guint
count_filled (TieRecord *record)
{
  guint n_filled = 0;

  for (guint i = 1; i < TIE_RECORD_GET_CLASS (record)->n_fields; i++)
    {
      if (tie_record_get_field (record, i)->type > TIE_FIELD_REFERENCE)
        continue;
      n_filled += tie_record_get_text (record, i) != NULL && *tie_record_get_text (record, i) != '\0' ? 1 : 0;
    }
  return n_filled;
}

static int
compare_members (gconstpointer a,
                 gconstpointer b)
{
  const Member *x = *(Member *const *) a, *y = *(Member *const *) b;

  if ((x->partner != NULL) != (y->partner != NULL))
    return x->partner != NULL ? -1 : 1;
  if (count_filled (x->record) != count_filled (y->record))
    return count_filled (x->record) > count_filled (y->record) ? -1 : 1;
  return g_strcmp0 (tie_record_get_id (x->record), tie_record_get_id (y->record)); /* the older one */
}

void
tie_double_group_settle (TieDoubleGroup *self)
{
  g_ptr_array_sort (self->members, compare_members);
}

static Member *
get_member (TieDoubleGroup *self,
            guint index)
{
  return g_ptr_array_index (self->members, index);
}

guint
tie_double_group_get_size (TieDoubleGroup *self)
{
  g_return_val_if_fail (TIE_IS_DOUBLE_GROUP (self), 0);

  return self->members->len;
}

TieRecord *
tie_double_group_get_record (TieDoubleGroup *self,
                             guint index)
{
  g_return_val_if_fail (TIE_IS_DOUBLE_GROUP (self), NULL);
  g_return_val_if_fail (index < self->members->len, NULL);

  return get_member (self, index)->record;
}

const char *
tie_double_group_get_partner (TieDoubleGroup *self,
                              guint index)
{
  g_return_val_if_fail (TIE_IS_DOUBLE_GROUP (self), NULL);
  g_return_val_if_fail (index < self->members->len, NULL);

  return get_member (self, index)->partner;
}

const char *
tie_double_group_get_text (TieDoubleGroup *self,
                           guint index,
                           guint field)
{
  TieRecord *record;
  const char *text;
  const char *name;

  g_return_val_if_fail (TIE_IS_DOUBLE_GROUP (self), "");
  g_return_val_if_fail (index < self->members->len, "");

  record = get_member (self, index)->record;
  if (tie_record_get_field (record, field)->type > TIE_FIELD_REFERENCE)
    return "";
  text = tie_record_get_text (record, field);
  if (text == NULL || tie_record_get_field (record, field)->type != TIE_FIELD_REFERENCE)
    return text != NULL ? text : "";
  name = g_hash_table_lookup (self->names, text);
  return name != NULL ? name : text;
}

guint
tie_double_group_get_score (TieDoubleGroup *self)
{
  g_return_val_if_fail (TIE_IS_DOUBLE_GROUP (self), 0);

  return self->score;
}

const char *
tie_double_group_get_reason (TieDoubleGroup *self)
{
  g_return_val_if_fail (TIE_IS_DOUBLE_GROUP (self), NULL);

  return self->reason;
}

char *
tie_double_group_dup_names (TieDoubleGroup *self)
{
  g_autoptr (GString) names = g_string_new (NULL);

  g_return_val_if_fail (TIE_IS_DOUBLE_GROUP (self), NULL);

  for (guint i = 0; i < self->members->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " · " : "", tie_record_get_name (get_member (self, i)->record));
  return g_strdup (names->str);
}

gboolean
tie_double_group_equal (TieDoubleGroup *self,
                        TieDoubleGroup *other)
{
  g_return_val_if_fail (TIE_IS_DOUBLE_GROUP (self), FALSE);
  g_return_val_if_fail (TIE_IS_DOUBLE_GROUP (other), FALSE);

  if (self->members->len != other->members->len || self->score != other->score || g_strcmp0 (self->reason, other->reason) != 0)
    return FALSE;
  for (guint i = 0; i < self->members->len; i++)
    {
      const Member *here = get_member (self, i), *there = get_member (other, i);

      if (!g_str_equal (tie_record_get_id (here->record), tie_record_get_id (there->record)) ||
          !tie_record_equal (here->record, there->record) ||
          g_strcmp0 (here->partner, there->partner) != 0)
        return FALSE;
    }
  return TRUE;
}
