/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "net-fixture"
#include "config.h"

#include <glib/gstdio.h>

#include "net-fixture.h"

#define PATIENCE 30

static char *folder;

void
net_wait_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  GAsyncResult **place = user_data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

static gboolean
late_cb (gpointer user_data)
{
  g_error ("Waited %d seconds in vain", PATIENCE);
  return G_SOURCE_REMOVE;
}

GAsyncResult *
net_wait (GAsyncResult **result)
{
  guint late = g_timeout_add_seconds (PATIENCE, late_cb, NULL);

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
  return *result;
}

void
net_wait_for (const gboolean *flag)
{
  guint late = g_timeout_add_seconds (PATIENCE, late_cb, NULL);

  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
}

char *
net_build_path (const char *name)
{
  if (folder == NULL)
    folder = g_dir_make_tmp ("tie-net-XXXXXX", NULL);
  g_assert_nonnull (folder);
  return g_build_filename (folder, name, NULL);
}

void
net_use_file_keyring (void)
{
  g_autofree char *path = net_build_path ("test.keyring");

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
}

void
net_clean_up (void)
{
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = net_build_path (name);

      g_unlink (path);
    }
  if (folder != NULL)
    g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
}
