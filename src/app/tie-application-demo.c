/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-application"
#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "app/tie-application-private.h"
#include "app/tie-demo-history.h"
#include "app/tie-demo.h"
#include "ledger/quickbooks/tie-quickbooks-entity.h"
#include "sync/tie-link-break.h"
#include "ui/tie-backup-dialogs.h"

#define COMPANY_KEY "tie-sandbox"

static TieSandbox *
get_sandbox (TieApplication *self)
{
  return g_object_get_data (G_OBJECT (self), COMPANY_KEY);
}

/* The window that shows the demo; NULL when it was closed meanwhile. */
static TieShell *
find_demo_shell (TieApplication *self)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL; link = link->next)
    {
      TieSession *session = TIE_IS_SHELL (link->data) ? tie_shell_get_session (link->data) : NULL;

      if (session != NULL && tie_session_get_is_demo (session))
        return link->data;
    }
  return NULL;
}

static void
say_error (TieApplication *self,
           const GError *error)
{
  TieShell *shell = find_demo_shell (self);

  if (shell != NULL)
    tie_shell_say_error (shell, error);
}

/* Only now the window reads, so that it shows both books as they are at the beginning. */
static void
history_made_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (TieApplication) self = TIE_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;
  TieShell *shell = find_demo_shell (self);

  if (!tie_demo_history_make_finish (TIE_COMPANY (source), result, &error))
    say_error (self, error);
  if (shell != NULL)
    gtk_widget_activate_action (GTK_WIDGET (shell), "win.refresh", NULL);
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
    say_error (self, error);
}

static void
connect_company (TieApplication *self,
                 TieCompany *company)
{
  TieSandbox *sandbox = get_sandbox (self);

  tie_company_connect_async (company, *tie_package_list (), "local", tie_sandbox_get_base_uri (sandbox), tie_sandbox_get_client_id (sandbox), tie_sandbox_get_client_secret (sandbox),
                             TRUE, NULL, connected_cb, g_object_ref (self));
}

/* The demo's company is there whenever the practice is, on another port each time.  Who disconnected on purpose stays so. */
static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieApplication) self = TIE_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;
  const TieConnection *connection;

  if (!tie_company_load_finish (TIE_COMPANY (source), result, &error))
    {
      say_error (self, error);
      return;
    }
  connection = tie_company_get_connection (TIE_COMPANY (source));
  if (get_sandbox (self) != NULL && (connection == NULL || connection->connected != NULL))
    connect_company (self, TIE_COMPANY (source));
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
  tie_application_stop_company (self);
  store = tie_demo_open (practice, package, 0, 0, &error);
  sandbox = store != NULL ? tie_demo_start_company (practice, tie_demo_get_package (store), 0, 0, &error) : NULL;
  if (sandbox == NULL)
    {
      tie_backup_dialogs_cannot_open (GTK_WINDOW (shell), practice, error, NULL, NULL);
      return;
    }
  session = tie_session_new (store, TRUE, tie_sandbox_get_base_uri (sandbox));
  g_object_set_data_full (G_OBJECT (self), COMPANY_KEY, g_steal_pointer (&sandbox), g_object_unref);
  tie_application_show_session (self, shell, session);
  tie_company_load_async (tie_session_get_company (session), NULL, loaded_cb, g_object_ref (self));
}

void
tie_application_stop_company (TieApplication *self)
{
  g_object_set_data (G_OBJECT (self), COMPANY_KEY, NULL);
}

static void
demo_action (GSimpleAction *action,
             GVariant *parameter,
             gpointer user_data)
{
  TieApplication *self = user_data;

  tie_application_open_demo (self, tie_application_get_shell (self), NULL, *tie_package_list ());
}

/* ---- as on the first day ---- */

typedef struct
{
  char *connection; /* (owned) */
  GHashTable *there; /* (owned): as of tie_link_break_gone() */
  guint n;
} Reset;

static void
reset_free (gpointer data)
{
  Reset *reset = data;

  g_free (reset->connection);
  g_hash_table_unref (reset->there);
  g_free (reset);
}

static void
add_there (GHashTable *there,
           TieSandbox *sandbox,
           const TieQuickbooksEntity *entity)
{
  g_autofree char *query = g_strdup_printf ("select Id from %s%s maxresults 1000", entity->name,
                                            tie_quickbooks_entity_shares_names (entity) || entity->kind == TIE_KIND_ITEM ? " where Active in (true, false)" : "");
  g_autofree char *answer = tie_sandbox_dup_query (sandbox, query);
  g_autoptr (JsonNode) root = answer != NULL ? json_from_string (answer, NULL) : NULL;
  g_autoptr (JsonNode) found = root != NULL ? json_path_query ("$.QueryResponse.*[*].Id", root, NULL) : NULL;
  JsonArray *ids = found != NULL ? json_node_get_array (found) : NULL;

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    g_hash_table_add (there, tie_link_break_key (entity->kind, json_array_get_string_element (ids, i)));
}

static gboolean
break_func (TieDb *db,
            gpointer data,
            GError **error)
{
  Reset *reset = data;

  return tie_link_break_gone (db, reset->connection, reset->there, &reset->n, error);
}

static void
broken_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieApplication) self = TIE_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;
  const Reset *reset = tie_store_run_finish (TIE_STORE (source), result, &error);
  TieShell *shell = find_demo_shell (self);
  g_autofree char *sentence = NULL;

  if (shell == NULL)
    return;
  if (reset == NULL)
    {
      tie_shell_say_error (shell, error);
      return;
    }
  sentence = g_strdup_printf (ngettext ("The sandbox company is as on the first day; %u link is broken", "The sandbox company is as on the first day; %u links are broken", reset->n), reset->n);
  tie_shell_say (shell, sentence);
  connect_company (self, tie_session_get_company (tie_shell_get_session (shell))); /* its tokens are gone too */
}

static void
reset_company (TieApplication *self,
               TieSession *session)
{
  const TieConnection *connection = tie_company_get_connection (tie_session_get_company (session));
  Reset *reset = g_new0 (Reset, 1);

  tie_sandbox_reset (get_sandbox (self));
  reset->connection = g_strdup (connection != NULL ? connection->id : "");
  reset->there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (const TieQuickbooksEntity *entity = tie_quickbooks_entities; entity->name != NULL; entity++)
    add_there (reset->there, get_sandbox (self), entity);
  tie_store_run_async (tie_session_get_store (session), TIE_STORE_WRITE, break_func, reset, reset_free, NULL, broken_cb, g_object_ref (self));
}

static void
reset_answered_cb (TieApplication *self,
                   const char *response)
{
  TieShell *shell = find_demo_shell (self);
  TieSession *session = shell != NULL ? tie_shell_get_session (shell) : NULL;

  if (!g_str_equal (response, "reset") || session == NULL || get_sandbox (self) == NULL)
    return;
  if (tie_sync_job_get_is_running (tie_session_get_sync_job (session)) || tie_continuous_get_is_running (tie_session_get_continuous (session)))
    tie_shell_say (shell, _ ("A sync is under way. Try again when it is done."));
  else
    reset_company (self, session);
}

static void
reset_action (GSimpleAction *action,
              GVariant *parameter,
              gpointer user_data)
{
  TieApplication *self = user_data;
  TieShell *shell = find_demo_shell (self);
  GtkWidget *dialog;

  if (shell == NULL || get_sandbox (self) == NULL)
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

/* The first customer of the company, for an edit "by someone else". */
static char *
dup_first_customer (TieSandbox *sandbox)
{
  g_autofree char *answer = tie_sandbox_dup_query (sandbox, "select Id from Customer maxresults 1");
  g_autoptr (JsonNode) root = json_from_string (answer, NULL);
  g_autoptr (JsonNode) found = root != NULL ? json_path_query ("$.QueryResponse.Customer[0].Id", root, NULL) : NULL;
  JsonArray *ids = found != NULL ? json_node_get_array (found) : NULL;

  return ids != NULL && json_array_get_length (ids) > 0 ? g_strdup (json_array_get_string_element (ids, 0)) : NULL;
}

static gboolean
edit_customer (TieSandbox *sandbox,
               GError **error)
{
  g_autofree char *id = dup_first_customer (sandbox);
  g_autofree char *edit = NULL;

  if (id == NULL)
    return TRUE;
  edit = g_strdup_printf ("{\"action\":\"set\",\"entity\":\"Customer\",\"id\":\"%s\",\"members\":{\"PrimaryPhone\":{\"FreeFormNumber\":\"503 555 0199\"}}}", id);
  return tie_sandbox_edit (sandbox, edit, error);
}

/* Past the life of the refresh token. */
#define AFTER_SIGN_IN_EXPIRED (101 * 24 * 60 * 60)

/* What each entry of the menu switches on.  Those that last are a state, and chosen again they end. */
static const struct
{
  const char *name;
  const char *fault; /* NULL: an edit or the clock */
  gboolean lasts;
  const char *sentence;
} simulations[] = {
  { "offline", "refuse", TRUE, N_ ("The sandbox company cannot be reached until you choose Offline again") },
  { "busy", "429", TRUE, N_ ("The sandbox company is busy until you choose Busy again") },
  { "expired", NULL, FALSE, N_ ("The sign-in to the sandbox company has expired") },
  { "lost", "cut-after,count=1,method=POST,body=operation", FALSE, N_ ("The next answer of the sandbox company gets lost") },
  { "edited", NULL, FALSE, N_ ("A customer's phone was edited in the sandbox company") },
};

static void
simulate_action (GSimpleAction *action,
                 GVariant *parameter,
                 gpointer user_data)
{
  TieApplication *self = user_data;
  TieSandbox *sandbox = get_sandbox (self);
  TieShell *shell = find_demo_shell (self);
  const char *name = g_variant_get_string (parameter, NULL);
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (action));
  gboolean ends = g_str_equal (g_variant_get_string (state, NULL), name);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; sandbox != NULL && shell != NULL && i < G_N_ELEMENTS (simulations); i++)
    {
      gboolean is_done = TRUE;

      if (!g_str_equal (simulations[i].name, name))
        continue;
      if (g_str_equal (name, "expired"))
        tie_sandbox_advance_clock (sandbox, AFTER_SIGN_IN_EXPIRED);
      else if (g_str_equal (name, "edited"))
        is_done = edit_customer (sandbox, &error);
      else
        is_done = tie_sandbox_set_fault (sandbox, ends ? "none" : simulations[i].fault, &error);
      if (!is_done)
        tie_shell_say_error (shell, error);
      else
        tie_shell_say (shell, ends ? _ ("The sandbox company answers as usual") : _ (simulations[i].sentence));
      g_simple_action_set_state (action, g_variant_new_string (simulations[i].lasts && !ends ? name : ""));
    }
}

static const GActionEntry actions[] = {
  { .name = "demo", .activate = demo_action },
  { .name = "reset-sandbox", .activate = reset_action },
  { .name = "simulate", .activate = simulate_action, .parameter_type = "s", .state = "''" },
};

void
tie_application_add_demo_actions (TieApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
