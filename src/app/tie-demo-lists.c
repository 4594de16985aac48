/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-demo-lists"
#include "config.h"

#include "app/tie-demo-books-private.h"
#include "base/tie-error.h"
#include "base/tie-money.h"
#include "exchange/tie-file-names.h"
#include "model/tie-code.h"
#include "model/tie-policy.h"
#include "model/tie-tax-code.h"
#include "store/tie-record-table.h"

/* The columns of the tables, in their order. */
enum
{
  TAX_CODE_NAME,
  TAX_CODE_DESCRIPTION,
  TAX_CODE_RATE,
  TAX_CODE_MYOB,
  TAX_CODE_PEACHTREE,
  TAX_CODE_SAGE_UK,
  TAX_CODE_USUAL, /* not blank: all work and all expenses bear it */
  N_TAX_CODE_COLUMNS
};

enum
{
  RULE_WORK_CODE,
  RULE_ACCOUNT,
  N_RULE_COLUMNS
};

/* The policy that a new practice has. */
#define POLICY "standard-policy"

gboolean
tie_demo_books_fail (const char *reason,
                     const char *about,
                     GError **error)
{
  g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "The demo's books: %s: %s", about, reason);
  return FALSE;
}

/* Fills a reference field from the words of a table; blank ones are left alone. */
gboolean
tie_demo_books_set_reference (TieDemoBooks *self,
                              gpointer record,
                              guint field,
                              const char *text,
                              const char *owner,
                              GError **error)
{
  g_autofree char *reason = NULL;
  const char *id = NULL;

  if (*text == '\0')
    return TRUE;
  if (!tie_import_lookup_find (self->lookup, tie_record_get_field (record, field), text, owner, &id, &reason, error))
    return FALSE;
  if (id == NULL)
    return tie_demo_books_fail (reason, text, error);
  tie_record_set_text (record, field, id);
  return TRUE;
}

gboolean
tie_demo_books_parse (const char *text,
                      guint decimals,
                      gint64 *value,
                      GError **error)
{
  return tie_decimal_parse (text, decimals, value) || tie_demo_books_fail ("no number", text, error);
}

/* Its names in programs that have no room for ours. */
static gboolean
add_spellings (TieDemoBooks *self,
               const char *id,
               const char *const *fields,
               GError **error)
{
  static const struct
  {
    const char *target;
    guint column;
  } targets[] = {
    { "myob-ap", TAX_CODE_MYOB },
    { "myob-ar", TAX_CODE_MYOB },
    { "peachtree2003", TAX_CODE_PEACHTREE },
    { "sage50us", TAX_CODE_PEACHTREE },
    { "sage50uk", TAX_CODE_SAGE_UK },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      if (!tie_file_names_set (self->db, targets[i].target, TIE_FILE_NAME_TAX, id, fields[targets[i].column], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_usual (TieDemoBooks *self,
            GType type,
            const char *id,
            GError **error)
{
  g_autoptr (GPtrArray) codes = tie_record_table_list (self->db, type, error);

  for (guint i = 0; codes != NULL && i < codes->len; i++)
    {
      tie_record_set_text (codes->pdata[i], TIE_CODE_TAX_CODE, id);
      if (!tie_record_table_save (self->db, codes->pdata[i], error))
        return FALSE;
    }
  return codes != NULL;
}

gboolean
tie_demo_books_add_tax_code (const char *const *fields,
                             guint n_fields,
                             guint line,
                             gpointer user_data,
                             GError **error)
{
  TieDemoBooks *self = user_data;
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_TAX_CODE, NULL);
  gint64 rate = 0;

  if (n_fields != N_TAX_CODE_COLUMNS)
    return tie_demo_books_fail ("not the columns of a tax code", fields[0], error);
  if (line == 1)
    return TRUE;
  if (!tie_demo_books_parse (fields[TAX_CODE_RATE], 4, &rate, error))
    return FALSE;
  tie_record_set_text (code, TIE_TAX_CODE_NAME, fields[TAX_CODE_NAME]);
  tie_record_set_text (code, TIE_TAX_CODE_DESCRIPTION, fields[TAX_CODE_DESCRIPTION]);
  tie_record_set_integer (code, TIE_TAX_CODE_RATE, rate);
  return tie_record_table_save (self->db, code, error) && add_spellings (self, tie_record_get_id (code), fields, error) &&
         (*fields[TAX_CODE_USUAL] == '\0' || (make_usual (self, TIE_TYPE_WORK_CODE, tie_record_get_id (code), error) && make_usual (self, TIE_TYPE_EXPENSE_CODE, tie_record_get_id (code), error)));
}

/* Work that does not go to the account of all other work. */
gboolean
tie_demo_books_add_rule (const char *const *fields,
                         guint n_fields,
                         guint line,
                         gpointer user_data,
                         GError **error)
{
  TieDemoBooks *self = user_data;
  g_autoptr (TieRecord) rule = tie_record_new (TIE_TYPE_POLICY_RULE, NULL);

  if (n_fields != N_RULE_COLUMNS)
    return tie_demo_books_fail ("not the columns of a rule", fields[0], error);
  if (line == 1)
    return TRUE;
  tie_record_set_text (rule, TIE_POLICY_RULE_POLICY, POLICY);
  tie_record_set_text (rule, TIE_POLICY_RULE_CATEGORY, TIE_CATEGORY_WORK);
  return tie_demo_books_set_reference (self, rule, TIE_POLICY_RULE_WORK_CODE, fields[RULE_WORK_CODE], NULL, error) &&
         tie_demo_books_set_reference (self, rule, TIE_POLICY_RULE_ACCOUNT, fields[RULE_ACCOUNT], NULL, error) &&
         tie_record_table_save (self->db, rule, error);
}
