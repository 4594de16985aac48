/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-write"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "exchange/tie-import-rows.h"
#include "exchange/tie-import-save.h"
#include "exchange/tie-import-table.h"
#include "store/tie-record-table.h"

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
