/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-table"
#include "config.h"

#include <glib/gi18n.h>

#include "exchange/tie-import-table.h"
#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-document.h"
#include "model/tie-employee.h"
#include "model/tie-entry.h"
#include "model/tie-payment.h"
#include "model/tie-project.h"
#include "model/tie-site.h"

#define STREET_TITLES \
  "|street|street address|address|address 1|address line 1|street 1|billing street|billing address|billing address line 1|bill to street|mailing address|addr 1|"
#define STREET_2_TITLES "|street 2|address 2|address line 2|billing address line 2|billing street 2|suite|unit|addr 2|"
#define CITY_TITLES "|city|town|billing city|bill to city|mailing city|suburb|"
#define STATE_TITLES "|state|state province|province|region|billing state|bill to state|st|mailing state|"
#define POSTCODE_TITLES "|zip|zip code|postcode|postal code|post code|zip postal code|billing zip|billing zip code|billing postal code|bill to zip|mailing zip|"
#define COUNTRY_TITLES "|country|country region|billing country|bill to country|"

static const TieImportField contact_fields[] = {
  { NULL },
  { "name", TIE_CONTACT_NAME, FALSE, NULL,
    "|name|client name|customer name|display name|full name|company name|company|business name|client|customer|contact name|contact|supplier name|vendor name|"
    "supplier|vendor|organization|organisation|taxpayer name|taxpayer|account name|customer full name|name on file|",
    "Carter, Joan" },
  { "last-name", TIE_CONTACT_NAME, TRUE, N_ ("Last name"), "|last name|surname|family name|lastname|last|", "" },
  { "first-name", TIE_CONTACT_NAME, TRUE, N_ ("First name"), "|first name|given name|forename|firstname|first|", "" },
  { "type", TIE_CONTACT_TYPE_ID, FALSE, NULL, "|type|contact type|client type|customer type|", "Client" },
  { "number", TIE_CONTACT_NUMBER, FALSE, NULL,
    "|number|client number|client no|client id|client code|customer number|customer no|customer id|contact number|account number|account no|id|code|ref|reference|",
    "CARTJ01" },
  { "email", TIE_CONTACT_EMAIL, FALSE, NULL,
    "|email|e mail|email address|e mail address|main email|primary email|email 1|e mail 1|billing email|mail|", "joan@carter.example" },
  { "phone", TIE_CONTACT_PHONE, FALSE, NULL,
    "|phone|phone number|phone numbers|telephone|telephone number|main phone|primary phone|work phone|business phone|phone 1|phone no|mobile|mobile phone|cell|cell phone|home phone|tel|",
    "503 555 0101" },
  { "street", TIE_CONTACT_STREET, FALSE, NULL, STREET_TITLES, "12 Elm Street" },
  { "street-2", TIE_CONTACT_STREET, TRUE, N_ ("Street, second line"), STREET_2_TITLES, "" },
  { "city", TIE_CONTACT_CITY, FALSE, NULL, CITY_TITLES, "Portland" },
  { "state", TIE_CONTACT_STATE, FALSE, NULL, STATE_TITLES, "OR" },
  { "postcode", TIE_CONTACT_POSTCODE, FALSE, NULL, POSTCODE_TITLES, "97201" },
  { "country", TIE_CONTACT_COUNTRY, FALSE, NULL, COUNTRY_TITLES, "US" },
  { "terms", TIE_CONTACT_TERMS, FALSE, NULL, "|terms|payment terms|", "Net 30" },
  { "notes", TIE_CONTACT_NOTES, FALSE, NULL, "|notes|note|comments|comment|remarks|memo|", "" },
};

static const TieImportField site_fields[] = {
  { NULL },
  { "contact", TIE_SITE_CONTACT, FALSE, N_ ("Contact (name or client number)"),
    "|contact|client|customer|client name|customer name|contact name|parent|parent customer|client number|client no|client id|client code|customer number|customer id|company|company name|",
    "Carter, Joan" },
  { "name", TIE_SITE_NAME, FALSE, NULL, "|site|site name|name|location|location name|branch|place|job|job name|sub customer|", "Main Studio" },
  { "street", TIE_SITE_STREET, FALSE, NULL, STREET_TITLES, "12 Elm Street" },
  { "street-2", TIE_SITE_STREET, TRUE, N_ ("Street, second line"), STREET_2_TITLES, "" },
  { "city", TIE_SITE_CITY, FALSE, NULL, CITY_TITLES, "Portland" },
  { "state", TIE_SITE_STATE, FALSE, NULL, STATE_TITLES, "OR" },
  { "postcode", TIE_SITE_POSTCODE, FALSE, NULL, POSTCODE_TITLES, "97201" },
  { "country", TIE_SITE_COUNTRY, FALSE, NULL, COUNTRY_TITLES, "US" },
};

#define CLIENT_TITLES "|client|client name|customer|customer name|contact|contact name|name|client number|client no|client id|client code|customer number|company|company name|"
#define CODE_TITLES "|code|work code|service|service code|item|item code|activity|activity code|name|item name|product service|"
#define AMOUNT_TITLES "|amount|total|amount due|open balance|balance|balance due|open amount|total amount|invoice total|payment amount|sum|"
#define DATE_TITLES "|date|day|work date|service date|invoice date|bill date|payment date|txn date|transaction date|entry date|"

static const TieImportField employee_fields[] = {
  { NULL },
  { "name", TIE_EMPLOYEE_NAME, FALSE, NULL, "|name|employee|employee name|full name|display name|staff|staff name|person|", "Ruiz, Dana" },
  { "last-name", TIE_EMPLOYEE_NAME, TRUE, N_ ("Last name"), "|last name|surname|family name|last|", "" },
  { "first-name", TIE_EMPLOYEE_NAME, TRUE, N_ ("First name"), "|first name|given name|first|", "" },
  { "initials", TIE_EMPLOYEE_INITIALS, FALSE, NULL, "|initials|short|short name|abbreviation|", "DR" },
  { "email", TIE_EMPLOYEE_EMAIL, FALSE, NULL, "|email|e mail|email address|mail|", "dana@firm.example" },
  { "phone", TIE_EMPLOYEE_PHONE, FALSE, NULL, "|phone|phone number|telephone|mobile|cell|", "503 555 0110" },
  { "rate", TIE_EMPLOYEE_RATE, FALSE, NULL, "|rate|hourly rate|billing rate|bill rate|rate per hour|", "145.00" },
  { "archived", TIE_EMPLOYEE_ARCHIVED, FALSE, NULL, "|archived|inactive|", "no" },
};

#define CODE_FIELDS(example_code, example_text, example_rate)                                                                                   \
  {                                                                                                                                             \
    { NULL },                                                                                                                                   \
    { "code", TIE_CODE_CODE, FALSE, NULL, CODE_TITLES, example_code },                                                                          \
    { "description", TIE_CODE_DESCRIPTION, FALSE, NULL, "|description|text|details|sales description|title|", example_text },                   \
    { "rate", TIE_CODE_RATE, FALSE, NULL, "|rate|price|hourly rate|sales price|sales price rate|unit price|amount|", example_rate },            \
    { "tax-code", TIE_CODE_TAX_CODE, FALSE, NULL, "|tax code|tax|sales tax code|", "" },                                                        \
    { "archived", TIE_CODE_ARCHIVED, FALSE, NULL, "|archived|inactive|", "no" },                                                                \
  }

static const TieImportField work_code_fields[] = CODE_FIELDS ("TAX-1040", "Form 1040", "130.00");
static const TieImportField expense_code_fields[] = CODE_FIELDS ("POSTAGE", "Certified mail", "9.85");

static const TieImportField project_fields[] = {
  { NULL },
  { "name", TIE_PROJECT_NAME, FALSE, NULL, "|name|project|project name|job|job name|engagement|engagement name|", "2025 Form 1040" },
  { "client", TIE_PROJECT_CONTACT, FALSE, N_ ("Client (name or client number)"), CLIENT_TITLES, "Carter, Joan" },
  { "return", TIE_PROJECT_RETURN, FALSE, NULL, "|return|return type|type of return|form|type|", "Individual (1040)" },
  { "tax-year", TIE_PROJECT_TAX_YEAR, FALSE, NULL, "|tax year|year|", "2025" },
  { "due", TIE_PROJECT_DUE, FALSE, NULL, "|due|due date|deadline|", "2026-04-15" },
  { "status", TIE_PROJECT_STATUS, FALSE, NULL, "|status|state|stage|", "In progress" },
  { "estimated-fee", TIE_PROJECT_ESTIMATED_FEE, FALSE, NULL, "|estimated fee|estimate|fee|budget|estimated amount|", "450.00" },
  { "work-code", TIE_PROJECT_WORK_CODE, FALSE, NULL, "|default work code|work code|service|", "TAX-1040" },
  { "notes", TIE_PROJECT_NOTES, FALSE, NULL, "|notes|note|comments|", "" },
  { "archived", TIE_PROJECT_ARCHIVED, FALSE, NULL, "|archived|inactive|", "no" },
};

static const TieImportField time_fields[] = {
  { NULL },
  { "date", TIE_ENTRY_DATE, FALSE, NULL, DATE_TITLES, "2025-11-03" },
  { "project", TIE_ENTRY_PROJECT, FALSE, NULL, "|project|project name|job|engagement|", "2025 Form 1040" },
  { "client", TIE_ENTRY_PROJECT, TRUE, N_ ("Client, where projects share a name"), CLIENT_TITLES, "" },
  { "employee", TIE_ENTRY_EMPLOYEE, FALSE, NULL, "|who|employee|employee name|staff|initials|person|user|name|", "DR" },
  { "work-code", TIE_ENTRY_WORK_CODE, FALSE, NULL, "|work code|service|activity|code|service item|", "TAX-1040" },
  { "expense-code", TIE_ENTRY_EXPENSE_CODE, FALSE, NULL, "|expense code|expense|expense item|", "" },
  { "quantity", TIE_ENTRY_QUANTITY, FALSE, N_ ("Hours (or quantity)"), "|hours|hours or quantity|quantity|qty|time|duration|units|", "1.50" },
  { "rate", TIE_ENTRY_RATE, FALSE, NULL, "|rate|hourly rate|bill rate|price|", "" },
  { "text", TIE_ENTRY_TEXT, FALSE, NULL, "|text|description|notes|memo|comment|details|", "Review K-1" },
  { "not-billable", TIE_ENTRY_NOT_BILLABLE, FALSE, NULL, "|not billable|non billable|nonbillable|", "no" },
};

#define DOCUMENT_FIELDS(example_contact, example_text)                                                                                         \
  { "contact", TIE_DOCUMENT_CONTACT, FALSE, NULL, CLIENT_TITLES "supplier|supplier name|vendor|vendor name|", example_contact },               \
  { "date", TIE_DOCUMENT_DATE, FALSE, NULL, DATE_TITLES, "2025-11-03" },                                                                       \
  { "terms", TIE_DOCUMENT_TERMS, FALSE, NULL, "|terms|payment terms|", "Net 30" },                                                             \
  { "due", TIE_DOCUMENT_DUE, FALSE, NULL, "|due|due date|", "" },                                                                              \
  { "amount", TIE_DOCUMENT_TOTAL, FALSE, N_ ("Amount"), AMOUNT_TITLES, "450.00" },                                                             \
  { "notes", TIE_DOCUMENT_NOTES, FALSE, N_ ("Text"), "|text|description|memo|message|notes|note|", example_text }

static const TieImportField invoice_fields[] = {
  { NULL },
  { "number", TIE_DOCUMENT_NUMBER, FALSE, NULL, "|number|invoice number|invoice no|invoice|no|num|doc number|document number|ref|", "INV-0990" },
  DOCUMENT_FIELDS ("Carter, Joan", "2024 Form 1040"),
  { "reference", TIE_DOCUMENT_REFERENCE, FALSE, NULL, "|reference|po number|order number|", "" },
};

static const TieImportField supplier_invoice_fields[] = {
  { NULL },
  { "number", TIE_DOCUMENT_NUMBER, FALSE, N_ ("Supplier's number"), "|reference|number|bill number|bill no|invoice number|invoice no|no|num|supplier s number|ref no|ref|", "2214" },
  DOCUMENT_FIELDS ("Beacon Tax Forms", "Paper forms"),
};

static const TieImportField payment_fields[] = {
  { NULL },
  { "contact", TIE_PAYMENT_CONTACT, FALSE, NULL, CLIENT_TITLES "supplier|supplier name|vendor|vendor name|payee|payer|received from|", "Carter, Joan" },
  { "date", TIE_PAYMENT_DATE, FALSE, NULL, DATE_TITLES, "2025-11-10" },
  { "amount", TIE_PAYMENT_AMOUNT, FALSE, NULL, AMOUNT_TITLES, "450.00" },
  { "kind", TIE_PAYMENT_KIND, FALSE, NULL, "|kind|type|transaction type|", "Payment received" },
  { "method", TIE_PAYMENT_METHOD, FALSE, NULL, "|method|payment method|pmt method|paid by|", "Check" },
  { "reference", TIE_PAYMENT_REFERENCE, FALSE, NULL, "|reference|check number|check no|reference no|ref no|ref|number|no|num|", "2041" },
  { "notes", TIE_PAYMENT_NOTES, FALSE, NULL, "|notes|note|memo|description|", "" },
};

#define FIELDS(table) table, G_N_ELEMENTS (table) - 1

static const TieImportTable tables[TIE_IMPORT_N_KINDS] = {
  [TIE_IMPORT_CONTACTS] = { "contacts", N_ ("Contacts"), tie_contact_get_type, FIELDS (contact_fields), { TIE_CONTACT_NAME } },
  [TIE_IMPORT_SITES] = { "sites", N_ ("Sites"), tie_site_get_type, FIELDS (site_fields), { TIE_SITE_CONTACT, TIE_SITE_NAME } },
  [TIE_IMPORT_EMPLOYEES] = { "employees", N_ ("Employees"), tie_employee_get_type, FIELDS (employee_fields), { TIE_EMPLOYEE_NAME } },
  [TIE_IMPORT_WORK_CODES] = { "work-codes", N_ ("Work Codes"), tie_work_code_get_type, FIELDS (work_code_fields), { TIE_CODE_CODE } },
  [TIE_IMPORT_EXPENSE_CODES] = { "expense-codes", N_ ("Expense Codes"), tie_expense_code_get_type, FIELDS (expense_code_fields), { TIE_CODE_CODE } },
  [TIE_IMPORT_PROJECTS] = { "projects", N_ ("Projects"), tie_project_get_type, FIELDS (project_fields), { TIE_PROJECT_CONTACT, TIE_PROJECT_NAME }, FALSE, { { TIE_PROJECT_STATUS, "open" } } },
  [TIE_IMPORT_TIME] = { "time", N_ ("Time"), tie_entry_get_type, FIELDS (time_fields),
                        { TIE_ENTRY_DATE, TIE_ENTRY_PROJECT, TIE_ENTRY_EMPLOYEE, TIE_ENTRY_WORK_CODE, TIE_ENTRY_EXPENSE_CODE, TIE_ENTRY_QUANTITY, TIE_ENTRY_TEXT }, TRUE,
                        { { TIE_ENTRY_KIND, "time" } } },
  [TIE_IMPORT_OPEN_INVOICES] = { "open-invoices", N_ ("Open Invoices"), tie_document_get_type, FIELDS (invoice_fields), { TIE_DOCUMENT_KIND, TIE_DOCUMENT_NUMBER }, FALSE,
                                 { { TIE_DOCUMENT_KIND, "invoice" }, { TIE_DOCUMENT_STAGE, "invoiced" } } },
  [TIE_IMPORT_PAYMENTS] = { "payments", N_ ("Payments"), tie_payment_get_type, FIELDS (payment_fields),
                            { TIE_PAYMENT_DATE, TIE_PAYMENT_KIND, TIE_PAYMENT_CONTACT, TIE_PAYMENT_AMOUNT, TIE_PAYMENT_REFERENCE }, TRUE,
                            { { TIE_PAYMENT_KIND, TIE_PAYMENT_KIND_RECEIPT }, { TIE_PAYMENT_ORIGIN, "here" } } },
  [TIE_IMPORT_SUPPLIER_INVOICES] = { "supplier-invoices", N_ ("Supplier Invoices"), tie_document_get_type, FIELDS (supplier_invoice_fields),
                                     { TIE_DOCUMENT_KIND, TIE_DOCUMENT_CONTACT, TIE_DOCUMENT_NUMBER }, FALSE,
                                     { { TIE_DOCUMENT_KIND, "supplier" }, { TIE_DOCUMENT_STAGE, "invoiced" } } },
};

const TieImportTable *
tie_import_table_get (TieImportKind kind)
{
  g_assert (kind >= TIE_IMPORT_CONTACTS && kind < TIE_IMPORT_N_KINDS);

  return &tables[kind];
}
