/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* Ctrl+Z after an export: what the job's runs send for the first time is asked about (tie-removal-question.h) while it is what was
 * done last in the window. */
void tie_export_undo_watch (TieSession *session, TieSyncJob *job);

G_END_DECLS
