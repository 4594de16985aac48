/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A lock between programs (and between objects of one program): flock on a file of its own, close-on-exec, freed by the
 * kernel when its holder dies.  What the file holds (who, since when) is only for the message; a process id would mean
 * nothing inside a Flatpak and is never tested. */
typedef struct _TieLock TieLock;

/* Where the lock of that name for a file lies: beside it, one for all its names. */
char *tie_lock_build_path (const char *file, const char *name);

/* At once: NULL with TIE_ERROR_BUSY_RUN when another holds it. */
TieLock *tie_lock_take (const char *path, GError **error);

/* Waits for it without blocking the main loop; as patient as its cancellable. */
void tie_lock_wait_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieLock *tie_lock_wait_finish (GAsyncResult *result, GError **error);

void tie_lock_release (TieLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieLock, tie_lock_release)

G_END_DECLS
