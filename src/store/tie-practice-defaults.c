/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-practice-defaults"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-account.h"
#include "model/tie-contact-type.h"
#include "model/tie-number-series.h"
#include "model/tie-policy.h"
#include "model/tie-term.h"
#include "store/tie-db.h"
#include "store/tie-practice-defaults.h"
#include "store/tie-record-table.h"

typedef struct
{
  const char *id;
  const char *name;
  gboolean is_supplier;
} DefaultType;

static const DefaultType types[] = {
  { TIE_CONTACT_TYPE_CLIENT, N_ ("Client"), FALSE },
  { TIE_CONTACT_TYPE_PROSPECT, N_ ("Prospect"), FALSE },
  { TIE_CONTACT_TYPE_SUPPLIER, N_ ("Supplier"), TRUE },
};

typedef struct
{
  const char *id;
  const char *name;
  int days;
} DefaultTerm;

static const DefaultTerm terms[] = {
  { "due-on-receipt", N_ ("Due on receipt"), 0 },
  { "net-15", N_ ("Net 15"), 15 },
  { "net-30", N_ ("Net 30"), 30 },
};

typedef struct
{
  const char *id;
  const char *name;
  const char *prefix;
} DefaultSeries;

/* Suppliers number their invoices themselves. */
static const DefaultSeries series[] = {
  { TIE_NUMBER_SERIES_INVOICE, N_ ("Invoices"), "INV-" },
  { TIE_NUMBER_SERIES_CREDIT, N_ ("Credit Notes"), "CN-" },
  { TIE_NUMBER_SERIES_PAYMENT, N_ ("Payments"), "PAY-" },
};
#define FIRST_NUMBER 1001

typedef struct
{
  const char *number; /* also ends its id */
  const char *name;
  const char *kind;
} DefaultAccount;

static const DefaultAccount accounts[] = {
  { "1000", N_ ("Checking"), "bank" },
  { "1100", N_ ("Accounts receivable"), "receivable" },
  { "1150", N_ ("Undeposited funds"), "asset" },
  { "2000", N_ ("Accounts payable"), "payable" },
  { "2200", N_ ("Sales tax payable"), "liability" },
  { "3900", N_ ("Retained earnings"), "equity" },
  { "4010", N_ ("Tax preparation"), "income" },
  { "4020", N_ ("Bookkeeping"), "income" },
  { "4900", N_ ("Reimbursed expenses"), "income" },
  { "4920", N_ ("Freight charged"), "income" },
  { "4950", N_ ("Discounts and write-downs"), "income" },
  { "5100", N_ ("Costs"), "expense" },
  { "6990", N_ ("Rounding"), "expense" },
};

typedef struct
{
  const char *category;
  const char *account;
} DefaultRule;

static const DefaultRule rules[] = {
  { "total", "1100" },
  { "work", "4010" },
  { "expense", "4900" },
  { "tax", "2200" },
  { "freight", "4920" },
  { "discount", "4950" },
  { "rounding", "6990" },
  { "payable", "2000" },
  { "cost", "5100" },
};
#define POLICY "standard-policy"

static char *
make_account_id (const char *number)
{
  return g_strconcat ("account-", number, NULL);
}

static gboolean
add_types (TieDb *db,
           GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (TieRecord) type = tie_record_new (TIE_TYPE_CONTACT_TYPE, types[i].id);

      tie_record_set_text (type, TIE_CONTACT_TYPE_NAME, _ (types[i].name));
      tie_record_set_integer (type, TIE_CONTACT_TYPE_IS_SUPPLIER, types[i].is_supplier);
      if (!tie_record_table_save (db, type, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_terms (TieDb *db,
           GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      g_autoptr (TieRecord) term = tie_record_new (TIE_TYPE_TERM, terms[i].id);

      tie_record_set_text (term, TIE_TERM_NAME, _ (terms[i].name));
      tie_record_set_integer (term, TIE_TERM_DAYS, terms[i].days);
      if (!tie_record_table_save (db, term, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_series (TieDb *db,
            GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (series); i++)
    {
      g_autoptr (TieRecord) one = tie_record_new (TIE_TYPE_NUMBER_SERIES, series[i].id);

      tie_record_set_text (one, TIE_NUMBER_SERIES_NAME, _ (series[i].name));
      tie_record_set_text (one, TIE_NUMBER_SERIES_PREFIX, series[i].prefix);
      tie_record_set_integer (one, TIE_NUMBER_SERIES_NEXT, FIRST_NUMBER);
      if (!tie_record_table_save (db, one, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_accounts (TieDb *db,
              GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      g_autofree char *id = make_account_id (accounts[i].number);
      g_autoptr (TieRecord) account = tie_record_new (TIE_TYPE_ACCOUNT, id);

      tie_record_set_text (account, TIE_ACCOUNT_NAME, _ (accounts[i].name));
      tie_record_set_text (account, TIE_ACCOUNT_NUMBER, accounts[i].number);
      tie_record_set_text (account, TIE_ACCOUNT_KIND, accounts[i].kind);
      if (!tie_record_table_save (db, account, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_policy (TieDb *db,
            GError **error)
{
  g_autoptr (TieRecord) policy = tie_record_new (TIE_TYPE_POLICY, POLICY);

  tie_record_set_text (policy, TIE_POLICY_NAME, _ ("Standard"));
  tie_record_set_integer (policy, TIE_POLICY_IS_DEFAULT, TRUE);
  if (!tie_record_table_save (db, policy, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *id = g_strconcat (POLICY "-", rules[i].category, NULL);
      g_autofree char *account = make_account_id (rules[i].account);
      g_autoptr (TieRecord) rule = tie_record_new (TIE_TYPE_POLICY_RULE, id);

      tie_record_set_text (rule, TIE_POLICY_RULE_POLICY, POLICY);
      tie_record_set_text (rule, TIE_POLICY_RULE_CATEGORY, rules[i].category);
      tie_record_set_text (rule, TIE_POLICY_RULE_ACCOUNT, account);
      if (!tie_record_table_save (db, rule, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_books (TieDb *db,
           GError **error)
{
  return add_terms (db, error) && add_series (db, error) && add_accounts (db, error) && add_policy (db, error);
}

gboolean
tie_practice_defaults_add (TieDb *db,
                           GError **error)
{
  return add_types (db, error) && add_books (db, error);
}

gboolean
tie_practice_defaults_complete (TieDb *db,
                                GError **error)
{
  gint64 n_series = tie_record_table_count (db, TIE_TYPE_NUMBER_SERIES, error);

  if (n_series != 0)
    return n_series > 0;
  if (!tie_db_begin (db, TIE_STORE_WRITE, error))
    return FALSE;
  if (!add_books (db, error))
    {
      tie_db_rollback (db);
      return FALSE;
    }
  return tie_db_commit (db, error);
}
