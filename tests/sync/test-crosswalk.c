/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-crosswalk"
#include "config.h"

#include "base/tie-error.h"
#include "sync-fixture.h"
#include "sync/tie-match-outcome.h"

static void
assert_names (GListModel *list,
              const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (TiePairRow) row = g_list_model_get_item (list, i);

      g_assert_cmpuint (tie_pair_row_get_rank (row), ==, i);
      g_string_append_printf (names, "%s%s", i > 0 ? " | " : "", tie_pair_row_get_name (row));
    }
  g_assert_cmpstr (names->str, ==, expected);
}

static void
archive (SyncFixture *fixture,
         const char *name)
{
  g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, NULL);

  tie_record_set_text (contact, TIE_CONTACT_NAME, name);
  tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_CLIENT);
  tie_record_set_integer (contact, TIE_CONTACT_ARCHIVED, TRUE);
  sync_save_record (fixture, contact);
}

/* An edit by somebody else at the company. */
static void
edit_remote (SyncFixture *fixture,
             const char *id,
             const char *name,
             gboolean is_active,
             gboolean is_deleted)
{
  TieRemote *remote = tie_remote_copy (tie_dummy_ledger_get (fixture->dummy, TIE_KIND_CUSTOMER, id));

  g_free (remote->name);
  g_free (remote->full_name);
  remote->name = g_strdup (name);
  remote->full_name = g_strdup (name);
  remote->is_active = is_active;
  remote->is_deleted = is_deleted;
  tie_dummy_ledger_put (fixture->dummy, remote);
}

static void
test_rows (SyncFixture *fixture,
           gconstpointer data)
{
  g_autofree char *abacus = sync_add_contact (fixture, "abacus Dental LLC", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *zoe = sync_add_contact (fixture, "Ärzte am Hafen", TIE_CONTACT_TYPE_PROSPECT);
  g_autofree char *paper = sync_add_contact (fixture, "Paper & Ink", TIE_CONTACT_TYPE_SUPPLIER);
  g_autofree char *annex = sync_add_site (fixture, abacus, "Annex");
  g_autofree char *parent = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Abacus Dental", NULL);
  g_autofree char *child = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Annex", parent);
  g_autofree char *vendor = sync_put_remote (fixture, TIE_KIND_VENDOR, "Paper and Ink", NULL);
  g_autofree char *idle = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Idle", NULL);
  TieRemote *project = tie_remote_new (TIE_KIND_CUSTOMER, "");
  g_autoptr (TieCrosswalk) customers = NULL;
  g_autoptr (TieCrosswalk) vendors = NULL;
  g_autoptr (GError) error = NULL;

  archive (fixture, "Bygone Ltd");
  edit_remote (fixture, idle, "Idle (deleted)", FALSE, FALSE);
  project->name = g_strdup ("Project");
  project->is_active = TRUE;
  project->is_project = TRUE;
  tie_dummy_ledger_put (fixture->dummy, project);
  g_assert_cmpuint (sync_pull (fixture, &error), ==, 5);
  g_assert_no_error (error);

  customers = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  assert_names (tie_crosswalk_get_left (customers), "abacus Dental LLC | abacus Dental LLC: Annex | Ärzte am Hafen");
  assert_names (tie_crosswalk_get_right (customers), "Abacus Dental | Abacus Dental:Annex");
  vendors = sync_load_crosswalk (fixture, TIE_KIND_VENDOR);
  assert_names (tie_crosswalk_get_left (vendors), "Paper & Ink");
  assert_names (tie_crosswalk_get_right (vendors), "Paper and Ink");

  g_assert_true (tie_pair_row_get_is_child (tie_crosswalk_find_left (customers, annex)));
  g_assert_cmpstr (tie_pair_row_get_key (tie_crosswalk_find_left (customers, zoe)), ==, "arzte am hafen");
  g_assert_null (tie_crosswalk_find_left (customers, paper));
}

static void
test_link (SyncFixture *fixture,
           gconstpointer data)
{
  g_autofree char *carter = sync_add_contact (fixture, "Carter, Joan", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *delgado = sync_add_contact (fixture, "Delgado", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *remote = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Carter Joan M", NULL);
  g_autofree char *other = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Other", NULL);
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *made = NULL;
  g_autofree char *moved = NULL;
  g_autofree char *removed = NULL;
  g_autofree char *text = NULL;
  TiePairRow *left;
  TiePairRow *right;

  sync_pull (fixture, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  left = sync_get_left (crosswalk, "Carter, Joan");
  right = sync_get_right (crosswalk, "Carter Joan M");

  made = sync_link (crosswalk, "Carter, Joan", "Carter Joan M", FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (made, ==, "1 link made");
  g_assert_true (tie_pair_row_get_partner (left) == right && tie_pair_row_get_partner (right) == left);
  g_assert_cmpint (tie_pair_row_get_state (left), ==, TIE_ROW_LINKED);
  g_assert_cmpuint (tie_crosswalk_get_n_linked (crosswalk), ==, 1);

  g_assert_null (sync_link (crosswalk, "Delgado", "Carter Joan M", FALSE, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_ALREADY_LINKED);
  g_assert_cmpstr (error->message, ==, "Carter Joan M is already linked to Carter, Joan.");
  g_clear_error (&error);

  moved = sync_link (crosswalk, "Delgado", "Carter Joan M", TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (moved, ==, "1 link moved");
  g_assert_null (tie_pair_row_get_partner (left));
  g_assert_cmpint (sync_count_links (fixture, TIE_KIND_CUSTOMER), ==, 1);

  g_assert_true (tie_pair_row_get_partner (right) == sync_get_left (crosswalk, "Delgado"));

  removed = sync_unlink (crosswalk, "Delgado", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (removed, ==, "1 link removed");
  g_assert_cmpuint (tie_crosswalk_get_n_linked (crosswalk), ==, 0);
  text = tie_pair_row_dup_state_text (right, "QuickBooks");
  g_assert_cmpstr (text, ==, "—");
}

static void
test_sites (SyncFixture *fixture,
            gconstpointer data)
{
  g_autofree char *yoga = sync_add_contact (fixture, "Yoga", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *main_site = sync_add_site (fixture, yoga, "Main Studio");
  g_autofree char *right_yoga = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Yoga", NULL);
  g_autofree char *right_main = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Main Studio", right_yoga);
  g_autofree char *stranger = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Stranger", NULL);
  g_autofree char *not_ours = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Main Studio", stranger);
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GListModel) proposals = NULL;
  g_autoptr (TieProposal) proposal = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  sync_pull (fixture, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);

  g_assert_null (sync_link (crosswalk, "Yoga: Main Studio", "Yoga:Main Studio", FALSE, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_clear_error (&error);

  first = sync_link (crosswalk, "Yoga", "Yoga", FALSE, &error);
  g_assert_no_error (error);
  g_assert_null (sync_link (crosswalk, "Yoga: Main Studio", "Stranger:Main Studio", FALSE, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_clear_error (&error);

  proposals = sync_automatch (crosswalk, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (proposals), ==, 1);
  proposal = g_list_model_get_item (proposals, 0);
  g_assert_cmpstr (tie_pair_row_get_name (tie_proposal_get_right (proposal)), ==, "Yoga:Main Studio");

  second = sync_link (crosswalk, "Yoga: Main Studio", "Yoga:Main Studio", FALSE, &error);
  g_assert_no_error (error);
}

/* A row stays the same object whatever is read, renamed or gone, so that selections survive. */
static void
test_identity (SyncFixture *fixture,
               gconstpointer data)
{
  g_autofree char *carter = sync_add_contact (fixture, "Carter", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *remote = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Carter", NULL);
  g_autofree char *other = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Middle", NULL);
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *made = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *unlinked = NULL;
  TiePairRow *left;
  TiePairRow *right;

  sync_pull (fixture, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  left = sync_get_left (crosswalk, "Carter");
  right = sync_get_right (crosswalk, "Carter");
  made = sync_link (crosswalk, "Carter", "Carter", FALSE, &error);
  g_assert_no_error (error);

  edit_remote (fixture, remote, "Zebra", TRUE, FALSE);
  g_assert_cmpuint (sync_pull (fixture, &error), ==, 1);
  g_assert_no_error (error);
  while (!g_str_equal (tie_pair_row_get_name (right), "Zebra"))
    sync_wait_loaded (crosswalk);
  assert_names (tie_crosswalk_get_right (crosswalk), "Middle | Zebra");
  g_assert_true (sync_get_right (crosswalk, "Zebra") == right);
  g_assert_true (tie_pair_row_get_partner (left) == right);

  edit_remote (fixture, remote, "Zebra (deleted)", FALSE, FALSE);
  sync_pull (fixture, &error);
  g_assert_no_error (error);
  while (tie_pair_row_get_state (left) != TIE_ROW_GONE)
    sync_wait_loaded (crosswalk);
  gone = tie_pair_row_dup_state_text (left, "QuickBooks");
  g_assert_cmpstr (gone, ==, "Gone in QuickBooks");
  g_assert_true (tie_pair_row_get_partner (left) == right);

  /* Only the link kept it in sight. */
  unlinked = sync_unlink (crosswalk, "Carter", &error);
  g_assert_no_error (error);
  while (g_list_model_get_n_items (tie_crosswalk_get_right (crosswalk)) > 1)
    sync_wait_loaded (crosswalk);
  assert_names (tie_crosswalk_get_right (crosswalk), "Middle");
}

/* "8 links, Automatch makes n more, 8 + n, undo, 8, redo, 8 + n" */
static void
test_automatch (SyncFixture *fixture,
                gconstpointer data)
{
  static const char *const names[] = {
    "Abacus Dental",
    "Baker and Sons",
    "Brightwater Marine",
    "Cobalt Design Studio",
    "Delgado Landscaping",
    "Evergreen Florist",
    "Foxglove Bakery",
    "Granite Masonry",
    "Harborview Clinic",
    "Ironwood Carpentry",
    "Juniper Catering",
    "Kestrel Aviation",
    "Lakeside Veterinary",
  };
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GListModel) proposals = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *applied = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  guint n_checked = 0;
  guint n_without = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *left = sync_add_contact (fixture, names[i], TIE_CONTACT_TYPE_CLIENT);
      g_autofree char *right = sync_put_remote (fixture, TIE_KIND_CUSTOMER, names[i], NULL);
    }
  g_free (sync_add_contact (fixture, "Xylophone Quartet", TIE_CONTACT_TYPE_CLIENT));
  sync_pull (fixture, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *sentence = sync_link (crosswalk, names[i], names[i], FALSE, &error);

      g_assert_no_error (error);
    }

  proposals = sync_automatch (crosswalk, &n_without);
  for (guint i = 0; i < g_list_model_get_n_items (proposals); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (proposals, i);

      g_assert_cmpint (tie_pair_row_get_state (tie_proposal_get_left (proposal)), !=, TIE_ROW_LINKED);
      n_checked += tie_proposal_get_is_checked (proposal);
    }
  g_assert_cmpuint (n_checked, ==, G_N_ELEMENTS (names) - 8);
  g_assert_cmpuint (n_without, ==, 1);

  applied = sync_apply (crosswalk, proposals);
  expected = g_strdup_printf ("%u links made", n_checked);
  g_assert_cmpstr (applied, ==, expected);
  g_assert_cmpint (sync_count_links (fixture, TIE_KIND_CUSTOMER), ==, 8 + n_checked);
  g_assert_cmpuint (tie_crosswalk_get_n_linked (crosswalk), ==, 8 + n_checked);

  undone = sync_undo (fixture, "window", FALSE);
  while (tie_crosswalk_get_n_linked (crosswalk) != 8)
    sync_wait_loaded (crosswalk);
  g_assert_cmpint (sync_count_links (fixture, TIE_KIND_CUSTOMER), ==, 8);
  redone = sync_undo (fixture, "window", TRUE);
  while (tie_crosswalk_get_n_linked (crosswalk) != 8 + n_checked)
    sync_wait_loaded (crosswalk);
  g_assert_cmpint (sync_count_links (fixture, TIE_KIND_CUSTOMER), ==, 8 + n_checked);
}

/* A link made while the review was open is never touched. */
static void
test_decided_meanwhile (SyncFixture *fixture,
                        gconstpointer data)
{
  g_autofree char *first = sync_add_contact (fixture, "Abacus Dental", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *second = sync_add_contact (fixture, "Harborview Clinic", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *right_first = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Abacus Dental", NULL);
  g_autofree char *right_second = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Harborview Clinic", NULL);
  g_autofree char *third = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Third", NULL);
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GListModel) proposals = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *applied = NULL;

  sync_pull (fixture, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  proposals = sync_automatch (crosswalk, NULL);
  sentence = sync_link (crosswalk, "Abacus Dental", "Third", FALSE, &error);
  g_assert_no_error (error);

  applied = sync_apply (crosswalk, proposals);
  g_assert_cmpstr (applied, ==, "1 link made, 1 left as it was decided meanwhile");
  g_assert_true (tie_pair_row_get_partner (sync_get_left (crosswalk, "Abacus Dental")) == sync_get_right (crosswalk, "Third"));
}

static void
test_refuse (SyncFixture *fixture,
             gconstpointer data)
{
  g_autofree char *left = sync_add_contact (fixture, "Abacus Dental", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *right = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Abacus Dental", NULL);
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GListModel) before = NULL;
  g_autoptr (GListModel) after = NULL;
  g_autoptr (GListModel) again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *undone = NULL;

  sync_pull (fixture, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  before = sync_automatch (crosswalk, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (before), ==, 1);

  tie_crosswalk_refuse_async (crosswalk, sync_get_left (crosswalk, "Abacus Dental"), sync_get_right (crosswalk, "Abacus Dental"), "window", NULL, sync_done_cb, &result);
  sync_wait (&result);
  sentence = tie_crosswalk_change_finish (crosswalk, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sentence, ==, "“Abacus Dental” and “Abacus Dental” will not be matched");
  after = sync_automatch (crosswalk, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (after), ==, 0);

  undone = sync_undo (fixture, "window", FALSE);
  again = sync_automatch (crosswalk, NULL);
  while (g_list_model_get_n_items (again) == 0) /* until the lists have heard of it */
    {
      g_clear_object (&again);
      again = sync_automatch (crosswalk, NULL);
    }
}

static void
test_clear (SyncFixture *fixture,
            gconstpointer data)
{
  g_autofree char *left = sync_add_contact (fixture, "Abacus", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *right = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Abacus", NULL);
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *made = NULL;
  g_autofree char *cleared = NULL;
  g_autofree char *undone = NULL;

  sync_pull (fixture, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  made = sync_link (crosswalk, "Abacus", "Abacus", FALSE, &error);
  g_assert_no_error (error);

  tie_crosswalk_clear_async (crosswalk, "window", NULL, sync_done_cb, &result);
  sync_wait (&result);
  cleared = tie_crosswalk_change_finish (crosswalk, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cleared, ==, "1 link removed");
  g_assert_cmpuint (tie_crosswalk_get_n_linked (crosswalk), ==, 0);
  undone = sync_undo (fixture, "window", FALSE);
  while (tie_crosswalk_get_n_linked (crosswalk) != 1)
    sync_wait_loaded (crosswalk);
}

static void
test_import (SyncFixture *fixture,
             gconstpointer data)
{
  g_autofree char *parent = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Yoga", NULL);
  g_autofree char *child = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Annex", parent);
  g_autofree char *lone_parent = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Lone", NULL);
  g_autofree char *orphan = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Orphan", lone_parent);
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *undone = NULL;

  sync_pull (fixture, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  g_ptr_array_add (rows, tie_crosswalk_find_right (crosswalk, orphan));
  g_ptr_array_add (rows, tie_crosswalk_find_right (crosswalk, child));
  g_ptr_array_add (rows, tie_crosswalk_find_right (crosswalk, parent));
  tie_crosswalk_import_async (crosswalk, rows, "window", NULL, sync_done_cb, &result);
  sync_wait (&result);
  sentence = tie_crosswalk_change_finish (crosswalk, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sentence, ==, "1 contact imported, 1 site imported, 1 left out");
  g_assert_cmpuint (tie_crosswalk_get_problems (crosswalk)->len, ==, 1);

  while (g_list_model_get_n_items (tie_crosswalk_get_left (crosswalk)) < 2)
    sync_wait_loaded (crosswalk);
  assert_names (tie_crosswalk_get_left (crosswalk), "Yoga | Yoga: Annex");
  g_assert_true (tie_pair_row_get_partner (sync_get_left (crosswalk, "Yoga: Annex")) == tie_crosswalk_find_right (crosswalk, child));
  undone = sync_undo (fixture, "window", FALSE);
  while (g_list_model_get_n_items (tie_crosswalk_get_left (crosswalk)) > 0)
    sync_wait_loaded (crosswalk);
}

static void
test_suggest (SyncFixture *fixture,
              gconstpointer data)
{
  g_autofree char *left = sync_add_contact (fixture, "Bright Horizon Yoga", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *linked_left = sync_add_contact (fixture, "Bright Horizons", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *right = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Bright Horizon Yoga", NULL);
  g_autofree char *strange = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Quarry Stone", NULL);
  g_autoptr (TieCrosswalk) crosswalk = tie_crosswalk_new (fixture->company, TIE_KIND_CUSTOMER);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *made = NULL;
  TieSuggestion *similar;

  sync_pull (fixture, &error);
  g_assert_no_error (error);
  while (g_list_model_get_n_items (tie_crosswalk_get_right (crosswalk)) < 2)
    sync_wait_loaded (crosswalk);

  found = tie_crosswalk_suggest (crosswalk, sync_get_left (crosswalk, "Bright Horizon Yoga"), 3);
  while (found->len == 0) /* until the index is warm */
    {
      g_main_context_iteration (NULL, TRUE);
      g_clear_pointer (&found, g_ptr_array_unref);
      found = tie_crosswalk_suggest (crosswalk, sync_get_left (crosswalk, "Bright Horizon Yoga"), 3);
    }
  g_assert_true (((TieSuggestion *) found->pdata[0])->row == tie_crosswalk_find_right (crosswalk, right));
  g_assert_cmpstr (((TieSuggestion *) found->pdata[0])->word, ==, "Exact");

  /* A linked one is no suggestion, but it is still similar. */
  made = sync_link (crosswalk, "Bright Horizons", "Bright Horizon Yoga", FALSE, &error);
  g_assert_no_error (error);
  none = tie_crosswalk_suggest (crosswalk, sync_get_left (crosswalk, "Bright Horizon Yoga"), 3);
  for (guint i = 0; i < none->len; i++)
    g_assert_true (((TieSuggestion *) none->pdata[i])->row != tie_crosswalk_find_right (crosswalk, right));
  similar = tie_crosswalk_find_similar (crosswalk, sync_get_left (crosswalk, "Bright Horizon Yoga"));
  g_assert_nonnull (similar);
  g_assert_true (similar->row == tie_crosswalk_find_right (crosswalk, right));
  tie_suggestion_free (similar);
}

/* Without a company the contacts are there, and every verb says why it cannot. */
static void
test_not_connected (SyncFixture *fixture,
                    gconstpointer data)
{
  g_autofree char *contact = sync_add_contact (fixture, "Abacus", TIE_CONTACT_TYPE_CLIENT);
  g_autoptr (TieCrosswalk) crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GListModel) proposals = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  guint n_without = 0;

  assert_names (tie_crosswalk_get_left (crosswalk), "Abacus");
  assert_names (tie_crosswalk_get_right (crosswalk), "");
  none = tie_crosswalk_suggest (crosswalk, sync_get_left (crosswalk, "Abacus"), 3);
  g_assert_cmpuint (none->len, ==, 0);
  proposals = sync_automatch (crosswalk, &n_without);
  g_assert_cmpuint (n_without, ==, 1);

  g_ptr_array_add (rows, sync_get_left (crosswalk, "Abacus"));
  for (guint verb = 0; verb < 5; verb++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      if (verb == 0)
        tie_crosswalk_unlink_async (crosswalk, rows, NULL, NULL, sync_done_cb, &result);
      else if (verb == 1)
        tie_crosswalk_clear_async (crosswalk, NULL, NULL, sync_done_cb, &result);
      else if (verb == 2)
        tie_crosswalk_import_async (crosswalk, rows, NULL, NULL, sync_done_cb, &result);
      else if (verb == 3)
        tie_crosswalk_export_async (crosswalk, rows, NULL, NULL, sync_done_cb, &result);
      else
        tie_crosswalk_apply_async (crosswalk, proposals, NULL, NULL, sync_done_cb, &result);
      sync_wait (&result);
      g_assert_null (tie_crosswalk_change_finish (crosswalk, result, &error));
      g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_CONNECTED);
      g_clear_error (&error);
    }
}

static void
test_cancel_automatch (SyncFixture *fixture,
                       gconstpointer data)
{
  g_autofree char *contact = sync_add_contact (fixture, "Abacus", TIE_CONTACT_TYPE_CLIENT);
  g_autoptr (TieCrosswalk) crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  tie_crosswalk_automatch_async (crosswalk, cancellable, sync_done_cb, &result);
  sync_wait (&result);
  g_assert_null (tie_crosswalk_automatch_finish (crosswalk, result, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The engine is told what it reads: items are codes, employees people. */
static void
test_kinds (void)
{
  static const struct
  {
    TieKind kind;
    TieMatchKind expected;
  } cases[] = {
    { TIE_KIND_CUSTOMER, TIE_MATCH_PEOPLE_AND_FIRMS },
    { TIE_KIND_VENDOR, TIE_MATCH_PEOPLE_AND_FIRMS },
    { TIE_KIND_EMPLOYEE, TIE_MATCH_EMPLOYEES },
    { TIE_KIND_ITEM, TIE_MATCH_CODES },
    { TIE_KIND_ACCOUNT, TIE_MATCH_CODES },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TieMatchOutcome) outcome = tie_match_outcome_new (cases[i].kind);

      g_assert_cmpint (outcome->kind, ==, cases[i].expected);
    }
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (SyncFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/crosswalk/rows", test_rows },
    { "/crosswalk/link", test_link },
    { "/crosswalk/sites", test_sites },
    { "/crosswalk/identity", test_identity },
    { "/crosswalk/automatch", test_automatch },
    { "/crosswalk/decided-meanwhile", test_decided_meanwhile },
    { "/crosswalk/refuse", test_refuse },
    { "/crosswalk/clear", test_clear },
    { "/crosswalk/import", test_import },
    { "/crosswalk/suggest", test_suggest },
    { "/crosswalk/cancel-automatch", test_cancel_automatch },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, SyncFixture, NULL, sync_fixture_set_up_dummy, tests[i].test, sync_fixture_tear_down);
  g_test_add ("/crosswalk/not-connected", SyncFixture, NULL, sync_fixture_set_up, test_not_connected, sync_fixture_tear_down);
  g_test_add_func ("/crosswalk/kinds", test_kinds);
  return g_test_run ();
}
