/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-review"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-csv.h"
#include "base/tie-error.h"
#include "base/tie-text.h"
#include "exchange/tie-import-lookup.h"
#include "exchange/tie-import-rows.h"
#include "exchange/tie-import-save.h"
#include "exchange/tie-import-table.h"
#include "model/tie-contact-type.h"
#include "model/tie-contact.h"
#include "store/tie-record-table.h"

/* Records of the imported kind by a text; NULL as the value says that several have it. */
typedef GHashTable Index;

typedef struct
{
  TieImportRows *out;
  const TieImportTable *table;
  TieDb *db;
  GCancellable *cancellable;
  TieRecordClass *klass;      /* (owned) of the imported kind */
  TieImportLookup *lookup;    /* (owned) what references mean */
  Index *by_key;              /* (owned) key → record */
  Index *by_number;           /* (owned) contacts: client number → contact */
  GHashTable *dates;          /* (owned) time: dates whose entries are in by_key */
  const char *default_type;   /* of contacts; in out->strings (nullable) */
  GHashTable *seen;           /* (owned) key → line on which the file has it first */
  guint n_seen;               /* rows that are not blank, titles and header among them */
  GError *error;              /* (owned) (nullable): the practice cannot be read */
} Review;

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

static void
review_free (Review *self)
{
  g_clear_pointer (&self->klass, g_type_class_unref);
  g_clear_pointer (&self->lookup, tie_import_lookup_free);
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->by_number, g_hash_table_unref);
  g_clear_pointer (&self->dates, g_hash_table_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->out, tie_import_rows_unref);
  g_clear_error (&self->error);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Review, review_free)

/* What names the record: the kind's key fields as folded text.  "" where there is nothing in them. */
static char *
make_key (Review *self,
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
add_existing (Review *self,
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
is_read_by_date (Review *self)
{
  return self->klass->fields[self->table->key[0]].type == TIE_FIELD_DATE;
}

static gboolean
load_existing (Review *self,
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
load_date (Review *self,
           const char *date)
{
  g_autoptr (GPtrArray) records = NULL;

  if (!is_read_by_date (self) || !g_hash_table_add (self->dates, g_strdup (date)))
    return TRUE;
  records = tie_record_table_list_where (self->db, self->table->get_type (), self->table->key[0], date, &self->error);
  if (records == NULL)
    return FALSE;
  add_existing (self, records);
  return TRUE;
}

static gboolean
load_types (Review *self,
            GError **error)
{
  g_autoptr (GPtrArray) types = tie_record_table_list (self->db, TIE_TYPE_CONTACT_TYPE, error);

  if (types == NULL)
    return FALSE;
  for (guint i = 0; i < types->len; i++)
    {
      TieRecord *type = g_ptr_array_index (types, i);

      if (tie_record_get_integer (type, TIE_CONTACT_TYPE_IS_SUPPLIER))
        continue;
      if (self->default_type == NULL || g_str_equal (tie_record_get_id (type), TIE_CONTACT_TYPE_CLIENT))
        self->default_type = g_string_chunk_insert_const (self->out->strings, tie_record_get_id (type));
    }
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

static char *
several_reason (const char *name)
{
  return g_strdup_printf (_ ("Several contacts are called “%s”; give the client number"), name);
}

static void
add_reference (Review *self,
               TieImportRowData *row,
               guint target,
               const char *id)
{
  TieImportReference reference = { target, g_string_chunk_insert_const (self->out->strings, id) };

  g_array_append_val (self->out->references, reference);
  row->n_references++;
}

static gboolean
has_reference (Review *self,
               const TieImportRowData *row,
               guint target)
{
  for (guint i = 0; i < row->n_references; i++)
    {
      if (g_array_index (self->out->references, TieImportReference, row->first_reference + i).target == target)
        return TRUE;
    }
  return FALSE;
}

/* The text of the column that says whose the record is, of the fields behind that one. */
static const char *
get_owner (Review *self,
           guint index,
           guint field)
{
  guint target = self->table->fields[field].target;

  for (guint i = field + 1; i <= self->table->n_fields && self->table->fields[i].target == target; i++)
    {
      if (self->table->fields[i].is_part)
        return tie_import_rows_get_text (self->out, index, i);
    }
  return NULL;
}

/* What the row's reference columns point to. */
static char *
resolve_references (Review *self,
                    guint index,
                    TieImportRowData *row)
{
  row->first_reference = self->out->references->len;
  for (guint i = 1; i <= self->table->n_fields; i++)
    {
      const TieImportField *entry = &self->table->fields[i];
      const TieField *field = &self->klass->fields[entry->target];
      const char *text = tie_import_rows_get_text (self->out, index, i);
      const char *id = NULL;
      char *reason = NULL;

      if (field->type != TIE_FIELD_REFERENCE || entry->is_part)
        continue;
      if (tie_text_is_empty (text))
        {
          if ((field->flags & TIE_FIELD_REQUIRED) != 0 && self->table->get_type != tie_contact_get_type)
            return field->target == tie_contact_get_type ? g_strdup (_ ("The contact is missing")) : g_strdup_printf (_ ("%s is missing"), _ (field->label));
          continue;
        }
      if (!tie_import_lookup_find (self->lookup, field, text, get_owner (self, index, i), &id, &reason, &self->error))
        return g_strdup (self->error->message);
      if (id == NULL)
        return reason;
      add_reference (self, row, entry->target, id);
    }
  return NULL;
}

/* A contact goes by its client number where it has one. */
static char *
find_contact (Review *self,
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
    return *number != '\0' ? NULL : several_reason (tie_record_get_text (record, TIE_CONTACT_NAME));
  /* A namesake with another client number is somebody else. */
  if (*existing != NULL && *number != '\0' && *tie_record_get_text (*existing, TIE_CONTACT_NUMBER) != '\0')
    *existing = NULL;
  return NULL;
}

/* The record of the practice that this row is about, if any. */
static char *
find_existing (Review *self,
               TieRecord *record,
               TieRecord **existing,
               char **key)
{
  g_autofree char *plain = NULL;
  guint n = 0;

  *existing = NULL;
  if (self->by_number != NULL)
    return find_contact (self, record, existing, key);
  if (is_read_by_date (self) && !load_date (self, tie_record_get_text (record, self->table->key[0])))
    return g_strdup (self->error->message);
  plain = make_key (self, record);
  *key = g_strdup (plain);
  while (self->table->may_repeat && g_hash_table_contains (self->seen, *key))
    {
      g_free (*key);
      *key = make_nth_key (plain, ++n);
    }
  if (!look_up (self->by_key, *key, existing))
    return g_strdup_printf (_ ("The practice has several records called “%s”"), tie_record_get_name (record));
  return NULL;
}

static char *
list_changes (Review *self,
              TieRecord *before,
              TieRecord *after)
{
  g_autoptr (GString) labels = g_string_new (NULL);

  for (guint i = 1; i < self->klass->n_fields; i++)
    {
      gboolean is_number = self->klass->fields[i].type >= TIE_FIELD_BOOLEAN;
      gboolean is_same = is_number ? tie_record_get_integer (before, i) == tie_record_get_integer (after, i)
                                   : g_strcmp0 (tie_record_get_text (before, i), tie_record_get_text (after, i)) == 0;

      if (!is_same)
        g_string_append_printf (labels, "%s%s", labels->len > 0 ? ", " : "", _ (self->klass->fields[i].label));
    }
  /* Translators: a list of fields, "Changes Phone, City" */
  return g_strdup_printf (_ ("Changes %s"), labels->str);
}

/* A record as the row alone makes it. */
static TieRecord *
make_record (Review *self,
             guint index,
             char **reason)
{
  g_autoptr (TieRecord) record = tie_record_new (self->table->get_type (), "-");
  g_autoptr (GError) error = NULL;

  tie_import_save_set_constants (self->table, record);
  if (!tie_import_rows_fill (self->out, index, record, reason))
    return NULL;
  tie_import_save_complete (self->out->plan->kind, record);
  if (self->by_number != NULL && tie_record_get_text (record, TIE_CONTACT_TYPE_ID) == NULL)
    tie_record_set_text (record, TIE_CONTACT_TYPE_ID, self->default_type); /* what it gets if it is new */
  if (!tie_record_validate (record, &error) || !tie_import_save_check (self->out->plan->kind, record, &error))
    {
      *reason = g_strdup (error->message);
      return NULL;
    }
  return g_steal_pointer (&record);
}

/* Gives the row another result than Problem where it has none; the reason comes back, NULL for none. */
static char *
judge (Review *self,
       guint index,
       TieImportRowData *row)
{
  g_autoptr (TieRecord) record = NULL;
  g_autoptr (TieRecord) merged = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  TieRecord *existing = NULL;
  char *reason = resolve_references (self, index, row);
  guint first_line;

  if (reason != NULL)
    return reason;
  record = make_record (self, index, &reason);
  if (record == NULL)
    return reason;
  reason = find_existing (self, record, &existing, &key);
  if (reason != NULL)
    return reason;

  first_line = GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, key));
  if (first_line != 0 && *key != '\0')
    return g_strdup_printf (_ ("The same as line %u"), first_line);
  g_hash_table_insert (self->seen, g_steal_pointer (&key), GUINT_TO_POINTER (row->line));

  if (existing == NULL)
    {
      if (self->by_number != NULL && !has_reference (self, row, TIE_CONTACT_TYPE_ID))
        add_reference (self, row, TIE_CONTACT_TYPE_ID, self->default_type);
      row->result = TIE_IMPORT_ROW_NEW;
      return NULL;
    }
  row->id = g_string_chunk_insert_const (self->out->strings, tie_record_get_id (existing));
  merged = tie_record_copy (existing);
  if (!tie_import_rows_fill (self->out, index, merged, &reason))
    return reason;
  if (!tie_record_validate (merged, &error))
    return g_strdup (error->message);
  if (tie_record_equal (existing, merged))
    {
      row->result = TIE_IMPORT_ROW_SAME;
      return NULL;
    }
  if (tie_import_save_is_final (self->out->plan->kind))
    {
      g_autofree char *changes = list_changes (self, existing, merged);

      /* Translators: the second %s is "Changes Amount, Date" */
      return g_strdup_printf (_ ("“%s” is in the practice already. %s"), tie_record_get_name (existing), changes);
    }
  row->result = TIE_IMPORT_ROW_UPDATE;
  return list_changes (self, existing, merged);
}

static char *
count_mismatch_reason (const TieImportPlan *plan,
                       const char *const *fields,
                       guint n_fields)
{
  for (guint i = plan->n_columns; i < n_fields; i++)
    {
      /* Most often a comma inside a name that nobody put in quotes: every later cell stands one column too far. */
      if (*fields[i] != '\0')
        return g_strdup_printf (_ ("The row has %u columns, the header has %u"), n_fields, plan->n_columns);
    }
  return NULL;
}

static gboolean
add_row (const char *const *fields,
         guint n_fields,
         guint line,
         gpointer user_data,
         GError **error)
{
  Review *self = user_data;
  TieImportRows *out = self->out;
  const TieImportPlan *plan = out->plan;
  const TieImportRowData blank = { .at = out->texts->len, .line = line };
  TieImportRowData *row;
  guint index = out->rows->len;
  g_autofree char *reason = NULL;
  gboolean is_blank = TRUE;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error) || self->error != NULL)
    return self->error != NULL; /* told at the end */
  if (++self->n_seen <= plan->header_row)
    return TRUE;
  for (guint i = 0; i < n_fields && is_blank; i++)
    is_blank = *fields[i] == '\0';
  if (is_blank) /* ";;;;" as spreadsheets leave it below the data */
    return TRUE;

  for (guint i = 0; i < plan->n_columns; i++)
    {
      if (plan->map[i] != 0)
        g_string_append_len (out->texts, i < n_fields ? fields[i] : "", (gssize) (i < n_fields ? strlen (fields[i]) : 0) + 1);
    }
  g_array_append_val (out->rows, blank);
  row = tie_import_rows_get (out, index);
  row->result = TIE_IMPORT_ROW_PROBLEM;
  reason = count_mismatch_reason (plan, fields, n_fields);
  if (reason == NULL)
    reason = judge (self, index, row);
  row->reason = reason != NULL ? g_string_chunk_insert_const (out->strings, reason) : "";
  row->is_checked = tie_import_rows_can_check (out, index);
  out->counts[row->result]++;
  return TRUE;
}

TieImportRows *
tie_import_rows_review (TieImportPlan *plan,
                        TieDb *db,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (Review) self = g_new0 (Review, 1);

  self->out = tie_import_rows_new (plan);
  self->table = tie_import_table_get (plan->kind);
  self->db = db;
  self->cancellable = cancellable;
  self->klass = g_type_class_ref (self->table->get_type ());
  self->lookup = tie_import_lookup_new (db);
  self->by_key = index_new ();
  if (self->table->get_type == tie_contact_get_type)
    self->by_number = index_new ();
  self->dates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if ((self->by_number != NULL && !load_types (self, error)) || !load_existing (self, error))
    return NULL;
  if (!tie_csv_read (plan->text, plan->separator, add_row, self, error))
    return NULL;
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return NULL;
    }
  return g_steal_pointer (&self->out);
}

gint64
tie_import_rows_write (TieImportRows *self,
                       TieDb *db,
                       GCancellable *cancellable,
                       GError **error)
{
  GType type = tie_import_kind_get_record_type (self->plan->kind);
  gint64 n_written = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const TieImportRowData *row = tie_import_rows_get (self, i);
      g_autoptr (TieRecord) record = NULL;
      g_autoptr (TieRecord) original = NULL;
      g_autoptr (GError) local = NULL;
      g_autofree char *reason = NULL;

      if (!row->is_checked)
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return -1;
      record = row->id != NULL ? tie_record_table_get (db, type, row->id, &local) : tie_record_new (type, NULL);
      if (record == NULL)
        {
          if (g_error_matches (local, TIE_ERROR, TIE_ERROR_NOT_FOUND))
            g_set_error (error, TIE_ERROR, TIE_ERROR_CHANGED, "the record of line %u is gone", row->line);
          else
            g_propagate_error (error, g_steal_pointer (&local));
          return -1;
        }
      if (row->id != NULL)
        original = tie_record_copy (record);
      else
        tie_import_save_set_constants (tie_import_table_get (self->plan->kind), record);
      if (!tie_import_rows_fill (self, i, record, &reason))
        {
          g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("Line %u: %s"), row->line, reason);
          return -1;
        }
      tie_import_save_complete (self->plan->kind, record);
      if (!tie_import_save (db, self->plan->kind, record, original, error))
        {
          g_prefix_error (error, _ ("Line %u: "), row->line);
          return -1;
        }
      n_written++;
    }
  return n_written;
}
