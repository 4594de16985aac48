/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-go-to"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "ui/tie-go-to-menus.h"

void
tie_menu_command_free (TieMenuCommand *self)
{
  g_free (self->label);
  g_free (self->key);
  g_free (self->action);
  g_clear_pointer (&self->target, g_variant_unref);
  g_free (self);
}

/* Without the underscores of mnemonics. */
static char *
get_label (GMenuModel *menu,
           int i)
{
  g_autofree char *label = NULL;
  g_auto (GStrv) parts = NULL;

  g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label);
  if (label == NULL)
    return NULL;
  parts = g_strsplit (label, "_", -1);
  return g_strjoinv ("", parts);
}

static void
add_command (GMenuModel *menu,
             int i,
             const char *label,
             GPtrArray *commands)
{
  TieMenuCommand *command;
  g_autofree char *action = NULL;

  g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action);
  if (action == NULL || label == NULL)
    return;
  command = g_new0 (TieMenuCommand, 1);
  command->label = g_strdup (label);
  command->key = tie_text_fold (label);
  command->action = g_steal_pointer (&action);
  command->target = g_menu_model_get_item_attribute_value (menu, i, G_MENU_ATTRIBUTE_TARGET, NULL);
  g_ptr_array_add (commands, command);
}

void
tie_go_to_menus_collect (GMenuModel *menu,
                         const char *prefix,
                         GPtrArray *commands)
{
  g_return_if_fail (G_IS_MENU_MODEL (menu));

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *own = get_label (menu, i);
      /* Translators: a submenu and one of its items */
      g_autofree char *label = own != NULL && prefix != NULL ? g_strdup_printf (_ ("%s › %s"), prefix, own) : g_strdup (own);
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autoptr (GMenuModel) submenu = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SUBMENU);

      if (section != NULL)
        tie_go_to_menus_collect (section, prefix, commands);
      else if (submenu != NULL)
        tie_go_to_menus_collect (submenu, label, commands);
      else
        add_command (menu, i, label, commands);
    }
}
