/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-amount-entry"
#include "config.h"

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "base/tie-typed-amount.h"
#include "ui/tie-amount-entry.h"

struct _TieAmountEntry
{
  TieTypedEntry parent_instance;

  gint64 value;
  guint decimals;
  guint min_decimals;
  gboolean blank_zero;
};

G_DEFINE_FINAL_TYPE (TieAmountEntry, tie_amount_entry, TIE_TYPE_TYPED_ENTRY)

enum
{
  PROP_VALUE = 1,
  PROP_DECIMALS,
  PROP_MIN_DECIMALS,
  PROP_BLANK_ZERO,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
read_amount (TieTypedEntry *entry,
             const char *text,
             GError **error)
{
  TieAmountEntry *self = TIE_AMOUNT_ENTRY (entry);
  g_autofree char *cleaned = tie_text_clean (text);
  gint64 value = 0;

  if (*cleaned != '\0' && !tie_typed_amount_parse (cleaned, tie_typed_amount_get_decimal_sign (), self->decimals, &value, error))
    return FALSE;
  if (value != self->value)
    {
      self->value = value;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
    }
  return TRUE;
}

static char *
format_amount (TieTypedEntry *entry)
{
  TieAmountEntry *self = TIE_AMOUNT_ENTRY (entry);

  if (self->value == 0 && self->blank_zero)
    return g_strdup ("");
  return tie_decimal_to_display (self->value, self->decimals, self->min_decimals);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint key,
                guint code,
                GdkModifierType modifiers,
                TieAmountEntry *self)
{
  GtkEditable *entry = GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self)));
  int position;

  if ((key != GDK_KEY_KP_Decimal && key != GDK_KEY_KP_Separator) || !gtk_editable_get_editable (entry))
    return GDK_EVENT_PROPAGATE;
  gtk_editable_delete_selection (entry);
  position = gtk_editable_get_position (entry);
  gtk_editable_insert_text (entry, tie_typed_amount_get_decimal_sign (), -1, &position);
  gtk_editable_set_position (entry, position);
  return GDK_EVENT_STOP;
}

static void
tie_amount_entry_get_property (GObject *object,
                               guint prop_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  TieAmountEntry *self = TIE_AMOUNT_ENTRY (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      g_value_set_int64 (value, self->value);
      break;
    case PROP_DECIMALS:
      g_value_set_uint (value, self->decimals);
      break;
    case PROP_MIN_DECIMALS:
      g_value_set_uint (value, self->min_decimals);
      break;
    case PROP_BLANK_ZERO:
      g_value_set_boolean (value, self->blank_zero);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_amount_entry_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  TieAmountEntry *self = TIE_AMOUNT_ENTRY (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      tie_amount_entry_set_value (self, g_value_get_int64 (value));
      break;
    case PROP_DECIMALS:
      self->decimals = g_value_get_uint (value);
      break;
    case PROP_MIN_DECIMALS:
      self->min_decimals = g_value_get_uint (value);
      break;
    case PROP_BLANK_ZERO:
      self->blank_zero = g_value_get_boolean (value);
      tie_typed_entry_show (TIE_TYPED_ENTRY (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_amount_entry_constructed (GObject *object)
{
  G_OBJECT_CLASS (tie_amount_entry_parent_class)->constructed (object);
  tie_typed_entry_show (TIE_TYPED_ENTRY (object));
}

static void
tie_amount_entry_class_init (TieAmountEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  TieTypedEntryClass *entry_class = TIE_TYPED_ENTRY_CLASS (klass);
  const GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = tie_amount_entry_constructed;
  object_class->get_property = tie_amount_entry_get_property;
  object_class->set_property = tie_amount_entry_set_property;
  entry_class->read = read_amount;
  entry_class->format = format_amount;

  properties[PROP_VALUE] = g_param_spec_int64 ("value", NULL, NULL, -G_MAXINT64, G_MAXINT64, 0, flags);
  properties[PROP_DECIMALS] = g_param_spec_uint ("decimals", NULL, NULL, 0, 9, TIE_MONEY_DECIMALS, construct);
  properties[PROP_MIN_DECIMALS] = g_param_spec_uint ("min-decimals", NULL, NULL, 0, 9, TIE_MONEY_DECIMALS, construct);
  properties[PROP_BLANK_ZERO] = g_param_spec_boolean ("blank-zero", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_amount_entry_init (TieAmountEntry *self)
{
  GtkEntry *entry = tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self));
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_editable_set_alignment (GTK_EDITABLE (entry), 1);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 9);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 12);
  gtk_entry_set_input_purpose (entry, GTK_INPUT_PURPOSE_NUMBER);
  gtk_widget_add_css_class (GTK_WIDGET (entry), "numeric");
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
tie_amount_entry_new (const char *accessible_name,
                      guint decimals,
                      guint min_decimals)
{
  TieTypedEntry *self = g_object_new (TIE_TYPE_AMOUNT_ENTRY, "decimals", decimals, "min-decimals", min_decimals, NULL);

  tie_typed_entry_set_accessible_name (self, accessible_name);
  return GTK_WIDGET (self);
}

gint64
tie_amount_entry_get_value (TieAmountEntry *self)
{
  g_return_val_if_fail (TIE_IS_AMOUNT_ENTRY (self), 0);

  return self->value;
}

void
tie_amount_entry_set_value (TieAmountEntry *self,
                            gint64 value)
{
  g_return_if_fail (TIE_IS_AMOUNT_ENTRY (self));

  if (self->value != value)
    {
      self->value = value;
      tie_typed_entry_show (TIE_TYPED_ENTRY (self));
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
    }
  else if (tie_typed_entry_is_typed (TIE_TYPED_ENTRY (self)))
    tie_typed_entry_show (TIE_TYPED_ENTRY (self));
}
