/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-connections-group"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "ui/tie-caption.h"
#include "ui/tie-company-words.h"
#include "ui/tie-connections-group.h"
#include "ui/tie-status-line.h"

#define ID_KEY "tie-connection"

/* One company. */
typedef struct
{
  char *id;          /* (owned): of the connection */
  char *name;        /* (owned) */
  GtkWidget *row;    /* (unowned): in the group */
  GtkWidget *in_use; /* (unowned): in the row */
  GtkWidget *button; /* (unowned): in the row */
} Place;

struct _TieConnectionsGroup
{
  AdwPreferencesGroup parent_instance;

  TieSession *session;  /* (owned) (nullable): NULL: gone */
  GPtrArray *places;    /* (owned) (element-type Place) */
  gboolean is_reading;
  gboolean is_stale;    /* changed while it was being read */
  gboolean is_switching;
};

G_DEFINE_FINAL_TYPE (TieConnectionsGroup, tie_connections_group, ADW_TYPE_PREFERENCES_GROUP)

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->id);
  g_free (place->name);
  g_free (place);
}

static const Place *
find_place (TieConnectionsGroup *self,
            const char *id)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = g_ptr_array_index (self->places, i);

      if (g_str_equal (place->id, id))
        return place;
    }
  return NULL;
}

static void
say (TieConnectionsGroup *self,
     const char *sentence,
     const GError *error)
{
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (line != NULL && error == NULL)
    tie_status_line_say (line, sentence, FALSE);
  else if (line != NULL)
    tie_status_line_say_error (line, error);
}

/* ---- switching ---- */

typedef struct
{
  TieConnectionsGroup *self; /* (owned) */
  char *id;                  /* (owned) */
  gboolean although_open;
} Switching;

static void
switching_free (Switching *switching)
{
  g_object_unref (switching->self);
  g_free (switching->id);
  g_free (switching);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Switching, switching_free)

static void switch_to (TieConnectionsGroup *self, const char *id, gboolean although_open);

static void
answered_cb (TieConnectionsGroup *self,
             const char *response,
             GtkWidget *dialog)
{
  if (self->session != NULL && g_str_equal (response, "switch"))
    switch_to (self, g_object_get_data (G_OBJECT (dialog), ID_KEY), TRUE);
}

/* sentence: what waits to be sent. */
static void
ask (TieConnectionsGroup *self,
     const Place *place,
     const char *sentence)
{
  g_autofree char *heading = g_strdup_printf (_ ("Switch to %s?"), place->name);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading, sentence);

  g_object_set_data_full (G_OBJECT (dialog), ID_KEY, g_strdup (place->id), g_free);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "switch", _ ("Switch Anyway"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
switched_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (Switching) switching = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  TieConnectionsGroup *self = switching->self;
  gboolean is_done = tie_company_switch_finish (TIE_COMPANY (source), result, &error);
  const Place *place;

  self->is_switching = FALSE;
  if (self->session == NULL) /* closed meanwhile */
    return;
  place = find_place (self, switching->id);
  if (is_done)
    {
      sentence = g_strdup_printf (_ ("Switched to %s"), tie_company_get_name (TIE_COMPANY (source)));
      say (self, sentence, NULL);
    }
  else if (g_error_matches (error, TIE_ERROR, TIE_ERROR_OPEN) && !switching->although_open && place != NULL)
    ask (self, place, error->message);
  else
    say (self, NULL, error);
}

static void
switch_to (TieConnectionsGroup *self,
           const char *id,
           gboolean although_open)
{
  Switching *switching;

  if (self->is_switching)
    return;
  if (tie_company_get_is_reading (tie_session_get_company (self->session)))
    {
      say (self, _ ("The company is being read. Switch when that is done."), NULL);
      return;
    }
  if (tie_sync_job_get_is_running (tie_session_get_sync_job (self->session)) || tie_continuous_get_is_running (tie_session_get_continuous (self->session)))
    {
      say (self, _ ("A sync is under way. Switch when it is done, or stop it first."), NULL);
      return;
    }
  self->is_switching = TRUE;
  switching = g_new0 (Switching, 1);
  switching->self = g_object_ref (self);
  switching->id = g_strdup (id);
  switching->although_open = although_open;
  tie_company_switch_async (tie_session_get_company (self->session), id, although_open, NULL, switched_cb, switching);
}

static void
clicked_cb (TieConnectionsGroup *self,
            GtkWidget *button)
{
  switch_to (self, g_object_get_data (G_OBJECT (button), ID_KEY), FALSE);
}

/* ---- showing ---- */

static Place *
add_place (TieConnectionsGroup *self,
           const TieCompanyEntry *entry)
{
  Place *place = g_new0 (Place, 1);

  place->id = g_strdup (entry->connection->id);
  place->row = adw_action_row_new ();
  place->in_use = gtk_label_new (_ ("In use"));
  place->button = gtk_button_new_with_label (_ ("Use This One"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (place->row), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (place->row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (place->row), 3);
  gtk_widget_add_css_class (place->in_use, "dim-label");
  gtk_widget_set_valign (place->button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (place->button), ID_KEY, g_strdup (place->id), g_free);
  g_signal_connect_object (place->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (place->row), place->in_use);
  adw_action_row_add_suffix (ADW_ACTION_ROW (place->row), place->button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), place->row);
  g_ptr_array_add (self->places, place);
  return place;
}

/* "Xero, 12 links, read 11/22/2026 17:40" */
static char *
describe (const TieCompanyEntry *entry)
{
  const TieConnection *connection = entry->connection;
  const TiePackage *package = tie_package_find (connection->package);
  g_autofree char *links = g_strdup_printf (ngettext ("%u link", "%u links", entry->n_links), entry->n_links);
  g_autofree char *moment = connection->last_read != NULL ? tie_date_to_display (connection->last_read) : NULL;
  g_autofree char *read = NULL;

  if (connection->connected == NULL)
    read = g_strdup (tie_company_words_get_state (TIE_COMPANY_NOT_CONNECTED));
  else
    read = moment != NULL ? g_strdup_printf (_ ("read %s"), moment) : g_strdup (_ ("not read yet"));
  /* Translators: an accounting package, "12 links", "read 11/22/2026 17:40" */
  return g_strdup_printf (_ ("%s, %s, %s"), package != NULL ? package->name : connection->package, links, read);
}

static void
show_entry (TieConnectionsGroup *self,
            Place *place,
            const TieCompanyEntry *entry)
{
  gboolean may = tie_session_may (self->session, TIE_RIGHT_SET_UP);
  g_autofree char *refusal = may ? NULL : tie_session_dup_refusal (self->session, TIE_RIGHT_SET_UP);
  g_autofree char *text = describe (entry);
  gboolean is_in_use = entry->connection->is_active;

  g_free (place->name);
  place->name = g_strdup (entry->name);
  tie_caption_set (place->row, "%s", entry->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (place->row), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (place->row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  tie_caption_set_accessible (place->button, _ ("Use This One: %s"), entry->name);
  gtk_widget_set_tooltip_text (place->button, refusal);
  gtk_widget_set_sensitive (place->button, may);
  /* The button that was pressed goes away; the focus stays with its company. */
  if (is_in_use && gtk_widget_has_focus (place->button))
    gtk_widget_grab_focus (place->row);
  gtk_widget_set_visible (place->in_use, is_in_use);
  gtk_widget_set_visible (place->button, !is_in_use);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const TieCompanyEntry *left = *(const TieCompanyEntry *const *) a;
  const TieCompanyEntry *right = *(const TieCompanyEntry *const *) b;

  return g_strcmp0 (left->connection->id, right->connection->id);
}

/* Places stay where they are: a list that moves under the hand is no list to choose from. */
static void
show (TieConnectionsGroup *self,
      GPtrArray *entries)
{
  g_ptr_array_sort (entries, compare_entries);
  for (guint i = self->places->len; i-- > 0;)
    {
      const Place *place = g_ptr_array_index (self->places, i);
      gboolean is_there = FALSE;

      for (guint j = 0; j < entries->len && !is_there; j++)
        is_there = g_str_equal (((TieCompanyEntry *) entries->pdata[j])->connection->id, place->id);
      if (is_there)
        continue;
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), place->row);
      g_ptr_array_remove_index (self->places, i);
    }
  for (guint i = 0; i < entries->len; i++)
    {
      const TieCompanyEntry *entry = g_ptr_array_index (entries, i);
      const Place *place = find_place (self, entry->connection->id);

      show_entry (self, place != NULL ? (Place *) place : add_place (self, entry), entry);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), entries->len > 1);
}

/* ---- reading ---- */

static void read_again (TieConnectionsGroup *self);

static void
listed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieConnectionsGroup) self = TIE_CONNECTIONS_GROUP (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = tie_company_list_finish (TIE_COMPANY (source), result, &error);

  self->is_reading = FALSE;
  if (self->session == NULL)
    return;
  if (entries != NULL)
    show (self, entries);
  else
    say (self, NULL, error);
  if (self->is_stale)
    read_again (self);
}

static void
read_again (TieConnectionsGroup *self)
{
  self->is_stale = self->is_reading;
  if (self->is_reading)
    return;
  self->is_reading = TRUE;
  tie_company_list_async (tie_session_get_company (self->session), NULL, listed_cb, g_object_ref (self));
}

static void
store_changed_cb (TieConnectionsGroup *self,
                  guint areas)
{
  if (areas & (TIE_STORE_AREA_CONNECTION | TIE_STORE_AREA_LINKS))
    read_again (self);
}

static void
tie_connections_group_dispose (GObject *object)
{
  TieConnectionsGroup *self = TIE_CONNECTIONS_GROUP (object);

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (tie_session_get_store (self->session), self);
    }
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_connections_group_parent_class)->dispose (object);
}

static void
tie_connections_group_finalize (GObject *object)
{
  g_ptr_array_unref (TIE_CONNECTIONS_GROUP (object)->places);
  G_OBJECT_CLASS (tie_connections_group_parent_class)->finalize (object);
}

static void
tie_connections_group_class_init (TieConnectionsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tie_connections_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_connections_group_finalize;
}

static void
tie_connections_group_init (TieConnectionsGroup *self)
{
  self->places = g_ptr_array_new_with_free_func (place_free);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Connections"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _ ("All work goes on with the one in use. Links and lists of the others are kept."));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
tie_connections_group_new (TieSession *session)
{
  TieConnectionsGroup *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_CONNECTIONS_GROUP, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
  return GTK_WIDGET (self);
}
