/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-page-list"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-activity-page.h"
#include "ui/tie-billing-page.h"
#include "ui/tie-contacts-page.h"
#include "ui/tie-overview-page.h"
#include "ui/tie-page-list.h"
#include "ui/tie-projects-page.h"
#include "ui/tie-report-page.h"
#include "ui/tie-sync-page.h"
#include "ui/tie-time-page.h"

static const TiePageInfo pages[] = {
  { "overview", N_ ("Overview"), "go-home-symbolic", NULL, tie_overview_page_new },
  { "contacts", N_ ("Contacts"), "system-users-symbolic", NULL, tie_contacts_page_new },
  { "projects", N_ ("Projects"), "folder-symbolic", NULL, tie_projects_page_new },
  { "time", N_ ("Time & WIP"), "alarm-symbolic", NULL, tie_time_page_new },
  { "invoices", N_ ("Invoices"), "x-office-document-symbolic", N_ ("BILLING"), tie_invoices_page_new },
  { "credit-notes", N_ ("Credit Notes"), "edit-undo-symbolic", NULL, tie_credit_notes_page_new },
  { "supplier-invoices", N_ ("Supplier Invoices"), "mail-attachment-symbolic", NULL, tie_supplier_invoices_page_new },
  { "payments", N_ ("Payments"), "emblem-ok-symbolic", NULL, tie_payments_page_new },
  { "sync", N_ ("Sync"), "emblem-synchronizing-symbolic", "", tie_sync_page_new },
  { "activity", N_ ("Activity"), "document-open-recent-symbolic", NULL, tie_activity_page_new },
  { "reports", N_ ("Reports"), "x-office-spreadsheet-symbolic", NULL, tie_report_page_new },
};

#define LABEL_KEY "tie-label"     /* of a row */
#define PACKAGE_KEY "tie-package" /* of the list: the heading that names the package */

const TiePageInfo *
tie_page_info_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (g_strcmp0 (pages[i].name, name) == 0)
        return &pages[i];
    }
  return NULL;
}

const TiePageInfo *
tie_page_info_of_row (GtkListBoxRow *row)
{
  return &pages[gtk_list_box_row_get_index (row)];
}

static GtkListBoxRow *
get_row (GtkListBox *list,
         const TiePageInfo *info)
{
  return gtk_list_box_get_row_at_index (list, (int) (info - pages));
}

GMenu *
tie_page_list_make_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *action = g_strdup_printf ("win.show-page::%s", pages[i].name);

      g_menu_append (menu, _ (pages[i].title), action);
    }
  return menu;
}

static void
add_heading (GtkListBoxRow *row,
             GtkListBoxRow *before,
             gpointer user_data)
{
  const TiePageInfo *info = tie_page_info_of_row (row);

  if (info->section != NULL && gtk_list_box_row_get_header (row) == NULL)
    {
      GtkWidget *heading = *info->section != '\0' ? gtk_label_new (_ (info->section)) : g_object_get_data (user_data, PACKAGE_KEY);

      gtk_label_set_xalign (GTK_LABEL (heading), 0);
      gtk_widget_add_css_class (heading, "caption-heading");
      gtk_widget_add_css_class (heading, "sidebar-heading");
      gtk_widget_add_css_class (heading, "dim-label");
      gtk_list_box_row_set_header (row, heading);
    }
}

void
tie_page_list_fill (GtkListBox *list)
{
  g_object_set_data_full (G_OBJECT (list), PACKAGE_KEY, g_object_ref_sink (gtk_label_new (NULL)), g_object_unref);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      GtkWidget *label = gtk_label_new (_ (pages[i].title));
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (pages[i].icon_name));
      gtk_box_append (GTK_BOX (box), label);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (pages[i].title), -1);
      g_object_set_data (G_OBJECT (row), LABEL_KEY, label);
      gtk_list_box_append (list, row);
    }
  gtk_list_box_set_header_func (list, add_heading, list, NULL);
}

void
tie_page_list_set_package (GtkListBox *list,
                           const TiePackage *package)
{
  g_autofree char *heading = g_utf8_strup (package->name, -1);

  gtk_label_set_label (g_object_get_data (G_OBJECT (list), PACKAGE_KEY), heading);
}

void
tie_page_list_select (GtkListBox *list,
                      const TiePageInfo *info)
{
  gtk_list_box_select_row (list, info != NULL ? get_row (list, info) : NULL); /* NULL also where one row is always chosen */
}

void
tie_page_list_set_badge (GtkListBox *list,
                         const char *page,
                         guint n)
{
  const TiePageInfo *info = tie_page_info_find (page);
  GtkListBoxRow *row = get_row (list, info);
  /* Translators: a page and how much on it waits for somebody: "Sync (3)" */
  g_autofree char *label = n > 0 ? g_strdup_printf (_ ("%s (%u)"), _ (info->title), n) : g_strdup (_ (info->title));

  gtk_label_set_label (g_object_get_data (G_OBJECT (row), LABEL_KEY), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
