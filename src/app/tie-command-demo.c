/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-demo"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/tie-command-run.h"
#include "app/tie-demo-history.h"
#include "app/tie-demo-settings.h"
#include "app/tie-demo.h"
#include "app/tie-main-job.h"
#include "base/tie-money.h"
#include "ledger/tie-local-company.h"
#include "model/tie-contact.h"
#include "store/tie-comparison-table.h"
#include "store/tie-connection-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-comparison-words.h"

typedef struct
{
  const char *connection;
  gint64 contacts;
  gint64 sites;
  gint64 customers;
  gint64 vendors;
} Counts;

typedef struct
{
  Counts before; /* in the company when it was read */
  Counts after;  /* when all was sent */
  guint linked;
  guint review;
  guint exported;
  guint left; /* contacts not sent because a similar name exists */
  /* with --tie-out: */
  TieCommandRun run;          /* documents and payments */
  TieComparison *comparison;  /* (owned) (nullable) */
} Summary;

static void
summary_clear (Summary *self)
{
  tie_command_run_clear (&self->run);
  g_clear_pointer (&self->comparison, tie_comparison_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Summary, summary_clear)

static gboolean
count (TieDb *db,
       gpointer data,
       GError **error)
{
  Counts *counts = data;

  counts->contacts = tie_record_table_count (db, TIE_TYPE_CONTACT, error);
  counts->sites = counts->contacts < 0 ? -1 : tie_record_table_count (db, TIE_TYPE_SITE, error);
  counts->customers = counts->sites < 0 ? -1 : tie_remote_table_count (db, counts->connection, TIE_KIND_CUSTOMER, error);
  counts->vendors = counts->customers < 0 ? -1 : tie_remote_table_count (db, counts->connection, TIE_KIND_VENDOR, error);
  return counts->vendors >= 0;
}

static guint
count_review (GListModel *proposals)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (proposals); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (proposals, i);

      n += tie_proposal_get_band (proposal) == TIE_MATCH_REVIEW;
    }
  return n;
}

/* Read, match, link, send: the whole of the main job on an open, connected practice. */
static gboolean
run_main_job (TieCommandSession *session,
              Summary *summary,
              GError **error)
{
  static const TieKind kinds[] = { TIE_KIND_CUSTOMER, TIE_KIND_VENDOR };
  g_autoptr (GPtrArray) left_out = g_ptr_array_new_with_free_func (g_free);
  guint read = 0;

  if (!tie_command_session_pull (session, &read, error))
    return FALSE;
  summary->before.connection = tie_company_get_connection (session->company)->id;
  if (!tie_store_run (session->store, TIE_STORE_WRITE, tie_demo_settings_choose, (gpointer) tie_company_get_package (session->company), error))
    return FALSE;
  if (!tie_store_run (session->store, TIE_STORE_READ, count, &summary->before, error))
    return FALSE;

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (TieCrosswalk) crosswalk = tie_main_job_load (session->company, kinds[k]);
      g_autoptr (GListModel) proposals = tie_main_job_propose (crosswalk, error);

      if (proposals == NULL)
        return FALSE;
      summary->review += count_review (proposals);
      if (!tie_main_job_apply (session->company, crosswalk, proposals, &summary->linked, error))
        return FALSE;
      if (!tie_main_job_export (session->company, crosswalk, FALSE, &summary->exported, left_out, error))
        return FALSE;
    }
  summary->left = left_out->len;
  summary->after.connection = tie_company_get_connection (session->company)->id; /* read anew meanwhile */
  return tie_store_run (session->store, TIE_STORE_READ, count, &summary->after, error);
}

/* ---- documents and payments ---- */

static gboolean
make_history (TieCommandSession *session,
              GError **error)
{
  g_auto (TieCommandWait) wait = { NULL };

  tie_demo_history_make_async (session->company, tie_command_wait_cb, &wait);
  return tie_demo_history_make_finish (session->company, tie_command_wait (&wait), error);
}

static gboolean
compare (TieDb *db,
         gpointer data,
         GError **error)
{
  Summary *summary = data;
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, error);

  summary->comparison = connection != NULL ? tie_comparison_table_read (db, connection->id, NULL, "9999-12-31", error) : NULL;
  return summary->comparison != NULL;
}

/* What the guide's other buttons do: invoices go, payments come, and the books are held side by side. */
static gboolean
tie_out (TieCommandSession *session,
         Summary *summary,
         GError **error)
{
  g_autoptr (TieSyncList) invoices = tie_command_run_load (session, TIE_SYNC_INVOICES);
  g_autoptr (GPtrArray) ready = tie_command_run_list_ready (invoices);
  g_autoptr (TieSyncList) payments = NULL;
  g_autoptr (GPtrArray) new = NULL;

  if (!tie_command_run_export (session, ready, NULL, &summary->run, error))
    return FALSE;
  payments = tie_command_run_load (session, TIE_SYNC_PAYMENTS_IN);
  new = tie_command_run_list_ready (payments);
  return tie_command_run_import (session, new, NULL, &summary->run, error) && tie_command_session_pull (session, NULL, error) &&
         tie_store_run (session->store, TIE_STORE_READ, compare, summary, error);
}

static void
add_books (JsonBuilder *json,
           const TieComparison *comparison)
{
  static const char *const names[TIE_COMPARISON_N_LINES] = {
    [TIE_COMPARISON_RECEIVABLES] = "receivables", [TIE_COMPARISON_INVOICES] = "invoices",           [TIE_COMPARISON_CREDITS] = "credit_notes",
    [TIE_COMPARISON_PAYMENTS] = "payments",       [TIE_COMPARISON_REFUNDS] = "refunds",             [TIE_COMPARISON_SUPPLIERS] = "supplier_invoices",
    [TIE_COMPARISON_PAID] = "supplier_payments",
  };

  json_builder_set_member_name (json, "books");
  json_builder_begin_object (json);
  for (guint i = 0; i < TIE_COMPARISON_N_LINES; i++)
    {
      g_autofree char *here = tie_decimal_format (comparison->lines[i].here, TIE_MONEY_DECIMALS, TIE_MONEY_DECIMALS);
      g_autofree char *there = tie_decimal_format (comparison->lines[i].there, TIE_MONEY_DECIMALS, TIE_MONEY_DECIMALS);

      json_builder_set_member_name (json, names[i]);
      json_builder_begin_object (json);
      json_builder_set_member_name (json, "here");
      json_builder_add_string_value (json, here);
      json_builder_set_member_name (json, "there");
      json_builder_add_string_value (json, there);
      json_builder_set_member_name (json, "records_here");
      json_builder_add_int_value (json, comparison->lines[i].n_here);
      json_builder_set_member_name (json, "records_there");
      json_builder_add_int_value (json, comparison->lines[i].n_there);
      json_builder_end_object (json);
    }
  json_builder_end_object (json);
}

static void
print_json (TieCommandSession *session,
            const Summary *s,
            const char *sandbox)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  const struct
  {
    const char *name;
    gint64 value;
  } figures[] = {
    { "contacts", s->before.contacts },
    { "sites", s->before.sites },
    { "customers_read", s->before.customers },
    { "vendors_read", s->before.vendors },
    { "linked", s->linked },
    { "review", s->review },
    { "exported", s->exported },
    { "similar", s->left },
    { "customers", s->after.customers },
    { "vendors", s->after.vendors },
  };

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "practice");
  json_builder_add_string_value (json, session->practice);
  json_builder_set_member_name (json, "sandbox");
  json_builder_add_string_value (json, sandbox);
  json_builder_set_member_name (json, "package");
  json_builder_add_string_value (json, tie_company_get_package (session->company)->id);
  json_builder_set_member_name (json, "company");
  json_builder_add_string_value (json, tie_company_get_name (session->company));
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      json_builder_set_member_name (json, figures[i].name);
      json_builder_add_int_value (json, figures[i].value);
    }
  if (s->comparison != NULL)
    {
      json_builder_set_member_name (json, "invoices_exported");
      json_builder_add_int_value (json, s->run.n_done);
      json_builder_set_member_name (json, "payments_imported");
      json_builder_add_int_value (json, s->run.n_imported);
      json_builder_set_member_name (json, "differences");
      json_builder_add_int_value (json, s->comparison->differences->len);
      json_builder_set_member_name (json, "tied_out");
      json_builder_add_boolean_value (json, tie_comparison_is_even (s->comparison));
      add_books (json, s->comparison);
    }
  json_builder_end_object (json);
  tie_command_print_json (json);
}

static void
print_text (TieCommandSession *session,
            const Summary *s)
{
  g_print (_ ("Practice    %s\n"), session->practice);
  g_print (_ ("            %u contacts, %u sites\n"), (guint) s->before.contacts, (guint) s->before.sites);
  g_print (_ ("Company     %s\n"), tie_company_get_name (session->company));
  g_print (_ ("Read        %u customers, %u vendors\n"), (guint) s->before.customers, (guint) s->before.vendors);
  g_print (_ ("Linked      %u by Automatch\n"), s->linked);
  g_print (_ ("To review   %u pairs that a person should look at\n"), s->review);
  g_print (_ ("Exported    %u contacts and sites that the company did not have\n"), s->exported);
  if (s->left > 0)
    g_print (_ ("Not sent    %u, a similar name exists in the company\n"), s->left);
  g_print (_ ("Company now %u customers, %u vendors\n"), (guint) s->after.customers, (guint) s->after.vendors);
}

static void
print_tie_out (TieCommandSession *session,
               const Summary *s)
{
  const char *package = tie_company_get_package (session->company)->short_name;

  g_print (_ ("Invoices    %u exported, each once\n"), s->run.n_done);
  g_print (_ ("Payments    %u imported\n"), s->run.n_imported);
  for (guint i = 0; i < TIE_COMPARISON_N_LINES; i++)
    {
      g_autofree char *here = tie_money_to_display (s->comparison->lines[i].here);
      g_autofree char *there = tie_money_to_display (s->comparison->lines[i].there);

      /* Translators: a name, what the practice says, what the package says, and the package */
      g_print (_ ("            %-18s %12s here %12s in %s\n"), tie_comparison_line_get_label (i), here, there, package);
    }
  if (tie_comparison_is_even (s->comparison))
    g_print ("%s\n", _ ("Tied out"));
  else
    g_print (ngettext ("%u difference\n", "%u differences\n", s->comparison->differences->len), s->comparison->differences->len);
}

/* ---- the company ---- */

/* What is said of it: nothing, a package or an address. */
typedef struct
{
  const char *word;          /* (nullable) */
  const TiePackage *package; /* (nullable): any */
  const char *uri;           /* (nullable): it is to be started */
} Wanted;

static gboolean
ask_company (const char *uri,
             const TiePackage **package,
             GError **error)
{
  g_auto (TieCommandWait) wait = { NULL };
  g_autoptr (TieLocalCompany) local = NULL;

  tie_local_company_ask_async (uri, NULL, tie_command_wait_cb, &wait);
  local = tie_local_company_ask_finish (tie_command_wait (&wait), error);
  *package = local != NULL ? local->package : NULL;
  return local != NULL;
}

/* The words for the packages, as a list. */
static char *
dup_known (void)
{
  GString *known = g_string_new (NULL);

  for (const TiePackage *const *package = tie_package_list (); *package != NULL; package++)
    g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", (*package)->id);
  return g_string_free (known, FALSE);
}

/* TIE_EXIT_DONE: go on. */
static TieExit
find_company (Wanted *wanted)
{
  g_autofree char *known = dup_known ();
  g_autoptr (GError) error = NULL;

  if (wanted->word == NULL)
    return TIE_EXIT_DONE;
  wanted->package = tie_package_find (wanted->word);
  if (wanted->package != NULL)
    return TIE_EXIT_DONE;
  if (strstr (wanted->word, "://") == NULL)
    {
      /* Translators: what was typed, and a list of words that are not translated */
      g_printerr (_ ("tieout demo: “%s”: no such sandbox company. Known are %s; or say the address of one.\n"), wanted->word, known);
      return TIE_EXIT_USAGE;
    }
  wanted->uri = wanted->word;
  return ask_company (wanted->uri, &wanted->package, &error) ? TIE_EXIT_DONE : tie_command_fail (NULL, error);
}

int
tie_command_demo (int argc,
                  char **argv)
{
  gboolean headless = FALSE;
  gboolean wants_tie_out = FALSE;
  int rows = 0;
  int seed = 1;
  g_autofree char *word = NULL;
  g_autofree char *known = dup_known ();
  /* Translators: %s is a list of words that are not translated */
  g_autofree char *sandbox_help = g_strdup_printf (_ ("use the sandbox company of this package (%s), or the one at this address"), known);
  const GOptionEntry entries[] = {
    { "headless", 0, 0, G_OPTION_ARG_NONE, &headless, N_ ("run the main job without a window and print a summary"), NULL },
    { "tie-out", 0, 0, G_OPTION_ARG_NONE, &wants_tie_out, N_ ("also send invoices, bring payments over and compare both books"), NULL },
    { "sandbox", 0, 0, G_OPTION_ARG_STRING, &word, sandbox_help, N_ ("NAME|URL") },
    { "rows", 0, 0, G_OPTION_ARG_INT, &rows, N_ ("make a large demo practice with so many contacts"), N_ ("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, N_ ("of the made-up contacts and their books"), N_ ("N") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (TieCommandSession) session = tie_command_session_parse (argc, argv, entries, "[--headless]", _ ("Pairs the demo practice with a sandbox company on this computer."), 0, 0);
  g_autoptr (TieSandbox) sandbox = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Summary) summary = { 0 };
  Wanted wanted = { 0 };

  if (session == NULL)
    return TIE_EXIT_USAGE;
  if (rows < 0 || rows > 1000000)
    {
      g_printerr ("tieout demo: %s\n", _ ("--rows takes a number from 1 to 1,000,000."));
      return TIE_EXIT_USAGE;
    }
  wanted.word = word;
  session->status = find_company (&wanted);
  if (session->status != TIE_EXIT_DONE)
    return session->status;
  if (session->practice == NULL)
    session->practice = tie_demo_dup_path (wanted.package != NULL ? wanted.package : *tie_package_list ());

  session->store = tie_demo_open (session->practice, wanted.package, (guint) rows, (guint32) seed, &error);
  if (session->store == NULL)
    return tie_command_session_fail (session, session->practice, error);
  if (!tie_command_session_open (session) || !tie_command_session_require (session, TIE_RIGHT_SET_UP))
    return session->status;
  if (wanted.uri == NULL)
    {
      sandbox = tie_demo_start_company (session->practice, tie_demo_get_package (session->store), (guint) rows, (guint32) seed, &error);
      if (sandbox == NULL)
        return tie_command_session_fail (session, NULL, error);
      wanted.uri = tie_sandbox_get_base_uri (sandbox);
    }
  if (!tie_command_session_open_company (session))
    return session->status;
  tie_command_run_init (&summary.run);
  if (!tie_command_session_connect (session, wanted.uri, NULL, NULL, &error) || (wants_tie_out && !make_history (session, &error)) ||
      !run_main_job (session, &summary, &error) || (wants_tie_out && !tie_out (session, &summary, &error)))
    return tie_command_session_fail (session, session->practice, error);

  if (session->json)
    print_json (session, &summary, wanted.uri);
  else
    print_text (session, &summary);
  if (summary.comparison != NULL && !session->json)
    print_tie_out (session, &summary);
  return summary.run.n_failed > 0 ? TIE_EXIT_ATTENTION : TIE_EXIT_DONE;
}
