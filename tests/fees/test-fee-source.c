/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-fee-source"
#include "config.h"

#include <string.h>

#include "fake-file.h"
#include "fees/tie-fee-source.h"

/* Shares that are busy, away, or go away while they are read. */

static guint waited;

static void
wait_cb (guint milliseconds)
{
  waited += milliseconds;
}

typedef struct
{
  const char *why;
  int moods[6];
  TieFeeCode code;
  guint n_reads;
  guint waited;
} LoadCase;

static const LoadCase cases[] = {
  { "quiet", { FAKE_GOOD, -1 }, TIE_FEE_OK, 1, 0 },
  { "busy twice", { FAKE_BUSY, FAKE_BUSY, FAKE_GOOD, -1 }, TIE_FEE_OK, 3, 4000 },
  { "busy for ever", { FAKE_BUSY, -1 }, TIE_FEE_L12_BUSY, 5, 8000 },
  { "written while it is read", { FAKE_GROWING, FAKE_GOOD, -1 }, TIE_FEE_OK, 2, 2000 },
  { "written for ever", { FAKE_GROWING, -1 }, TIE_FEE_L12_BUSY, 5, 8000 },
  { "goes away while it is read", { FAKE_CUT, -1 }, TIE_FEE_L11_UNREACHABLE, 1, 0 },
  { "not allowed", { FAKE_FORBIDDEN, -1 }, TIE_FEE_L11_UNREACHABLE, 1, 0 },
};

static void
test_load (void)
{
  tie_fee_source_set_wait_for_test (wait_cb);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FakeFile) file = fake_file_new ("a,b\n1,2\n", cases[i].moods);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) found = tie_fee_source_list (G_FILE (file), NULL, &error);
      g_autoptr (GBytes) bytes = NULL;

      g_test_message ("%s", cases[i].why);
      g_assert_no_error (error);
      g_assert_cmpuint (found->len, ==, 1);
      waited = 0;
      bytes = tie_fee_source_load (found->pdata[0], NULL, &error);
      if (cases[i].code == TIE_FEE_OK)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (g_bytes_get_size (bytes), ==, strlen ("a,b\n1,2\n"));
        }
      else
        g_assert_error (error, TIE_FEE_ERROR, (int) cases[i].code);
      g_assert_cmpuint (fake_file_get_n_reads (file), ==, cases[i].n_reads);
      g_assert_cmpuint (waited, ==, cases[i].waited);
    }
  tie_fee_source_set_wait_for_test (NULL);
}

static void
test_away (void)
{
  static const int moods[] = { FAKE_GONE, -1 };
  g_autoptr (FakeFile) file = fake_file_new ("", moods);
  g_autoptr (GError) error = NULL;

  g_assert_null (tie_fee_source_list (G_FILE (file), NULL, &error));
  g_assert_error (error, TIE_FEE_ERROR, TIE_FEE_L11_UNREACHABLE);
}

/* Written this moment: it is only believed once it is the same two seconds later. */
static void
test_young (void)
{
  static const int quiet[] = { FAKE_YOUNG, -1 };
  g_autoptr (FakeFile) one = fake_file_new ("a,b\n1,2\n", quiet);
  g_autoptr (FakeFile) other = fake_file_new ("a,b\n1,2\n", quiet);
  g_autoptr (GPtrArray) found = tie_fee_source_list (G_FILE (one), NULL, NULL);
  g_autoptr (GPtrArray) writing = tie_fee_source_list (G_FILE (other), NULL, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) grown = NULL;

  tie_fee_source_set_wait_for_test (wait_cb);
  waited = 0;
  bytes = tie_fee_source_load (found->pdata[0], NULL, NULL);
  g_assert_nonnull (bytes);
  g_assert_cmpuint (waited, ==, 2000);
  waited = 0;
  fake_file_grow (other);
  grown = tie_fee_source_load (writing->pdata[0], NULL, NULL);
  g_assert_nonnull (grown);
  g_assert_cmpuint (waited, ==, 4000);
  g_assert_cmpuint (fake_file_get_n_reads (other), ==, 2);
  tie_fee_source_set_wait_for_test (NULL);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GFile) folder = g_file_new_for_path (g_get_tmp_dir ());
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (tie_fee_source_list (folder, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
write_file (const char *folder,
            const char *below,
            const char *name)
{
  g_autofree char *parent = g_build_filename (folder, below, NULL);
  g_autofree char *path = g_build_filename (parent, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
}

/* What lies in a Lacerte folder: only exports are looked at. */
static void
test_list (void)
{
  g_autofree char *path = g_dir_make_tmp ("tie-fees-XXXXXX", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GString) labels = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  write_file (path, "24tax/idata/EXPORT", "EXPORT.CSV");
  write_file (path, "24tax/idata", "DATA1I24.DBF");
  write_file (path, "24tax/idata", "DATA1I24.MDX");
  write_file (path, "24tax/idata/DETAIL", "1000.ID4");
  write_file (path, "24tax/sdata/EXPORT", "clients.xlsx");
  write_file (path, "", "~$clients.xlsx");
  write_file (path, "", ".hidden.csv");
  write_file (path, "", "table.dbf");
  write_file (path, ".trash", "old.csv");
  write_file (path, "a/b/c/d/e/f/g", "deep.csv");

  found = tie_fee_source_list (folder, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (labels, "%s ", ((TieFeeCandidate *) found->pdata[i])->label);
  g_assert_cmpstr (labels->str, ==, "24tax/idata/EXPORT/EXPORT.CSV 24tax/sdata/EXPORT/clients.xlsx table.dbf ");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/fees/source/load", test_load);
  g_test_add_func ("/fees/source/away", test_away);
  g_test_add_func ("/fees/source/young", test_young);
  g_test_add_func ("/fees/source/cancelled", test_cancelled);
  g_test_add_func ("/fees/source/list", test_list);

  return g_test_run ();
}
