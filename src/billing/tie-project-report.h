/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-report.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* (transfer full) On the store's thread: the activity list of a project, the earliest first, with what was worked, what is
 * billed and what is still open.  Row ids are entries'.  TIE_ERROR_NOT_FOUND when there is no such project. */
TieReport *tie_project_report_make (TieDb *db, const char *project_id, GError **error);

G_END_DECLS
