/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-review"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-csv.h"
#include "base/tie-text.h"
#include "exchange/tie-import-existing.h"
#include "exchange/tie-import-lookup.h"
#include "exchange/tie-import-rows.h"
#include "exchange/tie-import-save.h"
#include "exchange/tie-import-table.h"
#include "model/tie-contact-type.h"
#include "model/tie-contact.h"
#include "store/tie-record-table.h"

typedef struct
{
  TieImportRows *out;
  const TieImportTable *table;
  TieDb *db;
  GCancellable *cancellable;
  TieRecordClass *klass;      /* (owned) of the imported kind */
  TieImportLookup *lookup;    /* (owned) what references mean */
  TieImportExisting *existing; /* (owned) what the practice has */
  const char *default_type;   /* of contacts; in out->strings (nullable) */
  GHashTable *seen;           /* (owned) key → line on which the file has it first */
  guint n_seen;               /* rows that are not blank, titles and header among them */
  GError *error;              /* (owned) (nullable): the practice cannot be read */
} Review;

static void
review_free (Review *self)
{
  g_clear_pointer (&self->klass, g_type_class_unref);
  g_clear_pointer (&self->lookup, tie_import_lookup_free);
  g_clear_pointer (&self->existing, tie_import_existing_free);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->out, tie_import_rows_unref);
  g_clear_error (&self->error);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Review, review_free)

static gboolean
is_contact (Review *self)
{
  return self->table->get_type == tie_contact_get_type;
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
          if ((field->flags & TIE_FIELD_REQUIRED) != 0 && !is_contact (self))
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
  if (is_contact (self) && tie_record_get_text (record, TIE_CONTACT_TYPE_ID) == NULL)
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
  if (!tie_import_existing_find (self->existing, record, self->seen, &existing, &key, &reason, &self->error))
    return reason != NULL ? reason : g_strdup (self->error->message);

  first_line = GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, key));
  if (first_line != 0 && *key != '\0')
    return g_strdup_printf (_ ("The same as line %u"), first_line);
  g_hash_table_insert (self->seen, g_steal_pointer (&key), GUINT_TO_POINTER (row->line));

  if (existing == NULL)
    {
      if (is_contact (self) && !has_reference (self, row, TIE_CONTACT_TYPE_ID))
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
  self->existing = tie_import_existing_new (db, self->table, self->klass);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if ((is_contact (self) && !load_types (self, error)) || !tie_import_existing_load (self->existing, error))
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
