/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* Time or an expense on a project: work in progress until a document bills it. */
#define TIE_ENTRY_KIND_TIME "time"
#define TIE_ENTRY_KIND_EXPENSE "expense"

enum
{
  TIE_ENTRY_DATE = 1,
  TIE_ENTRY_KIND,
  TIE_ENTRY_PROJECT,      /* reference: project */
  TIE_ENTRY_EMPLOYEE,     /* reference: employee */
  TIE_ENTRY_WORK_CODE,    /* reference: work code; of time */
  TIE_ENTRY_EXPENSE_CODE, /* reference: expense code; of an expense */
  TIE_ENTRY_TEXT,
  TIE_ENTRY_QUANTITY,     /* hours, or pieces of an expense */
  TIE_ENTRY_RATE,         /* × 10 000 */
  TIE_ENTRY_AMOUNT,       /* minor units; quantity × rate */
  TIE_ENTRY_NOT_BILLABLE, /* boolean */
  TIE_ENTRY_DOCUMENT,     /* reference: document; NULL: work in progress */
  TIE_ENTRY_BILLED,       /* minor units; the part of the document's amount that falls on it */
  TIE_ENTRY_N_FIELDS
};

#define TIE_TYPE_ENTRY (tie_entry_get_type ())
G_DECLARE_FINAL_TYPE (TieEntry, tie_entry, TIE, ENTRY, TieRecord)

#define tie_entry_new(id) ((TieEntry *) tie_record_new (TIE_TYPE_ENTRY, (id)))

G_END_DECLS
