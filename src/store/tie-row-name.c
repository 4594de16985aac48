/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-row-name"
#include "config.h"

#include "base/tie-text.h"
#include "store/tie-row-name.h"
#include "store/tie-undo-private.h"

static char *
extract (TieDb *db,
         const char *row,
         const char *column)
{
  return tie_db_get_text (db, NULL, "SELECT json_extract (?, '$.' || ?)", "ss", row, column);
}

/* NULL for none. */
static char *
read_row (TieDb *db,
          const TieRecordKind *kind,
          const char *id)
{
  g_autoptr (GPtrArray) columns = tie_undo_list_columns (db, kind->table, NULL);
  g_autofree char *json = NULL;
  g_autofree char *sql = NULL;

  if (columns == NULL)
    return NULL;
  json = tie_undo_make_json_sql (columns, "");
  sql = g_strdup_printf ("SELECT %s FROM %s WHERE id = ?", json, kind->table);
  return tie_db_get_text (db, NULL, sql, "s", id);
}

static gboolean
is_part (TieRecordClass *klass)
{
  for (guint i = 1; i < klass->n_fields; i++)
    {
      if ((klass->fields[i].flags & TIE_FIELD_PART) != 0)
        return TRUE;
    }
  return FALSE;
}

/* The name of the first record that the row belongs to or cannot be without; NULL for none. */
static char *
name_by_reference (TieDb *db,
                   const TieRecordKind **kind,
                   TieRecordClass *klass,
                   const char *row)
{
  for (guint i = 1; i < klass->n_fields; i++)
    {
      const TieField *field = &klass->fields[i];
      const TieRecordKind *target;
      g_autofree char *id = NULL;
      char *name;

      if (field->type != TIE_FIELD_REFERENCE || (field->flags & (TIE_FIELD_PART | TIE_FIELD_REQUIRED)) == 0)
        continue;
      id = extract (db, row, field->name);
      target = tie_record_kind_of (field->target ());
      name = id != NULL ? tie_row_name_get (db, &target, id) : NULL;
      if (name == NULL)
        continue;
      if ((field->flags & TIE_FIELD_PART) != 0)
        *kind = target;
      return name;
    }
  return NULL;
}

char *
tie_row_name_read (TieDb *db,
                   const TieRecordKind **kind,
                   const char *row)
{
  g_autoptr (GTypeClass) type_class = NULL;
  g_autofree char *local_id = NULL;
  g_autofree char *name = NULL;
  TieRecordClass *klass;
  char *other;
  guint field;

  if ((*kind)->get_type == NULL)
    {
      local_id = extract (db, row, "local_id"); /* of a link or refusal */
      return local_id != NULL ? tie_row_name_find_linked (db, local_id) : extract (db, row, "id");
    }

  type_class = g_type_class_ref ((*kind)->get_type ());
  klass = TIE_RECORD_CLASS (type_class);
  field = tie_record_class_get_name_field (klass);
  if (field > 0)
    name = extract (db, row, klass->fields[field].name);
  if (!tie_text_is_empty (name) && ((klass->fields[field].flags & TIE_FIELD_REQUIRED) != 0 || !is_part (klass)))
    return g_steal_pointer (&name);
  other = name_by_reference (db, kind, klass, row);
  if (other != NULL)
    return other;
  return tie_text_is_empty (name) ? extract (db, row, "id") : g_steal_pointer (&name);
}

char *
tie_row_name_get (TieDb *db,
                  const TieRecordKind **kind,
                  const char *id)
{
  g_autofree char *row = read_row (db, *kind, id);

  return row != NULL ? tie_row_name_read (db, kind, row) : NULL;
}

char *
tie_row_name_find_linked (TieDb *db,
                          const char *id)
{
  guint n_kinds;
  const TieRecordKind *kinds = tie_record_kind_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      const TieRecordKind *kind = &kinds[i];
      char *name = kind->is_linked ? tie_row_name_get (db, &kind, id) : NULL;

      if (name != NULL)
        return name;
    }
  return g_strdup ("");
}
