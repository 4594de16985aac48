/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-run-lock"
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "store/tie-run-lock.h"

struct _TieRunLock
{
  int fd;
};

static char *
make_path (const char *practice_path,
           const char *name)
{
  char *real_path = realpath (practice_path, NULL);
  gboolean is_plain = g_str_equal (name, "lock");
  char *path = g_strconcat (real_path != NULL ? real_path : practice_path, ".", name, is_plain ? NULL : ".lock", NULL);

  free (real_path);
  return path;
}

/* Only for the message: who holds a lock is known to the kernel alone. */
static void
write_owner (int fd)
{
  g_autofree char *now = tie_date_now ();
  g_autofree char *text = g_strdup_printf ("%s (%s), %s\n", g_get_prgname () != NULL ? g_get_prgname () : "tieout", g_get_user_name (), now);

  if (ftruncate (fd, 0) != 0 || pwrite (fd, text, strlen (text), 0) < 0)
    g_debug ("The lock's owner could not be written: %s", g_strerror (errno));
}

static void
set_busy_error (int fd,
                GError **error)
{
  char owner[200] = "";
  ssize_t got = pread (fd, owner, sizeof owner - 1, 0);

  owner[MAX (got, 0)] = '\0';
  g_strchomp (owner);
  g_set_error (error, TIE_ERROR, TIE_ERROR_BUSY_RUN, "Locked by %s", *owner != '\0' ? owner : "another program");
}

TieRunLock *
tie_run_lock_take (const char *practice_path,
                   const char *name,
                   GError **error)
{
  g_autofree char *path = make_path (practice_path, name);
  TieRunLock *lock;
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      g_set_error (error, TIE_ERROR, errno == ENOSPC || errno == EDQUOT ? TIE_ERROR_DISK_FULL : TIE_ERROR_FILE_READ_ONLY, "“%s”: %s", path, g_strerror (errno));
      return NULL;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      set_busy_error (fd, error);
      close (fd);
      return NULL;
    }
  write_owner (fd);

  lock = g_new0 (TieRunLock, 1);
  lock->fd = fd;
  return lock;
}

void
tie_run_lock_release (TieRunLock *lock)
{
  /* The file stays: unlinked, another program could lock the old one while a third makes a new one. */
  if (ftruncate (lock->fd, 0) != 0)
    g_debug ("The lock's owner could not be cleared: %s", g_strerror (errno));
  close (lock->fd);
  g_free (lock);
}
