/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-contact-row"
#include "config.h"

#include "base/tie-text.h"
#include "ui/tie-contact-row.h"

struct _TieContactRow
{
  GObject parent_instance;

  char *id;        /* (owned) */
  char *name;      /* (owned) */
  char *type_name; /* (owned) */
  char *account;   /* (owned) (nullable) */
  char *city;      /* (owned) */
  char *email;     /* (owned) */
  char *key;       /* (owned) */
  guint is_supplier : 1;
  guint is_archived : 1;
};

G_DEFINE_FINAL_TYPE (TieContactRow, tie_contact_row, G_TYPE_OBJECT)

enum
{
  PROP_NAME = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
tie_contact_row_get_property (GObject *object,
                              guint prop_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  if (prop_id == PROP_NAME)
    g_value_set_string (value, TIE_CONTACT_ROW (object)->name);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
clear (TieContactRow *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->type_name);
  g_free (self->account);
  g_free (self->city);
  g_free (self->email);
  g_free (self->key);
}

static void
tie_contact_row_finalize (GObject *object)
{
  clear (TIE_CONTACT_ROW (object));
  G_OBJECT_CLASS (tie_contact_row_parent_class)->finalize (object);
}

static void
tie_contact_row_class_init (TieContactRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tie_contact_row_get_property;
  object_class->finalize = tie_contact_row_finalize;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_contact_row_init (TieContactRow *self)
{
}

TieContactRow *
tie_contact_row_new (TieContact *contact,
                     TieContactType *type,
                     const char *account)
{
  TieRecord *record = TIE_RECORD (contact);
  TieContactRow *self = g_object_new (TIE_TYPE_CONTACT_ROW, NULL);
  g_autofree char *all = NULL;

  self->id = g_strdup (tie_record_get_id (record));
  self->name = g_strdup (tie_record_get_text (record, TIE_CONTACT_NAME));
  self->type_name = g_strdup (type != NULL ? tie_record_get_text (TIE_RECORD (type), TIE_CONTACT_TYPE_NAME) : "");
  self->account = g_strdup (account);
  self->city = g_strdup (tie_record_get_text (record, TIE_CONTACT_CITY));
  self->email = g_strdup (tie_record_get_text (record, TIE_CONTACT_EMAIL));
  self->is_supplier = type != NULL && tie_record_get_integer (TIE_RECORD (type), TIE_CONTACT_TYPE_IS_SUPPLIER) != 0;
  self->is_archived = tie_record_get_integer (record, TIE_CONTACT_ARCHIVED) != 0;
  all = g_strjoin (" ", self->name, self->type_name, account != NULL ? account : "", self->city, self->email, NULL);
  self->key = tie_text_fold (all);
  return self;
}

const char *
tie_contact_row_get_id (TieContactRow *self)
{
  return self->id;
}

const char *
tie_contact_row_get_name (TieContactRow *self)
{
  return self->name;
}

const char *
tie_contact_row_get_type_name (TieContactRow *self)
{
  return self->type_name;
}

const char *
tie_contact_row_get_account (TieContactRow *self)
{
  return self->account;
}

const char *
tie_contact_row_get_city (TieContactRow *self)
{
  return self->city;
}

const char *
tie_contact_row_get_email (TieContactRow *self)
{
  return self->email;
}

const char *
tie_contact_row_get_key (TieContactRow *self)
{
  return self->key;
}

gboolean
tie_contact_row_get_is_supplier (TieContactRow *self)
{
  return self->is_supplier;
}

gboolean
tie_contact_row_get_is_archived (TieContactRow *self)
{
  return self->is_archived;
}

gboolean
tie_contact_row_equal (TieContactRow *self,
                       TieContactRow *other)
{
  /* The folded key is left out: it follows from the rest. */
  return g_str_equal (self->id, other->id) && g_str_equal (self->name, other->name)
         && g_str_equal (self->type_name, other->type_name) && g_strcmp0 (self->account, other->account) == 0
         && g_str_equal (self->city, other->city) && g_str_equal (self->email, other->email)
         && self->is_supplier == other->is_supplier && self->is_archived == other->is_archived;
}

gboolean
tie_contact_row_stays_listed (TieContactRow *self,
                              TieContactRow *other)
{
  return g_str_equal (self->id, other->id) && (self->account == NULL) == (other->account == NULL)
         && self->is_supplier == other->is_supplier && self->is_archived == other->is_archived;
}

void
tie_contact_row_take (TieContactRow *self,
                      TieContactRow *other)
{
  clear (self);
  self->id = g_strdup (other->id);
  self->name = g_strdup (other->name);
  self->type_name = g_strdup (other->type_name);
  self->account = g_strdup (other->account);
  self->city = g_strdup (other->city);
  self->email = g_strdup (other->email);
  self->key = g_strdup (other->key);
  self->is_supplier = other->is_supplier;
  self->is_archived = other->is_archived;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]); /* the cells read everything anew */
}
