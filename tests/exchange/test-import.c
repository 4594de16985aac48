/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/tie-error.h"
#include "exchange/tie-import.h"
#include "model/tie-contact-type.h"
#include "model/tie-contact.h"
#include "model/tie-site.h"
#include "store/tie-record-table.h"
#include "store/tie-undo.h"

typedef struct
{
  char *folder;
  char *path;
  TieStore *store;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("tie-import-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "Test.tieout", NULL);
  fixture->store = tie_store_open (fixture->path, TIE_STORE_CREATE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_assert_finalize_object (G_OBJECT (fixture->store));
  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static TieImport *
read_file (TieImportKind kind,
           const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "csv", name, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (text, length);
  return tie_import_new (kind, bytes);
}

static TieImport *
read_text (TieImportKind kind,
           const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return tie_import_new (kind, bytes);
}

static void
review (Fixture *fixture,
        TieImport *import,
        const char *expected_summary)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *summary = NULL;

  tie_import_review (import, fixture->store, &error);
  g_assert_no_error (error);
  summary = tie_import_dup_summary (import);
  g_assert_cmpstr (summary, ==, expected_summary);
}

static void
apply (Fixture *fixture,
       TieImport *import,
       const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = tie_import_apply (import, fixture->store, "window", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (sentence, ==, expected);
}

static const char *
get_reason (TieImport *import,
            guint index)
{
  g_autoptr (TieImportRow) row = g_list_model_get_item (tie_import_get_rows (import), index);

  return tie_import_row_get_reason (row); /* the review keeps it */
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Contacts as "name|number|city;…", sorted as text. */
static gboolean
dump_func (TieDb *db,
           gpointer data,
           GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) contacts = tie_record_table_list (db, TIE_TYPE_CONTACT, error);

  g_assert_nonnull (contacts);
  for (guint i = 0; i < contacts->len; i++)
    {
      TieRecord *contact = g_ptr_array_index (contacts, i);

      g_ptr_array_add (lines, g_strdup_printf ("%s|%s|%s;", tie_record_get_text (contact, TIE_CONTACT_NAME), tie_record_get_text (contact, TIE_CONTACT_NUMBER),
                                               tie_record_get_text (contact, TIE_CONTACT_CITY)));
      g_assert_cmpstr (tie_record_get_text (contact, TIE_CONTACT_TYPE_ID), ==, TIE_CONTACT_TYPE_CLIENT);
    }
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append (data, g_ptr_array_index (lines, i));
  return TRUE;
}

static void
assert_contacts (Fixture *fixture,
                 const char *expected)
{
  g_autoptr (GString) dump = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->store, TIE_STORE_READ, dump_func, dump, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dump->str, ==, expected);
}

static gboolean
undo_func (TieDb *db,
           gpointer data,
           GError **error)
{
  g_autoptr (TieUndoStep) step = tie_undo_peek (db, "window", GPOINTER_TO_INT (data), error);

  g_assert_nonnull (step);
  g_assert_cmpstr (step->sentence, ==, "2 contacts imported");
  return tie_undo_apply (db, step->id, GPOINTER_TO_INT (data), NULL, NULL, error);
}

static void
undo (Fixture *fixture,
      gboolean redo)
{
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->store, TIE_STORE_WRITE, undo_func, GINT_TO_POINTER (redo), &error);
  g_assert_no_error (error);
}

static void
test_new (Fixture *fixture,
          gconstpointer data)
{
  g_autoptr (TieImport) import = read_file (TIE_IMPORT_CONTACTS, "utf-8-mark.csv");

  review (fixture, import, "2 rows: 2 new · 0 update · 0 same · 0 problems");
  apply (fixture, import, "2 contacts imported");
  assert_contacts (fixture, "Baker & Sons, Inc.|BAKER01|;Carter, Joan|CARTJ01|;");
  undo (fixture, FALSE);
  assert_contacts (fixture, "");
  undo (fixture, TRUE);
  assert_contacts (fixture, "Baker & Sons, Inc.|BAKER01|;Carter, Joan|CARTJ01|;");

  /* Once more: nothing is left to do. */
  review (fixture, import, "2 rows: 0 new · 0 update · 2 same · 0 problems");
  g_assert_cmpuint (tie_import_count_checked (import), ==, 0);
}

static void
test_update (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (TieImport) first = read_text (TIE_IMPORT_CONTACTS, "Number,Name,City\nC1,Carter,Salem\n,Elm Works,Bend\nC3,Twin,\n,Café Zoë,\n,Double,\n");
  g_autoptr (TieImport) twins = read_text (TIE_IMPORT_CONTACTS, "Number,Name,City\nC4,Double,\n");
  g_autoptr (TieImport) second = read_text (TIE_IMPORT_CONTACTS,
                                            "Number,Name,City\nc1,Carter Joan,\n,ELM  works,Eugene\nC9,Twin,\nC5,cafe zoe,\n,Nobody,\n");
  g_autoptr (TieImport) ambiguous = read_text (TIE_IMPORT_CONTACTS, "Name,City\nTwin,Salem\n");

  review (fixture, first, "5 rows: 5 new · 0 update · 0 same · 0 problems");
  apply (fixture, first, "5 contacts imported");
  review (fixture, twins, "1 row: 0 new · 1 update · 0 same · 0 problems");

  review (fixture, second, "5 rows: 2 new · 3 update · 0 same · 0 problems");
  g_assert_cmpstr (get_reason (second, 0), ==, "Changes Name, Number");
  g_assert_cmpstr (get_reason (second, 1), ==, "Changes Name, City");
  g_assert_cmpstr (get_reason (second, 3), ==, "Changes Name, Number");
  apply (fixture, second, "5 contacts imported");
  /* A blank cell leaves Salem; a Twin with another number is another person. */
  assert_contacts (fixture, "Carter Joan|c1|Salem;Double||;ELM works||Eugene;Nobody||;Twin|C3|;Twin|C9|;cafe zoe|C5|;");

  review (fixture, ambiguous, "1 row: 0 new · 0 update · 0 same · 1 problem");
  g_assert_cmpstr (get_reason (ambiguous, 0), ==, "Several contacts are called “Twin”; give the client number");
}

static void
test_problems (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (TieImport) import = read_file (TIE_IMPORT_CONTACTS, "problems.csv");
  g_autoptr (TieImport) comma = read_file (TIE_IMPORT_CONTACTS, "comma-in-name.csv");
  g_autoptr (TieImport) open_quote = read_text (TIE_IMPORT_CONTACTS, "Name\nCarter\n\"Alder\nElm\n");
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize size;

  review (fixture, import, "6 rows: 2 new · 0 update · 0 same · 4 problems");
  g_assert_cmpstr (get_reason (import, 1), ==, "The same as line 2");
  g_assert_cmpstr (get_reason (import, 2), !=, "");
  g_assert_cmpstr (get_reason (import, 3), ==, "“Gardener” is not a contact type");
  g_assert_cmpstr (get_reason (import, 5), ==, "The same as line 6");

  written = tie_import_write_problems (import);
  text = g_strndup (g_bytes_get_data (written, &size), g_bytes_get_size (written));
  g_assert_true (g_str_has_prefix (text, "Number,Name,Type,City,Reason\r\nC1,Carter J,Client,Salem,The same as line 2\r\n"));
  g_assert_true (g_str_has_suffix (text, ",elm  works,,Eugene,The same as line 6\r\n"));

  review (fixture, comma, "2 rows: 1 new · 0 update · 0 same · 1 problem");
  g_assert_cmpstr (get_reason (comma, 0), ==, "The row has 4 columns, the header has 3");

  g_assert_false (tie_import_review (open_quote, fixture->store, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
}

static void
test_parts (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (TieImport) parts = read_file (TIE_IMPORT_CONTACTS, "pipes-cr.txt");
  g_autoptr (TieImport) both = read_text (TIE_IMPORT_CONTACTS, "Company,Last Name,First Name\nElm Works,Alder,Kim\n,Baker,Lee\n,,Cher\n");

  review (fixture, parts, "2 rows: 2 new · 0 update · 0 same · 0 problems");
  apply (fixture, parts, "2 contacts imported");
  assert_contacts (fixture, "Carter, Joan|A1|;O'Neil, Shaun|A2|;");
  undo (fixture, FALSE);
  review (fixture, both, "3 rows: 3 new · 0 update · 0 same · 0 problems");
  apply (fixture, both, "3 contacts imported");
  assert_contacts (fixture, "Baker, Lee||;Cher||;Elm Works||;");
}

static void
test_sites (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (TieImport) contacts = read_file (TIE_IMPORT_CONTACTS, "utf-8-mark.csv");
  g_autoptr (TieImport) sites = read_file (TIE_IMPORT_SITES, "sites.csv");
  g_autoptr (TieImport) again = read_text (TIE_IMPORT_SITES, "Client,Site,City\n\"Carter, Joan\",main studio,Bend\nCARTJ01,Annex,\n");

  review (fixture, contacts, "2 rows: 2 new · 0 update · 0 same · 0 problems");
  apply (fixture, contacts, "2 contacts imported");
  review (fixture, sites, "4 rows: 1 new · 0 update · 0 same · 3 problems");
  g_assert_cmpstr (get_reason (sites, 1), ==, "No contact is called “baker & sons inc”");
  g_assert_cmpstr (get_reason (sites, 3), ==, "The contact is missing");
  apply (fixture, sites, "1 site imported");
  review (fixture, again, "2 rows: 1 new · 1 update · 0 same · 0 problems");
  g_assert_cmpstr (get_reason (again, 0), ==, "Changes Name, City");
  apply (fixture, again, "2 sites imported");
}

static gboolean
delete_func (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autoptr (GPtrArray) found = tie_record_table_list_where (db, TIE_TYPE_CONTACT, TIE_CONTACT_NUMBER, data, error);

  g_assert_cmpuint (found->len, ==, 1);
  return tie_record_table_delete (db, TIE_TYPE_CONTACT, tie_record_get_id (g_ptr_array_index (found, 0)), error);
}

/* All or nothing, also when a record goes away between the review and the import. */
static void
test_all_or_nothing (Fixture *fixture,
                     gconstpointer data)
{
  g_autoptr (TieImport) first = read_text (TIE_IMPORT_CONTACTS, "Number,Name\nC1,Carter\nC2,Alder\n");
  g_autoptr (TieImport) second = read_text (TIE_IMPORT_CONTACTS, "Number,Name\nC3,Elm\nC2,Alder Kim\nC4,Oak\n");
  g_autoptr (GError) error = NULL;

  review (fixture, first, "2 rows: 2 new · 0 update · 0 same · 0 problems");
  apply (fixture, first, "2 contacts imported");
  review (fixture, second, "3 rows: 2 new · 1 update · 0 same · 0 problems");
  tie_store_run (fixture->store, TIE_STORE_WRITE, delete_func, (gpointer) "C2", &error);
  g_assert_no_error (error);
  g_assert_null (tie_import_apply (second, fixture->store, NULL, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_CHANGED);
  assert_contacts (fixture, "Carter|C1|;");
}

static void
notified_cb (GObject *object,
             GParamSpec *pspec,
             guint *count)
{
  *count += 1;
}

static void
test_checks (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (TieImport) import = read_file (TIE_IMPORT_CONTACTS, "problems.csv");
  g_autoptr (TieImportRow) good = NULL;
  g_autoptr (TieImportRow) bad = NULL;
  g_autoptr (TieImportRow) same = NULL;
  guint notified = 0;

  review (fixture, import, "6 rows: 2 new · 0 update · 0 same · 4 problems");
  good = g_list_model_get_item (tie_import_get_rows (import), 0);
  bad = g_list_model_get_item (tie_import_get_rows (import), 1);
  same = g_list_model_get_item (tie_import_get_rows (import), 0);
  g_assert_true (good == same);
  g_assert_cmpuint (tie_import_row_get_line (good), ==, 2);
  g_assert_cmpstr (tie_import_row_get_result_text (bad), ==, "Problem");
  g_assert_cmpstr (tie_import_row_get_text (good, 1), ==, "Carter, Joan");

  g_signal_connect (good, "notify::is-checked", G_CALLBACK (notified_cb), &notified);
  tie_import_row_set_is_checked (good, FALSE);
  tie_import_row_set_is_checked (bad, TRUE);
  g_assert_cmpuint (tie_import_count_checked (import), ==, 1);
  tie_import_check_all (import, TRUE);
  g_assert_cmpuint (tie_import_count_checked (import), ==, 2);
  g_assert_cmpuint (notified, ==, 2);
  tie_import_row_set_is_checked (good, FALSE);
  apply (fixture, import, "1 contact imported");
  assert_contacts (fixture, "Elm Works||Bend;");

  /* A row that outlives its review is only what it was. */
  tie_import_set_header_row (import, 0);
  g_assert_cmpuint (g_list_model_get_n_items (tie_import_get_rows (import)), ==, 0);
  tie_import_row_set_is_checked (good, TRUE);
  g_assert_false (tie_import_row_get_is_checked (good));
}

static void
test_remembered (Fixture *fixture,
                 gconstpointer data)
{
  const char *text = "Kunde,Ort,Nr\nElm,Bend,7\n";
  g_autoptr (TieImport) first = read_text (TIE_IMPORT_CONTACTS, text);
  g_autoptr (TieImport) second = read_text (TIE_IMPORT_CONTACTS, text);
  g_autoptr (TieImport) other = read_text (TIE_IMPORT_CONTACTS, "Kunde,Ort,Nummer\nElm,Bend,7\n");
  g_autoptr (GError) error = NULL;

  g_assert_false (tie_import_is_field_mapped (first, 1));
  tie_import_set_column_field (first, 0, 1);
  review (fixture, first, "1 row: 1 new · 0 update · 0 same · 0 problems");
  apply (fixture, first, "1 contact imported");

  g_assert_true (tie_import_recall (second, fixture->store, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tie_import_get_column_field (second, 0), ==, 1);
  g_assert_true (tie_import_recall (other, fixture->store, &error));
  g_assert_false (tie_import_is_field_mapped (other, 1));
}

typedef struct
{
  GAsyncResult *result;
} Answer;

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  ((Answer *) user_data)->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Answer *answer)
{
  while (answer->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (&answer->result);
}

/* As the window does it; a cancelled import writes nothing. */
static void
test_async (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (TieImport) import = read_file (TIE_IMPORT_CONTACTS, "utf-8-mark.csv");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) recalled = NULL;
  g_autoptr (GAsyncResult) reviewed = NULL;
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GAsyncResult) applied = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  Answer answer = { NULL };

  tie_import_recall_async (import, fixture->store, NULL, answered_cb, &answer);
  recalled = wait_for (&answer);
  g_assert_true (tie_import_recall_finish (import, recalled, &error));
  tie_import_review_async (import, fixture->store, NULL, answered_cb, &answer);
  reviewed = wait_for (&answer);
  g_assert_true (tie_import_review_finish (import, reviewed, &error));
  g_assert_cmpuint (tie_import_count_checked (import), ==, 2);

  g_cancellable_cancel (cancellable);
  tie_import_apply_async (import, fixture->store, NULL, cancellable, answered_cb, &answer);
  cancelled = wait_for (&answer);
  g_assert_null (tie_import_apply_finish (import, cancelled, &error));
  g_assert_true (tie_error_is_cancelled (error));
  g_clear_error (&error);
  assert_contacts (fixture, "");

  tie_import_apply_async (import, fixture->store, NULL, NULL, answered_cb, &answer);
  applied = wait_for (&answer);
  sentence = tie_import_apply_finish (import, applied, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sentence, ==, "2 contacts imported");
}

static void
test_many (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("Number;Name;City\r\n");
  g_autoptr (TieImport) import = NULL;
  guint n = g_test_slow () ? 200000 : 5000;
  gint64 began;
  g_autofree char *summary = g_strdup_printf ("%u rows: %u new · 0 update · 0 same · 0 problems", n, n);
  g_autofree char *sentence = g_strdup_printf ("%u contacts imported", n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "N%u;\"Contact, %u\";Portland\r\n", i, i);
  import = read_text (TIE_IMPORT_CONTACTS, text->str);
  began = g_get_monotonic_time ();
  review (fixture, import, summary);
  g_test_message ("review: %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - began) / 1000);
  began = g_get_monotonic_time ();
  apply (fixture, import, sentence);
  g_test_message ("apply: %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - began) / 1000);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/exchange/import/new", test_new },
    { "/exchange/import/update", test_update },
    { "/exchange/import/problems", test_problems },
    { "/exchange/import/parts", test_parts },
    { "/exchange/import/sites", test_sites },
    { "/exchange/import/all-or-nothing", test_all_or_nothing },
    { "/exchange/import/checks", test_checks },
    { "/exchange/import/remembered", test_remembered },
    { "/exchange/import/async", test_async },
    { "/exchange/import/many", test_many },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
