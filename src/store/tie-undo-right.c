/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-undo-right"
#include "config.h"

#include "store/tie-db.h"
#include "store/tie-undo-private.h"
#include "store/tie-user-table.h"

/* Taking back asks for what doing asked for, or a person could by Activity what the windows refuse: rights follow from the
 * rows.  Of the settings it depends on which: the invoice layout is billing, a default item is chosen while syncing, and all
 * others are set up. */
static const struct
{
  TieRight right;
  const char *rows; /* of undo_row */
} needs[] = {
  { TIE_RIGHT_SET_UP, "tbl IN ('practice_user', 'policy', 'policy_rule', 'account')"
                      " OR (tbl = 'setting' AND row_id NOT GLOB 'layout-*' AND row_id NOT GLOB 'sync.*.default-item.*')" },
  { TIE_RIGHT_SYNC, "tbl IN ('link', 'refusal') OR (tbl = 'setting' AND row_id GLOB 'sync.*.default-item.*')" },
  { TIE_RIGHT_APPROVE, "tbl = 'distribution'" },
  { TIE_RIGHT_BILLING, "tbl IN ('document', 'document_line', 'payment', 'allocation', 'number_series', 'tax_code', 'work_code', 'expense_code', 'employee', 'term',"
                       " 'contact_type', 'fee_link', 'fee_import') OR (tbl = 'setting' AND row_id GLOB 'layout-*')" },
};

gboolean
tie_undo_check_right (TieDb *db,
                      gint64 step,
                      GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM undo_row WHERE step = ? AND (%s))", needs[i].rows);
      gint64 is_needed = 0;

      if (!tie_db_get_integer (db, 0, &is_needed, error, sql, "i", step) ||
          (is_needed && !tie_user_table_check (db, needs[i].right, error)))
        return FALSE;
    }
  return TRUE;
}

gboolean
tie_undo_check_administrator (TieDb *db,
                              gint64 step,
                              GError **error)
{
  gint64 concerns_users = 0;

  return tie_db_get_integer (db, 0, &concerns_users, error, "SELECT EXISTS (SELECT 1 FROM undo_row WHERE step = ? AND tbl = 'practice_user')", "i", step) &&
         (!concerns_users || tie_user_table_check_administrator (db, error));
}
