/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/tie-lock.h"

G_BEGIN_DECLS

/* One writer of the outbox at a time, also between programs: the lock PRACTICE.lock.  NULL with TIE_ERROR_BUSY_RUN naming
 * the owner when it is taken.  Tokens have a lock of their own, which net takes. */
TieLock *tie_run_lock_take (const char *practice_path, GError **error);

G_END_DECLS
