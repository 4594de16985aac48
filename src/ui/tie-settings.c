/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-settings"
#include "config.h"

#include "ui/tie-settings.h"

#define MAX_RECENT 10

GSettings *
tie_settings_get (void)
{
  static GSettings *settings; /* lives as long as the program */

  if (settings == NULL)
    settings = g_settings_new (APP_ID);
  return settings;
}

char **
tie_settings_dup_recent (void)
{
  g_auto (GStrv) all = g_settings_get_strv (tie_settings_get (), "recent-practices");
  g_autoptr (GStrvBuilder) there = g_strv_builder_new ();

  for (guint i = 0; all[i] != NULL; i++)
    {
      if (g_file_test (all[i], G_FILE_TEST_EXISTS))
        g_strv_builder_add (there, all[i]);
    }
  return g_strv_builder_end (there);
}

void
tie_settings_add_recent (const char *path)
{
  g_auto (GStrv) old = g_settings_get_strv (tie_settings_get (), "recent-practices");
  g_autoptr (GStrvBuilder) recent = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  guint n = 1;

  g_strv_builder_add (recent, path);
  for (guint i = 0; old[i] != NULL && n < MAX_RECENT; i++)
    {
      if (g_str_equal (old[i], path))
        continue;
      g_strv_builder_add (recent, old[i]);
      n++;
    }
  all = g_strv_builder_end (recent);
  g_settings_set_strv (tie_settings_get (), "recent-practices", (const char *const *) all);
  g_settings_set_string (tie_settings_get (), "last-practice", path);
}
