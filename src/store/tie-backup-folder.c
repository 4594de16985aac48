/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-backup"
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/tie-error.h"
#include "store/tie-backup-private.h"
#include "store/tie-db.h"

#define DAILY_COPIES 14
#define SUFFIX ".tieout"
#define DATE_LENGTH 10

static char *
get_plain_name (const char *practice)
{
  g_autofree char *name = g_path_get_basename (practice);

  if (g_str_has_suffix (name, SUFFIX))
    name[strlen (name) - strlen (SUFFIX)] = '\0';
  return g_steal_pointer (&name);
}

static char *
make_name (const char *practice,
           const char *format)
{
  g_autofree char *plain = get_plain_name (practice);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = g_date_time_format (now, format);

  return g_strconcat (plain, " ", when, SUFFIX, NULL);
}

char *
tie_backup_suggest_name (const char *practice)
{
  return make_name (practice, "%Y-%m-%d");
}

char *
tie_backup_dup_folder (const char *practice)
{
  g_autofree char *plain = get_plain_name (practice);
  g_autofree char *canonical = g_canonicalize_filename (practice, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);
  g_autofree char *name = NULL;

  /* Two practices of one name lie in two folders; the name is for the person who looks there. */
  hash[8] = '\0';
  name = g_strconcat (plain, "-", hash, NULL);
  return g_build_filename (g_get_user_data_dir (), "tieout", "backups", name, NULL);
}

typedef struct
{
  char *path;
  struct timespec time;
} Copy;

static void
clear_copy (gpointer data)
{
  Copy *copy = data;

  g_free (copy->path);
}

static int
compare_copies (gconstpointer a,
                gconstpointer b)
{
  const Copy *first = a;
  const Copy *second = b;

  if (first->time.tv_sec != second->time.tv_sec)
    return first->time.tv_sec > second->time.tv_sec ? -1 : 1;
  if (first->time.tv_nsec != second->time.tv_nsec)
    return first->time.tv_nsec > second->time.tv_nsec ? -1 : 1;
  return -strcmp (first->path, second->path);
}

GPtrArray *
tie_backup_list (const char *practice,
                 GError **error)
{
  g_autofree char *folder = tie_backup_dup_folder (practice);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) copies = g_array_new (FALSE, FALSE, sizeof (Copy));
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) local_error = NULL;
  const char *name;

  g_array_set_clear_func (copies, clear_copy);
  dir = g_dir_open (folder, 0, &local_error);
  if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return g_steal_pointer (&paths);
  if (dir == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FAILED, "%s", local_error->message);
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat info;

      if (g_str_has_suffix (name, SUFFIX) && stat (path, &info) == 0 && S_ISREG (info.st_mode))
        {
          Copy copy = { .path = g_steal_pointer (&path), .time = info.st_mtim };

          g_array_append_val (copies, copy);
        }
    }
  g_array_sort (copies, compare_copies);
  for (guint i = 0; i < copies->len; i++)
    g_ptr_array_add (paths, g_strdup (g_array_index (copies, Copy, i).path));
  return g_steal_pointer (&paths);
}

/* "NAME YYYY-MM-DD.tieout"; those made before a migration say more after the date. */
static gboolean
is_daily (const char *path)
{
  gsize length = strlen (path);
  gsize tail = DATE_LENGTH + strlen (SUFFIX);

  return length > tail && path[length - tail - 1] == ' ' && path[length - tail + 4] == '-' && path[length - tail + 7] == '-';
}

gboolean
tie_backup_is_daily_due (const char *practice)
{
  g_autofree char *folder = tie_backup_dup_folder (practice);
  g_autofree char *name = tie_backup_suggest_name (practice);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return !g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
write_copy (TieDb *db,
            const char *name,
            GError **error)
{
  g_autofree char *folder = tie_backup_dup_folder (tie_db_get_path (db));
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, TIE_ERROR, errno == ENOSPC || errno == EDQUOT ? TIE_ERROR_DISK_FULL : TIE_ERROR_FILE_READ_ONLY, "“%s”: %s", folder, g_strerror (errno));
      return FALSE;
    }
  return tie_backup_write (db, path, error);
}

void
tie_backup_write_daily (TieDb *db)
{
  const char *practice = tie_db_get_path (db);
  g_autofree char *name = tie_backup_suggest_name (practice);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  guint n_daily = 0;

  if (!write_copy (db, name, &error))
    {
      g_message ("The daily copy failed: %s", error->message);
      return;
    }
  paths = tie_backup_list (practice, NULL);
  for (guint i = 0; paths != NULL && i < paths->len; i++)
    {
      if (is_daily (paths->pdata[i]) && ++n_daily > DAILY_COPIES)
        g_unlink (paths->pdata[i]);
    }
}

gboolean
tie_backup_write_before_migration (TieDb *db,
                                   guint version,
                                   GError **error)
{
  g_autofree char *format = g_strdup_printf ("%%Y-%%m-%%d %%H%%M%%S before update of version %u", version);
  g_autofree char *name = make_name (tie_db_get_path (db), format);

  return write_copy (db, name, error);
}
