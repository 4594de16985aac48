/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match-page"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-match-page.h"

static char *
get_state_text (gpointer item,
                gpointer company)
{
  return tie_pair_row_dup_state_text (item, tie_company_get_package (company)->short_name);
}

static char *
get_email (gpointer item,
           gpointer data)
{
  return g_strdup (tie_pair_row_get_words (item, TIE_ROW_TEXT_EMAIL));
}

static char *
get_description (gpointer item,
                 gpointer data)
{
  return g_strdup (tie_pair_row_get_words (item, TIE_ROW_TEXT_COMPANY));
}

static char *
get_rate (gpointer item,
          gpointer data)
{
  return g_strdup (tie_pair_row_get_words (item, TIE_ROW_TEXT_RATE));
}

static char *
get_type (gpointer item,
          gpointer data)
{
  return g_strdup (tie_pair_row_get_words (item, TIE_ROW_TEXT_TYPE));
}

static char *
get_account (gpointer item,
             gpointer data)
{
  return g_strdup (tie_pair_row_get_words (item, TIE_ROW_TEXT_ACCOUNT));
}

static const TieMatchColumn contact_columns[] = {
  { "link", N_ ("Link"), get_state_text, N_ ("2 possible") },
  { NULL },
};

static const TieMatchColumn employee_columns[] = {
  { "email", N_ ("Email"), get_email, N_ ("kim@example.com"), .expands = TRUE, .yields = TRUE },
  { "link", N_ ("Link"), get_state_text, N_ ("2 possible") },
  { NULL },
};

static const TieMatchColumn code_columns[] = {
  { "link", N_ ("Link"), get_state_text, N_ ("Linked") },
  { "description", N_ ("Description"), get_description, N_ ("Bookkeeping"), .expands = TRUE, .yields = TRUE },
  { "rate", N_ ("Rate"), get_rate, N_ ("250.00"), .is_number = TRUE, .yields = TRUE },
  { NULL },
};

static const TieMatchColumn item_columns[] = {
  { "link", N_ ("Link"), get_state_text, N_ ("Linked") },
  { "description", N_ ("Description"), get_description, N_ ("Bookkeeping"), .expands = TRUE, .yields = TRUE },
  { "type", N_ ("Type"), get_type, N_ ("Inventory"), .yields = TRUE },
  { "account", N_ ("Account"), get_account, N_ ("4000 Fee Income"), .expands = TRUE, .yields = TRUE },
  { NULL },
};

const TieMatchList tie_match_list_customers = {
  .label = N_ ("Customers"),
  .left_name = N_ ("Tieout Contacts"),
  .right_name = N_ ("{package} Customers"),
  .left_empty = N_ ("No Contacts Yet"),
  .right_empty = N_ ("No Customers Read"),
  .create_right = N_ ("Create customer “%s” in {package}?"),
  .create_left = N_ ("Create contact “%s” in Tieout?"),
  .similar_right = N_ ("A customer with a similar name exists: %s (%u)."),
  .similar_left = N_ ("A contact with a similar name exists: %s (%u)."),
  .left_columns = contact_columns,
  .right_columns = contact_columns,
  .has_doubles = TRUE,
};

const TieMatchList tie_match_list_vendors = {
  .label = N_ ("Vendors"),
  .left_name = N_ ("Tieout Suppliers"),
  .right_name = N_ ("{package} Vendors"),
  .left_empty = N_ ("No Suppliers Yet"),
  .right_empty = N_ ("No Vendors Read"),
  .create_right = N_ ("Create vendor “%s” in {package}?"),
  .create_left = N_ ("Create supplier “%s” in Tieout?"),
  .similar_right = N_ ("A vendor with a similar name exists: %s (%u)."),
  .similar_left = N_ ("A supplier with a similar name exists: %s (%u)."),
  .left_columns = contact_columns,
  .right_columns = contact_columns,
  .has_doubles = TRUE,
};

const TieMatchList tie_match_list_employees = {
  .label = N_ ("Employees"),
  .left_name = N_ ("Tieout Employees"),
  .right_name = N_ ("{package} Employees"),
  .left_empty = N_ ("No Employees Yet"),
  .right_empty = N_ ("No Employees Read"),
  .create_right = N_ ("Create employee “%s” in {package}?"),
  .create_left = N_ ("Create employee “%s” in Tieout?"),
  .similar_right = N_ ("An employee with a similar name exists: %s (%u)."),
  .similar_left = N_ ("An employee with a similar name exists: %s (%u)."),
  .left_columns = employee_columns,
  .right_columns = employee_columns,
};

const TieMatchList tie_match_list_work_codes = {
  .label = N_ ("Work Codes"),
  .left_name = N_ ("Tieout Work Codes"),
  .right_name = N_ ("{package} Items"),
  .left_empty = N_ ("No Work Codes Yet"),
  .right_empty = N_ ("No Products or Services Read"),
  .create_right = N_ ("Create product or service “%s” in {package}?"),
  .create_left = N_ ("Create work code “%s” in Tieout?"),
  .similar_right = N_ ("A product or service with a similar name exists: %s (%u)."),
  .similar_left = N_ ("A work code with a similar name exists: %s (%u)."),
  .left_columns = code_columns,
  .right_columns = item_columns,
};

const TieMatchList tie_match_list_expense_codes = {
  .label = N_ ("Expense Codes"),
  .left_name = N_ ("Tieout Expense Codes"),
  .right_name = N_ ("{package} Items"),
  .left_empty = N_ ("No Expense Codes Yet"),
  .right_empty = N_ ("No Products or Services Read"),
  .create_right = N_ ("Create product or service “%s” in {package}?"),
  .create_left = N_ ("Create expense code “%s” in Tieout?"),
  .similar_right = N_ ("A product or service with a similar name exists: %s (%u)."),
  .similar_left = N_ ("An expense code with a similar name exists: %s (%u)."),
  .left_columns = code_columns,
  .right_columns = item_columns,
};
