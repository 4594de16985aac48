/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-caption"
#include "config.h"

#include "ui/tie-caption.h"

void
tie_caption_set (GtkWidget *widget,
                 const char *format,
                 ...)
{
  gboolean has_title;
  g_autofree char *words = NULL;
  va_list args;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  has_title = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "title") != NULL;
  g_object_set (widget, has_title ? "title" : "label", words, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

void
tie_caption_set_accessible (GtkWidget *widget,
                            const char *format,
                            ...)
{
  g_autofree char *words = NULL;
  va_list args;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

void
tie_caption_set_tooltip (GtkWidget *widget,
                         const char *format,
                         ...)
{
  g_autofree char *words = NULL;
  va_list args;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  gtk_widget_set_tooltip_text (widget, words);
}

/* An item of a GMenu is a copy: a changed one takes its place. */
static void
set_label (GMenu *menu,
           int position,
           const char *label)
{
  g_autoptr (GMenuItem) item = g_menu_item_new_from_model (G_MENU_MODEL (menu), position);
  g_autofree char *old = NULL;

  if (g_menu_item_get_attribute (item, G_MENU_ATTRIBUTE_LABEL, "s", &old) && g_str_equal (old, label))
    return;
  g_menu_item_set_label (item, label);
  g_menu_remove (menu, position);
  g_menu_insert_item (menu, position, item);
}

static void
set_item (GMenuModel *menu,
          const char *attribute,
          const char *value,
          const char *label)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      const char *const links[] = { G_MENU_LINK_SECTION, G_MENU_LINK_SUBMENU };
      g_autofree char *own = NULL;

      if (g_menu_model_get_item_attribute (menu, i, attribute, "s", &own) && g_str_equal (own, value))
        set_label (G_MENU (menu), i, label);
      for (guint j = 0; j < G_N_ELEMENTS (links); j++)
        {
          g_autoptr (GMenuModel) below = g_menu_model_get_item_link (menu, i, links[j]);

          if (below != NULL)
            set_item (below, attribute, value, label);
        }
    }
}

void
tie_caption_set_item (GMenuModel *menu,
                      const char *attribute,
                      const char *value,
                      const char *format,
                      ...)
{
  g_autofree char *label = NULL;
  va_list args;

  g_return_if_fail (G_IS_MENU_MODEL (menu));

  va_start (args, format);
  label = g_strdup_vprintf (format, args);
  va_end (args);
  set_item (menu, attribute, value, label);
}
