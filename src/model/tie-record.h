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
  TIE_FIELD_CHOICE,    /* token of one of the field's choices, "" for none */
  TIE_FIELD_REFERENCE, /* id of a record of the field's target, NULL for none */
  TIE_FIELD_BOOLEAN,
  TIE_FIELD_INTEGER,
  TIE_FIELD_MONEY, /* minor units */
  TIE_FIELD_RATE,  /* × 10 000 */
} TieFieldType;

typedef enum
{
  TIE_FIELD_NONE = 0,
  TIE_FIELD_REQUIRED = 1 << 0,
  TIE_FIELD_SORT = 1 << 1,   /* lists are in its order instead of the name's */
  TIE_FIELD_PART = 1 << 2,   /* a reference to the whole that this record is a part of and goes with */
  TIE_FIELD_COMPUTED = 1 << 3, /* follows from others: editors show it, they do not take it */
} TieFieldFlags;

/* One value that a choice can have.  An array of them ends with a NULL token. */
typedef struct
{
  const char *token; /* what is stored, never changed */
  const char *label; /* N_() words for people */
} TieChoice;

typedef struct
{
  const char *name;   /* column and, with dashes, property */
  const char *label;  /* N_() words for people */
  TieFieldType type;
  guint max_length;   /* in characters, 0: no limit */
  TieFieldFlags flags;
  const TieChoice *choices;  /* of a choice */
  GType (*target) (void);    /* of a reference: the kind that it points to */
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
/* The field that names a record to people: the first text; 0: none. */
guint tie_record_class_get_name_field (TieRecordClass *klass);
const char *tie_record_get_name (TieRecord *self); /* "" for none */
/* The field by which lists are ordered: the one that is marked, else the name's; 0: none. */
guint tie_record_class_get_sort_field (TieRecordClass *klass);

/* Texts are never NULL on reading ("" for none) except references. Setting notifies once, when something changed.
 * The text functions serve texts, dates, choices and references, the integer functions all others. */
const char *tie_record_get_text (TieRecord *self, guint field);
void tie_record_set_text (TieRecord *self, guint field, const char *value);
gint64 tie_record_get_integer (TieRecord *self, guint field);
void tie_record_set_integer (TieRecord *self, guint field, gint64 value);

/* The words of a choice's token, "" for none; the token itself when it is none of ours. */
const char *tie_field_get_choice_label (const TieField *field, const char *token);

/* Cleans texts and checks required fields, lengths and dates; the error (TIE_ERROR_INVALID) is a sentence that names
 * the field. */
gboolean tie_record_validate (TieRecord *self, GError **error);
/* The same kind and values; ids are not looked at. */
gboolean tie_record_equal (TieRecord *self, TieRecord *other);

G_END_DECLS
