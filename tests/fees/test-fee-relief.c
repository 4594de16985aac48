/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-fee-relief"
#include "config.h"

#include "import-fixture.h"
#include "model/tie-fee.h"
#include "model/tie-project.h"

/* Relief through the whole import: whatever amount and whatever work, the parts add up to the amount to the cent, and undo gives
 * back the work and the fee, whatever was edited since.  A sample of the cases; all ten thousand with -m slow. */

#define MAX_ENTRIES 9

typedef enum
{
  EDIT_NOTHING,
  EDIT_FEE,    /* somebody typed another one since: it stays */
  EDIT_TIME,   /* somebody entered more time since: it stays, unbilled */
  EDIT_CLIENT, /* the client was renamed since: that stays */
  EDIT_REPLACE, /* the invoice was replaced by one over another amount, and that is undone first */
  N_EDITS
} Edit;

typedef struct
{
  GPtrArray *entries; /* (owned) (element-type TieEntry) as they were */
  gint64 old_fee;
  gint64 amount;
  gint64 wip;
  Edit edit;
  char *invoice; /* (owned) (nullable) */
} Round;

static gint64
draw_value (void)
{
  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      return 0;
    case 1:
      return -g_test_rand_int_range (1, 3000);
    case 2:
      return g_test_rand_int_range (1, 10);
    default:
      return g_test_rand_int_range (1, 500000);
    }
}

static gboolean
add_entry (TieDb *db,
           guint number,
           GError **error)
{
  g_autofree char *id = g_strdup_printf ("work-%u", number);
  g_autoptr (TieRecord) entry = tie_record_new (TIE_TYPE_ENTRY, id);
  gboolean is_expense = g_test_rand_int_range (0, 4) == 0;

  tie_record_set_text (entry, TIE_ENTRY_PROJECT, "return");
  tie_record_set_text (entry, TIE_ENTRY_KIND, is_expense ? TIE_ENTRY_KIND_EXPENSE : TIE_ENTRY_KIND_TIME);
  tie_record_set_text (entry, is_expense ? TIE_ENTRY_EXPENSE_CODE : TIE_ENTRY_WORK_CODE, is_expense ? "postage" : "tax");
  tie_record_set_text (entry, TIE_ENTRY_DATE, "2026-01-02");
  tie_record_set_integer (entry, TIE_ENTRY_QUANTITY, g_test_rand_int_range (0, 3) == 0 ? 0 : g_test_rand_int_range (1, 100000));
  tie_record_set_integer (entry, TIE_ENTRY_AMOUNT, draw_value ());
  tie_record_set_integer (entry, TIE_ENTRY_NOT_BILLABLE, g_test_rand_int_range (0, 6) == 0);
  return tie_record_table_save (db, entry, error);
}

/* Work of any kind in place of the last round's. */
static gboolean
prepare_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  Round *round = data;
  g_autoptr (GPtrArray) before = tie_record_table_list_where (db, TIE_TYPE_ENTRY, TIE_ENTRY_PROJECT, "return", error);
  guint n = (guint) g_test_rand_int_range (0, MAX_ENTRIES + 1);

  for (guint i = 0; i < before->len; i++)
    {
      if (!tie_record_table_delete (db, TIE_TYPE_ENTRY, tie_record_get_id (before->pdata[i]), error))
        return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      if (!add_entry (db, i, error))
        return FALSE;
    }
  round->old_fee = g_test_rand_int_range (0, 2) == 0 ? 0 : g_test_rand_int_range (1, 1000000);
  set_integer (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_ESTIMATED_FEE, round->old_fee);
  round->entries = tie_record_table_list_where (db, TIE_TYPE_ENTRY, TIE_ENTRY_PROJECT, "return", error);
  for (guint i = 0; i < n; i++)
    {
      TieRecord *entry = round->entries->pdata[i];

      if (!tie_record_get_integer (entry, TIE_ENTRY_NOT_BILLABLE))
        round->wip += tie_record_get_integer (entry, TIE_ENTRY_AMOUNT);
    }
  return TRUE;
}

static char *
import (TieDb *db,
        gint64 amount,
        gboolean replace,
        gint64 wip)
{
  const TieFeePreviewOptions options = { .with_invoice = TRUE, .replace = replace, .date = DAY, .typed = &amount };
  g_autoptr (TieFeePreview) preview = read_preview (db, &options);
  g_autoptr (TieDocumentSheet) sheet = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (tie_fee_preview_can_import (preview));
  g_assert_cmpint (preview->wip->wip, ==, wip);
  sheet = tie_fee_import_invoice (db, preview, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (tie_record_get_id (TIE_RECORD (sheet->document)));
}

/* All work is on the invoice, and its parts are the amount to the cent. */
static void
expect_relieved (TieDb *db,
                 const Round *round,
                 const char *invoice,
                 gint64 amount)
{
  g_autoptr (GPtrArray) entries = tie_record_table_list_where (db, TIE_TYPE_ENTRY, TIE_ENTRY_PROJECT, "return", NULL);
  gboolean is_any_billable = FALSE;
  gint64 sum = 0;

  g_assert_cmpuint (entries->len, ==, round->entries->len);
  for (guint i = 0; i < entries->len; i++)
    {
      TieRecord *entry = entries->pdata[i];
      gboolean is_billable = !tie_record_get_integer (entry, TIE_ENTRY_NOT_BILLABLE);

      g_assert_cmpstr (tie_record_get_text (entry, TIE_ENTRY_DOCUMENT), ==, invoice);
      g_assert_true (is_billable || tie_record_get_integer (entry, TIE_ENTRY_BILLED) == 0);
      is_any_billable |= is_billable;
      sum += tie_record_get_integer (entry, TIE_ENTRY_BILLED);
    }
  g_assert_true (!is_any_billable || sum == amount);
  g_assert_cmpint (get_amount (db, TIE_TYPE_DOCUMENT, invoice, TIE_DOCUMENT_TOTAL), ==, amount);
  g_assert_cmpint (get_amount (db, TIE_TYPE_DOCUMENT, invoice, TIE_DOCUMENT_WIP), ==, round->wip);
  g_assert_cmpint (get_amount (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_ESTIMATED_FEE), ==, amount);
}

static gboolean
import_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  Round *round = data;

  round->amount = g_test_rand_int_range (0, 2) == 0 ? g_test_rand_int_range (1, 1000) : g_test_rand_int_range (1, 999999999);
  round->invoice = import (db, round->amount, FALSE, round->wip);
  expect_relieved (db, round, round->invoice, round->amount);
  return TRUE;
}

static gboolean
edit_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  Round *round = data;
  g_autofree char *other = NULL;

  switch (round->edit)
    {
    case EDIT_FEE:
      set_integer (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_ESTIMATED_FEE, 77701);
      break;
    case EDIT_TIME:
      return add_entry (db, MAX_ENTRIES, error);
    case EDIT_CLIENT:
      set_text (db, TIE_TYPE_CONTACT, "carter", TIE_CONTACT_NAME, g_test_rand_int_range (0, 2) == 0 ? "Carter, Joan" : "Carter, Joan M");
      break;
    case EDIT_REPLACE:
      other = import (db, round->amount + 1, TRUE, round->wip);
      expect_relieved (db, round, other, round->amount + 1);
      g_assert_cmpint (get_amount (db, TIE_TYPE_DOCUMENT, round->invoice, TIE_DOCUMENT_IS_VOID), ==, 1);
      break;
    case EDIT_NOTHING:
    case N_EDITS:
    default:
      break;
    }
  return TRUE;
}

static gboolean
replaced_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  Round *round = data;

  expect_relieved (db, round, round->invoice, round->amount);
  g_assert_cmpint (get_amount (db, TIE_TYPE_DOCUMENT, round->invoice, TIE_DOCUMENT_IS_VOID), ==, 0);
  return TRUE;
}

/* Each entry is to the last field what it was, and nothing else is left of the import. */
static gboolean
undone_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  Round *round = data;
  g_autoptr (GPtrArray) now = tie_record_table_list_where (db, TIE_TYPE_ENTRY, TIE_ENTRY_PROJECT, "return", error);
  guint n_more = round->edit == EDIT_TIME ? 1 : 0;

  for (guint i = 0; i < round->entries->len; i++)
    {
      g_autoptr (TieRecord) entry = tie_record_table_get (db, TIE_TYPE_ENTRY, tie_record_get_id (round->entries->pdata[i]), error);

      g_assert_true (tie_record_equal (entry, round->entries->pdata[i]));
    }
  g_assert_cmpuint (now->len, ==, round->entries->len + n_more);
  g_assert_cmpint (tie_record_table_count (db, TIE_TYPE_FEE_IMPORT, error), ==, 0);
  g_assert_cmpint (tie_record_table_count (db, TIE_TYPE_DOCUMENT, error), ==, 0);
  g_assert_cmpint (get_amount (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_ESTIMATED_FEE), ==, round->edit == EDIT_FEE ? 77701 : round->old_fee);
  return TRUE;
}

static void
test_relief (ImportFixture *fixture,
             gconstpointer data)
{
  guint n = g_test_slow () ? 10000 : 100;

  for (guint i = 0; i < n; i++)
    {
      Round round = { .edit = i % N_EDITS };

      store_fixture_write (&fixture->store, prepare_cb, &round);
      store_fixture_write (&fixture->store, import_cb, &round);
      store_fixture_write (&fixture->store, edit_cb, &round);
      if (round.edit == EDIT_REPLACE)
        {
          store_fixture_write (&fixture->store, undo_last_cb, NULL);
          store_fixture_write (&fixture->store, replaced_cb, &round);
        }
      store_fixture_write (&fixture->store, undo_last_cb, NULL);
      store_fixture_write (&fixture->store, undone_cb, &round);
      g_ptr_array_unref (round.entries);
      g_free (round.invoice);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/fees/relief", ImportFixture, NULL, import_fixture_set_up, test_relief, import_fixture_tear_down);

  return g_test_run ();
}
