/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-application"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-application-private.h"
#include "app/tie-demo-history.h"
#include "app/tie-demo-reset.h"
#include "app/tie-demo.h"
#include "ui/tie-backup-dialogs.h"

#define COMPANIES_KEY "tie-sandboxes"

/* The companies that run, by the path of their practice. */
static GHashTable *
get_companies (TieApplication *self)
{
  GHashTable *companies = g_object_get_data (G_OBJECT (self), COMPANIES_KEY);

  if (companies == NULL)
    {
      companies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      g_object_set_data_full (G_OBJECT (self), COMPANIES_KEY, companies, (GDestroyNotify) g_hash_table_unref);
    }
  return companies;
}

static TieSandbox *
get_sandbox (TieApplication *self,
             TieStore *store)
{
  return g_hash_table_lookup (get_companies (self), tie_store_get_path (store));
}

/* The window that shows a demo, the one in front first; company NULL: any.  NULL when it was closed meanwhile. */
static TieShell *
find_demo_shell (TieApplication *self,
                 TieCompany *company)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL; link = link->next)
    {
      TieSession *session = TIE_IS_SHELL (link->data) ? tie_shell_get_session (link->data) : NULL;

      if (session != NULL && tie_session_get_is_demo (session) && (company == NULL || tie_session_get_company (session) == company))
        return link->data;
    }
  return NULL;
}

static void
say_error (TieApplication *self,
           TieCompany *company,
           const GError *error)
{
  TieShell *shell = find_demo_shell (self, company);

  if (shell != NULL)
    tie_shell_say_error (shell, error);
}

static void
refresh (TieApplication *self,
         TieCompany *company)
{
  TieShell *shell = find_demo_shell (self, company);

  if (shell != NULL)
    gtk_widget_activate_action (GTK_WIDGET (shell), "win.refresh", NULL);
}

/* Only now the window reads, so that it shows both books as they are at the beginning. */
static void
history_made_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (TieApplication) self = TIE_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  if (!tie_demo_history_make_finish (TIE_COMPANY (source), result, &error))
    say_error (self, TIE_COMPANY (source), error);
  refresh (self, TIE_COMPANY (source));
}

static void
connected_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (TieApplication) self = TIE_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  if (tie_company_connect_finish (TIE_COMPANY (source), result, &error))
    tie_demo_history_make_async (TIE_COMPANY (source), history_made_cb, g_object_ref (self));
  else
    say_error (self, TIE_COMPANY (source), error);
}

static void
connect_company (TieApplication *self,
                 TieCompany *company,
                 GAsyncReadyCallback callback)
{
  TieStore *store = tie_company_get_store (company);
  TieSandbox *sandbox = get_sandbox (self, store);
  const TiePackage *package = tie_demo_get_package (store);

  tie_company_connect_async (company, package, "local", tie_sandbox_get_base_uri (sandbox), tie_sandbox_get_client_id (sandbox),
                             package->has_secret ? tie_sandbox_get_client_secret (sandbox) : NULL, TRUE, NULL, callback, g_object_ref (self));
}

/* The demo's company is there whenever the practice is, on another port each time.  Who disconnected on purpose stays so, and so
 * does who went on with a company of another package. */
static gboolean
wants_company (TieCompany *company)
{
  const TieConnection *connection = tie_company_get_connection (company);

  return connection == NULL || (connection->connected != NULL && g_strcmp0 (connection->environment, "local") == 0 &&
                                g_strcmp0 (connection->package, tie_demo_get_package (tie_company_get_store (company))->id) == 0);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieApplication) self = TIE_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;
  TieCompany *company = TIE_COMPANY (source);

  if (!tie_company_load_finish (company, result, &error))
    say_error (self, company, error);
  else if (get_sandbox (self, tie_company_get_store (company)) != NULL && wants_company (company))
    connect_company (self, company, connected_cb);
}

void
tie_application_open_demo (TieApplication *self,
                           TieShell *shell,
                           const char *path,
                           const TiePackage *package)
{
  g_autofree char *own_path = path == NULL ? tie_demo_dup_path (package) : NULL;
  const char *practice = path != NULL ? path : own_path;
  TieSession *open = tie_application_find_session (self, practice);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieStore) store = NULL;
  g_autoptr (TieSandbox) sandbox = NULL;
  g_autoptr (TieSession) session = NULL;

  if (open != NULL)
    {
      tie_application_show_session (self, shell, open);
      return;
    }
  g_hash_table_remove (get_companies (self), practice); /* it may still serve a window that was closed */
  store = tie_demo_open (practice, package, 0, 0, &error);
  sandbox = store != NULL ? tie_demo_start_company (practice, tie_demo_get_package (store), 0, 0, &error) : NULL;
  if (sandbox == NULL)
    {
      tie_backup_dialogs_cannot_open (GTK_WINDOW (shell), practice, error, NULL, NULL);
      return;
    }
  session = tie_session_new (store, TRUE, tie_sandbox_get_base_uri (sandbox));
  g_hash_table_insert (get_companies (self), g_strdup (tie_store_get_path (store)), g_steal_pointer (&sandbox));
  tie_application_show_session (self, shell, session);
  tie_company_load_async (tie_session_get_company (session), NULL, loaded_cb, g_object_ref (self));
}

void
tie_application_stop_companies (TieApplication *self)
{
  g_object_set_data (G_OBJECT (self), COMPANIES_KEY, NULL);
}

static void
demo_action (GSimpleAction *action,
             GVariant *parameter,
             gpointer user_data)
{
  TieApplication *self = user_data;
  const TiePackage *package = parameter != NULL ? tie_package_find (g_variant_get_string (parameter, NULL)) : *tie_package_list ();

  if (package != NULL)
    tie_application_open_demo (self, tie_application_get_shell (self), NULL, package);
}

/* ---- as on the first day ---- */

static void
broken_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieApplication) self = TIE_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;
  TieCompany *company = TIE_COMPANY (source);
  TieShell *shell = find_demo_shell (self, company);
  g_autofree char *sentence = NULL;
  guint n = 0;

  if (!tie_demo_reset_finish (company, result, &n, &error))
    {
      say_error (self, company, error);
      return;
    }
  sentence = g_strdup_printf (ngettext ("The sandbox company is as on the first day; %u link is broken", "The sandbox company is as on the first day; %u links are broken", n), n);
  if (shell != NULL)
    tie_shell_say (shell, sentence);
  refresh (self, company);
}

/* Its tokens are gone with everything else. */
static void
reset_connected_cb (GObject *source,
                    GAsyncResult *result,
                    gpointer user_data)
{
  g_autoptr (TieApplication) self = TIE_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  if (tie_company_connect_finish (TIE_COMPANY (source), result, &error))
    tie_demo_reset_async (TIE_COMPANY (source), broken_cb, g_object_ref (self));
  else
    say_error (self, TIE_COMPANY (source), error);
}

static void
reset_answered_cb (TieApplication *self,
                   const char *response)
{
  TieShell *shell = find_demo_shell (self, NULL);
  TieSession *session = shell != NULL ? tie_shell_get_session (shell) : NULL;
  TieSandbox *sandbox = session != NULL ? get_sandbox (self, tie_session_get_store (session)) : NULL;

  if (!g_str_equal (response, "reset") || sandbox == NULL)
    return;
  if (tie_sync_job_get_is_running (tie_session_get_sync_job (session)) || tie_continuous_get_is_running (tie_session_get_continuous (session)))
    {
      tie_shell_say (shell, _ ("A sync is under way. Try again when it is done."));
      return;
    }
  tie_sandbox_reset (sandbox);
  connect_company (self, tie_session_get_company (session), reset_connected_cb);
}

static void
reset_action (GSimpleAction *action,
              GVariant *parameter,
              gpointer user_data)
{
  TieApplication *self = user_data;
  TieShell *shell = find_demo_shell (self, NULL);
  GtkWidget *dialog;

  if (shell == NULL)
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (shell), _ ("Reset the Sandbox Company?"),
                                   _ ("It will be as on the first day. What was sent to it is gone there then: the links with that are broken, and its documents can be exported again. This cannot be undone."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "reset", _ ("_Reset Sandbox"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "reset", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (reset_answered_cb), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Reset the Sandbox Company?"), -1);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Past the life of the refresh token. */
#define AFTER_SIGN_IN_EXPIRED (101 * 24 * 60 * 60)

/* What each entry of the menu switches on.  Those that last are a state, and chosen again they end. */
static const struct
{
  const char *name;
  const char *fault; /* NULL: what the company itself knows how to do */
  gboolean lasts;
  const char *sentence;
} simulations[] = {
  { "offline", "refuse", TRUE, N_ ("The sandbox company cannot be reached until you choose Offline again") },
  { "busy", "429", TRUE, N_ ("The sandbox company is busy until you choose Busy again") },
  { "expired", NULL, FALSE, N_ ("The sign-in to the sandbox company has expired") },
  { "lost", NULL, FALSE, N_ ("The next answer of the sandbox company gets lost") },
  { "edited", NULL, FALSE, N_ ("A customer's phone was edited in the sandbox company") },
};

static gboolean
simulate (TieSandbox *sandbox,
          const char *name,
          const char *fault, /* (nullable) */
          GError **error)
{
  if (fault != NULL)
    return tie_sandbox_set_fault (sandbox, fault, error);
  if (g_str_equal (name, "lost"))
    return tie_sandbox_lose_answer (sandbox, error);
  if (g_str_equal (name, "edited"))
    return tie_sandbox_edit_phone (sandbox, error);
  tie_sandbox_advance_clock (sandbox, AFTER_SIGN_IN_EXPIRED);
  return TRUE;
}

static void
simulate_action (GSimpleAction *action,
                 GVariant *parameter,
                 gpointer user_data)
{
  TieApplication *self = user_data;
  TieShell *shell = find_demo_shell (self, NULL);
  TieSandbox *sandbox = shell != NULL ? get_sandbox (self, tie_session_get_store (tie_shell_get_session (shell))) : NULL;
  const char *name = g_variant_get_string (parameter, NULL);
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (action));
  gboolean ends = g_str_equal (g_variant_get_string (state, NULL), name);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; sandbox != NULL && i < G_N_ELEMENTS (simulations); i++)
    {
      if (!g_str_equal (simulations[i].name, name))
        continue;
      if (!simulate (sandbox, name, ends ? "none" : simulations[i].fault, &error))
        tie_shell_say_error (shell, error);
      else
        tie_shell_say (shell, ends ? _ ("The sandbox company answers as usual") : _ (simulations[i].sentence));
      g_simple_action_set_state (action, g_variant_new_string (simulations[i].lasts && !ends ? name : ""));
    }
}

static const GActionEntry actions[] = {
  { .name = "demo", .activate = demo_action },
  { .name = "demo-of", .activate = demo_action, .parameter_type = "s" },
  { .name = "reset-sandbox", .activate = reset_action },
  { .name = "simulate", .activate = simulate_action, .parameter_type = "s", .state = "''" },
};

void
tie_application_add_demo_actions (TieApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
