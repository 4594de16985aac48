/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-account.h"
#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-document.h"
#include "model/tie-policy.h"
#include "model/tie-project.h"
#include "model/tie-site.h"
#include "model/tie-tax-code.h"
#include "model/tie-term.h"

static const TieChoice kinds[] = {
  { TIE_DOCUMENT_KIND_INVOICE, N_ ("Invoice") },
  { TIE_DOCUMENT_KIND_CREDIT, N_ ("Credit note") },
  { TIE_DOCUMENT_KIND_SUPPLIER, N_ ("Supplier invoice") },
  { NULL },
};

static const TieChoice stages[] = {
  { TIE_DOCUMENT_STAGE_INVOICED, N_ ("Invoiced") },
  { TIE_DOCUMENT_STAGE_APPROVED, N_ ("Approved") },
  { TIE_DOCUMENT_STAGE_EXPORTED, N_ ("Exported") },
  { TIE_DOCUMENT_STAGE_POSTED, N_ ("Posted") },
  { NULL },
};

static const TieField document_fields[] = {
  [TIE_DOCUMENT_NUMBER] = { "number", N_ ("Number"), TIE_FIELD_TEXT, 100 },
  [TIE_DOCUMENT_KIND] = { "kind", N_ ("Kind"), TIE_FIELD_CHOICE, 0, TIE_FIELD_REQUIRED, kinds },
  [TIE_DOCUMENT_CONTACT] = { "contact", N_ ("Contact"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_REQUIRED, NULL, tie_contact_get_type },
  [TIE_DOCUMENT_SITE] = { "site", N_ ("Site"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_site_get_type },
  [TIE_DOCUMENT_PROJECT] = { "project", N_ ("Project"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_project_get_type },
  [TIE_DOCUMENT_DATE] = { "date", N_ ("Date"), TIE_FIELD_DATE, 0, TIE_FIELD_REQUIRED | TIE_FIELD_SORT },
  [TIE_DOCUMENT_TERMS] = { "terms", N_ ("Terms"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_term_get_type },
  [TIE_DOCUMENT_DUE] = { "due", N_ ("Due"), TIE_FIELD_DATE },
  [TIE_DOCUMENT_REFERENCE] = { "reference", N_ ("Reference"), TIE_FIELD_TEXT, 200 },
  [TIE_DOCUMENT_TEXT] = { "text", N_ ("Message"), TIE_FIELD_LINES, 10000 },
  [TIE_DOCUMENT_NOTES] = { "notes", N_ ("Notes"), TIE_FIELD_LINES, 10000 },
  [TIE_DOCUMENT_TAX_CODE] = { "tax_code", N_ ("Tax code"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_tax_code_get_type },
  [TIE_DOCUMENT_FREIGHT] = { "freight", N_ ("Freight"), TIE_FIELD_MONEY },
  [TIE_DOCUMENT_DISCOUNT] = { "discount", N_ ("Discount"), TIE_FIELD_MONEY },
  [TIE_DOCUMENT_SUBTOTAL] = { "subtotal", N_ ("Subtotal"), TIE_FIELD_MONEY, 0, TIE_FIELD_COMPUTED },
  [TIE_DOCUMENT_TAX] = { "tax", N_ ("Tax"), TIE_FIELD_MONEY, 0, TIE_FIELD_COMPUTED },
  [TIE_DOCUMENT_TOTAL] = { "total", N_ ("Total"), TIE_FIELD_MONEY, 0, TIE_FIELD_COMPUTED },
  [TIE_DOCUMENT_WIP] = { "wip", N_ ("WIP"), TIE_FIELD_MONEY, 0, TIE_FIELD_COMPUTED },
  [TIE_DOCUMENT_STAGE] = { "stage", N_ ("Stage"), TIE_FIELD_CHOICE, 0, TIE_FIELD_REQUIRED | TIE_FIELD_COMPUTED, stages },
  [TIE_DOCUMENT_IS_SENT] = { "is_sent", N_ ("Sent"), TIE_FIELD_BOOLEAN },
  [TIE_DOCUMENT_DO_NOT_SEND] = { "do_not_send", N_ ("Do not send"), TIE_FIELD_BOOLEAN },
  [TIE_DOCUMENT_IS_VOID] = { "is_void", N_ ("Void"), TIE_FIELD_BOOLEAN, 0, TIE_FIELD_COMPUTED },
};

TIE_DEFINE_RECORD (TieDocument, tie_document, "document", document_fields)

static const TieField line_fields[] = {
  [TIE_LINE_DOCUMENT] = { "document", N_ ("Document"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_REQUIRED | TIE_FIELD_PART, NULL, tie_document_get_type },
  [TIE_LINE_POSITION] = { "position", N_ ("Line"), TIE_FIELD_INTEGER, 0, TIE_FIELD_SORT },
  [TIE_LINE_WORK_CODE] = { "work_code", N_ ("Work code"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_work_code_get_type },
  [TIE_LINE_EXPENSE_CODE] = { "expense_code", N_ ("Expense code"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_expense_code_get_type },
  [TIE_LINE_TEXT] = { "text", N_ ("Text"), TIE_FIELD_TEXT, 10000 },
  [TIE_LINE_QUANTITY] = { "quantity", N_ ("Quantity"), TIE_FIELD_RATE },
  [TIE_LINE_RATE] = { "rate", N_ ("Rate"), TIE_FIELD_RATE },
  [TIE_LINE_AMOUNT] = { "amount", N_ ("Amount"), TIE_FIELD_MONEY },
  [TIE_LINE_TAX_CODE] = { "tax_code", N_ ("Tax code"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_tax_code_get_type },
};

TIE_DEFINE_RECORD (TieLine, tie_line, "document_line", line_fields)

static const TieField distribution_fields[] = {
  [TIE_DISTRIBUTION_DOCUMENT] = { "document", N_ ("Document"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_REQUIRED | TIE_FIELD_PART, NULL, tie_document_get_type },
  [TIE_DISTRIBUTION_POSITION] = { "position", N_ ("Position"), TIE_FIELD_INTEGER, 0, TIE_FIELD_SORT },
  [TIE_DISTRIBUTION_LINE] = { "line", N_ ("Line"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_PART, NULL, tie_line_get_type },
  [TIE_DISTRIBUTION_CATEGORY] = { "category", N_ ("Category"), TIE_FIELD_CHOICE, 0, TIE_FIELD_REQUIRED, tie_categories },
  [TIE_DISTRIBUTION_ACCOUNT] = { "account", N_ ("Account"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_account_get_type },
  [TIE_DISTRIBUTION_DEBIT] = { "debit", N_ ("Debit"), TIE_FIELD_MONEY },
  [TIE_DISTRIBUTION_CREDIT] = { "credit", N_ ("Credit"), TIE_FIELD_MONEY },
};

TIE_DEFINE_RECORD (TieDistribution, tie_distribution, "distribution", distribution_fields)
