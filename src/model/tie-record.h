/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A record of the practice or a package's list: an id and the values of a table of fields.  One table per kind drives
 * the GObject properties, the columns in the practice file, CSV in and out, and what an editor shows. */

typedef enum
{
  TIE_FIELD_TEXT = 1,
  TIE_FIELD_LINES,     /* text of several lines */
  TIE_FIELD_DATE,      /* "YYYY-MM-DD" */
  TIE_FIELD_REFERENCE, /* id of another record, NULL for none */
  TIE_FIELD_BOOLEAN,
  TIE_FIELD_INTEGER,
  TIE_FIELD_MONEY, /* minor units */
  TIE_FIELD_RATE,  /* × 10 000 */
} TieFieldType;

typedef enum
{
  TIE_FIELD_NONE = 0,
  TIE_FIELD_REQUIRED = 1 << 0,
} TieFieldFlags;

typedef struct
{
  const char *name;   /* column and, with dashes, property */
  const char *label;  /* N_() words for people */
  TieFieldType type;
  guint max_length;   /* in characters, 0: no limit */
  TieFieldFlags flags;
} TieField;

#define TIE_TYPE_RECORD (tie_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (TieRecord, tie_record, TIE, RECORD, GObject)

struct _TieRecordClass
{
  GObjectClass parent_class;

  const char *table;      /* in the practice file */
  const TieField *fields; /* field number n stands at fields[n]; number 0 is unused */
  guint n_fields;         /* including the unused one */
  GParamSpec **pspecs;    /* (owned) one per field */
};

/* For a subclass' class_init: keeps the table and installs a property for each field. */
void tie_record_class_set_fields (TieRecordClass *klass, const char *table, const TieField *fields, guint n_fields);

/* Defines a kind that is nothing but its fields: type, instance, class.  fields is an array of N_FIELDS entries. */
#define TIE_DEFINE_RECORD(TypeName, type_name, table, fields)                                              \
  struct _##TypeName                                                                                       \
  {                                                                                                        \
    TieRecord parent_instance;                                                                             \
  };                                                                                                       \
  G_DEFINE_FINAL_TYPE (TypeName, type_name, TIE_TYPE_RECORD)                                               \
  static void type_name##_class_init (TypeName##Class *klass)                                              \
  {                                                                                                        \
    tie_record_class_set_fields (TIE_RECORD_CLASS (klass), (table), (fields), G_N_ELEMENTS (fields));      \
  }                                                                                                        \
  static void type_name##_init (TypeName *self) {}

/* A new record of that kind; id NULL makes a new one (a UUID). */
gpointer tie_record_new (GType type, const char *id);
/* The same kind, id and values. */
gpointer tie_record_copy (TieRecord *self);

const char *tie_record_get_id (TieRecord *self);
const TieField *tie_record_get_field (TieRecord *self, guint field);
guint tie_record_find_field (TieRecordClass *klass, const char *name); /* by column name; 0: none */
/* The field that names a record to people and by which lists are ordered: the first text. */
guint tie_record_class_get_name_field (TieRecordClass *klass);
const char *tie_record_get_name (TieRecord *self);

/* Texts are never NULL on reading ("" for none) except references. Setting notifies once, when something changed.
 * The text functions serve texts, dates and references, the integer functions all others. */
const char *tie_record_get_text (TieRecord *self, guint field);
void tie_record_set_text (TieRecord *self, guint field, const char *value);
gint64 tie_record_get_integer (TieRecord *self, guint field);
void tie_record_set_integer (TieRecord *self, guint field, gint64 value);

/* Cleans texts and checks required fields, lengths and dates; the error (TIE_ERROR_INVALID) is a sentence that names
 * the field. */
gboolean tie_record_validate (TieRecord *self, GError **error);
/* The same kind and values; ids are not looked at. */
gboolean tie_record_equal (TieRecord *self, TieRecord *other);

G_END_DECLS
