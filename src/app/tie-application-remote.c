/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-application"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-application-private.h"
#include "app/tie-notices.h"
#include "ui/tie-windows.h"

/* What the desktop, scripts and other programs may ask for by D-Bus.  Each request raises the window; one that comes before a
 * practice is open waits for the last one, and each waits until it is known what the person may do. */

#define REQUESTS_KEY "tie-requests"

typedef struct
{
  const char *name;
  const char *type; /* of the parameter, NULL for none */
  TieRight right;   /* without which it is refused, 0: none */
  void (*perform) (TieShell *shell, GVariant *parameter);
} Verb;

typedef struct
{
  const Verb *verb;
  GVariant *parameter; /* (owned) (nullable) */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->parameter, g_variant_unref);
  g_free (request);
}

/* ---- the verbs ---- */

static void
open_document (TieShell *shell,
               GVariant *parameter)
{
  tie_application_open_document (shell, g_variant_get_string (parameter, NULL));
}

static void
open_page (TieShell *shell,
           GVariant *parameter)
{
  const char *name = g_variant_get_string (parameter, NULL);

  tie_shell_show_page (shell, name);
  if (g_strcmp0 (tie_shell_get_page (shell), name) != 0)
    {
      /* Translators: %s is a name as it was asked for */
      g_autofree char *sentence = g_strdup_printf (_ ("There is no page %s."), name);

      tie_shell_say (shell, sentence);
    }
}

/* A path or an address; "": the window asks for the file. */
static void
import_csv (TieShell *shell,
            GVariant *parameter)
{
  const char *name = g_variant_get_string (parameter, NULL);
  g_autoptr (GFile) file = *name != '\0' ? g_file_new_for_commandline_arg (name) : NULL;

  tie_windows_open_import (GTK_WINDOW (shell), tie_shell_get_session (shell), file);
}

static void
new_invoice (TieShell *shell,
             GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (shell), "win.new-on-page", "s", tie_billing_invoices.page);
}

static void
add_time (TieShell *shell,
          GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (shell), "win.add-time", NULL);
}

/* ---- syncing: the connection must have been read ---- */

typedef struct
{
  TieShell *shell; /* (owned) */
  void (*then) (TieShell *shell);
} Waiting;

static void
go_on (TieShell *shell,
       void (*then) (TieShell *shell))
{
  tie_shell_show_page (shell, "sync"); /* which also says what is in the way */
  if (tie_company_get_state (tie_session_get_company (tie_shell_get_session (shell))) != TIE_COMPANY_NOT_CONNECTED)
    then (shell);
}

static void
company_read_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  Waiting *waiting = user_data;
  TieSession *session = tie_shell_get_session (waiting->shell);
  g_autoptr (GError) error = NULL;

  if (session == NULL || tie_session_get_company (session) != TIE_COMPANY (source))
    g_debug ("Another practice is open meanwhile");
  else if (!tie_company_load_finish (TIE_COMPANY (source), result, &error))
    tie_shell_say_error (waiting->shell, error);
  else
    go_on (waiting->shell, waiting->then);
  g_object_unref (waiting->shell);
  g_free (waiting);
}

static void
when_company_is_read (TieShell *shell,
                      void (*then) (TieShell *shell))
{
  TieCompany *company = tie_session_get_company (tie_shell_get_session (shell));
  Waiting *waiting;

  if (tie_company_get_state (company) != TIE_COMPANY_NOT_CONNECTED)
    {
      go_on (shell, then);
      return;
    }
  waiting = g_new0 (Waiting, 1);
  waiting->shell = g_object_ref (shell);
  waiting->then = then;
  tie_company_load_async (company, NULL, company_read_cb, waiting);
}

static void
did_cb (TieContinuous *continuous,
        const TieSyncRound *round,
        const GError *error,
        TieShell *shell)
{
  g_autofree char *sentence = error == NULL ? tie_sync_round_describe (round, tie_session_get_package (tie_shell_get_session (shell))) : NULL;

  g_signal_handlers_disconnect_by_func (continuous, did_cb, shell);
  if (error != NULL)
    tie_shell_say_error (shell, error);
  else
    tie_shell_say (shell, sentence);
}

static void
begin_round (TieShell *shell)
{
  TieContinuous *continuous = tie_session_get_continuous (tie_shell_get_session (shell));

  g_signal_handlers_disconnect_by_func (continuous, did_cb, shell);
  g_signal_connect_object (continuous, "did", G_CALLBACK (did_cb), shell, 0);
  tie_continuous_sync_now (continuous); /* one that runs already is told of too */
}

static void
sync_now (TieShell *shell,
          GVariant *parameter)
{
  when_company_is_read (shell, begin_round);
}

static void
begin_auto_sync (TieShell *shell)
{
  gtk_widget_activate_action (GTK_WIDGET (tie_shell_get_visible_page (shell)), "sync.auto", NULL);
}

static void
end_auto_sync (TieShell *shell)
{
  gtk_widget_activate_action (GTK_WIDGET (tie_shell_get_visible_page (shell)), "sync.stop", NULL);
}

static void
auto_sync (TieShell *shell,
           GVariant *parameter)
{
  when_company_is_read (shell, g_variant_get_boolean (parameter) ? begin_auto_sync : end_auto_sync);
}

static const Verb verbs[] = {
  { "open-page", "s", 0, open_page },
  { "open-document", "s", 0, open_document },
  { "import-csv", "s", TIE_RIGHT_BILLING, import_csv },
  { "new-invoice", NULL, TIE_RIGHT_BILLING, new_invoice },
  { "add-time", NULL, 0, add_time },
  { "sync-now", NULL, TIE_RIGHT_SYNC, sync_now },
  { "auto-sync", "b", TIE_RIGHT_SYNC, auto_sync },
};

/* ---- what a notification opens ---- */

static void
open_sync (TieShell *shell,
           GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (shell), "win.open-sync", "(us)", TIE_SYNC_INVOICES, "");
}

static gboolean
open_conflict_of (TieShell *shell,
                  TieSyncGroup group)
{
  GListModel *list = G_LIST_MODEL (tie_session_get_sync_list (tie_shell_get_session (shell), group));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (TieSyncRow) row = g_list_model_get_item (list, i);

      if (!tie_sync_row_has_conflict (row))
        continue;
      gtk_widget_activate_action (GTK_WIDGET (shell), "win.open-sync", "(us)", group, tie_sync_row_get_id (row));
      return TRUE;
    }
  return FALSE;
}

static void
open_conflict (TieShell *shell,
               GVariant *parameter)
{
  static const TieSyncGroup groups[] = { TIE_SYNC_CONTACTS, TIE_SYNC_PAYMENTS, TIE_SYNC_CREDITS, TIE_SYNC_SUPPLIER };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (open_conflict_of (shell, groups[i]))
        return;
    }
  gtk_widget_activate_action (GTK_WIDGET (shell), "win.open-sync", "(us)", TIE_SYNC_CONTACTS, ""); /* solved meanwhile */
}

static void
open_connect (TieShell *shell,
              GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (shell), "win.connect", NULL);
}

static void
open_sync_settings (TieShell *shell,
                    GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (shell), "win.sync-settings", NULL);
}

static const Verb notices[] = {
  { TIE_NOTICE_ATTENTION, NULL, TIE_RIGHT_SYNC, open_sync },
  { TIE_NOTICE_CONFLICT, NULL, TIE_RIGHT_SYNC, open_conflict },
  { TIE_NOTICE_SIGN_IN, NULL, TIE_RIGHT_SET_UP, open_connect },
  { TIE_NOTICE_BACKGROUND, NULL, 0, open_sync_settings },
};

/* ---- requests ---- */

static void
perform (TieShell *shell,
         const Request *request)
{
  TieSession *session = tie_shell_get_session (shell);
  g_autofree char *refusal = NULL;

  if (request->verb->right == 0 || tie_session_may (session, request->verb->right))
    {
      request->verb->perform (shell, request->parameter);
      return;
    }
  refusal = tie_session_dup_refusal (session, request->verb->right);
  tie_shell_say (shell, refusal);
}

static void
user_read_cb (TieSession *session,
              GParamSpec *pspec,
              TieShell *shell)
{
  g_signal_handlers_disconnect_by_func (session, user_read_cb, shell);
  tie_application_run_requests (shell);
}

void
tie_application_run_requests (TieShell *shell)
{
  TieSession *session = tie_shell_get_session (shell);
  g_autoptr (GPtrArray) requests = NULL;

  if (g_object_get_data (G_OBJECT (shell), REQUESTS_KEY) == NULL)
    return;
  if (!tie_session_get_is_read (session))
    {
      g_signal_handlers_disconnect_by_func (session, user_read_cb, shell);
      g_signal_connect_object (session, "notify::user", G_CALLBACK (user_read_cb), shell, 0);
      return;
    }
  requests = g_object_steal_data (G_OBJECT (shell), REQUESTS_KEY);
  for (guint i = 0; i < requests->len; i++)
    perform (shell, g_ptr_array_index (requests, i));
}

void
tie_application_drop_requests (TieShell *shell)
{
  g_object_set_data (G_OBJECT (shell), REQUESTS_KEY, NULL);
}

static const Verb *
find_verb (const Verb *table,
           guint n,
           const char *name)
{
  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (table[i].name, name))
        return &table[i];
    }
  return NULL;
}

static void
add_request (TieShell *shell,
             const Verb *verb, /* NULL: a name that is none */
             GVariant *parameter)
{
  GPtrArray *requests = g_object_get_data (G_OBJECT (shell), REQUESTS_KEY);
  Request *request;

  if (verb == NULL)
    return;
  request = g_new0 (Request, 1);

  request->verb = verb;
  request->parameter = parameter != NULL ? g_variant_ref (parameter) : NULL;
  if (requests == NULL)
    {
      requests = g_ptr_array_new_with_free_func (request_free);
      g_object_set_data_full (G_OBJECT (shell), REQUESTS_KEY, requests, (GDestroyNotify) g_ptr_array_unref);
    }
  g_ptr_array_add (requests, request);
}

static void
request_action (GSimpleAction *action,
                GVariant *parameter,
                gpointer user_data)
{
  TieApplication *self = user_data;
  TieShell *shell = tie_application_get_shell (self);

  gtk_window_present (GTK_WINDOW (shell));
  add_request (shell, find_verb (verbs, G_N_ELEMENTS (verbs), g_action_get_name (G_ACTION (action))), parameter);
  if (tie_shell_get_session (shell) != NULL)
    tie_application_run_requests (shell);
  else if (!tie_application_open_last (self, shell))
    tie_application_drop_requests (shell); /* the welcome page says what to do */
}

/* Parameters: the practice's path, and which notification. */
static void
open_notice_action (GSimpleAction *action,
                    GVariant *parameter,
                    gpointer user_data)
{
  TieApplication *self = user_data;
  const char *path;
  const char *name;
  TieShell *shell;

  g_variant_get (parameter, "(&s&s)", &path, &name);
  shell = tie_application_get_shell_for (self, path);
  gtk_window_present (GTK_WINDOW (shell));
  add_request (shell, find_verb (notices, G_N_ELEMENTS (notices), name), NULL);
  if (tie_shell_get_session (shell) != NULL)
    tie_application_run_requests (shell);
  else
    tie_application_open_practice (self, shell, path);
}

void
tie_application_add_remote_actions (TieApplication *self)
{
  static const GActionEntry open_notice = { .name = "open-notice", .activate = open_notice_action, .parameter_type = "(ss)" };

  g_action_map_add_action_entries (G_ACTION_MAP (self), &open_notice, 1, self);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      const GActionEntry entry = { .name = verbs[i].name, .activate = request_action, .parameter_type = verbs[i].type };

      g_action_map_add_action_entries (G_ACTION_MAP (self), &entry, 1, self);
    }
}
