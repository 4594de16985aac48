/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-link-group"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-text.h"
#include "sync/tie-practice-package.h"
#include "sync/tie-sync-actions.h"
#include "ui/tie-field-row.h"
#include "ui/tie-link-group.h"
#include "ui/tie-record-edit.h"
#include "ui/tie-status-line.h"
#include "ui/tie-sync-line.h"
#include "ui/tie-undo-control.h"

struct _TieLinkGroup
{
  AdwPreferencesGroup parent_instance;

  TieSession *session;     /* (owned) */
  AdwActionRow *state_row; /* (unowned): child */
  GtkImage *state_icon;    /* (unowned): in the row */
  GtkButton *match_button;  /* (unowned): in the row */
  GtkButton *unlink_button; /* (unowned): in the row */
  TieSyncLine *sync_line;   /* (unowned): child */
  TieFieldRow *account_row; /* (unowned): child */
  GCancellable *gone;       /* (owned) */

  GType type;
  TieKind kind;
  char *id;         /* (owned): of the record */
  char *name;       /* (owned): its name */
  char *connection; /* (owned) (nullable) */
  char *required;   /* (owned) (nullable): what [Use …] would link; NULL: the button says "Remove AccsID" */
  char *sentence;   /* (owned) (nullable): of the change under way */
  char *subtitle;   /* (owned) (nullable): of the state, while nothing is on its way */
};

G_DEFINE_FINAL_TYPE (TieLinkGroup, tie_link_group, ADW_TYPE_PREFERENCES_GROUP)

static void
say_error (TieLinkGroup *self,
           const GError *error)
{
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (line != NULL)
    tie_status_line_say_error (line, error);
}

/* remote_id: what is not correct; that is linked: it can be taken away. */
static void
refuse_account (TieLinkGroup *self,
                const char *remote_id,
                gboolean is_linked)
{
  g_autofree char *sentence = tie_sync_action_say_accsid (tie_session_get_package (self->session), self->kind, remote_id, self->required);
  g_autofree char *cure = NULL;

  if (self->required != NULL)
    /* Translators: %s is a number that identifies a record */
    cure = g_strdup_printf (_ ("Use %s"), self->required);
  else if (is_linked)
    cure = g_strdup (_ ("Remove AccsID"));
  tie_field_row_set_error (self->account_row, sentence, cure);
}

static void
linked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieLinkGroup) self = TIE_LINK_GROUP (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *required = NULL;
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (g_cancellable_is_cancelled (self->gone))
    return;
  if (tie_record_edit_link_finish (TIE_STORE (source), result, &required, &error))
    {
      if (line != NULL)
        tie_status_line_say (line, self->sentence, TRUE);
    }
  else if (error != NULL)
    say_error (self, error);
  else
    {
      g_free (self->required);
      self->required = g_steal_pointer (&required);
      refuse_account (self, tie_field_row_get_text (self->account_row), FALSE);
    }
}

/* remote_id NULL takes the link away. */
static void
link_to (TieLinkGroup *self,
         const char *remote_id)
{
  g_free (self->sentence);
  if (remote_id != NULL)
    /* Translators: the first %s is a contact's name, the second a number that identifies a record */
    self->sentence = g_strdup_printf (_ ("%s linked to AccsID %s"), self->name, remote_id);
  else
    /* Translators: %s is a contact's name */
    self->sentence = g_strdup_printf (_ ("%s unlinked"), self->name);
  tie_record_edit_link_async (tie_session_get_store (self->session), self->connection, self->kind, self->type, self->id, remote_id,
                              self->sentence, tie_undo_control_get_id (GTK_WIDGET (self)), NULL, linked_cb, g_object_ref (self));
}

static void
account_commit_cb (TieLinkGroup *self,
                   const char *text)
{
  g_autofree char *account = tie_text_clean (text);

  tie_field_row_set_error (self->account_row, NULL, NULL);
  link_to (self, *account != '\0' ? account : NULL);
}

static void
cure_cb (TieLinkGroup *self)
{
  tie_field_row_set_error (self->account_row, NULL, NULL);
  link_to (self, self->required); /* NULL: Remove AccsID */
}

static void
unlink_cb (TieLinkGroup *self)
{
  link_to (self, NULL);
}

static void
tie_link_group_dispose (GObject *object)
{
  TieLinkGroup *self = TIE_LINK_GROUP (object);

  g_cancellable_cancel (self->gone);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_link_group_parent_class)->dispose (object);
}

static void
tie_link_group_finalize (GObject *object)
{
  TieLinkGroup *self = TIE_LINK_GROUP (object);

  g_object_unref (self->gone);
  g_free (self->id);
  g_free (self->name);
  g_free (self->connection);
  g_free (self->required);
  g_free (self->sentence);
  g_free (self->subtitle);
  G_OBJECT_CLASS (tie_link_group_parent_class)->finalize (object);
}

static void
tie_link_group_class_init (TieLinkGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tie_link_group_dispose;
  object_class->finalize = tie_link_group_finalize;
}

static GtkButton *
add_button (TieLinkGroup *self,
            const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (self->state_row, button);
  return GTK_BUTTON (button);
}

static void
tie_link_group_init (TieLinkGroup *self)
{
  self->gone = g_cancellable_new ();

  self->state_row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->state_row), FALSE);
  self->state_icon = GTK_IMAGE (gtk_image_new ());
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->state_icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1); /* the words say it */
  adw_action_row_add_prefix (self->state_row, GTK_WIDGET (self->state_icon));
  self->match_button = add_button (self, _ ("Match…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->match_button), "win.contacts-sync");
  self->unlink_button = add_button (self, _ ("Unlink"));
  g_signal_connect_swapped (self->unlink_button, "clicked", G_CALLBACK (unlink_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->state_row));

  self->sync_line = g_object_new (TIE_TYPE_SYNC_LINE, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->sync_line));

  self->account_row = TIE_FIELD_ROW (tie_field_row_new (_ ("AccsID"), FALSE));
  tie_field_row_set_lock (self->account_row, _ ("Change AccsID"));
  g_signal_connect_swapped (self->account_row, "commit", G_CALLBACK (account_commit_cb), self);
  g_signal_connect_swapped (self->account_row, "cure", G_CALLBACK (cure_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->account_row));
}

static void show_push (TieLinkGroup *self);

static void
show_package (TieLinkGroup *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), tie_session_get_package (self->session)->short_name);
}

GtkWidget *
tie_link_group_new (TieSession *session)
{
  TieLinkGroup *self = g_object_new (TIE_TYPE_LINK_GROUP, NULL);

  self->session = g_object_ref (session);
  tie_sync_line_set_session (self->sync_line, session, TIE_SYNC_CONTACTS);
  g_signal_connect_object (tie_session_get_company (session), "notify::package", G_CALLBACK (show_package), self, G_CONNECT_SWAPPED);
  show_package (self);
  g_signal_connect_object (tie_session_get_push (session), "changed", G_CALLBACK (show_push), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/* While what was changed here is on its way, that is the news. */
static void
show_push (TieLinkGroup *self)
{
  gboolean is_waiting = self->session != NULL && tie_contact_push_is_waiting (tie_session_get_push (self->session), self->id);
  gboolean is_connected = self->session != NULL && tie_company_get_state (tie_session_get_company (self->session)) == TIE_COMPANY_CONNECTED;

  if (is_waiting)
    {
      g_autofree char *waiting = g_strdup_printf (is_connected ? _ ("Updating %s…") : _ ("Goes to %s when it is connected"), tie_session_get_package (self->session)->short_name);

      adw_action_row_set_subtitle (self->state_row, waiting);
    }
  else
    adw_action_row_set_subtitle (self->state_row, self->subtitle != NULL ? self->subtitle : "");
}

static void
show_state (TieLinkGroup *self,
            const TieRecordView *view)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  if (view->connection == NULL)
    title = g_strdup (_ ("Not Connected"));
  else if (view->remote_id == NULL)
    title = g_strdup (_ ("Not linked"));
  else if (view->remote_name == NULL)
    title = g_strdup (_ ("Linked"));
  else
    /* Translators: %s is the name of a customer in the package */
    title = g_strdup_printf (_ ("Linked to “%s”"), view->remote_name);

  if (view->last_sync != NULL)
    {
      g_autofree char *moment = tie_date_to_display (view->last_sync);

      /* Translators: a date and time */
      subtitle = g_strdup_printf (_ ("Last sync %s"), moment);
    }
  else if (view->last_read != NULL)
    {
      g_autofree char *moment = tie_date_to_display (view->last_read);

      /* Translators: the first %s is a company, the second a date and time */
      subtitle = g_strdup_printf (_ ("%s, read %s"), view->company != NULL ? view->company : "", moment);
    }

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), title);
  g_free (self->subtitle);
  self->subtitle = g_steal_pointer (&subtitle);
  show_push (self);
  gtk_image_set_from_icon_name (self->state_icon, view->remote_id != NULL && !view->remote_is_gone ? "emblem-ok-symbolic" : "radio-symbolic");
}

void
tie_link_group_show (TieLinkGroup *self,
                     const TieRecordView *view)
{
  g_autofree char *lack = NULL;

  g_return_if_fail (TIE_IS_LINK_GROUP (self));

  lack = tie_practice_package_dup_lack (tie_company_get_connection (tie_session_get_company (self->session)), TIE_LACKS_TYPED_ID);
  self->type = G_OBJECT_TYPE (view->record);
  self->kind = view->kind;
  g_free (self->id);
  self->id = g_strdup (tie_record_get_id (view->record));
  g_free (self->name);
  self->name = g_strdup (tie_record_get_name (view->record));
  g_free (self->connection);
  self->connection = g_strdup (view->connection);
  g_free (self->required);
  self->required = g_strdup (view->required);

  show_state (self, view);
  tie_sync_line_set_id (self->sync_line, self->id);
  gtk_widget_set_visible (GTK_WIDGET (self->match_button), view->connection != NULL && view->remote_id == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->unlink_button), view->remote_id != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->account_row), view->connection != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->account_row), lack == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->account_row), lack);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->account_row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, lack != NULL ? lack : "", -1);
  tie_field_row_set_text (self->account_row, view->remote_id);
  if (view->remote_id != NULL && view->remote_is_gone)
    refuse_account (self, view->remote_id, TRUE);
  else
    tie_field_row_set_error (self->account_row, NULL, NULL);
}
