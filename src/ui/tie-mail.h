/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Hands a new message with one file to the person's mail program through the desktop portal, which works in and outside of
 * Flatpak.  Nothing is sent by us: the person looks at it and sends it.
 * Errors: G_IO_ERROR_CANCELLED when the choice of a program was closed; TIE_ERROR_NOT_FOUND with a
 * sentence when there is no mail program or no portal. */
void tie_mail_compose_async (const char *address, const char *subject, const char *attachment, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_mail_compose_finish (GAsyncResult *result, GError **error);

G_END_DECLS
