/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-entry"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-code.h"
#include "model/tie-document.h"
#include "model/tie-employee.h"
#include "model/tie-entry.h"
#include "model/tie-project.h"

static const TieChoice kinds[] = {
  { TIE_ENTRY_KIND_TIME, N_ ("Time") },
  { TIE_ENTRY_KIND_EXPENSE, N_ ("Expense") },
  { NULL },
};

static const TieField entry_fields[] = {
  [TIE_ENTRY_DATE] = { "date", N_ ("Date"), TIE_FIELD_DATE, 0, TIE_FIELD_REQUIRED | TIE_FIELD_SORT },
  [TIE_ENTRY_KIND] = { "kind", N_ ("Kind"), TIE_FIELD_CHOICE, 0, TIE_FIELD_REQUIRED, kinds },
  [TIE_ENTRY_PROJECT] = { "project", N_ ("Project"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_REQUIRED, NULL, tie_project_get_type },
  [TIE_ENTRY_EMPLOYEE] = { "employee", N_ ("Who"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_employee_get_type },
  [TIE_ENTRY_WORK_CODE] = { "work_code", N_ ("Work code"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_work_code_get_type },
  [TIE_ENTRY_EXPENSE_CODE] = { "expense_code", N_ ("Expense code"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_expense_code_get_type },
  [TIE_ENTRY_TEXT] = { "text", N_ ("Text"), TIE_FIELD_TEXT, 10000 },
  [TIE_ENTRY_QUANTITY] = { "quantity", N_ ("Hours"), TIE_FIELD_RATE },
  [TIE_ENTRY_RATE] = { "rate", N_ ("Rate"), TIE_FIELD_RATE },
  [TIE_ENTRY_AMOUNT] = { "amount", N_ ("Amount"), TIE_FIELD_MONEY, 0, TIE_FIELD_COMPUTED },
  [TIE_ENTRY_NOT_BILLABLE] = { "not_billable", N_ ("Not billable"), TIE_FIELD_BOOLEAN },
  [TIE_ENTRY_DOCUMENT] = { "document", N_ ("Billed on"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_COMPUTED, NULL, tie_document_get_type },
  [TIE_ENTRY_BILLED] = { "billed", N_ ("Billed"), TIE_FIELD_MONEY, 0, TIE_FIELD_COMPUTED },
};

TIE_DEFINE_RECORD (TieEntry, tie_entry, "entry", entry_fields)
