/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-connect-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "ledger/tie-local-company.h"
#include "ui/tie-banner.h"
#include "ui/tie-caption.h"
#include "ui/tie-company-choice.h"
#include "ui/tie-connect-window.h"
#include "ui/tie-sign-in-wait.h"
#include "ui/tie-status-line.h"

struct _TieConnectWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;                 /* template child */
  TieBanner *banner;               /* template child */
  GtkWidget *package_group;        /* template child */
  AdwComboRow *package_row;        /* template child */
  GtkCheckButton *local_check;     /* template child */
  GtkWidget *sandbox_row;          /* template child */
  GtkCheckButton *sandbox_check;   /* template child */
  GtkWidget *production_row;       /* template child */
  GtkCheckButton *production_check; /* template child */
  GtkWidget *address_group;        /* template child */
  GtkEditable *address_row;        /* template child */
  GtkWidget *keys_group;           /* template child */
  GtkEditable *client_row;         /* template child */
  GtkEditable *secret_row;         /* template child */
  TieCompanyChoice *companies;     /* template child */
  TieSignInWait *waiting;          /* template child */
  GtkWidget *start_button;         /* template child */

  TieSession *session;       /* (owned) */
  const TiePackage *package; /* whose company it is to be */
  GCancellable *cancellable; /* (owned) (nullable): of the attempt that runs */
  TieError cure;             /* what the banner's button is for */
};

G_DEFINE_FINAL_TYPE (TieConnectWindow, tie_connect_window, ADW_TYPE_WINDOW)

static void start (TieConnectWindow *self);

static const char *
get_environment (TieConnectWindow *self)
{
  if (gtk_check_button_get_active (self->local_check))
    return "local";
  return gtk_check_button_get_active (self->sandbox_check) ? "sandbox" : "production";
}

static gboolean
is_local (TieConnectWindow *self)
{
  return gtk_check_button_get_active (self->local_check);
}

/* How the chosen package is called, and what its makers want to know. */
static void
show_package (TieConnectWindow *self)
{
  const TiePackage *package = self->package;
  g_autofree char *keys = g_strdup_printf (package->has_secret ? _ ("From your firm’s app at the %s developer portal. They are kept in the keyring.")
                                                               : _ ("From your firm’s app at the %s developer portal. It is kept in the keyring."),
                                           package->maker);

  tie_caption_set (GTK_WIDGET (self), _ ("Connect to %s"), package->short_name);
  /* Translators: the name of a maker of accounting software */
  tie_caption_set (self->sandbox_row, _ ("%s sandbox company"), package->maker);
  tie_caption_set_accessible (GTK_WIDGET (self->sandbox_check), _ ("%s sandbox company"), package->maker);
  tie_caption_set (self->production_row, "%s", package->name);
  tie_caption_set_accessible (GTK_WIDGET (self->production_check), "%s", package->name);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->keys_group), keys);
  gtk_widget_set_visible (self->sandbox_row, package->has_test_companies);
  gtk_widget_set_visible (GTK_WIDGET (self->secret_row), package->has_secret);
  if (!package->has_test_companies && gtk_check_button_get_active (self->sandbox_check))
    gtk_check_button_set_active (self->production_check, TRUE);
}

/* What may be pressed. */
static void
update (TieConnectWindow *self)
{
  gboolean has_secret = *gtk_editable_get_text (self->secret_row) != '\0' || !self->package->has_secret;
  gboolean has_keys = *gtk_editable_get_text (self->client_row) != '\0' && has_secret;
  gboolean has_address = *gtk_editable_get_text (self->address_row) != '\0';

  gtk_widget_set_visible (self->keys_group, !is_local (self));
  gtk_widget_set_visible (self->address_group, is_local (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connect.start", self->cancellable == NULL && (is_local (self) ? has_address : has_keys));
  /* GTK forgets a default button that turns insensitive, and Enter would be dead afterwards. */
  gtk_window_set_default_widget (GTK_WINDOW (self), self->start_button);
}

static void
package_chosen_cb (TieConnectWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->package_row);

  if (self->session == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  self->package = tie_package_list ()[selected];
  show_package (self);
  update (self);
}

/* Who signs in again stays with the package; beside a company that answers it is most often one of another. */
static void
offer_packages (TieConnectWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  TieCompany *company = tie_session_get_company (self->session);
  gboolean is_tied = tie_company_get_ledger (company) != NULL;
  gboolean is_again = is_tied && tie_company_get_state (company) == TIE_COMPANY_SIGN_IN_EXPIRED;
  guint chosen = 0;

  for (guint i = 0; tie_package_list ()[i] != NULL; i++)
    {
      gtk_string_list_append (names, tie_package_list ()[i]->name);
      if (tie_package_list ()[i] == self->package)
        chosen = i;
    }
  if (is_tied && !is_again && tie_package_list ()[1] != NULL)
    chosen = chosen == 0 ? 1 : 0;
  self->package = tie_package_list ()[chosen];
  adw_combo_row_set_model (self->package_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->package_row, chosen);
  gtk_widget_set_visible (self->package_group, g_list_model_get_n_items (G_LIST_MODEL (names)) > 1 && !is_again);
}

static void
show_choice (TieConnectWindow *self)
{
  g_clear_object (&self->cancellable);
  gtk_stack_set_visible_child_name (self->stack, "choose");
  update (self);
  /* The focus went away with the other page; what may need mending comes first. */
  gtk_widget_grab_focus (GTK_WIDGET (is_local (self) ? self->address_row : self->client_row));
}

static void
show_waiting (TieConnectWindow *self)
{
  tie_sign_in_wait_begin (self->waiting, self->package, is_local (self));
  gtk_stack_set_visible_child_name (self->stack, "waiting");
}

/* A company on this computer that does not answer is most often looked for at a wrong address. */
static char *
describe_error (TieConnectWindow *self,
                const GError *error)
{
  const char *address = gtk_editable_get_text (self->address_row);

  if (is_local (self) && *address != '\0' && g_error_matches (error, TIE_ERROR, TIE_ERROR_NETWORK))
    /* Translators: %s is an address that was typed */
    return g_strdup_printf (_ ("No connection. No company answers at %s."), address);
  if (!self->package->has_secret && g_error_matches (error, TIE_ERROR, TIE_ERROR_APP_KEYS))
    return g_strdup_printf (_ ("%s does not accept the Client ID."), self->package->short_name);
  return tie_error_get_sentence_for (error, self->package->short_name);
}

/* A sentence over the choices, with the step that may cure it. */
static void
show_error (TieConnectWindow *self,
            const GError *error)
{
  g_autofree char *sentence = describe_error (self, error);
  const char *cure = NULL;

  self->cure = error->domain == TIE_ERROR ? (TieError) error->code : TIE_ERROR_FAILED;
  if (self->cure == TIE_ERROR_KEYRING_LOCKED)
    cure = _ ("Unlock");
  else if (self->cure == TIE_ERROR_KEYRING_ABSENT)
    cure = _ ("Continue");
  tie_banner_set_title (self->banner, sentence);
  tie_banner_set_button_label (self->banner, cure);
  tie_banner_set_revealed (self->banner, TRUE);
  show_choice (self);
}

static void
say_connected (TieConnectWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  TieStatusLine *line = parent != NULL ? tie_status_line_for (GTK_WIDGET (parent)) : NULL;
  g_autofree char *sentence = NULL;

  /* Translators: %s is a company's name */
  sentence = g_strdup_printf (_ ("Connected to %s"), tie_company_get_name (tie_session_get_company (self->session)));
  if (line != NULL)
    tie_status_line_say (line, sentence, FALSE);
  g_clear_object (&self->cancellable);
  gtk_window_close (GTK_WINDOW (self));
}

/* Another company than before. */

static void
fresh_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (TieConnectWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (tie_company_start_fresh_finish (TIE_COMPANY (source), result, &error))
    say_connected (self);
  else if (!tie_error_is_cancelled (error))
    show_error (self, error);
}

static void
company_answered_cb (TieConnectWindow *self,
                     const char *response)
{
  TieCompany *company = tie_session_get_company (self->session);

  if (g_str_equal (response, "fresh"))
    tie_company_start_fresh_async (company, self->cancellable, fresh_cb, g_object_ref (self));
  else
    {
      tie_company_keep_old (company);
      show_choice (self);
    }
}

static void
ask_about_company (TieConnectWindow *self,
                   const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Another Company"), error->message);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("Keep Old Company"), "fresh", _ ("Start Fresh Links…"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "fresh", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (company_answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Something waits to be sent to the company in use. */

static void
open_answered_cb (TieConnectWindow *self,
                  const char *response)
{
  if (!g_str_equal (response, "connect"))
    {
      show_choice (self);
      return;
    }
  tie_company_leave_open (tie_session_get_company (self->session));
  g_clear_object (&self->cancellable);
  start (self);
}

static void
ask_about_open (TieConnectWindow *self,
                const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Connect to Another Company?"), error->message);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "connect", _ ("Connect Anyway"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (open_answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The attempt. */

static void
connected_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (TieConnectWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (tie_company_connect_finish (TIE_COMPANY (source), result, &error))
    say_connected (self);
  else if (g_error_matches (error, TIE_ERROR, TIE_ERROR_OTHER_COMPANY))
    ask_about_company (self, error);
  else if (g_error_matches (error, TIE_ERROR, TIE_ERROR_OPEN))
    ask_about_open (self, error);
  else if (!tie_error_is_cancelled (error))
    show_error (self, error);
}

/* local: what a company on this computer told about itself; NULL for one elsewhere, whose keys the person gave. */
static void
connect_to (TieConnectWindow *self,
            const TieLocalCompany *local)
{
  tie_company_connect_async (tie_session_get_company (self->session), local != NULL ? local->package : self->package, get_environment (self),
                             local != NULL ? gtk_editable_get_text (self->address_row) : NULL,
                             local != NULL ? local->client_id : gtk_editable_get_text (self->client_row),
                             local != NULL ? local->client_secret : gtk_editable_get_text (self->secret_row),
                             local != NULL && local->consents_by_itself, self->cancellable, connected_cb, g_object_ref (self));
}

static void
local_told_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (TieConnectWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieLocalCompany) local = tie_local_company_ask_finish (result, &error);

  if (local != NULL)
    connect_to (self, local);
  else if (!tie_error_is_cancelled (error))
    show_error (self, error);
}

static void
start (TieConnectWindow *self)
{
  tie_banner_set_revealed (self->banner, FALSE);
  self->cancellable = g_cancellable_new ();
  show_waiting (self);
  update (self);
  if (is_local (self))
    tie_local_company_ask_async (gtk_editable_get_text (self->address_row), self->cancellable, local_told_cb, g_object_ref (self));
  else
    connect_to (self, NULL);
}

/* The consent opened several companies. */

static void
company_chosen_cb (TieConnectWindow *self,
                   const char *id)
{
  show_waiting (self);
  tie_company_choose (tie_session_get_company (self->session), id);
}

static void
choose_company_cb (TieConnectWindow *self,
                   GPtrArray *companies)
{
  if (self->cancellable == NULL) /* somebody else connects */
    return;
  gtk_stack_set_visible_child_name (self->stack, "company");
  tie_company_choice_offer (self->companies, companies);
}

static void
unlocked_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (TieConnectWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (tie_company_unlock_finish (TIE_COMPANY (source), result, &error))
    start (self);
  else if (!tie_error_is_cancelled (error))
    show_error (self, error);
}

static void
cure_cb (TieConnectWindow *self)
{
  TieCompany *company = tie_session_get_company (self->session);

  if (self->cure == TIE_ERROR_KEYRING_LOCKED)
    tie_company_unlock_async (company, NULL, unlocked_cb, g_object_ref (self));
  else if (self->cure == TIE_ERROR_KEYRING_ABSENT)
    {
      tie_company_allow_memory (company);
      start (self);
    }
}

/* The verbs. */

static void
start_action (GtkWidget *widget,
              const char *action,
              GVariant *parameter)
{
  start (TIE_CONNECT_WINDOW (widget));
}

static void
stop_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieConnectWindow *self = TIE_CONNECT_WINDOW (widget);

  if (self->cancellable == NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  g_cancellable_cancel (self->cancellable);
  show_choice (self);
}

static gboolean
close_request_cb (TieConnectWindow *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  return FALSE;
}

static void
tie_connect_window_dispose (GObject *object)
{
  TieConnectWindow *self = TIE_CONNECT_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_CONNECT_WINDOW);
  G_OBJECT_CLASS (tie_connect_window_parent_class)->dispose (object);
}

static void
tie_connect_window_class_init (TieConnectWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_connect_window_dispose;

  gtk_widget_class_install_action (widget_class, "connect.start", NULL, start_action);
  gtk_widget_class_install_action (widget_class, "connect.stop", NULL, stop_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "connect.start", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "connect.stop", NULL);

  g_type_ensure (TIE_TYPE_BANNER);
  g_type_ensure (TIE_TYPE_COMPANY_CHOICE);
  g_type_ensure (TIE_TYPE_SIGN_IN_WAIT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-connect-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieConnectWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TieConnectWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, TieConnectWindow, package_group);
  gtk_widget_class_bind_template_child (widget_class, TieConnectWindow, package_row);
  gtk_widget_class_bind_template_child (widget_class, TieConnectWindow, local_check);
  gtk_widget_class_bind_template_child (widget_class, TieConnectWindow, sandbox_row);
  gtk_widget_class_bind_template_child (widget_class, TieConnectWindow, sandbox_check);
  gtk_widget_class_bind_template_child (widget_class, TieConnectWindow, production_row);
  gtk_widget_class_bind_template_child (widget_class, TieConnectWindow, production_check);
  gtk_widget_class_bind_template_child (widget_class, TieConnectWindow, address_group);
  gtk_widget_class_bind_template_child (widget_class, TieConnectWindow, address_row);
  gtk_widget_class_bind_template_child (widget_class, TieConnectWindow, keys_group);
  gtk_widget_class_bind_template_child (widget_class, TieConnectWindow, client_row);
  gtk_widget_class_bind_template_child (widget_class, TieConnectWindow, secret_row);
  gtk_widget_class_bind_template_child (widget_class, TieConnectWindow, companies);
  gtk_widget_class_bind_template_child (widget_class, TieConnectWindow, waiting);
  gtk_widget_class_bind_template_child (widget_class, TieConnectWindow, start_button);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, package_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, cure_cb);
  gtk_widget_class_bind_template_callback (widget_class, company_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
}

static void
tie_connect_window_init (TieConnectWindow *self)
{
  self->package = *tie_package_list ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tie_connect_window_new (TieSession *session)
{
  TieConnectWindow *self;
  const char *uri;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_CONNECT_WINDOW, NULL);
  self->session = g_object_ref (session);
  uri = tie_session_get_company_uri (session);
  gtk_editable_set_text (self->address_row, uri != NULL ? uri : "");
  tie_sign_in_wait_set_company (self->waiting, tie_session_get_company (session));
  g_signal_connect_object (tie_session_get_company (session), "choose-company", G_CALLBACK (choose_company_cb), self, G_CONNECT_SWAPPED);
  self->package = tie_session_get_package (session);
  offer_packages (self);
  show_package (self);
  update (self);
  return GTK_WIDGET (self);
}
