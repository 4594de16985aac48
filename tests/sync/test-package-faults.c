/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-package-faults"
#include "config.h"

#include "base/tie-error.h"
#include "net/tie-http.h"
#include "package-books.h"
#include "package-journal.h"
#include "store/tie-db.h"
#include "sync/tie-problem.h"

/* Whatever goes wrong between a practice and a company of Xero or Sage: the run and the record say what it is and what to do,
 * and when that was done everything is there exactly once, to the cent. */

#define XERO &package_cases[1]
#define SAGE &package_cases[2]

#define OTHER "Bright Horizon Yoga LLC"
#define NOBODY "5d9a3c1e-0000-4000-8000-000000000000" /* a company that nobody opened to us */
#define DAY (24 * 60 * 60)

/* ---- a run, and who looks on ---- */

typedef struct
{
  RunFixture *fixture;
  TieSyncRun *run;
  char *sentence;       /* (owned) (nullable): of the first wait */
  gboolean moves_clock; /* there, by as long as is waited */
  guint idle;
} Watch;

static void
watch_clear (Watch *watch)
{
  g_clear_handle_id (&watch->idle, g_source_remove);
  g_free (watch->sentence);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Watch, watch_clear)

static gboolean
try_now_cb (gpointer data)
{
  Watch *watch = data;

  watch->idle = 0;
  tie_sync_run_try_now (watch->run);
  return G_SOURCE_REMOVE;
}

/* Nobody has the time. */
static void
waiting_cb (TieSyncRun *run,
            GParamSpec *pspec,
            Watch *watch)
{
  guint seconds = tie_sync_run_get_waiting (run);

  if (seconds == 0 || watch->idle != 0)
    return;
  if (watch->sentence == NULL)
    {
      g_autoptr (TieSyncFinding) finding = tie_sync_check_wait (tie_company_get_package (watch->fixture->sync.company), TIE_SYNC_INVOICES, tie_sync_run_get_fault (run), seconds);

      watch->sentence = g_strdup (finding->sentence);
    }
  if (watch->moves_clock)
    tie_sandbox_advance_clock (watch->fixture->sync.sandbox, seconds);
  watch->idle = g_idle_add (try_now_cb, watch);
}

static gboolean
export_watched (TieSyncRun *run,
                GPtrArray *ids,
                Watch *watch,
                GError **error)
{
  gulong handler = g_signal_connect (run, "notify::waiting", G_CALLBACK (waiting_cb), watch);
  gboolean is_good = FALSE;

  watch->run = run;
  is_good = run_export_all (watch->fixture, run, ids, NULL, error);
  g_signal_handler_disconnect (run, handler);
  for (guint i = 0; i < tie_sync_run_get_problems (run)->len; i++)
    g_test_message ("%s", ((const TieProblem *) tie_sync_run_get_problems (run)->pdata[i])->sentence);
  return is_good;
}

/* As a person would: once more while something is left. */
static void
export_patiently (RunFixture *fixture,
                  GPtrArray *ids)
{
  for (guint tries = 0; tries < 3; tries++)
    {
      g_autoptr (TieSyncRun) run = run_new (fixture);
      g_auto (Watch) watch = { .fixture = fixture };

      if (export_watched (run, ids, &watch, NULL) && tie_sync_run_get_n_failed (run) == 0)
        return;
    }
  g_assert_not_reached ();
}

/* ---- what somebody does, here or there ---- */

static gboolean
is_xero (RunFixture *fixture)
{
  return g_str_equal (fixture->sync.package, "xero");
}

static void
read_anew (RunFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
}

static void
archive_other (RunFixture *fixture)
{
  tie_sandbox_advance_clock (fixture->sync.sandbox, 5); /* moments have whole seconds */
  if (is_xero (fixture))
    run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Contact\",\"name\":\"" OTHER "\",\"members\":{\"ContactStatus\":\"ARCHIVED\"}}");
  else
    run_edit (fixture, "{\"action\":\"delete\",\"entity\":\"contact\",\"name\":\"" OTHER "\"}");
}

/* Once it is read, the checks say it before anything is sent. */
static void
restore_other (RunFixture *fixture)
{
  g_autofree char *invoice = package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->other, 100);
  g_autofree char *there = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->other);
  g_autoptr (GPtrArray) findings = NULL;

  read_anew (fixture);
  findings = run_check (fixture, TIE_SYNC_INVOICES, invoice);
  g_assert_cmpuint (findings->len, >, 0);
  g_assert_cmpint (tie_sync_code_get_part (((const TieSyncFinding *) findings->pdata[0])->code), ==, TIE_SYNC_PART_ACCOUNT);
  run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Contact\",\"id\":\"%s\",\"members\":{\"ContactStatus\":\"ACTIVE\"}}", there);
  read_anew (fixture);
}

static void
close_until (RunFixture *fixture,
             const char *day)
{
  if (is_xero (fixture))
    run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Organisation\",\"id\":\"%s\",\"members\":{\"PeriodLockDate\":\"%s\"}}", tie_sandbox_get_realm (fixture->sync.sandbox), day);
  else
    run_edit (fixture, "{\"action\":\"set\",\"entity\":\"financial_settings\",\"members\":{\"year_end_lockdown_date\":\"%s\"}}", day);
}

static void
close_books (RunFixture *fixture)
{
  close_until (fixture, "2025-12-31");
}

static void
open_books (RunFixture *fixture)
{
  close_until (fixture, "2020-12-31");
  read_anew (fixture);
}

static void
reconnect (RunFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  sync_connect (&fixture->sync, &error);
  g_assert_no_error (error);
}

static gboolean
set_company (TieDb *db,
             gpointer data,
             GError **error)
{
  return tie_db_run (db, error, "UPDATE connection SET company_id = ?", "s", data);
}

static void
lose_place (RunFixture *fixture)
{
  run_write (fixture, set_company, NOBODY);
  sync_fixture_restart (&fixture->sync);
}

static void
find_place (RunFixture *fixture)
{
  run_write (fixture, set_company, (gpointer) tie_sandbox_get_realm (fixture->sync.sandbox));
  sync_fixture_restart (&fixture->sync);
}

/* On both sides; the program was closed meanwhile. */
static void
pass (RunFixture *fixture,
      gint64 seconds)
{
  tie_sandbox_advance_clock (fixture->sync.sandbox, seconds);
  run_shift_sent (fixture, -seconds);
  sync_fixture_restart (&fixture->sync);
}

/* ---- the table ---- */

typedef struct
{
  const char *name;
  const PackageCase *where;
  const char *fault;                   /* (nullable) */
  gboolean stays;                      /* it is there until the end */
  gboolean ends;                       /* nothing can be mended */
  void (*spoil) (RunFixture *fixture); /* (nullable): before */

  /* The first run. */
  int stop;             /* TieError; 0: it goes to its end */
  const char *why;      /* (nullable) a pattern: the sentence of that */
  const char *says;     /* what it says of itself */
  const char *waits;    /* (nullable): what its rows say while it waits */

  /* Afterwards one of the records. */
  guint which;          /* its place in the round */
  TieSyncCode code;     /* 0: nothing is wrong with it */
  const char *sentence; /* a pattern */
  TieSyncAction step;   /* offered first */

  /* What is done then. */
  void (*mend) (RunFixture *fixture);  /* (nullable) */
  gint64 pause;                        /* seconds; −1: none, nor was the program closed */
} Row;

#define ALL_SENT .says = "8 documents exported", .pause = -1
#define NOT_OPEN "The Sage user who connected may not do this in “Bank”. Whoever administers Sage has to allow it."
#define SHUT_OUT "* no longer lets Tieout into this company. Reconnect, or ask whoever administers it."
#define NO_ANSWER .stop = TIE_ERROR_NETWORK, .why = "No connection.", .waits = "No connection.", .code = TIE_SYNC_UNKNOWN_RESULT, \
  .sentence = "Sent, but no answer came. It will be looked up before it is sent again.", .step = TIE_SYNC_ACTION_LOOK_UP
#define CLOSED(package) .says = "0 documents exported, 8 need attention", .code = TIE_SYNC_CLOSED, .sentence = package " books are closed until *.", \
  .step = TIE_SYNC_ACTION_CHANGE_DATE, .mend = open_books, .pause = -1

#define XERO_LOST "cut-after,method=PUT,path=/Invoices;refuse,method=GET,after=2"
#define SAGE_LOST "cut-after,method=POST,path=sales_invoices;refuse,method=GET,after=3"

static const Row rows[] = {
  /* One of many is refused, and the others go. */
  { "one-bad", XERO, .spoil = archive_other, .says = "7 documents exported, 1 needs attention", .which = 1, .code = TIE_SYNC_REFUSED,
    .sentence = "Xero did not accept it: “The contact " OTHER " has been archived and must be un-archived before creating new transactions.”.",
    .step = TIE_SYNC_ACTION_COPY_DETAILS, .mend = restore_other, .pause = -1 },
  { "one-bad", SAGE, .spoil = archive_other, .says = "7 documents exported, 1 needs attention", .which = 1, .code = TIE_SYNC_REFUSED,
    .sentence = "Sage did not accept it: “Couldn't find Customer.”.", .step = TIE_SYNC_ACTION_COPY_DETAILS, .ends = TRUE, .pause = -1 },
  /* A 400 that tells of the bad one alone, and made the others. */
  { "summarized", XERO, "summarized,method=PUT,path=/Invoices,count=1", .spoil = archive_other, .says = "7 documents exported, 1 needs attention",
    .waits = "Xero is busy. Trying again in 1 s.", .which = 1, .code = TIE_SYNC_REFUSED, .sentence = "Xero did not accept it: “*has been archived*”.",
    .step = TIE_SYNC_ACTION_COPY_DETAILS, .mend = restore_other, .pause = -1 },
  /* A failure that made everything. */
  { "failed-and-done", XERO, "500-after,method=PUT,path=/Invoices,count=1", .waits = "Xero is busy. Trying again in 1 s.", ALL_SENT },
  { "failed-and-done", SAGE, "500-after,method=POST,path=sales_invoices,count=1", .waits = "Sage is busy. Trying again in 1 s.", ALL_SENT },
  { "failed", XERO, "500,method=PUT,path=/Invoices,count=1", .waits = "Xero is busy. Trying again in 1 s.", ALL_SENT },
  { "failed", SAGE, "500,method=POST,path=sales_invoices,count=1", .waits = "Sage is busy. Trying again in 1 s.", ALL_SENT },

  { "closed", XERO, "closed,method=PUT,path=/Invoices,count=1", CLOSED ("Xero") },
  { "closed", SAGE, "closed,method=POST,path=sales_invoices,count=1", CLOSED ("Sage") },
  { "closed-before", XERO, .spoil = close_books, CLOSED ("Xero") },
  { "closed-before", SAGE, .spoil = close_books, CLOSED ("Sage") },

  /* The key of a request that was used for another one. */
  { "key-used", XERO, "key-used,method=PUT,path=/Invoices,count=1", ALL_SENT },
  { "key-used", SAGE, "key-used,method=POST,path=sales_invoices,count=1", .says = "6 documents exported, 2 need attention", .code = TIE_SYNC_REFUSED,
    .sentence = "Sage did not accept it: “idempotency_id was used for another request.”.", .step = TIE_SYNC_ACTION_COPY_DETAILS, .pause = -1 },
  { "key-always-used", XERO, "key-used,method=PUT,path=/Invoices", .stop = TIE_ERROR_BUG,
    .why = "Xero sent an answer that Tieout does not understand. Copy the details for support.", .says = "0 documents exported, 3 without an answer, 5 not sent",
    .code = TIE_SYNC_UNKNOWN_RESULT, .sentence = "Sent, but no answer came. It will be looked up before it is sent again.", .step = TIE_SYNC_ACTION_LOOK_UP, .pause = -1 },

  /* No answer, nor any to the question what became of it; then the same key again while it is remembered, and no more when not. */
  { "lost", XERO, XERO_LOST, NO_ANSWER, .says = "0 documents exported, 3 without an answer, 5 not sent" },
  { "lost-299", XERO, XERO_LOST, NO_ANSWER, .says = "0 documents exported, 3 without an answer, 5 not sent", .pause = 290 },
  { "lost-360", XERO, XERO_LOST, NO_ANSWER, .says = "0 documents exported, 3 without an answer, 5 not sent", .pause = 360 },
  { "lost-day", XERO, XERO_LOST, NO_ANSWER, .says = "0 documents exported, 3 without an answer, 5 not sent", .pause = DAY },
  { "lost-bills", XERO, "cut-after,method=PUT,path=/Invoices,body=ACCPAY;refuse,method=GET,after=2", NO_ANSWER, .says = "4 documents exported, 2 without an answer, 2 not sent",
    .which = PACKAGE_BILL, .pause = 360 },
  { "lost-payments", XERO, "cut-after,method=PUT,path=/Payments;refuse,method=GET,after=2", NO_ANSWER, .says = "6 documents exported, 1 without an answer, 1 not sent",
    .which = PACKAGE_RECEIPT, .pause = 360 },
  { "lost", SAGE, SAGE_LOST, NO_ANSWER, .says = "0 documents exported, 1 without an answer, 7 not sent" },
  { "lost-3590", SAGE, SAGE_LOST, NO_ANSWER, .says = "0 documents exported, 1 without an answer, 7 not sent", .pause = 3590 },
  { "lost-3600", SAGE, SAGE_LOST, NO_ANSWER, .says = "0 documents exported, 1 without an answer, 7 not sent", .pause = 3600 },
  { "lost-day", SAGE, SAGE_LOST, NO_ANSWER, .says = "0 documents exported, 1 without an answer, 7 not sent", .pause = DAY },
  { "lost-bills", SAGE, "cut-after,method=POST,path=purchase_invoices;refuse,method=GET,after=3", NO_ANSWER, .says = "4 documents exported, 1 without an answer, 3 not sent",
    .which = PACKAGE_BILL, .pause = 3600 },
  { "lost-payments", SAGE, "cut-after,method=POST,path=contact_payments;refuse,method=GET,after=3", NO_ANSWER, .says = "6 documents exported, 1 without an answer, 1 not sent",
    .which = PACKAGE_RECEIPT, .pause = 3600 },

  /* Limits. */
  { "minute", XERO, "429-minute,method=PUT,path=/Invoices,count=1", .waits = "Xero is busy. Trying again in 47 s.", ALL_SENT },
  { "minute", SAGE, "429-minute,method=POST,path=sales_invoices,count=1", .waits = "Sage is busy. Trying again in 47 s.", ALL_SENT },
  { "at-once", XERO, "429-concurrent,method=PUT,path=/Invoices,count=2", .waits = "Xero is busy. Trying again in 1 s.", ALL_SENT },
  { "not-said", SAGE, "429,method=POST,path=sales_invoices,count=2", .waits = "Sage is busy. Trying again in 1 s.", ALL_SENT },
  { "day", XERO, "429-day,method=PUT,path=/Invoices", .stop = TIE_ERROR_DAY_LIMIT, .why = "Xero takes no more requests until *.",
    .says = "0 documents exported, 8 not sent", .pause = DAY },
  { "day", SAGE, "429-day,method=POST,path=sales_invoices", .stop = TIE_ERROR_THROTTLED, .why = "Sage is busy. Try again in a minute.",
    .says = "0 documents exported, 8 not sent", .waits = "Sage is busy. Trying again in 1 s.",
    .code = TIE_SYNC_BUSY, .sentence = "Sage is busy.", .step = TIE_SYNC_ACTION_TRY_NOW, .pause = DAY },

  /* Sign-in and rights. */
  { "expired", XERO, "expired,method=PUT,path=/Payments,count=1", ALL_SENT },
  { "expired", SAGE, "expired,method=POST,path=contact_payments,count=1", ALL_SENT },
  { "revoked", XERO, "revoked,method=PUT,path=/Payments,count=1", .stop = TIE_ERROR_SIGN_IN_EXPIRED, .why = "Xero sign-in has expired.",
    .says = "6 documents exported, 2 not sent", .which = PACKAGE_RECEIPT, .code = TIE_SYNC_SIGN_IN, .sentence = "Xero sign-in has expired.",
    .step = TIE_SYNC_ACTION_RECONNECT, .mend = reconnect, .pause = -1 },
  { "revoked", SAGE, "revoked,method=POST,path=contact_payments,count=1", .stop = TIE_ERROR_SIGN_IN_EXPIRED, .why = "Sage sign-in has expired.",
    .says = "6 documents exported, 2 not sent", .which = PACKAGE_RECEIPT, .code = TIE_SYNC_SIGN_IN, .sentence = "Sage sign-in has expired.",
    .step = TIE_SYNC_ACTION_RECONNECT, .mend = reconnect, .pause = -1 },
  { "taken-away", XERO, "disconnected,method=PUT,path=/Payments,count=1", .stop = TIE_ERROR_SHUT_OUT, .why = SHUT_OUT,
    .says = "6 documents exported, 2 not sent", .which = PACKAGE_RECEIPT, .code = TIE_SYNC_SIGN_IN, .sentence = "Xero sign-in has expired.",
    .step = TIE_SYNC_ACTION_RECONNECT, .mend = reconnect, .pause = -1 },
  { "taken-away", SAGE, "disconnected,method=POST,path=contact_payments,count=1", .ends = TRUE, .stop = TIE_ERROR_SHUT_OUT, .why = SHUT_OUT,
    .says = "6 documents exported, 2 not sent", .which = PACKAGE_RECEIPT, .code = TIE_SYNC_SIGN_IN, .sentence = "Sage sign-in has expired.",
    .step = TIE_SYNC_ACTION_RECONNECT, .pause = -1 },
  { "wrong-place", XERO, .spoil = lose_place, .stop = TIE_ERROR_OTHER_COMPANY, .why = "Another company than Sandbox Organisation was signed in to. Connect again and choose Sandbox Organisation.",
    .says = "0 documents exported, 8 not sent", .mend = find_place, .pause = -1 },
  { "wrong-place", SAGE, .spoil = lose_place, .stop = TIE_ERROR_OTHER_COMPANY, .why = "Another company than Sandbox Business was signed in to. Connect again and choose Sandbox Business.",
    .says = "0 documents exported, 8 not sent", .mend = find_place, .pause = -1 },
  { "rights", SAGE, "403,method=POST,path=contact_payments", .stop = TIE_ERROR_NOT_ALLOWED, .why = NOT_OPEN, .says = "6 documents exported, 2 not sent", .pause = -1 },

  /* Answers that look otherwise, all through. */
  { "numbers-as-text", XERO, "odd-numbers", .stays = TRUE, ALL_SENT },
  { "numbers-as-text", SAGE, "odd-numbers", .stays = TRUE, ALL_SENT },
  { "unknown-members", XERO, "odd-members", .stays = TRUE, ALL_SENT },
  { "unknown-members", SAGE, "odd-members", .stays = TRUE, ALL_SENT },
};

static TieSyncGroup
get_group (guint which)
{
  if (which < PACKAGE_CREDIT)
    return TIE_SYNC_INVOICES;
  if (which == PACKAGE_CREDIT)
    return TIE_SYNC_CREDITS;
  return which < PACKAGE_RECEIPT ? TIE_SYNC_SUPPLIER : TIE_SYNC_PAYMENTS;
}

static void
assert_matches (const char *text,
                const char *pattern)
{
  if (!g_pattern_match_simple (pattern, text))
    g_error ("“%s” is not “%s”", text, pattern);
}

static void
assert_record (RunFixture *fixture,
               const Row *row,
               const char *id)
{
  g_autoptr (GPtrArray) findings = run_check (fixture, get_group (row->which), id);
  TieSyncAction steps[TIE_SYNC_MAX_ACTIONS];
  const TieSyncFinding *first = findings->len > 0 ? findings->pdata[0] : NULL;

  g_assert_cmpstr (first != NULL ? tie_sync_code_get_name (first->code) : "", ==, row->code != 0 ? tie_sync_code_get_name (row->code) : "");
  if (first == NULL)
    return;
  assert_matches (first->sentence, row->sentence);
  tie_sync_finding_get_actions (first, steps);
  g_assert_cmpstr (tie_sync_action_get_name (steps[0]), ==, tie_sync_action_get_name (row->step));
}

static void
assert_first_run (RunFixture *fixture,
                  const Row *row,
                  GPtrArray *ids)
{
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_auto (Watch) watch = { .fixture = fixture };
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  export_watched (run, ids, &watch, &error);
  words = tie_sync_run_describe (run);
  g_assert_cmpstr (words, ==, row->says);
  if (row->stop == 0)
    g_assert_no_error (error);
  else
    {
      g_autofree char *why = error != NULL ? tie_error_get_sentence_for (error, tie_company_get_package (fixture->sync.company)->short_name) : NULL;

      g_assert_error (error, TIE_ERROR, row->stop);
      assert_matches (why, row->why);
    }
  g_assert_cmpstr (watch.sentence, ==, row->waits);
  assert_record (fixture, row, ids->pdata[row->which]);
}

static void
set_up_row (RunFixture *fixture,
            gconstpointer data)
{
  package_fixture_set_up (fixture, ((const Row *) data)->where);
}

/* Whatever happened: each request said which company it is for, and no key stood for two of them. */
static void
tear_down (RunFixture *fixture,
           gconstpointer data)
{
  package_assert_journal (fixture, NOBODY);
  run_fixture_tear_down (fixture, data);
}

static void
test_row (RunFixture *fixture,
          gconstpointer data)
{
  const Row *row = data;
  g_auto (PackageBooks) books = { 0 };

  package_books_add_round (fixture, &books);
  if (row->spoil != NULL)
    row->spoil (fixture);
  sync_set_fault (&fixture->sync, row->fault);
  assert_first_run (fixture, row, books.ids);
  if (row->ends)
    return;
  if (!row->stays)
    sync_set_fault (&fixture->sync, NULL);
  if (row->mend != NULL)
    row->mend (fixture);
  if (row->pause >= 0)
    pass (fixture, row->pause);
  export_patiently (fixture, books.ids);
  package_books_assert (fixture, &books);
}

/* ---- each request in its turn ---- */

static void
test_each_request (RunFixture *fixture,
                   gconstpointer data)
{
  static const char *const kinds[] = { "cut-before", "truncated", "malformed", "500", "500-after", "502", "503", "504", "html", "text", "fault200", "401", "expired", "429", "refuse" };
  g_auto (PackageBooks) books = { 0 };
  guint before = 0;
  guint n_requests = 0;

  package_books_add_round (fixture, &books);
  export_patiently (fixture, books.ids);
  package_books_add_round_and_change (fixture, &books);
  before = run_count_requests (fixture, "");
  export_patiently (fixture, books.ids);
  n_requests = run_count_requests (fixture, "") - before;
  g_assert_cmpuint (n_requests, >, 8);
  for (guint i = 0; i < n_requests; i++)
    {
      g_autofree char *spec = g_strdup_printf ("%s,after=%u,count=1", kinds[i % G_N_ELEMENTS (kinds)], i);
      g_autofree char *lost = g_strdup_printf ("cut-after,after=%u,count=1", i);
      const char *const specs[] = { spec, lost };

      for (guint k = 0; k < G_N_ELEMENTS (specs); k++)
        {
          g_test_message ("%s", specs[k]);
          package_books_add_round_and_change (fixture, &books);
          sync_set_fault (&fixture->sync, specs[k]);
          export_patiently (fixture, books.ids);
          sync_set_fault (&fixture->sync, NULL);
          package_books_assert_there (fixture, &books);
        }
    }
  package_books_assert (fixture, &books);
}

/* ---- clocks and limits as they are ---- */

static void
let_expire_cb (TieSyncRun *run,
               const char *id,
               guint state,
               RunFixture *fixture)
{
  if (state == TIE_SYNC_RUN_SENDING)
    tie_sandbox_advance_clock (fixture->sync.sandbox, is_xero (fixture) ? 1801 : 301);
}

/* The tokens die again and again in the middle of a run: nobody notices. */
static void
test_short_tokens (RunFixture *fixture,
                   gconstpointer data)
{
  g_auto (PackageBooks) books = { 0 };
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_auto (Watch) watch = { .fixture = fixture };
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  package_books_add_round (fixture, &books);
  g_signal_connect (run, "row", G_CALLBACK (let_expire_cb), fixture);
  export_watched (run, books.ids, &watch, &error);
  g_assert_no_error (error);
  words = tie_sync_run_describe (run);
  g_assert_cmpstr (words, ==, "8 documents exported");
  g_assert_null (watch.sentence);
  g_assert_cmpuint (package_count_answers (fixture, 401), >, 3);
  package_books_assert (fixture, &books);
}

static void
set_up_limited (RunFixture *fixture,
                gconstpointer data)
{
  const PackageCase *c = data;
  const TieSandboxOptions options = { .package = c->package, .company = c->company, .seed = 1, .per_minute = 0, .per_day = 250 };

  sync_fixture_set_up_options (&fixture->sync, &options);
  package_fixture_fill (fixture);
  tie_sandbox_advance_clock (fixture->sync.sandbox, 61);
}

/* More requests than a minute takes, one by one: the run waits as long as it is told; then more than a day takes: it ends. */
static void
test_limits (RunFixture *fixture,
             gconstpointer data)
{
  g_auto (PackageBooks) books = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean has_waited = FALSE;

  for (guint i = 0; i < 40 && error == NULL; i++)
    {
      g_autoptr (TieSyncRun) run = run_new (fixture);
      g_auto (Watch) watch = { .fixture = fixture, .moves_clock = TRUE };

      package_books_add_round (fixture, &books);
      tie_sync_run_set_batch (run, 1);
      if (export_watched (run, books.ids, &watch, &error))
        g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, PACKAGE_N_ROUND);
      has_waited |= watch.sentence != NULL;
    }
  g_assert_true (has_waited);
  g_assert_error (error, TIE_ERROR, (is_xero (fixture) ? TIE_ERROR_DAY_LIMIT : TIE_ERROR_THROTTLED));
  g_assert_cmpuint (package_count_answers (fixture, 429), >, 1);
  pass (fixture, DAY);
  export_patiently (fixture, books.ids);
  package_books_assert (fixture, &books);
}

/* What goes one by one goes several at a time, but never more than Xero takes. */
static void
test_at_once (RunFixture *fixture,
              gconstpointer data)
{
  g_auto (PackageBooks) books = { 0 };
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 7; i++)
    {
      package_books_add_round (fixture, &books);
      for (guint j = 0; j < books.ids->len; j++)
        g_ptr_array_add (all, g_strdup (books.ids->pdata[j]));
    }
  sync_set_fault (&fixture->sync, "slow,delay=40");
  run_export_all (fixture, run, all, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, all->len);
  sync_set_fault (&fixture->sync, NULL);
  g_assert_cmpuint (package_count_answers (fixture, 429), ==, 0);
  package_books_assert (fixture, &books);
}

/* ---- a company without tax ---- */

static const PackageCase untaxed[] = { { "xero", "empty" }, { "sage", "unregistered" } };

static void
set_up_untaxed (RunFixture *fixture,
                gconstpointer data)
{
  const PackageCase *c = data;

  sync_fixture_set_up_package (&fixture->sync, c->package, c->company);
  if (is_xero (fixture))
    run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Organisation\",\"id\":\"%s\",\"members\":{\"PaysTax\":false,\"CountryCode\":\"GG\"}}", tie_sandbox_get_realm (fixture->sync.sandbox));
  package_fixture_fill (fixture);
}

static void
assert_kept_back (RunFixture *fixture,
                  PackageBooks *books,
                  const char *invoice)
{
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GPtrArray) findings = run_check (fixture, TIE_SYNC_INVOICES, invoice);
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = g_strdup_printf ("Line 1: PREP bears 20 %% tax, and the company in %s charges none.", tie_company_get_package (fixture->sync.company)->short_name);
  TieSyncAction steps[TIE_SYNC_MAX_ACTIONS];
  const TieSyncFinding *first = NULL;

  g_assert_cmpuint (findings->len, >, 0);
  first = findings->pdata[0];
  g_assert_cmpint (first->code, ==, TIE_SYNC_NO_TAX);
  g_assert_cmpstr (first->sentence, ==, expected);
  tie_sync_finding_get_actions (first, steps);
  g_assert_cmpint (steps[0], ==, TIE_SYNC_ACTION_CHOOSE_TAX);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_failed (run), ==, 1);
  package_books_assert_there (fixture, books);
}

/* What bears no tax goes as it is; what suppliers taxed is a cost; what would tax customers is kept back, also where the code
 * has a partner from before. */
static void
test_untaxed (RunFixture *fixture,
              gconstpointer data)
{
  g_auto (PackageBooks) books = { 0 };
  g_autofree char *invoice = NULL;
  g_autoptr (GPtrArray) bill = g_ptr_array_new_with_free_func (g_free);

  package_books_add_round (fixture, &books);
  run_export_whole (fixture, books.ids, PACKAGE_N_ROUND);
  package_books_assert (fixture, &books);

  package_add_tax (fixture);
  invoice = package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 5000);
  assert_kept_back (fixture, &books, invoice);
  package_link_tax (fixture);
  assert_kept_back (fixture, &books, invoice);
  g_ptr_array_add (bill, package_books_add (fixture, &books, PACKAGE_BILLS, package_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 5000)));
  run_export_whole (fixture, bill, 1);
  package_books_assert (fixture, &books);
}

int
main (int argc,
      char **argv)
{
  /* One program for each package, so that neither takes long. */
  const PackageCase *where = g_str_has_suffix (argv[0], "sage") ? SAGE : XERO;
  const PackageCase *without_tax = &untaxed[where == SAGE ? 1 : 0];

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  tie_http_set_haste (1000); /* a minute's limit is soon reached by single calls */
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/package-faults/%s", rows[i].name);

      if (rows[i].where == where)
        g_test_add (path, RunFixture, &rows[i], set_up_row, test_row, tear_down);
    }
  g_test_add ("/package-faults/each-request", RunFixture, where, package_fixture_set_up, test_each_request, tear_down);
  g_test_add ("/package-faults/short-tokens", RunFixture, where, package_fixture_set_up, test_short_tokens, tear_down);
  g_test_add ("/package-faults/limits", RunFixture, where, set_up_limited, test_limits, tear_down);
  g_test_add ("/package-faults/untaxed", RunFixture, without_tax, set_up_untaxed, test_untaxed, tear_down);
  if (where == XERO)
    g_test_add ("/package-faults/at-once-truly", RunFixture, where, package_fixture_set_up, test_at_once, tear_down);
  return g_test_run ();
}
