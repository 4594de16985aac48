/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* A timer that runs, or pauses: it stands in the file so that a crash does not lose it. */
enum
{
  TIE_TIMER_LOGIN = 1, /* whose it is: one each */
  TIE_TIMER_PROJECT,   /* reference: project */
  TIE_TIMER_WORK_CODE, /* reference: work code */
  TIE_TIMER_TEXT,
  TIE_TIMER_SECONDS, /* before the present run */
  TIE_TIMER_STARTED, /* moment; "" while it pauses */
  TIE_TIMER_SEEN,    /* moment: what a clock that was set back is measured by */
  TIE_TIMER_N_FIELDS
};

#define TIE_TYPE_TIMER (tie_timer_get_type ())
G_DECLARE_FINAL_TYPE (TieTimer, tie_timer, TIE, TIMER, TieRecord)

#define tie_timer_new(id) ((TieTimer *) tie_record_new (TIE_TYPE_TIMER, (id)))

G_END_DECLS
