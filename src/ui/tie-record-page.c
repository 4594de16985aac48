/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-record-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "ui/tie-banner.h"
#include "ui/tie-columns.h"
#include "ui/tie-field-row.h"
#include "ui/tie-link-group.h"
#include "ui/tie-record-edit.h"
#include "ui/tie-record-page.h"
#include "ui/tie-record-view.h"
#include "ui/tie-sites-group.h"
#include "ui/tie-states.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

#define MAX_FIELDS 16

struct _TieRecordPage
{
  GtkWidget parent_instance;

  GtkBox *box;                  /* template child */
  GtkButton *back_button;       /* template child */
  AdwButtonContent *back_content; /* template child */
  GtkLabel *title_label;        /* template child */
  GtkMenuButton *menu_button;   /* template child */
  TieBanner *banner;            /* template child */
  GtkScrolledWindow *scrolled;  /* template child */

  TieFieldRow *rows[MAX_FIELDS]; /* (unowned): by number of field, NULL where there is none */
  AdwComboRow *type_row;         /* (unowned) (nullable): of a contact */
  TieLinkGroup *link_group;      /* (unowned) */
  TieSitesGroup *sites_group;    /* (unowned) (nullable): of a contact */

  TieSession *session;  /* (owned) */
  GType type;
  TieRecordView *view;  /* (owned) (nullable): NULL until read */
  char *id;             /* (owned) (nullable): NULL while new */
  GCancellable *gone;   /* (owned) */
  gboolean is_adding;   /* a new record is on its way into the file */
  gboolean is_showing;  /* the page is being filled: what the rows say is no change */
};

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

static TieRecordClass *
get_record_class (TieRecordPage *self)
{
  return g_type_class_peek (self->type); /* static types: once there, always there */
}

static TieStore *
get_store (TieRecordPage *self)
{
  return tie_session_get_store (self->session);
}

static const char *
get_window_id (TieRecordPage *self)
{
  return tie_undo_control_get_id (GTK_WIDGET (self));
}

static void load (TieRecordPage *self);

/* A change on its way.  It is never cancelled: what was typed last is saved also when the page closes with it. */
typedef struct
{
  TieRecordPage *page;  /* (owned) */
  TieStatusLine *line;  /* (weak) (nullable): of the window, which the page may have left meanwhile */
  guint field;          /* 0: of no single field */
  char *id;             /* (owned) (nullable): of a record that is being added */
  char *sentence;       /* (owned) */
} Change;

static Change *
change_new (TieRecordPage *self,
            guint field,
            char *sentence)
{
  Change *change = g_new0 (Change, 1);

  change->page = g_object_ref (self);
  change->field = field;
  change->sentence = sentence;
  g_set_weak_pointer (&change->line, tie_status_line_for (GTK_WIDGET (self)));
  return change;
}

static void
change_free (Change *change)
{
  g_clear_weak_pointer (&change->line);
  g_object_unref (change->page);
  g_free (change->id);
  g_free (change->sentence);
  g_free (change);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

static void
say (const Change *change,
     const GError *error)
{
  if (change->line == NULL)
    return;
  if (error != NULL)
    tie_status_line_say_error (change->line, error);
  else
    tie_status_line_say (change->line, change->sentence, TRUE);
}

static void
changed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = tie_record_edit_finish (TIE_STORE (source), result, &error);
  TieRecordPage *self = change->page;
  gboolean is_gone = g_cancellable_is_cancelled (self->gone);
  TieFieldRow *row = is_gone ? NULL : self->rows[change->field];

  if (change->id != NULL)
    {
      self->is_adding = FALSE;
      if (is_done)
        self->id = g_steal_pointer (&change->id);
    }
  if (row != NULL && g_error_matches (error, TIE_ERROR, TIE_ERROR_INVALID))
    tie_field_row_set_error (row, error->message, NULL);
  else
    say (change, error);
  if (is_done && !is_gone)
    load (self);
}

static void
save_new (TieRecordPage *self,
          guint field)
{
  TieRecord *record = self->view->record;
  Change *change;

  if (self->is_adding || tie_text_is_empty (tie_record_get_name (record)))
    return;
  self->is_adding = TRUE;
  /* Translators: %s is a contact's name */
  change = change_new (self, field, g_strdup_printf (_ ("%s added"), tie_record_get_name (record)));
  change->id = g_strdup (tie_record_get_id (record));
  tie_record_edit_save_async (get_store (self), record, change->sentence, get_window_id (self), NULL, changed_cb, change);
}

static void
set_field (TieRecordPage *self,
           guint field,
           const char *text)
{
  const TieField *info = &get_record_class (self)->fields[field];
  Change *change;

  if (self->id == NULL)
    {
      tie_record_set_text (self->view->record, field, text);
      save_new (self, field);
      return;
    }
  /* Translators: the first %s is the name of a field, the second of a record */
  change = change_new (self, field, g_strdup_printf (_ ("%s of %s changed"), _ (info->label), tie_record_get_name (self->view->record)));
  tie_record_edit_set_async (get_store (self), self->type, self->id, field, text, change->sentence, get_window_id (self), NULL, changed_cb, change);
}

static void
commit_cb (TieFieldRow *row,
           const char *text,
           TieRecordPage *self)
{
  guint field = 0;
  const TieField *info;
  g_autofree char *cleaned = NULL;

  while (field < MAX_FIELDS && self->rows[field] != row)
    field++;
  info = &get_record_class (self)->fields[field];
  cleaned = info->type == TIE_FIELD_LINES ? tie_text_clean_lines (text) : tie_text_clean (text);
  tie_field_row_set_error (row, NULL, NULL);
  if ((info->flags & TIE_FIELD_REQUIRED) != 0 && *cleaned == '\0')
    {
      g_autofree char *sentence = g_strdup_printf (_ ("%s is missing."), _ (info->label));

      tie_field_row_set_error (row, sentence, NULL);
    }
  else
    set_field (self, field, cleaned);
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
    set_field (self, TIE_CONTACT_TYPE_ID, id);
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

static void
show_view (TieRecordPage *self)
{
  TieRecord *record = self->view->record;
  gboolean is_archived = self->type == TIE_TYPE_CONTACT && tie_record_get_integer (record, TIE_CONTACT_ARCHIVED) != 0;
  const char *name = tie_record_get_name (record);

  self->is_showing = TRUE;
  gtk_label_set_label (self->title_label, self->id != NULL ? name : _ ("New Contact"));
  for (guint i = 0; i < MAX_FIELDS; i++)
    {
      if (self->rows[i] != NULL)
        tie_field_row_set_text (self->rows[i], tie_record_get_text (record, i));
    }
  if (self->type_row != NULL)
    show_types (self);
  if (self->sites_group != NULL)
    tie_sites_group_show (self->sites_group, self->id != NULL ? self->view : NULL);
  tie_link_group_show (self->link_group, self->view);
  gtk_widget_set_visible (GTK_WIDGET (self->link_group), self->id != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), self->id != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.archive", self->type == TIE_TYPE_CONTACT && !is_archived);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.unarchive", is_archived);
  tie_banner_set_revealed (self->banner, is_archived);
  self->is_showing = FALSE;
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
  if (is_first)
    gtk_widget_grab_focus (GTK_WIDGET (self->rows[TIE_CONTACT_NAME] != NULL ? self->rows[TIE_CONTACT_NAME] : self->rows[TIE_SITE_NAME]));
}

static void
load (TieRecordPage *self)
{
  tie_record_view_load_async (get_store (self), self->type, self->id, self->gone, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (TieRecordPage *self,
                  guint areas)
{
  const guint mine = TIE_STORE_AREA_CONTACTS | TIE_STORE_AREA_LINKS | TIE_STORE_AREA_REMOTES | TIE_STORE_AREA_CONNECTION;

  if ((areas & mine) != 0 && self->id != NULL)
    load (self);
}

static void
set_is_archived (TieRecordPage *self,
                 gboolean is_archived)
{
  const char *name = tie_record_get_name (self->view->record);
  /* Translators: %s is a contact's name */
  Change *change = change_new (self, 0, is_archived ? g_strdup_printf (_ ("%s archived"), name) : g_strdup_printf (_ ("%s brought back"), name));

  tie_record_edit_set_async (get_store (self), self->type, self->id, TIE_CONTACT_ARCHIVED, is_archived ? "1" : "", change->sentence,
                             get_window_id (self), NULL, changed_cb, change);
}

static void
archive_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  set_is_archived (TIE_RECORD_PAGE (widget), g_str_equal (action_name, "record.archive"));
}

static void
archive_response_cb (TieRecordPage *self,
                     const char *response)
{
  if (g_str_equal (response, "archive"))
    set_is_archived (self, TRUE);
}

static void
ask_archive (TieRecordPage *self,
             const GError *error)
{
  g_autofree char *sentence = tie_error_get_sentence (error);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Archive Instead?"), sentence);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "archive", _ ("Archive"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "archive");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (archive_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
deleted_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = tie_record_edit_finish (TIE_STORE (source), result, &error);
  TieRecordPage *self = change->page;

  say (change, error);
  if (g_cancellable_is_cancelled (self->gone))
    return;
  if (is_done)
    g_signal_emit (self, signals[BACK], 0);
  else if (g_error_matches (error, TIE_ERROR, TIE_ERROR_IN_USE) && self->type == TIE_TYPE_CONTACT)
    ask_archive (self, error);
}

static void
delete_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieRecordPage *self = TIE_RECORD_PAGE (widget);
  /* Translators: %s is the name of a contact or site */
  Change *change = change_new (self, 0, g_strdup_printf (_ ("%s deleted"), tie_record_get_name (self->view->record)));

  tie_record_edit_delete_async (get_store (self), self->type, self->id, change->sentence, get_window_id (self), NULL, deleted_cb, change);
}

static void
back_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  g_signal_emit (widget, signals[BACK], 0);
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
  gtk_widget_class_bind_template_child (widget_class, TieRecordPage, scrolled);

  gtk_widget_class_install_action (widget_class, "record.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "record.archive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "record.unarchive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "record.delete", NULL, delete_action);
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
      const TieField *info = &get_record_class (self)->fields[*fields];
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

  g_assert (get_record_class (self)->n_fields <= MAX_FIELDS);

  gtk_box_append (GTK_BOX (start), create_group (self, NULL, is_contact ? contact_details : site_details));
  gtk_box_append (GTK_BOX (start), create_group (self, _ ("Address"), is_contact ? contact_address : site_address));
  self->link_group = TIE_LINK_GROUP (tie_link_group_new (self->session));
  gtk_box_append (GTK_BOX (end), GTK_WIDGET (self->link_group));
  if (is_contact)
    {
      self->sites_group = TIE_SITES_GROUP (tie_sites_group_new (self->session));
      g_signal_connect_swapped (self->sites_group, "open-site", G_CALLBACK (open_site_cb), self);
      gtk_box_append (GTK_BOX (end), GTK_WIDGET (self->sites_group));
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
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}

const char *
tie_record_page_get_id (TieRecordPage *self)
{
  g_return_val_if_fail (TIE_IS_RECORD_PAGE (self), NULL);

  return self->id;
}
