/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TieListing and its rows: what is long comes in slices, what stays keeps its object. */
#include "config.h"

#include <string.h>

#include "match-fixture.h"
#include "model/tie-contact.h"
#include "store/tie-record-table.h"
#include "ui/tie-contact-rows.h"

#define N 12000 /* more than two slices */

typedef struct
{
  MatchFixture base;
  TieListing *listing;
  guint first;   /* rows of the first change */
  guint changes;
  guint removed; /* of the last change */
  guint added;
  gboolean was_loading; /* when the first came */
} Fixture;

static void
items_changed_cb (GListModel *model,
                  guint position,
                  guint removed,
                  guint added,
                  gpointer user_data)
{
  Fixture *fixture = user_data;

  if (fixture->changes++ == 0)
    {
      fixture->first = added;
      fixture->was_loading = tie_listing_get_is_loading (TIE_LISTING (model));
    }
  fixture->removed = removed;
  fixture->added = added;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  match_fixture_set_up (&fixture->base, data);
  match_fixture_add_many (&fixture->base, N);
  fixture->listing = tie_contact_rows_new (fixture->base.store);
  g_signal_connect (fixture->listing, "items-changed", G_CALLBACK (items_changed_cb), fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->listing);
  match_fixture_tear_down (&fixture->base, data);
}

static TieListRow *
get_row (Fixture *fixture,
         guint position)
{
  g_autoptr (TieListRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->listing), position);

  return row; /* the list keeps it */
}

static void
expect_order (Fixture *fixture)
{
  const char *before = "";

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->listing)); i++)
    {
      const char *key = tie_list_row_get_key (get_row (fixture, i));

      g_assert_cmpstr (before, <, key);
      before = key;
    }
}

static void
test_slices (Fixture *fixture,
             gconstpointer data)
{
  wait_until (fixture->changes > 0);
  g_assert_true (fixture->was_loading); /* rows are there before the list is whole */
  g_assert_cmpuint (fixture->first, <, 500);
  wait_until (!tie_listing_get_is_loading (fixture->listing));
  g_assert_cmpuint (fixture->changes, >, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->listing)), ==, N);
  expect_order (fixture);
}

typedef struct
{
  const char *id;
  const char *name; /* NULL: deleted */
} Edit;

static gboolean
edit_func (TieDb *db,
           gpointer data,
           GError **error)
{
  const Edit *edit = data;
  g_autoptr (TieRecord) contact = tie_record_table_get (db, TIE_TYPE_CONTACT, edit->id, error);

  if (edit->name == NULL)
    return tie_record_table_delete (db, TIE_TYPE_CONTACT, edit->id, error);
  tie_record_set_text (contact, TIE_CONTACT_NAME, edit->name);
  return tie_record_table_save (db, contact, error);
}

static void
edit (Fixture *fixture,
      const char *id,
      const char *name)
{
  g_autoptr (GError) error = NULL;
  Edit edit = { id, name };

  tie_store_run (fixture->base.store, TIE_STORE_WRITE, edit_func, &edit, &error);
  g_assert_no_error (error);
}

static void
test_changes (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (TieListRow) row = NULL;
  g_autofree char *id = NULL;

  wait_until (!tie_listing_get_is_loading (fixture->listing));
  row = g_object_ref (get_row (fixture, 6000));
  id = g_strdup (tie_list_row_get_id (row));
  tie_list_row_set_is_checked (row, TRUE);

  /* It stays where it is, with its object and check. */
  edit (fixture, id, "Contact 006000 & Sons");
  wait_until (g_str_equal (tie_list_row_get_text (row, TIE_CONTACT_ROW_NAME), "Contact 006000 & Sons"));
  g_assert_true (get_row (fixture, 6000) == row);
  g_assert_true (tie_list_row_get_is_checked (row));
  g_assert_cmpstr (tie_list_row_get_key (row), ==, "contact 006000 & sons client");
  g_assert_cmpuint (fixture->removed, ==, 1);
  g_assert_cmpuint (fixture->added, ==, 1);

  /* It moves with its object, also over the end of a slice. */
  edit (fixture, id, "Aaa");
  wait_until (get_row (fixture, 0) == row);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->listing)), ==, N);
  g_assert_true (tie_listing_find (fixture->listing, id) == row);
  expect_order (fixture);

  edit (fixture, id, NULL);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture->listing)) == N - 1);
  g_assert_null (tie_listing_find (fixture->listing, id));
}

/* What changes between two slices of the first reading ends up right. */
static void
test_meanwhile (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  wait_until (fixture->changes > 0);
  first = g_strdup (tie_list_row_get_id (get_row (fixture, 10)));
  second = g_strdup (tie_list_row_get_id (get_row (fixture, fixture->first - 1))); /* behind which the reading goes on */
  edit (fixture, first, "Zzz");
  edit (fixture, second, NULL);
  wait_until (!tie_listing_get_is_loading (fixture->listing) && g_list_model_get_n_items (G_LIST_MODEL (fixture->listing)) == N - 1);
  g_assert_cmpstr (tie_list_row_get_id (get_row (fixture, N - 2)), ==, first);
  expect_order (fixture);
}

/* A row says the same while it is filled and when it is packed. */
static void
test_row (void)
{
  g_autoptr (TieListRow) row = tie_list_row_new ("id-1", 3, 2);
  g_autoptr (TieListRow) other = tie_list_row_new ("id-1", 3, 2);

  tie_list_row_set_n_searched (row, 2);
  tie_list_row_set_n_searched (other, 2);
  tie_list_row_set_text (row, 0, "Zoë");
  tie_list_row_set_text (row, 2, "hidden");
  tie_list_row_set_number (row, 1, G_MININT64);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpstr (tie_list_row_get_id (row), ==, "id-1");
      g_assert_cmpstr (tie_list_row_get_text (row, 0), ==, "Zoë");
      g_assert_cmpstr (tie_list_row_get_text (row, 1), ==, "");
      g_assert_cmpstr (tie_list_row_get_text (row, 2), ==, "hidden");
      g_assert_cmpint (tie_list_row_get_number (row, 0), ==, 0);
      g_assert_cmpint (tie_list_row_get_number (row, 1), ==, G_MININT64);
      tie_list_row_pack (row);
    }
  g_assert_true (g_str_has_prefix (tie_list_row_get_key (row), "zoe"));
  g_assert_null (strstr (tie_list_row_get_key (row), "hidden"));
  g_assert_false (tie_list_row_equal (row, other));
  tie_list_row_set_is_checked (row, TRUE);
  tie_list_row_take (row, other);
  g_assert_true (tie_list_row_equal (row, other));
  g_assert_true (tie_list_row_get_is_checked (row));
  g_assert_cmpstr (tie_list_row_get_text (row, 0), ==, "");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/listing/row", test_row);
  g_test_add ("/listing/slices", Fixture, NULL, set_up, test_slices, tear_down);
  g_test_add ("/listing/changes", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/listing/meanwhile", Fixture, NULL, set_up, test_meanwhile, tear_down);
  return g_test_run ();
}
