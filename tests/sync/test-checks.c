/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-checks"
#include "config.h"

#include <string.h>

#include "checks-fixture.h"
#include "store/tie-number-table.h"
#include "store/tie-synced-table.h"

typedef struct
{
  const char *name;
  TieSyncGroup group;
  const char *id;
  const char *sql;      /* what is done to what was ready */
  const char *code;     /* the first that fails */
  const char *sentence;
  const char *actions;  /* their labels */
  TieError fault;       /* of the outbox' row, where there is one */
} Case;

#define SETTING(name, value) "INSERT OR REPLACE INTO setting (id, value) VALUES ('sync." CONNECTION "." name "', '" value "');"
#define OUTBOX(kind, id, state, message) \
  "INSERT INTO outbox (connection, kind, verb, local_id, request_id, label, body, state, fault, message, created)" \
  " VALUES ('" CONNECTION "', " kind ", 'create', '" id "', 'r-" id "', 'x', x'00', " state ", 0, '" message "', '');"
#define TAX_CODE(id, rate, remote, parts) \
  "INSERT INTO tax_code (id, sort_key, name, rate) VALUES ('" id "', '" id "', '" id "', " rate ");" \
  "INSERT INTO link (id, connection, kind, local_id, remote_id) VALUES ('link-" id "', '" CONNECTION "', 6, '" id "', '" remote "');" \
  "INSERT INTO remote (connection, kind, id, sort_key, sub_type, seen) VALUES ('" CONNECTION "', 6, '" remote "', '', '" parts "', '');"
/* Of the item's row in the outbox: what was refused is what the code has. */
#define ITEM_FIELDS "UPDATE outbox SET fields = (SELECT code || char (31) || description || char (31) || rate FROM work_code WHERE id = 'tax') WHERE kind = 4"
#define TAXED "UPDATE document_line SET tax_code = 'sales' WHERE document = 'inv';"

/* What the package's payment is used for beside money. */
#define APPLIED(kind) "INSERT INTO remote_applied (connection, kind, id, position, to_kind, to_id, amount) VALUES ('" CONNECTION "', 12, '500', 1, " kind ", '70', 2000);"

/* In the order of the table. */
static const Case cases[] = {
  { "not-sent", TIE_SYNC_INVOICES, "inv", "UPDATE document SET is_sent = 0 WHERE id = 'inv'",
    "NOT_SENT", "Cannot sync until marked as sent.", "Mark as Sent|Print…" },
  { "not-approved", TIE_SYNC_INVOICES, "inv", SETTING ("require-approval", "1"),
    "NOT_APPROVED", "Cannot sync until approved.", "Open Distribution" },
  { "no-account", TIE_SYNC_INVOICES, "inv", "DELETE FROM link WHERE local_id = 'carter'",
    "NO_ACCOUNT", "Customer account does not exist in QuickBooks.", "Link This|Create New|AccsID" },
  { "no-account/supplier", TIE_SYNC_SUPPLIER, "bill", "DELETE FROM link WHERE local_id = 'paper'",
    "NO_ACCOUNT", "Supplier account does not exist in QuickBooks.", "Link This|Create New|AccsID" },
  { "no-account/payment", TIE_SYNC_PAYMENTS, "paid", "DELETE FROM link WHERE local_id = 'carter'",
    "NO_ACCOUNT", "Customer account does not exist in QuickBooks.", "Link This|Create New|AccsID" },
  { "bad-accsid/site", TIE_SYNC_INVOICES, "inv",
    "INSERT INTO site (id, sort_key, contact, name) VALUES ('annex', 'annex', 'carter', 'Annex'); UPDATE document SET site = 'annex' WHERE id = 'inv';"
    "INSERT INTO link (id, connection, kind, local_id, remote_id) VALUES ('s', '" CONNECTION "', 1, 'annex', '777');"
    "INSERT INTO remote (connection, kind, id, sort_key, name, parent_id, seen) VALUES ('" CONNECTION "', 1, '778', 'carter, joan:annex', 'Annex', '148', '')",
    "BAD_ACCSID", "AccountsID (777) is not correct, QuickBooks requires 778.", "Use 778|Remove AccsID" },
  { "bad-accsid", TIE_SYNC_INVOICES, "inv", "UPDATE link SET remote_id = '129' WHERE local_id = 'carter'",
    "BAD_ACCSID", "AccountsID (129) is not correct, QuickBooks requires 148.", "Use 148|Remove AccsID" },
  { "bad-accsid/no-name", TIE_SYNC_INVOICES, "inv", "UPDATE remote SET is_active = 0 WHERE id = '148'",
    "BAD_ACCSID", "AccountsID (148) is not correct, QuickBooks has no such customer.", "Remove AccsID" },
  { "no-careof", TIE_SYNC_INVOICES, "inv", "UPDATE contact SET care_of = 'yoga' WHERE id = 'carter'; DELETE FROM link WHERE local_id = 'yoga'",
    "NO_CAREOF", "Care of account Bright Horizon Yoga LLC is not linked.", "Match Contact" },
  { "no-careof/payment", TIE_SYNC_PAYMENTS, "paid", "UPDATE contact SET care_of = 'yoga' WHERE id = 'carter'; DELETE FROM link WHERE local_id = 'yoga'",
    "NO_CAREOF", "Care of account Bright Horizon Yoga LLC is not linked.", "Match Contact" },
  { "dup-number", TIE_SYNC_INVOICES, "inv",
    "INSERT INTO remote (connection, kind, id, sort_key, seen) VALUES ('" CONNECTION "', 8, '900', '', '');"
    "INSERT INTO remote_money (connection, kind, id, number, party_id, total) VALUES ('" CONNECTION "', 8, '900', 'INV-9001', '148', 45000);",
    "DUP_NUMBER", "Number INV-9001 already exists in QuickBooks.", "Renumber to INV-1001|It Is the Same — Link" },
  { "dup-number/said", TIE_SYNC_INVOICES, "inv", OUTBOX ("8", "inv", "4", "Duplicate Document Number Error"),
    "DUP_NUMBER", "Number INV-9001 already exists in QuickBooks.", "Renumber to INV-1001", TIE_ERROR_DUPLICATE },
  { "no-item", TIE_SYNC_INVOICES, "inv", "DELETE FROM link WHERE local_id = 'tax'",
    "NO_ITEM", "Line 1: TAX-1040 has no matching product or service.", "Match Work Code|Use Default Item" },
  { "no-item/gone", TIE_SYNC_INVOICES, "inv", SETTING ("create-items", "1") "UPDATE remote SET is_deleted = 1 WHERE id = '20'",
    "NO_ITEM", "Line 1: TAX-1040 has no matching product or service.", "Match Work Code|Use Default Item" },
  { "no-item/name-taken", TIE_SYNC_INVOICES, "inv", SETTING ("create-items", "1") "DELETE FROM link WHERE local_id = 'tax'; UPDATE remote SET sort_key = 'tax-1040' WHERE id = '20'",
    "NO_ITEM", "Line 1: TAX-1040 has no matching product or service.", "Match Work Code|Use Default Item" },
  { "no-item/expense", TIE_SYNC_INVOICES, "inv", "UPDATE document_line SET work_code = NULL, expense_code = 'postage' WHERE document = 'inv'",
    "NO_ITEM", "Line 1: POSTAGE has no matching product or service.", "Match Expense Code|Use Default Item" },
  { "no-item/no-code", TIE_SYNC_INVOICES, "inv", "UPDATE document_line SET work_code = NULL WHERE document = 'inv'",
    "NO_ITEM", "Line 1: 2025 Form 1040 has no matching product or service.", "Open at Line|Account Defaults" },
  { "no-item/freight", TIE_SYNC_INVOICES, "inv", "UPDATE document SET freight = 1200 WHERE id = 'inv'",
    "NO_ITEM", "Line 2: Freight has no matching product or service.", "Account Defaults" },
  { "no-item/freight-gone", TIE_SYNC_CREDITS, "credit", "UPDATE document SET freight = 1200 WHERE id = 'credit';" SETTING ("item.freight", "999"),
    "NO_ITEM", "Line 2: Freight has no matching product or service.", "Account Defaults" },
  { "no-item/freight-supplier", TIE_SYNC_SUPPLIER, "bill", "UPDATE document SET freight = 1200 WHERE id = 'bill'",
    "NO_ITEM", "Line 2: Freight has no matching product or service.", "Account Defaults" },
  { "no-item/discount-gone", TIE_SYNC_INVOICES, "inv", "UPDATE document SET freight = 1200, discount = 500 WHERE id = 'inv';" SETTING ("item.freight", "20") SETTING ("item.discount", "999"),
    "NO_ITEM", "Line 3: Discount has no matching product or service.", "Account Defaults" },
  { "no-item/discount-codes", TIE_SYNC_INVOICES, "inv",
    "UPDATE document SET discount = 500 WHERE id = 'inv'; UPDATE connection SET tax_model = 4;" TAX_CODE ("full", "200000", "66", "1:200000|1:200000") TAX_CODE ("low", "50000", "67", "2:50000|2:50000")
    "UPDATE document_line SET tax_code = 'full' WHERE document = 'inv';"
    "INSERT INTO document_line (id, sort_key, document, position, text, work_code, quantity, rate, amount, tax_code) VALUES ('more', '', 'inv', 2, 'More', 'tax', 10000, 10000, 100, 'low')",
    "NO_ITEM", "Line 3: Discount has no matching product or service.", "Account Defaults" },
  { "no-item/no-discounts", TIE_SYNC_INVOICES, "inv", "UPDATE document SET discount = 500 WHERE id = 'inv'; UPDATE connection SET lacks = 512",
    "NO_ITEM", "Line 2: Discount has no matching product or service.", "Account Defaults" },
  { "no-item/no-discounts-credit", TIE_SYNC_CREDITS, "credit", "UPDATE document SET discount = 500 WHERE id = 'credit'; UPDATE connection SET lacks = 1024",
    "NO_ITEM", "Line 2: Discount has no matching product or service.", "Account Defaults" },
  { "no-tax", TIE_SYNC_INVOICES, "inv", TAXED,
    "NO_TAX", "Line 1: TAX-1040 has no tax value.", "Choose Tax Code" },
  { "no-tax/global", TIE_SYNC_SUPPLIER, "bill", "UPDATE connection SET tax_model = 4",
    "NO_TAX", "Line 1: TAX-1040 has no tax value.", "Choose Tax Code" },
  { "no-tax/rate", TIE_SYNC_SUPPLIER, "bill",
    "UPDATE connection SET tax_model = 4;" TAX_CODE ("bc", "120000", "66", "1:50000 3:70000|7:50000") "UPDATE document_line SET tax_code = 'bc' WHERE document = 'bill'",
    "NO_TAX", "Line 1: TAX-1040 bears 12 % tax here and 5 % in QuickBooks, as last read.", "Choose Tax Code|Read Again" },
  { "no-tax/rate-sold", TIE_SYNC_INVOICES, "inv",
    "UPDATE connection SET tax_model = 4;" TAX_CODE ("bc", "50000", "66", "1:50000 3:70000|7:50000") "UPDATE document_line SET tax_code = 'bc' WHERE document = 'inv'",
    "NO_TAX", "Line 1: TAX-1040 bears 5 % tax here and 12 % in QuickBooks, as last read.", "Choose Tax Code|Read Again" },
  { "no-tax/rate-us", TIE_SYNC_CREDITS, "credit",
    TAX_CODE ("county", "82500", "66", "1:62500 3:10000|") "UPDATE document_line SET tax_code = 'county' WHERE document = 'credit'",
    "NO_TAX", "Line 1: TAX-1040 bears 8.25 % tax here and 7.25 % in QuickBooks, as last read.", "Choose Tax Code|Read Again" },
  { "no-tax/rate-freight", TIE_SYNC_INVOICES, "inv",
    TAX_CODE ("county", "82500", "66", "1:62500 3:10000|") "UPDATE document SET freight = 1200, tax_code = 'county' WHERE id = 'inv';" SETTING ("item.freight", "20"),
    "NO_TAX", "Line 2: Freight bears 8.25 % tax here and 7.25 % in QuickBooks, as last read.", "Choose Tax Code|Read Again" },
  { "no-tax/freight", TIE_SYNC_INVOICES, "inv",
    "UPDATE document SET freight = 1200, tax_code = 'sales' WHERE id = 'inv';" SETTING ("item.freight", "20"),
    "NO_TAX", "Line 2: Freight has no tax value.", "Choose Tax Code" },
  { "blank-line", TIE_SYNC_INVOICES, "inv", "UPDATE document_line SET text = '' WHERE document = 'inv'",
    "BLANK_LINE", "Line 1 has no text.", "Open at Line" },
  { "unbalanced", TIE_SYNC_INVOICES, "inv", "UPDATE distribution SET debit = debit + 985 WHERE document = 'inv' AND debit > 0",
    "UNBALANCED", "Distribution is off by $9.85.", "Open Distribution" },
  { "unknown-state", TIE_SYNC_CONTACTS, "400", "UPDATE remote SET state = '' WHERE id = '400'; INSERT INTO setting (id, value) VALUES ('default-state', 'OR')",
    "UNKNOWN_STATE",
    "The contact record has an unknown State of Country <US>. Add a State to the QuickBooks record or turn on “Use default state” in Sync Settings, then synchronize again.",
    "Use Oregon Once|Sync Settings" },
  { "site-state/ours", TIE_SYNC_CONTACTS, "annex", "INSERT INTO site (id, sort_key, contact, name) VALUES ('annex', 'annex', 'carter', 'Annex')",
    "SITE_STATE", "Site Annex has no State. Turn on “Use client state/country” or add one.", "Sync Settings|Open Site" },
  { "site-state/theirs", TIE_SYNC_CONTACTS, "400", "UPDATE remote SET state = '', parent_id = '148' WHERE id = '400'",
    "SITE_STATE", "Site Unknown & Sons has no State. Turn on “Use client state/country” or add one.", "Sync Settings" },
  { "invoice-first", TIE_SYNC_PAYMENTS, "paid", "INSERT INTO allocation (id, sort_key, payment, document, amount) VALUES ('a', '', 'paid', 'inv', 45000)",
    "INVOICE_FIRST", "Invoice INV-9001 has not been exported.", "Export It First" },
  { "not-linked", TIE_SYNC_PAYMENTS_IN, "500", "UPDATE remote_money SET party_id = '400' WHERE id = '500'",
    "NOT_LINKED", "QuickBooks customer Unknown & Sons is not linked to a contact.", "Match Contact|Import Contact" },
  { "by-hand/credit", TIE_SYNC_PAYMENTS_IN, "500", APPLIED ("9"),
    "BY_HAND", "In QuickBooks it is settled together with a credit. Record both here by hand.", "It Is the Same — Link|Open Contact" },
  { "by-hand/journal-entry", TIE_SYNC_PAYMENTS_IN, "500", APPLIED ("0") "UPDATE payment SET amount = 44999",
    "BY_HAND", "In QuickBooks it is used for something that Tieout does not keep, such as a journal entry. Record it here by hand.", "Open Contact" },
  { "by-hand/closed-here", TIE_SYNC_PAYMENTS_IN, "500", "INSERT INTO setting (id, value) VALUES ('closing-date', '2026-03-10'); UPDATE payment SET amount = 44999",
    "BY_HAND", "03/10/26 lies in the closed period, which ends on 03/10/26. Choose a later date.", "Open Contact" },
  { "conflict", TIE_SYNC_INVOICES, "inv", "INSERT INTO conflict (connection, kind, local_id, remote_id, moment) VALUES ('" CONNECTION "', 8, 'inv', '900', '')",
    "CONFLICT", "Changed here and in QuickBooks.", "Review Changes" },
  { "conflict/contact", TIE_SYNC_CONTACTS, "carter", "INSERT INTO conflict (connection, kind, local_id, remote_id, moment) VALUES ('" CONNECTION "', 1, 'carter', '148', '')",
    "CONFLICT", "Changed here and in QuickBooks.", "Review Changes" },
  { "closed", TIE_SYNC_INVOICES, "inv", "UPDATE connection SET closed_until = '2026-03-02'",
    "CLOSED", "QuickBooks books are closed until 03/02/26.", "Change Date|Do Not Send" },
  { "closed/payment", TIE_SYNC_PAYMENTS, "paid", "UPDATE connection SET closed_until = '2026-12-31'",
    "CLOSED", "QuickBooks books are closed until 12/31/26.", "Change Date|Do Not Send" },
  { "currency", TIE_SYNC_INVOICES, "inv", "UPDATE connection SET currency = 'EUR'",
    "CURRENCY", "Invoice is in USD, the company uses EUR.", "Open Invoice" },
  { "currency/customer", TIE_SYNC_CREDITS, "credit", "UPDATE remote SET currency = 'CAD' WHERE id = '148'",
    "CURRENCY", "CR-9001 is in USD, but CAD is needed. Enter it by hand, in CAD.", "Open Credit Note" },
  { "unknown-result", TIE_SYNC_INVOICES, "inv", OUTBOX ("8", "inv", "2", ""),
    "UNKNOWN_RESULT", "Sent, but no answer came. It will be looked up before it is sent again.", "Look Up Now" },
  { "offline", TIE_SYNC_INVOICES, "inv", OUTBOX ("8", "inv", "4", ""), "OFFLINE", "No connection.", "Try Now", TIE_ERROR_NETWORK },
  { "busy", TIE_SYNC_INVOICES, "inv", OUTBOX ("8", "inv", "4", ""), "BUSY", "QuickBooks is busy.", "Try Now", TIE_ERROR_THROTTLED },
  { "busy/turned-away", TIE_SYNC_INVOICES, "inv", OUTBOX ("8", "inv", "2", ""), "BUSY", "QuickBooks is busy.", "Try Now", TIE_ERROR_THROTTLED },
  { "sign-in", TIE_SYNC_INVOICES, "inv", OUTBOX ("8", "inv", "4", ""), "SIGN_IN", "QuickBooks sign-in has expired.", "Reconnect…", TIE_ERROR_SIGN_IN_EXPIRED },
  { "refused", TIE_SYNC_INVOICES, "inv", OUTBOX ("8", "inv", "4", "Invalid Reference Id"),
    "REFUSED", "QuickBooks did not accept it: “Invalid Reference Id”.", "Copy Details|Open Invoice", TIE_ERROR_DATA },
  { "refused/item", TIE_SYNC_INVOICES, "inv", "DELETE FROM link WHERE local_id = 'tax';" SETTING ("create-items", "1") OUTBOX ("4", "tax", "4", "Duplicate Name Exists Error") ITEM_FIELDS,
    "REFUSED", "QuickBooks did not accept x: “Duplicate Name Exists Error”.", "Match Work Code|Use Default Item|Copy Details|Open Invoice", TIE_ERROR_DUPLICATE },
  { "refused/item-not-made", TIE_SYNC_INVOICES, "inv", "DELETE FROM link WHERE local_id = 'tax';" SETTING ("create-items", "1") OUTBOX ("4", "tax", "4", "Its name is too long.") ITEM_FIELDS "; UPDATE outbox SET body = x''",
    "REFUSED", "x: Its name is too long.", "Match Work Code|Use Default Item|Copy Details|Open Invoice", TIE_ERROR_DATA },
  { "refused/not-made", TIE_SYNC_INVOICES, "inv", OUTBOX ("8", "inv", "4", "Choose a product or service for rounding in Account Defaults.") "UPDATE outbox SET body = x''",
    "REFUSED", "Choose a product or service for rounding in Account Defaults.", "Account Defaults|Copy Details|Open Invoice", TIE_ERROR_MAPPING },
  { "do-not-send", TIE_SYNC_INVOICES, "inv", "UPDATE document SET do_not_send = 1 WHERE id = 'inv'",
    "DO_NOT_SEND", "Marked as do not send.", "Send After All" },
};

static char *
join_actions (const TieSyncFinding *finding)
{
  TieSyncAction actions[TIE_SYNC_MAX_ACTIONS];
  GString *labels = g_string_new (NULL);
  guint n = tie_sync_finding_get_actions (finding, actions);

  g_assert_cmpint (actions[n], ==, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = tie_sync_finding_dup_label (finding, actions[i]);

      g_string_append_printf (labels, "%s%s", i > 0 ? "|" : "", label);
    }
  return g_string_free (labels, FALSE);
}

static void
test_case (StoreFixture *fixture,
           gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *fault = g_strdup_printf ("UPDATE outbox SET fault = %d", (int) test->fault);
  const TieSyncFinding *first;
  g_autofree char *labels = NULL;

  if (g_str_has_suffix (test->id, "annex") == FALSE)
    {
      findings = checks_find (fixture, test->group, test->id);
      g_assert_cmpuint (findings->len, ==, 0);
      g_clear_pointer (&findings, g_ptr_array_unref);
    }
  checks_run_sql (fixture, test->sql);
  checks_run_sql (fixture, fault);
  findings = checks_find (fixture, test->group, test->id);
  g_assert_cmpuint (findings->len, ==, 1);
  first = findings->pdata[0];
  g_assert_cmpstr (tie_sync_code_get_name (first->code), ==, test->code);
  g_assert_cmpstr (first->sentence, ==, test->sentence);
  labels = join_actions (first);
  g_assert_cmpstr (labels, ==, test->actions);
  g_assert_cmpint (tie_sync_findings_may_send (findings), ==, !tie_sync_code_stops (first->code));
  g_assert_cmpint (tie_sync_findings_get_code (findings), ==, first->code);
}

/* All of an invoice's troubles at once come in the order of the table. */
static void
test_order (StoreFixture *fixture,
            gconstpointer data)
{
  static const char *const names[] = {
    "not-sent", "not-approved", "bad-accsid", "no-careof", "dup-number", "no-item", "no-tax", "blank-line", "unbalanced", "conflict", "closed", "currency", "refused", "do-not-send",
  };
  g_autoptr (GPtrArray) findings = NULL;

  for (guint i = G_N_ELEMENTS (names); i-- > 0;)
    {
      for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
        {
          if (g_str_equal (cases[j].name, names[i]))
            checks_run_sql (fixture, cases[j].sql);
        }
    }
  findings = checks_find (fixture, TIE_SYNC_INVOICES, "inv");
  g_assert_cmpuint (findings->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < findings->len; i++)
    {
      const TieSyncFinding *finding = findings->pdata[i];
      g_autofree char *page = tie_sync_code_dup_help (finding->code);
      g_autofree char *expected = g_strconcat ("sync-", names[i], NULL);

      g_assert_cmpstr (page, ==, expected);
    }
}

/* What is said about a code stands in one table, and no code may miss a part of it. */
static void
test_table (void)
{
  for (TieSyncCode code = TIE_SYNC_READY; code < TIE_SYNC_N_CODES; code++)
    {
      const char *name = tie_sync_code_get_name (code);
      const TieSyncAction *actions = tie_sync_code_get_actions (code);
      g_autofree char *text = tie_sync_code_dup_text (code, *tie_package_list ());
      g_autofree char *page = tie_sync_code_dup_help (code);
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "help", "C", page, NULL);
      g_autofree char *file = g_strconcat (path, ".page", NULL);
      gboolean is_tested = code == TIE_SYNC_READY;

      g_assert_nonnull (name);
      g_assert_cmpint (tie_sync_code_from_name (name), ==, code);
      g_assert_cmpuint (strlen (text), >, 5);
      g_assert_cmpint (actions[0], !=, 0);
      for (guint i = 0; actions[i] != 0; i++)
        {
          const char *action = tie_sync_action_get_name (actions[i]);

          g_assert_nonnull (action);
          g_assert_cmpuint (i, <, TIE_SYNC_MAX_ACTIONS - 1);
        }
      if (!g_file_test (file, G_FILE_TEST_IS_REGULAR))
        g_error ("%s has no help page %s", name, file);
      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        is_tested |= g_str_equal (cases[i].code, name);
      if (!is_tested)
        g_error ("%s is tested by no record", name);
    }
  g_assert_cmpint (tie_sync_code_from_name ("NONE"), ==, 0);
}

/* A refusal counts for what was refused. */
static void
test_refusal_of_before (StoreFixture *fixture,
                        gconstpointer data)
{
  g_autoptr (GPtrArray) findings = NULL;

  checks_run_sql (fixture, OUTBOX ("8", "inv", "4", "Invalid Reference Id"));
  checks_run_sql (fixture, "UPDATE outbox SET fields = 'another fingerprint'");
  findings = checks_find (fixture, TIE_SYNC_INVOICES, "inv");
  g_assert_cmpuint (findings->len, ==, 0);
}

/* An item's, too; and what was linked meanwhile needs none. */
static void
test_refused_item_of_before (StoreFixture *fixture,
                             gconstpointer data)
{
  static const char *const cures[] = {
    "UPDATE work_code SET description = 'Individual return' WHERE id = 'tax'",
    "UPDATE outbox SET state = 5",
    "INSERT INTO link (id, connection, kind, local_id, remote_id) VALUES ('again', '" CONNECTION "', 4, 'tax', '20')",
    SETTING ("default-item.tax", "1") SETTING ("item.time", "20"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (cures); i++)
    {
      g_autoptr (GPtrArray) refused = NULL;
      g_autoptr (GPtrArray) findings = NULL;

      checks_run_sql (fixture, "DELETE FROM outbox; DELETE FROM link WHERE local_id = 'tax';" SETTING ("create-items", "1") OUTBOX ("4", "tax", "4", "Duplicate Name Exists Error") ITEM_FIELDS);
      refused = checks_find (fixture, TIE_SYNC_INVOICES, "inv");
      g_assert_cmpuint (refused->len, ==, 1);
      checks_run_sql (fixture, cures[i]);
      findings = checks_find (fixture, TIE_SYNC_INVOICES, "inv");
      g_assert_cmpuint (findings->len, ==, 0);
    }
}

/* Why the customer is not there stands beside that it is not. */
static void
test_refused_customer (StoreFixture *fixture,
                       gconstpointer data)
{
  g_autoptr (GPtrArray) findings = NULL;
  const TieSyncFinding *second;

  checks_run_sql (fixture, "DELETE FROM link WHERE local_id = 'carter';" OUTBOX ("1", "carter", "4", "Bad address"));
  findings = checks_find (fixture, TIE_SYNC_INVOICES, "inv");
  g_assert_cmpuint (findings->len, ==, 2);
  g_assert_cmpint (((const TieSyncFinding *) findings->pdata[0])->code, ==, TIE_SYNC_NO_ACCOUNT);
  second = findings->pdata[1];
  g_assert_cmpint (second->code, ==, TIE_SYNC_REFUSED);
  g_assert_cmpstr (second->sentence, ==, "QuickBooks did not accept x: “Bad address”.");
}

typedef struct
{
  char *state;
  char *choices;
} NotMade;

static gboolean
read_not_made (TieDb *db,
               gpointer data,
               GError **error)
{
  NotMade *made = data;
  g_autoptr (TieSyncContext) context = tie_sync_context_read (db, error);

  made->state = tie_synced_table_get_state (db, TIE_KIND_SALES_INVOICE, "inv", error);
  made->choices = tie_sync_settings_dup_choices (context->settings);
  return made->state != NULL;
}

/* What could not be made for want of a choice may be made once another one was taken. */
static void
test_choices (StoreFixture *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) refused = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  NotMade made = { NULL, NULL };
  g_autofree char *sql = NULL;

  store_fixture_read (fixture, read_not_made, &made);
  sql = g_strdup_printf (OUTBOX ("8", "inv", "4", "Choose one.") "UPDATE outbox SET body = x'', fault = %d, fields = '%s' || char (9) || '%s'", (int) TIE_ERROR_MAPPING, made.state, made.choices);
  g_free (made.state);
  g_free (made.choices);
  checks_run_sql (fixture, sql);
  refused = checks_find (fixture, TIE_SYNC_INVOICES, "inv");
  g_assert_cmpuint (refused->len, ==, 1);
  checks_run_sql (fixture, SETTING ("item.rounding", "20"));
  findings = checks_find (fixture, TIE_SYNC_INVOICES, "inv");
  g_assert_cmpuint (findings->len, ==, 0);
}

/* Our own document, whose answer was lost, is no other one with its number. */
static void
test_own_mark (StoreFixture *fixture,
               gconstpointer data)
{
  g_autoptr (GPtrArray) findings = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (g_str_equal (cases[i].name, "dup-number"))
        checks_run_sql (fixture, cases[i].sql);
    }
  checks_run_sql (fixture, "UPDATE remote_money SET memo = 'Tieout:inv' WHERE id = '900'");
  findings = checks_find (fixture, TIE_SYNC_INVOICES, "inv");
  g_assert_cmpuint (findings->len, ==, 0);
}

static gboolean
find_next_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  const char *const *expected = data;
  g_autofree char *passed = NULL;
  g_autofree char *next = tie_number_table_find_next (db, TIE_NUMBER_SERIES_INVOICE, FALSE, &passed, error);

  g_assert_cmpstr (next, ==, expected[0]);
  g_assert_cmpstr (passed, ==, expected[1]);
  return next != NULL;
}

/* A company that gives its own numbers has taken none of ours: what looks the same there is another document. */
static void
test_their_numbers (StoreFixture *fixture,
                    gconstpointer data)
{
  static const char *const ours[] = { "INV-1002", "INV-1001" };
  static const char *const theirs[] = { "INV-1001", NULL };
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) refused = NULL;
  g_autofree char *sql = g_strdup_printf (OUTBOX ("8", "inv", "4", "It was entered twice.") "UPDATE outbox SET fault = %d", (int) TIE_ERROR_DUPLICATE);

  checks_run_sql (fixture, "INSERT INTO remote (connection, kind, id, sort_key, seen) VALUES ('" CONNECTION "', 8, '900', '', ''), ('" CONNECTION "', 8, '901', '', '');"
                           "INSERT INTO remote_money (connection, kind, id, number, party_id, total)"
                           " VALUES ('" CONNECTION "', 8, '900', 'INV-9001', '148', 45000), ('" CONNECTION "', 8, '901', 'INV-1001', '200', 100);");
  taken = checks_find (fixture, TIE_SYNC_INVOICES, "inv");
  g_assert_cmpint (tie_sync_findings_get_code (taken), ==, TIE_SYNC_DUP_NUMBER);
  store_fixture_read (fixture, find_next_cb, (gpointer) ours);

  checks_run_sql (fixture, "UPDATE connection SET lacks = 1");
  none = checks_find (fixture, TIE_SYNC_INVOICES, "inv");
  g_assert_cmpuint (none->len, ==, 0);
  store_fixture_read (fixture, find_next_cb, (gpointer) theirs);

  /* What it calls a double is no matter of the number, and is told in its own words. */
  checks_run_sql (fixture, sql);
  refused = checks_find (fixture, TIE_SYNC_INVOICES, "inv");
  g_assert_cmpint (tie_sync_findings_get_code (refused), ==, TIE_SYNC_REFUSED);
  g_assert_nonnull (strstr (((TieSyncFinding *) refused->pdata[0])->sentence, "It was entered twice."));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/checks/", cases[i].name, NULL);

      g_test_add (path, StoreFixture, &cases[i], checks_fixture_set_up, test_case, store_fixture_tear_down);
    }
  g_test_add ("/checks/order", StoreFixture, NULL, checks_fixture_set_up, test_order, store_fixture_tear_down);
  g_test_add ("/checks/refusal-of-before", StoreFixture, NULL, checks_fixture_set_up, test_refusal_of_before, store_fixture_tear_down);
  g_test_add ("/checks/refused-item-of-before", StoreFixture, NULL, checks_fixture_set_up, test_refused_item_of_before, store_fixture_tear_down);
  g_test_add ("/checks/refused-customer", StoreFixture, NULL, checks_fixture_set_up, test_refused_customer, store_fixture_tear_down);
  g_test_add ("/checks/choices", StoreFixture, NULL, checks_fixture_set_up, test_choices, store_fixture_tear_down);
  g_test_add ("/checks/their-numbers", StoreFixture, NULL, checks_fixture_set_up, test_their_numbers, store_fixture_tear_down);
  g_test_add ("/checks/own-mark", StoreFixture, NULL, checks_fixture_set_up, test_own_mark, store_fixture_tear_down);
  g_test_add_func ("/checks/table", test_table);
  return g_test_run ();
}
