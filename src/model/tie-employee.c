/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-employee"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-employee.h"

static const TieField fields[] = {
  [TIE_EMPLOYEE_NAME] = { "name", N_ ("Name"), TIE_FIELD_TEXT, 2000, TIE_FIELD_REQUIRED },
  [TIE_EMPLOYEE_INITIALS] = { "initials", N_ ("Initials"), TIE_FIELD_TEXT, 20 },
  [TIE_EMPLOYEE_EMAIL] = { "email", N_ ("Email"), TIE_FIELD_TEXT, 500 },
  [TIE_EMPLOYEE_PHONE] = { "phone", N_ ("Phone"), TIE_FIELD_TEXT, 100 },
  [TIE_EMPLOYEE_RATE] = { "rate", N_ ("Rate"), TIE_FIELD_RATE },
  [TIE_EMPLOYEE_ARCHIVED] = { "archived", N_ ("Archived"), TIE_FIELD_BOOLEAN },
};

TIE_DEFINE_RECORD (TieEmployee, tie_employee, "employee", fields)
