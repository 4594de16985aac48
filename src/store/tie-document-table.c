/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-table"
#include "config.h"

#include "store/tie-db.h"
#include "store/tie-document-table.h"

gboolean
tie_document_table_get_paid (TieDb *db,
                             const char *id,
                             gint64 *paid,
                             GError **error)
{
  return tie_db_get_integer (db,
                             0,
                             paid,
                             error,
                             "SELECT coalesce ((SELECT sum (amount) FROM allocation WHERE document = ?1), 0)"
                             " + coalesce ((SELECT sum (amount) FROM allocation WHERE credit = ?1), 0)",
                             "s",
                             id);
}

gboolean
tie_document_table_has_supplier_number (TieDb *db,
                                        const char *contact,
                                        const char *number,
                                        const char *except,
                                        gboolean *has,
                                        GError **error)
{
  gint64 count = 0;

  if (!tie_db_get_integer (db,
                           0,
                           &count,
                           error,
                           "SELECT count(*) FROM document WHERE contact = ? AND kind = 'supplier' AND number = ? AND is_void = 0 AND id IS NOT ?",
                           "sss",
                           contact,
                           number,
                           except))
    return FALSE;
  *has = count > 0;
  return TRUE;
}

gboolean
tie_document_table_release_allocations (TieDb *db,
                                        const char *id,
                                        GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_DOCUMENTS);
  return tie_db_run (db, error, "DELETE FROM allocation WHERE document = ?1 OR credit = ?1", "s", id);
}

gboolean
tie_document_table_set_stage (TieDb *db,
                              const char *id,
                              const char *stage,
                              GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_DOCUMENTS);
  return tie_db_run (db, error, "UPDATE document SET stage = ? WHERE id = ?", "ss", stage, id);
}
