/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-follow"
#include "config.h"

#include "store/tie-link-table.h"
#include "sync-fixture.h"

/* Proposals stay true while rows change, and those that no change concerns stay the same objects. */

typedef struct
{
  SyncFixture base;
  TieCrosswalk *crosswalk;
  GListModel *proposals;
  GPtrArray *before; /* (owned): the proposals as they were */
} Fixture;

#define wait_until(condition)                                     \
  G_STMT_START                                                    \
  {                                                               \
    gint64 _late = g_get_monotonic_time () + 20 * G_USEC_PER_SEC; \
    guint _tick = g_timeout_add (20, tick_cb, NULL);              \
    while (!(condition) && g_get_monotonic_time () < _late)       \
      g_main_context_iteration (NULL, TRUE);                      \
    g_source_remove (_tick);                                      \
    g_assert_true (condition);                                    \
  }                                                               \
  G_STMT_END

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static const char *const contacts[] = { "Abacus Dental LLC", "Baker & Sons, Inc.", "Carter, Joan", "Delgado Landscaping", "Miller Plumbing", "Quill Publishing", "Zebra Signs", NULL };
static const char *const customers[] = { "Abacus Dental", "Baker and Sons", "Carter Joan M", "Delgado Landscaping Inc", "Harbor Freight Lines", "Miller Plumbing", "Quill Publishing Co", NULL };

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sync_fixture_set_up_dummy (&fixture->base, data);
  for (guint i = 0; contacts[i] != NULL; i++)
    g_free (sync_add_contact (&fixture->base, contacts[i], TIE_CONTACT_TYPE_CLIENT));
  for (guint i = 0; customers[i] != NULL; i++)
    g_free (sync_put_remote (&fixture->base, TIE_KIND_CUSTOMER, customers[i], NULL));
  sync_pull (&fixture->base, &error);
  g_assert_no_error (error);
  fixture->crosswalk = sync_load_crosswalk (&fixture->base, TIE_KIND_CUSTOMER);
  fixture->proposals = sync_automatch (fixture->crosswalk, NULL);
  fixture->before = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (fixture->proposals); i++)
    g_ptr_array_add (fixture->before, g_list_model_get_item (fixture->proposals, i));
  g_assert_cmpuint (fixture->before->len, >=, 5);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  gpointer weak = fixture->crosswalk;

  g_clear_object (&fixture->proposals);
  g_clear_pointer (&fixture->before, g_ptr_array_unref);
  g_object_add_weak_pointer (weak, &weak);
  g_clear_object (&fixture->crosswalk);
  wait_until (weak == NULL);
  sync_fixture_tear_down (&fixture->base, data);
}

/* (transfer none) of the left row of that name; NULL for none. */
static TieProposal *
find_in (GListModel *proposals,
         const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (proposals); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (proposals, i);

      if (g_str_equal (tie_pair_row_get_name (tie_proposal_get_left (proposal)), name))
        return proposal; /* the list keeps it */
    }
  return NULL;
}

static TieProposal *
find (Fixture *fixture,
      const char *name)
{
  return find_in (fixture->proposals, name);
}

static gboolean
is_proposed (Fixture *fixture,
             const char *name,
             const char *partner)
{
  TieProposal *proposal = find (fixture, name);

  return proposal != NULL && g_str_equal (tie_pair_row_get_name (tie_proposal_get_right (proposal)), partner);
}

/* All but those of the left rows named are the objects that they were. */
static void
assert_others_same (Fixture *fixture,
                    const char *but,
                    const char *but_too)
{
  for (guint i = 0; i < fixture->before->len; i++)
    {
      TieProposal *proposal = g_ptr_array_index (fixture->before, i);
      const char *name = tie_pair_row_get_name (tie_proposal_get_left (proposal));

      if (g_strcmp0 (name, but) != 0 && g_strcmp0 (name, but_too) != 0)
        g_assert_true (find (fixture, name) == proposal);
    }
}

/* A run over everything as it is now proposes the same partner. */
static void
assert_as_anew (Fixture *fixture,
                const char *name)
{
  g_autoptr (TieCrosswalk) crosswalk = sync_load_crosswalk (&fixture->base, TIE_KIND_CUSTOMER);
  g_autoptr (GListModel) anew = sync_automatch (crosswalk, NULL);
  TieProposal *here = find (fixture, name);
  TieProposal *there = find_in (anew, name);

  g_assert_true ((here != NULL) == (there != NULL));
  if (here != NULL)
    g_assert_cmpstr (tie_pair_row_get_id (tie_proposal_get_right (here)), ==, tie_pair_row_get_id (tie_proposal_get_right (there)));
}

static void
rename_contact (Fixture *fixture,
                const char *name,
                const char *new_name)
{
  g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, tie_pair_row_get_id (sync_get_left (fixture->crosswalk, name)));

  tie_record_set_text (contact, TIE_CONTACT_NAME, new_name);
  tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_CLIENT);
  sync_save_record (&fixture->base, contact);
}

static void
test_edit (Fixture *fixture,
           gconstpointer data)
{
  g_assert_null (find (fixture, "Zebra Signs"));
  rename_contact (fixture, "Zebra Signs", "Harbor Freight Lines");
  wait_until (is_proposed (fixture, "Harbor Freight Lines", "Harbor Freight Lines"));
  assert_others_same (fixture, NULL, NULL);
  assert_as_anew (fixture, "Harbor Freight Lines");

  rename_contact (fixture, "Harbor Freight Lines", "Unheard Of");
  wait_until (find (fixture, "Harbor Freight Lines") == NULL && find (fixture, "Unheard Of") == NULL);
  assert_others_same (fixture, NULL, NULL);
}

static void
test_new_contact (Fixture *fixture,
                  gconstpointer data)
{
  g_free (sync_add_contact (&fixture->base, "Harbor Freight Lines LLC", TIE_CONTACT_TYPE_CLIENT));
  wait_until (is_proposed (fixture, "Harbor Freight Lines LLC", "Harbor Freight Lines"));
  assert_others_same (fixture, NULL, NULL);
  assert_as_anew (fixture, "Harbor Freight Lines LLC");
}

static void
test_pull (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_free (sync_put_remote (&fixture->base, TIE_KIND_CUSTOMER, "Zebra Signs", NULL));
  sync_pull (&fixture->base, &error);
  g_assert_no_error (error);
  wait_until (is_proposed (fixture, "Zebra Signs", "Zebra Signs"));
  assert_others_same (fixture, NULL, NULL);
  assert_as_anew (fixture, "Zebra Signs");
}

/* A better one comes: the row that had the partner loses it, for a partner has one proposal. */
static void
test_rival (Fixture *fixture,
            gconstpointer data)
{
  rename_contact (fixture, "Zebra Signs", "Carter Joan M");
  wait_until (is_proposed (fixture, "Carter Joan M", "Carter Joan M"));
  wait_until (!is_proposed (fixture, "Carter, Joan", "Carter Joan M"));
  assert_others_same (fixture, "Carter, Joan", NULL);
  assert_as_anew (fixture, "Carter Joan M");
}

static void
test_link_and_undo (Fixture *fixture,
                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_free (sync_link (fixture->crosswalk, "Zebra Signs", "Miller Plumbing", FALSE, &error));
  g_assert_no_error (error);
  wait_until (find (fixture, "Miller Plumbing") == NULL);
  assert_others_same (fixture, "Miller Plumbing", NULL);
  g_free (sync_undo (&fixture->base, "window", FALSE));
  wait_until (is_proposed (fixture, "Miller Plumbing", "Miller Plumbing"));
  assert_others_same (fixture, "Miller Plumbing", NULL);
  assert_as_anew (fixture, "Miller Plumbing");
}

static void
test_deleted (Fixture *fixture,
              gconstpointer data)
{
  TieRemote *remote = tie_remote_copy (tie_dummy_ledger_get (fixture->base.dummy, TIE_KIND_CUSTOMER, tie_pair_row_get_id (sync_get_right (fixture->crosswalk, "Quill Publishing Co"))));
  g_autoptr (GError) error = NULL;

  remote->is_deleted = TRUE;
  tie_dummy_ledger_put (fixture->base.dummy, remote);
  sync_pull (&fixture->base, &error);
  g_assert_no_error (error);
  wait_until (find (fixture, "Quill Publishing") == NULL);
  assert_others_same (fixture, "Quill Publishing", NULL);
}

/* "2 possible" goes when one of the two found somebody else, and a refusal counts. */
static void
test_possible (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  TiePairRow *left;

  g_free (sync_put_remote (&fixture->base, TIE_KIND_CUSTOMER, "Delgado Landscaping LLC", NULL));
  sync_pull (&fixture->base, &error);
  g_assert_no_error (error);
  left = sync_get_left (fixture->crosswalk, "Delgado Landscaping");
  wait_until (tie_pair_row_get_state (left) == TIE_ROW_POSSIBLE);

  g_free (sync_link (fixture->crosswalk, "Zebra Signs", "Delgado Landscaping LLC", FALSE, &error));
  g_assert_no_error (error);
  wait_until (tie_pair_row_get_state (left) == TIE_ROW_NOT_LINKED);
  g_free (sync_undo (&fixture->base, "window", FALSE));
  wait_until (tie_pair_row_get_state (left) == TIE_ROW_POSSIBLE);
}

static gboolean
refuse_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  Fixture *fixture = data;
  TieProposal *proposal = find (fixture, "Miller Plumbing");

  return tie_refusal_table_add (db, tie_company_get_connection (fixture->base.company)->id, TIE_KIND_CUSTOMER,
                                tie_pair_row_get_id (tie_proposal_get_left (proposal)), tie_pair_row_get_id (tie_proposal_get_right (proposal)), error);
}

/* Refused by another program while the proposals stood on the screen: not linked, and said so. */
static void
test_refused_elsewhere (Fixture *fixture,
                        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *applied = NULL;
  guint n_checked = 0;

  for (guint i = 0; i < fixture->before->len; i++)
    n_checked += tie_proposal_get_is_checked (g_ptr_array_index (fixture->before, i)) ? 1 : 0;
  g_assert_true (tie_proposal_get_is_checked (find (fixture, "Miller Plumbing")));
  tie_store_run (fixture->base.store, TIE_STORE_WRITE, refuse_cb, fixture, &error);
  g_assert_no_error (error);
  applied = sync_apply (fixture->crosswalk, fixture->proposals);
  g_assert_true (g_str_has_suffix (applied, ", 1 left as it was decided meanwhile"));
  g_assert_cmpint (sync_count_links (&fixture->base, TIE_KIND_CUSTOMER), ==, n_checked - 1);
  g_assert_null (tie_pair_row_get_partner (sync_get_left (fixture->crosswalk, "Miller Plumbing")));
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/follow/edit", test_edit },
    { "/follow/new-contact", test_new_contact },
    { "/follow/pull", test_pull },
    { "/follow/rival", test_rival },
    { "/follow/link-and-undo", test_link_and_undo },
    { "/follow/deleted", test_deleted },
    { "/follow/possible", test_possible },
    { "/follow/refused-elsewhere", test_refused_elsewhere },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
