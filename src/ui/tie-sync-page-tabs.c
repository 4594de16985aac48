/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-page"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-sync-page-private.h"

/* In the order of the tabs. */
static const struct
{
  TieSyncGroup group;
  const char *label;
} groups[] = {
  { TIE_SYNC_INVOICES, N_ ("Invoices (%u)") },
  { TIE_SYNC_CREDITS, N_ ("Credit Notes (%u)") },
  { TIE_SYNC_SUPPLIER, N_ ("Supplier Invoices (%u)") },
  { TIE_SYNC_PAYMENTS, N_ ("Payments (%u)") },
  { TIE_SYNC_CONTACTS, N_ ("Contacts (%u)") },
};

static const char *const show_labels[TIE_SYNC_N_SHOWS] = {
  [TIE_SYNC_SHOW_BLOCKED] = N_ ("Blocked (%u)"),
  [TIE_SYNC_SHOW_CONFLICTS] = N_ ("Conflicts (%u)"),
  [TIE_SYNC_SHOW_DONE_TODAY] = N_ ("Done today (%u)"),
};

static void
set_count (GtkToggleButton *button,
           const char *format,
           guint n)
{
  g_autofree char *label = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* from the tables above, checked there by translators' tools */
  label = g_strdup_printf (_ (format), n);
#pragma GCC diagnostic pop
  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
tie_sync_page_show_counts (TieSyncPage *self)
{
  TieSyncList *list = tie_sync_page_get_list (self, self->group);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      TieSyncList *of = tie_sync_page_get_list (self, groups[i].group);

      set_count (self->tabs[groups[i].group], groups[i].label, tie_sync_list_get_n_ready (of) + tie_sync_list_get_n_blocked (of));
    }
  set_count (self->shows[TIE_SYNC_SHOW_BLOCKED], show_labels[TIE_SYNC_SHOW_BLOCKED], tie_sync_list_get_n_blocked (list));
  set_count (self->shows[TIE_SYNC_SHOW_CONFLICTS], show_labels[TIE_SYNC_SHOW_CONFLICTS], tie_sync_list_get_n_conflicts (list));
  set_count (self->shows[TIE_SYNC_SHOW_DONE_TODAY], show_labels[TIE_SYNC_SHOW_DONE_TODAY], tie_sync_list_get_n_done_today (list));
}

static void
tab_toggled_cb (TieSyncPage *self,
                GtkToggleButton *button)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups) && gtk_toggle_button_get_active (button); i++)
    {
      if (self->tabs[groups[i].group] == button && self->group != groups[i].group)
        tie_sync_page_show_group (self, groups[i].group);
    }
}

static void
show_toggled_cb (TieSyncPage *self,
                 GtkToggleButton *button)
{
  gboolean is_on = gtk_toggle_button_get_active (button);
  TieSyncShow which = TIE_SYNC_SHOW_BLOCKED;

  while (self->shows[which] != button)
    which++;
  if (is_on)
    self->show = which;
  else if (self->show == which)
    self->show = TIE_SYNC_SHOW_ALL;
  for (TieSyncShow other = TIE_SYNC_SHOW_BLOCKED; is_on && other < TIE_SYNC_N_SHOWS; other++)
    {
      if (other != which)
        gtk_toggle_button_set_active (self->shows[other], FALSE);
    }
  tie_sync_page_refilter_soon (self);
}

static GtkToggleButton *
add_toggle (TieSyncPage *self,
            GtkToggleButton *first,
            GCallback toggled)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_widget_add_css_class (button, "flat");
  if (first != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
  g_signal_connect_object (button, "toggled", toggled, self, G_CONNECT_SWAPPED);
  gtk_box_append (self->tabs_box, button);
  return GTK_TOGGLE_BUTTON (button);
}

void
tie_sync_page_add_tabs (TieSyncPage *self)
{
  GtkWidget *separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    self->tabs[groups[i].group] = add_toggle (self, i > 0 ? self->tabs[groups[0].group] : NULL, G_CALLBACK (tab_toggled_cb));
  gtk_box_append (self->tabs_box, separator);
  for (TieSyncShow show = TIE_SYNC_SHOW_BLOCKED; show < TIE_SYNC_N_SHOWS; show++)
    self->shows[show] = add_toggle (self, NULL, G_CALLBACK (show_toggled_cb));
}

void
tie_sync_page_clear_filter (TieSyncPage *self)
{
  if (self->show != TIE_SYNC_SHOW_ALL)
    gtk_toggle_button_set_active (self->shows[self->show], FALSE);
}
