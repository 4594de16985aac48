/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "match-fixture.h"
#include "sync/tie-sync-status.h"
#include "ui/tie-activity-page.h"
#include "ui/tie-billing-page.h"
#include "ui/tie-integration-window.h"
#include "ui/tie-overview-page.h"
#include "ui/tie-sync-page.h"
#include "ui/tie-sync-settings-window.h"
#include "ui/tie-transfer-window.h"

/* A practice that is connected to one package shows the name of no other.  Each package of the list is tried. */

static void
assert_free_of_others (const TiePackage *package,
                       const char *where,
                       const char *words)
{
  for (guint i = 0; tie_package_list ()[i] != NULL; i++)
    {
      const TiePackage *other = tie_package_list ()[i];
      const char *const names[] = { other->name, other->short_name, other->code, other->maker };

      for (guint j = 0; other != package && words != NULL && j < G_N_ELEMENTS (names); j++)
        {
          if (strstr (words, names[j]) != NULL && strstr (package->name, names[j]) == NULL)
            g_error ("%s of a practice with %s says “%s”", where, package->name, words);
        }
    }
}

/* Every word that stands or may be asked for, also of pages that are not looked at. */
static guint
look_through (const TiePackage *package,
              const char *where,
              GtkWidget *widget)
{
  guint n_named = 0;
  const char *label = GTK_IS_LABEL (widget) ? gtk_label_get_label (GTK_LABEL (widget)) : GTK_IS_WINDOW (widget) ? gtk_window_get_title (GTK_WINDOW (widget)) : NULL;
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  /* The display's one tooltip still says what the pointer was over in the window before. */
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkTooltipWindow"))
    return 0;
  assert_free_of_others (package, where, label);
  assert_free_of_others (package, where, tooltip);
  n_named += label != NULL && strstr (label, package->short_name) != NULL;
  n_named += tooltip != NULL && strstr (tooltip, package->short_name) != NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n_named += look_through (package, where, child);
  return n_named;
}

static gboolean
save_connection (TieDb *db,
                 gpointer data,
                 GError **error)
{
  const TiePackage *package = data;
  g_autoptr (TieConnection) connection = tie_connection_new ();

  connection->package = g_strdup (package->id);
  connection->environment = g_strdup ("local");
  connection->base_uri = g_strdup ("http://127.0.0.1:9"); /* nobody listens there */
  connection->company_id = g_strdup ("1");
  connection->company_name = g_strdup ("Harbor Books Co.");
  connection->connected = tie_date_now ();
  connection->is_active = TRUE;
  connection->lacks = TIE_LACKS_EMPLOYEES;
  return tie_connection_table_save (db, connection, error);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer is_loaded)
{
  g_autoptr (GError) error = NULL;

  tie_company_load_finish (TIE_COMPANY (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) is_loaded = TRUE;
}

static TieSession *
open_practice (MatchFixture *fixture,
               const TiePackage *package)
{
  g_autoptr (GError) error = NULL;
  gboolean is_loaded = FALSE;

  match_fixture_set_up (fixture, NULL);
  tie_store_run (fixture->store, TIE_STORE_WRITE, save_connection, (gpointer) package, &error);
  g_assert_no_error (error);
  tie_company_load_async (fixture->company, NULL, loaded_cb, &is_loaded);
  wait_until (is_loaded);
  g_assert_true (tie_company_get_package (fixture->company) == package);
  return tie_session_new_with_company (fixture->company, FALSE, NULL);
}

/* Takes the widget over. */
static void
look_at (const TiePackage *package,
         const char *where,
         GtkWidget *widget)
{
  GtkWidget *window = GTK_IS_WINDOW (widget) ? widget : gtk_window_new ();

  if (window != widget)
    gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  match_fixture_turn ();
  g_assert_cmpuint (look_through (package, where, window), >, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  match_fixture_turn ();
}

static void
test_windows (gconstpointer data)
{
  static const char *const tabs[] = { "defaults", "contacts", "employees", "work-codes", "expense-codes" };
  const TiePackage *package = data;
  MatchFixture fixture = { NULL };
  TieSession *session = open_practice (&fixture, package);
  g_autofree char *lack = g_strdup_printf ("%s has no employee list", package->short_name);
  GtkWidget *window;
  GtkWidget *page;

  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    look_at (package, tabs[i], tie_integration_window_new (session, tabs[i]));
  window = tie_integration_window_new (session, "employees");
  page = tie_integration_window_get_page (TIE_INTEGRATION_WINDOW (window), "employees");
  g_assert_true (ADW_IS_STATUS_PAGE (page));
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (page)), ==, lack);
  gtk_window_destroy (GTK_WINDOW (window));
  look_at (package, "Overview", tie_overview_page_new (session));
  look_at (package, "Invoices", tie_invoices_page_new (session));
  look_at (package, "Sync", tie_sync_page_new (session));
  look_at (package, "Activity", tie_activity_page_new (session));
  look_at (package, "Sync Settings", tie_sync_settings_window_new (session));
  look_at (package, "Payment Import", tie_transfer_window_new (session, tie_transfer_kind_find ("payment-import")));
  g_object_unref (session);
  match_fixture_tear_down (&fixture, NULL);
}

static void
test_sentences (gconstpointer data)
{
  const TiePackage *package = data;

  for (TieSyncCode code = TIE_SYNC_READY; code < TIE_SYNC_N_CODES; code++)
    {
      g_autofree char *text = tie_sync_code_dup_text (code, package);

      assert_free_of_others (package, tie_sync_code_get_name (code), text);
      g_assert_null (strstr (text, "{package}"));
    }
  for (int code = TIE_ERROR_FAILED; code <= TIE_ERROR_OPEN; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (TIE_ERROR, code, "its message");
      g_autofree char *sentence = tie_error_get_sentence_for (error, package->short_name);
      g_autofree char *nobody = tie_error_get_sentence (error);

      assert_free_of_others (package, "an error", sentence);
      g_assert_null (strchr (sentence, '{'));
      g_assert_null (strchr (nobody, '{'));
      g_assert_true (*nobody == 'i' || g_ascii_isupper (*nobody)); /* the message, or a sentence */
    }
}

/* Each package says where its own ids are read, and one of which nobody can know an id says nothing. */
static void
test_ids (gconstpointer data)
{
  const TiePackage *package = data;

  g_assert_cmpint (package->accsid_hint == NULL, ==, g_str_equal (package->id, "sage"));
  g_assert_cmpint (package->accsid_hint != NULL && strstr (package->accsid_hint, "nameId=") != NULL, ==, g_str_equal (package->id, "quickbooks"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  for (guint i = 0; tie_package_list ()[i] != NULL; i++)
    {
      const TiePackage *package = tie_package_list ()[i];
      g_autofree char *windows = g_strdup_printf ("/ui/package-names/%s/windows", package->id);
      g_autofree char *sentences = g_strdup_printf ("/ui/package-names/%s/sentences", package->id);
      g_autofree char *ids = g_strdup_printf ("/ui/package-names/%s/ids", package->id);

      g_test_add_data_func (ids, package, test_ids);
      g_test_add_data_func (windows, package, test_windows);
      g_test_add_data_func (sentences, package, test_sentences);
    }
  return g_test_run ();
}
