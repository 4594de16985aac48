/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-account"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-account.h"

static const TieChoice account_types[] = {
  { "receivable", N_ ("Receivable") },
  { "bank", N_ ("Bank") },
  { "asset", N_ ("Other asset") },
  { "payable", N_ ("Payable") },
  { "liability", N_ ("Other liability") },
  { "equity", N_ ("Equity") },
  { "income", N_ ("Income") },
  { "expense", N_ ("Expense") },
  { NULL },
};

static const TieField account_fields[] = {
  [TIE_ACCOUNT_NAME] = { "name", N_ ("Name"), TIE_FIELD_TEXT, 200, TIE_FIELD_REQUIRED },
  [TIE_ACCOUNT_NUMBER] = { "number", N_ ("Number"), TIE_FIELD_TEXT, 40, TIE_FIELD_SORT },
  [TIE_ACCOUNT_KIND] = { "kind", N_ ("Type"), TIE_FIELD_CHOICE, 0, TIE_FIELD_REQUIRED, account_types },
  [TIE_ACCOUNT_ARCHIVED] = { "archived", N_ ("Archived"), TIE_FIELD_BOOLEAN },
};

TIE_DEFINE_RECORD (TieAccount, tie_account, "account", account_fields)
