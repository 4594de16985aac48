/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* Puts sample fee files, one of each format, into a folder beside the demo practice, laid out as Lacerte's, makes it the
 * practice's fee source, and remembers its clients' numbers there.  data: where the samples lie among the resources; where there
 * are none, as of countries that Lacerte does not know, nothing happens.  today: "YYYY-MM-DD". */
gboolean tie_demo_fees_add (TieStore *store, const char *practice_path, const char *data, const char *today, GError **error);

G_END_DECLS
