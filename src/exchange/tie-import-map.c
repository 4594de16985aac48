/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import"
#include "config.h"

#include <string.h>

#include "exchange/tie-import-private.h"

/* Which column goes to which field, and how that is remembered. */

guint
tie_import_get_n_columns (TieImport *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), 0);

  return self->plan.n_columns;
}

const char *
tie_import_get_column_title (TieImport *self,
                             guint column)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), NULL);
  g_return_val_if_fail (column < self->plan.n_columns, NULL);

  return self->titles[column];
}

const char *
tie_import_get_column_example (TieImport *self,
                               guint column)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), NULL);

  for (guint i = self->plan.header_row; i < self->sample->len; i++)
    {
      GStrv row = g_ptr_array_index (self->sample, i);

      if (column < g_strv_length (row) && *row[column] != '\0')
        return row[column];
    }
  return "";
}

guint
tie_import_get_column_field (TieImport *self,
                             guint column)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), 0);
  g_return_val_if_fail (column < self->plan.n_columns, 0);

  return self->plan.map[column];
}

void
tie_import_set_column_field (TieImport *self,
                             guint column,
                             guint field)
{
  g_return_if_fail (TIE_IS_IMPORT (self));
  g_return_if_fail (column < self->plan.n_columns);
  g_return_if_fail (field <= tie_import_get_n_fields (self));

  if (self->plan.map[column] == field)
    return;
  for (guint i = 0; i < self->plan.n_columns; i++)
    {
      if (self->plan.map[i] == field)
        self->plan.map[i] = 0;
    }
  self->plan.map[column] = field;
  tie_import_changed (self);
}

guint
tie_import_get_n_fields (TieImport *self)
{
  guint n_fields;

  g_return_val_if_fail (TIE_IS_IMPORT (self), 0);

  tie_import_kind_get_fields (self->plan.kind, &n_fields);
  return n_fields;
}

const char *
tie_import_get_field_label (TieImport *self,
                            guint field)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), NULL);

  return tie_import_kind_get_field_label (self->plan.kind, field);
}

gboolean
tie_import_is_field_mapped (TieImport *self,
                            guint field)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), FALSE);

  for (guint i = 0; i < self->plan.n_columns; i++)
    {
      if (self->plan.map[i] == field)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_field_of_type (TieImport *self,
                   TieFieldType first,
                   TieFieldType last)
{
  TieRecordClass *klass = g_type_class_ref (tie_import_kind_get_record_type (self->plan.kind));
  guint n_fields;
  const TieImportField *fields = tie_import_kind_get_fields (self->plan.kind, &n_fields);
  gboolean found = FALSE;

  for (guint i = 1; i <= n_fields && !found; i++)
    found = klass->fields[fields[i].target].type >= first && klass->fields[fields[i].target].type <= last;
  g_type_class_unref (klass);
  return found;
}

gboolean
tie_import_has_dates (TieImport *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), FALSE);

  return has_field_of_type (self, TIE_FIELD_DATE, TIE_FIELD_DATE);
}

gboolean
tie_import_has_numbers (TieImport *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), FALSE);

  return has_field_of_type (self, TIE_FIELD_INTEGER, TIE_FIELD_RATE);
}

char *
tie_import_dup_fingerprint (TieImport *self)
{
  g_autofree char *joined = NULL;
  g_autofree char *whole = NULL;

  if (self->plan.header_row == 0)
    return NULL;
  joined = g_strjoinv ("\x1f", self->titles);
  whole = g_strconcat (tie_import_kind_to_string (self->plan.kind), "\x1e", joined, NULL);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);
}

char *
tie_import_dup_mapping (TieImport *self)
{
  guint n_fields;
  const TieImportField *fields = tie_import_kind_get_fields (self->plan.kind, &n_fields);
  GString *mapping = g_string_new (NULL);

  for (guint i = 0; i < self->plan.n_columns; i++)
    g_string_append_printf (mapping, "%s%s", i > 0 ? "," : "", self->plan.map[i] != 0 ? fields[self->plan.map[i]].name : "");
  return g_string_free (mapping, FALSE);
}

void
tie_import_take_mapping (TieImport *self,
                         const char *mapping)
{
  g_auto (GStrv) names = g_strsplit (mapping, ",", -1);
  guint n_fields;
  const TieImportField *fields = tie_import_kind_get_fields (self->plan.kind, &n_fields);

  for (guint i = 0; i < self->plan.n_columns; i++)
    {
      self->plan.map[i] = 0;
      for (guint field = 1; field <= n_fields && i < g_strv_length (names); field++)
        {
          if (strcmp (names[i], fields[field].name) == 0)
            self->plan.map[i] = field;
        }
    }
  tie_import_changed (self);
}
