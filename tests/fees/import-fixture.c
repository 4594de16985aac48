/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "import-fixture"
#include "config.h"

#include <glib/gstdio.h>

#include "billing/tie-entry-actions.h"
#include "import-fixture.h"
#include "model/tie-contact.h"
#include "model/tie-project.h"
#include "model/tie-user.h"
#include "store/tie-activity-table.h"

void
write_file (ImportFixture *fixture,
            const char *name,
            const char *contents)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, contents, -1, &error);
  g_assert_no_error (error);
}

void
set_text (TieDb *db,
          GType type,
          const char *id,
          guint field,
          const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieRecord) record = tie_record_table_get (db, type, id, &error);

  g_assert_no_error (error);
  tie_record_set_text (record, field, text);
  tie_record_table_save (db, record, &error);
  g_assert_no_error (error);
}

void
set_integer (TieDb *db,
             GType type,
             const char *id,
             guint field,
             gint64 value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieRecord) record = tie_record_table_get (db, type, id, &error);

  g_assert_no_error (error);
  tie_record_set_integer (record, field, value);
  tie_record_table_save (db, record, &error);
  g_assert_no_error (error);
}

/* The three entries of the reference, 403.32 of work, and one that nobody pays. */
static gboolean
fill_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  static const struct
  {
    const char *id;
    gint64 amount;
    gboolean not_billable;
  } entries[] = { { "a", 12000 }, { "b", 18333 }, { "c", 9999 }, { "d", 5000, TRUE } };
  ImportFixture *fixture = data;
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);

  set_text (db, TIE_TYPE_CONTACT, "carter", TIE_CONTACT_NUMBER, "1000");
  set_text (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_RETURN, "I");
  set_integer (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_TAX_YEAR, 2025);
  set_integer (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_ESTIMATED_FEE, 0);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autoptr (TieEntry) entry = tie_entry_new (entries[i].id);
      TieRecord *record = TIE_RECORD (entry);

      tie_record_set_text (record, TIE_ENTRY_PROJECT, "return");
      tie_record_set_text (record, TIE_ENTRY_KIND, "time");
      tie_record_set_text (record, TIE_ENTRY_WORK_CODE, "tax");
      tie_record_set_text (record, TIE_ENTRY_DATE, "2026-01-02");
      tie_record_set_integer (record, TIE_ENTRY_QUANTITY, 10000);
      tie_record_set_integer (record, TIE_ENTRY_RATE, entries[i].amount * 100);
      tie_record_set_integer (record, TIE_ENTRY_NOT_BILLABLE, entries[i].not_billable);
      if (!tie_entry_save (db, entry, NULL, NULL, error))
        return FALSE;
    }
  return tie_setting_table_set (db, TIE_SETTING_FEE_DAYS, "100000", error) && tie_fee_source_set (db, folder, error);
}

/* What these tests write is whole. */
static void
no_wait (guint milliseconds)
{
}

void
import_fixture_set_up (ImportFixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  billing_fixture_set_up (&fixture->store, data);
  tie_fee_source_set_wait_for_test (no_wait);
  fixture->folder = g_dir_make_tmp ("tie-fees-XXXXXX", &error);
  g_assert_no_error (error);
  store_fixture_write (&fixture->store, fill_cb, fixture);
}

void
import_fixture_tear_down (ImportFixture *fixture,
           gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  store_fixture_tear_down (&fixture->store, data);
}

TieFeeRefresh *
refresh (ImportFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  TieFeeRefresh *result = tie_fee_refresh (fixture->store.store, NULL, FALSE, NULL, &error);

  g_assert_no_error (error);
  return result;
}

TieFeePreview *
read_preview (TieDb *db,
              const TieFeePreviewOptions *options)
{
  g_autoptr (GError) error = NULL;
  TieFeePreview *preview = tie_fee_preview_read (db, "return", options, &error);

  g_assert_no_error (error);
  return preview;
}

/* The codes of a preview, "W1 W5". */
void
expect_codes (const TieFeePreview *preview,
              const char *expected)
{
  g_autoptr (GString) codes = g_string_new (NULL);

  for (guint i = 0; i < preview->findings->len; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? " " : "", tie_fee_code_get_name (((TieFeeFinding *) preview->findings->pdata[i])->code));
  g_assert_cmpstr (codes->str, ==, expected);
}

void
expect_billed (TieDb *db,
               const char *document,
               gint64 a,
               gint64 b,
               gint64 c)
{
  const gint64 billed[] = { a, b, c, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (billed); i++)
    {
      const char id[2] = { (char) ('a' + i), '\0' };
      g_autoptr (TieRecord) entry = tie_record_table_get (db, TIE_TYPE_ENTRY, id, NULL);

      g_assert_cmpstr (tie_record_get_text (entry, TIE_ENTRY_DOCUMENT), ==, document);
      g_assert_cmpint (tie_record_get_integer (entry, TIE_ENTRY_BILLED), ==, billed[i]);
    }
}

gboolean
make_staff_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  g_autoptr (GPtrArray) users = tie_record_table_list (db, TIE_TYPE_USER, error);

  for (guint i = 0; i < users->len; i++)
    set_text (db, TIE_TYPE_USER, tie_record_get_id (users->pdata[i]), TIE_USER_ROLE, TIE_ROLE_STAFF);
  return TRUE;
}
