/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-lists-kind"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-account.h"
#include "model/tie-code.h"
#include "model/tie-contact-type.h"
#include "model/tie-employee.h"
#include "model/tie-number-series.h"
#include "model/tie-tax-code.h"
#include "model/tie-term.h"
#include "ui/tie-lists-kind.h"

#define CODE_COLUMNS { TIE_CODE_CODE, TIE_CODE_DESCRIPTION, TIE_CODE_RATE, TIE_CODE_TAX_CODE }

static const TieListsKind kinds[] = {
  { "employees", N_ ("Employees"), tie_employee_get_type, TIE_RIGHT_BILLING, FALSE, FALSE,
    { TIE_EMPLOYEE_NAME, TIE_EMPLOYEE_INITIALS, TIE_EMPLOYEE_EMAIL, TIE_EMPLOYEE_PHONE, TIE_EMPLOYEE_RATE },
    { TIE_EMPLOYEE_NAME, TIE_EMPLOYEE_INITIALS, TIE_EMPLOYEE_EMAIL, TIE_EMPLOYEE_PHONE, TIE_EMPLOYEE_RATE },
    { TIE_EMPLOYEE_NAME },
    "system-users-symbolic",
    N_ ("Search employees"), N_ ("No employees match “%s”"),
    N_ ("No Employees Yet"), N_ ("Who works at the firm, and what an hour of theirs costs where the work code does not say."),
    N_ ("Add Employee"), N_ ("New Employee"), NULL },
  { "work-codes", N_ ("Work Codes"), tie_work_code_get_type, TIE_RIGHT_BILLING, FALSE, FALSE, CODE_COLUMNS, CODE_COLUMNS, { TIE_CODE_CODE },
    "preferences-system-time-symbolic",
    N_ ("Search work codes"), N_ ("No work codes match “%s”"),
    N_ ("No Work Codes Yet"), N_ ("What time is billed as: returns, bookkeeping, advice. In {package} they are products and services."),
    N_ ("Add Work Code"), N_ ("New Work Code"), NULL },
  { "expense-codes", N_ ("Expense Codes"), tie_expense_code_get_type, TIE_RIGHT_BILLING, FALSE, FALSE, CODE_COLUMNS, CODE_COLUMNS, { TIE_CODE_CODE },
    "mail-attachment-symbolic",
    N_ ("Search expense codes"), N_ ("No expense codes match “%s”"),
    N_ ("No Expense Codes Yet"), N_ ("What is billed beside time: postage, filing fees, travel."),
    N_ ("Add Expense Code"), N_ ("New Expense Code"), NULL },
  { "contact-types", N_ ("Contact Types"), tie_contact_type_get_type, TIE_RIGHT_BILLING, FALSE, FALSE,
    { TIE_CONTACT_TYPE_NAME, TIE_CONTACT_TYPE_IS_SUPPLIER, TIE_CONTACT_TYPE_PUSH },
    { TIE_CONTACT_TYPE_NAME, TIE_CONTACT_TYPE_IS_SUPPLIER, TIE_CONTACT_TYPE_PUSH },
    { TIE_CONTACT_TYPE_NAME },
    "view-list-symbolic",
    N_ ("Search contact types"), N_ ("No contact types match “%s”"),
    N_ ("No Contact Types Yet"), N_ ("Contacts of a supplier's type are vendors in {package}, all others customers."),
    N_ ("Add Contact Type"), N_ ("New Contact Type"), NULL },
  { "terms", N_ ("Terms"), tie_term_get_type, TIE_RIGHT_BILLING, FALSE, FALSE, { TIE_TERM_NAME, TIE_TERM_DAYS }, { TIE_TERM_NAME, TIE_TERM_DAYS }, { TIE_TERM_NAME },
    "x-office-calendar-symbolic",
    N_ ("Search terms"), N_ ("No terms match “%s”"),
    N_ ("No Terms Yet"), N_ ("After how many days an invoice is due."),
    N_ ("Add Terms"), N_ ("New Terms"), NULL },
  { "tax-codes", N_ ("Tax Codes"), tie_tax_code_get_type, TIE_RIGHT_BILLING, FALSE, FALSE,
    { TIE_TAX_CODE_NAME, TIE_TAX_CODE_DESCRIPTION, TIE_TAX_CODE_RATE },
    { TIE_TAX_CODE_NAME, TIE_TAX_CODE_DESCRIPTION, TIE_TAX_CODE_RATE },
    { TIE_TAX_CODE_NAME },
    "accessories-calculator-symbolic",
    N_ ("Search tax codes"), N_ ("No tax codes match “%s”"),
    N_ ("No Tax Codes Yet"), N_ ("What part of a line is charged as tax. A line without a tax code bears none."),
    N_ ("Add Tax Code"), N_ ("New Tax Code"), NULL },
  { "number-series", N_ ("Numbering"), tie_number_series_get_type, TIE_RIGHT_SET_UP, FALSE, TRUE,
    { TIE_NUMBER_SERIES_NAME, TIE_NUMBER_SERIES_PREFIX, TIE_NUMBER_SERIES_NEXT, TIE_NUMBER_SERIES_DIGITS },
    { TIE_NUMBER_SERIES_PREFIX, TIE_NUMBER_SERIES_NEXT, TIE_NUMBER_SERIES_DIGITS },
    { 0 },
    "format-justify-left-symbolic",
    N_ ("Search number series"), N_ ("No number series match “%s”"),
    N_ ("No Number Series"), N_ ("Where the numbers of new documents come from."),
    NULL, NULL, NULL },
  { "accounts", N_ ("Accounts"), tie_account_get_type, TIE_RIGHT_SET_UP, FALSE, FALSE,
    { TIE_ACCOUNT_NUMBER, TIE_ACCOUNT_NAME, TIE_ACCOUNT_KIND },
    { TIE_ACCOUNT_NUMBER, TIE_ACCOUNT_NAME, TIE_ACCOUNT_KIND },
    { TIE_ACCOUNT_NAME, TIE_ACCOUNT_KIND },
    "view-list-symbolic",
    N_ ("Search accounts"), N_ ("No accounts match “%s”"),
    N_ ("No Accounts Yet"), N_ ("What invoices are distributed over."),
    N_ ("Add Account"), N_ ("New Account"), NULL },
  { "users", N_ ("Users & Permissions"), tie_user_get_type, TIE_RIGHT_SET_UP, TRUE, FALSE,
    { TIE_USER_NAME, TIE_USER_LOGIN, TIE_USER_ROLE, TIE_USER_MAY_SYNC, TIE_USER_EMPLOYEE },
    { TIE_USER_NAME, TIE_USER_LOGIN, TIE_USER_ROLE, TIE_USER_MAY_SYNC, TIE_USER_EMPLOYEE },
    { TIE_USER_NAME, TIE_USER_LOGIN },
    "system-users-symbolic",
    N_ ("Search users"), N_ ("No users match “%s”"),
    N_ ("No Users Yet"), N_ ("Who works with this practice."),
    N_ ("Add User"), N_ ("New User"),
    N_ ("People are known by the account name of their desktop. Roles guard against mistakes by colleagues; they are no lock against someone who holds the file.") },
};

const TieListsKind *
tie_lists_kind_list (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);
  return kinds;
}

const TieListsKind *
tie_lists_kind_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (kinds[i].name, name) == 0)
        return &kinds[i];
    }
  return NULL;
}

void
tie_lists_kind_prepare (const TieListsKind *self,
                        TieRecord *record)
{
  if (self->get_type == tie_user_get_type)
    tie_record_set_text (record, TIE_USER_ROLE, TIE_ROLE_STAFF);
  else if (self->get_type == tie_account_get_type)
    tie_record_set_text (record, TIE_ACCOUNT_KIND, "income");
}

guint
tie_lists_kind_get_archived (const TieListsKind *self)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (self->get_type ());

  return tie_record_find_field (TIE_RECORD_CLASS (klass), "archived");
}
