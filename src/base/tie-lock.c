/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-lock"
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-lock.h"

/* flock has no waiting that can be cancelled, so a waiter asks again this often. */
#define POLL_MILLISECONDS 40

struct _TieLock
{
  int fd;
};

static void
set_open_error (GError **error,
                const char *path,
                int code)
{
  gboolean is_full = code == ENOSPC || code == EDQUOT;

  g_set_error (error, TIE_ERROR, is_full ? TIE_ERROR_DISK_FULL : TIE_ERROR_FILE_READ_ONLY, "%s: %s", path, g_strerror (code));
}

/* Who holds it and since when, as its holder wrote it; "" when it did not come to that yet. */
static char *
read_owner (int fd)
{
  char text[200];
  ssize_t got = pread (fd, text, sizeof text - 1, 0);

  text[MAX (got, 0)] = '\0';
  text[strcspn (text, "\n")] = '\0';
  return g_utf8_make_valid (text, -1);
}

static void
write_owner (int fd)
{
  g_autofree char *now = tie_date_now ();
  g_autofree char *text = g_strdup_printf ("%s (%s), %s\n", g_get_prgname () != NULL ? g_get_prgname () : "tieout", g_get_user_name (), now);

  /* Only words for a message: the lock holds with or without them. */
  if (ftruncate (fd, 0) != 0 || pwrite (fd, text, strlen (text), 0) < 0)
    g_debug ("The owner of a lock could not be noted: %s", g_strerror (errno));
}

char *
tie_lock_build_path (const char *file,
                     const char *name)
{
  char *real = NULL;
  char *path = NULL;

  g_return_val_if_fail (file != NULL, NULL);

  real = realpath (file, NULL);
  path = g_strconcat (real != NULL ? real : file, ".", name, NULL);
  free (real);
  return path;
}

TieLock *
tie_lock_take (const char *path,
               GError **error)
{
  TieLock *self = NULL;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    {
      set_open_error (error, path, errno);
      return NULL;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_autofree char *owner = read_owner (fd);

      if (errno != EWOULDBLOCK)
        set_open_error (error, path, errno);
      else
        g_set_error (error, TIE_ERROR, TIE_ERROR_BUSY_RUN, "%s is held by %s", path, *owner != '\0' ? owner : "another program");
      close (fd);
      return NULL;
    }

  write_owner (fd);
  self = g_new0 (TieLock, 1);
  self->fd = fd;
  return self;
}

void
tie_lock_release (TieLock *self)
{
  /* The file stays: removing it would let two programs hold locks on two files of one name. */
  close (self->fd);
  g_free (self);
}

static gboolean
try_again_cb (gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  TieLock *lock = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  lock = tie_lock_take (g_task_get_task_data (task), &error);
  if (lock == NULL && g_error_matches (error, TIE_ERROR, TIE_ERROR_BUSY_RUN))
    return G_SOURCE_CONTINUE;
  if (lock == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, lock, (GDestroyNotify) tie_lock_release);
  return G_SOURCE_REMOVE;
}

void
tie_lock_wait_async (const char *path,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSource) source = NULL;

  g_return_if_fail (path != NULL);

  g_task_set_source_tag (task, tie_lock_wait_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  if (!try_again_cb (task))
    return;

  source = g_timeout_source_new (POLL_MILLISECONDS);
  g_source_set_callback (source, try_again_cb, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

TieLock *
tie_lock_wait_finish (GAsyncResult *result,
                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
