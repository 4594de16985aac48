/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-lists-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "ui/tie-focus.h"
#include "ui/tie-list-pane.h"
#include "ui/tie-lists-page.h"
#include "ui/tie-lists-record.h"
#include "ui/tie-lists-rows.h"
#include "ui/tie-page.h"
#include "ui/tie-record-edit.h"
#include "ui/tie-saying.h"
#include "ui/tie-table-export.h"
#include "ui/tie-undo-control.h"

struct _TieListsPage
{
  GtkWidget parent_instance;

  GtkStack *stack;             /* template child */
  TieListPane *pane;           /* template child */
  GtkLabel *note_label;        /* template child */
  GtkButton *add_button;       /* template child */
  GtkButton *empty_button;     /* template child */
  AdwStatusPage *refused_page; /* template child */

  TieSession *session; /* (owned) */
  const TieListsKind *kind;
  GtkWidget *record;   /* (unowned) (nullable): the open record's page */
};

static void tie_lists_page_page_init (TiePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TieListsPage, tie_lists_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (TIE_TYPE_PAGE, tie_lists_page_page_init))

/* In the order of the drop-down. */
enum
{
  SHOW_ALL,
  SHOW_ARCHIVED,
};

static gboolean
is_shown (TieListRow *row,
          guint show,
          gpointer user_data)
{
  TieListsPage *self = user_data;

  return tie_lists_rows_is_archived (self->kind, row) == (show == SHOW_ARCHIVED);
}

static void
close_record (TieListsPage *self)
{
  GtkWidget *record = self->record;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *id = NULL;

  if (record == NULL)
    return;
  if (root != NULL)
    gtk_root_set_focus (root, NULL); /* leaving a field saves it */
  id = g_strdup (tie_lists_record_get_id (TIE_LISTS_RECORD (record)));
  self->record = NULL;
  gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_stack_remove (self->stack, record);
  tie_list_pane_focus_row (self->pane, id);
}

static void
open_record (TieListsPage *self,
             const char *id)
{
  close_record (self);
  self->record = tie_lists_record_new (self->session, self->kind, id);
  g_signal_connect_object (self->record, "back", G_CALLBACK (close_record), self, G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->stack, self->record);
  gtk_stack_set_visible_child (self->stack, self->record);
  gtk_widget_grab_focus (self->record);
}

static gboolean
may_change (TieListsPage *self)
{
  return tie_session_may (self->session, self->kind->right);
}

static void
row_activated_cb (TieListsPage *self,
                  TieListRow *row)
{
  open_record (self, tie_list_row_get_id (row));
}

static void
row_menu_cb (TieListsPage *self,
             TieListRow *row)
{
  gboolean can_archive = may_change (self) && tie_lists_kind_get_archived (self->kind) != 0;
  gboolean is_archived = tie_lists_rows_is_archived (self->kind, row);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lists.archive", can_archive && !is_archived);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lists.unarchive", can_archive && is_archived);
}

static void
rights_changed_cb (TieListsPage *self)
{
  g_autofree char *refusal = NULL;
  gboolean may;

  if (self->session == NULL) /* closed meanwhile */
    return;
  may = may_change (self);
  refusal = tie_session_dup_refusal (self->session, self->kind->right);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lists.add", may && !self->kind->is_fixed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lists.delete", may && !self->kind->is_fixed);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->add_button), may ? NULL : refusal);
  adw_status_page_set_title (self->refused_page, refusal);
  if (!self->kind->is_hidden)
    return;
  if (!may)
    close_record (self);
  gtk_stack_set_visible_child_name (self->stack, may ? "list" : "refused");
}

static void
open_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TieListRow *row = tie_list_pane_get_current (TIE_LISTS_PAGE (widget)->pane);

  if (row != NULL)
    row_activated_cb (TIE_LISTS_PAGE (widget), row);
}

static void
add_action (GtkWidget *widget,
            const char *action_name,
            GVariant *parameter)
{
  open_record (TIE_LISTS_PAGE (widget), NULL);
}

/* What people call the row: its name, wherever its column stands. */
static const char *
get_row_name (TieListsPage *self,
              TieListRow *row)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (self->kind->get_type ());
  guint name = tie_record_class_get_name_field (TIE_RECORD_CLASS (klass));

  for (guint c = 0; self->kind->columns[c] != 0; c++)
    {
      if (self->kind->columns[c] == name)
        return tie_list_row_get_text (row, c);
    }
  return "";
}

static void
archive_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  TieListsPage *self = TIE_LISTS_PAGE (widget);
  TieListRow *row = tie_list_pane_get_current (self->pane);
  gboolean is_archive = g_str_equal (action_name, "lists.archive");
  const char *name;
  TieSaying *saying;

  if (row == NULL)
    return;
  name = get_row_name (self, row);
  saying = tie_saying_new (widget, is_archive ? g_strdup_printf (_ ("%s archived"), name) : g_strdup_printf (_ ("%s brought back"), name));
  tie_record_edit_set_async (tie_session_get_store (self->session), self->kind->get_type (), tie_list_row_get_id (row), tie_lists_kind_get_archived (self->kind),
                             is_archive ? "1" : "", tie_saying_get_sentence (saying), tie_undo_control_get_id (widget), NULL,
                             tie_saying_edited_cb, saying);
}

static void
delete_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieListsPage *self = TIE_LISTS_PAGE (widget);
  TieListRow *row = tie_list_pane_get_current (self->pane);
  TieSaying *saying;

  if (row == NULL)
    return;
  saying = tie_saying_new (widget, g_strdup_printf (_ ("%s deleted"), get_row_name (self, row)));
  tie_record_edit_delete_async (tie_session_get_store (self->session), self->kind->get_type (), tie_list_row_get_id (row), tie_saying_get_sentence (saying),
                                tie_undo_control_get_id (widget), NULL, tie_saying_edited_cb, saying);
}

static void
export_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieListsPage *self = TIE_LISTS_PAGE (widget);

  tie_table_export (tie_list_pane_get_table (self->pane), _ (self->kind->title));
}

static void
page_create (TiePage *page)
{
  TieListsPage *self = TIE_LISTS_PAGE (page);

  if (may_change (self) && !self->kind->is_fixed)
    open_record (self, NULL);
}

static void
page_search (TiePage *page)
{
  TieListsPage *self = TIE_LISTS_PAGE (page);

  close_record (self);
  tie_list_pane_focus_search (self->pane);
}

static gboolean
page_go_back (TiePage *page)
{
  TieListsPage *self = TIE_LISTS_PAGE (page);

  if (self->record == NULL)
    return FALSE;
  close_record (self);
  return TRUE;
}

static void
page_open (TiePage *page,
           const char *id)
{
  open_record (TIE_LISTS_PAGE (page), id);
}

static void
tie_lists_page_page_init (TiePageInterface *iface)
{
  iface->create = page_create;
  iface->search = page_search;
  iface->go_back = page_go_back;
  iface->open = page_open;
}

static gboolean
tie_lists_page_grab_focus (GtkWidget *widget)
{
  TieListsPage *self = TIE_LISTS_PAGE (widget);

  if (self->record != NULL)
    return gtk_widget_grab_focus (self->record);
  return gtk_widget_grab_focus (GTK_WIDGET (self->pane));
}

static void
tie_lists_page_dispose (GObject *object)
{
  TieListsPage *self = TIE_LISTS_PAGE (object);

  g_clear_pointer ((GtkWidget **) &self->stack, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_lists_page_parent_class)->dispose (object);
}

static void
tie_lists_page_class_init (TieListsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_lists_page_dispose;
  widget_class->focus = tie_focus_through;
  widget_class->grab_focus = tie_lists_page_grab_focus;

  g_type_ensure (TIE_TYPE_LIST_PANE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-lists-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TieListsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TieListsPage, pane);
  gtk_widget_class_bind_template_child (widget_class, TieListsPage, note_label);
  gtk_widget_class_bind_template_child (widget_class, TieListsPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, TieListsPage, empty_button);
  gtk_widget_class_bind_template_child (widget_class, TieListsPage, refused_page);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_menu_cb);

  gtk_widget_class_install_action (widget_class, "lists.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "lists.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "lists.archive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "lists.unarchive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "lists.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "lists.export", NULL, export_action);
}

static void
tie_lists_page_init (TieListsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
name_button (GtkButton *button,
             const char *label)
{
  gtk_button_set_label (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
say_words (TieListsPage *self)
{
  const TieListsKind *kind = self->kind;
  g_autofree char *description = tie_text_name_package (_ (kind->empty_description), tie_session_get_package (self->session)->short_name);

  g_object_set (self->pane,
                "search-label", _ (kind->search_label),
                "nothing-found", _ (kind->nothing_found),
                "icon-name", kind->icon_name,
                "empty-title", _ (kind->empty_title),
                "empty-description", description,
                NULL);
  gtk_label_set_label (self->note_label, kind->note != NULL ? _ (kind->note) : NULL);
  if (kind->is_fixed)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->add_button), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->empty_button), FALSE);
      return;
    }
  name_button (self->add_button, _ (kind->add_label));
  name_button (self->empty_button, _ (kind->add_label));
}

GtkWidget *
tie_lists_page_new (TieSession *session,
                    const char *name)
{
  TieListsPage *self;
  g_autoptr (TieListing) listing = NULL;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_LISTS_PAGE, NULL);
  self->session = g_object_ref (session);
  self->kind = tie_lists_kind_find (name);
  g_signal_connect_object (tie_session_get_company (session), "notify::package", G_CALLBACK (say_words), self, G_CONNECT_SWAPPED);
  say_words (self);
  if (tie_lists_kind_get_archived (self->kind) != 0)
    {
      const char *const filters[] = { _ ("All"), _ ("Archived"), NULL };
      g_autoptr (GtkStringList) words = gtk_string_list_new (filters);

      g_object_set (self->pane, "filter-model", words, NULL);
    }
  listing = tie_lists_rows_new (tie_session_get_store (session), self->kind);
  tie_lists_rows_add_columns (tie_list_pane_get_table (self->pane), self->kind);
  tie_list_pane_set_listing (self->pane, self->kind->name, listing, is_shown, self);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (rights_changed_cb), self, G_CONNECT_SWAPPED);
  rights_changed_cb (self);
  return GTK_WIDGET (self);
}
