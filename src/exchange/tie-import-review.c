/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-review"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-csv.h"
#include "base/tie-error.h"
#include "base/tie-text.h"
#include "exchange/tie-import-rows.h"
#include "model/tie-contact-type.h"
#include "model/tie-contact.h"
#include "model/tie-site.h"
#include "store/tie-record-table.h"

/* Records of one kind by a text; NULL as the value says that several have it. */
typedef GHashTable Index;

typedef struct
{
  TieImportRows *out;
  GCancellable *cancellable;
  TieRecordClass *klass; /* (owned) of the imported kind */
  Index *by_number;      /* (owned) contacts: client number → contact */
  Index *by_name;        /* (owned) contacts: folded name → contact */
  Index *sites;          /* (owned) contact id + folded name → site */
  Index *types;          /* (owned) folded name → contact type */
  const char *default_type; /* in out->strings (nullable) */
  GHashTable *seen;      /* (owned) key → line on which the file has it first */
  guint n_seen;          /* rows that are not blank, titles and header among them */
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
  g_clear_pointer (&self->by_number, g_hash_table_unref);
  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->sites, g_hash_table_unref);
  g_clear_pointer (&self->types, g_hash_table_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->out, tie_import_rows_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Review, review_free)

static char *
make_site_key (const char *contact,
               const char *name)
{
  g_autofree char *folded = tie_text_fold (name);

  return g_strconcat (contact != NULL ? contact : "", "/", folded, NULL);
}

static gboolean
load_contacts (Review *self,
               TieDb *db,
               GError **error)
{
  g_autoptr (GPtrArray) contacts = tie_record_table_list (db, TIE_TYPE_CONTACT, error);

  if (contacts == NULL)
    return FALSE;
  for (guint i = 0; i < contacts->len; i++)
    {
      TieRecord *contact = g_ptr_array_index (contacts, i);

      index_add (self->by_number, tie_text_fold (tie_record_get_text (contact, TIE_CONTACT_NUMBER)), contact);
      index_add (self->by_name, tie_text_fold (tie_record_get_text (contact, TIE_CONTACT_NAME)), contact);
    }
  return TRUE;
}

static gboolean
load_types (Review *self,
            TieDb *db,
            GError **error)
{
  g_autoptr (GPtrArray) types = tie_record_table_list (db, TIE_TYPE_CONTACT_TYPE, error);

  if (types == NULL)
    return FALSE;
  for (guint i = 0; i < types->len; i++)
    {
      TieRecord *type = g_ptr_array_index (types, i);

      index_add (self->types, tie_text_fold (tie_record_get_text (type, TIE_CONTACT_TYPE_NAME)), type);
      if (tie_record_get_integer (type, TIE_CONTACT_TYPE_IS_SUPPLIER))
        continue;
      if (self->default_type == NULL || g_str_equal (tie_record_get_id (type), TIE_CONTACT_TYPE_CLIENT))
        self->default_type = g_string_chunk_insert_const (self->out->strings, tie_record_get_id (type));
    }
  return TRUE;
}

static gboolean
load_sites (Review *self,
            TieDb *db,
            GError **error)
{
  g_autoptr (GPtrArray) sites = tie_record_table_list (db, TIE_TYPE_SITE, error);

  if (sites == NULL)
    return FALSE;
  for (guint i = 0; i < sites->len; i++)
    {
      TieRecord *site = g_ptr_array_index (sites, i);

      index_add (self->sites, make_site_key (tie_record_get_text (site, TIE_SITE_CONTACT), tie_record_get_text (site, TIE_SITE_NAME)), site);
    }
  return TRUE;
}

/* The record that the key stands for.  FALSE with the reason when several share it. */
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

/* What the row's reference column points to. */
static char *
resolve_reference (Review *self,
                   const char *text,
                   TieImportRowData *row)
{
  g_autofree char *key = tie_text_fold (text);
  TieRecord *found = NULL;

  if (self->out->plan->kind == TIE_IMPORT_CONTACTS)
    {
      if (*key == '\0')
        return NULL;
      if (!look_up (self->types, key, &found) || found == NULL)
        return g_strdup_printf (_ ("“%s” is not a contact type"), text);
    }
  else
    {
      if (*key == '\0')
        return g_strdup (_ ("The contact is missing"));
      if ((!look_up (self->by_number, key, &found) || found == NULL) && !look_up (self->by_name, key, &found))
        return several_reason (text);
      if (found == NULL)
        return g_strdup_printf (_ ("No contact is called “%s”"), text);
    }
  row->reference = g_string_chunk_insert_const (self->out->strings, tie_record_get_id (found));
  return NULL;
}

/* The record of the practice that this row is about, if any. */
static char *
find_existing (Review *self,
               TieRecord *record,
               TieImportRowData *row,
               TieRecord **existing,
               char **key)
{
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;

  *existing = NULL;
  if (self->out->plan->kind == TIE_IMPORT_SITES)
    {
      *key = make_site_key (row->reference, tie_record_get_text (record, TIE_SITE_NAME));
      if (!look_up (self->sites, *key, existing))
        return g_strdup_printf (_ ("The contact has several sites called “%s”"), tie_record_get_text (record, TIE_SITE_NAME));
      return NULL;
    }

  number = tie_text_fold (tie_record_get_text (record, TIE_CONTACT_NUMBER));
  name = tie_text_fold (tie_record_get_text (record, TIE_CONTACT_NAME));
  *key = *number != '\0' ? g_strconcat ("#", number, NULL) : g_strconcat ("=", name, NULL);
  if (!look_up (self->by_number, number, existing))
    return g_strdup_printf (_ ("Several contacts have the number “%s”"), tie_record_get_text (record, TIE_CONTACT_NUMBER));
  if (*existing != NULL)
    return NULL;
  if (!look_up (self->by_name, name, existing))
    return *number != '\0' ? NULL : several_reason (tie_record_get_text (record, TIE_CONTACT_NAME));
  /* A namesake with another client number is somebody else. */
  if (*existing != NULL && *number != '\0' && *tie_record_get_text (*existing, TIE_CONTACT_NUMBER) != '\0')
    *existing = NULL;
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
  char *reason = NULL;
  guint first_line;

  for (guint i = 0; i < self->out->n_fields; i++)
    {
      guint field = self->out->fields[i];
      guint n_fields;
      guint target = tie_import_kind_get_fields (self->out->plan->kind, &n_fields)[field].target;

      if (self->klass->fields[target].type == TIE_FIELD_REFERENCE)
        reason = resolve_reference (self, tie_import_rows_get_text (self->out, index, field), row);
      if (reason != NULL)
        return reason;
    }

  record = tie_record_new (tie_import_kind_get_record_type (self->out->plan->kind), "-");
  if (!tie_import_rows_fill (self->out, index, record, &reason))
    return reason;
  if (self->out->plan->kind == TIE_IMPORT_CONTACTS && row->reference == NULL)
    tie_record_set_text (record, TIE_CONTACT_TYPE_ID, self->default_type); /* what it gets if it is new */
  if (!tie_record_validate (record, &error))
    return g_strdup (error->message);
  reason = find_existing (self, record, row, &existing, &key);
  if (reason != NULL)
    return reason;

  first_line = GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, key));
  if (first_line != 0)
    return g_strdup_printf (_ ("The same as line %u"), first_line);
  g_hash_table_insert (self->seen, g_steal_pointer (&key), GUINT_TO_POINTER (row->line));

  if (existing == NULL)
    {
      if (row->reference == NULL)
        row->reference = self->default_type;
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

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
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
  self->cancellable = cancellable;
  self->klass = g_type_class_ref (tie_import_kind_get_record_type (plan->kind));
  self->by_number = index_new ();
  self->by_name = index_new ();
  self->sites = index_new ();
  self->types = index_new ();
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!load_contacts (self, db, error) || !load_types (self, db, error))
    return NULL;
  if (plan->kind == TIE_IMPORT_SITES && !load_sites (self, db, error))
    return NULL;
  if (!tie_csv_read (plan->text, plan->separator, add_row, self, error))
    return NULL;
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
      if (!tie_import_rows_fill (self, i, record, &reason))
        {
          g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("Line %u: %s"), row->line, reason);
          return -1;
        }
      if (!tie_record_table_save (db, record, error))
        {
          g_prefix_error (error, _ ("Line %u: "), row->line);
          return -1;
        }
      n_written++;
    }
  return n_written;
}
