/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-list-row"
#include "config.h"

#include "base/tie-text.h"
#include "ui/tie-list-row.h"

struct _TieListRow
{
  GObject parent_instance;

  char *id;        /* (owned) */
  char **texts;    /* (owned), n_texts of them, each may be NULL */
  gint64 *numbers; /* (owned) */
  char *key;       /* (owned) (nullable): made when asked for */
  guint n_texts;
  guint n_searched; /* of the texts */
  guint n_numbers;
  gboolean is_checked;
};

G_DEFINE_FINAL_TYPE (TieListRow, tie_list_row, G_TYPE_OBJECT)

enum
{
  PROP_ID = 1,
  PROP_IS_CHECKED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
free_texts (TieListRow *self)
{
  for (guint i = 0; i < self->n_texts; i++)
    g_free (self->texts[i]);
  g_free (self->texts);
}

static void
tie_list_row_get_property (GObject *object,
                           guint prop_id,
                           GValue *value,
                           GParamSpec *pspec)
{
  TieListRow *self = TIE_LIST_ROW (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_IS_CHECKED:
      g_value_set_boolean (value, self->is_checked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_list_row_finalize (GObject *object)
{
  TieListRow *self = TIE_LIST_ROW (object);

  free_texts (self);
  g_free (self->numbers);
  g_free (self->key);
  g_free (self->id);
  G_OBJECT_CLASS (tie_list_row_parent_class)->finalize (object);
}

static void
tie_list_row_class_init (TieListRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tie_list_row_get_property;
  object_class->finalize = tie_list_row_finalize;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_IS_CHECKED] = g_param_spec_boolean ("is-checked", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_list_row_init (TieListRow *self)
{
}

TieListRow *
tie_list_row_new (const char *id,
                  guint n_texts,
                  guint n_numbers)
{
  TieListRow *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (TIE_TYPE_LIST_ROW, NULL);
  self->id = g_strdup (id);
  self->texts = g_new0 (char *, n_texts);
  self->numbers = g_new0 (gint64, n_numbers);
  self->n_texts = n_texts;
  self->n_searched = n_texts;
  self->n_numbers = n_numbers;
  return self;
}

const char *
tie_list_row_get_id (TieListRow *self)
{
  g_return_val_if_fail (TIE_IS_LIST_ROW (self), NULL);

  return self->id;
}

void
tie_list_row_set_text (TieListRow *self,
                       guint number,
                       const char *text)
{
  g_return_if_fail (TIE_IS_LIST_ROW (self));
  g_return_if_fail (number < self->n_texts);

  g_free (self->texts[number]);
  self->texts[number] = g_strdup (text);
}

const char *
tie_list_row_get_text (TieListRow *self,
                       guint number)
{
  g_return_val_if_fail (TIE_IS_LIST_ROW (self), "");
  g_return_val_if_fail (number < self->n_texts, "");

  return self->texts[number] != NULL ? self->texts[number] : "";
}

void
tie_list_row_set_number (TieListRow *self,
                         guint number,
                         gint64 value)
{
  g_return_if_fail (TIE_IS_LIST_ROW (self));
  g_return_if_fail (number < self->n_numbers);

  self->numbers[number] = value;
}

gint64
tie_list_row_get_number (TieListRow *self,
                         guint number)
{
  g_return_val_if_fail (TIE_IS_LIST_ROW (self), 0);
  g_return_val_if_fail (number < self->n_numbers, 0);

  return self->numbers[number];
}

const char *
tie_list_row_get_key (TieListRow *self)
{
  g_return_val_if_fail (TIE_IS_LIST_ROW (self), "");

  if (self->key == NULL)
    {
      g_autoptr (GString) all = g_string_new (NULL);

      for (guint i = 0; i < self->n_searched; i++)
        {
          if (self->texts[i] != NULL)
            g_string_append_printf (all, "%s ", self->texts[i]);
        }
      self->key = tie_text_fold (all->str);
    }
  return self->key;
}

void
tie_list_row_set_n_searched (TieListRow *self,
                             guint n_texts)
{
  g_return_if_fail (TIE_IS_LIST_ROW (self));
  g_return_if_fail (n_texts <= self->n_texts && self->key == NULL);

  self->n_searched = n_texts;
}

gboolean
tie_list_row_get_is_checked (TieListRow *self)
{
  g_return_val_if_fail (TIE_IS_LIST_ROW (self), FALSE);

  return self->is_checked;
}

void
tie_list_row_set_is_checked (TieListRow *self,
                             gboolean is_checked)
{
  g_return_if_fail (TIE_IS_LIST_ROW (self));

  is_checked = !!is_checked;
  if (self->is_checked == is_checked)
    return;
  self->is_checked = is_checked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_CHECKED]);
}

gboolean
tie_list_row_equal (TieListRow *self,
                    TieListRow *other)
{
  if (self->n_texts != other->n_texts || self->n_numbers != other->n_numbers || !g_str_equal (self->id, other->id))
    return FALSE;
  for (guint i = 0; i < self->n_numbers; i++)
    {
      if (self->numbers[i] != other->numbers[i])
        return FALSE;
    }
  for (guint i = 0; i < self->n_texts; i++)
    {
      if (g_strcmp0 (self->texts[i], other->texts[i]) != 0)
        return FALSE;
    }
  return TRUE;
}

void
tie_list_row_take (TieListRow *self,
                   TieListRow *other)
{
  g_return_if_fail (TIE_IS_LIST_ROW (self));
  g_return_if_fail (TIE_IS_LIST_ROW (other));
  g_return_if_fail (g_str_equal (self->id, other->id));

  free_texts (self);
  self->n_texts = other->n_texts;
  self->texts = g_new0 (char *, self->n_texts);
  for (guint i = 0; i < self->n_texts; i++)
    self->texts[i] = g_strdup (other->texts[i]);
  g_free (self->numbers);
  self->n_numbers = other->n_numbers;
  self->numbers = g_memdup2 (other->numbers, sizeof (gint64) * other->n_numbers);
  g_clear_pointer (&self->key, g_free);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]); /* the cells read everything anew */
}
