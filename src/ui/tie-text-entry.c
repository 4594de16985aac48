/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-text-entry"
#include "config.h"

#include "base/tie-text.h"
#include "ui/tie-text-entry.h"

struct _TieTextEntry
{
  TieTypedEntry parent_instance;

  char *text; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TieTextEntry, tie_text_entry, TIE_TYPE_TYPED_ENTRY)

enum
{
  PROP_TEXT = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
take_text (TieTextEntry *self,
           const char *text)
{
  g_autofree char *cleaned = tie_text_clean (text);

  if (g_str_equal (self->text, cleaned))
    return;
  g_free (self->text);
  self->text = g_steal_pointer (&cleaned);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static gboolean
read_text (TieTypedEntry *entry,
           const char *text,
           GError **error)
{
  take_text (TIE_TEXT_ENTRY (entry), text);
  return TRUE;
}

static char *
format_text (TieTypedEntry *entry)
{
  return g_strdup (TIE_TEXT_ENTRY (entry)->text);
}

static void
tie_text_entry_get_property (GObject *object,
                             guint prop_id,
                             GValue *value,
                             GParamSpec *pspec)
{
  if (prop_id == PROP_TEXT)
    g_value_set_string (value, TIE_TEXT_ENTRY (object)->text);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tie_text_entry_set_property (GObject *object,
                             guint prop_id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  if (prop_id == PROP_TEXT)
    tie_text_entry_set_text (TIE_TEXT_ENTRY (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tie_text_entry_finalize (GObject *object)
{
  g_free (TIE_TEXT_ENTRY (object)->text);
  G_OBJECT_CLASS (tie_text_entry_parent_class)->finalize (object);
}

static void
tie_text_entry_class_init (TieTextEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tie_text_entry_finalize;
  object_class->get_property = tie_text_entry_get_property;
  object_class->set_property = tie_text_entry_set_property;
  TIE_TYPED_ENTRY_CLASS (klass)->read = read_text;
  TIE_TYPED_ENTRY_CLASS (klass)->format = format_text;
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_text_entry_init (TieTextEntry *self)
{
  self->text = g_strdup ("");
}

GtkWidget *
tie_text_entry_new (const char *accessible_name)
{
  TieTypedEntry *self = g_object_new (TIE_TYPE_TEXT_ENTRY, NULL);

  tie_typed_entry_set_accessible_name (self, accessible_name);
  return GTK_WIDGET (self);
}

const char *
tie_text_entry_get_text (TieTextEntry *self)
{
  g_return_val_if_fail (TIE_IS_TEXT_ENTRY (self), NULL);

  return self->text;
}

void
tie_text_entry_set_text (TieTextEntry *self,
                         const char *text)
{
  g_return_if_fail (TIE_IS_TEXT_ENTRY (self));

  take_text (self, text);
  tie_typed_entry_show (TIE_TYPED_ENTRY (self));
}
