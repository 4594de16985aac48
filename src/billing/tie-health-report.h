/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-report.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* "Sync Health", one of the kinds of tie-reports.h: what went out on which day, why not, and what waits. */
TieReport *tie_health_report_make (TieDb *db, const char *from, const char *to, const char *package, GError **error);

G_END_DECLS
