/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-welcome-page"
#include "config.h"

#include <adwaita.h>

#include "ui/tie-practice-menu.h"
#include "ui/tie-welcome-page.h"

struct _TieWelcomePage
{
  GtkWidget parent_instance;

  GtkBox *box;                /* template child */
  AdwStatusPage *status_page; /* template child */
  GtkListBox *list;           /* template child */
  GtkMenuButton *demo_button; /* template child */
};

G_DEFINE_FINAL_TYPE (TieWelcomePage, tie_welcome_page, GTK_TYPE_WIDGET)

static void
tie_welcome_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tie_welcome_page_parent_class)->map (widget);
  /* Enter tries the demo at once. */
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (TIE_WELCOME_PAGE (widget)->list, 0)));
}

static void
tie_welcome_page_dispose (GObject *object)
{
  g_clear_pointer ((GtkWidget **) &TIE_WELCOME_PAGE (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (tie_welcome_page_parent_class)->dispose (object);
}

static void
tie_welcome_page_class_init (TieWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_welcome_page_dispose;
  widget_class->map = tie_welcome_page_map;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TieWelcomePage, box);
  gtk_widget_class_bind_template_child (widget_class, TieWelcomePage, status_page);
  gtk_widget_class_bind_template_child (widget_class, TieWelcomePage, list);
  gtk_widget_class_bind_template_child (widget_class, TieWelcomePage, demo_button);
}

static void
tie_welcome_page_init (TieWelcomePage *self)
{
  g_autoptr (GMenuModel) demos = tie_practice_menu_new_demo ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (self->demo_button, demos);
  adw_status_page_set_icon_name (self->status_page, APP_ID);
}
