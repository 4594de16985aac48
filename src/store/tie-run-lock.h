/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One writer of the outbox at a time, also between programs: flock on PRACTICE.lock, close-on-exec, freed by the kernel.
 * What the file holds (who, since when) is only for the message.  Tokens have a lock of their own the same way. */
typedef struct _TieRunLock TieRunLock;

/* name: "lock" for the outbox, "sign-in" for refreshing.  NULL with TIE_ERROR_BUSY_RUN naming the owner when taken. */
TieRunLock *tie_run_lock_take (const char *practice_path, const char *name, GError **error);
void tie_run_lock_release (TieRunLock *lock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieRunLock, tie_run_lock_release)

G_END_DECLS
