/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-draft"
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "exchange/tie-file-draft.h"

#define PREFIX ".tieout-"
#define PATTERN "XXXXXX"
#define OLD_S (24 * 60 * 60)

struct _TieFileDraft
{
  char *path;   /* (owned) */
  char *folder; /* (owned) */
  char *name;   /* (owned) (nullable): the draft's own; NULL while it has none */
  int fd;       /* -1: none */
};

static gboolean only_names;

void
tie_file_draft_use_names (gboolean names)
{
  only_names = names;
}

static gboolean
is_draft_name (const char *name)
{
  gsize length = strlen (PREFIX);

  if (strncmp (name, PREFIX, length) != 0 || strlen (name) != length + strlen (PATTERN))
    return FALSE;
  for (const char *p = name + length; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p))
        return FALSE;
    }
  return TRUE;
}

/* What a program left that was killed: ours by name and owner, and of a day on which nobody writes any more. */
static void
sweep (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (is_draft_name (name) && g_lstat (path, &status) == 0 && S_ISREG (status.st_mode) && status.st_uid == geteuid ()
          && now - (gint64) status.st_mtime > OLD_S)
        g_unlink (path);
    }
}

/* By the name under which the system knows an open file; without that the file would stay without one. */
static int
open_nameless (const char *folder)
{
  if (only_names || access ("/proc/self/fd", X_OK) != 0)
    return -1;
  return open (folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
}

TieFileDraft *
tie_file_draft_new (const char *path)
{
  g_autoptr (TieFileDraft) self = g_new0 (TieFileDraft, 1);

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  self->folder = g_path_get_dirname (path);
  sweep (self->folder);
  self->fd = open_nameless (self->folder);
  if (self->fd < 0)
    {
      self->name = g_build_filename (self->folder, PREFIX PATTERN, NULL);
      self->fd = g_mkstemp_full (self->name, O_WRONLY | O_CLOEXEC, 0600);
    }
  if (self->fd < 0)
    {
      const int number = errno;

      g_clear_pointer (&self->name, g_free);
      g_clear_pointer (&self, tie_file_draft_free);
      errno = number;
    }
  return g_steal_pointer (&self);
}

void
tie_file_draft_free (TieFileDraft *self)
{
  if (self->fd >= 0)
    close (self->fd);
  if (self->name != NULL)
    g_unlink (self->name);
  g_free (self->name);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

int
tie_file_draft_get_fd (TieFileDraft *self)
{
  return self->fd;
}

/* A link takes nobody's place, so the file gets a hidden name for the moment until it has its own. */
static gboolean
give_name (TieFileDraft *self)
{
  g_autofree char *source = g_strdup_printf ("/proc/self/fd/%d", self->fd);

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/" PREFIX "%06x", self->folder, g_random_int () & 0xffffff);

      if (linkat (AT_FDCWD, source, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0)
        {
          self->name = g_steal_pointer (&name);
          return TRUE;
        }
      if (errno != EEXIST)
        return FALSE;
    }
  return FALSE;
}

static void
sync_folder (const char *folder)
{
  const int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

gboolean
tie_file_draft_finish (TieFileDraft *self)
{
  int fd;

  if (fsync (self->fd) != 0 || (self->name == NULL && !give_name (self)))
    return FALSE;
  fd = self->fd;
  self->fd = -1;
  if (close (fd) != 0 || g_rename (self->name, self->path) != 0)
    return FALSE;
  g_clear_pointer (&self->name, g_free);
  /* The new name lasts only once the folder is on the disk; where that cannot be asked for, there is nothing better. */
  sync_folder (self->folder);
  return TRUE;
}
