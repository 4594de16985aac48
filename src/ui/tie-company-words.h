/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-company.h"

G_BEGIN_DECLS

/* The state of the connection as people read it, the same wherever it stands. */
const char *tie_company_words_get_state (TieCompanyState state);     /* "Connected" */
const char *tie_company_words_get_icon_name (TieCompanyState state); /* never alone: the word stands beside it */

G_END_DECLS
