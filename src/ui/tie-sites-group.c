/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sites-group"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-record-edit.h"
#include "ui/tie-sites-group.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

struct _TieSitesGroup
{
  AdwPreferencesGroup parent_instance;

  TieSession *session;  /* (owned) */
  GtkWidget *add_button; /* (unowned): in the head */
  GPtrArray *rows;      /* (owned), element GtkWidget: the rows now shown */
  char *contact;        /* (owned) (nullable) */
  char *contact_name;   /* (owned) (nullable) */
  TieSite *added;       /* (owned) (nullable): on its way into the file */
};

G_DEFINE_FINAL_TYPE (TieSitesGroup, tie_sites_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  OPEN_SITE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define ID_KEY "tie-site"

static void
row_activated_cb (AdwActionRow *row,
                  TieSitesGroup *self)
{
  g_signal_emit (self, signals[OPEN_SITE], 0, g_object_get_data (G_OBJECT (row), ID_KEY));
}

static void
added_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (TieSitesGroup) self = TIE_SITES_GROUP (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieSite) added = g_steal_pointer (&self->added);
  TieStatusLine *line;

  if (tie_record_edit_finish (TIE_STORE (source), result, &error))
    {
      g_signal_emit (self, signals[OPEN_SITE], 0, tie_record_get_id (TIE_RECORD (added)));
      return;
    }
  line = tie_status_line_for (GTK_WIDGET (self));
  if (line != NULL)
    tie_status_line_say_error (line, error);
}

static void
add_cb (TieSitesGroup *self)
{
  g_autofree char *sentence = NULL;

  if (self->added != NULL)
    return;
  self->added = tie_record_new (TIE_TYPE_SITE, NULL);
  tie_record_set_text (TIE_RECORD (self->added), TIE_SITE_CONTACT, self->contact);
  tie_record_set_text (TIE_RECORD (self->added), TIE_SITE_NAME, _ ("New Site"));
  /* Translators: %s is a contact's name */
  sentence = g_strdup_printf (_ ("Site of %s added"), self->contact_name);
  tie_record_edit_save_async (tie_session_get_store (self->session), TIE_RECORD (self->added), sentence,
                              tie_undo_control_get_id (GTK_WIDGET (self)), NULL, added_cb, g_object_ref (self));
}

static void
tie_sites_group_dispose (GObject *object)
{
  TieSitesGroup *self = TIE_SITES_GROUP (object);

  g_ptr_array_set_size (self->rows, 0);
  g_clear_object (&self->added);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_sites_group_parent_class)->dispose (object);
}

static void
tie_sites_group_finalize (GObject *object)
{
  TieSitesGroup *self = TIE_SITES_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_free (self->contact);
  g_free (self->contact_name);
  G_OBJECT_CLASS (tie_sites_group_parent_class)->finalize (object);
}

static void
tie_sites_group_class_init (TieSitesGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tie_sites_group_dispose;
  object_class->finalize = tie_sites_group_finalize;
  signals[OPEN_SITE] = g_signal_new ("open-site", TIE_TYPE_SITES_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tie_sites_group_init (TieSitesGroup *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Add Site"));

  self->rows = g_ptr_array_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add Site"), -1);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_cb), self);
  self->add_button = button;
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
}

GtkWidget *
tie_sites_group_new (TieSession *session)
{
  TieSitesGroup *self = g_object_new (TIE_TYPE_SITES_GROUP, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

static GtkWidget *
create_row (TieSitesGroup *self,
            TieRecord *site,
            const TieRecordView *view)
{
  GtkWidget *row = adw_action_row_new ();
  gboolean is_linked = g_hash_table_contains (view->linked, tie_record_get_id (site));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), tie_record_get_name (site));
  if (view->connection != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), is_linked ? _ ("linked") : _ ("not linked"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), ID_KEY, g_strdup (tie_record_get_id (site)), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (row_activated_cb), self);
  return row;
}

void
tie_sites_group_show (TieSitesGroup *self,
                      const TieRecordView *view)
{
  g_autofree char *title = NULL;

  g_return_if_fail (TIE_IS_SITES_GROUP (self));

  gtk_widget_set_visible (GTK_WIDGET (self), view != NULL);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_set_sensitive (self->add_button, !tie_session_get_is_read (self->session) || tie_session_may (self->session, TIE_RIGHT_BILLING));
  if (view == NULL)
    return;

  g_free (self->contact);
  self->contact = g_strdup (tie_record_get_id (view->record));
  g_free (self->contact_name);
  self->contact_name = g_strdup (tie_record_get_name (view->record));
  /* Translators: %u is how many there are */
  title = g_strdup_printf (_ ("Sites (%u)"), view->sites->len);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  for (guint i = 0; i < view->sites->len; i++)
    {
      GtkWidget *row = create_row (self, g_ptr_array_index (view->sites, i), view);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
}
