/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-company.h"

G_BEGIN_DECLS

/* (transfer full) What a reading of the company does just now: how many rows it has, and while it waits for whom and how long.  Asked for
 * again when "progress" or "waiting" of the company changes. */
char *tie_reading_text_make (TieCompany *company);

G_END_DECLS
