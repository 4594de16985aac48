/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-record-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "ui/tie-columns.h"
#include "ui/tie-contact-documents.h"
#include "ui/tie-record-page-private.h"
#include "base/tie-states.h"
#include "ui/tie-status-line.h"
#include "ui/tie-windows.h"

G_DEFINE_FINAL_TYPE (TieRecordPage, tie_record_page, GTK_TYPE_WIDGET)

enum
{
  BACK,
  OPEN_SITE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const guint contact_details[] = { TIE_CONTACT_NAME, TIE_CONTACT_TYPE_ID, TIE_CONTACT_NUMBER, TIE_CONTACT_EMAIL, TIE_CONTACT_PHONE, TIE_CONTACT_TERMS, 0 };
static const guint contact_address[] = { TIE_CONTACT_STREET, TIE_CONTACT_CITY, TIE_CONTACT_STATE, TIE_CONTACT_POSTCODE, TIE_CONTACT_COUNTRY, 0 };
static const guint contact_notes[] = { TIE_CONTACT_NOTES, 0 };
static const guint site_details[] = { TIE_SITE_NAME, 0 };
static const guint site_address[] = { TIE_SITE_STREET, TIE_SITE_CITY, TIE_SITE_STATE, TIE_SITE_POSTCODE, TIE_SITE_COUNTRY, 0 };

TieRecordClass *
tie_record_page_get_record_class (TieRecordPage *self)
{
  return g_type_class_peek (self->type); /* static types: once there, always there */
}

static TieStore *
get_store (TieRecordPage *self)
{
  return tie_session_get_store (self->session);
}

static void
commit_cb (TieFieldRow *row,
           const char *text,
           TieRecordPage *self)
{
  guint field = 0;
  const TieField *info;
  g_autofree char *cleaned = NULL;

  while (field < TIE_RECORD_PAGE_MAX_FIELDS && self->rows[field] != row)
    field++;
  info = &tie_record_page_get_record_class (self)->fields[field];
  cleaned = info->type == TIE_FIELD_LINES ? tie_text_clean_lines (text) : tie_text_clean (text);
  tie_field_row_set_error (row, NULL, NULL);
  if ((info->flags & TIE_FIELD_REQUIRED) != 0 && *cleaned == '\0')
    {
      g_autofree char *sentence = g_strdup_printf (_ ("%s is missing."), _ (info->label));

      tie_field_row_set_error (row, sentence, NULL);
    }
  else
    tie_record_page_set_field (self, field, cleaned);
}

static void
type_selected_cb (AdwComboRow *row,
                  GParamSpec *pspec,
                  TieRecordPage *self)
{
  guint selected = adw_combo_row_get_selected (row);
  const char *id;

  if (self->is_showing || self->view == NULL || selected >= self->view->types->len)
    return;
  id = tie_record_get_id (g_ptr_array_index (self->view->types, selected));
  if (g_strcmp0 (id, tie_record_get_text (self->view->record, TIE_CONTACT_TYPE_ID)) != 0)
    tie_record_page_set_field (self, TIE_CONTACT_TYPE_ID, id);
}

static void
show_types (TieRecordPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  TieRecord *current = tie_record_view_find_type (self->view);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < self->view->types->len; i++)
    {
      TieRecord *type = g_ptr_array_index (self->view->types, i);

      gtk_string_list_append (names, tie_record_get_name (type));
      if (type == current)
        selected = i;
    }
  adw_combo_row_set_model (self->type_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->type_row, selected);
}

/* What was billed to the contact, and what it paid, once it is in the file. */
static void
add_tabs (TieRecordPage *self)
{
  static const TieBillingKind *const kinds[] = { &tie_billing_invoices, &tie_billing_payments };

  if (self->type != TIE_TYPE_CONTACT || self->id == NULL || gtk_widget_get_visible (self->tab_bar))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_stack_add_titled (self->tabs, tie_contact_documents_new (self->session, kinds[i], self->id), kinds[i]->page, _ (kinds[i]->title));
  gtk_widget_set_visible (self->tab_bar, TRUE);
}

/* As long as nobody knows who it is, nothing is refused: the store would. */
static gboolean
may_change (TieRecordPage *self)
{
  return !tie_session_get_is_read (self->session) || tie_session_may (self->session, TIE_RIGHT_BILLING);
}

/* Who may not change it sees it, and whom to ask. */
static void
show_rights (TieRecordPage *self,
             gboolean is_archived)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean may = may_change (self);
  g_autofree char *refusal = may ? NULL : tie_session_dup_refusal (self->session, TIE_RIGHT_BILLING);
  gboolean is_there = self->view->remote_id != NULL && !self->view->remote_is_gone;
  /* Translators: %s is the package */
  g_autofree char *archived = is_there ? g_strdup_printf (_ ("This contact is archived here, and stays in use in %s."), tie_session_get_package (self->session)->short_name) : NULL;

  for (guint i = 0; i < TIE_RECORD_PAGE_MAX_FIELDS; i++)
    {
      if (self->rows[i] != NULL)
        gtk_widget_set_sensitive (GTK_WIDGET (self->rows[i]), may);
    }
  if (self->type_row != NULL)
    gtk_widget_set_sensitive (GTK_WIDGET (self->type_row), may);
  if (self->billing_form != NULL)
    gtk_widget_set_sensitive (GTK_WIDGET (self->billing_form), may);
  gtk_widget_action_set_enabled (widget, "record.archive", may && self->type == TIE_TYPE_CONTACT && !is_archived);
  gtk_widget_action_set_enabled (widget, "record.unarchive", may && is_archived);
  gtk_widget_action_set_enabled (widget, "record.delete", may);
  tie_banner_set_title (self->banner, !may ? refusal : archived != NULL ? archived : _ ("This contact is archived."));
  tie_banner_set_button_label (self->banner, may ? _ ("Bring Back") : NULL);
  tie_banner_set_revealed (self->banner, is_archived || !may);
}

static void
show_view (TieRecordPage *self)
{
  TieRecord *record = self->view->record;
  gboolean is_archived = self->type == TIE_TYPE_CONTACT && tie_record_get_integer (record, TIE_CONTACT_ARCHIVED) != 0;
  const char *name = tie_record_get_name (record);

  self->is_showing = TRUE;
  gtk_label_set_label (self->title_label, self->id != NULL ? name : _ ("New Contact"));
  for (guint i = 0; i < TIE_RECORD_PAGE_MAX_FIELDS; i++)
    {
      if (self->rows[i] != NULL)
        tie_field_row_set_text (self->rows[i], tie_record_get_text (record, i));
    }
  if (self->type_row != NULL)
    show_types (self);
  if (self->sites_group != NULL)
    tie_sites_group_show (self->sites_group, self->id != NULL ? self->view : NULL);
  if (self->projects != NULL)
    tie_client_projects_set_client (self->projects, self->view->kind == TIE_KIND_CUSTOMER ? self->id : NULL);
  if (self->billing_form != NULL)
    tie_record_form_show (self->billing_form, record);
  tie_link_group_show (self->link_group, self->view);
  gtk_widget_set_visible (GTK_WIDGET (self->link_group), self->id != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), self->id != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.statement", self->type == TIE_TYPE_CONTACT && self->id != NULL);
  show_rights (self, is_archived);
  add_tabs (self);
  self->is_showing = FALSE;
}

static void
user_cb (TieRecordPage *self)
{
  if (self->view != NULL)
    show_view (self);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieRecordPage) self = TIE_RECORD_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  TieRecordView *view = tie_record_view_load_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));
  gboolean is_first = self->view == NULL;

  if (view == NULL)
    {
      if (g_error_matches (error, TIE_ERROR, TIE_ERROR_NOT_FOUND)) /* deleted, or its making undone */
        g_signal_emit (self, signals[BACK], 0);
      else if (line != NULL)
        tie_status_line_say_error (line, error);
      return;
    }
  g_clear_pointer (&self->view, tie_record_view_free);
  self->view = view;
  show_view (self);
  if (is_first && !may_change (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->back_button));
  else if (is_first)
    gtk_widget_grab_focus (GTK_WIDGET (self->rows[TIE_CONTACT_NAME] != NULL ? self->rows[TIE_CONTACT_NAME] : self->rows[TIE_SITE_NAME]));
}

void
tie_record_page_load (TieRecordPage *self)
{
  tie_record_view_load_async (get_store (self), self->type, self->id, self->gone, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (TieRecordPage *self,
                  guint areas)
{
  const guint mine = TIE_STORE_AREA_CONTACTS | TIE_STORE_AREA_LINKS | TIE_STORE_AREA_REMOTES | TIE_STORE_AREA_CONNECTION;

  if ((areas & mine) != 0 && self->id != NULL)
    tie_record_page_load (self);
}

static void
back_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  g_signal_emit (widget, signals[BACK], 0);
}

static void
statement_action (GtkWidget *widget,
                  const char *action_name,
                  GVariant *parameter)
{
  TieRecordPage *self = TIE_RECORD_PAGE (widget);

  tie_windows_open_statement (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, self->id);
}

static void
open_site_cb (TieRecordPage *self,
              const char *id)
{
  g_signal_emit (self, signals[OPEN_SITE], 0, id);
}

static void
tie_record_page_dispose (GObject *object)
{
  TieRecordPage *self = TIE_RECORD_PAGE (object);

  g_cancellable_cancel (self->gone);
  g_clear_pointer ((GtkWidget **) &self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_record_page_parent_class)->dispose (object);
}

static void
tie_record_page_finalize (GObject *object)
{
  TieRecordPage *self = TIE_RECORD_PAGE (object);

  g_clear_pointer (&self->view, tie_record_view_free);
  g_object_unref (self->gone);
  g_free (self->id);
  G_OBJECT_CLASS (tie_record_page_parent_class)->finalize (object);
}

static void
tie_record_page_class_init (TieRecordPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_record_page_dispose;
  object_class->finalize = tie_record_page_finalize;

  signals[BACK] = g_signal_new ("back", TIE_TYPE_RECORD_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPEN_SITE] = g_signal_new ("open-site", TIE_TYPE_RECORD_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (TIE_TYPE_BANNER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-record-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TieRecordPage, box);
  gtk_widget_class_bind_template_child (widget_class, TieRecordPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, TieRecordPage, back_content);
  gtk_widget_class_bind_template_child (widget_class, TieRecordPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, TieRecordPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TieRecordPage, banner);
  gtk_widget_class_bind_template_child (widget_class, TieRecordPage, tab_bar);
  gtk_widget_class_bind_template_child (widget_class, TieRecordPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, TieRecordPage, scrolled);

  gtk_widget_class_install_action (widget_class, "record.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "record.statement", NULL, statement_action);
  tie_record_page_install_changes (widget_class);
}

static void
tie_record_page_init (TieRecordPage *self)
{
  self->gone = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
create_group (TieRecordPage *self,
              const char *title,
              const guint *fields)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (; *fields != 0; fields++)
    {
      const TieField *info = &tie_record_page_get_record_class (self)->fields[*fields];
      GtkWidget *row;

      if (info->type == TIE_FIELD_REFERENCE)
        {
          row = adw_combo_row_new ();
          adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (info->label));
          self->type_row = ADW_COMBO_ROW (row);
          g_signal_connect (row, "notify::selected", G_CALLBACK (type_selected_cb), self);
        }
      else
        {
          row = tie_field_row_new (_ (info->label), info->type == TIE_FIELD_LINES);
          self->rows[*fields] = TIE_FIELD_ROW (row);
          g_signal_connect (row, "commit", G_CALLBACK (commit_cb), self);
          if (g_str_equal (info->name, "state"))
            tie_field_row_set_choices (TIE_FIELD_ROW (row), tie_states_get ());
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  return group;
}

static void
form_commit_cb (TieRecordPage *self,
                guint field,
                const char *text)
{
  if (self->view != NULL)
    tie_record_page_set_field (self, field, text);
}

/* Who gets the bill, and what time is billed with. */
static GtkWidget *
create_billing_form (TieRecordPage *self)
{
  static const guint fields[] = { TIE_CONTACT_CARE_OF, TIE_CONTACT_WORK_CODE, 0 };
  GtkWidget *form = tie_record_form_new (self->session, TIE_TYPE_CONTACT, fields);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (form), _ ("Billing"));
  g_signal_connect_object (form, "commit", G_CALLBACK (form_commit_cb), self, G_CONNECT_SWAPPED);
  self->billing_form = TIE_RECORD_FORM (form);
  return form;
}

static GtkWidget *
create_column (void)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_widget_set_valign (column, GTK_ALIGN_START);
  return column;
}

static void
build (TieRecordPage *self)
{
  gboolean is_contact = self->type == TIE_TYPE_CONTACT;
  GtkWidget *start = create_column ();
  GtkWidget *end = create_column ();
  GtkWidget *columns = tie_columns_new (start, end);

  g_assert (tie_record_page_get_record_class (self)->n_fields <= TIE_RECORD_PAGE_MAX_FIELDS);

  gtk_box_append (GTK_BOX (start), create_group (self, NULL, is_contact ? contact_details : site_details));
  gtk_box_append (GTK_BOX (start), create_group (self, _ ("Address"), is_contact ? contact_address : site_address));
  self->link_group = TIE_LINK_GROUP (tie_link_group_new (self->session));
  gtk_box_append (GTK_BOX (end), GTK_WIDGET (self->link_group));
  if (is_contact)
    {
      self->sites_group = TIE_SITES_GROUP (tie_sites_group_new (self->session));
      g_signal_connect_swapped (self->sites_group, "open-site", G_CALLBACK (open_site_cb), self);
      gtk_box_append (GTK_BOX (end), GTK_WIDGET (self->sites_group));
      gtk_box_append (GTK_BOX (end), create_billing_form (self));
      self->projects = TIE_CLIENT_PROJECTS (tie_client_projects_new (self->session));
      gtk_box_append (GTK_BOX (end), GTK_WIDGET (self->projects));
      gtk_box_append (GTK_BOX (end), create_group (self, NULL, contact_notes));
    }
  gtk_widget_add_css_class (columns, "page-content");
  gtk_scrolled_window_set_child (self->scrolled, columns);
}

GtkWidget *
tie_record_page_new (TieSession *session,
                     GType type,
                     const char *id,
                     const char *back)
{
  TieRecordPage *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);
  g_return_val_if_fail (type == TIE_TYPE_CONTACT || (type == TIE_TYPE_SITE && id != NULL), NULL);

  g_type_class_unref (g_type_class_ref (type));
  self = g_object_new (TIE_TYPE_RECORD_PAGE, NULL);
  self->session = g_object_ref (session);
  self->type = type;
  self->id = g_strdup (id);
  adw_button_content_set_label (self->back_content, back);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back_button), GTK_ACCESSIBLE_PROPERTY_LABEL, back, -1);
  build (self);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (user_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  tie_record_page_load (self);
  return GTK_WIDGET (self);
}

const char *
tie_record_page_get_id (TieRecordPage *self)
{
  g_return_val_if_fail (TIE_IS_RECORD_PAGE (self), NULL);

  return self->id;
}
