/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-tables"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "model/tie-code.h"
#include "model/tie-employee.h"
#include "store-fixture.h"
#include "store/tie-activity-table.h"
#include "store/tie-crosswalk-table.h"
#include "store/tie-currency.h"
#include "store/tie-import-profile-table.h"
#include "store/tie-user-table.h"

#define KIND TIE_KIND_CUSTOMER

/* Each test is one function on the worker. */
static void
test_on_worker (StoreFixture *fixture,
                gconstpointer data)
{
  store_fixture_write (fixture, data, NULL);
}

static gboolean
records_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, NULL);
  g_autoptr (TieRecord) nameless = tie_record_new (TIE_TYPE_CONTACT, NULL);
  g_autoptr (TieRecord) found = NULL;
  g_autoptr (TieRecord) missing = NULL;
  g_autoptr (GError) invalid = NULL;

  tie_record_set_text (contact, TIE_CONTACT_NAME, "  Zoë \t O'Neill: \"Best\" 😀 ");
  tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_SUPPLIER);
  tie_record_set_text (contact, TIE_CONTACT_STREET, "1 Main St\nSuite 2");
  tie_record_set_integer (contact, TIE_CONTACT_ARCHIVED, TRUE);
  g_assert_true (tie_record_table_save (db, contact, error));
  found = tie_record_table_get (db, TIE_TYPE_CONTACT, tie_record_get_id (contact), error);
  g_assert_true (tie_record_equal (contact, found));
  g_assert_cmpstr (tie_record_get_text (found, TIE_CONTACT_NAME), ==, "Zoë O'Neill: \"Best\" 😀");

  tie_record_set_text (found, TIE_CONTACT_NAME, "Renamed");
  g_assert_true (tie_record_table_save (db, found, error));
  g_assert_cmpint (tie_record_table_count (db, TIE_TYPE_CONTACT, error), ==, 1);

  g_assert_false (tie_record_table_save (db, nameless, &invalid));
  g_assert_error (invalid, TIE_ERROR, TIE_ERROR_INVALID);
  g_clear_error (&invalid);
  missing = tie_record_table_get (db, TIE_TYPE_CONTACT, "nobody", &invalid);
  g_assert_null (missing);
  g_assert_error (invalid, TIE_ERROR, TIE_ERROR_NOT_FOUND);
  return TRUE;
}

static gboolean
codes_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  const GType types[] = { TIE_TYPE_WORK_CODE, TIE_TYPE_EXPENSE_CODE, TIE_TYPE_EMPLOYEE, TIE_TYPE_SITE };

  add_contact (db, "alder", "Alder", TIE_CONTACT_TYPE_CLIENT);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (TieRecord) record = tie_record_new (types[i], "id");
      g_autoptr (TieRecord) found = NULL;
      TieRecordClass *klass = TIE_RECORD_GET_CLASS (record);

      /* Every field of every kind goes to its own column and back. */
      for (guint f = 1; f < klass->n_fields; f++)
        {
          if (klass->fields[f].target == tie_contact_get_type)
            tie_record_set_text (record, f, "alder");
          else if (klass->fields[f].type == TIE_FIELD_REFERENCE)
            continue; /* to a kind that has no row here */
          else if (klass->fields[f].type == TIE_FIELD_BOOLEAN)
            tie_record_set_integer (record, f, TRUE);
          else if (klass->fields[f].type == TIE_FIELD_RATE)
            tie_record_set_integer (record, f, 1000000 + f);
          else
            tie_record_set_text (record, f, klass->fields[f].name);
        }
      g_assert_true (tie_record_table_save (db, record, error));
      found = tie_record_table_get (db, types[i], "id", error);
      g_assert_true (tie_record_equal (record, found));
    }
  return TRUE;
}

static gboolean
order_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  static const char *const names[] = { "zebra", "Émile", "alder", "Baker", "ALDER" };
  static const char *const ids[] = { "1", "2", "3", "4", "5" };
  static const char *const expected[] = { "alder", "ALDER", "Baker", "Émile", "zebra" };
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) suppliers = NULL;
  g_autoptr (GPtrArray) nobody = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    add_contact (db, ids[i], names[i], i % 2 == 0 ? TIE_CONTACT_TYPE_CLIENT : TIE_CONTACT_TYPE_SUPPLIER);
  all = tie_record_table_list (db, TIE_TYPE_CONTACT, error);
  g_assert_cmpuint (all->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < all->len; i++)
    g_assert_cmpstr (tie_record_get_name (all->pdata[i]), ==, expected[i]);
  suppliers = tie_record_table_list_where (db, TIE_TYPE_CONTACT, TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_SUPPLIER, error);
  g_assert_cmpuint (suppliers->len, ==, 2);
  g_assert_cmpstr (tie_record_get_name (suppliers->pdata[0]), ==, "Baker");
  nobody = tie_record_table_list_where (db, TIE_TYPE_CONTACT, TIE_CONTACT_NAME, "' OR 1 = 1 --", error);
  g_assert_cmpuint (nobody->len, ==, 0);
  return TRUE;
}

static gboolean
delete_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  g_autoptr (TieRecord) site = tie_record_new (TIE_TYPE_SITE, "annex");
  g_autoptr (GError) refused = NULL;

  add_connection (db);
  add_remote (db, "1", "Kim Alder");
  add_contact (db, "alder", "Alder, Kim", TIE_CONTACT_TYPE_CLIENT);
  tie_record_set_text (site, TIE_SITE_NAME, "Annex");
  tie_record_set_text (site, TIE_SITE_CONTACT, "alder");
  g_assert_true (tie_record_table_save (db, site, error));
  g_assert_true (tie_link_table_add (db, CONNECTION, KIND, "alder", "1", error));
  g_assert_true (tie_link_table_add (db, CONNECTION, KIND, "annex", "2", error));
  g_assert_true (tie_refusal_table_add (db, CONNECTION, KIND, "alder", "2", error));

  g_assert_false (tie_record_table_delete (db, TIE_TYPE_CONTACT_TYPE, TIE_CONTACT_TYPE_CLIENT, &refused));
  g_assert_error (refused, TIE_ERROR, TIE_ERROR_IN_USE);
  g_assert_cmpstr (refused->message, ==, "“Client” is used by the contact “Alder, Kim”.");
  g_clear_error (&refused);

  /* What belongs to it goes along. */
  g_assert_true (tie_record_table_delete (db, TIE_TYPE_CONTACT, "alder", error));
  g_assert_cmpint (tie_record_table_count (db, TIE_TYPE_SITE, error), ==, 0);
  g_assert_cmpint (tie_link_table_count (db, CONNECTION, 0, error), ==, 0);
  g_assert_true (tie_record_table_delete (db, TIE_TYPE_CONTACT_TYPE, TIE_CONTACT_TYPE_CLIENT, error));
  g_assert_false (tie_record_table_delete (db, TIE_TYPE_CONTACT, "alder", &refused));
  g_assert_error (refused, TIE_ERROR, TIE_ERROR_NOT_FOUND);
  return TRUE;
}

static void
expect_already_linked (GError **error,
                       const char *sentence)
{
  g_assert_error (*error, TIE_ERROR, TIE_ERROR_ALREADY_LINKED);
  g_assert_cmpstr ((*error)->message, ==, sentence);
  g_clear_error (error);
}

static gboolean
links_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autoptr (GError) refused = NULL;
  g_autofree char *remote = NULL;
  g_autofree char *local = NULL;
  g_autofree char *none = NULL;

  add_connection (db);
  add_remote (db, "1", "Brite Horizon Yoga");
  add_remote (db, "2", "Baker and Sons");
  add_contact (db, "bright", "Bright Horizon Yoga LLC", TIE_CONTACT_TYPE_CLIENT);
  add_contact (db, "baker", "Baker & Sons", TIE_CONTACT_TYPE_CLIENT);

  g_assert_true (tie_link_table_add (db, CONNECTION, KIND, "bright", "1", error));
  g_assert_true (tie_link_table_add (db, CONNECTION, KIND, "bright", "1", error)); /* the same again is fine */
  g_assert_false (tie_link_table_add (db, CONNECTION, KIND, "baker", "1", &refused));
  expect_already_linked (&refused, "Brite Horizon Yoga is already linked to Bright Horizon Yoga LLC.");
  g_assert_false (tie_link_table_add (db, CONNECTION, KIND, "bright", "2", &refused));
  expect_already_linked (&refused, "Bright Horizon Yoga LLC is already linked to Brite Horizon Yoga.");
  g_assert_true (tie_link_table_add (db, CONNECTION, TIE_KIND_VENDOR, "bright", "1", error)); /* another kind, another list */

  remote = tie_link_table_find_remote (db, CONNECTION, KIND, "bright", error);
  local = tie_link_table_find_local (db, CONNECTION, KIND, "1", error);
  none = tie_link_table_find_local (db, CONNECTION, KIND, "2", error);
  g_assert_cmpstr (remote, ==, "1");
  g_assert_cmpstr (local, ==, "bright");
  g_assert_null (none);
  g_assert_cmpint (tie_link_table_count (db, CONNECTION, KIND, error), ==, 1);
  g_assert_cmpint (tie_link_table_count (db, CONNECTION, 0, error), ==, 2);
  g_assert_true (tie_link_table_remove (db, CONNECTION, KIND, "bright", error));
  g_assert_cmpint (tie_link_table_count (db, CONNECTION, KIND, error), ==, 0);
  g_assert_true (tie_link_table_add (db, CONNECTION, KIND, "baker", "1", error));
  g_assert_cmpint (tie_link_table_clear (db, CONNECTION, KIND, error), ==, 1);
  g_assert_cmpint (tie_link_table_clear (db, CONNECTION, 0, error), ==, 1);
  return TRUE;
}

static gboolean
refusals_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) empty = NULL;
  const TieLink *refusal;

  add_connection (db);
  g_assert_true (tie_refusal_table_add (db, CONNECTION, KIND, "a", "1", error));
  g_assert_true (tie_refusal_table_add (db, CONNECTION, KIND, "a", "1", error));
  g_assert_true (tie_refusal_table_add (db, CONNECTION, KIND, "a", "2", error));
  list = tie_refusal_table_list (db, CONNECTION, KIND, error);
  g_assert_cmpuint (list->len, ==, 2);
  refusal = list->pdata[0];
  g_assert_cmpstr (refusal->local_id, ==, "a");
  g_assert_true (tie_refusal_table_remove (db, CONNECTION, KIND, "a", "1", error));
  g_assert_true (tie_refusal_table_remove (db, CONNECTION, KIND, "a", "2", error));
  empty = tie_refusal_table_list (db, CONNECTION, KIND, error);
  g_assert_cmpuint (empty->len, ==, 0);
  return TRUE;
}

static TieRemote *
make_remote (void)
{
  TieRemote *remote = tie_remote_new (KIND, "7");

  remote->parent_id = g_strdup ("6");
  remote->name = g_strdup ("Zoë's");
  remote->full_name = g_strdup ("Parent:Zoë's");
  remote->company = g_strdup ("company");
  remote->email = g_strdup ("email");
  remote->phone = g_strdup ("phone");
  remote->street = g_strdup ("street");
  remote->city = g_strdup ("city");
  remote->state = g_strdup ("state");
  remote->postcode = g_strdup ("postcode");
  remote->country = g_strdup ("country");
  remote->account = g_strdup ("account");
  remote->is_project = TRUE;
  remote->version = g_strdup ("3");
  remote->updated = g_strdup ("2026-11-03T08:00:00Z");
  remote->raw = g_strdup ("{\"Id\":\"7\"}");
  return remote;
}

static void
expect_same_remote (const TieRemote *a,
                    const TieRemote *b)
{
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->parent_id, ==, b->parent_id);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->full_name, ==, b->full_name);
  g_assert_cmpstr (a->company, ==, b->company);
  g_assert_cmpstr (a->email, ==, b->email);
  g_assert_cmpstr (a->phone, ==, b->phone);
  g_assert_cmpstr (a->street, ==, b->street);
  g_assert_cmpstr (a->city, ==, b->city);
  g_assert_cmpstr (a->state, ==, b->state);
  g_assert_cmpstr (a->postcode, ==, b->postcode);
  g_assert_cmpstr (a->country, ==, b->country);
  g_assert_cmpstr (a->account, ==, b->account);
  g_assert_cmpstr (a->version, ==, b->version);
  g_assert_cmpstr (a->updated, ==, b->updated);
  g_assert_cmpint (a->is_active, ==, b->is_active);
  g_assert_cmpint (a->is_project, ==, b->is_project);
}

static gboolean
remotes_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  g_autoptr (GPtrArray) page = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (TieRemote) found = NULL;
  g_autoptr (TieRemote) deleted = NULL;
  g_autoptr (TieRemote) missing = NULL;
  TieRemote *remote = make_remote ();

  add_connection (db);
  g_ptr_array_add (page, remote);
  g_assert_true (tie_remote_table_save (db, CONNECTION, page, error));
  add_remote (db, "8", "Alder");
  found = tie_remote_table_get (db, CONNECTION, KIND, "7", error);
  expect_same_remote (remote, found);
  g_assert_cmpstr (found->raw, ==, remote->raw);
  missing = tie_remote_table_get (db, CONNECTION, KIND, "9", error);
  g_assert_null (missing);
  list = tie_remote_table_list (db, CONNECTION, KIND, error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((TieRemote *) list->pdata[0])->id, ==, "8");
  expect_same_remote (list->pdata[1], remote);
  g_assert_null (((TieRemote *) list->pdata[1])->raw);

  /* A change: what is empty now is empty here. */
  g_clear_pointer (&remote->phone, g_free);
  remote->is_active = FALSE;
  g_assert_true (tie_remote_table_save (db, CONNECTION, page, error));
  tie_remote_free (g_steal_pointer (&found));
  found = tie_remote_table_get (db, CONNECTION, KIND, "7", error);
  expect_same_remote (remote, found);

  /* A deletion brings little more than the id; what was known stays. */
  g_clear_pointer (&remote->name, g_free);
  remote->is_deleted = TRUE;
  g_assert_true (tie_remote_table_save (db, CONNECTION, page, error));
  deleted = tie_remote_table_get (db, CONNECTION, KIND, "7", error);
  g_assert_true (deleted->is_deleted);
  g_assert_cmpstr (deleted->name, ==, "Zoë's");
  g_assert_cmpint (tie_remote_table_count (db, CONNECTION, KIND, error), ==, 1);

  g_assert_true (tie_remote_table_mark_unseen (db, CONNECTION, KIND, "2020-01-01T00:00:00Z", error));
  g_assert_cmpint (tie_remote_table_count (db, CONNECTION, KIND, error), ==, 1);
  g_assert_true (tie_remote_table_mark_unseen (db, CONNECTION, KIND, "2099-01-01T00:00:00Z", error));
  g_assert_cmpint (tie_remote_table_count (db, CONNECTION, KIND, error), ==, 0);

  g_assert_true (tie_cursor_table_set (db, CONNECTION, KIND, "page 2", error));
  g_assert_true (tie_remote_table_clear (db, CONNECTION, error));
  tie_remote_free (g_steal_pointer (&found));
  found = tie_remote_table_get (db, CONNECTION, KIND, "7", error);
  g_assert_null (found);
  g_assert_null (tie_cursor_table_get (db, CONNECTION, KIND, error));
  return TRUE;
}

static gboolean
cursors_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  add_connection (db);
  g_assert_null (tie_cursor_table_get (db, CONNECTION, KIND, error));
  g_assert_true (tie_cursor_table_set (db, CONNECTION, KIND, "1001", error));
  first = tie_cursor_table_get (db, CONNECTION, KIND, error);
  g_assert_true (tie_cursor_table_set (db, CONNECTION, KIND, "2001", error));
  second = tie_cursor_table_get (db, CONNECTION, KIND, error);
  g_assert_cmpstr (first, ==, "1001");
  g_assert_cmpstr (second, ==, "2001");
  g_assert_null (tie_cursor_table_get (db, CONNECTION, TIE_KIND_VENDOR, error));
  g_assert_true (tie_cursor_table_set (db, CONNECTION, KIND, NULL, error));
  g_assert_null (tie_cursor_table_get (db, CONNECTION, KIND, error));
  return TRUE;
}

static gboolean
connections_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  g_autoptr (TieConnection) first = tie_connection_new ();
  g_autoptr (TieConnection) second = tie_connection_new ();
  g_autoptr (TieConnection) found = NULL;
  g_autoptr (TieConnection) copy = NULL;

  g_assert_null (tie_connection_table_get_active (db, error));
  first->package = g_strdup ("quickbooks");
  first->environment = g_strdup ("local");
  first->base_uri = g_strdup ("http://127.0.0.1:8080");
  first->company_id = g_strdup ("9130");
  first->company_name = g_strdup ("Harbor Books Co.");
  first->country = g_strdup ("US");
  first->currency = g_strdup ("USD");
  first->connected = g_strdup ("2026-11-03T08:00:00Z");
  first->last_read = g_strdup ("2026-11-03T09:00:00Z");
  g_assert_true (tie_connection_table_save (db, first, error));
  found = tie_connection_table_get_active (db, error);
  copy = tie_connection_copy (found);
  g_assert_cmpstr (copy->id, ==, first->id);
  g_assert_cmpstr (copy->package, ==, "quickbooks");
  g_assert_cmpstr (copy->environment, ==, "local");
  g_assert_cmpstr (copy->base_uri, ==, "http://127.0.0.1:8080");
  g_assert_cmpstr (copy->company_id, ==, "9130");
  g_assert_cmpstr (copy->company_name, ==, "Harbor Books Co.");
  g_assert_cmpstr (copy->country, ==, "US");
  g_assert_cmpstr (copy->currency, ==, "USD");
  g_assert_cmpstr (copy->connected, ==, "2026-11-03T08:00:00Z");
  g_assert_cmpstr (copy->last_read, ==, "2026-11-03T09:00:00Z");

  /* A second active one takes over; without one, there is none. */
  second->package = g_strdup ("quickbooks");
  second->environment = g_strdup ("production");
  g_assert_true (tie_connection_table_save (db, second, error));
  tie_connection_free (g_steal_pointer (&found));
  found = tie_connection_table_get_active (db, error);
  g_assert_cmpstr (found->id, ==, second->id);
  second->is_active = FALSE;
  g_assert_true (tie_connection_table_save (db, second, error));
  g_assert_null (tie_connection_table_get_active (db, error));
  return TRUE;
}

static gboolean
settings_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autofree char *state = NULL;
  g_autofree char *mapping = NULL;

  g_assert_null (tie_setting_table_get (db, "default-state", error));
  g_assert_true (tie_setting_table_set (db, "default-state", "OR", error));
  g_assert_true (tie_setting_table_set (db, "default-state", "WA", error));
  state = tie_setting_table_get (db, "default-state", error);
  g_assert_cmpstr (state, ==, "WA");
  g_assert_true (tie_setting_table_set (db, "default-state", NULL, error));
  g_assert_null (tie_setting_table_get (db, "default-state", error));

  g_assert_null (tie_import_profile_table_get (db, "contact", "abc", error));
  g_assert_true (tie_import_profile_table_set (db, "contact", "abc", "name=0", error));
  g_assert_true (tie_import_profile_table_set (db, "contact", "abc", "name=1", error));
  mapping = tie_import_profile_table_get (db, "contact", "abc", error);
  g_assert_cmpstr (mapping, ==, "name=1");
  g_assert_null (tie_import_profile_table_get (db, "site", "abc", error));
  return TRUE;
}

static gboolean
activity_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  TieActivity activity = {
    .what = (char *) "Contact exported",
    .record_id = (char *) "alder",
    .record = (char *) "Alder, Kim",
    .result = (char *) "done",
    .details = (char *) "trace 1",
    .run = (char *) "run-1",
    .step = 0,
  };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) one = NULL;
  const TieActivity *found;

  g_assert_true (tie_activity_table_add (db, &activity, error));
  activity.when = (char *) "2026-01-01T00:00:00Z";
  activity.person = (char *) "Dana";
  g_assert_true (tie_activity_table_add (db, &activity, error));
  list = tie_activity_table_list (db, 100, error);
  g_assert_cmpuint (list->len, ==, 3); /* with "Practice created" */
  found = list->pdata[0];
  g_assert_cmpstr (found->person, ==, "Dana");
  g_assert_cmpstr (found->when, ==, "2026-01-01T00:00:00Z");
  found = list->pdata[1];
  g_assert_cmpstr (found->person, !=, "");
  g_assert_cmpuint (strlen (found->when), ==, 20);
  g_assert_cmpstr (found->record_id, ==, "alder");
  g_assert_cmpstr (found->record, ==, "Alder, Kim");
  g_assert_cmpstr (found->result, ==, "done");
  g_assert_cmpstr (found->details, ==, "trace 1");
  g_assert_cmpstr (found->run, ==, "run-1");
  one = tie_activity_table_list (db, 1, error);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_true (tie_activity_table_prune (db, "2026-01-01T00:00:01Z", error));
  g_clear_pointer (&list, g_ptr_array_unref);
  list = tie_activity_table_list (db, 100, error);
  for (guint i = 0; i < list->len; i++)
    g_assert_cmpstr (((TieActivity *) list->pdata[i])->when, >=, "2026-01-01T00:00:01Z");
  g_assert_cmpuint (list->len, ==, 2);
  return TRUE;
}

static gboolean
row_cb (const TieCrosswalkRow *row,
        gpointer user_data,
        GError **error)
{
  g_string_append_printf (user_data, "%s|%s|%s|%s|%s|%s|%d%d%d ", row->id, row->name, row->key, row->partner != NULL ? row->partner : "-", row->city, row->account, row->is_active, row->is_deleted, row->is_project);
  return TRUE;
}

static gboolean
stop_cb (const TieCrosswalkRow *row,
         gpointer user_data,
         GError **error)
{
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_FAILED, "stop");
  return FALSE;
}

static void
expect_rows (TieDb *db,
             const char *connection,
             TieKind kind,
             TieSide side,
             const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (tie_crosswalk_table_read (db, connection, kind, G_TYPE_INVALID, side, row_cb, out, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
add_listed (TieDb *db,
            TieKind kind,
            const char *id,
            const char *name,
            const char *account)
{
  g_autoptr (GPtrArray) remotes = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);
  TieRemote *remote = tie_remote_new (kind, id);

  remote->name = g_strdup (name);
  remote->account = g_strdup (account);
  g_ptr_array_add (remotes, remote);
  g_assert_true (tie_remote_table_save (db, CONNECTION, remotes, NULL));
}

static gboolean
crosswalk_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, "z");
  g_autoptr (TieRecord) employee = tie_record_new (TIE_TYPE_EMPLOYEE, "e");
  g_autoptr (TieRecord) work = tie_record_new (TIE_TYPE_WORK_CODE, "w");
  g_autoptr (TieRecord) expense = tie_record_new (TIE_TYPE_EXPENSE_CODE, "x");
  g_autoptr (TieRecord) site = tie_record_new (TIE_TYPE_SITE, "annex");
  g_autoptr (GError) stopped = NULL;

  add_connection (db);
  add_contact (db, "s", "Supplier One", TIE_CONTACT_TYPE_SUPPLIER);
  add_contact (db, "p", "baker", TIE_CONTACT_TYPE_PROSPECT);
  tie_record_set_text (contact, TIE_CONTACT_NAME, "Álder");
  tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_CLIENT);
  tie_record_set_text (contact, TIE_CONTACT_CITY, "Salem");
  tie_record_set_text (contact, TIE_CONTACT_NUMBER, "N1");
  tie_record_set_integer (contact, TIE_CONTACT_ARCHIVED, TRUE);
  tie_record_set_text (employee, TIE_EMPLOYEE_NAME, "Dana");
  tie_record_set_text (work, TIE_CODE_CODE, "TAX");
  tie_record_set_text (expense, TIE_CODE_CODE, "MILES");
  g_assert_true (tie_record_table_save (db, contact, error) && tie_record_table_save (db, employee, error));
  g_assert_true (tie_record_table_save (db, work, error) && tie_record_table_save (db, expense, error));
  add_remote (db, "7", "Zoo");
  add_remote (db, "8", "Älder");
  g_assert_true (tie_link_table_add (db, CONNECTION, KIND, "z", "8", error));

  expect_rows (db, CONNECTION, KIND, TIE_SIDE_LEFT, "z|Álder|alder|8|Salem|N1|000 p|baker|baker|-|||100 ");
  expect_rows (db, CONNECTION, KIND, TIE_SIDE_RIGHT, "8|Älder|alder|z|||100 7|Zoo|zoo|-|||100 ");
  expect_rows (db, CONNECTION, TIE_KIND_VENDOR, TIE_SIDE_LEFT, "s|Supplier One|supplier one|-|||100 ");
  expect_rows (db, CONNECTION, TIE_KIND_VENDOR, TIE_SIDE_RIGHT, "");
  expect_rows (db, CONNECTION, TIE_KIND_EMPLOYEE, TIE_SIDE_LEFT, "e|Dana|dana|-|||100 ");
  expect_rows (db, CONNECTION, TIE_KIND_ITEM, TIE_SIDE_LEFT, "x|MILES|miles|-|||100 w|TAX|tax|-|||100 ");
  expect_rows (db, NULL, KIND, TIE_SIDE_LEFT, "z|Álder|alder|-|Salem|N1|000 p|baker|baker|-|||100 ");
  expect_rows (db, NULL, KIND, TIE_SIDE_RIGHT, "");

  /* A linked contact stays in the list of its link, whatever its type is now. */
  tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_SUPPLIER);
  g_assert_true (tie_record_table_save (db, contact, error));
  expect_rows (db, CONNECTION, KIND, TIE_SIDE_LEFT, "z|Álder|alder|8|Salem|N1|000 p|baker|baker|-|||100 ");

  /* A site stands under its contact's name. */
  tie_record_set_text (site, TIE_SITE_CONTACT, "p");
  tie_record_set_text (site, TIE_SITE_NAME, "Annex");
  tie_record_set_text (site, TIE_SITE_CITY, "Bend");
  g_assert_true (tie_record_table_save (db, site, error));
  expect_rows (db, CONNECTION, KIND, TIE_SIDE_LEFT, "z|Álder|alder|8|Salem|N1|000 p|baker|baker|-|||100 annex|baker: Annex|baker: annex|-|Bend||100 ");

  /* An item's account is known by its id or by its number; else what the item says of it is shown. */
  add_listed (db, TIE_KIND_ACCOUNT, "a1", "Fees", "200");
  add_listed (db, TIE_KIND_ITEM, "1", "By id", "a1");
  add_listed (db, TIE_KIND_ITEM, "2", "By number", "200");
  add_listed (db, TIE_KIND_ITEM, "3", "Unknown", "999");
  expect_rows (db, CONNECTION, TIE_KIND_ITEM, TIE_SIDE_RIGHT, "1|By id|by id|-||Fees|100 2|By number|by number|-||Fees|100 3|Unknown|unknown|-||999|100 ");

  g_assert_false (tie_crosswalk_table_read (db, CONNECTION, KIND, G_TYPE_INVALID, TIE_SIDE_LEFT, stop_cb, NULL, &stopped));
  g_assert_error (stopped, TIE_ERROR, TIE_ERROR_FAILED);
  expect_rows (db, CONNECTION, TIE_KIND_EMPLOYEE, TIE_SIDE_LEFT, "e|Dana|dana|-|||100 ");
  return TRUE;
}

/* Who makes a practice is its administrator; who comes later is not, until he is made one. */
static gboolean
users_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  static const struct
  {
    const char *role;
    gboolean may_sync;
    gboolean expected[4]; /* billing, approve, sync, set up */
  } cases[] = {
    { TIE_ROLE_ADMINISTRATOR, FALSE, { TRUE, TRUE, TRUE, TRUE } },
    { TIE_ROLE_BOOKKEEPER, TRUE, { TRUE, TRUE, TRUE, FALSE } },
    { TIE_ROLE_BOOKKEEPER, FALSE, { TRUE, TRUE, FALSE, FALSE } },
    { TIE_ROLE_STAFF, TRUE, { FALSE, FALSE, FALSE, FALSE } },
  };
  g_autoptr (TieUser) me = tie_user_table_find (db, error);
  g_autoptr (TieUser) stranger = NULL;
  g_autoptr (GError) refused = NULL;
  g_autofree char *name = NULL;

  g_assert_nonnull (me);
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (me), TIE_USER_ROLE), ==, TIE_ROLE_ADMINISTRATOR);
  g_assert_true (tie_user_table_check_administrator (db, error));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      tie_record_set_text (TIE_RECORD (me), TIE_USER_ROLE, cases[i].role);
      tie_record_set_integer (TIE_RECORD (me), TIE_USER_MAY_SYNC, cases[i].may_sync);
      g_assert_true (tie_record_table_save (db, TIE_RECORD (me), error));
      for (guint right = TIE_RIGHT_BILLING; right <= TIE_RIGHT_SET_UP; right++)
        {
          g_assert_cmpint (tie_user_table_check (db, (TieRight) right, &refused), ==, cases[i].expected[right - 1]);
          g_assert_cmpint (refused == NULL, ==, cases[i].expected[right - 1]);
          g_clear_error (&refused);
        }
    }
  g_assert_false (tie_user_table_check_administrator (db, &refused));
  g_assert_error (refused, TIE_ERROR, TIE_ERROR_INVALID);
  g_clear_error (&refused);
  /* Nobody is left to ask. */
  g_assert_false (tie_user_table_check (db, TIE_RIGHT_SYNC, &refused));
  g_assert_error (refused, TIE_ERROR, TIE_ERROR_NOT_ALLOWED);
  g_assert_cmpstr (refused->message, ==, "You need the Sync permission.");

  /* The same file on another desktop. */
  tie_record_set_text (TIE_RECORD (me), TIE_USER_LOGIN, "somebody-else");
  g_assert_true (tie_record_table_save (db, TIE_RECORD (me), error));
  name = tie_user_table_get_current (db, error);
  stranger = tie_user_table_find (db, error);
  g_assert_cmpstr (tie_record_get_name (TIE_RECORD (stranger)), ==, name);
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (stranger), TIE_USER_ROLE), ==, TIE_ROLE_STAFF);
  g_assert_true (tie_user_table_make_administrator (db, error));
  g_assert_true (tie_user_table_check (db, TIE_RIGHT_SET_UP, error));
  return TRUE;
}

/* A transaction, after which the worker knows what its amounts are in. */
static gboolean
set_currency_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_SETTINGS | TIE_STORE_AREA_CONNECTION);
  return tie_db_exec (db, data, error);
}

typedef struct
{
  const char *code;  /* expected */
  const char *words; /* expected */
} Currency;

static gboolean
look_currency_cb (TieDb *db,
                  gpointer data,
                  GError **error)
{
  const Currency *expected = data;
  g_autofree char *code = tie_currency_read (db, error);
  g_autofree char *words = tie_money_to_words (985);

  g_assert_cmpstr (code, ==, expected->code);
  g_assert_cmpstr (words, ==, expected->words);
  return TRUE;
}

/* The setting, else the company, else the country, else dollars. */
static void
test_currency (StoreFixture *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *sql;
    Currency expected;
  } cases[] = {
    { "", { "USD", "$9.85" } },
    { "INSERT INTO setting (id, value) VALUES ('country', 'united  kingdom')", { "GBP", "£9.85" } },
    { "UPDATE setting SET value = 'Atlantis' WHERE id = 'country'", { "USD", "$9.85" } },
    { "INSERT INTO connection (id, package, environment, company_id, company_name, country, currency, connected, is_active)"
      " VALUES ('c', 'dummy', 'local', '1', 'A', 'IE', 'EUR', '', 1)", { "EUR", "€9.85" } },
    { "UPDATE connection SET is_active = 0; UPDATE setting SET value = 'GB' WHERE id = 'country'", { "GBP", "£9.85" } },
    { "UPDATE connection SET is_active = 1; INSERT INTO setting (id, value) VALUES ('currency', 'CHF')", { "CHF", "CHF\302\2409.85" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      store_fixture_write (fixture, set_currency_cb, (gpointer) cases[i].sql);
      store_fixture_write (fixture, look_currency_cb, (gpointer) &cases[i].expected);
    }
  g_assert_true (tie_currency_is_code ("GBP"));
  g_assert_false (tie_currency_is_code ("gbp"));
  g_assert_false (tie_currency_is_code ("GBPS"));
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    TieStoreFunc func;
  } tests[] = {
    { "/tables/records", records_cb },
    { "/tables/every-field", codes_cb },
    { "/tables/order", order_cb },
    { "/tables/delete", delete_cb },
    { "/tables/users", users_cb },
    { "/tables/links", links_cb },
    { "/tables/refusals", refusals_cb },
    { "/tables/remotes", remotes_cb },
    { "/tables/cursors", cursors_cb },
    { "/tables/connections", connections_cb },
    { "/tables/settings", settings_cb },
    { "/tables/activity", activity_cb },
    { "/tables/crosswalk", crosswalk_cb },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, tests[i].func, store_fixture_set_up, test_on_worker, store_fixture_tear_down);

  g_test_add ("/tables/currency", StoreFixture, NULL, store_fixture_set_up, test_currency, store_fixture_tear_down);
  return g_test_run ();
}
