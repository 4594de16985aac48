/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-lists-rows"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "store/tie-record-table.h"
#include "ui/tie-list-columns.h"
#include "ui/tie-lists-rows.h"

/* Room beyond a usual text, in pixels. */
#define FIT_EXTRA 24

static guint
count_columns (const TieListsKind *kind)
{
  guint n = 0;

  while (kind->columns[n] != 0)
    n++;
  return n;
}

/* The name of the record that a field refers to. */
static char *
dup_reference_name (TieDb *db,
                    const TieField *field,
                    const char *id)
{
  g_autoptr (TieRecord) target = id != NULL ? tie_record_table_get (db, field->target (), id, NULL) : NULL;

  return target != NULL ? g_strdup (tie_record_get_name (target)) : NULL;
}

static char *
make_text (TieDb *db,
           TieRecord *record,
           guint number)
{
  const TieField *field = tie_record_get_field (record, number);

  if (field->type == TIE_FIELD_REFERENCE)
    return dup_reference_name (db, field, tie_record_get_text (record, number));
  if (field->type == TIE_FIELD_CHOICE)
    return g_strdup (tie_field_get_choice_label (field, tie_record_get_text (record, number)));
  if (field->type == TIE_FIELD_BOOLEAN)
    return g_strdup (tie_record_get_integer (record, number) ? _ ("Yes") : NULL);
  return field->type < TIE_FIELD_BOOLEAN ? g_strdup (tie_record_get_text (record, number)) : NULL;
}

static GPtrArray *
read_rows (TieDb *db,
           const char *name,
           GError **error)
{
  const TieListsKind *kind = tie_lists_kind_find (name);
  g_autoptr (GPtrArray) records = tie_record_table_list (db, kind->get_type (), error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_columns = count_columns (kind);
  guint archived = tie_lists_kind_get_archived (kind);

  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      TieRecord *record = records->pdata[i];
      TieListRow *row = tie_list_row_new (tie_record_get_id (record), n_columns, n_columns + 1);

      for (guint c = 0; c < n_columns; c++)
        {
          g_autofree char *text = make_text (db, record, kind->columns[c]);

          tie_list_row_set_text (row, c, text);
          if (tie_record_get_field (record, kind->columns[c])->type > TIE_FIELD_BOOLEAN)
            tie_list_row_set_number (row, c, tie_record_get_integer (record, kind->columns[c]));
        }
      tie_list_row_set_number (row, n_columns, archived != 0 ? tie_record_get_integer (record, archived) : 0);
      g_ptr_array_add (rows, row);
    }
  return g_steal_pointer (&rows);
}

TieListing *
tie_lists_rows_new (TieStore *store,
                    const TieListsKind *kind)
{
  return tie_listing_new (store, TIE_STORE_AREA_LISTS | TIE_STORE_AREA_CONTACTS | TIE_STORE_AREA_SETTINGS, read_rows, kind->name);
}

gboolean
tie_lists_rows_is_archived (const TieListsKind *kind,
                            TieListRow *row)
{
  return tie_list_row_get_number (row, count_columns (kind)) != 0;
}

/* What the column has to be wide enough for. */
static const char *
get_usual (const TieField *field)
{
  const char *usual = _ (field->label);

  for (const TieChoice *choice = field->choices; choice != NULL && choice->token != NULL; choice++)
    {
      if (g_utf8_strlen (_ (choice->label), -1) > g_utf8_strlen (usual, -1))
        usual = _ (choice->label);
    }
  return field->type == TIE_FIELD_BOOLEAN || field->max_length < 100 ? usual : "Bright Horizon LLC";
}

void
tie_lists_rows_add_columns (TieTable *table,
                            const TieListsKind *kind)
{
  g_autoptr (TieRecordClass) klass = g_type_class_ref (kind->get_type ());

  tie_table_set_accessible_name (table, _ (kind->title));
  for (guint c = 0; kind->columns[c] != 0; c++)
    {
      const TieField *field = &klass->fields[kind->columns[c]];
      const char *title = _ (field->label);
      GtkColumnViewColumn *column;

      if (field->type == TIE_FIELD_RATE)
        tie_list_columns_add_hours (table, field->name, title, c);
      else if (field->type == TIE_FIELD_INTEGER)
        tie_list_columns_add_count (table, field->name, title, c);
      else
        {
          column = tie_list_columns_add_text (table, field->name, title, c);
          tie_table_fit_column (table, column, get_usual (field), FIT_EXTRA);
          gtk_column_view_column_set_expand (column, field->max_length >= 200);
        }
    }
}
