/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The match page with 100 000 rows on each side, beside the textbook stack on the same rows: labels, a string filter over a property, a
 * column sorter.  Prints one line a figure: what, ours, theirs (milliseconds or bytes), budget; separated by tabs. */
#define G_LOG_DOMAIN "bench-match-page"
#include "config.h"

#include <unistd.h>

#include <adwaita.h>
#include <glib/gstdio.h>

#include "model/tie-contact.h"
#include "store/tie-connection-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-crosswalk.h"
#include "ui/tie-match-page.h"

#define ROWS 100000
#define CONNECTION "11111111-1111-4111-8111-111111111111"
#define QUIET_MS 250 /* longer than a search entry waits */

typedef struct
{
  double frame;    /* until the first frame */
  double complete; /* until the frame after the last change of a list */
  double stall;    /* the longest turn of the main loop */
} Timing;

static double
now_ms (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

static gint64
resident_bytes (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  words = g_strsplit (text, " ", 3);
  return g_ascii_strtoll (words[1], NULL, 10) * sysconf (_SC_PAGESIZE);
}

typedef struct
{
  double first_frame;
  double last_change;
  double frame_after;
} Watch;

static void
after_paint_cb (GdkFrameClock *clock,
                gpointer user_data)
{
  Watch *watch = user_data;

  if (watch->first_frame < 0)
    watch->first_frame = now_ms ();
  if (watch->frame_after < watch->last_change)
    watch->frame_after = now_ms ();
}

static void
items_changed_cb (GListModel *model,
                  guint position,
                  guint removed,
                  guint added,
                  gpointer user_data)
{
  Watch *watch = user_data;

  watch->last_change = now_ms ();
}

/* The lists as shown, of either page. */
typedef struct
{
  GListModel *left;
  GListModel *right;
} Lists;

/* Makes a change and runs the main loop until the lists were quiet for a while. */
static Timing
settle (GtkWidget *window,
        const Lists *lists,
        GFunc change,
        gpointer data,
        gpointer user_data)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  double start = now_ms ();
  Watch watch = { -1, start, -1 };
  Timing timing = { 0 };
  gulong left = g_signal_connect (lists->left, "items-changed", G_CALLBACK (items_changed_cb), &watch);
  gulong right = g_signal_connect (lists->right, "items-changed", G_CALLBACK (items_changed_cb), &watch);
  gulong frames = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &watch);

  change (data, user_data);
  timing.stall = now_ms () - start;
  while (now_ms () - watch.last_change < QUIET_MS || watch.frame_after < watch.last_change)
    {
      double turn = now_ms ();

      if (g_main_context_iteration (NULL, FALSE))
        timing.stall = MAX (timing.stall, now_ms () - turn);
      else
        g_usleep (200);
    }
  g_signal_handler_disconnect (clock, frames);
  g_signal_handler_disconnect (lists->left, left);
  g_signal_handler_disconnect (lists->right, right);
  timing.frame = watch.first_frame - start;
  timing.complete = watch.frame_after - start;
  return timing;
}

/* Until the first frame of a new window; then lets it come to rest. */
static double
wait_first_frame (GtkWidget *window,
                  double start)
{
  Watch watch = { -1, 0, 0 };
  gulong frames = g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb), &watch);
  double end;

  while (watch.first_frame < 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (gtk_widget_get_frame_clock (window), frames);
  for (end = now_ms () + QUIET_MS; now_ms () < end;)
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (200);
    }
  return watch.first_frame - start;
}

static char *
make_name (guint number,
           gboolean at_package)
{
  static const char *const first[] = { "Abbey", "Alder", "Bright", "Canyon", "Cedar", "Copper", "Delta", "Eagle", "Harbor", "Juniper" };
  static const char *const second[] = { "Accounting", "Bakery", "Books", "Builders", "Clinic", "Dental", "Farms", "Florist", "Legal", "Yoga" };

  return g_strdup_printf ("%s %s %06u%s", first[number % 10], second[number / 10 % 10], number, at_package && number % 3 == 0 ? " LLC" : "");
}

static gboolean
fill (TieDb *db,
      gpointer data,
      GError **error)
{
  g_autoptr (TieConnection) connection = tie_connection_new ();
  g_autoptr (GPtrArray) remotes = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);

  connection->id = g_strdup (CONNECTION);
  connection->package = g_strdup ("quickbooks");
  connection->environment = g_strdup ("local");
  connection->company_name = g_strdup ("Bench");
  connection->is_active = TRUE;
  if (!tie_connection_table_save (db, connection, error))
    return FALSE;

  for (guint i = 0; i < ROWS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i + 1);
      g_autofree char *name = make_name (i, FALSE);
      g_autoptr (TieContact) contact = tie_contact_new (id);
      TieRemote *remote = tie_remote_new (TIE_KIND_CUSTOMER, id);

      tie_record_set_text (TIE_RECORD (contact), TIE_CONTACT_NAME, name);
      tie_record_set_text (TIE_RECORD (contact), TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_CLIENT);
      remote->name = make_name (i, TRUE);
      g_ptr_array_add (remotes, remote);
      if (!tie_record_table_save (db, TIE_RECORD (contact), error))
        return FALSE;
    }
  if (!tie_remote_table_save (db, CONNECTION, remotes, error))
    return FALSE;
  for (guint i = 0; i < ROWS; i += 2)
    {
      g_autofree char *id = g_strdup_printf ("%u", i + 1);

      if (!tie_link_table_add (db, CONNECTION, TIE_KIND_CUSTOMER, id, id, error))
        return FALSE;
    }
  return TRUE;
}

static void
loaded_cb (TieCrosswalk *crosswalk,
           gpointer user_data)
{
  gboolean *loaded = user_data;

  *loaded = TRUE;
}

static void
company_loaded_cb (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean *loaded = user_data;

  if (!tie_company_load_finish (TIE_COMPANY (source), result, &error))
    g_error ("%s", error->message);
  *loaded = TRUE;
}

static GtkWidget *
show_window (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* The textbook's way. */
typedef struct
{
  GtkStringFilter *name_filter;
  GtkCustomFilter *hide_filter;
  gboolean hide;
} Textbook;

static void
setup_label_cb (GtkSignalListItemFactory *factory,
                GtkListItem *item,
                gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_label_cb (GtkSignalListItemFactory *factory,
               GtkListItem *item,
               gpointer user_data)
{
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  g_autofree char *text = NULL;

  g_object_get (gtk_list_item_get_item (item), user_data, &text, NULL);
  gtk_label_set_text (label, text);
}

static gboolean
is_shown (gpointer item,
          gpointer user_data)
{
  Textbook *book = user_data;

  return !book->hide || tie_pair_row_get_partner (item) == NULL;
}

static GtkWidget *
textbook_table (Textbook *book,
                GListModel *rows)
{
  static const char *const titles[] = { "name", "detail" };
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEveryFilter *both = gtk_every_filter_new ();
  GtkWidget *view;
  GtkSortListModel *sorted;
  GtkFilterListModel *filtered;

  book->name_filter = gtk_string_filter_new (gtk_property_expression_new (TIE_TYPE_PAIR_ROW, NULL, "name"));
  book->hide_filter = gtk_custom_filter_new (is_shown, book, NULL);
  gtk_multi_filter_append (GTK_MULTI_FILTER (both), GTK_FILTER (book->name_filter));
  gtk_multi_filter_append (GTK_MULTI_FILTER (both), GTK_FILTER (book->hide_filter));
  view = gtk_column_view_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_label_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_label_cb), (gpointer) titles[i]);
      column = gtk_column_view_column_new (titles[i], factory);
      gtk_column_view_column_set_sorter (column, GTK_SORTER (gtk_string_sorter_new (gtk_property_expression_new (TIE_TYPE_PAIR_ROW, NULL, titles[i]))));
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
      if (i == 0)
        gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (view), column, GTK_SORT_ASCENDING);
    }
  filtered = gtk_filter_list_model_new (g_object_ref (rows), GTK_FILTER (both));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (gtk_column_view_get_sorter (GTK_COLUMN_VIEW (view))));
  gtk_column_view_set_model (GTK_COLUMN_VIEW (view), GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (sorted))));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_hexpand (scrolled, TRUE);
  return scrolled;
}

static void
print_figure (const char *what,
              double ours,
              double theirs,
              const char *budget)
{
  g_print ("%s\t%.1f\t%.1f\t%s\n", what, ours, theirs, budget);
}

static void
type_in_page (gpointer page,
              gpointer text)
{
  gtk_editable_set_text (GTK_EDITABLE (tie_match_pane_get_entry (tie_match_page_get_left (page))), text);
}

static void
hide_in_page (gpointer page,
              gpointer unused)
{
  gtk_widget_activate_action (page, "match.hide-linked", NULL);
}

static void
type_in_book (gpointer books,
              gpointer text)
{
  gtk_string_filter_set_search (((Textbook *) books)[0].name_filter, text);
}

static void
hide_in_book (gpointer data,
              gpointer unused)
{
  Textbook *books = data;

  for (guint i = 0; i < 2; i++)
    {
      books[i].hide = TRUE;
      gtk_filter_changed (GTK_FILTER (books[i].hide_filter), GTK_FILTER_CHANGE_MORE_STRICT);
    }
}

static GListModel *
page_list (TieMatchPane *pane)
{
  return G_LIST_MODEL (tie_table_get_model (tie_match_pane_get_table (pane)));
}

static GListModel *
book_list (GtkWidget *scrolled)
{
  return G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled)))));
}

static void
measure (TieStore *store)
{
  g_autoptr (TieCompany) company = tie_company_new (store);
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  Textbook books[2] = { 0 };
  Lists lists;
  GtkWidget *window, *box, *left, *right, *page;
  gboolean loaded = FALSE;
  double start, cold, opened, book_opened;
  gint64 before, after;
  Timing typed, typed_more, hidden, book_typed, book_typed_more, book_hidden;

  tie_company_load_async (company, NULL, company_loaded_cb, &loaded);
  while (!loaded)
    g_main_context_iteration (NULL, TRUE);

  before = resident_bytes ();
  start = now_ms ();
  loaded = FALSE;
  crosswalk = tie_crosswalk_new (company, TIE_KIND_CUSTOMER);
  g_signal_connect (crosswalk, "loaded", G_CALLBACK (loaded_cb), &loaded);
  while (!loaded)
    g_main_context_iteration (NULL, TRUE);
  cold = now_ms () - start;
  after = resident_bytes ();

  start = now_ms ();
  page = tie_match_page_new (company);
  tie_match_page_add_list (TIE_MATCH_PAGE (page), crosswalk, &tie_match_list_customers);
  window = show_window (page);
  opened = wait_first_frame (window, start);
  lists.left = page_list (tie_match_page_get_left (TIE_MATCH_PAGE (page)));
  lists.right = page_list (tie_match_page_get_right (TIE_MATCH_PAGE (page)));
  typed = settle (window, &lists, type_in_page, page, (gpointer) "a");
  typed_more = settle (window, &lists, type_in_page, page, (gpointer) "al");
  settle (window, &lists, type_in_page, page, (gpointer) "");
  hidden = settle (window, &lists, hide_in_page, page, NULL);
  gtk_window_destroy (GTK_WINDOW (window));

  start = now_ms ();
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  left = textbook_table (&books[0], tie_crosswalk_get_left (crosswalk));
  right = textbook_table (&books[1], tie_crosswalk_get_right (crosswalk));
  gtk_box_append (GTK_BOX (box), left);
  gtk_box_append (GTK_BOX (box), right);
  window = show_window (box);
  book_opened = wait_first_frame (window, start);
  lists.left = book_list (left);
  lists.right = book_list (right);
  book_typed = settle (window, &lists, type_in_book, books, (gpointer) "a");
  book_typed_more = settle (window, &lists, type_in_book, books, (gpointer) "al");
  settle (window, &lists, type_in_book, books, (gpointer) "");
  book_hidden = settle (window, &lists, hide_in_book, books, NULL);
  gtk_window_destroy (GTK_WINDOW (window));

  print_figure ("reading both lists and first rows, ms", cold + opened, cold + book_opened, "≤ 1000");
  print_figure ("first rows of lists already read, ms", opened, book_opened, "≤ 300");
  print_figure ("frame after the first key, ms", typed.frame, book_typed.frame, "≤ 50");
  print_figure ("list complete after the first key, ms", typed.complete, book_typed.complete, "≤ 250");
  print_figure ("frame after the second key, ms", typed_more.frame, book_typed_more.frame, "≤ 50");
  print_figure ("list complete after the second key, ms", typed_more.complete, book_typed_more.complete, "≤ 250");
  print_figure ("Hide Synchronized: frame, ms", hidden.frame, book_hidden.frame, "≤ 60");
  print_figure ("Hide Synchronized: complete, ms", hidden.complete, book_hidden.complete, "≤ 450");
  print_figure ("longest stall after opening, ms", MAX (MAX (typed.stall, typed_more.stall), hidden.stall),
                MAX (MAX (book_typed.stall, book_typed_more.stall), book_hidden.stall), "≤ 150");
  g_print ("memory of the rows read, bytes a row\t%.0f\t\t≤ 500\n", (double) (after - before) / (2 * ROWS));
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("tieout-match-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "bench.tieout", NULL);
  g_autoptr (TieStore) store = tie_store_open (path, TIE_STORE_CREATE, &error);

  if (store == NULL || !tie_store_run (store, TIE_STORE_WRITE, fill, NULL, &error))
    g_error ("%s", error->message);
  adw_init ();
  measure (store);
  tie_store_close (store);
  remove_folder (folder);
  return 0;
}
