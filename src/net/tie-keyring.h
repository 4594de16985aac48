/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One secret text in the person's keyring, found by its id.  Nothing here makes the keyring ask for a password but
 * unlock, and store where there is no keyring yet (choosing a password for a new one).
 *
 * Errors: TIE_ERROR_KEYRING_ABSENT (no service), TIE_ERROR_KEYRING_LOCKED, TIE_ERROR_KEYRING_REFUSED (anything else). */
typedef struct _TieKeyring TieKeyring;

TieKeyring *tie_keyring_new (const char *id);
void tie_keyring_free (TieKeyring *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieKeyring, tie_keyring_free)

/* Whether the keyring could store something now. */
void tie_keyring_check_async (TieKeyring *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_keyring_check_finish (TieKeyring *self, GAsyncResult *result, GError **error);

/* NULL without error: there is no such item.  Free with tie_secret_free(). */
void tie_keyring_load_async (TieKeyring *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *tie_keyring_load_finish (TieKeyring *self, GAsyncResult *result, GError **error);

/* Replaces the item in one write. */
void tie_keyring_store_async (TieKeyring *self, const char *secret, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_keyring_store_finish (TieKeyring *self, GAsyncResult *result, GError **error);

/* An item that is not there is removed, too. */
void tie_keyring_clear_async (TieKeyring *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_keyring_clear_finish (TieKeyring *self, GAsyncResult *result, GError **error);

/* Asks for the keyring's password. */
void tie_keyring_unlock_async (TieKeyring *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_keyring_unlock_finish (TieKeyring *self, GAsyncResult *result, GError **error);

G_END_DECLS
