/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-pair-row"
#include "config.h"

#include <glib/gi18n.h>

#include "sync/tie-pair-row-private.h"

struct _TiePairRow
{
  GObject parent_instance;

  TieRowText *text;    /* (owned) (not nullable) */
  TiePairRow *partner; /* (unowned) (nullable): the lists own both and tell this row before they drop that one */
  char *taken_by;      /* (owned) (nullable): name of the code of the other type that it is linked to */
  guint rank;
  guint8 state;
  guint8 n_possible;
  gboolean was_decided; /* when it was last asked */
};

G_DEFINE_FINAL_TYPE (TiePairRow, tie_pair_row, G_TYPE_OBJECT)

enum
{
  PROP_NAME = 1,
  PROP_DETAIL,
  PROP_STATE,
  PROP_PARTNER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
tie_pair_row_get_property (GObject *object,
                           guint prop_id,
                           GValue *value,
                           GParamSpec *pspec)
{
  TiePairRow *self = TIE_PAIR_ROW (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, tie_pair_row_get_name (self));
      break;
    case PROP_DETAIL:
      g_value_set_string (value, tie_pair_row_get_detail (self));
      break;
    case PROP_STATE:
      g_value_set_uint (value, tie_pair_row_get_state (self));
      break;
    case PROP_PARTNER:
      g_value_set_object (value, self->partner);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_pair_row_finalize (GObject *object)
{
  TiePairRow *self = TIE_PAIR_ROW (object);

  g_clear_pointer (&self->text, tie_row_text_unref);
  g_free (self->taken_by);

  G_OBJECT_CLASS (tie_pair_row_parent_class)->finalize (object);
}

static void
tie_pair_row_class_init (TiePairRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tie_pair_row_get_property;
  object_class->finalize = tie_pair_row_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, TIE_ROW_TAKEN, TIE_ROW_NOT_LINKED, flags);
  properties[PROP_PARTNER] = g_param_spec_object ("partner", NULL, NULL, TIE_TYPE_PAIR_ROW, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_pair_row_init (TiePairRow *self)
{
  self->state = TIE_ROW_NOT_LINKED;
}

static void
notify_state (TiePairRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

TiePairRow *
tie_pair_row_new (TieRowText *text)
{
  TiePairRow *self = g_object_new (TIE_TYPE_PAIR_ROW, NULL);

  self->text = tie_row_text_ref (text);
  return self;
}

TieRowText *
tie_pair_row_get_text (TiePairRow *self)
{
  return self->text;
}

gboolean
tie_pair_row_set_text (TiePairRow *self,
                       TieRowText *text)
{
  g_autoptr (TieRowText) before = NULL;

  g_return_val_if_fail (TIE_IS_PAIR_ROW (self), FALSE);

  if (self->text == text || tie_row_text_equal (self->text, text))
    return FALSE;

  before = g_steal_pointer (&self->text);
  self->text = tie_row_text_ref (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
  return TRUE;
}

const char *
tie_pair_row_get_id (TiePairRow *self)
{
  g_return_val_if_fail (TIE_IS_PAIR_ROW (self), "");

  return tie_row_text_get (self->text, TIE_ROW_TEXT_ID);
}

const char *
tie_pair_row_get_name (TiePairRow *self)
{
  g_return_val_if_fail (TIE_IS_PAIR_ROW (self), "");

  return tie_row_text_get (self->text, TIE_ROW_TEXT_NAME);
}

const char *
tie_pair_row_get_key (TiePairRow *self)
{
  g_return_val_if_fail (TIE_IS_PAIR_ROW (self), "");

  return tie_row_text_get (self->text, TIE_ROW_TEXT_KEY);
}

const char *
tie_pair_row_get_words (TiePairRow *self,
                        TieRowTextField field)
{
  g_return_val_if_fail (TIE_IS_PAIR_ROW (self), "");

  return tie_row_text_get (self->text, field);
}

const char *
tie_pair_row_get_taken_by (TiePairRow *self)
{
  g_return_val_if_fail (TIE_IS_PAIR_ROW (self), NULL);

  return self->taken_by;
}

const char *
tie_pair_row_get_detail (TiePairRow *self)
{
  const char *city;

  g_return_val_if_fail (TIE_IS_PAIR_ROW (self), "");

  city = tie_row_text_get (self->text, TIE_ROW_TEXT_CITY);
  return *city != '\0' ? city : tie_row_text_get (self->text, TIE_ROW_TEXT_EMAIL);
}

gboolean
tie_pair_row_get_is_child (TiePairRow *self)
{
  g_return_val_if_fail (TIE_IS_PAIR_ROW (self), FALSE);

  return tie_row_text_is_child (self->text);
}

TieRowState
tie_pair_row_get_state (TiePairRow *self)
{
  g_return_val_if_fail (TIE_IS_PAIR_ROW (self), TIE_ROW_NOT_LINKED);

  if (self->state == TIE_ROW_NOT_LINKED && self->n_possible > 1)
    return TIE_ROW_POSSIBLE;
  return self->state;
}

char *
tie_pair_row_dup_state_text (TiePairRow *self,
                             const char *package)
{
  g_return_val_if_fail (TIE_IS_PAIR_ROW (self), NULL);

  switch (tie_pair_row_get_state (self))
    {
    case TIE_ROW_LINKED:
      return g_strdup (_ ("Linked"));
    case TIE_ROW_GONE:
      return g_strdup_printf (_ ("Gone in %s"), package);
    case TIE_ROW_TAKEN:
      /* Translators: a product or service of the package stands in this row, a code of the practice is its partner */
      return g_strdup_printf (_ ("Linked to %s"), self->taken_by);
    case TIE_ROW_POSSIBLE:
      /* Translators: so many partners are possible for this row */
      return g_strdup_printf (ngettext ("%u possible", "%u possible", self->n_possible), self->n_possible);
    case TIE_ROW_NOT_LINKED:
    default:
      return g_strdup ("—");
    }
}

TiePairRow *
tie_pair_row_get_partner (TiePairRow *self)
{
  g_return_val_if_fail (TIE_IS_PAIR_ROW (self), NULL);

  return self->partner;
}

void
tie_pair_row_set_partner (TiePairRow *self,
                          TieRowState state,
                          TiePairRow *partner)
{
  TieRowState before;
  TiePairRow *partner_before;

  g_return_if_fail (TIE_IS_PAIR_ROW (self));
  g_return_if_fail (state != TIE_ROW_POSSIBLE && state != TIE_ROW_TAKEN);

  before = tie_pair_row_get_state (self);
  partner_before = self->partner;
  self->state = (guint8) state;
  self->partner = partner;
  g_clear_pointer (&self->taken_by, g_free);
  if (state != TIE_ROW_NOT_LINKED)
    self->n_possible = 0;

  if (tie_pair_row_get_state (self) != before)
    notify_state (self);
  if (partner != partner_before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PARTNER]);
}

void
tie_pair_row_set_taken (TiePairRow *self,
                        const char *name)
{
  g_return_if_fail (TIE_IS_PAIR_ROW (self));

  if (self->state == TIE_ROW_TAKEN && g_strcmp0 (self->taken_by, name) == 0)
    return;
  g_free (self->taken_by);
  self->taken_by = g_strdup (name);
  self->state = TIE_ROW_TAKEN;
  self->n_possible = 0;
  notify_state (self);
  if (self->partner == NULL)
    return;
  self->partner = NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PARTNER]);
}

void
tie_pair_row_set_n_possible (TiePairRow *self,
                             guint n_possible)
{
  g_return_if_fail (TIE_IS_PAIR_ROW (self));

  n_possible = MIN (n_possible, G_MAXUINT8);
  if (self->n_possible == n_possible)
    return;
  self->n_possible = (guint8) n_possible;
  if (self->state == TIE_ROW_NOT_LINKED)
    notify_state (self);
}

gboolean
tie_pair_row_is_decided (TiePairRow *self)
{
  g_return_val_if_fail (TIE_IS_PAIR_ROW (self), FALSE);

  return self->state != TIE_ROW_NOT_LINKED;
}

gboolean
tie_pair_row_take_decision (TiePairRow *self)
{
  gboolean was_decided = self->was_decided;

  self->was_decided = tie_pair_row_is_decided (self);
  return self->was_decided != was_decided;
}

guint
tie_pair_row_get_rank (TiePairRow *self)
{
  g_return_val_if_fail (TIE_IS_PAIR_ROW (self), 0);

  return self->rank;
}

void
tie_pair_row_set_rank (TiePairRow *self,
                       guint rank)
{
  self->rank = rank;
}
