/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-project"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-project.h"
#include "model/tie-site.h"

static const TieChoice returns[] = {
  { "I", N_ ("Individual (1040)") },
  { "P", N_ ("Partnership (1065)") },
  { "C", N_ ("Corporation (1120)") },
  { "S", N_ ("S Corporation (1120S)") },
  { "F", N_ ("Fiduciary (1041)") },
  { "R", N_ ("Exempt (990)") },
  { "T", N_ ("Estate (706)") },
  { "N", N_ ("Gift (709)") },
  { "B", N_ ("Benefit (5500)") },
  { NULL },
};

static const TieChoice statuses[] = {
  { "open", N_ ("Not started") },
  { "work", N_ ("In progress") },
  { "wait", N_ ("Waiting for client") },
  { "review", N_ ("In review") },
  { "done", N_ ("Done") },
  { NULL },
};

static const TieField project_fields[] = {
  [TIE_PROJECT_NAME] = { "name", N_ ("Name"), TIE_FIELD_TEXT, 500, TIE_FIELD_REQUIRED },
  [TIE_PROJECT_CONTACT] = { "contact", N_ ("Client"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_REQUIRED, NULL, tie_contact_get_type },
  [TIE_PROJECT_SITE] = { "site", N_ ("Site"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_site_get_type },
  [TIE_PROJECT_RETURN] = { "return_type", N_ ("Return"), TIE_FIELD_CHOICE, 0, TIE_FIELD_NONE, returns },
  [TIE_PROJECT_TAX_YEAR] = { "tax_year", N_ ("Tax year"), TIE_FIELD_INTEGER },
  [TIE_PROJECT_DUE] = { "due", N_ ("Due"), TIE_FIELD_DATE },
  [TIE_PROJECT_STATUS] = { "status", N_ ("Status"), TIE_FIELD_CHOICE, 0, TIE_FIELD_NONE, statuses },
  [TIE_PROJECT_ESTIMATED_FEE] = { "estimated_fee", N_ ("Estimated fee"), TIE_FIELD_MONEY },
  [TIE_PROJECT_WORK_CODE] = { "work_code", N_ ("Default work code"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_work_code_get_type },
  [TIE_PROJECT_NOTES] = { "notes", N_ ("Notes"), TIE_FIELD_LINES },
  [TIE_PROJECT_ARCHIVED] = { "archived", N_ ("Archived"), TIE_FIELD_BOOLEAN },
};

TIE_DEFINE_RECORD (TieProject, tie_project, "project", project_fields)

const char *
tie_project_get_return_label (char letter)
{
  const char token[2] = { letter, '\0' };

  return tie_field_get_choice_label (&project_fields[TIE_PROJECT_RETURN], token);
}
