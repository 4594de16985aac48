/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-keys"
#include "config.h"

#include <string.h>

#include "exchange/tie-file-field.h"
#include "exchange/tie-file-keys.h"
#include "exchange/tie-file-text.h"

/* One of several records that come to the same key. */
typedef struct
{
  char *id;
  char *name;
} Owner;

static void
owner_free (gpointer data)
{
  Owner *owner = data;

  g_free (owner->id);
  g_free (owner->name);
  g_free (owner);
}

/* Which keys are there more than once.  Of most nothing is kept but a hash: a practice has many records, and hardly ever two that
 * become equal. */
typedef struct
{
  GHashTable *seen;  /* (owned) set of hashes */
  GHashTable *equal; /* (owned) key → owners (element-type Owner) */
} KeySet;

struct _TieFileKeys
{
  const TieFileNames *names;
  TieFileColumn customer; /* how their keys have to look */
  TieFileColumn number;
  KeySet customers;
  KeySet documents;
  GString *scratch; /* (owned) */
  char *fold;       /* (owned) the key that was asked for last, without case */
};

static void
key_set_init (KeySet *set)
{
  set->seen = g_hash_table_new (NULL, NULL);
  set->equal = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

static void
key_set_clear (KeySet *set)
{
  g_clear_pointer (&set->seen, g_hash_table_unref);
  g_clear_pointer (&set->equal, g_hash_table_unref);
}

/* FNV-1a of 64 bits, which for any number of customers that a firm can have never meets by chance. */
static gpointer
make_hash (const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (const char *p = text; *p != '\0'; p++)
    hash = (hash ^ (guchar) *p) * G_GUINT64_CONSTANT (0x100000001b3);
  return GSIZE_TO_POINTER ((gsize) hash);
}

static void
key_set_add (KeySet *set,
             const char *key)
{
  if (!g_hash_table_add (set->seen, make_hash (key)) && !g_hash_table_contains (set->equal, key))
    g_hash_table_insert (set->equal, g_strdup (key), g_ptr_array_new_with_free_func (owner_free));
}

static void
key_set_add_owner (KeySet *set,
                   const char *key,
                   const char *id,
                   const char *name)
{
  GPtrArray *owners = g_hash_table_lookup (set->equal, key);
  Owner *owner;

  if (owners == NULL)
    return;
  owner = g_new0 (Owner, 1);
  owner->id = g_strdup (id);
  owner->name = g_strdup (name);
  g_ptr_array_add (owners, owner);
}

/* (nullable) The name of another record with this key. */
static const char *
key_set_find_other (KeySet *set,
                    const char *key,
                    const char *id)
{
  GPtrArray *owners = g_hash_table_lookup (set->equal, key);

  for (guint i = 0; owners != NULL && i < owners->len; i++)
    {
      const Owner *owner = owners->pdata[i];

      if (!g_str_equal (owner->id, id))
        return owner->name;
    }
  return NULL;
}

/* What the layout's own column for the key lets through. */
static void
prepare (TieFileColumn *column,
         const TieFileLayout *layout,
         TieFileField field)
{
  for (guint c = 0x20; c < 0x7f; c++)
    column->plain[c] = 1;
  for (guint t = 0; t < TIE_FILE_N_TABLES; t++)
    {
      GPtrArray *columns = layout->tables[t].columns;

      for (guint i = 0; i < columns->len; i++)
        {
          const TieFileColumn *known = columns->pdata[i];

          if (known->pieces->len != 1 || g_array_index (known->pieces, TieFilePiece, 0).field != field)
            continue;
          for (guint c = 0x20; c < 0x7f; c++)
            column->plain[c] &= known->plain[c];
          column->is_upper |= known->is_upper;
        }
    }
}

/* The key, without case: programs differ in whether that matters, so nothing may lean on it. */
static void
make_customer (TieFileKeys *self,
               const char *number,
               const char *name,
               GString *key)
{
  const TieFileLayout *layout = self->names->layout;
  const gboolean is_name = layout->key_is_name || (layout->key_may_be_name && *number == '\0');

  g_string_truncate (key, 0);
  tie_file_text_fit (&self->customer, layout->key_is_plain ? TIE_FILE_ENCODING_ASCII : self->names->encoding, is_name ? name : number, key);
  if (is_name && layout->key_cuts && layout->key_max > 0 && g_utf8_strlen (key->str, -1) > (glong) layout->key_max)
    {
      g_string_truncate (key, (gsize) (g_utf8_offset_to_pointer (key->str, (glong) layout->key_max) - key->str));
      while (key->len > 0 && key->str[key->len - 1] == ' ')
        g_string_truncate (key, key->len - 1);
    }
}

static void
make_number (TieFileKeys *self,
             const char *number,
             GString *key)
{
  const TieFileLayout *layout = self->names->layout;

  g_string_truncate (key, 0);
  if (!layout->number_is_digits)
    {
      tie_file_text_fit (&self->number, self->names->encoding, number, key);
      return;
    }
  for (const char *p = number; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        g_string_append_c (key, *p);
    }
  while (key->len > 0 && key->len < layout->number_pad)
    g_string_prepend_c (key, '0');
}

static const char *
fold (TieFileKeys *self,
      const GString *key)
{
  g_free (self->fold);
  self->fold = g_str_is_ascii (key->str) ? g_ascii_strdown (key->str, (gssize) key->len) : g_utf8_casefold (key->str, (gssize) key->len);
  return self->fold;
}

static void
customer_cb (const char *id,
             const char *number,
             const char *name,
             gpointer user_data)
{
  TieFileKeys *self = user_data;

  make_customer (self, number, name, self->scratch);
  key_set_add (&self->customers, fold (self, self->scratch));
}

static void
customer_owner_cb (const char *id,
                   const char *number,
                   const char *name,
                   gpointer user_data)
{
  TieFileKeys *self = user_data;

  make_customer (self, number, name, self->scratch);
  key_set_add_owner (&self->customers, fold (self, self->scratch), id, name);
}

static void
document_cb (const char *id,
             const char *number,
             const char *name,
             gpointer user_data)
{
  TieFileKeys *self = user_data;

  make_number (self, number, self->scratch);
  key_set_add (&self->documents, fold (self, self->scratch));
}

static void
document_owner_cb (const char *id,
                   const char *number,
                   const char *name,
                   gpointer user_data)
{
  TieFileKeys *self = user_data;

  make_number (self, number, self->scratch);
  key_set_add_owner (&self->documents, fold (self, self->scratch), id, number);
}

TieFileKeys *
tie_file_keys_read (TieDb *db,
                    const TieFileNames *names,
                    GError **error)
{
  g_autoptr (TieFileKeys) self = g_new0 (TieFileKeys, 1);

  self->names = names;
  self->scratch = g_string_new (NULL);
  key_set_init (&self->customers);
  key_set_init (&self->documents);
  prepare (&self->customer, names->layout, TIE_FILE_FIELD_CONTACT_KEY);
  prepare (&self->number, names->layout, TIE_FILE_FIELD_DOCUMENT_NUMBER);
  self->customer.is_upper |= names->layout->key_is_upper;
  for (guint c = 0; names->layout->key_is_plain && c < G_N_ELEMENTS (self->customer.plain); c++)
    self->customer.plain[c] &= g_ascii_isalnum (c) != 0;
  if (!tie_export_read_customer_keys (db, customer_cb, self, error) || !tie_export_read_document_keys (db, document_cb, self, error))
    return NULL;
  if (g_hash_table_size (self->customers.equal) > 0 && !tie_export_read_customer_keys (db, customer_owner_cb, self, error))
    return NULL;
  if (g_hash_table_size (self->documents.equal) > 0 && !tie_export_read_document_keys (db, document_owner_cb, self, error))
    return NULL;
  g_hash_table_remove_all (self->customers.seen);
  g_hash_table_remove_all (self->documents.seen);
  return g_steal_pointer (&self);
}

void
tie_file_keys_free (TieFileKeys *self)
{
  key_set_clear (&self->customers);
  key_set_clear (&self->documents);
  g_string_free (self->scratch, TRUE);
  g_free (self->fold);
  g_free (self);
}

TieFileCode
tie_file_keys_make_customer (TieFileKeys *self,
                             const TieExportContact *contact,
                             GString *key,
                             TieFileFacts *facts)
{
  const TieFileLayout *layout = self->names->layout;
  const char *other;

  make_customer (self, contact->number, contact->name, key);
  facts->other = contact->name;
  facts->text = key->str;
  facts->count = layout->key_max;
  if (key->len == 0)
    return TIE_FILE_F13_NO_CUSTOMER_KEY;
  if (layout->key_max > 0 && g_utf8_strlen (key->str, -1) > (glong) layout->key_max)
    return TIE_FILE_F14_CUSTOMER_KEY;
  other = key_set_find_other (&self->customers, fold (self, key), contact->id);
  if (other == NULL)
    return TIE_FILE_OK;
  facts->record = contact->name;
  facts->other = other;
  return TIE_FILE_F15_CUSTOMERS_EQUAL;
}

TieFileCode
tie_file_keys_make_number (TieFileKeys *self,
                           const char *id,
                           const char *number,
                           GString *key,
                           TieFileFacts *facts)
{
  const TieFileLayout *layout = self->names->layout;

  make_number (self, number, key);
  facts->text = key->str;
  facts->count = layout->number_max;
  if (key->len == 0 || (layout->number_max > 0 && g_utf8_strlen (key->str, -1) > (glong) layout->number_max))
    return TIE_FILE_F16_NUMBER;
  facts->other = key_set_find_other (&self->documents, fold (self, key), id);
  return facts->other != NULL ? TIE_FILE_F17_NUMBERS_EQUAL : TIE_FILE_OK;
}
