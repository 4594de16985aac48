/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-practice-menu"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ledger/tie-package.h"
#include "ui/tie-practice-menu.h"
#include "ui/tie-settings.h"

/* "Harbor" for ".../Harbor.tieout"; an underline in a menu's label is doubled or it would be taken for a mnemonic. */
static char *
dup_label (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = NULL;
  g_auto (GStrv) parts = NULL;

  if (g_str_has_suffix (base, ".tieout"))
    base[strlen (base) - strlen (".tieout")] = '\0';
  name = g_filename_display_name (base);
  parts = g_strsplit (name, "_", -1);
  return g_strjoinv ("__", parts);
}

GMenuModel *
tie_practice_menu_new_demo (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (const TiePackage *const *package = tie_package_list (); *package != NULL; package++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new ((*package)->name, NULL);

      g_menu_item_set_action_and_target (item, "app.demo-of", "s", (*package)->id);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

GMenuModel *
tie_practice_menu_new (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) recent = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();
  g_autoptr (GMenuModel) demos = tie_practice_menu_new_demo ();
  g_auto (GStrv) paths = tie_settings_dup_recent ();

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *label = dup_label (paths[i]);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "app.open-practice", "s", paths[i]);
      g_menu_append_item (recent, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (recent));
  g_menu_append (others, _ ("New Practice…"), "app.new-practice");
  g_menu_append (others, _ ("Open…"), "app.open");
  g_menu_append (others, _ ("Open Backup…"), "app.open-backup");
  g_menu_append_submenu (others, _ ("Demo Practice"), demos);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}
