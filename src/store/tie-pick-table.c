/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-pick-table"
#include "config.h"

#include "model/tie-account.h"
#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-employee.h"
#include "model/tie-policy.h"
#include "model/tie-project.h"
#include "model/tie-site.h"
#include "model/tie-tax-code.h"
#include "model/tie-term.h"
#include "store/tie-db.h"
#include "store/tie-pick-table.h"

typedef struct
{
  GType (*type) (void);
  const char *sql;
} PickSql;

static const PickSql kinds[] = {
  { tie_contact_get_type, 
    "SELECT c.id, c.name, c.city, CASE WHEN t.is_supplier THEN '" TIE_PICK_SUPPLIER "' ELSE '" TIE_PICK_CLIENT "' END, c.archived, c.number"
    " FROM contact c LEFT JOIN contact_type t ON t.id = c.type ORDER BY c.sort_key, c.id" },
  { tie_site_get_type, "SELECT s.id, s.name, c.name, s.contact, c.archived, '' FROM site s JOIN contact c ON c.id = s.contact ORDER BY s.sort_key, s.id" },
  { tie_project_get_type, "SELECT p.id, p.name, c.name, p.contact, p.archived, '' FROM project p JOIN contact c ON c.id = p.contact ORDER BY p.sort_key, p.id" },
  { tie_employee_get_type, "SELECT id, name, '', '', archived, initials FROM employee ORDER BY sort_key, id" },
  { tie_work_code_get_type, "SELECT id, code, description, '', archived, '' FROM work_code ORDER BY sort_key, id" },
  { tie_expense_code_get_type, "SELECT id, code, description, '', archived, '' FROM expense_code ORDER BY sort_key, id" },
  { tie_term_get_type, "SELECT id, name, '', '', archived, '' FROM term ORDER BY sort_key, id" },
  { tie_tax_code_get_type, "SELECT id, name, description, '', archived, '' FROM tax_code ORDER BY sort_key, id" },
  { tie_account_get_type, "SELECT id, trim (number || ' ' || name), '', '', archived, '' FROM account ORDER BY number, sort_key, id" },
  { tie_policy_get_type, "SELECT id, name, '', '', archived, '' FROM policy ORDER BY sort_key, id" },
};

gboolean
tie_pick_table_read (TieDb *db,
                     GType type,
                     TiePickFunc func,
                     gpointer user_data,
                     GError **error)
{
  const char *sql = NULL;
  sqlite3_stmt *statement;
  TieStep step;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (kinds[i].type () == type)
        sql = kinds[i].sql;
    }
  g_return_val_if_fail (sql != NULL, FALSE);

  statement = tie_db_query (db, error, sql, "");
  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      const TiePickRow row = {
        tie_db_column_text (statement, 0), tie_db_column_text (statement, 1), tie_db_column_text (statement, 2),
        tie_db_column_text (statement, 3), tie_db_column_text (statement, 5), sqlite3_column_int (statement, 4) != 0,
      };

      func (&row, user_data);
    }
  return step == TIE_STEP_DONE;
}
