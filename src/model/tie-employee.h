/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* Who works at the firm. */
enum
{
  TIE_EMPLOYEE_NAME = 1,
  TIE_EMPLOYEE_INITIALS,
  TIE_EMPLOYEE_EMAIL,
  TIE_EMPLOYEE_PHONE,
  TIE_EMPLOYEE_RATE, /* an hour, × 10 000 */
  TIE_EMPLOYEE_ARCHIVED,
  TIE_EMPLOYEE_N_FIELDS
};

#define TIE_TYPE_EMPLOYEE (tie_employee_get_type ())
G_DECLARE_FINAL_TYPE (TieEmployee, tie_employee, TIE, EMPLOYEE, TieRecord)

G_END_DECLS
