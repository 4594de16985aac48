/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "exchange/tie-file-draft.h"

/* Each both ways: as a file without a name, and where the file system has no such thing. */

typedef struct
{
  char *folder; /* (owned) */
  char *path;   /* (owned): what is written */
} DraftFixture;

static void
set_up (DraftFixture *fixture,
        gconstpointer names)
{
  fixture->folder = g_dir_make_tmp (NULL, NULL);
  fixture->path = g_build_filename (fixture->folder, "out.iif", NULL);
  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  tie_file_draft_use_names (GPOINTER_TO_INT (names));
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (DraftFixture *fixture,
           gconstpointer names)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
expect_text (DraftFixture *fixture,
             const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static TieFileDraft *
begin (DraftFixture *fixture)
{
  TieFileDraft *draft = tie_file_draft_new (fixture->path);

  g_assert_nonnull (draft);
  g_assert_cmpint (write (tie_file_draft_get_fd (draft), "new", 3), ==, 3);
  return draft;
}

static void
test_whole (DraftFixture *fixture,
            gconstpointer names)
{
  GStatBuf status;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TieFileDraft) draft = begin (fixture);

      expect_text (fixture, i == 0 ? "old" : "new");
      g_assert_true (tie_file_draft_finish (draft));
      expect_text (fixture, "new");
    }
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  tie_file_draft_free (begin (fixture)); /* given up */
  expect_text (fixture, "new");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

/* A place that is taken by a folder: nothing is left beside it. */
static void
test_refused (DraftFixture *fixture,
              gconstpointer names)
{
  g_autoptr (TieFileDraft) draft = NULL;
  g_autoptr (TieFileDraft) nowhere = NULL;

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  draft = begin (fixture);
  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  g_assert_false (tie_file_draft_finish (draft));
  g_clear_pointer (&draft, tie_file_draft_free);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);

  g_assert_cmpint (g_rmdir (fixture->path), ==, 0);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  nowhere = tie_file_draft_new (fixture->path);
  g_assert_null (nowhere);
  g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
}

static void
make (DraftFixture *fixture,
      const char *name,
      guint days)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  const gint64 then = g_get_real_time () / G_USEC_PER_SEC - (gint64) days * 25 * 60 * 60;
  const struct timeval times[2] = { { (time_t) then, 0 }, { (time_t) then, 0 } };

  g_assert_true (g_str_has_suffix (name, "folder") ? g_mkdir (path, 0700) == 0 : g_file_set_contents (path, "left", -1, NULL));
  g_assert_cmpint (utimes (path, times), ==, 0);
}

/* Only what is ours, and of long ago. */
static void
test_left (DraftFixture *fixture,
           gconstpointer names)
{
  static const struct
  {
    const char *name;
    guint days;
    gboolean goes;
  } cases[] = {
    { ".tieout-a1B2c3", 1, TRUE },
    { ".tieout-zzzzzz", 30, TRUE },
    { ".tieout-a1B2c4", 0, FALSE },
    { ".tieout-a1B2c3d", 30, FALSE },
    { ".tieout-a-b.c3", 30, FALSE },
    { ".tieout-folder", 30, FALSE },
    { "tieout-a1B2c3", 30, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    make (fixture, cases[i].name, cases[i].days);
  tie_file_draft_free (begin (fixture));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, cases[i].name, NULL);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, !cases[i].goes);
    }
}

#define FOLDER "TIE_TEST_FOLDER"

/* The program that is killed: it runs by itself, in the folder that the test names. */
static void
test_victim (void)
{
  g_autofree char *path = g_build_filename (g_getenv (FOLDER), "out.iif", NULL);
  g_autoptr (TieFileDraft) draft = NULL;

  tie_file_draft_use_names (FALSE);
  draft = tie_file_draft_new (path);
  g_assert_nonnull (draft);
  g_assert_cmpint (write (tie_file_draft_get_fd (draft), "new", 3), ==, 3);
  raise (SIGKILL);
}

static void
test_killed (DraftFixture *fixture,
             gconstpointer names)
{
  const int fd = open (fixture->folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      g_test_skip ("this file system knows only files with names");
      return;
    }
  close (fd);
  g_setenv (FOLDER, fixture->folder, TRUE);
  g_test_trap_subprocess ("/file-draft/subprocess/victim", 0, 0);
  g_unsetenv (FOLDER);
  g_test_trap_assert_failed ();
  expect_text (fixture, "old");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

#define ADD(path, func)                                                                                       \
  g_test_add ("/file-draft/" path "/nameless", DraftFixture, GINT_TO_POINTER (FALSE), set_up, func, tear_down); \
  g_test_add ("/file-draft/" path "/named", DraftFixture, GINT_TO_POINTER (TRUE), set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("whole", test_whole);
  ADD ("refused", test_refused);
  ADD ("left", test_left);
  g_test_add ("/file-draft/killed", DraftFixture, GINT_TO_POINTER (FALSE), set_up, test_killed, tear_down);
  g_test_add_func ("/file-draft/subprocess/victim", test_victim);

  return g_test_run ();
}
