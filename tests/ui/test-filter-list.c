/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TieFilterList: what it tells always adds up to what it holds, and that is what the filter lets through. */
#include "config.h"

#include "ui/tie-filter-list.h"

#define LONG 60000 /* more than is looked at before the next frame */
#define N_STEPS 1000

typedef struct
{
  GListStore *store;
  GtkFilter *filter;
  guint divisor; /* shown are the numbers that it divides; 1: all */
  TieFilterList *list;
  GPtrArray *told; /* (owned), element GObject: what follows from the changes that were told of */
  guint changes;
  guint removed;   /* of the last change */
  guint added;
} Fixture;

static guint
get_number (gpointer item)
{
  return GPOINTER_TO_UINT (g_object_get_data (item, "number"));
}

static GObject *
create_item (guint number)
{
  GObject *item = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_set_data (item, "number", GUINT_TO_POINTER (number));
  return item;
}

static gboolean
is_divisible (gpointer item,
              gpointer user_data)
{
  return get_number (item) % ((Fixture *) user_data)->divisor == 0;
}

static void
items_changed_cb (GListModel *list,
                  guint position,
                  guint removed,
                  guint added,
                  gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpuint (position + removed, <=, fixture->told->len);
  if (removed > 0)
    g_ptr_array_remove_range (fixture->told, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (fixture->told, (int) (position + i), g_list_model_get_item (list, position + i));
  fixture->changes++;
  fixture->removed = removed;
  fixture->added = added;
}

static void
splice (Fixture *fixture,
        guint position,
        guint removed,
        guint added,
        guint first_number)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (items, create_item (first_number + i));
  g_list_store_splice (fixture->store, position, removed, items->pdata, added);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->divisor = 1;
  fixture->store = g_list_store_new (G_TYPE_OBJECT);
  fixture->filter = GTK_FILTER (gtk_custom_filter_new (is_divisible, fixture, NULL));
  splice (fixture, 0, 0, GPOINTER_TO_UINT (data), 0);
  fixture->list = tie_filter_list_new (G_LIST_MODEL (fixture->store), fixture->filter);
  while (tie_filter_list_get_pending (fixture->list) > 0)
    g_main_context_iteration (NULL, TRUE);
  fixture->told = g_ptr_array_new_with_free_func (g_object_unref);
  items_changed_cb (G_LIST_MODEL (fixture->list), 0, 0, g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), fixture);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  fixture->changes = 0;
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->list);
  g_ptr_array_unref (fixture->told);
  g_assert_finalize_object (fixture->filter);
  g_assert_finalize_object (fixture->store);
}

static void
set_divisor (Fixture *fixture,
             guint divisor)
{
  fixture->divisor = divisor;
  gtk_filter_changed (fixture->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

/* The head of the model that was looked at, through the filter, is what the list holds, and what it told of. */
static void
check (Fixture *fixture)
{
  guint n_seen = g_list_model_get_n_items (G_LIST_MODEL (fixture->store)) - tie_filter_list_get_pending (fixture->list);
  guint n = 0;

  for (guint i = 0; i < n_seen; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (fixture->store), i);
      g_autoptr (GObject) shown = NULL;

      if (!is_divisible (item, fixture))
        continue;
      shown = g_list_model_get_item (G_LIST_MODEL (fixture->list), n);
      g_assert_true (shown == item);
      g_assert_cmpuint (n, <, fixture->told->len);
      g_assert_true (g_ptr_array_index (fixture->told, n) == item);
      n++;
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, n);
  g_assert_cmpuint (fixture->told->len, ==, n);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->list), n));
}

static void
run_until_through (Fixture *fixture)
{
  while (tie_filter_list_get_pending (fixture->list) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_short (Fixture *fixture,
            gconstpointer data)
{
  set_divisor (fixture, 7);
  g_assert_cmpuint (tie_filter_list_get_pending (fixture->list), ==, 0);
  g_assert_cmpuint (fixture->changes, ==, 1);
  check (fixture);
}

/* The first change puts new rows where old ones were: a view that sees an empty list between throws its widgets away. */
static void
test_long (Fixture *fixture,
           gconstpointer data)
{
  guint n = fixture->told->len;

  set_divisor (fixture, 3);
  g_assert_cmpuint (fixture->changes, ==, 1);
  g_assert_cmpuint (fixture->removed, ==, n);
  g_assert_cmpuint (fixture->added, ==, 256);
  g_assert_cmpuint (tie_filter_list_get_pending (fixture->list), >, 0);
  check (fixture);
  run_until_through (fixture);
  g_assert_cmpuint (fixture->removed, ==, 0);
  g_assert_cmpuint (fixture->told->len, ==, LONG / 3);
  check (fixture);
}

/* A row changes, in front of what is looked at and behind it, while the filter works. */
static void
test_change_meanwhile (Fixture *fixture,
                       gconstpointer data)
{
  set_divisor (fixture, 3);
  fixture->changes = 0;
  splice (fixture, 3, 1, 1, 300);
  g_assert_cmpuint (fixture->changes, ==, 1);
  check (fixture);
  splice (fixture, LONG - 3, 1, 1, 300);
  g_assert_cmpuint (fixture->changes, ==, 1);
  check (fixture);
  splice (fixture, 100, LONG - 200, 50000, 0); /* across the border */
  check (fixture);
  set_divisor (fixture, 1);
  splice (fixture, 0, g_list_model_get_n_items (G_LIST_MODEL (fixture->store)), 0, 0);
  check (fixture);
  g_assert_cmpuint (tie_filter_list_get_pending (fixture->list), ==, 0);
}

static void
test_strictness (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (GtkFilter) every = GTK_FILTER (gtk_every_filter_new ());
  g_autoptr (TieFilterList) list = tie_filter_list_new (G_LIST_MODEL (fixture->store), every);

  /* Who lets all through need not be asked. */
  g_assert_cmpuint (tie_filter_list_get_pending (list), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, LONG);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == G_TYPE_OBJECT);
  gtk_multi_filter_append (GTK_MULTI_FILTER (every), g_object_ref (fixture->filter));
  set_divisor (fixture, 2);
  g_assert_cmpuint (tie_filter_list_get_pending (list), >, 0);
}

static void
test_random (Fixture *fixture,
             gconstpointer data)
{
  for (guint i = 0; i < N_STEPS; i++)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->store));
      guint position = (guint) g_test_rand_int_range (0, (int) n + 1);
      guint removed = (guint) g_test_rand_int_range (0, (int) MIN (n - position, 20) + 1);

      switch (g_test_rand_int_range (0, 4))
        {
        case 0:
          set_divisor (fixture, (guint) g_test_rand_int_range (1, 5));
          break;
        case 1:
          g_main_context_iteration (NULL, FALSE);
          break;
        default:
          splice (fixture, position, removed, (guint) g_test_rand_int_range (0, 25), i);
        }
      check (fixture);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/filter-list/short", Fixture, GUINT_TO_POINTER (100), set_up, test_short, tear_down);
  g_test_add ("/filter-list/long", Fixture, GUINT_TO_POINTER (LONG), set_up, test_long, tear_down);
  g_test_add ("/filter-list/change-meanwhile", Fixture, GUINT_TO_POINTER (LONG), set_up, test_change_meanwhile, tear_down);
  g_test_add ("/filter-list/strictness", Fixture, GUINT_TO_POINTER (LONG), set_up, test_strictness, tear_down);
  g_test_add ("/filter-list/random", Fixture, GUINT_TO_POINTER (50), set_up, test_random, tear_down);
  return g_test_run ();
}
