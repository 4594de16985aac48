/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TieSlotList: every position shows its row; slots of rows that go show those that come, and what stays keeps its slot. */
#include "config.h"

#include "ui/tie-slot-list.h"

#define N_STEPS 500

typedef struct
{
  GListStore *store;
  GtkSelectionModel *rows;
  TieSlotList *list;
  GPtrArray *shown; /* (owned), element TieSlot: what a view holds, one slot a position */
  TieSlot *held;    /* (unowned) (nullable) */
} Fixture;

static TieSlot *
get_held (gpointer data)
{
  return ((Fixture *) data)->held;
}

static void
splice (Fixture *fixture,
        guint position,
        guint removed,
        guint added)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (items, g_object_new (G_TYPE_OBJECT, NULL));
  g_list_store_splice (fixture->store, position, removed, items->pdata, added);
}

/* As a list view does: it asks for what comes before it lets go of what went. */
static void
items_changed_cb (GListModel *list,
                  guint position,
                  guint removed,
                  guint added,
                  gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GPtrArray) old = fixture->shown;

  fixture->shown = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (fixture->shown, g_list_model_get_item (list, i));
}

static void
changed_cb (TieSlot *slot,
            guint *changes)
{
  (*changes)++;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->store = g_list_store_new (G_TYPE_OBJECT);
  fixture->rows = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_object_ref (fixture->store))));
  fixture->list = tie_slot_list_new (fixture->rows, get_held, fixture);
  fixture->shown = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  splice (fixture, 0, 0, GPOINTER_TO_UINT (data));
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->list);
  g_ptr_array_unref (fixture->shown); /* they may live longer */
  g_object_unref (fixture->rows);
  g_assert_finalize_object (fixture->store);
}

static void
check (Fixture *fixture)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->store));

  g_assert_cmpuint (fixture->shown->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (fixture->store), i);
      g_autoptr (TieSlot) slot = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);

      g_assert_true (slot == g_ptr_array_index (fixture->shown, i));
      g_assert_true (tie_slot_get_item (slot) == item);
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->list), n));
}

static void
test_replace (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (TieSlot) first = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  g_autoptr (TieSlot) third = g_list_model_get_item (G_LIST_MODEL (fixture->list), 2);
  guint changes = 0;

  g_signal_connect (first, "changed", G_CALLBACK (changed_cb), &changes);
  fixture->held = third;
  splice (fixture, 0, 4, 3);
  check (fixture);
  g_assert_true (g_ptr_array_index (fixture->shown, 0) == (gpointer) first);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_false (g_ptr_array_find (fixture->shown, third, NULL)); /* what has the focus never becomes another row */
}

/* A row that moves among those that come, and rows before and behind, keep their slots. */
static void
test_stay (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GObject) mover = g_list_model_get_item (G_LIST_MODEL (fixture->store), 3);
  g_autoptr (TieSlot) slot = g_list_model_get_item (G_LIST_MODEL (fixture->list), 3);
  g_autoptr (TieSlot) before = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  g_autoptr (TieSlot) behind = g_list_model_get_item (G_LIST_MODEL (fixture->list), 9);
  g_autoptr (GObject) newcomer = g_object_new (G_TYPE_OBJECT, NULL);
  gpointer items[] = { newcomer, mover };

  g_list_store_splice (fixture->store, 1, 3, items, G_N_ELEMENTS (items));
  check (fixture);
  g_assert_true (g_ptr_array_index (fixture->shown, 0) == (gpointer) before);
  g_assert_true (g_ptr_array_index (fixture->shown, 2) == (gpointer) slot);
  g_assert_true (g_ptr_array_index (fixture->shown, 8) == (gpointer) behind);
}

static void
test_selection (Fixture *fixture,
                gconstpointer data)
{
  GtkSelectionModel *list = GTK_SELECTION_MODEL (fixture->list);

  g_assert_true (gtk_selection_model_select_item (list, 4, TRUE));
  g_assert_true (gtk_selection_model_is_selected (fixture->rows, 4));
  g_assert_true (gtk_selection_model_is_selected (list, 4));
  g_assert_true (tie_slot_list_get_rows (fixture->list) == fixture->rows);
}

static void
test_random (Fixture *fixture,
             gconstpointer data)
{
  for (guint i = 0; i < N_STEPS; i++)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->store));
      guint position = (guint) g_test_rand_int_range (0, (int) n + 1);
      guint removed = (guint) g_test_rand_int_range (0, (int) MIN (n - position, 12) + 1);

      fixture->held = fixture->shown->len > 0 ? g_ptr_array_index (fixture->shown, i % fixture->shown->len) : NULL;
      splice (fixture, position, removed, (guint) g_test_rand_int_range (0, 13));
      check (fixture);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/slot-list/replace", Fixture, GUINT_TO_POINTER (10), set_up, test_replace, tear_down);
  g_test_add ("/slot-list/stay", Fixture, GUINT_TO_POINTER (10), set_up, test_stay, tear_down);
  g_test_add ("/slot-list/selection", Fixture, GUINT_TO_POINTER (10), set_up, test_selection, tear_down);
  g_test_add ("/slot-list/random", Fixture, GUINT_TO_POINTER (10), set_up, test_random, tear_down);
  return g_test_run ();
}
