/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-timer"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-code.h"
#include "model/tie-project.h"
#include "model/tie-timer.h"

static const TieField timer_fields[] = {
  [TIE_TIMER_LOGIN] = { "login", N_ ("User"), TIE_FIELD_TEXT, 200, TIE_FIELD_REQUIRED },
  [TIE_TIMER_PROJECT] = { "project", N_ ("Project"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_project_get_type },
  [TIE_TIMER_WORK_CODE] = { "work_code", N_ ("Work code"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_work_code_get_type },
  [TIE_TIMER_TEXT] = { "text", N_ ("Text"), TIE_FIELD_TEXT, 10000 },
  [TIE_TIMER_SECONDS] = { "seconds", N_ ("Seconds"), TIE_FIELD_INTEGER },
  [TIE_TIMER_STARTED] = { "started", N_ ("Started"), TIE_FIELD_TEXT, 40 },
  [TIE_TIMER_SEEN] = { "seen", N_ ("Last seen"), TIE_FIELD_TEXT, 40 },
};

TIE_DEFINE_RECORD (TieTimer, tie_timer, "timer", timer_fields)
