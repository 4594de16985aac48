/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-dialog-names"
#include "config.h"

#include <adwaita.h>

#include "ui/tie-dialog-names.h"

/* "_Keep Ours" without its mnemonic; "__" stands for an underscore. */
static char *
dup_plain (const char *label)
{
  GString *plain = g_string_new (NULL);

  for (const char *at = label; *at != '\0'; at++)
    {
      if (at[0] == '_' && at[1] != '\0')
        at++;
      g_string_append_c (plain, *at);
    }
  return g_string_free (plain, FALSE);
}

static void
name_buttons (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    {
      g_autofree char *plain = dup_plain (gtk_button_get_label (GTK_BUTTON (widget)));
      GtkWidget *child = gtk_button_get_child (GTK_BUTTON (widget));

      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, plain, -1);
      if (child != NULL)
        gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, plain, -1);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_buttons (child);
}

/* The responses are there by the time it is shown. */
static void
windows_changed_cb (GListModel *windows,
                    guint position,
                    guint n_removed,
                    guint n_added,
                    gpointer user_data)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        g_signal_connect (window, "map", G_CALLBACK (name_buttons), NULL);
    }
}

void
tie_dialog_names_start (void)
{
  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (windows_changed_cb), NULL);
}
