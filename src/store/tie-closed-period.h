/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* The setting with the last date (ISO) of the practice's closed period; none: nothing is closed. */
#define TIE_SETTING_CLOSING_DATE "closing-date"

/* TIE_ERROR_IN_USE with a sentence for a date within the closed period. */
gboolean tie_closed_period_check (TieDb *db, const char *date, GError **error);

/* The same for what an undo step changes of documents, payments and time, from where it was and to where it is.  Marks
 * (sent, not for sync) and what bills an entry are no change of these. */
gboolean tie_closed_period_check_step (TieDb *db, gint64 step, GError **error);

G_END_DECLS
