/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-list-row"
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "ui/tie-list-row.h"

/* While it is filled. */
typedef struct
{
  char *id;        /* (owned) */
  gint64 *numbers; /* (owned) */
  char **texts;    /* (owned), each may be NULL */
} Loose;

/* Once filled, a row is one block: numbers, where each text begins, and the texts; id and key stand behind the others.  Some
 * hundred thousand rows are shown at once. */
struct _TieListRow
{
  GObject parent_instance;

  Loose *loose; /* (owned) (nullable): NULL when packed */
  char *packed; /* (owned) (nullable) */
  guint32 size; /* of packed */
  guint8 n_texts;
  guint8 n_searched; /* of the texts */
  guint8 n_numbers;
  guint8 is_checked;
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
free_loose (TieListRow *self)
{
  if (self->loose == NULL)
    return;
  for (guint i = 0; i < self->n_texts; i++)
    g_free (self->loose->texts[i]);
  g_free (self->loose->texts);
  g_free (self->loose->numbers);
  g_free (self->loose->id);
  g_clear_pointer (&self->loose, g_free);
}

static const char *
get_packed_text (TieListRow *self,
                 guint number)
{
  const gint64 *numbers = (const gint64 *) (gpointer) self->packed;
  const guint32 *offsets = (const guint32 *) (gpointer) &numbers[self->n_numbers];

  return self->packed + offsets[number];
}

/* (transfer full) All that is searched, folded. */
static char *
make_key (TieListRow *self)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < self->n_searched; i++)
    {
      if (self->loose->texts[i] != NULL)
        g_string_append_printf (all, "%s ", self->loose->texts[i]);
    }
  return tie_text_fold (all->str);
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
      g_value_set_string (value, tie_list_row_get_id (self));
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

  free_loose (self);
  g_free (self->packed);
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
  g_return_val_if_fail (n_texts <= G_MAXUINT8 && n_numbers <= G_MAXUINT8, NULL);

  self = g_object_new (TIE_TYPE_LIST_ROW, NULL);
  self->loose = g_new0 (Loose, 1);
  self->loose->id = g_strdup (id);
  self->loose->texts = g_new0 (char *, n_texts);
  self->loose->numbers = g_new0 (gint64, n_numbers);
  self->n_texts = (guint8) n_texts;
  self->n_searched = (guint8) n_texts;
  self->n_numbers = (guint8) n_numbers;
  return self;
}

const char *
tie_list_row_get_id (TieListRow *self)
{
  g_return_val_if_fail (TIE_IS_LIST_ROW (self), NULL);

  return self->packed != NULL ? get_packed_text (self, self->n_texts) : self->loose->id;
}

void
tie_list_row_set_text (TieListRow *self,
                       guint number,
                       const char *text)
{
  g_return_if_fail (TIE_IS_LIST_ROW (self));
  g_return_if_fail (number < self->n_texts && self->loose != NULL);

  g_free (self->loose->texts[number]);
  self->loose->texts[number] = g_strdup (text);
}

const char *
tie_list_row_get_text (TieListRow *self,
                       guint number)
{
  g_return_val_if_fail (TIE_IS_LIST_ROW (self), "");
  g_return_val_if_fail (number < self->n_texts, "");

  if (self->packed != NULL)
    return get_packed_text (self, number);
  return self->loose->texts[number] != NULL ? self->loose->texts[number] : "";
}

void
tie_list_row_set_number (TieListRow *self,
                         guint number,
                         gint64 value)
{
  g_return_if_fail (TIE_IS_LIST_ROW (self));
  g_return_if_fail (number < self->n_numbers && self->loose != NULL);

  self->loose->numbers[number] = value;
}

gint64
tie_list_row_get_number (TieListRow *self,
                         guint number)
{
  g_return_val_if_fail (TIE_IS_LIST_ROW (self), 0);
  g_return_val_if_fail (number < self->n_numbers, 0);

  return self->packed != NULL ? ((const gint64 *) (gpointer) self->packed)[number] : self->loose->numbers[number];
}

const char *
tie_list_row_get_key (TieListRow *self)
{
  g_return_val_if_fail (TIE_IS_LIST_ROW (self), "");

  tie_list_row_pack (self);
  return get_packed_text (self, self->n_texts + 1u);
}

void
tie_list_row_set_n_searched (TieListRow *self,
                             guint n_texts)
{
  g_return_if_fail (TIE_IS_LIST_ROW (self));
  g_return_if_fail (n_texts <= self->n_texts && self->loose != NULL);

  self->n_searched = (guint8) n_texts;
}

static gsize
append (TieListRow *self,
        gsize end,
        guint number,
        const char *text,
        gsize size)
{
  gint64 *numbers = (gint64 *) (gpointer) self->packed;
  guint32 *offsets = (guint32 *) (gpointer) &numbers[self->n_numbers];

  offsets[number] = (guint32) end;
  memcpy (self->packed + end, text, size);
  return end + size;
}

void
tie_list_row_pack (TieListRow *self)
{
  g_autofree char *key = NULL;
  guint n_texts;
  gsize head;
  gsize size;
  gsize end;

  g_return_if_fail (TIE_IS_LIST_ROW (self));

  if (self->packed != NULL)
    return;
  key = make_key (self);
  n_texts = self->n_texts;
  head = self->n_numbers * sizeof (gint64) + (n_texts + 2) * sizeof (guint32);
  size = head + strlen (self->loose->id) + 1 + strlen (key) + 1;
  for (guint i = 0; i < n_texts; i++)
    size += strlen (tie_list_row_get_text (self, i)) + 1;

  /* One after the other: the same row makes the same bytes. */
  self->packed = g_malloc (size);
  self->size = (guint32) size;
  if (self->n_numbers > 0)
    memcpy (self->packed, self->loose->numbers, self->n_numbers * sizeof (gint64));
  end = head;
  for (guint i = 0; i < n_texts; i++)
    {
      const char *text = self->loose->texts[i] != NULL ? self->loose->texts[i] : "";

      end = append (self, end, i, text, strlen (text) + 1);
    }
  end = append (self, end, n_texts, self->loose->id, strlen (self->loose->id) + 1);
  end = append (self, end, n_texts + 1, key, strlen (key) + 1);
  g_assert (end == size);
  free_loose (self);
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
  self->is_checked = (guint8) is_checked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_CHECKED]);
}

gboolean
tie_list_row_equal (TieListRow *self,
                    TieListRow *other)
{
  tie_list_row_pack (self);
  tie_list_row_pack (other);
  return self->n_texts == other->n_texts && self->n_numbers == other->n_numbers && self->size == other->size
         && memcmp (self->packed, other->packed, self->size) == 0;
}

void
tie_list_row_take (TieListRow *self,
                   TieListRow *other)
{
  g_return_if_fail (TIE_IS_LIST_ROW (self));
  g_return_if_fail (TIE_IS_LIST_ROW (other));
  g_return_if_fail (g_str_equal (tie_list_row_get_id (self), tie_list_row_get_id (other)));

  tie_list_row_pack (other);
  free_loose (self);
  g_free (self->packed);
  self->packed = g_memdup2 (other->packed, other->size);
  self->size = other->size;
  self->n_texts = other->n_texts;
  self->n_searched = other->n_searched;
  self->n_numbers = other->n_numbers;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]); /* the cells read everything anew */
}
