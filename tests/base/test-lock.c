/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-lock"
#include "config.h"

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/tie-error.h"
#include "base/tie-lock.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("tie-lock-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "a.lock", NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
test_take (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  TieLock *lock = tie_lock_take (fixture->path, &error);

  g_assert_no_error (error);
  g_assert_null (tie_lock_take (fixture->path, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_BUSY_RUN);
  g_assert_nonnull (strstr (error->message, g_get_prgname ()));
  g_clear_error (&error);

  tie_lock_release (lock);
  lock = tie_lock_take (fixture->path, &error);
  g_assert_no_error (error);
  tie_lock_release (lock);
}

static void
test_nowhere (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tie_lock_take ("/nowhere/at/all.lock", &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FILE_READ_ONLY);
}

/* A name that leads to the same file has the same lock; a lock's own name may lead nowhere else. */
static void
test_links (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *name = g_build_filename (fixture->folder, "other-name", NULL);
  g_autofree char *by_file = NULL;
  g_autofree char *by_name = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "x", -1, NULL));
  g_assert_cmpint (symlink (file, name), ==, 0);
  by_file = tie_lock_build_path (file, "lock");
  by_name = tie_lock_build_path (name, "lock");
  g_assert_cmpstr (by_file, ==, by_name);

  g_assert_null (tie_lock_take (name, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FILE_READ_ONLY);
  g_unlink (name);
  g_unlink (file);
}

static void
ended_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static gboolean
late_cb (gpointer user_data)
{
  g_error ("Waited in vain");
  return G_SOURCE_REMOVE;
}

static void
test_wait (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) given_up = NULL;
  g_autoptr (GAsyncResult) waited = NULL;
  g_autoptr (GError) error = NULL;
  TieLock *lock = tie_lock_take (fixture->path, &error);
  TieLock *next = NULL;
  guint late = g_timeout_add_seconds (20, late_cb, NULL);

  tie_lock_wait_async (fixture->path, cancellable, ended_cb, &given_up);
  tie_lock_wait_async (fixture->path, NULL, ended_cb, &waited);
  g_cancellable_cancel (cancellable);
  while (given_up == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (tie_lock_wait_finish (given_up, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (waited);

  tie_lock_release (lock);
  while (waited == NULL)
    g_main_context_iteration (NULL, TRUE);
  next = tie_lock_wait_finish (waited, &error);
  g_assert_no_error (error);
  tie_lock_release (next);
  g_source_remove (late);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/lock/take", test_take);
  ADD ("/lock/nowhere", test_nowhere);
  ADD ("/lock/links", test_links);
  ADD ("/lock/wait", test_wait);
  return g_test_run ();
}
