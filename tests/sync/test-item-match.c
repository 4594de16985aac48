/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-item-match"
#include "config.h"

#include "model/tie-code.h"
#include "sync-fixture.h"
#include "sync/tie-proposal.h"

/* The practice's work codes and what Xero and Sage call products and services: read from the company, matched, linked. */

static const char *const packages[] = { "xero", "sage" };

/* There, TAX-1 is Personal tax return, TAX-2 Company tax return, TAX-3 Partnership tax return, and so on. */
static const struct
{
  const char *code;
  const char *description;
  const char *there; /* NULL: none fits */
} codes[] = {
  /* by the code */
  { "TAX-1", "Self Assessment", "TAX-1" },
  { "TAX-2", "CT600", "TAX-2" },
  { "TAX-3", "SA800", "TAX-3" },
  /* by what it stands for */
  { "PLAN", "Tax planning", "TAX-4" },
  { "BOOK", "Bookkeeping", "BKP-1" },
  { "RECON", "Bank reconciliation", "BKP-2" },
  { "PAYROLL", "Payroll processing", "PAY-1" },
  { "VAT", "VAT return", "VAT-1" },
  /* not at all */
  { "PROBATE", "Probate", NULL },
  { "COSEC", "Company secretary", NULL },
};
#define N_FIT 8

static void
set_up (SyncFixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sync_fixture_set_up_package (fixture, data, "harbor");
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_WORK_CODE, codes[i].code);

      tie_record_set_text (code, TIE_CODE_CODE, codes[i].code);
      tie_record_set_text (code, TIE_CODE_DESCRIPTION, codes[i].description);
      sync_save_record (fixture, code);
    }
  sync_pull (fixture, &error);
  g_assert_no_error (error);
}

static const char *
find_expected (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_str_equal (codes[i].code, code))
        return codes[i].there;
    }
  return NULL;
}

/* All that fit are proposed, nothing else is, and a person takes them as they are. */
static void
test_match (SyncFixture *fixture,
            gconstpointer data)
{
  g_autoptr (TieCrosswalk) crosswalk = tie_crosswalk_new_for_codes (fixture->company, TIE_TYPE_WORK_CODE);
  g_autoptr (GListModel) proposals = NULL;
  g_autofree char *sentence = NULL;
  guint n_right = 0;
  guint n_wrong = 0;

  sync_wait_loaded (crosswalk);
  proposals = sync_automatch (crosswalk, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (proposals); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (proposals, i);
      const char *here = tie_pair_row_get_name (tie_proposal_get_left (proposal));
      const char *there = tie_pair_row_get_name (tie_proposal_get_right (proposal));
      g_autofree char *reason = tie_proposal_dup_reason (proposal);

      g_test_message ("%s and %s: %u %s, %s", here, there, tie_proposal_get_score (proposal), tie_proposal_get_word (proposal), reason);
      if (g_strcmp0 (find_expected (here), there) == 0)
        n_right++;
      else
        n_wrong++;
      tie_proposal_set_is_checked (proposal, TRUE);
    }
  g_test_message ("%u of %d right, %u wrong", n_right, N_FIT, n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);
  g_assert_cmpuint (n_right, ==, N_FIT);

  sentence = sync_apply (crosswalk, proposals);
  g_assert_nonnull (sentence);
  g_assert_cmpint (sync_count_links (fixture, TIE_KIND_ITEM), ==, N_FIT);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      TiePairRow *partner = tie_pair_row_get_partner (sync_get_left (crosswalk, codes[i].code));

      g_assert_cmpstr (partner != NULL ? tie_pair_row_get_name (partner) : NULL, ==, codes[i].there);
    }
}

/* Xero says of an item by which code its account goes, Sage by which id: people see the account's name either way. */
static void
test_account (SyncFixture *fixture,
              gconstpointer data)
{
  g_autoptr (TieCrosswalk) crosswalk = tie_crosswalk_new_for_codes (fixture->company, TIE_TYPE_WORK_CODE);

  sync_wait_loaded (crosswalk);
  g_assert_cmpstr (tie_pair_row_get_words (sync_get_right (crosswalk, "TAX-1"), TIE_ROW_TEXT_ACCOUNT), ==, "Tax Preparation");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (packages); i++)
    {
      g_autofree char *match = g_strdup_printf ("/item-match/%s/match", packages[i]);
      g_autofree char *account = g_strdup_printf ("/item-match/%s/account", packages[i]);

      g_test_add (match, SyncFixture, packages[i], set_up, test_match, sync_fixture_tear_down);
      g_test_add (account, SyncFixture, packages[i], set_up, test_account, sync_fixture_tear_down);
    }
  return g_test_run ();
}
