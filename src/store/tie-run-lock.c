/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-run-lock"
#include "config.h"

#include "store/tie-run-lock.h"

TieLock *
tie_run_lock_take (const char *practice_path,
                   GError **error)
{
  g_autofree char *path = tie_lock_build_path (practice_path, "lock");

  return tie_lock_take (path, error);
}
