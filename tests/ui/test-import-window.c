/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>

#include "model/tie-contact.h"
#include "store/tie-record-table.h"
#include "ui/tie-import-file.h"
#include "ui/tie-import-window.h"

typedef struct
{
  char *folder;
  TieStore *store;
  TieSession *session;
  GtkWidget *window;
} Fixture;

static const char csv[] =
  "Client list\n"
  "Name,E-mail,City,State\n"
  "Alder & Sons,alder@example.org,Bend,OR\n"
  ",nobody@example.org,Salem,OR\n"
  "\"Birch, Ann\",ann@example.org,Astoria,OR\n";

static void
set_up (Fixture *f,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *practice = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;

  f->folder = g_dir_make_tmp ("tieout-import.XXXXXX", &error);
  g_assert_no_error (error);
  practice = g_build_filename (f->folder, "p.tieout", NULL);
  f->store = tie_store_open (practice, TIE_STORE_CREATE, &error);
  g_assert_no_error (error);
  f->session = tie_session_new (f->store, FALSE, NULL);
  path = g_build_filename (f->folder, "list.csv", NULL);
  g_assert_true (g_file_set_contents (path, csv, -1, &error));
  file = g_file_new_for_path (path);
  f->window = tie_import_window_new (f->session, data != NULL ? NULL : file);
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
tear_down (Fixture *f,
           gconstpointer data)
{
  g_autofree char *command = NULL;

  g_object_add_weak_pointer (G_OBJECT (f->window), (gpointer *) &f->window);
  gtk_window_destroy (GTK_WINDOW (f->window));
  while (f->window != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&f->session);
  g_object_add_weak_pointer (G_OBJECT (f->store), (gpointer *) &f->store);
  g_object_unref (f->store);
  while (f->store != NULL) /* until what the session asked it has come back */
    g_main_context_iteration (NULL, TRUE);
  command = g_strdup_printf ("rm -rf '%s'", f->folder);
  g_assert_cmpint (system (command), ==, 0);
  g_free (f->folder);
}

/* The first widget of that class below the widget. */
static GtkWidget *
find (GtkWidget *widget,
      const char *class_name)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), class_name))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, class_name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static const char *
get_page (Fixture *f)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (find (f->window, "GtkStack")));
}

/* Presses the suggested button as soon as it may be pressed, and waits for the page. */
static void
press_next (Fixture *f,
            const char *page)
{
  while (!gtk_widget_activate_action (f->window, "import.next", NULL))
    g_main_context_iteration (NULL, TRUE);
  while (g_strcmp0 (get_page (f), page) != 0)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
count_contacts (TieDb *db,
                gpointer data,
                GError **error)
{
  *(gint64 *) data = tie_record_table_count (db, TIE_TYPE_CONTACT, error);
  return TRUE;
}

static gint64
get_n_contacts (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  tie_store_run (f->store, TIE_STORE_READ, count_contacts, &n, &error);
  g_assert_no_error (error);
  return n;
}

static void
wait_for_file (Fixture *f)
{
  GtkWidget *file = find (f->window, "TieImportFile");
  TieImport *import = NULL;

  while (import == NULL)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (file, "import", &import, NULL);
      if (import != NULL)
        g_object_unref (import);
    }
}

static void
test_three_steps (Fixture *f,
                  gconstpointer data)
{
  GtkWidget *columns;

  wait_for_file (f);
  press_next (f, "columns");
  columns = find (f->window, "TieImportColumns");
  g_assert_nonnull (find (columns, "AdwComboRow"));
  press_next (f, "review");
  g_assert_cmpint (get_n_contacts (f), ==, 0);
  g_assert_true (gtk_widget_activate_action (f->window, "import.back", NULL));
  g_assert_cmpstr (get_page (f), ==, "columns");
  press_next (f, "review");
  g_assert_true (gtk_widget_activate_action (f->window, "import.next", NULL));
  while (get_n_contacts (f) < 2)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (get_n_contacts (f), ==, 2); /* the row without a name is left out */
}

static void
test_without_file (Fixture *f,
                   gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gtk_widget_activate_action (f->window, "import.next", NULL);
  g_assert_cmpstr (get_page (f), ==, "file");
}

static void
test_lost_file (Fixture *f,
                gconstpointer data)
{
  g_autoptr (GFile) gone = g_file_new_build_filename (f->folder, "gone.csv", NULL);
  GtkWidget *file = find (f->window, "TieImportFile");
  gboolean was_told = FALSE;

  wait_for_file (f);
  tie_import_file_open (TIE_IMPORT_FILE (file), gone);
  while (!was_told)
    {
      TieImport *import = NULL;

      g_main_context_iteration (NULL, TRUE);
      g_object_get (file, "import", &import, NULL);
      was_told = import == NULL;
      g_clear_object (&import);
    }
  gtk_widget_activate_action (f->window, "import.next", NULL);
  g_assert_cmpstr (get_page (f), ==, "file");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/ui/import/three-steps", Fixture, NULL, set_up, test_three_steps, tear_down);
  g_test_add ("/ui/import/without-file", Fixture, "none", set_up, test_without_file, tear_down);
  g_test_add ("/ui/import/lost-file", Fixture, NULL, set_up, test_lost_file, tear_down);
  return g_test_run ();
}
