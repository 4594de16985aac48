/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-contacts-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-quiet.h"
#include "ui/tie-banner.h"
#include "ui/tie-contact-list.h"
#include "ui/tie-contacts-page.h"
#include "ui/tie-doubles-window.h"
#include "ui/tie-list-states.h"
#include "ui/tie-page.h"
#include "ui/tie-record-edit.h"
#include "ui/tie-record-page.h"
#include "ui/tie-status-line.h"
#include "ui/tie-table-export.h"
#include "ui/tie-table.h"
#include "ui/tie-text-filter.h"
#include "ui/tie-undo-control.h"

/* Room beyond a usual text, in pixels. */
#define FIT_EXTRA 24
/* How long nothing is to happen before the search for doubles begins. */
#define QUIET_MS 3000

/* In the order of the drop-down. */
typedef enum
{
  SHOW_ALL,
  SHOW_NOT_LINKED,
  SHOW_SUPPLIERS,
  SHOW_ARCHIVED,
} Show;

struct _TieContactsPage
{
  GtkWidget parent_instance;

  GtkStack *stack;               /* template child */
  TieBanner *banner;             /* template child */
  TieBanner *doubles_banner;     /* template child */
  GtkSearchEntry *search_entry;  /* template child */
  GtkDropDown *filter_drop_down; /* template child */
  GtkMenuButton *view_button;    /* template child */
  TieListStates *states;         /* template child */
  TieTable *table;               /* template child */
  GMenuModel *row_menu;          /* template child */

  TieSession *session;      /* (owned) */
  TieContactList *list;     /* (owned) */
  TieDoubles *doubles;      /* (owned) (nullable): NULL until the page was seen for a while */
  guint quiet;              /* source, 0 for none */
  TieTextFilter *text;      /* (owned) */
  GtkCustomFilter *show;    /* (owned) */
  GtkSingleSelection *rows; /* (owned) */
  GtkWidget *record;        /* (unowned) (nullable): the topmost open record */
  char *opened;             /* (owned) (nullable): id of the contact that was opened last */
  char *sentence;           /* (owned) (nullable): of the change under way */
  GCancellable *gone;       /* (owned) */
};

static void tie_contacts_page_page_init (TiePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TieContactsPage, tie_contacts_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (TIE_TYPE_PAGE, tie_contacts_page_page_init))

static char *
name_text (gpointer item,
           gpointer data)
{
  return g_strdup (tie_contact_row_get_name (item));
}

static char *
type_text (gpointer item,
           gpointer data)
{
  return g_strdup (tie_contact_row_get_type_name (item));
}

static char *
account_text (gpointer item,
              gpointer data)
{
  const char *account = tie_contact_row_get_account (item);

  /* Translators: %s is a number that identifies a record */
  return account != NULL ? g_strdup_printf (_ ("%s · Linked"), account) : g_strdup (_ ("Not linked"));
}

static char *
city_text (gpointer item,
           gpointer data)
{
  return g_strdup (tie_contact_row_get_city (item));
}

static char *
email_text (gpointer item,
            gpointer data)
{
  return g_strdup (tie_contact_row_get_email (item));
}

static const char *
row_key (gpointer item)
{
  return tie_contact_row_get_key (item);
}

static gboolean
is_shown (gpointer item,
          gpointer user_data)
{
  TieContactsPage *self = user_data;
  Show show = gtk_drop_down_get_selected (self->filter_drop_down);

  if (show == SHOW_ARCHIVED || tie_contact_row_get_is_archived (item))
    return show == SHOW_ARCHIVED && tie_contact_row_get_is_archived (item);
  if (show == SHOW_NOT_LINKED)
    return tie_contact_row_get_account (item) == NULL;
  return show == SHOW_ALL || tie_contact_row_get_is_supplier (item);
}

static void
search_changed_cb (TieContactsPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autofree char *sentence = NULL;

  /* Translators: %s is what was typed */
  sentence = *text != '\0' ? g_strdup_printf (_ ("No contacts match “%s”"), text) : g_strdup (_ ("No Such Contacts"));
  tie_list_states_set_nothing_found (self->states, sentence);
  tie_text_filter_set_text (self->text, text);
}

static void
filter_selected_cb (TieContactsPage *self)
{
  if (self->show != NULL)
    gtk_filter_changed (GTK_FILTER (self->show), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
clear_search_cb (TieContactsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_drop_down_set_selected (self->filter_drop_down, SHOW_ALL);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
doubles_changed_cb (TieContactsPage *self)
{
  g_autofree char *sentence = tie_doubles_window_dup_sentence (self->doubles);

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
  if (self->doubles == NULL && self->quiet == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)) && !tie_contact_list_get_is_loading (self->list))
    self->quiet = tie_quiet_add (QUIET_MS, quiet_cb, self);
}

static void
list_changed_cb (TieContactsPage *self)
{
  const char *problem = tie_contact_list_get_problem (self->list);
  g_autofree char *title = NULL;

  tie_list_states_set_is_loading (self->states, tie_contact_list_get_is_loading (self->list));
  /* Translators: %s is a sentence that says why */
  title = problem != NULL ? g_strdup_printf (_ ("The practice file could not be read: %s"), problem) : NULL;
  if (title != NULL)
    tie_banner_set_title (self->banner, title);
  tie_banner_set_revealed (self->banner, title != NULL);
  await_quiet (self);
}

static void
doubles_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  TieContactsPage *self = TIE_CONTACTS_PAGE (widget);

  gtk_window_present (GTK_WINDOW (tie_doubles_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->doubles)));
}

/* Back on the list the contact that was open is the current row. */
static void
focus_opened (TieContactsPage *self)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  for (guint i = 0; self->opened != NULL && i < n_rows; i++)
    {
      g_autoptr (TieContactRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (g_str_equal (tie_contact_row_get_id (row), self->opened))
        {
          tie_table_focus_row (self->table, i);
          return;
        }
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
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
    focus_opened (self);
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
                  TieContactRow *row)
{
  tie_contacts_page_open (self, tie_contact_row_get_id (row));
}

static void
row_menu_cb (TieContactsPage *self,
             TieContactRow *row)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.archive", !tie_contact_row_get_is_archived (row));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.unarchive", tie_contact_row_get_is_archived (row));
}

static void
open_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TieContactsPage *self = TIE_CONTACTS_PAGE (widget);
  TieContactRow *row = tie_table_get_current (self->table);

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
changed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (TieContactsPage) self = TIE_CONTACTS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  gboolean is_done = tie_record_edit_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (g_cancellable_is_cancelled (self->gone) || line == NULL)
    return;
  if (is_done)
    tie_status_line_say (line, self->sentence, TRUE);
  else
    tie_status_line_say_error (line, error);
}

static void
archive_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  TieContactsPage *self = TIE_CONTACTS_PAGE (widget);
  TieContactRow *row = tie_table_get_current (self->table);
  gboolean is_archive = g_str_equal (action_name, "contacts.archive");
  const char *name;

  if (row == NULL)
    return;
  name = tie_contact_row_get_name (row);
  g_free (self->sentence);
  /* Translators: %s is a contact's name */
  self->sentence = is_archive ? g_strdup_printf (_ ("%s archived"), name) : g_strdup_printf (_ ("%s brought back"), name);
  tie_record_edit_set_async (tie_session_get_store (self->session), TIE_TYPE_CONTACT, tie_contact_row_get_id (row), TIE_CONTACT_ARCHIVED,
                             is_archive ? "1" : "", self->sentence, tie_undo_control_get_id (widget), NULL, changed_cb, g_object_ref (self));
}

static void
delete_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieContactsPage *self = TIE_CONTACTS_PAGE (widget);
  TieContactRow *row = tie_table_get_current (self->table);

  if (row == NULL)
    return;
  g_free (self->sentence);
  /* Translators: %s is the name of a contact or site */
  self->sentence = g_strdup_printf (_ ("%s deleted"), tie_contact_row_get_name (row));
  tie_record_edit_delete_async (tie_session_get_store (self->session), TIE_TYPE_CONTACT, tie_contact_row_get_id (row), self->sentence,
                                tie_undo_control_get_id (widget), NULL, changed_cb, g_object_ref (self));
}

static void
export_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieContactsPage *self = TIE_CONTACTS_PAGE (widget);

  tie_table_export (self->table, _ ("Contacts"));
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
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
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
  if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) == 0)
    return gtk_widget_child_focus (GTK_WIDGET (self->states), GTK_DIR_TAB_FORWARD);
  return gtk_widget_grab_focus (GTK_WIDGET (self->table));
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

  g_cancellable_cancel (self->gone);
  g_clear_handle_id (&self->quiet, g_source_remove);
  g_clear_pointer ((GtkWidget **) &self->stack, gtk_widget_unparent);
  g_clear_object (&self->rows);
  g_clear_object (&self->show);
  g_clear_object (&self->text);
  g_clear_object (&self->list);
  g_clear_object (&self->doubles);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_contacts_page_parent_class)->dispose (object);
}

static void
tie_contacts_page_finalize (GObject *object)
{
  TieContactsPage *self = TIE_CONTACTS_PAGE (object);

  g_object_unref (self->gone);
  g_free (self->opened);
  g_free (self->sentence);
  G_OBJECT_CLASS (tie_contacts_page_parent_class)->finalize (object);
}

static void
tie_contacts_page_class_init (TieContactsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_contacts_page_dispose;
  object_class->finalize = tie_contacts_page_finalize;
  widget_class->grab_focus = tie_contacts_page_grab_focus;
  widget_class->map = tie_contacts_page_map;
  widget_class->unmap = tie_contacts_page_unmap;

  g_type_ensure (TIE_TYPE_BANNER);
  g_type_ensure (TIE_TYPE_LIST_STATES);
  g_type_ensure (TIE_TYPE_TABLE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-contacts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TieContactsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TieContactsPage, banner);
  gtk_widget_class_bind_template_child (widget_class, TieContactsPage, doubles_banner);
  gtk_widget_class_bind_template_child (widget_class, TieContactsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TieContactsPage, filter_drop_down);
  gtk_widget_class_bind_template_child (widget_class, TieContactsPage, view_button);
  gtk_widget_class_bind_template_child (widget_class, TieContactsPage, states);
  gtk_widget_class_bind_template_child (widget_class, TieContactsPage, table);
  gtk_widget_class_bind_template_child (widget_class, TieContactsPage, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_search_cb);
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
  self->gone = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
build_table (TieContactsPage *self)
{
  GtkColumnViewColumn *column;

  tie_table_set_accessible_name (self->table, _ ("Contacts"));
  column = tie_table_add_text_column (self->table, "name", _ ("Name"), name_text, NULL);
  gtk_column_view_column_set_expand (column, TRUE);
  column = tie_table_add_text_column (self->table, "type", _ ("Type"), type_text, NULL);
  tie_table_fit_column (self->table, column, _ ("Supplier"), FIT_EXTRA);
  column = tie_table_add_text_column (self->table, "account", _ ("AccsID"), account_text, NULL);
  tie_table_fit_column (self->table, column, _ ("Not linked"), FIT_EXTRA);
  column = tie_table_add_text_column (self->table, "city", _ ("City"), city_text, NULL);
  tie_table_fit_column (self->table, column, "Cannon Beach", FIT_EXTRA);
  column = tie_table_add_text_column (self->table, "email", _ ("Email"), email_text, NULL);
  gtk_column_view_column_set_expand (column, TRUE);
  tie_table_set_row_menu (self->table, self->row_menu);
  tie_table_set_search_entry (self->table, self->search_entry);
  tie_table_keep_columns (self->table, "contacts");
  tie_table_set_view_button (self->table, self->view_button);
}

/* list → what the drop-down shows → what was typed → the clicked column's order. */
static void
build_models (TieContactsPage *self)
{
  GtkFilterListModel *shown;
  GtkFilterListModel *found;
  GListModel *sorted;

  self->list = tie_contact_list_new (tie_session_get_store (self->session));
  self->show = gtk_custom_filter_new (is_shown, self, NULL);
  self->text = tie_text_filter_new (row_key);
  shown = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->list)), g_object_ref (GTK_FILTER (self->show)));
  found = gtk_filter_list_model_new (G_LIST_MODEL (shown), g_object_ref (GTK_FILTER (self->text)));
  gtk_filter_list_model_set_incremental (shown, TRUE);
  gtk_filter_list_model_set_incremental (found, TRUE);
  sorted = G_LIST_MODEL (tie_table_sort_model (self->table, G_LIST_MODEL (found)));
  self->rows = gtk_single_selection_new (sorted);
  tie_table_set_model (self->table, GTK_SELECTION_MODEL (self->rows));
  tie_list_states_set_models (self->states, G_LIST_MODEL (self->list), G_LIST_MODEL (self->rows));
  g_signal_connect_object (self->list, "notify", G_CALLBACK (list_changed_cb), self, G_CONNECT_SWAPPED);
  list_changed_cb (self);
  search_changed_cb (self);
}

GtkWidget *
tie_contacts_page_new (TieSession *session)
{
  TieContactsPage *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_CONTACTS_PAGE, NULL);
  self->session = g_object_ref (session);
  build_table (self);
  build_models (self);
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
