/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-company.h"

G_BEGIN_DECLS

/* The company was put back to its first day, and the practice is connected to it: reads what is there now, breaks the links with
 * what is not (tie-link-break.h), and forgets what was read before.  n: (out) links that were broken. */
void tie_demo_reset_async (TieCompany *company, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_demo_reset_finish (TieCompany *company, GAsyncResult *result, guint *n, GError **error);

G_END_DECLS
