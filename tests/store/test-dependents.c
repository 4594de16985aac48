/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-dependents"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "model/tie-code.h"
#include "model/tie-document.h"
#include "model/tie-employee.h"
#include "model/tie-payment.h"
#include "model/tie-project.h"
#include "model/tie-term.h"
#include "store-fixture.h"
#include "store/tie-dependents.h"
#include "store/tie-record-kind.h"
#include "store/tie-undo.h"

static const TieReference *
find_reference (const char *table,
                const char *column)
{
  guint n;
  const TieReference *references = tie_record_kind_list_references (&n);

  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (references[i].kind->table, table) && g_str_equal (references[i].field->name, column))
        return &references[i];
    }
  return NULL;
}

/* What a package's rows refer to; a connection is never deleted. */
#define SQL_FOREIGN_KEYS                                                    \
  "SELECT t.name, f.\"from\", f.\"table\" FROM sqlite_schema t, pragma_foreign_key_list (t.name) f" \
  " WHERE t.type = 'table' AND f.\"table\" <> 'connection'"

static gboolean
foreign_keys_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, SQL_FOREIGN_KEYS, "");
  guint n_found = 0;
  guint n;

  g_assert_nonnull (statement);
  while (tie_db_step (db, statement, error) == TIE_STEP_ROW)
    {
      const TieReference *reference = find_reference (tie_db_column_text (statement, 0), tie_db_column_text (statement, 1));

      if (reference == NULL)
        g_error ("%s.%s refers to %s, and no field says so", tie_db_column_text (statement, 0), tie_db_column_text (statement, 1), tie_db_column_text (statement, 2));
      g_assert_cmpstr (reference->target->table, ==, tie_db_column_text (statement, 2));
      n_found++;
    }
  /* And the file guards each of the fields. */
  tie_record_kind_list_references (&n);
  g_assert_cmpuint (n_found, ==, n);
  return TRUE;
}

static gboolean
tables_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  static const char *const others[] = { "connection", "remote", "remote_raw", "remote_money", "remote_applied", "synced", "met", "conflict", "cursor", "run", "outbox", "activity", "undo_step", "undo_row", "import_profile", "edited", "fee_file", "fee_row", "export_batch", "export_item", "export_change" };
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", "");

  g_assert_nonnull (statement);
  while (tie_db_step (db, statement, error) == TIE_STEP_ROW)
    {
      const char *table = tie_db_column_text (statement, 0);
      gboolean is_other = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (others); i++)
        is_other |= g_str_equal (others[i], table);
      if (is_other == (tie_record_kind_find (table) != NULL))
        g_error ("The table %s is not in the list of kinds, nor among those that are none", table);
    }
  return TRUE;
}

static void
test_order (void)
{
  guint n;
  const TieReference *references = tie_record_kind_list_references (&n);

  g_assert_cmpuint (n, >, 30);
  for (guint i = 0; i < n; i++)
    g_assert_true (references[i].target <= references[i].kind); /* both are places in the one list */
}

/* A record of the kind with all that it cannot be without. */
static TieRecord *
make (TieDb *db,
      GType type,
      const char *id)
{
  TieRecord *record = tie_record_new (type, id);
  TieRecordClass *klass = TIE_RECORD_GET_CLASS (record);

  for (guint i = 1; i < klass->n_fields; i++)
    {
      const TieField *field = &klass->fields[i];

      if ((field->flags & TIE_FIELD_REQUIRED) == 0)
        continue;
      if (field->type == TIE_FIELD_TEXT)
        tie_record_set_text (record, i, tie_record_get_id (record)); /* some must differ */
      else if (field->type == TIE_FIELD_DATE)
        tie_record_set_text (record, i, "2026-02-28");
      else if (field->type == TIE_FIELD_CHOICE)
        tie_record_set_text (record, i, field->choices[0].token);
      else if (field->type == TIE_FIELD_REFERENCE)
        {
          g_autoptr (TieRecord) target = make (db, field->target (), NULL);

          tie_record_set_text (record, i, tie_record_get_id (target));
        }
      else
        g_error ("%s.%s: a required field of a type that this test does not know", klass->table, field->name);
    }
  g_assert_true (tie_record_table_save (db, record, NULL));
  return record;
}

/* What refers to what, on every reference in turn. */
typedef struct
{
  const TieReference *reference;
  gboolean in_step;
  gint64 step;
} Case;

#define TARGET "the-target"
#define USER "the-user"

static gboolean
make_target_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  Case *c = data;
  GType type = c->reference->target->get_type ();
  g_autoptr (TieRecord) draft = make (db, type, "draft"); /* what the target needs must outlive the step */
  g_autoptr (TieRecord) target = NULL;

  if (c->in_step)
    g_assert_true (tie_undo_begin (db, error));
  target = tie_record_new (type, TARGET);
  for (guint i = 1; i < TIE_RECORD_GET_CLASS (target)->n_fields; i++)
    {
      const TieField *field = tie_record_get_field (target, i);

      if (field->type == TIE_FIELD_TEXT)
        tie_record_set_text (target, i, TARGET);
      else if (field->type <= TIE_FIELD_REFERENCE)
        tie_record_set_text (target, i, tie_record_get_text (draft, i));
    }
  g_assert_true (tie_record_table_save (db, target, error));
  return !c->in_step || tie_undo_end (db, "Target made", "main", &c->step, error);
}

static gboolean
make_user_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  Case *c = data;
  g_autoptr (TieRecord) user = make (db, c->reference->kind->get_type (), USER);

  tie_record_set_text (user, tie_record_find_field (TIE_RECORD_GET_CLASS (user), c->reference->field->name), TARGET);
  return tie_record_table_save (db, user, error);
}

static gboolean
delete_target_cb (TieDb *db,
                  gpointer data,
                  GError **error)
{
  Case *c = data;

  return tie_record_table_delete (db, c->reference->target->get_type (), TARGET, error);
}

static gboolean
undo_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  Case *c = data;

  return tie_undo_apply (db, c->step, FALSE, NULL, NULL, error);
}

static gboolean
count_user_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  Case *c = data;
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s WHERE id = '" USER "' AND %s = '" TARGET "'", c->reference->kind->table, c->reference->field->name);

  return tie_db_get_integer (db, -1, &c->step, error, sql, "");
}

static gboolean
replace_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  Case *c = data;
  GType type = c->reference->target->get_type ();
  g_autoptr (TieRecord) other = make (db, type, "other");

  return tie_dependents_replace (db, type, TARGET, "other", error) && tie_record_table_delete (db, type, TARGET, error);
}

static void
expect_in_use (StoreFixture *fixture,
               TieStoreFunc func,
               Case *c)
{
  g_autofree char *before = store_fixture_dump (fixture);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  if (tie_store_run (fixture->store, TIE_STORE_WRITE, func, c, &error))
    g_error ("%s.%s does not hold its %s", c->reference->kind->table, c->reference->field->name, c->reference->target->table);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_IN_USE);
  /* Who cannot go, and why.  A line goes by its document. */
  if (c->reference->target->get_type () != TIE_TYPE_LINE)
    g_assert_nonnull (strstr (error->message, "“" TARGET "”"));
  g_assert_cmpuint (strlen (error->message), >, strlen (TARGET) + 20);
  after = store_fixture_dump (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_references (StoreFixture *fixture,
                 gconstpointer mode)
{
  guint n;
  const TieReference *references = tie_record_kind_list_references (&n);

  for (guint i = 0; i < n; i++)
    {
      Case c = { &references[i], g_str_equal (mode, "undo"), 0 };
      gboolean is_part = (references[i].field->flags & TIE_FIELD_PART) != 0;

      store_fixture_write (fixture, make_target_cb, &c);
      store_fixture_write (fixture, make_user_cb, &c);
      if (g_str_equal (mode, "undo"))
        expect_in_use (fixture, undo_cb, &c);
      else if (g_str_equal (mode, "replace"))
        store_fixture_write (fixture, replace_cb, &c);
      else if (!is_part)
        expect_in_use (fixture, delete_target_cb, &c);
      else
        store_fixture_write (fixture, delete_target_cb, &c);
      if (!g_str_equal (mode, "replace") && !is_part)
        {
          store_fixture_read (fixture, count_user_cb, &c);
          g_assert_cmpint (c.step, ==, 1);
        }
      store_fixture_tear_down (fixture, NULL);
      store_fixture_set_up (fixture, NULL);
    }
}

static TieRecord *
add_named (TieDb *db,
           GType type,
           const char *id,
           guint field,
           const char *text,
           guint reference,
           const char *target)
{
  TieRecord *record = make (db, type, id);

  tie_record_set_text (record, field, text);
  if (reference > 0)
    tie_record_set_text (record, reference, target);
  g_assert_true (tie_record_table_save (db, record, NULL));
  return record;
}

static void
expect_sentence (TieDb *db,
                 GType type,
                 const char *id,
                 const char *sentence)
{
  g_autoptr (GError) refused = NULL;

  g_assert_false (tie_record_table_delete (db, type, id, &refused));
  g_assert_error (refused, TIE_ERROR, TIE_ERROR_IN_USE);
  g_assert_cmpstr (refused->message, ==, sentence);
}

/* A part goes by the name of its whole; who can be archived is not deleted. */
static gboolean
sentences_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  g_autoptr (TieRecord) project = NULL;
  g_autoptr (TieRecord) code = NULL;
  g_autoptr (TieRecord) invoice = NULL;
  g_autoptr (TieRecord) line = NULL;
  g_autoptr (TieRecord) distribution = NULL;
  g_autoptr (TieRecord) payment = NULL;
  g_autoptr (TieRecord) allocation = NULL;

  add_contact (db, "carter", "Carter, Joan", TIE_CONTACT_TYPE_CLIENT);
  project = add_named (db, TIE_TYPE_PROJECT, "p", TIE_PROJECT_NAME, "2025 Form 1040", TIE_PROJECT_CONTACT, "carter");
  code = add_named (db, TIE_TYPE_WORK_CODE, "w", 1, "TAX-1040", 0, NULL);
  invoice = add_named (db, TIE_TYPE_DOCUMENT, "i", TIE_DOCUMENT_NUMBER, "INV-1042", TIE_DOCUMENT_PROJECT, "p");
  line = add_named (db, TIE_TYPE_LINE, "l", TIE_LINE_TEXT, "Return", TIE_LINE_DOCUMENT, "i");
  tie_record_set_text (line, TIE_LINE_WORK_CODE, "w");
  g_assert_true (tie_record_table_save (db, line, error));
  distribution = make (db, TIE_TYPE_DISTRIBUTION, "d");
  tie_record_set_text (distribution, TIE_DISTRIBUTION_DOCUMENT, "i");
  tie_record_set_text (distribution, TIE_DISTRIBUTION_LINE, "l");
  g_assert_true (tie_record_table_save (db, distribution, error));

  expect_sentence (db, TIE_TYPE_CONTACT, "carter", "“Carter, Joan” is used by the project “2025 Form 1040”. Archive it instead.");
  expect_sentence (db, TIE_TYPE_WORK_CODE, "w", "“TAX-1040” is used by the document “INV-1042”. Archive it instead.");
  expect_sentence (db, TIE_TYPE_PROJECT, "p", "“2025 Form 1040” is used by the document “INV-1042”. Archive it instead.");

  payment = add_named (db, TIE_TYPE_PAYMENT, "pay", TIE_PAYMENT_NUMBER, "PAY-88", 0, NULL);
  allocation = make (db, TIE_TYPE_ALLOCATION, "a");
  tie_record_set_text (allocation, TIE_ALLOCATION_PAYMENT, "pay");
  tie_record_set_text (allocation, TIE_ALLOCATION_DOCUMENT, "i");
  g_assert_true (tie_record_table_save (db, allocation, error));
  expect_sentence (db, TIE_TYPE_DOCUMENT, "i", "“INV-1042” is used by the payment “PAY-88”.");

  /* Each goes with its parts once nothing else holds it. */
  g_assert_true (tie_record_table_delete (db, TIE_TYPE_PAYMENT, "pay", error));
  g_assert_cmpint (tie_record_table_count (db, TIE_TYPE_ALLOCATION, error), ==, 0);
  g_assert_true (tie_record_table_delete (db, TIE_TYPE_DOCUMENT, "i", error));
  g_assert_cmpint (tie_record_table_count (db, TIE_TYPE_LINE, error), ==, 0);
  g_assert_cmpint (tie_record_table_count (db, TIE_TYPE_DISTRIBUTION, error), ==, 0);
  g_assert_true (tie_record_table_delete (db, TIE_TYPE_PROJECT, "p", error));
  g_assert_true (tie_record_table_delete (db, TIE_TYPE_CONTACT, "carter", error));
  return TRUE;
}

static gboolean
replace_contact_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autoptr (TieRecord) site = NULL;
  g_autoptr (TieRecord) kept = NULL;
  g_autoptr (TieRecord) moved = NULL;

  add_contact (db, "double", "Alder Kim", TIE_CONTACT_TYPE_CLIENT);
  add_contact (db, "alder", "Alder, Kim", TIE_CONTACT_TYPE_CLIENT);
  kept = tie_record_table_get (db, TIE_TYPE_CONTACT, "alder", error);
  tie_record_set_text (kept, TIE_CONTACT_CARE_OF, "double");
  g_assert_true (tie_record_table_save (db, kept, error));
  site = add_named (db, TIE_TYPE_SITE, "s", TIE_SITE_NAME, "Annex", TIE_SITE_CONTACT, "double");
  g_assert_true (tie_dependents_replace (db, TIE_TYPE_CONTACT, "double", "alder", error));
  g_assert_true (tie_record_table_delete (db, TIE_TYPE_CONTACT, "double", error));
  g_clear_object (&kept);
  kept = tie_record_table_get (db, TIE_TYPE_CONTACT, "alder", error);
  g_assert_null (tie_record_get_text (kept, TIE_CONTACT_CARE_OF)); /* not of himself */
  moved = tie_record_table_get (db, TIE_TYPE_SITE, "s", error);
  g_assert_cmpstr (tie_record_get_text (moved, TIE_SITE_CONTACT), ==, "alder");
  return TRUE;
}

static gboolean
rename_term_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  g_autoptr (TieRecord) term = tie_record_table_get (db, TIE_TYPE_TERM, "net-30", error);
  g_autoptr (TieRecord) contact = NULL;
  g_autoptr (TieRecord) renamed = NULL;

  add_contact (db, "alder", "Alder, Kim", TIE_CONTACT_TYPE_CLIENT);
  contact = tie_record_table_get (db, TIE_TYPE_CONTACT, "alder", error);
  tie_record_set_text (contact, TIE_CONTACT_TERMS, "Net 30");
  g_assert_true (tie_record_table_save (db, contact, error));
  tie_record_set_text (term, TIE_TERM_NAME, "30 days");
  g_assert_true (tie_record_table_save (db, term, error));
  renamed = tie_record_table_get (db, TIE_TYPE_CONTACT, "alder", error);
  g_assert_cmpstr (tie_record_get_text (renamed, TIE_CONTACT_TERMS), ==, "30 days");
  return TRUE;
}

static void
test_on_worker (StoreFixture *fixture,
                gconstpointer data)
{
  store_fixture_write (fixture, data, NULL);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    TieStoreFunc func;
  } on_worker[] = {
    { "/dependents/foreign-keys", foreign_keys_cb },
    { "/dependents/tables", tables_cb },
    { "/dependents/sentences", sentences_cb },
    { "/dependents/replace-contact", replace_contact_cb },
    { "/dependents/rename-term", rename_term_cb },
  };
  static const char *const modes[] = { "delete", "undo", "replace" };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/dependents/order", test_order);
  for (guint i = 0; i < G_N_ELEMENTS (on_worker); i++)
    g_test_add (on_worker[i].path, StoreFixture, on_worker[i].func, store_fixture_set_up, test_on_worker, store_fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autofree char *path = g_strconcat ("/dependents/references/", modes[i], NULL);

      g_test_add (path, StoreFixture, modes[i], store_fixture_set_up, test_references, store_fixture_tear_down);
    }
  return g_test_run ();
}
