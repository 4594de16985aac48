/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-entry-table"
#include "config.h"

#include "store/tie-entry-table.h"
#include "store/tie-record-table-private.h"

GPtrArray *
tie_entry_table_list_open (TieDb *db,
                           const char *project,
                           const char *until,
                           GError **error)
{
  const char *const texts[] = { project, until };

  return tie_record_table_list_clause (db,
                                       TIE_TYPE_ENTRY,
                                       "WHERE document IS NULL AND project = ?1 AND (?2 IS NULL OR date <= ?2) ORDER BY date, id",
                                       texts,
                                       G_N_ELEMENTS (texts),
                                       error);
}

GPtrArray *
tie_entry_table_list_between (TieDb *db,
                              const char *employee,
                              const char *from,
                              const char *to,
                              GError **error)
{
  const char *const texts[] = { from, to, employee };

  return tie_record_table_list_clause (db,
                                       TIE_TYPE_ENTRY,
                                       "WHERE date BETWEEN ?1 AND ?2 AND (?3 IS NULL OR employee = ?3) ORDER BY date, id",
                                       texts,
                                       G_N_ELEMENTS (texts),
                                       error);
}
