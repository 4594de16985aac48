/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether the program may run on without a window: asks the desktop's Background portal.  Outside of a sandbox there may be
 * none, and then nobody forbids it.  minutes: between two rounds, for the reason that the desktop shows.
 *
 * The desktop may ask the person first, so the answer can take as long as it likes. */
void tie_background_ask_async (guint minutes, GAsyncReadyCallback callback, gpointer user_data);
/* FALSE with TIE_ERROR_BACKGROUND: it was refused. */
gboolean tie_background_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
