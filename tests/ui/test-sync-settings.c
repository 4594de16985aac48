/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "match-fixture.h"
#include "model/tie-contact.h"
#include "model/tie-site.h"
#include "model/tie-term.h"
#include "portal-fixture.h"
#include "store/tie-activity-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-sync-settings.h"
#include "ui/tie-choice-row.h"
#include "ui/tie-first-sync.h"
#include "ui/tie-integration-window.h"
#include "ui/tie-match-page.h"
#include "ui/tie-picker.h"
#include "ui/tie-sync-settings-window.h"

/* Sync Settings and Account Defaults. */

typedef struct
{
  MatchFixture base;
  TieSession *session;
  GtkWidget *window;
} Fixture;

/* ---- the file ---- */

/* In the company's books, and read already. */
static const struct
{
  TieKind kind;
  const char *id, *name, *account, *type, *sub_type;
} rows[] = {
  { TIE_KIND_ACCOUNT, "1", "Tax preparation", "4010", "Income", NULL },
  { TIE_KIND_ACCOUNT, "2", "Costs", "5100", "Expense", NULL },
  { TIE_KIND_ACCOUNT, "3", "Checking", "1000", "Bank", NULL },
  { TIE_KIND_ACCOUNT, "4", "Undeposited Funds", NULL, "Other Current Asset", "UndepositedFunds" },
  { TIE_KIND_ITEM, "7", "Hours", NULL, "Service", NULL },
  { TIE_KIND_TERM, "9", "Net 30 days", NULL, NULL, NULL },
};

static TieRemote *
make_remote (guint i)
{
  TieRemote *remote = tie_remote_new (rows[i].kind, rows[i].id);

  remote->name = g_strdup (rows[i].name);
  remote->full_name = g_strdup (rows[i].name);
  remote->account = g_strdup (rows[i].account);
  remote->type = g_strdup (rows[i].type);
  remote->sub_type = g_strdup (rows[i].sub_type);
  return remote;
}

static gboolean
seed (TieDb *db,
      gpointer data,
      GError **error)
{
  const char *connection = data;
  g_autoptr (GPtrArray) remotes = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_ptr_array_add (remotes, make_remote (i));
  return tie_remote_table_save (db, connection, remotes, error);
}

static gboolean
drop_account (TieDb *db,
              gpointer data,
              GError **error)
{
  g_autoptr (GPtrArray) remotes = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);
  TieRemote *remote = tie_remote_table_get (db, data, TIE_KIND_ACCOUNT, "1", error);

  remote->is_active = FALSE;
  g_ptr_array_add (remotes, remote);
  return tie_remote_table_save (db, data, remotes, error);
}

static gboolean
set_default_state (TieDb *db,
                   gpointer data,
                   GError **error)
{
  return tie_setting_table_set (db, "default-state", "OR", error);
}

static void
write_file (Fixture *fixture,
            TieStoreFunc func)
{
  g_autofree char *connection = g_strdup (tie_company_get_connection (fixture->base.company)->id);
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->base.store, TIE_STORE_WRITE, func, connection, &error);
  g_assert_no_error (error);
}

static gboolean
save_lacks (TieDb *db,
            gpointer data,
            GError **error)
{
  g_autoptr (TieConnection) connection = tie_connection_table_get (db, data, error);

  connection->lacks |= TIE_LACKS_SUB_CUSTOMERS | TIE_LACKS_UNDEPOSITED;
  return tie_connection_table_save (db, connection, error);
}

/* Where the company is is kept with the connection, and known to whoever holds that. */
static void
move_to (Fixture *fixture,
         const char *country)
{
  TieConnection *connection = (TieConnection *) tie_company_get_connection (fixture->base.company);

  g_free (connection->country);
  connection->country = g_strdup (country);
}

static gboolean
load_settings (TieDb *db,
               gpointer data,
               GError **error)
{
  TieSyncSettings **settings = data;

  *settings = tie_sync_settings_load (db, NULL, error);
  return *settings != NULL;
}

static TieSyncSettings *
read_settings (Fixture *fixture)
{
  TieSyncSettings *settings = NULL;
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->base.store, TIE_STORE_READ, load_settings, &settings, &error);
  g_assert_no_error (error);
  return settings;
}

/* ---- the window ---- */

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  match_fixture_set_up (&fixture->base, data);
  match_fixture_load (&fixture->base);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    tie_dummy_ledger_put (fixture->base.ledger, make_remote (i));
  write_file (fixture, seed);
  fixture->session = tie_session_new_with_company (fixture->base.company, FALSE, NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  gpointer window = fixture->window;

  if (window != NULL)
    {
      g_object_add_weak_pointer (window, &window);
      gtk_window_destroy (GTK_WINDOW (fixture->window));
      wait_until (window == NULL);
    }
  match_fixture_turn ();
  g_clear_object (&fixture->session);
  match_fixture_tear_down (&fixture->base, data);
}

/* The widget of that type, at or below, whose title or label says so; NULL name: the first. */
static GtkWidget *
find (GtkWidget *widget,
      GType type,
      const char *title)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) &&
      (title == NULL || g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static TieChoiceRow *
get_choice (Fixture *fixture,
            const char *title)
{
  GtkWidget *row = find (fixture->window, TIE_TYPE_CHOICE_ROW, title);

  g_assert_nonnull (row);
  return TIE_CHOICE_ROW (row);
}

/* As a person does: types and leaves the field. */
static void
choose (TieChoiceRow *row,
        const char *typed)
{
  TieTypedEntry *field = TIE_TYPED_ENTRY (find (GTK_WIDGET (row), TIE_TYPE_PICKER, NULL));

  /* Where the focus is, a list would open, and a virtual display may not have its monitor yet. */
  gtk_window_set_focus (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (row))), NULL);
  gtk_editable_set_text (GTK_EDITABLE (tie_typed_entry_get_entry (field)), typed);
  tie_typed_entry_commit (field);
}

static const char *
get_shown (TieChoiceRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (find (GTK_WIDGET (row), TIE_TYPE_PICKER, NULL)))));
}

static void
open_settings (Fixture *fixture)
{
  fixture->window = tie_sync_settings_window_new (fixture->session);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (gtk_widget_get_sensitive (GTK_WIDGET (get_choice (fixture, "Use this Income Account"))) && g_str_equal (get_shown (get_choice (fixture, "Deposit payments to this account")), "Undeposited Funds"));
}

static void
press (Fixture *fixture,
       const char *action)
{
  gtk_widget_activate_action (fixture->window, action, NULL);
}

/* ---- tests ---- */

static void
test_missing (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (TieSyncSettings) settings = NULL;
  TieChoiceRow *income;
  GtkWidget *state;

  open_settings (fixture);
  income = get_choice (fixture, "Use this Income Account");
  state = find (fixture->window, ADW_TYPE_ACTION_ROW, "Use default state");

  /* No Default State is there to fill in, and in the United Kingdom none is needed. */
  move_to (fixture, "GB");
  press (fixture, "sync-settings.enable");
  g_assert_false (gtk_widget_has_css_class (state, "error"));
  g_assert_true (gtk_widget_get_focus_child (GTK_WIDGET (income)) != NULL);
  move_to (fixture, "US");
  press (fixture, "sync-settings.enable");
  g_assert_true (gtk_widget_has_css_class (state, "error"));
  g_assert_true (gtk_widget_get_focus_child (state) != NULL);
  g_assert_cmpstr (tie_choice_row_get_error (income), ==, "Choose an income account");

  write_file (fixture, set_default_state);
  wait_until (g_str_equal (adw_action_row_get_subtitle (ADW_ACTION_ROW (state)), "Fills a missing State with Oregon"));
  press (fixture, "sync-settings.enable");
  g_assert_cmpstr (tie_sync_settings_window_get_page (TIE_SYNC_SETTINGS_WINDOW (fixture->window)), ==, "settings");
  g_assert_true (gtk_widget_get_focus_child (GTK_WIDGET (income)) != NULL);
  settings = read_settings (fixture);
  g_assert_false (settings->is_enabled);

  choose (income, "4010");
  g_assert_null (tie_choice_row_get_error (income));
  g_assert_cmpstr (get_shown (income), ==, "4010 Tax preparation");
}

static void
test_enable (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (TieSyncSettings) settings = NULL;
  GtkWidget *page;
  GtkWidget *part;

  write_file (fixture, set_default_state);
  open_settings (fixture);
  choose (get_choice (fixture, "Use this Income Account"), "tax");
  choose (get_choice (fixture, "Use this Expense Account"), "5100");
  press (fixture, "sync-settings.enable");
  wait_until (g_str_equal (tie_sync_settings_window_get_page (TIE_SYNC_SETTINGS_WINDOW (fixture->window)), "parts"));

  settings = read_settings (fixture);
  g_assert_true (settings->is_enabled);
  g_assert_cmpstr (settings->accounts[TIE_SYNC_ACCOUNT_INCOME], ==, "1");
  g_assert_cmpstr (settings->accounts[TIE_SYNC_ACCOUNT_EXPENSE], ==, "2");
  g_assert_null (settings->accounts[TIE_SYNC_ACCOUNT_DEPOSIT]);
  page = gtk_stack_get_visible_child (GTK_STACK (find (fixture->window, GTK_TYPE_STACK, NULL)));
  part = find (page, ADW_TYPE_ACTION_ROW, "Automatic Mode");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (part)), ==, "Off");
  part = find (fixture->window, ADW_TYPE_ACTION_ROW, "0 of 0 contacts and sites linked");
  g_assert_nonnull (part);
}

/* A package that has neither sub-customers nor a place for money that waits. */
static void
test_less (Fixture *fixture,
           gconstpointer data)
{
  static const char *const titles[] = { "Create sites from QuickBooks sub-customers during onboarding", "Create QuickBooks sub-customers from sites during onboarding",
                                        "Use client state/country when creating client sites" };
  TieLedgerCapabilities *can = tie_dummy_ledger_edit_capabilities (fixture->base.ledger);
  g_autoptr (TieSyncSettings) settings = NULL;
  TieChoiceRow *deposit;

  write_file (fixture, set_default_state);
  can->has_sub_customers = FALSE;
  can->has_undeposited = FALSE;
  ((TieConnection *) tie_company_get_connection (fixture->base.company))->lacks |= TIE_LACKS_SUB_CUSTOMERS | TIE_LACKS_UNDEPOSITED;
  write_file (fixture, save_lacks);
  fixture->window = tie_sync_settings_window_new (fixture->session);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (!gtk_widget_get_sensitive (find (fixture->window, ADW_TYPE_ACTION_ROW, titles[0])));
  wait_until (tie_typed_entry_get_editable (TIE_TYPED_ENTRY (find (GTK_WIDGET (get_choice (fixture, "Deposit payments to this account")), TIE_TYPE_PICKER, NULL))));
  do /* until the list is there */
    {
      match_fixture_turn ();
      choose (get_choice (fixture, "Use this Income Account"), "4010");
    }
  while (!g_str_equal (get_shown (get_choice (fixture, "Use this Income Account")), "4010 Tax preparation"));
  g_assert_cmpstr (get_shown (get_choice (fixture, "Deposit payments to this account")), ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GtkWidget *row = find (fixture->window, ADW_TYPE_ACTION_ROW, titles[i]);

      g_assert_false (gtk_widget_get_sensitive (row));
      g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "QuickBooks has no sub-customers");
    }

  /* Payments that are sent have to go somewhere; those that are only brought over need not. */
  choose (get_choice (fixture, "Use this Expense Account"), "5100");
  deposit = get_choice (fixture, "Deposit payments to this account");
  press (fixture, "sync-settings.enable");
  g_assert_cmpstr (tie_choice_row_get_error (deposit), ==, "Choose a deposit account");
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (deposit)));
  g_assert_cmpstr (tie_sync_settings_window_get_page (TIE_SYNC_SETTINGS_WINDOW (fixture->window)), ==, "settings");
  settings = read_settings (fixture);
  g_assert_false (settings->is_enabled);
  g_clear_pointer (&settings, tie_sync_settings_free);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find (fixture->window, ADW_TYPE_COMBO_ROW, "Direction")), 1);
  g_assert_null (tie_choice_row_get_error (deposit));
  adw_combo_row_set_selected (ADW_COMBO_ROW (find (fixture->window, ADW_TYPE_COMBO_ROW, "Direction")), 2);
  press (fixture, "sync-settings.enable");
  g_assert_cmpstr (tie_choice_row_get_error (deposit), ==, "Choose a deposit account");
  choose (deposit, "check");
  g_assert_null (tie_choice_row_get_error (deposit));
  press (fixture, "sync-settings.enable");
  wait_until (g_str_equal (tie_sync_settings_window_get_page (TIE_SYNC_SETTINGS_WINDOW (fixture->window)), "parts"));
  settings = read_settings (fixture);
  g_assert_true (settings->is_enabled);
  g_assert_cmpstr (settings->accounts[TIE_SYNC_ACCOUNT_DEPOSIT], ==, "3");
}

/* ---- the background ---- */

static GtkSwitch *
get_background (Fixture *fixture)
{
  return GTK_SWITCH (find (find (fixture->window, ADW_TYPE_ACTION_ROW, "Keep syncing in the background"), GTK_TYPE_SWITCH, NULL));
}

static const char *
get_background_words (Fixture *fixture)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (find (fixture->window, ADW_TYPE_ACTION_ROW, "Keep syncing in the background")));
}

static void
choose_mode (Fixture *fixture,
             guint position)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (find (fixture->window, ADW_TYPE_COMBO_ROW, "Automatic Mode")), position);
}

/* What the desktop says decides, and nothing is saved before it has. */
static void
test_background (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (PortalFixture) portal = portal_fixture_new (PORTAL_REFUSES);
  g_autoptr (TieSyncSettings) settings = NULL;
  g_autoptr (TieSyncSettings) later = NULL;
  GtkSwitch *toggle;

  write_file (fixture, set_default_state);
  open_settings (fixture);
  choose (get_choice (fixture, "Use this Income Account"), "4010");
  choose (get_choice (fixture, "Use this Expense Account"), "5100");
  toggle = get_background (fixture);
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (toggle)));
  choose_mode (fixture, 2);
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (toggle)));

  gtk_switch_set_active (toggle, TRUE);
  wait_until (!gtk_switch_get_active (toggle));
  g_assert_cmpstr (get_background_words (fixture), ==, "The system did not allow it. Syncing runs while Tieout is open.");

  portal->manner = PORTAL_WAITS;
  gtk_switch_set_active (toggle, TRUE);
  wait_until (portal->n_asked == 2);
  g_assert_cmpstr (get_background_words (fixture), ==, "Asking the system…");
  press (fixture, "sync-settings.enable");
  settings = read_settings (fixture);
  g_assert_false (settings->is_enabled);

  /* Who thinks better of it is not overruled by a late answer. */
  gtk_switch_set_active (toggle, FALSE);
  portal_fixture_answer (portal, 0, TRUE);
  gtk_switch_set_active (toggle, TRUE);
  wait_until (portal->n_asked == 3);
  g_assert_cmpstr (get_background_words (fixture), ==, "Asking the system…");
  portal_fixture_answer (portal, 0, TRUE);
  wait_until (*get_background_words (fixture) == '\0');
  g_assert_true (gtk_switch_get_active (toggle));
  press (fixture, "sync-settings.enable");
  wait_until (g_str_equal (tie_sync_settings_window_get_page (TIE_SYNC_SETTINGS_WINDOW (fixture->window)), "parts"));
  later = read_settings (fixture);
  g_assert_cmpint (later->mode, ==, TIE_SYNC_CONTINUOUS);
  g_assert_true (later->in_background);
  wait_until (tie_continuous_get_is_in_background (tie_session_get_continuous (fixture->session)));
  g_assert_cmpuint (tie_continuous_get_interval (tie_session_get_continuous (fixture->session)), ==, 15);

  /* Only continuous mode goes on. */
  press (fixture, "sync-settings.change");
  choose_mode (fixture, 0);
  press (fixture, "sync-settings.enable");
  wait_until (!tie_continuous_get_is_in_background (tie_session_get_continuous (fixture->session)));
}

/* ---- sites ---- */

/* At the company in memory; parent (nullable): its id.  Gives the id. */
static const char *
put_customer (Fixture *fixture,
              const char *name,
              const char *full_name,
              const char *parent)
{
  TieRemote *remote = tie_remote_new (TIE_KIND_CUSTOMER, "");

  remote->name = g_strdup (name);
  remote->full_name = g_strdup (full_name);
  remote->parent_id = g_strdup (parent);
  remote->state = g_strdup ("OR");
  remote->country = g_strdup ("US");
  remote->is_active = TRUE;
  return tie_dummy_ledger_put (fixture->base.ledger, remote)->id;
}

static gboolean
save_site (TieDb *db,
           const char *contact,
           const char *name,
           GError **error)
{
  g_autoptr (TieRecord) site = tie_record_new (TIE_TYPE_SITE, NULL);

  tie_record_set_text (site, TIE_SITE_CONTACT, contact);
  tie_record_set_text (site, TIE_SITE_NAME, name);
  tie_record_set_text (site, TIE_SITE_STATE, "OR");
  return tie_record_table_save (db, site, error);
}

typedef struct
{
  const char *connection;
  const char *customers[2]; /* that the two contacts are linked to */
} Pairs;

static gboolean
save_pairs (TieDb *db,
            gpointer data,
            GError **error)
{
  static const char *const names[] = { "Bright Horizon Yoga LLC", "Delgado Landscaping" };
  const Pairs *pairs = data;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, NULL);

      tie_record_set_text (contact, TIE_CONTACT_NAME, names[i]);
      tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_CLIENT);
      if (!tie_record_table_save (db, contact, error) ||
          !tie_link_table_add (db, pairs->connection, TIE_KIND_CUSTOMER, tie_record_get_id (contact), pairs->customers[i], error) ||
          (i == 0 && !save_site (db, tie_record_get_id (contact), "Annex", error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
count_sites (TieDb *db,
             gpointer data,
             GError **error)
{
  *(gint64 *) data = tie_record_table_count (db, TIE_TYPE_SITE, error);
  return *(gint64 *) data >= 0;
}

static void
assert_sites (Fixture *fixture,
              gint64 here,
              guint customers)
{
  gint64 n = 0;

  tie_store_run (fixture->base.store, TIE_STORE_READ, count_sites, &n, NULL);
  g_assert_cmpint (n, ==, here);
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->base.ledger, TIE_KIND_CUSTOMER), ==, customers);
}

static void
keep_result (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static TieFirstSync *
sync_first (Fixture *fixture,
            const TieSyncSettings *settings)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TieFirstSync *outcome;

  tie_first_sync_async (fixture->session, settings, "window", NULL, keep_result, &result);
  wait_until (result != NULL);
  outcome = tie_first_sync_finish (fixture->session, result, &error);
  g_assert_no_error (error);
  return outcome;
}

static void
read_again (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tie_company_pull_async (fixture->base.company, NULL, keep_result, &result);
  wait_until (result != NULL);
  tie_company_pull_finish (fixture->base.company, result, NULL, &error);
  g_assert_no_error (error);
}

/* Sites come from sub-customers, and go there, where somebody asked for it, with the first sync; not with what is read later. */
static void
test_onboarding (Fixture *fixture,
                 gconstpointer data)
{
  const char *connection = tie_company_get_connection (fixture->base.company)->id;
  const char *yoga = put_customer (fixture, "Bright Horizon Yoga LLC", "Bright Horizon Yoga LLC", NULL);
  const char *delgado = put_customer (fixture, "Delgado Landscaping", "Delgado Landscaping", NULL);
  Pairs pairs = { connection, { yoga, delgado } };
  g_autoptr (TieSyncSettings) settings = tie_sync_settings_new (connection);
  g_autoptr (TieFirstSync) neither = NULL;
  g_autoptr (TieFirstSync) both = NULL;
  g_autoptr (GError) error = NULL;

  put_customer (fixture, "Quarry Works", "Delgado Landscaping:Quarry Works", delgado);
  tie_store_run (fixture->base.store, TIE_STORE_WRITE, save_pairs, &pairs, &error);
  g_assert_no_error (error);
  neither = sync_first (fixture, settings);
  g_assert_null (neither->sites_here);
  g_assert_null (neither->sites_there);
  assert_sites (fixture, 1, 3);

  settings->sites_from_package = settings->sites_to_package = TRUE;
  both = sync_first (fixture, settings);
  g_assert_cmpstr (both->sites_here, ==, "1 site imported");
  g_assert_nonnull (both->sites_there);
  g_assert_cmpuint (both->n_linked, ==, 4);
  g_assert_cmpuint (both->n_contacts, ==, 4);
  assert_sites (fixture, 2, 4);

  put_customer (fixture, "Harbor Barn", "Delgado Landscaping:Harbor Barn", delgado);
  read_again (fixture);
  assert_sites (fixture, 2, 5);
}

static void
open_defaults (Fixture *fixture)
{
  fixture->window = tie_integration_window_new (fixture->session, "defaults");
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (g_str_equal (get_shown (get_choice (fixture, "Deposit payments to")), "Undeposited Funds"));
}

static void
test_defaults (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (TieSyncSettings) settings = NULL;

  open_defaults (fixture);
  choose (get_choice (fixture, "Income"), "4010");
  choose (get_choice (fixture, "Time"), "hours");
  choose (get_choice (fixture, "Deposit payments to"), "check");
  do
    {
      g_clear_pointer (&settings, tie_sync_settings_free);
      match_fixture_turn ();
      settings = read_settings (fixture);
    }
  while (settings->accounts[TIE_SYNC_ACCOUNT_DEPOSIT] == NULL);
  g_assert_cmpstr (settings->accounts[TIE_SYNC_ACCOUNT_INCOME], ==, "1");
  g_assert_cmpstr (settings->items[TIE_SYNC_ITEM_TIME], ==, "7");
  g_assert_cmpstr (settings->accounts[TIE_SYNC_ACCOUNT_DEPOSIT], ==, "3");

  write_file (fixture, drop_account);
  wait_until (tie_choice_row_get_error (get_choice (fixture, "Income")) != NULL);
  g_assert_cmpstr (tie_choice_row_get_error (get_choice (fixture, "Income")), ==, "4010 no longer exists in QuickBooks.");
  g_assert_null (tie_choice_row_get_error (get_choice (fixture, "Expense")));
}

static gboolean
add_term (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autoptr (TieRecord) term = tie_record_new (TIE_TYPE_TERM, "t");

  tie_record_set_text (term, TIE_TERM_NAME, "Thirty days");
  return tie_record_table_save (db, term, error);
}

static gboolean
find_term (TieDb *db,
           gpointer data,
           GError **error)
{
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, error);

  *(char **) data = tie_link_table_find_remote (db, connection->id, TIE_KIND_TERM, "t", error);
  return TRUE;
}

static void
test_terms (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *linked = NULL;

  write_file (fixture, add_term);
  open_defaults (fixture);
  wait_until (find (fixture->window, TIE_TYPE_CHOICE_ROW, "Thirty days") != NULL);
  wait_until (tie_typed_entry_get_editable (TIE_TYPED_ENTRY (find (GTK_WIDGET (get_choice (fixture, "Thirty days")), TIE_TYPE_PICKER, NULL))));
  while (linked == NULL)
    {
      choose (get_choice (fixture, "Thirty days"), "net 30");
      match_fixture_turn ();
      tie_store_run (fixture->base.store, TIE_STORE_READ, find_term, &linked, NULL);
    }
  g_assert_cmpstr (linked, ==, "9");
}

static void
test_tabs (Fixture *fixture,
           gconstpointer data)
{
  static const char *const pages[] = { "contacts", "employees", "work-codes", "expense-codes" };

  fixture->window = tie_integration_window_new (fixture->session, "contacts");
  gtk_window_present (GTK_WINDOW (fixture->window));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      TieIntegrationWindow *window = TIE_INTEGRATION_WINDOW (fixture->window);

      g_assert_true ((tie_integration_window_get_page (window, pages[i]) != NULL) == (i == 0));
      tie_integration_window_show_page (window, pages[i]);
      g_assert_true (TIE_IS_MATCH_PAGE (tie_integration_window_get_page (window, pages[i])));
      if (i < G_N_ELEMENTS (pages) - 1)
        continue;
      gtk_widget_activate_action (fixture->window, "integration.next-page", NULL);
      g_assert_nonnull (tie_integration_window_get_page (window, "defaults"));
    }
  wait_until (!tie_crosswalk_get_is_loading (tie_session_get_crosswalk (fixture->session, TIE_KIND_EMPLOYEE)));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL); /* no isolated folders: the schema of the settings would be out of sight */
  adw_init ();

  ADD ("/sync-settings/missing", test_missing);
  ADD ("/sync-settings/enable", test_enable);
  ADD ("/sync-settings/less", test_less);
  ADD ("/sync-settings/onboarding", test_onboarding);
  ADD ("/sync-settings/background", test_background);
  ADD ("/sync-settings/defaults", test_defaults);
  ADD ("/sync-settings/terms", test_terms);
  ADD ("/sync-settings/tabs", test_tabs);

  return g_test_run ();
}
