/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes to the log what the person's log level lets through: warnings; messages too; or all.  Follows the setting. */
void tie_log_follow_setting (void);

G_END_DECLS
