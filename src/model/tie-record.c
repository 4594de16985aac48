/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-record"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-random.h"
#include "base/tie-text.h"
#include "model/tie-record.h"

typedef union
{
  char *text; /* (owned) (nullable): NULL for "" */
  gint64 integer;
} Value;

typedef struct
{
  char *id;      /* (owned) (nullable): NULL until asked for or given */
  Value *values; /* (owned) as many as the class has fields */
} TieRecordPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TieRecord, tie_record, G_TYPE_OBJECT)

enum
{
  PROP_ID = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_text_type (TieFieldType type)
{
  return type <= TIE_FIELD_REFERENCE;
}

static TieRecordPrivate *
get_private (TieRecord *self)
{
  return tie_record_get_instance_private (self);
}

static void
tie_record_constructed (GObject *object)
{
  TieRecord *self = TIE_RECORD (object);

  get_private (self)->values = g_new0 (Value, TIE_RECORD_GET_CLASS (self)->n_fields);

  G_OBJECT_CLASS (tie_record_parent_class)->constructed (object);
}

static void
tie_record_finalize (GObject *object)
{
  TieRecord *self = TIE_RECORD (object);
  TieRecordClass *klass = TIE_RECORD_GET_CLASS (self);
  TieRecordPrivate *priv = get_private (self);

  for (guint i = 1; i < klass->n_fields; i++)
    {
      if (is_text_type (klass->fields[i].type))
        g_free (priv->values[i].text);
    }
  g_free (priv->values);
  g_free (priv->id);

  G_OBJECT_CLASS (tie_record_parent_class)->finalize (object);
}

static void
tie_record_get_id_property (GObject *object,
                            guint prop_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  if (prop_id == PROP_ID)
    g_value_set_string (value, tie_record_get_id (TIE_RECORD (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

/* The two below belong to the subclasses: a property's number is its field's. */
static void
get_field_property (GObject *object,
                    guint prop_id,
                    GValue *value,
                    GParamSpec *pspec)
{
  TieRecord *self = TIE_RECORD (object);

  if (G_VALUE_HOLDS_STRING (value))
    g_value_set_string (value, tie_record_get_text (self, prop_id));
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    g_value_set_boolean (value, tie_record_get_integer (self, prop_id) != 0);
  else
    g_value_set_int64 (value, tie_record_get_integer (self, prop_id));
}

static void
set_field_property (GObject *object,
                    guint prop_id,
                    const GValue *value,
                    GParamSpec *pspec)
{
  TieRecord *self = TIE_RECORD (object);

  if (G_VALUE_HOLDS_STRING (value))
    tie_record_set_text (self, prop_id, g_value_get_string (value));
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    tie_record_set_integer (self, prop_id, g_value_get_boolean (value));
  else
    tie_record_set_integer (self, prop_id, g_value_get_int64 (value));
}

static void
tie_record_class_init (TieRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = tie_record_constructed;
  object_class->finalize = tie_record_finalize;
  object_class->get_property = tie_record_get_id_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_record_init (TieRecord *self)
{
}

static GParamSpec *
make_pspec (const TieField *field)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  g_autofree char *dashed = g_strdelimit (g_strdup (field->name), "_", '-');
  const char *name = g_intern_string (dashed);

  switch (field->type)
    {
    case TIE_FIELD_BOOLEAN:
      return g_param_spec_boolean (name, NULL, NULL, FALSE, flags);
    case TIE_FIELD_INTEGER:
    case TIE_FIELD_MONEY:
    case TIE_FIELD_RATE:
      return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    case TIE_FIELD_TEXT:
    case TIE_FIELD_LINES:
    case TIE_FIELD_DATE:
    case TIE_FIELD_CHOICE:
    case TIE_FIELD_REFERENCE:
    default:
      return g_param_spec_string (name, NULL, NULL, NULL, flags);
    }
}

void
tie_record_class_set_fields (TieRecordClass *klass,
                             const char *table,
                             const TieField *fields,
                             guint n_fields)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  klass->table = table;
  klass->fields = fields;
  klass->n_fields = n_fields;
  klass->pspecs = g_new0 (GParamSpec *, n_fields);
  object_class->get_property = get_field_property;
  object_class->set_property = set_field_property;
  for (guint i = 1; i < n_fields; i++)
    klass->pspecs[i] = make_pspec (&fields[i]);
  g_object_class_install_properties (object_class, n_fields, klass->pspecs);
}

gpointer
tie_record_new (GType type,
                const char *id)
{
  TieRecord *self;

  g_return_val_if_fail (g_type_is_a (type, TIE_TYPE_RECORD), NULL);

  self = g_object_new (type, NULL);
  get_private (self)->id = id != NULL ? g_strdup (id) : tie_random_ordered_uuid ();
  return self;
}

gpointer
tie_record_copy (TieRecord *self)
{
  TieRecordClass *klass = TIE_RECORD_GET_CLASS (self);
  TieRecord *copy = tie_record_new (G_OBJECT_TYPE (self), tie_record_get_id (self));

  for (guint i = 1; i < klass->n_fields; i++)
    {
      Value value = get_private (self)->values[i];

      if (is_text_type (klass->fields[i].type))
        value.text = g_strdup (value.text);
      get_private (copy)->values[i] = value;
    }
  return copy;
}

const char *
tie_record_get_id (TieRecord *self)
{
  TieRecordPrivate *priv = get_private (self);

  if (priv->id == NULL) /* made by g_object_new() */
    priv->id = tie_random_ordered_uuid ();
  return priv->id;
}

const TieField *
tie_record_get_field (TieRecord *self,
                      guint field)
{
  TieRecordClass *klass = TIE_RECORD_GET_CLASS (self);

  g_return_val_if_fail (field > 0 && field < klass->n_fields, NULL);

  return &klass->fields[field];
}

guint
tie_record_find_field (TieRecordClass *klass,
                       const char *name)
{
  for (guint i = 1; i < klass->n_fields; i++)
    {
      if (g_str_equal (klass->fields[i].name, name))
        return i;
    }
  return 0;
}

guint
tie_record_class_get_name_field (TieRecordClass *klass)
{
  for (guint i = 1; i < klass->n_fields; i++)
    {
      if (klass->fields[i].type == TIE_FIELD_TEXT)
        return i;
    }
  return 0;
}

const char *
tie_record_get_name (TieRecord *self)
{
  guint field = tie_record_class_get_name_field (TIE_RECORD_GET_CLASS (self));

  return field > 0 ? tie_record_get_text (self, field) : "";
}

guint
tie_record_class_get_sort_field (TieRecordClass *klass)
{
  for (guint i = 1; i < klass->n_fields; i++)
    {
      if ((klass->fields[i].flags & TIE_FIELD_SORT) != 0)
        return i;
    }
  return tie_record_class_get_name_field (klass);
}

static const TieChoice *
find_choice (const TieField *field,
             const char *token)
{
  for (const TieChoice *choice = field->choices; choice != NULL && choice->token != NULL; choice++)
    {
      if (g_strcmp0 (choice->token, token) == 0)
        return choice;
    }
  return NULL;
}

const char *
tie_field_get_choice_label (const TieField *field,
                            const char *token)
{
  const TieChoice *choice = find_choice (field, token);

  return choice != NULL ? _ (choice->label) : token;
}

const char *
tie_record_get_text (TieRecord *self,
                     guint field)
{
  const TieField *info = tie_record_get_field (self, field);
  const char *text;

  g_return_val_if_fail (info != NULL && is_text_type (info->type), "");

  text = get_private (self)->values[field].text;
  return text != NULL || info->type == TIE_FIELD_REFERENCE ? text : "";
}

void
tie_record_set_text (TieRecord *self,
                     guint field,
                     const char *value)
{
  const TieField *info = tie_record_get_field (self, field);
  const char *text = tie_text_is_empty (value) ? NULL : value;
  char **place;

  g_return_if_fail (info != NULL && is_text_type (info->type));

  place = &get_private (self)->values[field].text;
  if (g_strcmp0 (*place, text) == 0)
    return;
  g_free (*place);
  *place = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), TIE_RECORD_GET_CLASS (self)->pspecs[field]);
}

gint64
tie_record_get_integer (TieRecord *self,
                        guint field)
{
  const TieField *info = tie_record_get_field (self, field);

  g_return_val_if_fail (info != NULL && !is_text_type (info->type), 0);

  return get_private (self)->values[field].integer;
}

void
tie_record_set_integer (TieRecord *self,
                        guint field,
                        gint64 value)
{
  const TieField *info = tie_record_get_field (self, field);
  gint64 *place;

  g_return_if_fail (info != NULL && !is_text_type (info->type));

  if (info->type == TIE_FIELD_BOOLEAN)
    value = value != 0;
  place = &get_private (self)->values[field].integer;
  if (*place == value)
    return;
  *place = value;
  g_object_notify_by_pspec (G_OBJECT (self), TIE_RECORD_GET_CLASS (self)->pspecs[field]);
}

static gboolean
validate_text (TieRecord *self,
               guint field,
               GError **error)
{
  const TieField *info = tie_record_get_field (self, field);
  const char *label = _ (info->label);
  const char *text;

  if (info->type == TIE_FIELD_TEXT || info->type == TIE_FIELD_LINES)
    {
      const char *given = tie_record_get_text (self, field);
      g_autofree char *cleaned = info->type == TIE_FIELD_TEXT ? tie_text_clean (given) : tie_text_clean_lines (given);

      tie_record_set_text (self, field, cleaned);
    }

  text = tie_record_get_text (self, field);
  if (tie_text_is_empty (text))
    {
      if ((info->flags & TIE_FIELD_REQUIRED) == 0)
        return TRUE;
      /* Translators: %s is the name of a field */
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s is missing."), label);
      return FALSE;
    }
  if (info->type == TIE_FIELD_DATE && !tie_date_is_valid (text))
    {
      /* Translators: the first %s is the name of a field, the second what was typed */
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s: “%s” is not a date."), label, text);
      return FALSE;
    }
  if (info->type == TIE_FIELD_CHOICE && find_choice (info, text) == NULL)
    {
      /* Translators: the first %s is the name of a field, the second what stands there */
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s: “%s” is none of the choices."), label, text);
      return FALSE;
    }
  if (info->max_length > 0 && g_utf8_strlen (text, -1) > info->max_length)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, ngettext ("%s is longer than %u character.", "%s is longer than %u characters.", info->max_length), label, info->max_length);
      return FALSE;
    }

  return TRUE;
}

gboolean
tie_record_validate (TieRecord *self,
                     GError **error)
{
  TieRecordClass *klass = TIE_RECORD_GET_CLASS (self);

  for (guint i = 1; i < klass->n_fields; i++)
    {
      if (is_text_type (klass->fields[i].type) && !validate_text (self, i, error))
        return FALSE;
      if (klass->fields[i].type == TIE_FIELD_REFERENCE && klass->fields[i].target () == G_OBJECT_TYPE (self) &&
          g_strcmp0 (tie_record_get_text (self, i), tie_record_get_id (self)) == 0)
        {
          /* Translators: %s is the name of a field, "Care of" say */
          g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s cannot be the record itself. Choose another one."), _ (klass->fields[i].label));
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
tie_record_equal (TieRecord *self,
                  TieRecord *other)
{
  TieRecordClass *klass = TIE_RECORD_GET_CLASS (self);

  if (G_OBJECT_TYPE (self) != G_OBJECT_TYPE (other))
    return FALSE;
  for (guint i = 1; i < klass->n_fields; i++)
    {
      Value a = get_private (self)->values[i];
      Value b = get_private (other)->values[i];

      if (is_text_type (klass->fields[i].type) ? g_strcmp0 (a.text, b.text) != 0 : a.integer != b.integer)
        return FALSE;
    }
  return TRUE;
}
