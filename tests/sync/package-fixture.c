/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "package-fixture"
#include "config.h"

#include "base/tie-money.h"
#include "billing/tie-document-actions.h"
#include "model/tie-code.h"
#include "model/tie-tax-code.h"
#include "package-fixture.h"
#include "store/tie-activity-table.h"
#include "store/tie-link-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-problem.h"

#define DATE "2025-11-03"
#define RATE 200000 /* 20 % */
#define SOLD "tax-sales"
#define BOUGHT "tax-bought" /* only where the package has another code for it */

const PackageCase package_cases[N_PACKAGE_CASES] = {
  { "quickbooks", "uk" },
  { "xero", "empty" },
  { "sage", "empty" },
};

/* ---- lists ---- */

typedef struct
{
  const char *connection;
  TieKind kind;
  gboolean (*fits) (const TieRemote *remote, guint which);
  guint which;
  char *id; /* (owned) (nullable) */
} Search;

static gboolean
search (TieDb *db,
        gpointer data,
        GError **error)
{
  Search *job = data;
  g_autoptr (GPtrArray) remotes = tie_remote_table_list (db, job->connection, job->kind, error);

  for (guint i = 0; remotes != NULL && i < remotes->len && job->id == NULL; i++)
    {
      const TieRemote *remote = remotes->pdata[i];

      if (remote->is_active && !remote->is_deleted && job->fits (remote, job->which))
        job->id = g_strdup (remote->id);
    }
  return remotes != NULL;
}

static char *
find_there (RunFixture *fixture,
            TieKind kind,
            gboolean (*fits) (const TieRemote *remote, guint which),
            guint which)
{
  Search job = { tie_company_get_connection (fixture->sync.company)->id, kind, fits, which, NULL };

  run_write (fixture, search, &job);
  return job.id;
}

static gboolean
account_fits (const TieRemote *remote,
              guint which)
{
  if (which == TIE_SYNC_ACCOUNT_BANK || which == TIE_SYNC_ACCOUNT_DEPOSIT)
    return g_strcmp0 (remote->type, "Bank") == 0;
  return tie_sync_account_fits ((TieSyncAccount) which, remote->type);
}

char *
package_find_account (RunFixture *fixture,
                      TieSyncAccount account)
{
  return find_there (fixture, TIE_KIND_ACCOUNT, account_fits, account);
}

static gboolean
tax_fits (const TieRemote *remote,
          guint which)
{
  return remote->rate == RATE && (remote->type == NULL || strstr (remote->type, which == 0 ? "sales" : "purchase") != NULL || g_str_equal (remote->type, "both"));
}

typedef struct
{
  RunFixture *fixture;
  char *accounts[TIE_SYNC_N_ACCOUNTS];
  char *sales_tax;
  char *purchase_tax;
} Choices;

static gboolean
add_tax (TieDb *db,
         const char *connection,
         const char *id,
         const char *there, /* (nullable) */
         GError **error)
{
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_TAX_CODE, id);

  tie_record_set_text (code, TIE_TAX_CODE_NAME, id);
  tie_record_set_integer (code, TIE_TAX_CODE_RATE, RATE);
  return tie_record_table_save (db, code, error) && (there == NULL || tie_link_table_add (db, connection, TIE_KIND_TAX_CODE, id, there, error));
}

static gboolean
save_choices (TieDb *db,
              gpointer data,
              GError **error)
{
  Choices *choices = data;
  const TieConnection *connection = tie_company_get_connection (choices->fixture->sync.company);
  g_autoptr (TieSyncSettings) settings = tie_sync_settings_load (db, NULL, error);
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_WORK_CODE, "prep");

  tie_record_set_text (code, TIE_CODE_CODE, "PREP");
  tie_record_set_text (code, TIE_CODE_DESCRIPTION, "Preparation");
  settings->is_enabled = TRUE;
  settings->require_sent = FALSE;
  for (guint i = 0; i < TIE_SYNC_N_ACCOUNTS; i++)
    {
      g_free (settings->accounts[i]);
      settings->accounts[i] = g_steal_pointer (&choices->accounts[i]);
    }
  return tie_record_table_save (db, code, error) && tie_sync_settings_save (db, settings, NULL, error) && tie_setting_table_set (db, "currency", connection->currency, error) &&
         (choices->sales_tax == NULL || add_tax (db, connection->id, SOLD, choices->sales_tax, error)) &&
         (choices->purchase_tax == NULL || g_strcmp0 (choices->sales_tax, choices->purchase_tax) == 0 || add_tax (db, connection->id, BOUGHT, choices->purchase_tax, error));
}

static void
export_names (RunFixture *fixture,
              TieKind kind)
{
  g_autoptr (TieCrosswalk) crosswalk = sync_load_crosswalk (&fixture->sync, kind);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = sync_export (crosswalk, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < tie_crosswalk_get_problems (crosswalk)->len; i++)
    g_test_message ("%s", ((TieProblem *) tie_crosswalk_get_problems (crosswalk)->pdata[i])->sentence);
  g_assert_cmpuint (tie_crosswalk_get_problems (crosswalk)->len, ==, 0);
}

void
package_fixture_fill_company (RunFixture *fixture)
{
  Choices choices = { fixture, { NULL }, NULL, NULL };
  g_autoptr (GError) error = NULL;

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < TIE_SYNC_N_ACCOUNTS; i++)
    choices.accounts[i] = find_there (fixture, TIE_KIND_ACCOUNT, account_fits, i);
  g_assert_nonnull (choices.accounts[TIE_SYNC_ACCOUNT_INCOME]);
  g_assert_nonnull (choices.accounts[TIE_SYNC_ACCOUNT_EXPENSE]);
  g_assert_nonnull (choices.accounts[TIE_SYNC_ACCOUNT_BANK]);
  if (tie_ledger_get_capabilities (tie_company_get_ledger (fixture->sync.company))->tax_model != TIE_TAX_NONE)
    {
      choices.sales_tax = find_there (fixture, TIE_KIND_TAX_CODE, tax_fits, 0);
      choices.purchase_tax = find_there (fixture, TIE_KIND_TAX_CODE, tax_fits, 1);
      g_assert_nonnull (choices.sales_tax);
      g_assert_nonnull (choices.purchase_tax);
    }
  run_write (fixture, save_choices, &choices);
  g_free (choices.sales_tax);
  g_free (choices.purchase_tax);
  export_names (fixture, TIE_KIND_CUSTOMER);
  export_names (fixture, TIE_KIND_VENDOR);
}

void
package_fixture_fill (RunFixture *fixture)
{
  fixture->client = sync_add_contact (&fixture->sync, "Carter, Joan", TIE_CONTACT_TYPE_CLIENT);
  fixture->other = sync_add_contact (&fixture->sync, "Bright Horizon Yoga LLC", TIE_CONTACT_TYPE_CLIENT);
  fixture->supplier = sync_add_contact (&fixture->sync, "Paper & More", TIE_CONTACT_TYPE_SUPPLIER);
  package_fixture_fill_company (fixture);
}

/* ---- tax where there is none ---- */

static gboolean
any_fits (const TieRemote *remote,
          guint which)
{
  return TRUE;
}

static gboolean
save_tax (TieDb *db,
          gpointer data,
          GError **error)
{
  return add_tax (db, tie_company_get_connection (((RunFixture *) data)->sync.company)->id, SOLD, NULL, error);
}

void
package_add_tax (RunFixture *fixture)
{
  run_write (fixture, save_tax, fixture);
}

static gboolean
link_tax (TieDb *db,
          gpointer data,
          GError **error)
{
  const Search *search = data;

  return tie_link_table_add (db, search->connection, TIE_KIND_TAX_CODE, SOLD, search->id, error);
}

void
package_link_tax (RunFixture *fixture)
{
  g_autofree char *there = find_there (fixture, TIE_KIND_TAX_CODE, any_fits, 0);
  Search search = { tie_company_get_connection (fixture->sync.company)->id, .id = there };

  g_assert_nonnull (there);
  run_write (fixture, link_tax, &search);
}

void
package_fixture_set_up (RunFixture *fixture,
                        gconstpointer data)
{
  const PackageCase *c = data;

  sync_fixture_set_up_package (&fixture->sync, c->package, c->company);
  package_fixture_fill (fixture);
}

/* ---- documents ---- */

typedef struct
{
  const char *kind;
  const char *contact;
  gint64 amount;
  gboolean is_untaxed;
  char *id;
} Draft;

static gboolean
save_draft (TieDb *db,
            gpointer data,
            GError **error)
{
  Draft *draft = data;
  gboolean is_supplier = g_str_equal (draft->kind, TIE_DOCUMENT_KIND_SUPPLIER);
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (draft->kind, DATE);
  TieRecord *document = TIE_RECORD (sheet->document);
  g_autofree char *number = g_strdup_printf ("B-%" G_GINT64_FORMAT, tie_record_table_count (db, TIE_TYPE_DOCUMENT, error));
  g_autoptr (TieRecord) sold = tie_record_table_get (db, TIE_TYPE_TAX_CODE, SOLD, NULL);
  g_autoptr (TieRecord) bought = tie_record_table_get (db, TIE_TYPE_TAX_CODE, BOUGHT, NULL);

  tie_record_set_text (document, TIE_DOCUMENT_CONTACT, draft->contact);
  tie_record_set_text (document, TIE_DOCUMENT_DUE, "2025-12-03");
  if (is_supplier)
    tie_record_set_text (document, TIE_DOCUMENT_NUMBER, number);
  for (guint i = 0; i < 2; i++)
    {
      TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));
      gint64 amount = i == 0 ? draft->amount : draft->amount / 3;

      tie_record_set_text (line, TIE_LINE_TEXT, "Work");
      if (!is_supplier)
        tie_record_set_text (line, TIE_LINE_WORK_CODE, "prep");
      tie_record_set_integer (line, TIE_LINE_QUANTITY, TIE_SCALE);
      tie_record_set_integer (line, TIE_LINE_RATE, amount * 100);
      tie_record_set_integer (line, TIE_LINE_AMOUNT, amount);
      if (sold != NULL && !draft->is_untaxed)
        tie_record_set_text (line, TIE_LINE_TAX_CODE, is_supplier && bought != NULL ? BOUGHT : SOLD);
    }
  if (!tie_document_save (db, sheet, NULL, error))
    return FALSE;
  draft->id = g_strdup (tie_record_get_id (document));
  return TRUE;
}

char *
package_add_document (RunFixture *fixture,
                      const char *kind,
                      const char *contact,
                      gint64 amount)
{
  Draft draft = { kind, contact, amount, FALSE, NULL };

  run_write (fixture, save_draft, &draft);
  return draft.id;
}

char *
package_add_untaxed_document (RunFixture *fixture,
                              const char *kind,
                              const char *contact,
                              gint64 amount)
{
  Draft draft = { kind, contact, amount, TRUE, NULL };

  run_write (fixture, save_draft, &draft);
  return draft.id;
}

char *
package_add_payment (RunFixture *fixture,
                     const char *kind,
                     const char *contact,
                     const char *document)
{
  return run_add_payment (fixture, kind, contact, document, run_get_integer (fixture, TIE_TYPE_DOCUMENT, document, TIE_DOCUMENT_TOTAL));
}

/* ---- runs ---- */

void
package_assert_even (RunFixture *fixture)
{
  g_autoptr (TieComparison) comparison = NULL;
  g_autoptr (GError) error = NULL;

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  comparison = run_compare (fixture);
  for (guint i = 0; i < comparison->differences->len; i++)
    {
      const TieDifference *difference = comparison->differences->pdata[i];

      g_test_message ("%s %d of kind %d: %" G_GINT64_FORMAT " here, %" G_GINT64_FORMAT " there", difference->number, (int) difference->kind, (int) difference->what, difference->here, difference->there);
    }
  g_assert_true (tie_comparison_is_even (comparison));
}
