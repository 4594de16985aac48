/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <stdlib.h>
#include <string.h>

#include "sandbox/tie-sandbox.h"
#include "ui/tie-banner.h"
#include "ui/tie-connect-window.h"
#include "ui/tie-sign-in-wait.h"

typedef struct
{
  char *folder;        /* (owned) */
  TieStore *store;     /* (owned) */
  TieSession *session; /* (owned) */
  TieSandbox *sandbox; /* (owned) (nullable) */
  GtkWidget *window;   /* NULL once it closed */
  char *opened;        /* (owned) (nullable): what the browser was to open */
} Fixture;

static void
open_uri_cb (TieCompany *company,
             const char *uri,
             Fixture *f)
{
  g_free (f->opened);
  f->opened = g_strdup (uri);
}

static void
start_company (Fixture *f,
               const char *package,
               TieSandboxConsent consent)
{
  TieSandboxOptions options = { .package = package, .consent = consent, .seed = 1 };
  g_autoptr (GError) error = NULL;

  f->sandbox = tie_sandbox_new (&options);
  tie_sandbox_start (f->sandbox, &error);
  g_assert_no_error (error);
}

static GObject *
get_part (Fixture *f,
          const char *id)
{
  GObject *part = gtk_widget_get_template_child (f->window, TIE_TYPE_CONNECT_WINDOW, id);

  g_assert_nonnull (part);
  return part;
}

static GObject *
get_wait_part (Fixture *f,
               const char *id)
{
  GObject *part = gtk_widget_get_template_child (GTK_WIDGET (get_part (f, "waiting")), TIE_TYPE_SIGN_IN_WAIT, id);

  g_assert_nonnull (part);
  return part;
}

static void
open_window (Fixture *f,
             const char *address)
{
  f->window = tie_connect_window_new (f->session);
  g_object_add_weak_pointer (G_OBJECT (f->window), (gpointer *) &f->window);
  gtk_editable_set_text (GTK_EDITABLE (get_part (f, "address_row")), address);
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
set_up_company (Fixture *f,
                const char *package,
                TieSandboxConsent consent)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *practice = NULL;

  f->folder = g_dir_make_tmp ("tieout-connect.XXXXXX", &error);
  g_assert_no_error (error);
  practice = g_build_filename (f->folder, "p.tieout", NULL);
  f->store = tie_store_open (practice, TIE_STORE_CREATE, &error);
  g_assert_no_error (error);
  f->session = tie_session_new (f->store, FALSE, NULL);
  g_signal_connect (tie_session_get_company (f->session), "open-uri", G_CALLBACK (open_uri_cb), f);
  start_company (f, package, consent);
  open_window (f, tie_sandbox_get_base_uri (f->sandbox));
}

/* The data says how the company consents. */
static void
set_up (Fixture *f,
        gconstpointer data)
{
  set_up_company (f, NULL, GPOINTER_TO_INT (data));
}

/* The data is a package whose sign-in opens several companies. */
static void
set_up_several (Fixture *f,
                gconstpointer data)
{
  set_up_company (f, data, TIE_SANDBOX_CONSENT_ASK);
}

static void
remove_folder (const char *folder)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", folder);

  g_assert_cmpint (system (command), ==, 0);
}

static void
tear_down (Fixture *f,
           gconstpointer data)
{
  if (f->window != NULL)
    gtk_window_destroy (GTK_WINDOW (f->window));
  while (f->window != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&f->session);
  g_object_add_weak_pointer (G_OBJECT (f->store), (gpointer *) &f->store);
  g_object_unref (f->store);
  while (f->store != NULL) /* until what the session asked it has come back */
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&f->sandbox);
  remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->opened);
}

static const char *
get_page (Fixture *f)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (get_part (f, "stack")));
}

static TieCompanyState
get_state (Fixture *f)
{
  return tie_company_get_state (tie_session_get_company (f->session));
}

static void
start (Fixture *f)
{
  g_assert_true (gtk_widget_activate_action (f->window, "connect.start", NULL));
  g_assert_cmpstr (get_page (f), ==, "waiting");
}

static void
wait_until_closed (Fixture *f)
{
  while (f->window != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static const char *
wait_for_banner (Fixture *f)
{
  TieBanner *banner = TIE_BANNER (get_part (f, "banner"));

  while (!tie_banner_get_revealed (banner))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (get_page (f), ==, "choose");
  return tie_banner_get_title (banner);
}

static void
test_by_itself (Fixture *f,
                gconstpointer data)
{
  start (f);
  wait_until_closed (f);
  g_assert_cmpint (get_state (f), ==, TIE_COMPANY_CONNECTED);
  g_assert_null (f->opened);
}

static void
test_nobody_there (Fixture *f,
                   gconstpointer data)
{
  g_autofree char *expected = g_strdup_printf ("No connection. No company answers at %s.", tie_sandbox_get_base_uri (f->sandbox));

  tie_sandbox_stop (f->sandbox);
  start (f);
  g_assert_cmpstr (wait_for_banner (f), ==, expected);
  g_assert_cmpint (get_state (f), ==, TIE_COMPANY_NOT_CONNECTED);
  g_assert_nonnull (gtk_window_get_focus (GTK_WINDOW (f->window)));
  g_assert_true (gtk_window_get_default_widget (GTK_WINDOW (f->window)) == GTK_WIDGET (get_part (f, "start_button")));
}

/* Real companies want keys first. */
static void
test_keys (Fixture *f,
           gconstpointer data)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (get_part (f, "production_check")), TRUE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (get_part (f, "keys_group"))));
  gtk_widget_activate_action (f->window, "connect.start", NULL);
  g_assert_cmpstr (get_page (f), ==, "choose");
  gtk_editable_set_text (GTK_EDITABLE (get_part (f, "client_row")), "id");
  gtk_widget_activate_action (f->window, "connect.start", NULL);
  g_assert_cmpstr (get_page (f), ==, "choose");
}

/* Enter connects also after a look at a choice that still lacks its keys. */
static void
test_enter (Fixture *f,
            gconstpointer data)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (get_part (f, "sandbox_check")), TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (get_part (f, "local_check")), TRUE);
  gtk_window_present (GTK_WINDOW (f->window));
  g_signal_emit_by_name (f->window, "activate-default");
  wait_until_closed (f);
  g_assert_cmpint (get_state (f), ==, TIE_COMPANY_CONNECTED);
}

/* The person's answer on the company's page: the address that the browser is sent back to. */
static char *
decide (Fixture *f,
        const char *decision)
{
  g_autoptr (GUri) page = g_uri_parse (f->opened, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GHashTable) form = soup_form_decode (g_uri_get_query (page));
  g_autoptr (SoupSession) browser = soup_session_new ();
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) body = NULL;

  g_hash_table_replace (form, g_strdup ("decision"), (gpointer) decision); /* it frees keys only */
  message = soup_message_new_from_encoded_form ("POST", f->opened, soup_form_encode_hash (form));
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  body = soup_session_send_and_read (browser, message, NULL, NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 302);
  return g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"));
}

static void
wait_for_browser (Fixture *f)
{
  start (f);
  while (f->opened == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (get_wait_part (f, "page"))), ==, "Finish signing in with your browser");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (get_wait_part (f, "browser_buttons"))));
}

static void
paste (Fixture *f,
       const char *address)
{
  GObject *row = get_wait_part (f, "paste_row");

  gtk_widget_activate_action (GTK_WIDGET (get_part (f, "waiting")), "sign-in.show-paste", NULL);
  gtk_editable_set_text (GTK_EDITABLE (row), address);
  g_signal_emit_by_name (row, "apply");
}

/* Another request's answer and what is none are refused in place; the right one connects. */
static void
test_paste (Fixture *f,
            gconstpointer data)
{
  static const char *const wrong[] = {
    "http://127.0.0.1/callback?code=c&realmId=1&state=another",
    "http://127.0.0.1/callback?code=c&realmId=1",
    "I do not know",
    "",
  };
  g_autofree char *address = NULL;

  wait_for_browser (f);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("%s", wrong[i]);
      paste (f, wrong[i]);
      g_assert_true (gtk_widget_get_visible (GTK_WIDGET (get_wait_part (f, "paste_error"))));
      g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (get_wait_part (f, "paste_error"))), !=, "");
      g_assert_cmpstr (get_page (f), ==, "waiting");
    }

  address = decide (f, "allow");
  paste (f, address);
  wait_until_closed (f);
  g_assert_cmpint (get_state (f), ==, TIE_COMPANY_CONNECTED);
}

static void
test_declined (Fixture *f,
               gconstpointer data)
{
  g_autofree char *address = NULL;

  wait_for_browser (f);
  address = decide (f, "decline");
  paste (f, address);
  g_assert_nonnull (wait_for_banner (f));
  g_assert_cmpint (get_state (f), ==, TIE_COMPANY_NOT_CONNECTED);
}

/* Stopped while the browser waits: back to the choice, and the next attempt works. */
static void
test_stopped (Fixture *f,
              gconstpointer data)
{
  g_autofree char *address = NULL;

  wait_for_browser (f);
  gtk_widget_activate_action (f->window, "connect.stop", NULL);
  g_assert_cmpstr (get_page (f), ==, "choose");
  while (get_state (f) == TIE_COMPANY_CONNECTING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (tie_banner_get_revealed (TIE_BANNER (get_part (f, "banner"))));

  g_clear_pointer (&f->opened, g_free);
  wait_for_browser (f);
  address = decide (f, "allow");
  paste (f, address);
  wait_until_closed (f);
  g_assert_cmpint (get_state (f), ==, TIE_COMPANY_CONNECTED);
}

/* The rows to choose from, as they stand. */
static void
list_rows (GtkWidget *widget,
           GPtrArray *rows)
{
  if (ADW_IS_ACTION_ROW (widget))
    g_ptr_array_add (rows, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    list_rows (child, rows);
}

static GPtrArray *
wait_for_companies (Fixture *f)
{
  g_autofree char *address = NULL;
  GPtrArray *rows = g_ptr_array_new ();

  g_clear_pointer (&f->opened, g_free);
  wait_for_browser (f);
  address = decide (f, "allow");
  paste (f, address);
  while (!g_str_equal (get_page (f), "company"))
    g_main_context_iteration (NULL, TRUE);
  list_rows (GTK_WIDGET (get_part (f, "companies")), rows);
  g_assert_cmpuint (rows->len, >, 1);
  return rows;
}

/* The first has the focus; the next is reached and taken by keys, and it is the one that is connected. */
static void
test_several (Fixture *f,
              gconstpointer data)
{
  g_autoptr (GPtrArray) rows = wait_for_companies (f);
  g_autofree char *name = NULL;
  GtkWidget *second = rows->pdata[1];
  GtkWidget *list;

  g_assert_true (gtk_widget_has_focus (rows->pdata[0]));
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpstr (adw_preferences_row_get_title (rows->pdata[i]), !=, "");
  list = gtk_widget_get_ancestor (second, GTK_TYPE_LIST_BOX);
  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, 1, FALSE, FALSE); /* the Down key */
  g_assert_true (gtk_widget_has_focus (second));
  name = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (second)));
  g_signal_emit_by_name (list, "activate-cursor-row"); /* Enter */
  g_assert_cmpstr (get_page (f), ==, "waiting");
  wait_until_closed (f);
  g_assert_cmpint (get_state (f), ==, TIE_COMPANY_CONNECTED);
  g_assert_cmpstr (tie_company_get_connection (tie_session_get_company (f->session))->company_name, ==, name);
  g_assert_cmpstr (tie_company_get_connection (tie_session_get_company (f->session))->package, ==, data);
}

/* Escape chooses none: nothing is connected, and the next attempt offers them anew. */
static void
test_several_stopped (Fixture *f,
                      gconstpointer data)
{
  g_autoptr (GPtrArray) rows = wait_for_companies (f);
  g_autoptr (GPtrArray) again = NULL;

  gtk_widget_activate_action (f->window, "connect.stop", NULL);
  g_assert_cmpstr (get_page (f), ==, "choose");
  while (get_state (f) == TIE_COMPANY_CONNECTING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (tie_company_get_connection (tie_session_get_company (f->session)));
  again = wait_for_companies (f);
  g_assert_cmpuint (again->len, ==, rows->len);
  g_assert_true (gtk_widget_activate (again->pdata[0]));
  wait_until_closed (f);
  g_assert_cmpint (get_state (f), ==, TIE_COMPANY_CONNECTED);
}

/* The browser of this test takes what it is given and does nothing, and the keyring is a file.  Gives their folder. */
static char *
install_browser (void)
{
  static const char entry[] = "[Desktop Entry]\nType=Application\nName=Browser\nExec=true %u\nMimeType=x-scheme-handler/http;\n";
  static const char defaults[] = "[Default Applications]\nx-scheme-handler/http=browser.desktop\n[Added Associations]\nx-scheme-handler/http=browser.desktop\n";
  char *home = g_dir_make_tmp ("tieout-browser.XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (home, "applications", NULL);
  g_autofree char *browser = g_build_filename (folder, "browser.desktop", NULL);
  g_autofree char *list = g_build_filename (home, "mimeapps.list", NULL);
  g_autofree char *keyring = g_build_filename (home, "keyring", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (browser, entry, -1, NULL));
  g_assert_true (g_file_set_contents (list, defaults, -1, NULL));
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  return home;
}

#define ADD(path, consent, test) g_test_add (path, Fixture, GINT_TO_POINTER (consent), set_up, test, tear_down)

int
main (int argc,
      char **argv)
{
  static const char *const several[] = { "xero", "sage" };
  g_autofree char *home = install_browser ();
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/ui/connect/by-itself", TIE_SANDBOX_CONSENT_AUTO, test_by_itself);
  ADD ("/ui/connect/nobody-there", TIE_SANDBOX_CONSENT_AUTO, test_nobody_there);
  ADD ("/ui/connect/keys", TIE_SANDBOX_CONSENT_AUTO, test_keys);
  ADD ("/ui/connect/enter", TIE_SANDBOX_CONSENT_AUTO, test_enter);
  ADD ("/ui/connect/paste", TIE_SANDBOX_CONSENT_ASK, test_paste);
  ADD ("/ui/connect/declined", TIE_SANDBOX_CONSENT_ASK, test_declined);
  ADD ("/ui/connect/stopped", TIE_SANDBOX_CONSENT_ASK, test_stopped);
  for (guint i = 0; i < G_N_ELEMENTS (several); i++)
    {
      g_autofree char *chosen = g_strdup_printf ("/ui/connect/several/%s", several[i]);
      g_autofree char *stopped = g_strdup_printf ("/ui/connect/several-stopped/%s", several[i]);

      g_test_add (chosen, Fixture, several[i], set_up_several, test_several, tear_down);
      g_test_add (stopped, Fixture, several[i], set_up_several, test_several_stopped, tear_down);
    }
  status = g_test_run ();
  remove_folder (home);
  return status;
}
