/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* Work for a client: a return of a tax year, or anything else that is billed. */
enum
{
  TIE_PROJECT_NAME = 1,
  TIE_PROJECT_CONTACT,  /* reference: contact */
  TIE_PROJECT_SITE,     /* reference: site */
  TIE_PROJECT_RETURN,   /* the token is the letter by which Lacerte names the module */
  TIE_PROJECT_TAX_YEAR, /* 0: none */
  TIE_PROJECT_DUE,
  TIE_PROJECT_STATUS,
  TIE_PROJECT_ESTIMATED_FEE, /* minor units */
  TIE_PROJECT_WORK_CODE,     /* reference: work code */
  TIE_PROJECT_NOTES,
  TIE_PROJECT_ARCHIVED, /* boolean */
  TIE_PROJECT_N_FIELDS
};

#define TIE_TYPE_PROJECT (tie_project_get_type ())
G_DECLARE_FINAL_TYPE (TieProject, tie_project, TIE, PROJECT, TieRecord)

#define tie_project_new(id) ((TieProject *) tie_record_new (TIE_TYPE_PROJECT, (id)))

/* A return as people name it on a project: "Individual (1040)"; "" for none. (translated) */
const char *tie_project_get_return_label (char letter);

G_END_DECLS
