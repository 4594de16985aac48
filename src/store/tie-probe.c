/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-probe"
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/tie-error.h"
#include "store/tie-migrations.h"
#include "store/tie-probe.h"

struct _TieProbe
{
  char *key; /* (owned) */
};

/* Which files this process has open, by device and inode, and how often. */
static GMutex lock;
static GHashTable *open_files;

/* Where locks and shared memory cannot be relied on.  FUSE is among them: the portal's documents and most network mounts
 * of desktops come through it.  Numbers of linux/magic.h and statfs(2), which no header has all of. */
static const guint32 shared_file_systems[] = {
  0x6969,     /* NFS */
  0x517b,     /* SMB */
  0xff534d42, /* CIFS */
  0xfe534d42, /* SMB2 */
  0x65735546, /* FUSE */
  0x01021997, /* 9P */
  0x5346414f, /* AFS */
  0x6b414653, /* AFS of the kernel */
  0x73757245, /* CODA */
  0x564c,     /* NCP */
  0x00c36400, /* CEPH */
  0x0bd00bd0, /* Lustre */
  0x47504653, /* GPFS */
  0x786f4256, /* VirtualBox shared folders */
};

static gboolean
check_file_system (const char *path,
                   GError **error)
{
  struct statfs info;

  if (statfs (path, &info) != 0)
    return TRUE; /* unknown is no reason to refuse */
  for (guint i = 0; i < G_N_ELEMENTS (shared_file_systems); i++)
    {
      if ((guint32) info.f_type == shared_file_systems[i])
        {
          g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_NETWORK, "File system 0x%x is shared with others", (guint32) info.f_type);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_writable (const char *path,
                GError **error)
{
  if (faccessat (AT_FDCWD, path, W_OK, AT_EACCESS) == 0)
    return TRUE;
  g_set_error (error, TIE_ERROR, errno == ENOENT ? TIE_ERROR_FILE_MISSING : TIE_ERROR_FILE_READ_ONLY, "“%s” cannot be written: %s", path, g_strerror (errno));
  return FALSE;
}

gboolean
tie_probe_folder_of (const char *path,
                     GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return check_writable (folder, error) && check_file_system (folder, error);
}

static guint32
read_number (const guchar *head,
             gsize offset)
{
  guint32 number;

  memcpy (&number, head + offset, sizeof number);
  return GUINT32_FROM_BE (number);
}

/* Only what SQLite would not tell us in our own words; the rest is SQLite's to find. */
static gboolean
check_head (const char *path,
            GError **error)
{
  enum
  {
    HEAD_SIZE = 100,
    VERSION_AT = 60,
    APPLICATION_ID_AT = 68
  }; /* SQLite file format §1.3 */
  g_autofree guchar *head = g_malloc0 (HEAD_SIZE);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  ssize_t got;

  if (fd < 0)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_READ_ONLY, "“%s” cannot be read: %s", path, g_strerror (errno));
      return FALSE;
    }
  got = read (fd, head, HEAD_SIZE);
  close (fd);

  if (got < HEAD_SIZE || memcmp (head, "SQLite format 3", 16) != 0)
    {
      /* What is called a practice and has lost its head was one. */
      gboolean was_practice = g_str_has_suffix (path, ".tieout");

      g_set_error (error, TIE_ERROR, was_practice ? TIE_ERROR_FILE_DAMAGED : TIE_ERROR_FILE_NOT_PRACTICE, "No SQLite head");
      return FALSE;
    }
  if (read_number (head, APPLICATION_ID_AT) != TIE_APPLICATION_ID)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_NOT_PRACTICE, "A database of another program");
      return FALSE;
    }
  if (read_number (head, VERSION_AT) > tie_migrations_get ()->n)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_NEWER, "The file has version %u", read_number (head, VERSION_AT));
      return FALSE;
    }
  return TRUE;
}

static char *
make_key (const struct stat *info)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, (guint64) info->st_dev, (guint64) info->st_ino);
}

static guint
count_open (const char *key)
{
  return open_files != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (open_files, key)) : 0;
}

static TieProbe *
probe (const char *path,
       gboolean for_writing,
       GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autofree char *key = NULL;
  struct stat info;
  TieProbe *self;

  if (stat (path, &info) != 0)
    {
      g_set_error (error, TIE_ERROR, errno == EACCES ? TIE_ERROR_FILE_READ_ONLY : TIE_ERROR_FILE_MISSING, "“%s”: %s", path, g_strerror (errno));
      return NULL;
    }
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_NOT_PRACTICE, "“%s” is no file", path);
      return NULL;
    }
  if (for_writing && (!check_file_system (path, error) || !check_writable (path, error) || !tie_probe_folder_of (path, error)))
    return NULL;

  key = make_key (&info);
  locker = g_mutex_locker_new (&lock);
  if (count_open (key) == 0 && !check_head (path, error))
    return NULL;
  if (open_files == NULL)
    open_files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (open_files, g_strdup (key), GUINT_TO_POINTER (count_open (key) + 1));

  self = g_new0 (TieProbe, 1);
  self->key = g_steal_pointer (&key);
  return self;
}

TieProbe *
tie_probe_file (const char *path,
                GError **error)
{
  return probe (path, TRUE, error);
}

TieProbe *
tie_probe_file_for_reading (const char *path,
                            GError **error)
{
  return probe (path, FALSE, error);
}

void
tie_probe_free (TieProbe *self)
{
  guint count;

  g_mutex_lock (&lock);
  count = count_open (self->key);
  if (count > 1)
    g_hash_table_insert (open_files, g_strdup (self->key), GUINT_TO_POINTER (count - 1));
  else
    g_hash_table_remove (open_files, self->key);
  if (g_hash_table_size (open_files) == 0)
    g_clear_pointer (&open_files, g_hash_table_unref);
  g_mutex_unlock (&lock);

  g_free (self->key);
  g_free (self);
}

gboolean
tie_probe_is_open (const char *path)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autofree char *key = NULL;
  struct stat info;

  if (stat (path, &info) != 0)
    return FALSE;
  key = make_key (&info);
  locker = g_mutex_locker_new (&lock);
  return count_open (key) > 0;
}
