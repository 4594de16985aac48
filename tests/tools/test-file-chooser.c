/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file chooser on the folder of an open practice opens none of the practice's files.  Closing any of them in a process that has the
 * database open would drop the process's locks on it, and another program could then write over ours. */
#define G_LOG_DOMAIN "test-file-chooser"
#include "config.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <gtk/gtk.h>

/* The last is of no known type: the chooser has to look into it, which shows that this test would see it. */
static const char *const names[] = {
  "harbor.tieout",
  "harbor.tieout-wal",
  "harbor.tieout-shm",
  "harbor.of-no-known-type",
};
#define STRANGER (G_N_ELEMENTS (names) - 1)

typedef struct
{
  char *folder;                       /* (owned) */
  int inotify;
  int watches[G_N_ELEMENTS (names)];
  gboolean opened[G_N_ELEMENTS (names)];
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("tieout-chooser-XXXXXX", &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_file_set_contents (path, "SQLite format 3", -1, &error);
      g_assert_no_error (error);
    }

  fixture->inotify = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  g_assert_cmpint (fixture->inotify, >=, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      fixture->watches[i] = inotify_add_watch (fixture->inotify, path, IN_OPEN);
      g_assert_cmpint (fixture->watches[i], >=, 0);
    }
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  close (fixture->inotify);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
read_events (Fixture *fixture)
{
  _Alignas (struct inotify_event) char buffer[4096];
  gssize length;

  while ((length = read (fixture->inotify, buffer, sizeof buffer)) > 0)
    {
      for (const char *at = buffer; at < buffer + length;)
        {
          const struct inotify_event *event = (const struct inotify_event *) at;

          for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
            {
              if (event->wd == fixture->watches[i])
                fixture->opened[i] = TRUE;
            }
          at += sizeof *event + event->len;
        }
    }
}

/* The chooser's list of files, whatever widget this release of GTK shows it with; 0 while it is loading. */
static guint
count_listed (GtkWidget *widget)
{
  guint listed = 0;

  if (GTK_IS_TREE_VIEW (widget) && gtk_tree_view_get_model (GTK_TREE_VIEW (widget)) != NULL)
    listed = gtk_tree_model_iter_n_children (gtk_tree_view_get_model (GTK_TREE_VIEW (widget)), NULL);
  else if (GTK_IS_COLUMN_VIEW (widget) && gtk_column_view_get_model (GTK_COLUMN_VIEW (widget)) != NULL)
    listed = g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (widget))));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    listed = MAX (listed, count_listed (child));
  return listed;
}

static gboolean
too_late_cb (gpointer data)
{
  gboolean *too_late = data;

  *too_late = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_opens_no_part_of_a_practice (Fixture *fixture,
                                  gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GError) error = NULL;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *chooser = gtk_file_chooser_widget_new (GTK_FILE_CHOOSER_ACTION_OPEN);
  gboolean too_late = FALSE;
  guint timeout = g_timeout_add_seconds (30, too_late_cb, &too_late);

  gtk_window_set_child (GTK_WINDOW (window), chooser);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, &error);
  g_assert_no_error (error);
  gtk_window_present (GTK_WINDOW (window));

  while (!too_late && (count_listed (chooser) < G_N_ELEMENTS (names) || !fixture->opened[STRANGER]))
    {
      g_main_context_iteration (NULL, TRUE);
      read_events (fixture);
    }
  g_assert_false (too_late);
  g_source_remove (timeout);

  for (gsize i = 0; i < STRANGER; i++)
    {
      if (fixture->opened[i])
        g_error ("the chooser opened %s", names[i]);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/file-chooser/opens-no-part-of-a-practice", Fixture, NULL, set_up, test_opens_no_part_of_a_practice, tear_down);
  return g_test_run ();
}
