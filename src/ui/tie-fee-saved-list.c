/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-saved-list"
#include "config.h"

#include <glib/gi18n.h>

#include "fees/tie-fee-saved.h"
#include "ui/tie-fee-saved-list.h"
#include "ui/tie-status-line.h"

#define SAVED_KEY "tie-saved" /* of a button: the place in saved, from 0 */

struct _TieFeeSavedList
{
  GtkWidget parent_instance;

  GtkWidget *group;    /* (owned) (nullable): the only child */
  TieSession *session; /* (owned) */
  GPtrArray *saved;    /* (owned) (nullable) (element-type TieFeeSaved): as shown */
};

G_DEFINE_FINAL_TYPE (TieFeeSavedList, tie_fee_saved_list, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is to be done with one of them; name NULL: it is deleted. */
typedef struct
{
  TieFeeSavedList *list; /* (owned) */
  char *fingerprint;     /* (owned) */
  char *name;            /* (owned) (nullable) */
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->list);
  g_free (change->fingerprint);
  g_free (change->name);
  g_free (change);
}

static gboolean
change_func (TieDb *db,
             gpointer data,
             GError **error)
{
  const Change *change = data;

  if (change->name != NULL)
    return tie_fee_saved_rename (db, change->fingerprint, change->name, error);
  return tie_fee_saved_delete (db, change->fingerprint, error);
}

static void
changed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (TieFeeSavedList) self = user_data;
  g_autoptr (GError) error = NULL;
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  tie_store_run_finish (TIE_STORE (source), result, &error);
  if (error == NULL)
    g_signal_emit (self, signals[CHANGED], 0);
  else if (line != NULL)
    tie_status_line_say_error (line, error);
}

static void
run (Change *change)
{
  TieFeeSavedList *self = change->list;

  if (self->session == NULL) /* the window was closed */
    {
      change_free (change);
      return;
    }
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_WRITE, change_func, change, (GDestroyNotify) change_free, NULL, changed_cb, g_object_ref (self));
}

static Change *
change_new (TieFeeSavedList *self,
            const TieFeeSaved *saved)
{
  Change *change = g_new0 (Change, 1);

  change->list = g_object_ref (self);
  change->fingerprint = g_strdup (saved->fingerprint);
  return change;
}

static void
delete_response_cb (AdwMessageDialog *dialog,
                    const char *response,
                    Change *change)
{
  if (g_str_equal (response, "delete"))
    run (change);
  else
    change_free (change);
}

static const TieFeeSaved *
get_saved (TieFeeSavedList *self,
           GtkButton *button)
{
  return self->saved->pdata[GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), SAVED_KEY))];
}

static void
delete_cb (TieFeeSavedList *self,
           GtkButton *button)
{
  const TieFeeSaved *saved = get_saved (self, button);
  /* Translators: %s is the name of a layout */
  g_autofree char *heading = g_strdup_printf (_ ("Delete Layout “%s”?"), tie_fee_saved_get_title (saved));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading,
                                              _ ("Files with these headings are guessed again, or asked about. No fee that was imported changes."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "delete", _ ("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect (dialog, "response", G_CALLBACK (delete_response_cb), change_new (self, saved));
  gtk_window_present (GTK_WINDOW (dialog));
}

static char *
dup_name (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static void
rename_response_cb (AdwMessageDialog *dialog,
                    const char *response,
                    Change *change)
{
  if (!g_str_equal (response, "rename"))
    {
      change_free (change);
      return;
    }
  change->name = dup_name (adw_message_dialog_get_extra_child (dialog));
  run (change);
}

/* Two layouts of one name could not be told apart. */
static void
name_changed_cb (AdwMessageDialog *dialog,
                 GtkWidget *entry)
{
  TieFeeSavedList *self = g_object_get_data (G_OBJECT (dialog), SAVED_KEY);
  g_autofree char *name = dup_name (entry);
  gboolean is_free = *name != '\0';

  for (guint i = 0; is_free && i < self->saved->len; i++)
    is_free = !g_str_equal (((const TieFeeSaved *) self->saved->pdata[i])->name, name);
  adw_message_dialog_set_response_enabled (dialog, "rename", is_free);
}

static void
rename_cb (TieFeeSavedList *self,
           GtkButton *button)
{
  const TieFeeSaved *saved = get_saved (self, button);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Rename Layout"), _ ("Each layout needs a name of its own."));
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), saved->name);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of the layout"), -1);
  g_object_set_data_full (G_OBJECT (dialog), SAVED_KEY, g_object_ref (self), g_object_unref);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "rename", _ ("_Rename"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "rename", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "rename");
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_changed_cb), dialog, G_CONNECT_SWAPPED);
  name_changed_cb (ADW_MESSAGE_DIALOG (dialog), entry);
  g_signal_connect (dialog, "response", G_CALLBACK (rename_response_cb), change_new (self, saved));
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

static void
add_button (TieFeeSavedList *self,
            AdwActionRow *row,
            guint place,
            const char *icon,
            const char *tooltip,
            char *name,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  gboolean may_bill = tie_session_may (self->session, TIE_RIGHT_BILLING);
  g_autofree char *refusal = tie_session_dup_refusal (self->session, TIE_RIGHT_BILLING);
  g_autofree char *owned = name;

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, may_bill);
  gtk_widget_set_tooltip_text (button, may_bill ? tooltip : refusal);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, owned, -1);
  g_object_set_data (G_OBJECT (button), SAVED_KEY, GUINT_TO_POINTER (place));
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (row, button);
}

static GtkWidget *
create_row (TieFeeSavedList *self,
            guint place)
{
  const TieFeeSaved *saved = self->saved->pdata[place];
  const char *title = tie_fee_saved_get_title (saved);
  g_autofree char *words = tie_fee_saved_dup_words (saved);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_focusable (row, FALSE);
  /* Translators: %s is the name of a layout */
  add_button (self, ADW_ACTION_ROW (row), place, "document-edit-symbolic", _ ("Rename"), g_strdup_printf (_ ("Rename %s"), title), G_CALLBACK (rename_cb));
  /* Translators: %s is the name of a layout */
  add_button (self, ADW_ACTION_ROW (row), place, "user-trash-symbolic", _ ("Delete"), g_strdup_printf (_ ("Delete %s"), title), G_CALLBACK (delete_cb));
  return row;
}

static gboolean
is_shown (TieFeeSavedList *self,
          const GPtrArray *saved)
{
  if (self->saved == NULL || self->saved->len != saved->len)
    return FALSE;
  for (guint i = 0; i < saved->len; i++)
    {
      const TieFeeSaved *one = self->saved->pdata[i];
      const TieFeeSaved *other = saved->pdata[i];

      if (!g_str_equal (one->fingerprint, other->fingerprint) || !g_str_equal (one->name, other->name) ||
          !g_strv_equal ((const char *const *) one->fields, (const char *const *) other->fields))
        return FALSE;
    }
  return TRUE;
}

void
tie_fee_saved_list_show (TieFeeSavedList *self,
                         GPtrArray *saved)
{
  gboolean has_focus;

  g_return_if_fail (TIE_IS_FEE_SAVED_LIST (self));

  if (is_shown (self, saved))
    return;
  g_clear_pointer (&self->saved, g_ptr_array_unref);
  self->saved = g_ptr_array_ref (saved);
  has_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  g_clear_pointer (&self->group, gtk_widget_unparent);
  gtk_widget_set_visible (GTK_WIDGET (self), saved->len > 0);
  if (saved->len == 0)
    return;
  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Saved Layouts"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group), _ ("Each holds for every file with the same headings."));
  for (guint i = 0; i < saved->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), create_row (self, i));
  gtk_widget_set_parent (self->group, GTK_WIDGET (self));
  if (has_focus)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

void
tie_fee_saved_list_set_session (TieFeeSavedList *self,
                                TieSession *session)
{
  g_return_if_fail (TIE_IS_FEE_SAVED_LIST (self));

  g_set_object (&self->session, session);
}

static void
tie_fee_saved_list_dispose (GObject *object)
{
  TieFeeSavedList *self = TIE_FEE_SAVED_LIST (object);

  g_clear_pointer (&self->group, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_fee_saved_list_parent_class)->dispose (object);
}

static void
tie_fee_saved_list_finalize (GObject *object)
{
  g_clear_pointer (&TIE_FEE_SAVED_LIST (object)->saved, g_ptr_array_unref);
  G_OBJECT_CLASS (tie_fee_saved_list_parent_class)->finalize (object);
}

static void
tie_fee_saved_list_class_init (TieFeeSavedListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_fee_saved_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_fee_saved_list_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signals[CHANGED] = g_signal_new ("changed", TIE_TYPE_FEE_SAVED_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tie_fee_saved_list_init (TieFeeSavedList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
