/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-company-several"
#include "config.h"

#include <libsoup/soup.h>

#include "base/tie-error.h"
#include "ledger/quickbooks/tie-quickbooks.h"
#include "store/tie-connection-table.h"
#include "store/tie-db.h"
#include "store/tie-outbox-table.h"
#include "sync-fixture.h"

/* One consent that opens several companies, and one practice with several connections. */

/* ---- a package that has to be asked which companies there are ---- */

static struct
{
  const char *ids[4]; /* "realm": the sandbox's own */
  TieError fault;     /* 0: none */
} offer;

static void
list_companies_async (const char *environment,
                      const char *base_uri,
                      TieSignIn *sign_in,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GPtrArray *companies;

  if (offer.fault != 0)
    {
      g_task_return_new_error (task, TIE_ERROR, offer.fault, "for a trial");
      return;
    }
  companies = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_package_company_free);
  for (guint i = 0; offer.ids[i] != NULL; i++)
    {
      TiePackageCompany *company = g_new0 (TiePackageCompany, 1);

      company->id = g_strdup (offer.ids[i]);
      company->name = g_strconcat ("Company ", offer.ids[i], NULL);
      g_ptr_array_add (companies, company);
    }
  g_task_return_pointer (task, companies, (GDestroyNotify) g_ptr_array_unref);
}

static GPtrArray *
list_companies_finish (GAsyncResult *result,
                       GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const TiePackage *
get_package (void)
{
  static TiePackage package;

  package = tie_quickbooks_package;
  package.list_companies_async = list_companies_async;
  package.list_companies_finish = list_companies_finish;
  return &package;
}

/* ---- a person ---- */

typedef struct
{
  TieCompany *company;
  SoupSession *browser;
  GCancellable *cancellable;
  const char *choice;  /* NULL: declines; "cancel": cancels the whole */
  guint n_asked;
  guint n_offered;
} Person;

static void
open_uri_cb (TieCompany *company,
             const char *uri,
             Person *person)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);

  soup_session_send_async (person->browser, message, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
}

static void
choose_cb (TieCompany *company,
           GPtrArray *companies,
           Person *person)
{
  person->n_asked++;
  person->n_offered = companies->len;
  if (g_strcmp0 (person->choice, "cancel") == 0)
    g_cancellable_cancel (person->cancellable);
  else
    tie_company_choose (company, person->choice);
}

/* With a browser, or silently. */
static gboolean
connect_company (SyncFixture *fixture,
                 Person *person,
                 gboolean silently,
                 GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gulong opening = g_signal_connect (fixture->company, "open-uri", G_CALLBACK (open_uri_cb), person);
  gulong choosing = g_signal_connect (fixture->company, "choose-company", G_CALLBACK (choose_cb), person);
  gboolean is_good;

  person->browser = soup_session_new ();
  person->cancellable = g_cancellable_new ();
  tie_company_connect_async (fixture->company, get_package (), "local", tie_sandbox_get_base_uri (fixture->sandbox), TIE_SANDBOX_CLIENT_ID, TIE_SANDBOX_CLIENT_SECRET, silently, person->cancellable,
                             sync_done_cb, &result);
  sync_wait (&result);
  is_good = tie_company_connect_finish (fixture->company, result, error);
  g_signal_handler_disconnect (fixture->company, opening);
  g_signal_handler_disconnect (fixture->company, choosing);
  g_clear_object (&person->cancellable);
  g_clear_object (&person->browser);
  return is_good;
}

static void
set_up_alone (SyncFixture *fixture,
              gconstpointer data)
{
  TieSandboxOptions options = { .seed = 1 };
  g_autoptr (GError) error = NULL;

  sync_fixture_set_up (fixture, data);
  fixture->sandbox = tie_sandbox_new (&options);
  tie_sandbox_start (fixture->sandbox, &error);
  g_assert_no_error (error);
}

static void
set_offer (SyncFixture *fixture,
           const char *const *ids)
{
  memset (&offer, 0, sizeof offer);
  for (guint i = 0; ids[i] != NULL; i++)
    offer.ids[i] = g_str_equal (ids[i], "realm") ? tie_sandbox_get_realm (fixture->sandbox) : ids[i];
}

typedef struct
{
  const char *path;
  const char *ids[4];
  gboolean silently;
  const char *choice; /* "realm": the sandbox's own */
  guint n_offered;    /* 0: nobody is asked */
  const char *problem; /* NULL: connected with the sandbox's own */
} ChoiceCase;

static const ChoiceCase choice_cases[] = {
  { "/several/choice/none", { NULL }, FALSE, NULL, 0, "QuickBooks opened no company to Tieout. Connect again, and allow one in QuickBooks." },
  { "/several/choice/none-silently", { NULL }, TRUE, NULL, 0, "QuickBooks opened no company to Tieout. Connect again, and allow one in QuickBooks." },
  { "/several/choice/one", { "realm", NULL }, FALSE, NULL, 0, NULL },
  { "/several/choice/two", { "77", "realm", NULL }, FALSE, "realm", 2, NULL },
  { "/several/choice/first-silently", { "realm", "77", NULL }, TRUE, NULL, 0, NULL },
  { "/several/choice/declined", { "77", "realm", NULL }, FALSE, NULL, 2, "" },
  { "/several/choice/cancelled", { "77", "realm", NULL }, FALSE, "cancel", 2, "" },
};

static void
test_choice (SyncFixture *fixture,
             gconstpointer data)
{
  const ChoiceCase *c = data;
  g_autoptr (GError) error = NULL;
  Person person = { .choice = c->choice };

  set_offer (fixture, c->ids);
  if (g_strcmp0 (c->choice, "realm") == 0)
    person.choice = tie_sandbox_get_realm (fixture->sandbox);
  connect_company (fixture, &person, c->silently, &error);
  g_assert_cmpuint (person.n_asked, ==, c->n_offered > 0 ? 1 : 0);
  g_assert_cmpuint (person.n_offered, ==, c->n_offered);
  if (c->problem == NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (tie_company_get_connection (fixture->company)->company_id, ==, tie_sandbox_get_realm (fixture->sandbox));
      return;
    }
  if (*c->problem != '\0')
    {
      g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, c->problem);
    }
  else
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (tie_company_get_connection (fixture->company));
  g_assert_cmpint (tie_company_get_state (fixture->company), ==, TIE_COMPANY_NOT_CONNECTED);
  while (tie_company_is_forgetting (fixture->company))
    g_main_context_iteration (NULL, TRUE);
  /* Nothing is in the way of another try. */
  set_offer (fixture, (const char *const[]) { "realm", NULL });
  g_clear_error (&error);
  connect_company (fixture, &person, TRUE, &error);
  g_assert_no_error (error);
}

/* The list itself may fail. */
static void
test_list_fails (SyncFixture *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Person person = { 0 };

  for (guint silently = 0; silently < 2; silently++)
    {
      set_offer (fixture, (const char *const[]) { "realm", NULL });
      offer.fault = TIE_ERROR_SERVER;
      g_assert_false (connect_company (fixture, &person, silently, &error));
      g_assert_error (error, TIE_ERROR, TIE_ERROR_SERVER);
      g_clear_error (&error);
      g_assert_null (tie_company_get_connection (fixture->company));
    }
}

/* Who signs in again gets the company that was linked, without a question, wherever it stands in the list; who is connected and
 * connects once more is asked. */
static void
test_again (SyncFixture *fixture,
            gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  Person person = { .choice = tie_sandbox_get_realm (fixture->sandbox) };

  set_offer (fixture, (const char *const[]) { "77", "realm", NULL });
  connect_company (fixture, &person, FALSE, &error);
  g_assert_no_error (error);
  id = g_strdup (tie_company_get_connection (fixture->company)->id);
  connect_company (fixture, &person, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (person.n_asked, ==, 2);

  tie_company_disconnect_async (fixture->company, NULL, sync_done_cb, &result);
  sync_wait (&result);
  connect_company (fixture, &person, FALSE, &error);
  g_assert_no_error (error);
  connect_company (fixture, &person, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (person.n_asked, ==, 2);
  g_assert_cmpstr (tie_company_get_connection (fixture->company)->id, ==, id);
  g_assert_cmpstr (tie_company_get_connection (fixture->company)->company_id, ==, tie_sandbox_get_realm (fixture->sandbox));
}

/* ---- a row that a later version wrote ---- */

static gboolean
save_connection (TieDb *db,
                 gpointer data,
                 GError **error)
{
  return tie_connection_table_save (db, data, error);
}

static void
test_unknown_package (SyncFixture *fixture,
                      gconstpointer data)
{
  g_autoptr (TieConnection) connection = tie_connection_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *obstacle = NULL;

  connection->package = g_strdup ("nextbooks");
  connection->environment = g_strdup ("production");
  connection->sign_in_id = g_strdup ("d5c9c5a4-6c7c-4c9e-9d0b-1f2a3b4c5d6e");
  connection->company_id = g_strdup ("1");
  connection->company_name = g_strdup ("Harbor Books Co.");
  connection->connected = g_strdup ("2030-01-01T00:00:00Z");
  tie_store_run (fixture->store, TIE_STORE_WRITE, save_connection, connection, &error);
  g_assert_no_error (error);
  sync_fixture_restart (fixture);
  g_assert_cmpint (tie_company_get_state (fixture->company), ==, TIE_COMPANY_NOT_CONNECTED);
  g_assert_null (tie_company_get_ledger (fixture->company));
  g_assert_nonnull (tie_company_get_package (fixture->company));
  obstacle = tie_company_dup_obstacle (fixture->company);
  g_assert_cmpstr (obstacle, ==, "Harbor Books Co. is a company of “nextbooks”, which this version of Tieout does not know. A newer version connected it.");
  sync_pull (fixture, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_CONNECTED);
  g_clear_error (&error);

  /* A locked keyring can be asked all the same, and the company be let go. */
  tie_company_disconnect_async (fixture->company, NULL, sync_done_cb, &result);
  sync_wait (&result);
  tie_company_disconnect_finish (fixture->company, result, &error);
  g_assert_no_error (error);
  g_assert_null (tie_company_dup_obstacle (fixture->company));
}

/* ---- two companies ---- */

typedef struct
{
  SyncFixture base;
  TieSandbox *other; /* (owned) */
  char *first;       /* (owned): ids of the connections */
  char *second;      /* (owned) */
} Two;

static void
two_set_up (Two *two,
            gconstpointer data)
{
  TieSandboxOptions options = { .company = "empty", .seed = 2, .rows = 3 };

  sync_fixture_set_up_sandbox (&two->base, NULL);
  two->first = g_strdup (tie_company_get_connection (two->base.company)->id);
  two->other = tie_sandbox_new (&options);
  two->second = sync_add_company (&two->base, two->other, "quickbooks", "The Other Co.");
}

static void
two_tear_down (Two *two,
               gconstpointer data)
{
  sync_fixture_tear_down (&two->base, data);
  g_clear_object (&two->other);
  g_free (two->first);
  g_free (two->second);
}

static GPtrArray *
list_entries (Two *two)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *entries;

  tie_company_list_async (two->base.company, NULL, sync_done_cb, &result);
  sync_wait (&result);
  entries = tie_company_list_finish (two->base.company, result, &error);
  g_assert_no_error (error);
  return entries;
}

/* There and back: each company finds its own lists and links. */
static void
test_switch (Two *two,
             gconstpointer data)
{
  SyncFixture *fixture = &two->base;
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *contact = sync_add_contact (fixture, "Anna Adams", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *sentence = NULL;
  g_autofree char *last_read = NULL;
  const TieCompanyEntry *entry;

  sync_pull (fixture, &error);
  g_assert_no_error (error);
  last_read = g_strdup (tie_company_get_last_read (fixture->company));
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  sentence = sync_export (crosswalk, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sync_count_links (fixture, TIE_KIND_CUSTOMER), ==, 1);

  sync_switch (&two->base, two->second, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tie_company_get_connection (fixture->company)->id, ==, two->second);
  g_assert_cmpstr (tie_company_get_name (fixture->company), ==, "Sandbox: The Other Co.");
  g_assert_null (tie_company_get_last_read (fixture->company));
  g_assert_cmpint (sync_count_links (fixture, TIE_KIND_CUSTOMER), ==, 0);
  sync_pull (fixture, &error);
  g_assert_no_error (error);
  g_clear_object (&crosswalk);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  g_assert_cmpuint (g_list_model_get_n_items (tie_crosswalk_get_right (crosswalk)), ==, 3);

  entries = list_entries (two);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpstr (entry->connection->id, ==, two->first);
  g_assert_cmpstr (entry->name, ==, "Sandbox: Harbor Books Co.");
  g_assert_cmpuint (entry->n_links, ==, 1);
  g_assert_cmpuint (entry->n_open, ==, 0);

  sync_fixture_restart (fixture);
  g_assert_cmpstr (tie_company_get_connection (fixture->company)->id, ==, two->second);
  sync_switch (&two->base, two->first, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sync_count_links (fixture, TIE_KIND_CUSTOMER), ==, 1);
  g_assert_cmpstr (tie_company_get_last_read (fixture->company), ==, last_read);
  sync_pull (fixture, &error);
  g_assert_no_error (error);
}

static void
wait_read (TieCrosswalk *crosswalk)
{
  while (tie_crosswalk_get_is_stale (crosswalk))
    g_main_context_iteration (NULL, TRUE);
}

/* Lists that are open follow: there, and back before they were read. */
static void
test_switch_followed (Two *two,
                      gconstpointer data)
{
  SyncFixture *fixture = &two->base;
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *contact = sync_add_contact (fixture, "Anna Adams", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *sentence = NULL;
  const char *const there_and_back[] = { two->first, two->second, two->first };
  guint n_right;

  sync_pull (fixture, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  sentence = sync_export (crosswalk, &error);
  g_assert_no_error (error);
  wait_read (crosswalk);
  n_right = g_list_model_get_n_items (tie_crosswalk_get_right (crosswalk));
  g_assert_cmpuint (n_right, >, 1);
  g_assert_cmpuint (tie_crosswalk_get_n_linked (crosswalk), ==, 1);

  sync_switch (&two->base, two->second, FALSE, &error);
  g_assert_no_error (error);
  wait_read (crosswalk);
  g_assert_cmpuint (g_list_model_get_n_items (tie_crosswalk_get_right (crosswalk)), ==, 0);
  g_assert_cmpuint (tie_crosswalk_get_n_linked (crosswalk), ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (there_and_back); i++)
    {
      sync_switch (&two->base, there_and_back[i], FALSE, &error);
      g_assert_no_error (error);
    }
  wait_read (crosswalk);
  g_assert_cmpuint (g_list_model_get_n_items (tie_crosswalk_get_right (crosswalk)), ==, n_right);
  g_assert_cmpuint (tie_crosswalk_get_n_linked (crosswalk), ==, 1);
}

static gboolean
add_open (TieDb *db,
          gpointer data,
          GError **error)
{
  TieOutboxRow row = {
    .connection = data,
    .kind = TIE_KIND_CUSTOMER,
    .verb = (char *) "create",
    .local_id = (char *) "7",
    .request_id = (char *) "r1",
    .label = (char *) "Anna",
    .body = g_bytes_new_static ("{}", 2),
  };
  gboolean is_added = tie_outbox_table_add (db, &row, error);

  g_bytes_unref (row.body);
  g_free (row.created);
  return is_added;
}

static void
test_switch_open (Two *two,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  tie_store_run (two->base.store, TIE_STORE_WRITE, add_open, two->first, &error);
  g_assert_no_error (error);
  g_assert_false (sync_switch (&two->base, two->second, FALSE, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_OPEN);
  g_assert_cmpstr (error->message, ==, "1 record for Harbor Books Co. waits to be sent. Send it first, or it waits until you switch back.");
  g_assert_cmpstr (tie_company_get_connection (two->base.company)->id, ==, two->first);
  g_clear_error (&error);
  sync_switch (&two->base, two->second, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tie_company_get_connection (two->base.company)->id, ==, two->second);
}

static gboolean
connect_to (Two *two,
            const char *package,
            TieSandbox *sandbox,
            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_company_connect_async (two->base.company, tie_package_find (package), "local", tie_sandbox_get_base_uri (sandbox), NULL, NULL, TRUE, NULL, sync_done_cb, &result);
  sync_wait (&result);
  return tie_company_connect_finish (two->base.company, result, error);
}

static gboolean
mark_sending (TieDb *db,
              gpointer data,
              GError **error)
{
  return tie_db_run (db, error, "UPDATE outbox SET state = ? WHERE connection = ?", "is", (gint64) TIE_OUTBOX_SENDING, data);
}

/* Another package is not connected over what waits, and nobody signs in there in vain; who wants to may leave it, once. */
static void
test_connect_open (Two *two,
                   gconstpointer data)
{
  TieSandboxOptions options = { .package = "xero", .company = "empty", .seed = 2 };
  g_autoptr (TieSandbox) xero = tie_sandbox_new (&options);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  const TieCompanyEntry *entry;

  tie_sandbox_start (xero, &error);
  g_assert_no_error (error);
  tie_store_run (two->base.store, TIE_STORE_WRITE, add_open, two->first, &error);
  tie_store_run (two->base.store, TIE_STORE_WRITE, mark_sending, two->first, &error);
  g_assert_no_error (error);

  g_assert_false (connect_to (two, "xero", xero, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_OPEN);
  g_assert_cmpstr (error->message, ==, "1 record for Harbor Books Co. waits to be sent. Send it first, or it waits until you switch back. To 1 an answer never came: syncing finds out whether it was booked.");
  g_assert_cmpstr (tie_company_get_connection (two->base.company)->id, ==, two->first);
  g_assert_cmpint (tie_company_get_state (two->base.company), ==, TIE_COMPANY_CONNECTED);
  g_clear_error (&error);

  tie_company_leave_open (two->base.company);
  connect_to (two, "xero", xero, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tie_company_get_connection (two->base.company)->package, ==, "xero");
  entries = list_entries (two);
  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpstr (entry->connection->id, ==, two->first);
  g_assert_cmpuint (entry->n_open, ==, 1);

  /* That was for once. */
  sync_switch (&two->base, two->first, FALSE, &error);
  g_assert_no_error (error);
  g_assert_false (connect_to (two, "xero", xero, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_OPEN);
}

/* Who signs in again sends it then; who signs in to another company of the package is told with the links. */
static void
test_connect_open_again (Two *two,
                         gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  tie_store_run (two->base.store, TIE_STORE_WRITE, add_open, two->first, &error);
  connect_to (two, "quickbooks", two->base.sandbox, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tie_company_get_connection (two->base.company)->id, ==, two->first);

  g_assert_false (connect_to (two, "quickbooks", two->other, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_OTHER_COMPANY);
  g_assert_cmpstr (error->message, ==, "1 record for Harbor Books Co. waits to be sent. Send it first, or it waits until you switch back.");
  tie_company_keep_old (two->base.company);
  while (tie_company_is_forgetting (two->base.company))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (tie_company_get_connection (two->base.company)->id, ==, two->first);
}

static void
test_switch_refused (Two *two,
                     gconstpointer data)
{
  g_autoptr (GAsyncResult) reading = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (sync_switch (&two->base, "nothing", FALSE, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  tie_company_pull_async (two->base.company, NULL, sync_done_cb, &reading);
  g_assert_false (sync_switch (&two->base, two->second, FALSE, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_BUSY_RUN);
  sync_wait (&reading);
  g_assert_cmpstr (tie_company_get_connection (two->base.company)->id, ==, two->first);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Two *two, gconstpointer data);
  } tests[] = {
    { "/several/switch", test_switch },
    { "/several/switch-followed", test_switch_followed },
    { "/several/switch-open", test_switch_open },
    { "/several/connect-open", test_connect_open },
    { "/several/connect-open-again", test_connect_open_again },
    { "/several/switch-refused", test_switch_refused },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (choice_cases); i++)
    g_test_add (choice_cases[i].path, SyncFixture, &choice_cases[i], set_up_alone, test_choice, sync_fixture_tear_down);
  g_test_add ("/several/list-fails", SyncFixture, NULL, set_up_alone, test_list_fails, sync_fixture_tear_down);
  g_test_add ("/several/again", SyncFixture, NULL, set_up_alone, test_again, sync_fixture_tear_down);
  g_test_add ("/several/unknown-package", SyncFixture, NULL, sync_fixture_set_up, test_unknown_package, sync_fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Two, NULL, two_set_up, tests[i].test, two_tear_down);
  return g_test_run ();
}
