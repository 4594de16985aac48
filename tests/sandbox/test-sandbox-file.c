/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "client.h"

static char *
data_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sandbox-XXXXXX", NULL);

  return g_build_filename (folder, "company.db", NULL);
}

static void
remove_data_file (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm" };
  g_autofree char *folder = g_path_get_dirname (path);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_remove (name);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Objects, tokens, answers and the journal outlive the program. */
static void
test_restart (void)
{
  g_autofree char *path = data_file ();
  const TieSandboxOptions options = { .data_file = path };
  g_autofree char *first = NULL;
  g_autofree char *access = NULL;
  g_autofree char *refresh = NULL;

  {
    g_autoptr (Client) client = client_new (&options);

    client_sign_in (client);
    first = client_post (client, "customer?requestid=f-1", "{\"DisplayName\":\"Kept\"}");
    access = g_strdup (client->access);
    refresh = g_strdup (client->refresh);
  }
  {
    g_autoptr (Client) client = client_new (&options);
    g_autofree char *again = NULL;
    g_autofree char *next = NULL;
    g_autofree char *count = NULL;
    g_autofree char *journal = NULL;
    g_autofree char *form = soup_form_encode ("grant_type", "refresh_token", "refresh_token", refresh, NULL);
    g_autofree char *tokens = NULL;

    client->access = g_steal_pointer (&access);
    again = client_post (client, "customer?requestid=f-1", "{\"DisplayName\":\"Kept\"}");
    g_assert_cmpstr (again, ==, first);
    next = client_post (client, "customer", "{\"DisplayName\":\"Next\"}");
    client_assert (next, "Customer.Id", "54");
    count = client_query (client, "select count(*) from Customer");
    client_assert (count, "QueryResponse.totalCount", "46");
    journal = tie_sandbox_dup_journal (client->sandbox);
    client_assert (journal, "0.path", "/connect/oauth2");
    tokens = client_post_token (client, form);
    client_assert (tokens, "token_type", "bearer");
  }
  remove_data_file (path);
}

/* A second program on the file sees what the first one answered. */
static void
test_open_twice (void)
{
  g_autofree char *path = data_file ();
  const TieSandboxOptions options = { .data_file = path };
  g_autoptr (Client) one = client_new (&options);
  g_autofree char *created = NULL;
  g_autofree char *seen = NULL;

  client_sign_in (one);
  created = client_post (one, "customer", "{\"DisplayName\":\"Seen\"}");
  {
    g_autoptr (Client) two = client_new (&options);

    seen = tie_sandbox_dup_query (two->sandbox, "select * from Customer where DisplayName = 'Seen'");
    client_assert (seen, "QueryResponse.Customer.0.Id", "53");
  }
  g_clear_pointer (&one, client_free);
  remove_data_file (path);
}

typedef struct
{
  const char *why;
  const char *company;
  const char *content; /* of the file before; NULL: a harbor company */
  gint code;
} StartCase;

static void
test_bad_files (void)
{
  static const StartCase cases[] = {
    { "another company's file", "empty", NULL, G_IO_ERROR_INVALID_ARGUMENT },
    { "no database", "harbor", "This is a letter and no database at all, by far not.\n", G_IO_ERROR_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = data_file ();
      const TieSandboxOptions harbor = { .data_file = path };
      const TieSandboxOptions options = { .data_file = path, .company = cases[i].company };
      g_autoptr (TieSandbox) sandbox = tie_sandbox_new (&options);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].why);
      if (cases[i].content != NULL)
        g_assert_true (g_file_set_contents (path, cases[i].content, -1, NULL));
      else
        client_free (client_new (&harbor));
      g_assert_false (tie_sandbox_start (sandbox, &error));
      g_assert_error (error, G_IO_ERROR, cases[i].code);
      g_assert_null (tie_sandbox_get_base_uri (sandbox));
      remove_data_file (path);
    }
}

static void
test_no_folder (void)
{
  const TieSandboxOptions options = { .data_file = "/nowhere/at/all/company.db" };
  g_autoptr (TieSandbox) sandbox = tie_sandbox_new (&options);
  g_autoptr (GError) error = NULL;

  g_assert_false (tie_sandbox_start (sandbox, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
}

static void
test_bad_fault (void)
{
  const TieSandboxOptions options = { .fault = "nonsense" };
  g_autoptr (TieSandbox) sandbox = tie_sandbox_new (&options);
  g_autoptr (GError) error = NULL;

  g_assert_false (tie_sandbox_start (sandbox, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static void
test_port_taken (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autoptr (GUri) uri = g_uri_parse (tie_sandbox_get_base_uri (client->sandbox), G_URI_FLAGS_NONE, NULL);
  const TieSandboxOptions options = { .port = (guint16) g_uri_get_port (uri) };
  g_autoptr (TieSandbox) second = tie_sandbox_new (&options);
  g_autoptr (GError) error = NULL;

  g_assert_false (tie_sandbox_start (second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
}

/* Stopped and started again, it is the same object on a new port; in memory it begins anew. */
static void
test_start_again (void)
{
  g_autoptr (TieSandbox) sandbox = tie_sandbox_new (NULL);
  g_autofree char *count = NULL;

  g_assert_true (tie_sandbox_start (sandbox, NULL));
  tie_sandbox_stop (sandbox);
  tie_sandbox_stop (sandbox);
  g_assert_null (tie_sandbox_get_base_uri (sandbox));
  g_assert_true (tie_sandbox_start (sandbox, NULL));
  count = tie_sandbox_dup_query (sandbox, "select count(*) from Vendor");
  client_assert (count, "QueryResponse.totalCount", "3");
}

/* The same seed makes the same names. */
static void
test_seed (void)
{
  const TieSandboxOptions options = { .company = "empty", .rows = 20, .seed = 11 };
  const TieSandboxOptions other = { .company = "empty", .rows = 20, .seed = 12 };
  g_autoptr (Client) one = client_new (&options);
  g_autoptr (Client) two = client_new (&options);
  g_autoptr (Client) three = client_new (&other);
  g_autofree char *first = tie_sandbox_dup_query (one->sandbox, "select * from Customer where Id = '20'");
  g_autofree char *second = tie_sandbox_dup_query (two->sandbox, "select * from Customer where Id = '20'");
  g_autofree char *third = tie_sandbox_dup_query (three->sandbox, "select * from Customer where Id = '20'");
  g_autofree char *name = client_pick (first, "QueryResponse.Customer.0.DisplayName");
  g_autofree char *other_name = client_pick (third, "QueryResponse.Customer.0.DisplayName");

  client_assert (second, "QueryResponse.Customer.0.DisplayName", name);
  g_assert_cmpstr (name, !=, other_name);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/file/restart", test_restart);
  g_test_add_func ("/sandbox/file/open-twice", test_open_twice);
  g_test_add_func ("/sandbox/file/bad-files", test_bad_files);
  g_test_add_func ("/sandbox/file/no-folder", test_no_folder);
  g_test_add_func ("/sandbox/file/bad-fault", test_bad_fault);
  g_test_add_func ("/sandbox/file/port-taken", test_port_taken);
  g_test_add_func ("/sandbox/file/start-again", test_start_again);
  g_test_add_func ("/sandbox/file/seed", test_seed);
  return g_test_run ();
}
