/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-options-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "store/tie-activity-table.h"
#include "sync/tie-practice-package.h"
#include "ui/tie-caption.h"
#include "ui/tie-company-words.h"
#include "ui/tie-connections-group.h"
#include "ui/tie-disconnect-question.h"
#include "ui/tie-options-window.h"
#include "ui/tie-push-group.h"
#include "ui/tie-status-line.h"
#include "ui/tie-windows.h"

struct _TieOptionsWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;         /* template child */
  AdwPreferencesPage *page;        /* template child */
  AdwActionRow *none_row;          /* template child */
  GtkCheckButton *none_check;      /* template child */
  AdwPreferencesGroup *packages_group; /* template child */
  GtkWidget *file_group;           /* template child */
  GtkWidget *connection_group;     /* template child */
  AdwActionRow *state_row;         /* template child */
  GtkImage *state_icon;            /* template child */
  GtkWidget *connect_button;       /* template child */
  GtkWidget *disconnect_button;    /* template child */
  AdwActionRow *company_row;       /* template child */
  GtkWidget *another_row;          /* template child */
  TieStatusLine *status_line;      /* template child */

  TieSession *session; /* (owned) */
  GPtrArray *checks;   /* (owned) (element-type GtkCheckButton), of the packages in their order, then of files */
  GPtrArray *rows;     /* (owned) (element-type GtkWidget), theirs */
  char *chosen;        /* (owned) (nullable): as of TIE_SETTING_INTEGRATION; NULL: not read yet, or nobody chose */
  gboolean is_following;
  gboolean is_choosing; /* a choice is being kept */
  gboolean is_shown; /* what the practice is about was read once */
};

G_DEFINE_FINAL_TYPE (TieOptionsWindow, tie_options_window, ADW_TYPE_WINDOW)

#define FILES "file"

static TieCompany *
get_company (TieOptionsWindow *self)
{
  return tie_session_get_company (self->session);
}

static const char *
get_value (TieOptionsWindow *self,
           guint i)
{
  return i < self->checks->len - 1 ? tie_package_list ()[i]->id : FILES;
}

/* The choice that is made.  A practice that was connected without this window has a company and no choice. */
static GtkCheckButton *
find_check (TieOptionsWindow *self)
{
  TieCompany *company = get_company (self);
  const char *value = self->chosen;

  if (tie_company_get_ledger (company) != NULL || (value == NULL && tie_company_get_connection (company) != NULL))
    value = tie_company_get_package (company)->id;
  for (guint i = 0; i < self->checks->len; i++)
    {
      if (g_strcmp0 (get_value (self, i), value) == 0)
        return g_ptr_array_index (self->checks, i);
    }
  return self->none_check;
}

/* The next step when there is one, else the choice that is made. */
static void
focus_next_step (TieOptionsWindow *self)
{
  GtkCheckButton *active = find_check (self);

  /* A focus set before the window is on the screen keeps the window out of the accessibility tree (GTK 4.8). */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (!gtk_widget_get_visible (self->connect_button) || !gtk_widget_grab_focus (self->connect_button))
    gtk_widget_grab_focus (GTK_WIDGET (active));
}

/* One function shows the state and decides what may be pressed. */
static void
update (TieOptionsWindow *self)
{
  TieCompany *company = get_company (self);
  TieCompanyState state = tie_company_get_state (company);
  gboolean is_tied = tie_company_get_ledger (company) != NULL;
  const char *name = tie_company_get_name (company);
  const char *word = tie_company_words_get_state (state);
  gboolean may = tie_session_may (self->session, TIE_RIGHT_SET_UP);
  g_autofree char *refusal = may ? NULL : tie_session_dup_refusal (self->session, TIE_RIGHT_SET_UP);
  const char *package = tie_company_get_package (company)->short_name;
  GtkCheckButton *check = find_check (self);
  gboolean is_file = check == g_ptr_array_index (self->checks, self->checks->len - 1);
  gboolean is_chosen = check != self->none_check && !is_file;

  gtk_widget_set_tooltip_text (self->connect_button, refusal);
  gtk_widget_set_tooltip_text (self->disconnect_button, refusal);
  self->is_following = TRUE;
  gtk_check_button_set_active (check, TRUE);
  self->is_following = FALSE;
  tie_caption_set (GTK_WIDGET (self), _ ("%s Integration Options"), package);
  tie_caption_set (self->connect_button, _ ("Connect to %s"), package);

  /* A practice that is connected stays with its package until it is disconnected. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->none_row), !is_tied);
  adw_action_row_set_subtitle (self->none_row, is_tied ? _ ("Disconnect first") : "");
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_sensitive (g_ptr_array_index (self->rows, i), !is_tied || g_ptr_array_index (self->checks, i) == check);
  gtk_widget_set_visible (self->file_group, is_file);
  gtk_widget_set_visible (self->connection_group, !is_file);
  adw_action_row_set_subtitle (self->state_row, word);
  gtk_image_set_from_icon_name (self->state_icon, tie_company_words_get_icon_name (state));
  adw_action_row_set_subtitle (self->company_row, name != NULL ? name : "—");
  gtk_widget_set_visible (self->connect_button, !is_tied || state == TIE_COMPANY_SIGN_IN_EXPIRED);
  gtk_widget_set_visible (self->disconnect_button, is_tied);
  gtk_widget_set_visible (self->another_row, is_tied && state != TIE_COMPANY_SIGN_IN_EXPIRED);
  gtk_widget_set_tooltip_text (self->another_row, refusal);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "options.connect", may && is_chosen && state != TIE_COMPANY_CONNECTING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "options.disconnect", may && is_tied && state != TIE_COMPANY_CONNECTING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "options.defaults", is_tied);
  /* A button that was pressed and goes away takes the focus along. */
  if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    focus_next_step (self);
}

/* The choice, kept in the practice. */

typedef struct
{
  char *value;
} Choice;

static void
choice_free (gpointer data)
{
  g_free (((Choice *) data)->value);
  g_free (data);
}

static gboolean
read_choice (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autoptr (GError) failure = NULL;

  ((Choice *) data)->value = tie_setting_table_get (db, TIE_SETTING_INTEGRATION, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
write_choice (TieDb *db,
              gpointer data,
              GError **error)
{
  return tie_setting_table_set (db, TIE_SETTING_INTEGRATION, ((Choice *) data)->value, error);
}

static void
choice_done_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (TieOptionsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  Choice *choice = tie_store_run_finish (TIE_STORE (source), result, &error);
  gboolean is_own = !self->is_shown || self->is_choosing; /* nobody else moves the focus */

  if (self->session == NULL) /* closed meanwhile */
    return;
  self->is_shown = TRUE;
  self->is_choosing = FALSE;
  if (choice != NULL)
    {
      g_free (self->chosen);
      self->chosen = g_steal_pointer (&choice->value);
    }
  else
    tie_status_line_say_error (self->status_line, error);
  update (self);
  if (is_own)
    focus_next_step (self);
}

static void
run_choice (TieOptionsWindow *self,
            TieStoreMode mode,
            const char *value)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->value = g_strdup (value);
  self->is_choosing |= mode == TIE_STORE_WRITE;
  tie_store_run_async (tie_session_get_store (self->session), mode, mode == TIE_STORE_READ ? read_choice : write_choice,
                       choice, choice_free, NULL, choice_done_cb, g_object_ref (self));
}

static void
store_changed_cb (TieOptionsWindow *self,
                  guint areas)
{
  if (areas & TIE_STORE_AREA_CONNECTION)
    run_choice (self, TIE_STORE_READ, NULL);
}

#define VALUE_KEY "tie-value"

static void
use_answered_cb (TieOptionsWindow *self,
                 const char *response,
                 GtkWidget *dialog)
{
  if (g_str_equal (response, "use"))
    run_choice (self, TIE_STORE_WRITE, g_object_get_data (G_OBJECT (dialog), VALUE_KEY));
  else
    update (self);
}

static void
ask_to_use (TieOptionsWindow *self,
            const TiePackage *package)
{
  g_autofree char *heading = g_strdup_printf (_ ("Use %s?"), package->name);
  g_autofree char *use = g_strdup_printf (_ ("Use %s"), package->name);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading,
                                              _ ("Tieout will link this practice to one company. Nothing is sent until you export, sync or turn on automatic updates."));

  g_object_set_data (G_OBJECT (dialog), VALUE_KEY, (gpointer) package->id);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "use", use, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "use", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "use");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (use_answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
chosen_cb (TieOptionsWindow *self,
           GtkCheckButton *check)
{
  guint i;

  if (self->is_following || !gtk_check_button_get_active (check) || check == find_check (self))
    return;
  if (!g_ptr_array_find (self->checks, check, &i))
    run_choice (self, TIE_STORE_WRITE, TIE_INTEGRATION_NONE);
  else if (i == self->checks->len - 1)
    run_choice (self, TIE_STORE_WRITE, FILES);
  else
    ask_to_use (self, tie_package_list ()[i]);
}

static void
add_choice (TieOptionsWindow *self,
            const char *name)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->none_check);
  tie_caption_set (row, "%s", name);
  tie_caption_set_accessible (check, "%s", name);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->packages_group, row);
  g_ptr_array_add (self->checks, check);
  g_ptr_array_add (self->rows, row);
}

static void
files_action (GtkWidget *widget,
              const char *action,
              GVariant *parameter)
{
  TieOptionsWindow *self = TIE_OPTIONS_WINDOW (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (TieSession) session = g_object_ref (self->session);

  gtk_window_close (GTK_WINDOW (self));
  tie_windows_open_accounting (parent, session);
}

static void
disconnect_action (GtkWidget *widget,
                   const char *action,
                   GVariant *parameter)
{
  tie_disconnect_question_ask (widget, TIE_OPTIONS_WINDOW (widget)->session);
}

static void
connect_action (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  tie_windows_open_connect (GTK_WINDOW (widget), TIE_OPTIONS_WINDOW (widget)->session);
}

static void
defaults_action (GtkWidget *widget,
                 const char *action,
                 GVariant *parameter)
{
  TieOptionsWindow *self = TIE_OPTIONS_WINDOW (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (TieSession) session = g_object_ref (self->session);

  gtk_window_close (GTK_WINDOW (self));
  tie_windows_open_integration (parent, session, "defaults");
}

static void
tie_options_window_dispose (GObject *object)
{
  TieOptionsWindow *self = TIE_OPTIONS_WINDOW (object);

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (get_company (self), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (tie_session_get_store (self->session), self);
    }
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_OPTIONS_WINDOW);
  G_OBJECT_CLASS (tie_options_window_parent_class)->dispose (object);
}

static void
tie_options_window_finalize (GObject *object)
{
  TieOptionsWindow *self = TIE_OPTIONS_WINDOW (object);

  g_ptr_array_unref (self->checks);
  g_ptr_array_unref (self->rows);
  g_free (self->chosen);
  G_OBJECT_CLASS (tie_options_window_parent_class)->finalize (object);
}

static void
tie_options_window_class_init (TieOptionsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_options_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_options_window_finalize;

  gtk_widget_class_install_action (widget_class, "options.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "options.disconnect", NULL, disconnect_action);
  gtk_widget_class_install_action (widget_class, "options.defaults", NULL, defaults_action);
  gtk_widget_class_install_action (widget_class, "options.files", NULL, files_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (TIE_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-options-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieOptionsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TieOptionsWindow, page);
  gtk_widget_class_bind_template_child (widget_class, TieOptionsWindow, none_row);
  gtk_widget_class_bind_template_child (widget_class, TieOptionsWindow, none_check);
  gtk_widget_class_bind_template_child (widget_class, TieOptionsWindow, packages_group);
  gtk_widget_class_bind_template_child (widget_class, TieOptionsWindow, file_group);
  gtk_widget_class_bind_template_child (widget_class, TieOptionsWindow, connection_group);
  gtk_widget_class_bind_template_child (widget_class, TieOptionsWindow, state_row);
  gtk_widget_class_bind_template_child (widget_class, TieOptionsWindow, state_icon);
  gtk_widget_class_bind_template_child (widget_class, TieOptionsWindow, connect_button);
  gtk_widget_class_bind_template_child (widget_class, TieOptionsWindow, disconnect_button);
  gtk_widget_class_bind_template_child (widget_class, TieOptionsWindow, company_row);
  gtk_widget_class_bind_template_child (widget_class, TieOptionsWindow, another_row);
  gtk_widget_class_bind_template_child (widget_class, TieOptionsWindow, status_line);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
tie_options_window_init (TieOptionsWindow *self)
{
  self->checks = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; tie_package_list ()[i] != NULL; i++)
    add_choice (self, tie_package_list ()[i]->name);
  add_choice (self, _ ("Accounting file"));
  tie_status_line_set_toast_overlay (self->status_line, self->toasts);
}

GtkWidget *
tie_options_window_new (TieSession *session)
{
  TieOptionsWindow *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_OPTIONS_WINDOW, NULL);
  self->session = g_object_ref (session);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (tie_connections_group_new (session)));
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (tie_push_group_new (session)));
  g_signal_connect_object (get_company (self), "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  update (self);
  run_choice (self, TIE_STORE_READ, NULL);
  return GTK_WIDGET (self);
}
