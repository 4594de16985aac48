/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-db.h"

G_BEGIN_DECLS

#define TIE_SETTING_CURRENCY "currency"

/* (transfer full) The ISO code of the currency that the practice keeps its books in: as its settings say, else that of the company it
 * is connected to, else that of its country, else US dollars. */
char *tie_currency_read (TieDb *db, GError **error);

/* Three capital letters. */
gboolean tie_currency_is_code (const char *text);

G_END_DECLS
