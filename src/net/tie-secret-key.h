/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A key of random bytes that is made when it is first asked for and never leaves the person's keyring: what is hashed with
 * it cannot be found again by trying all numbers.  Errors: those of tie-keyring.h; then one does without. */

/* The key by which taxpayer numbers in fee files are hashed. */
#define TIE_SECRET_KEY_TAXPAYERS "taxpayer-numbers"

void tie_secret_key_obtain_async (const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GBytes *tie_secret_key_obtain_finish (GAsyncResult *result, GError **error);

G_END_DECLS
