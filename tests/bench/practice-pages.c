/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of a practice with many rows: how soon a list shows rows, how soon each key of a typed word filters it, and how long SQLite
 * alone takes to read what the list shows.
 *
 *   practice-pages FILE.tieout     prints a line a figure: what, ours, SQLite's (milliseconds), budget; separated by tabs */
#define G_LOG_DOMAIN "bench-practice-pages"
#include "config.h"

#include <adwaita.h>
#include <malloc.h>
#include <sqlite3.h>
#include <time.h>

#include "ui/tie-billing-kind.h"
#include "ui/tie-billing-page.h"
#include "ui/tie-contacts-page.h"
#include "ui/tie-list-pane.h"
#include "ui/tie-projects-page.h"
#include "ui/tie-session.h"

#define QUIET_MS 250 /* longer than a search entry waits */
#define LONGEST_MS 60000

typedef struct
{
  const char *title;
  GtkWidget *(*make) (TieSession *session);
  const char *sql; /* what stands in the list's columns, in its order */
  const char *word;
} Page;

static GtkWidget *
make_invoices (TieSession *session)
{
  return tie_billing_page_new (session, &tie_billing_invoices);
}

static GtkWidget *
make_payments (TieSession *session)
{
  return tie_billing_page_new (session, &tie_billing_payments);
}

static const Page pages[] = {
  { "contacts", tie_contacts_page_new, "SELECT id, name, type, city, email FROM contact ORDER BY sort_key, id", "alder b" },
  { "projects", tie_projects_page_new,
    "SELECT p.id, p.name, c.name, p.due, p.status, p.estimated_fee FROM project p JOIN contact c ON c.id = p.contact ORDER BY p.sort_key, p.id", "alder b" },
  { "invoices", make_invoices,
    "SELECT d.id, d.number, d.date, c.name, d.total, d.stage, d.is_sent, (SELECT sum (amount) FROM allocation a WHERE a.document = d.id)"
    " FROM document d JOIN contact c ON c.id = d.contact WHERE d.kind = 'invoice' ORDER BY d.date DESC, d.number DESC", "alder b" },
  { "payments", make_payments,
    "SELECT p.id, p.number, p.date, c.name, p.amount, p.method, p.reference, (SELECT sum (amount) FROM allocation a WHERE a.payment = p.id)"
    " FROM payment p JOIN contact c ON c.id = p.contact ORDER BY p.date DESC, p.number DESC", "alder b" },
};

static double
now_ms (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

/* Of the whole program: what others do on the machine meanwhile does not count. */
static double
processor_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

typedef struct
{
  TieListing *listing;
  GListModel *list;   /* what of it is shown */
  double first_frame; /* that shows rows */
  double processor;   /* then */
  double last_change;
  double frame_after;
} Watch;

static void
after_paint_cb (GdkFrameClock *clock,
                gpointer user_data)
{
  Watch *watch = user_data;

  if (watch->first_frame < 0 && g_list_model_get_n_items (watch->list) > 0)
    {
      watch->first_frame = now_ms ();
      watch->processor = processor_ms ();
    }
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
  ((Watch *) user_data)->last_change = now_ms ();
}

/* The first widget of that type below one, in reading order. */
static GtkWidget *
find_widget (GtkWidget *widget,
             GType type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

/* Runs the main loop until the list shows rows, was read to its end and was quiet for a while; gives the longest turn. */
static double
run_until_quiet (Watch *watch,
                 double start)
{
  double stall = 0;

  watch->last_change = start;
  while (watch->first_frame < 0 || tie_listing_get_is_loading (watch->listing) || now_ms () - MAX (watch->last_change, watch->first_frame) < QUIET_MS || watch->frame_after < watch->last_change)
    {
      double turn = now_ms ();

      if (turn - start > LONGEST_MS)
        g_error ("The list does not come to rest.");
      if (g_main_context_iteration (NULL, FALSE))
        stall = MAX (stall, now_ms () - turn);
      else
        g_usleep (200);
    }
  return stall;
}

typedef struct
{
  double frame;     /* until the first one, ms */
  double processor; /* until then, ms */
  double complete;  /* until the list is */
  double stall;
} Typed;

/* A key at the end of the entry, 0: all is taken away, until the list rests. */
static Typed
type (Watch *watch,
      GtkEditable *entry,
      char key)
{
  int place = (int) strlen (gtk_editable_get_text (entry));
  double start = now_ms ();
  double worked = processor_ms ();
  Typed typed;

  watch->first_frame = -1;
  watch->frame_after = -1;
  if (key != '\0')
    gtk_editable_insert_text (entry, &key, 1, &place);
  else
    gtk_editable_set_text (entry, "");
  g_signal_emit_by_name (entry, "search-changed"); /* as after the pause that the entry makes */
  typed.stall = run_until_quiet (watch, start);
  typed.frame = watch->first_frame - start;
  typed.processor = watch->processor - worked;
  typed.complete = watch->frame_after - start;
  return typed;
}

static double
read_by_sqlite (const char *path,
                const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  double start = now_ms ();

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK || sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        sqlite3_column_text (statement, i);
    }
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return now_ms () - start;
}

static void
print_figure (const char *page,
              const char *what,
              double ours,
              double theirs,
              const char *budget)
{
  g_autofree char *other = theirs > 0 ? g_strdup_printf ("%.1f", theirs) : g_strdup ("");

  g_print ("%s: %s\t%.1f\t%s\t%s\n", page, what, ours, other, budget);
}

static void
measure (TieSession *session,
         const Page *page)
{
  double by_sqlite = read_by_sqlite (tie_session_get_path (session), page->sql);
  size_t before = mallinfo2 ().uordblks;
  double start = now_ms ();
  double worked = processor_ms ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *child = page->make (session);
  TieListPane *pane = TIE_LIST_PANE (find_widget (child, TIE_TYPE_LIST_PANE));
  GtkEditable *entry = GTK_EDITABLE (find_widget (child, GTK_TYPE_SEARCH_ENTRY));
  Watch watch = { NULL, NULL, -1, 0, 0, -1 };
  GdkFrameClock *clock;
  double stall;
  Typed slowest = { 0, 0, 0, 0 };
  Typed cleared;

  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  watch.listing = tie_list_pane_get_listing (pane); /* some pages have none before they are seen */
  watch.list = tie_list_pane_get_rows (pane);
  g_signal_connect (watch.list, "items-changed", G_CALLBACK (items_changed_cb), &watch);
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &watch);
  stall = run_until_quiet (&watch, start);
  print_figure (page->title, "first rows, ms", watch.first_frame - start, 0, "≤ 300");
  print_figure (page->title, "first rows, ms of processor time", watch.processor - worked, 0, "≤ 300");
  print_figure (page->title, "all rows, ms", watch.last_change - start, by_sqlite, "");
  print_figure (page->title, "longest stall while opening, ms", stall, 0, "≤ 150");
  print_figure (page->title, "memory, bytes a row", (double) (mallinfo2 ().uordblks - before) / g_list_model_get_n_items (G_LIST_MODEL (watch.listing)), 0, "≤ 700");

  stall = 0;
  for (const char *key = page->word; *key != '\0'; key++)
    {
      Typed typed = type (&watch, entry, *key);

      stall = MAX (stall, typed.stall);
      slowest.frame = MAX (slowest.frame, typed.frame);
      slowest.processor = MAX (slowest.processor, typed.processor);
      slowest.complete = MAX (slowest.complete, typed.complete);
    }
  cleared = type (&watch, entry, '\0');
  stall = MAX (stall, cleared.stall);
  print_figure (page->title, "frame after a key, ms", slowest.frame, 0, "≤ 50");
  print_figure (page->title, "frame after a key, ms of processor time", slowest.processor, 0, "≤ 50");
  print_figure (page->title, "list complete after a key, ms", slowest.complete, 0, "");
  print_figure (page->title, "frame with all rows again, ms of processor time", cleared.processor, 0, "");
  print_figure (page->title, "longest stall while filtering, ms", stall, 0, "≤ 150");
  g_signal_handlers_disconnect_by_data (clock, &watch);
  g_signal_handlers_disconnect_by_data (watch.list, &watch);
  gtk_window_destroy (GTK_WINDOW (window));
  for (start = now_ms (); now_ms () - start < QUIET_MS;) /* what it held is freed */
    g_main_context_iteration (NULL, FALSE);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieStore) store = NULL;
  g_autoptr (TieSession) session = NULL;
  double start;

  adw_init ();
  start = now_ms ();
  store = argc == 2 ? tie_store_open (argv[1], TIE_STORE_OPEN, &error) : NULL;
  if (store == NULL)
    g_error ("%s", error != NULL ? error->message : "say which practice");
  print_figure ("practice", "opened, ms", now_ms () - start, 0, "");
  session = tie_session_new (store, FALSE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    measure (session, &pages[i]);
  g_clear_object (&session);
  tie_store_close (store);
  return 0;
}
