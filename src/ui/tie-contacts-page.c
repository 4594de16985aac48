/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-contacts-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-quiet.h"
#include "ui/tie-banner.h"
#include "ui/tie-contact-rows.h"
#include "ui/tie-contacts-page.h"
#include "ui/tie-doubles-window.h"
#include "ui/tie-focus.h"
#include "ui/tie-list-pane.h"
#include "ui/tie-page.h"
#include "ui/tie-record-edit.h"
#include "ui/tie-record-page.h"
#include "ui/tie-saying.h"
#include "ui/tie-table-export.h"
#include "ui/tie-undo-control.h"

/* How long nothing is to happen before the search for doubles begins. */
#define QUIET_MS 3000

struct _TieContactsPage
{
  GtkWidget parent_instance;

  GtkStack *stack;           /* template child */
  TieBanner *doubles_banner; /* template child */
  TieListPane *pane;         /* template child */

  TieSession *session; /* (owned) */
  TieDoubles *doubles; /* (owned) (nullable): NULL until the page was seen for a while */
  guint quiet;         /* source, 0 for none */
  GtkWidget *record;   /* (unowned) (nullable): the topmost open record */
  char *opened;        /* (owned) (nullable): id of the contact that was opened last */
};

static void tie_contacts_page_page_init (TiePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TieContactsPage, tie_contacts_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (TIE_TYPE_PAGE, tie_contacts_page_page_init))

static gboolean
is_shown (TieListRow *row,
          guint filter,
          gpointer user_data)
{
  return tie_contact_rows_shows (row, filter);
}

static void
doubles_changed_cb (TieContactsPage *self)
{
  g_autofree char *sentence = tie_doubles_window_dup_sentence (self->doubles, tie_session_get_package (self->session));

  if (sentence != NULL)
    tie_banner_set_title (self->doubles_banner, sentence);
  tie_banner_set_revealed (self->doubles_banner, sentence != NULL);
}

static void
quiet_cb (gpointer user_data)
{
  TieContactsPage *self = user_data;

  self->quiet = 0;
  self->doubles = g_object_ref (tie_session_get_doubles (self->session));
  g_signal_connect_object (self->doubles, "notify::n-rows", G_CALLBACK (doubles_changed_cb), self, G_CONNECT_SWAPPED);
  doubles_changed_cb (self);
}

/* Nobody who does not look at contacts waits for a look at all of them, and nobody who has come for one of them either: it
 * begins when the rows stand there and nothing happens. */
static void
await_quiet (TieContactsPage *self)
{
  if (self->doubles == NULL && self->quiet == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)) && !tie_listing_get_is_loading (tie_list_pane_get_listing (self->pane)))
    self->quiet = tie_quiet_add (QUIET_MS, quiet_cb, self);
}

static void
doubles_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  TieContactsPage *self = TIE_CONTACTS_PAGE (widget);

  gtk_window_present (GTK_WINDOW (tie_doubles_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->doubles)));
}

static void
back_cb (TieRecordPage *record,
         TieContactsPage *self)
{
  GtkWidget *below = g_object_get_data (G_OBJECT (record), "tie-below");
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const char *id;

  if (GTK_WIDGET (record) != self->record)
    return; /* a record below the one that is seen: it goes with it */
  if (root != NULL)
    gtk_root_set_focus (root, NULL); /* leaving a field saves it */
  id = tie_record_page_get_id (record);
  if (below == NULL && id != NULL)
    {
      g_free (self->opened);
      self->opened = g_strdup (id);
    }
  self->record = below;
  gtk_stack_set_visible_child (self->stack, below != NULL ? below : gtk_stack_get_child_by_name (self->stack, "list"));
  gtk_stack_remove (self->stack, GTK_WIDGET (record));
  if (below == NULL)
    tie_list_pane_focus_row (self->pane, self->opened);
  else
    gtk_widget_child_focus (below, GTK_DIR_TAB_FORWARD);
}

static void open_site_cb (TieRecordPage *record, const char *id, TieContactsPage *self);

static void
push_record (TieContactsPage *self,
             GType type,
             const char *id,
             const char *back)
{
  GtkWidget *record = tie_record_page_new (self->session, type, id, back);

  g_signal_connect (record, "back", G_CALLBACK (back_cb), self);
  g_signal_connect (record, "open-site", G_CALLBACK (open_site_cb), self);
  g_object_set_data (G_OBJECT (record), "tie-below", self->record);
  gtk_stack_add_child (self->stack, record);
  gtk_stack_set_visible_child (self->stack, record);
  self->record = record;
}

static void
open_site_cb (TieRecordPage *record,
              const char *id,
              TieContactsPage *self)
{
  push_record (self, TIE_TYPE_SITE, id, _ ("Contact"));
}

static void
close_records (TieContactsPage *self)
{
  while (self->record != NULL)
    back_cb (TIE_RECORD_PAGE (self->record), self);
}

static void
row_activated_cb (TieContactsPage *self,
                  TieListRow *row)
{
  tie_contacts_page_open (self, tie_list_row_get_id (row));
}

static void
row_menu_cb (TieContactsPage *self,
             TieListRow *row)
{
  gboolean is_archived = tie_list_row_get_number (row, TIE_CONTACT_ROW_IS_ARCHIVED) != 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.archive", !is_archived);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.unarchive", is_archived);
}

static void
open_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TieContactsPage *self = TIE_CONTACTS_PAGE (widget);
  TieListRow *row = tie_list_pane_get_current (self->pane);

  if (row != NULL)
    row_activated_cb (self, row);
}

static void
add_action (GtkWidget *widget,
            const char *action_name,
            GVariant *parameter)
{
  tie_contacts_page_open (TIE_CONTACTS_PAGE (widget), NULL);
}

static void
archive_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  TieContactsPage *self = TIE_CONTACTS_PAGE (widget);
  TieListRow *row = tie_list_pane_get_current (self->pane);
  gboolean is_archive = g_str_equal (action_name, "contacts.archive");
  const char *name;
  TieSaying *saying;

  if (row == NULL)
    return;
  name = tie_list_row_get_text (row, TIE_CONTACT_ROW_NAME);
  if (is_archive && *tie_list_row_get_text (row, TIE_CONTACT_ROW_ACCOUNT) != '\0')
    /* Translators: a contact's name and the package */
    saying = tie_saying_new (widget, g_strdup_printf (_ ("%s archived here, and stays in use in %s"), name, tie_session_get_package (self->session)->short_name));
  else
    /* Translators: %s is a contact's name */
    saying = tie_saying_new (widget, is_archive ? g_strdup_printf (_ ("%s archived"), name) : g_strdup_printf (_ ("%s brought back"), name));
  tie_record_edit_set_async (tie_session_get_store (self->session), TIE_TYPE_CONTACT, tie_list_row_get_id (row), TIE_CONTACT_ARCHIVED,
                             is_archive ? "1" : "", tie_saying_get_sentence (saying), tie_undo_control_get_id (widget), NULL,
                             tie_saying_edited_cb, saying);
}

static void
delete_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieContactsPage *self = TIE_CONTACTS_PAGE (widget);
  TieListRow *row = tie_list_pane_get_current (self->pane);
  TieSaying *saying;

  if (row == NULL)
    return;
  /* Translators: %s is the name of a contact or site */
  saying = tie_saying_new (widget, g_strdup_printf (_ ("%s deleted"), tie_list_row_get_text (row, TIE_CONTACT_ROW_NAME)));
  tie_record_edit_delete_async (tie_session_get_store (self->session), TIE_TYPE_CONTACT, tie_list_row_get_id (row), tie_saying_get_sentence (saying),
                                tie_undo_control_get_id (widget), NULL, tie_saying_edited_cb, saying);
}

static void
export_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieContactsPage *self = TIE_CONTACTS_PAGE (widget);

  tie_table_export (tie_list_pane_get_table (self->pane), _ ("Contacts"));
}

static void
page_create (TiePage *page)
{
  tie_contacts_page_open (TIE_CONTACTS_PAGE (page), NULL);
}

static void
page_search (TiePage *page)
{
  TieContactsPage *self = TIE_CONTACTS_PAGE (page);

  close_records (self);
  tie_list_pane_focus_search (self->pane);
}

static gboolean
page_go_back (TiePage *page)
{
  TieContactsPage *self = TIE_CONTACTS_PAGE (page);

  if (self->record == NULL)
    return FALSE;
  back_cb (TIE_RECORD_PAGE (self->record), self);
  return TRUE;
}

static void
tie_contacts_page_page_init (TiePageInterface *iface)
{
  iface->create = page_create;
  iface->search = page_search;
  iface->go_back = page_go_back;
}

static gboolean
tie_contacts_page_grab_focus (GtkWidget *widget)
{
  TieContactsPage *self = TIE_CONTACTS_PAGE (widget);

  if (self->record != NULL)
    return gtk_widget_child_focus (self->record, GTK_DIR_TAB_FORWARD);
  return gtk_widget_grab_focus (GTK_WIDGET (self->pane));
}

static void
tie_contacts_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tie_contacts_page_parent_class)->map (widget);
  await_quiet (TIE_CONTACTS_PAGE (widget));
}

static void
tie_contacts_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&TIE_CONTACTS_PAGE (widget)->quiet, g_source_remove);
  GTK_WIDGET_CLASS (tie_contacts_page_parent_class)->unmap (widget);
}

static void
tie_contacts_page_dispose (GObject *object)
{
  TieContactsPage *self = TIE_CONTACTS_PAGE (object);

  g_clear_handle_id (&self->quiet, g_source_remove);
  g_clear_pointer ((GtkWidget **) &self->stack, gtk_widget_unparent);
  g_clear_object (&self->doubles);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_contacts_page_parent_class)->dispose (object);
}

static void
tie_contacts_page_finalize (GObject *object)
{
  g_free (TIE_CONTACTS_PAGE (object)->opened);
  G_OBJECT_CLASS (tie_contacts_page_parent_class)->finalize (object);
}

static void
tie_contacts_page_class_init (TieContactsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_contacts_page_dispose;
  object_class->finalize = tie_contacts_page_finalize;
  widget_class->focus = tie_focus_through;
  widget_class->grab_focus = tie_contacts_page_grab_focus;
  widget_class->map = tie_contacts_page_map;
  widget_class->unmap = tie_contacts_page_unmap;

  g_type_ensure (TIE_TYPE_BANNER);
  g_type_ensure (TIE_TYPE_LIST_PANE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-contacts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TieContactsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TieContactsPage, doubles_banner);
  gtk_widget_class_bind_template_child (widget_class, TieContactsPage, pane);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_menu_cb);

  gtk_widget_class_install_action (widget_class, "contacts.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "contacts.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "contacts.archive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "contacts.unarchive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "contacts.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "contacts.doubles", NULL, doubles_action);
  gtk_widget_class_install_action (widget_class, "contacts.export", NULL, export_action);
}

static void
tie_contacts_page_init (TieContactsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tie_contacts_page_new (TieSession *session)
{
  TieContactsPage *self;
  g_autoptr (TieListing) contacts = NULL;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_CONTACTS_PAGE, NULL);
  self->session = g_object_ref (session);
  contacts = tie_contact_rows_new (tie_session_get_store (session));
  tie_contact_rows_add_columns (tie_list_pane_get_table (self->pane));
  tie_list_pane_set_listing (self->pane, "contacts", contacts, is_shown, self);
  g_signal_connect_object (contacts, "notify::is-loading", G_CALLBACK (await_quiet), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
tie_contacts_page_open (TieContactsPage *self,
                        const char *id)
{
  g_return_if_fail (TIE_IS_CONTACTS_PAGE (self));

  close_records (self);
  push_record (self, TIE_TYPE_CONTACT, id, _ ("Contacts"));
}

void
tie_contacts_page_open_site (TieContactsPage *self,
                             const char *id)
{
  g_return_if_fail (TIE_IS_CONTACTS_PAGE (self));

  close_records (self);
  push_record (self, TIE_TYPE_SITE, id, _ ("Contacts"));
}
