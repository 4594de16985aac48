/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-existing"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "exchange/tie-import-existing.h"
#include "model/tie-contact.h"
#include "store/tie-record-table.h"

/* Records by a text; NULL as the value says that several have it. */
typedef GHashTable Index;

struct _TieImportExisting
{
  TieDb *db;
  const TieImportTable *table;
  TieRecordClass *klass;
  Index *by_key;     /* (owned) key → record */
  Index *by_number;  /* (owned) (nullable) contacts: client number → contact */
  GHashTable *dates; /* (owned) of kinds that are found by date: those whose records are in by_key */
};

static void
index_add (Index *index,
           char *key, /* (transfer full) */
           gpointer record)
{
  if (*key == '\0')
    g_free (key);
  else
    g_hash_table_insert (index, key, g_hash_table_contains (index, key) ? NULL : g_object_ref (record));
}

static void
unref_nullable (gpointer object)
{
  if (object != NULL)
    g_object_unref (object);
}

static Index *
index_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_nullable);
}

TieImportExisting *
tie_import_existing_new (TieDb *db,
                         const TieImportTable *table,
                         TieRecordClass *klass)
{
  TieImportExisting *self = g_new0 (TieImportExisting, 1);

  self->db = db;
  self->table = table;
  self->klass = klass;
  self->by_key = index_new ();
  if (table->get_type == tie_contact_get_type)
    self->by_number = index_new ();
  self->dates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
tie_import_existing_free (TieImportExisting *self)
{
  g_hash_table_unref (self->by_key);
  g_clear_pointer (&self->by_number, g_hash_table_unref);
  g_hash_table_unref (self->dates);
  g_free (self);
}

/* What names the record: the kind's key fields as folded text.  "" where there is nothing in them. */
static char *
make_key (TieImportExisting *self,
          TieRecord *record)
{
  g_autoptr (GString) key = g_string_new (NULL);
  gboolean is_empty = TRUE;

  for (const guint *field = self->table->key; *field != 0; field++)
    {
      g_autofree char *part = NULL;

      if (self->klass->fields[*field].type >= TIE_FIELD_BOOLEAN)
        part = g_strdup_printf ("%" G_GINT64_FORMAT, tie_record_get_integer (record, *field));
      else
        part = tie_text_fold (tie_record_get_text (record, *field) != NULL ? tie_record_get_text (record, *field) : "");
      /* What every row of the kind has does not make a key. */
      is_empty &= *part == '\0' || self->klass->fields[*field].type == TIE_FIELD_CHOICE;
      g_string_append_printf (key, "%s%s", field > self->table->key ? "/" : "", part);
    }
  return is_empty ? g_strdup ("") : g_string_free (g_steal_pointer (&key), FALSE);
}

/* The second and third of the same, where they may repeat. */
static char *
make_nth_key (const char *key,
              guint n)
{
  return n == 0 ? g_strdup (key) : g_strdup_printf ("%s#%u", key, n);
}

static void
add_existing (TieImportExisting *self,
              GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      TieRecord *record = g_ptr_array_index (records, i);
      g_autofree char *key = make_key (self, record);
      guint n = 0;

      if (self->by_number != NULL)
        index_add (self->by_number, tie_text_fold (tie_record_get_text (record, TIE_CONTACT_NUMBER)), record);
      if (!self->table->may_repeat)
        {
          index_add (self->by_key, g_steal_pointer (&key), record);
          continue;
        }
      for (;; n++)
        {
          char *nth = make_nth_key (key, n);

          if (!g_hash_table_contains (self->by_key, nth))
            {
              index_add (self->by_key, nth, record);
              break;
            }
          g_free (nth);
        }
    }
}

/* A practice has many entries, a file those of a few weeks: what stands at a date is read when the date comes up. */
static gboolean
is_read_by_date (TieImportExisting *self)
{
  return self->klass->fields[self->table->key[0]].type == TIE_FIELD_DATE;
}

gboolean
tie_import_existing_load (TieImportExisting *self,
                          GError **error)
{
  g_autoptr (GPtrArray) records = NULL;

  if (is_read_by_date (self))
    return TRUE;
  records = tie_record_table_list (self->db, self->table->get_type (), error);
  if (records == NULL)
    return FALSE;
  add_existing (self, records);
  return TRUE;
}

static gboolean
load_date (TieImportExisting *self,
           const char *date,
           GError **error)
{
  g_autoptr (GPtrArray) records = NULL;

  if (!is_read_by_date (self) || !g_hash_table_add (self->dates, g_strdup (date)))
    return TRUE;
  records = tie_record_table_list_where (self->db, self->table->get_type (), self->table->key[0], date, error);
  if (records == NULL)
    return FALSE;
  add_existing (self, records);
  return TRUE;
}

/* The record that the key stands for.  FALSE when several share it. */
static gboolean
look_up (Index *index,
         const char *key,
         TieRecord **found)
{
  gpointer value = NULL;

  *found = NULL;
  if (*key == '\0' || !g_hash_table_lookup_extended (index, key, NULL, &value))
    return TRUE;
  *found = value;
  return value != NULL;
}

/* A contact goes by its client number where it has one. */
static char *
find_contact (TieImportExisting *self,
              TieRecord *record,
              TieRecord **existing,
              char **key)
{
  g_autofree char *number = tie_text_fold (tie_record_get_text (record, TIE_CONTACT_NUMBER));
  g_autofree char *name = tie_text_fold (tie_record_get_text (record, TIE_CONTACT_NAME));

  *key = *number != '\0' ? g_strconcat ("#", number, NULL) : g_strconcat ("=", name, NULL);
  if (!look_up (self->by_number, number, existing))
    return g_strdup_printf (_ ("Several contacts have the number “%s”"), tie_record_get_text (record, TIE_CONTACT_NUMBER));
  if (*existing != NULL)
    return NULL;
  if (!look_up (self->by_key, name, existing))
    return *number != '\0' ? NULL : g_strdup_printf (_ ("Several contacts are called “%s”; give the client number"), tie_record_get_text (record, TIE_CONTACT_NAME));
  /* A namesake with another client number is somebody else. */
  if (*existing != NULL && *number != '\0' && *tie_record_get_text (*existing, TIE_CONTACT_NUMBER) != '\0')
    *existing = NULL;
  return NULL;
}

/* Another than those that rows before are about, where they may repeat. */
static char *
make_free_key (TieImportExisting *self,
               TieRecord *record,
               GHashTable *seen)
{
  g_autofree char *plain = make_key (self, record);
  char *key = g_strdup (plain);

  for (guint n = 1; self->table->may_repeat && g_hash_table_contains (seen, key); n++)
    {
      g_free (key);
      key = make_nth_key (plain, n);
    }
  return key;
}

gboolean
tie_import_existing_find (TieImportExisting *self,
                          TieRecord *record,
                          GHashTable *seen,
                          TieRecord **existing,
                          char **key,
                          char **reason,
                          GError **error)
{
  *existing = NULL;
  *reason = NULL;
  if (self->by_number != NULL)
    {
      *reason = find_contact (self, record, existing, key);
      return *reason == NULL;
    }
  if (is_read_by_date (self) && !load_date (self, tie_record_get_text (record, self->table->key[0]), error))
    return FALSE;
  *key = make_free_key (self, record, seen);
  if (!look_up (self->by_key, *key, existing))
    *reason = g_strdup_printf (_ ("The practice has several records called “%s”"), tie_record_get_name (record));
  return *reason == NULL;
}
