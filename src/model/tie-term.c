/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-term"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-term.h"

static const TieField term_fields[] = {
  [TIE_TERM_NAME] = { "name", N_ ("Name"), TIE_FIELD_TEXT, 200, TIE_FIELD_REQUIRED },
  [TIE_TERM_DAYS] = { "days", N_ ("Days"), TIE_FIELD_INTEGER },
  [TIE_TERM_ARCHIVED] = { "archived", N_ ("Archived"), TIE_FIELD_BOOLEAN },
};

TIE_DEFINE_RECORD (TieTerm, tie_term, "term", term_fields)
