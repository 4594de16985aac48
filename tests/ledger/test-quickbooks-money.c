/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-quickbooks-money"
#include "config.h"

#include <string.h>

#include "../net/net-fixture.h"
#include "base/tie-random.h"
#include "body-check.h"
#include "ledger/quickbooks/tie-quickbooks.h"
#include "sandbox/tie-sandbox.h"

/* Documents and payments against look-alike companies of several countries, which refuse what is merely tolerated; at the
 * end of each journey every body that was sent is held against the table. */

typedef struct
{
  TieSandbox *sandbox;
  TieSignIn *sign_in;
  TieLedger *ledger;
  guint n; /* request ids given */
} Fixture;

static void
probe (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tie_ledger_probe_async (fixture->ledger, NULL, net_wait_cb, &result);
  g_assert_true (tie_ledger_probe_finish (fixture->ledger, net_wait (&result), &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  TieSandboxOptions options = { .company = data, .rows = 5, .seed = 1, .strict = TRUE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *company = NULL;
  g_autofree char *id = tie_random_uuid ();
  TieSignInAddresses *addresses = NULL;

  fixture->sandbox = tie_sandbox_new (&options);
  g_assert_true (tie_sandbox_start (fixture->sandbox, &error));
  g_assert_no_error (error);
  addresses = tie_quickbooks_dup_addresses ("local", tie_sandbox_get_base_uri (fixture->sandbox));
  fixture->sign_in = tie_sign_in_new (id, NULL, addresses);
  tie_sign_in_addresses_free (addresses);
  tie_sign_in_set_keys (fixture->sign_in, tie_sandbox_get_client_id (fixture->sandbox), tie_sandbox_get_client_secret (fixture->sandbox));
  tie_sign_in_consent_silently_async (fixture->sign_in, NULL, net_wait_cb, &result);
  company = tie_sign_in_consent_silently_finish (fixture->sign_in, net_wait (&result), &error);
  g_assert_no_error (error);
  fixture->ledger = tie_quickbooks_new (tie_sandbox_get_base_uri (fixture->sandbox), company, fixture->sign_in);
  probe (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *journal = tie_sandbox_dup_journal (fixture->sandbox);
  g_autoptr (GError) error = NULL;
  int n = body_check_journal (journal, &error);

  g_assert_no_error (error);
  g_assert_cmpint (n, >, 0);
  g_assert_finalize_object (fixture->ledger);
  g_assert_finalize_object (fixture->sign_in);
  tie_sandbox_stop (fixture->sandbox);
  g_assert_finalize_object (fixture->sandbox);
}

static void
edit (Fixture *fixture,
      const char *json)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tie_sandbox_edit (fixture->sandbox, json, &error));
  g_assert_no_error (error);
}

/* As the outbox does: 36 characters of a batch, then the item's own. */
static TieLedgerResult *
push (Fixture *fixture,
      TieKind kind,
      const char *verb,
      GBytes *body)
{
  g_autofree char *batch = tie_random_uuid ();
  g_autofree char *request_id = g_strdup_printf ("%s%u", batch, ++fixture->n);
  TieLedgerOperation operation = { kind, verb, request_id, body };
  g_autoptr (GPtrArray) operations = g_ptr_array_new ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (body);
  g_ptr_array_add (operations, &operation);
  tie_ledger_push_async (fixture->ledger, operations, NULL, net_wait_cb, &result);
  results = tie_ledger_push_finish (fixture->ledger, net_wait (&result), &error);
  g_assert_no_error (error);
  return g_ptr_array_steal_index (results, 0);
}

static TieRemote *
expect_done (TieLedgerResult *result)
{
  TieRemote *remote = NULL;

  g_assert_no_error (result->fault);
  g_assert_true (result->is_known);
  remote = g_steal_pointer (&result->remote);
  tie_ledger_result_free (result);
  return remote;
}

static GPtrArray *
find (Fixture *fixture,
      TieKind kind,
      const TieLedgerKey *key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *found = NULL;

  tie_ledger_find_async (fixture->ledger, kind, key, NULL, net_wait_cb, &result);
  found = tie_ledger_find_finish (fixture->ledger, net_wait (&result), &error);
  g_assert_no_error (error);
  return found;
}

static TieLedgerDocument *
make_document (TieKind kind,
               const char *party,
               const char *number)
{
  TieLedgerDocument *document = tie_ledger_document_new (kind);

  document->number = g_strdup (number);
  document->date = g_strdup ("2026-02-03");
  document->party_id = g_strdup (party);
  document->mark = g_strdup_printf ("Tieout:%s", number);
  return document;
}

static TieLedgerLine *
add_line (TieLedgerDocument *document,
          const char *item,
          gint64 amount,
          const char *tax_code)
{
  TieLedgerLine *line = tie_ledger_document_add_line (document, TIE_LEDGER_LINE_ITEM);

  line->item_id = g_strdup (item);
  line->text = g_strdup ("Work “done” & dusted ✿");
  line->amount = amount;
  line->tax_code_id = g_strdup (tax_code);
  document->total += amount;
  return line;
}

static GBytes *
make_body (Fixture *fixture,
           const char *verb,
           const TieLedgerDocument *document,
           const TieRemote *remote)
{
  g_autoptr (GError) error = NULL;
  GBytes *body = tie_ledger_make_document_body (fixture->ledger, verb, document, remote, &error);

  g_assert_no_error (error);
  return body;
}

static TieRemote *
create (Fixture *fixture,
        const TieLedgerDocument *document)
{
  g_autoptr (GBytes) body = make_body (fixture, "create", document, NULL);

  return expect_done (push (fixture, document->kind, "create", body));
}

static TieRemote *
create_invoice (Fixture *fixture,
                const char *number,
                gint64 amount)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE, "1", number);

  add_line (document, "1", amount, NULL);
  return create (fixture, document);
}

static GBytes *
make_payment (Fixture *fixture,
              const char *verb,
              TieLedgerPayment *payment,
              const TieRemote *remote)
{
  g_autoptr (GError) error = NULL;
  GBytes *body = tie_ledger_make_payment_body (fixture->ledger, verb, payment, remote, &error);

  g_assert_no_error (error);
  return body;
}

static TieLedgerPayment *
make_receipt (const char *party,
              gint64 amount,
              const char *invoice,
              gint64 applied)
{
  TieLedgerPayment *payment = tie_ledger_payment_new (TIE_KIND_RECEIPT);

  payment->date = g_strdup ("2026-02-10");
  payment->party_id = g_strdup (party);
  payment->amount = amount;
  payment->mark = g_strdup ("Tieout:p1");
  if (invoice != NULL)
    tie_ledger_payment_apply (payment, TIE_KIND_SALES_INVOICE, invoice, applied);
  return payment;
}

static TieLedgerResult *
remove_one (Fixture *fixture,
            const char *verb,
            const TieRemote *remote)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = tie_ledger_make_removal_body (fixture->ledger, remote->kind, verb, remote, &error);

  g_assert_no_error (error);
  return push (fixture, remote->kind, verb, body);
}

/* An invoice is made, changed, paid, its payment voided, itself voided. */
static void
test_invoice (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE, "1", "INV-1042");
  g_autoptr (TieLedgerPayment) payment = NULL;
  g_autoptr (TieRemote) made = NULL;
  g_autoptr (TieRemote) changed = NULL;
  g_autoptr (TieRemote) paid = NULL;
  g_autoptr (TieRemote) voided_payment = NULL;
  g_autoptr (TieRemote) voided = NULL;
  g_autoptr (GPtrArray) fresh = NULL;
  g_autoptr (GPtrArray) now = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) payment_body = NULL;

  document->due = g_strdup ("2026-03-05");
  document->term_id = g_strdup ("3");
  document->memo = g_strdup ("Thank you");
  document->email = g_strdup ("client@example.org");
  add_line (document, "14", 10010, "3");
  add_line (document, "1", 5000, NULL)->quantity = 10000;
  document->tax = 976;
  document->total += 976;
  made = create (fixture, document);
  g_assert_cmpint (made->money->total, ==, 15986);
  g_assert_cmpint (made->money->tax, ==, 976);
  g_assert_cmpstr (made->money->number, ==, "INV-1042");
  g_assert_cmpstr (made->money->due, ==, "2026-03-05");

  /* Changed from its present state, the lines keep their ids. */
  fresh = find (fixture, TIE_KIND_SALES_INVOICE, &(TieLedgerKey){ .id = made->id });
  g_assert_cmpuint (fresh->len, ==, 1);
  add_line (document, "1", 100, NULL);
  body = make_body (fixture, "update", document, g_ptr_array_index (fresh, 0));
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body), "\"Id\":\"2\",\"LineNum\":2"));
  changed = expect_done (push (fixture, TIE_KIND_SALES_INVOICE, "update", body));
  g_assert_cmpint (changed->money->total, ==, 16086);

  payment = make_receipt ("1", 20000, made->id, 16086);
  payment_body = make_payment (fixture, "create", payment, NULL);
  paid = expect_done (push (fixture, TIE_KIND_RECEIPT, "create", payment_body));
  g_assert_cmpint (paid->money->balance, ==, 3914);
  g_assert_cmpuint (paid->money->applied->len, ==, 1);
  voided_payment = expect_done (remove_one (fixture, "void", paid));
  g_assert_true (voided_payment->money->is_void);

  now = find (fixture, TIE_KIND_SALES_INVOICE, &(TieLedgerKey){ .id = made->id });
  g_assert_cmpint (((TieRemote *) g_ptr_array_index (now, 0))->money->balance, ==, 16086);
  voided = expect_done (remove_one (fixture, "void", g_ptr_array_index (now, 0)));
  g_assert_true (voided->money->is_void);
  g_assert_cmpint (voided->money->total, ==, 0);
}

/* By number, by the mark, by party and day; a quote in a number ends no query. */
static void
test_find (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (TieRemote) one = create_invoice (fixture, "O'N-1", 100);
  g_autoptr (TieRemote) two = create_invoice (fixture, "o'n-2", 200);
  g_autoptr (TieLedgerDocument) credit = make_document (TIE_KIND_SALES_CREDIT, "1", "O'N-3");
  g_autoptr (TieRemote) three = NULL;
  static const struct
  {
    TieKind kind;
    TieLedgerKey key;
    guint n;
  } cases[] = {
    { TIE_KIND_SALES_INVOICE, { .number = "O'N-1" }, 1 },
    { TIE_KIND_SALES_INVOICE, { .number = "O'N-2" }, 0 }, /* written otherwise */
    { TIE_KIND_SALES_INVOICE, { .number = "O'N-3" }, 1 }, /* a credit memo has it */
    { TIE_KIND_SALES_INVOICE, { .number = "O'N-1", .party_id = "2" }, 0 },
    { TIE_KIND_SALES_INVOICE, { .number = "O'N-1", .mark = "Tieout:O'N-1" }, 1 },
    { TIE_KIND_SALES_INVOICE, { .number = "O'N-1", .mark = "Tieout:else" }, 0 },
    { TIE_KIND_SALES_INVOICE, { .party_id = "1", .date = "2026-02-03" }, 2 },
    { TIE_KIND_SALES_INVOICE, { .party_id = "1", .date = "2026-02-04" }, 0 },
    { TIE_KIND_SALES_INVOICE, { .party_id = "1", .mark = "Tieout:o'n-2" }, 1 },
    { TIE_KIND_SALES_INVOICE, { .id = "999" }, 0 },
    { TIE_KIND_ITEM, { .name = "Bookkeeping" }, 1 },
    { TIE_KIND_SUPPLIER_INVOICE, { .number = "O'N-1" }, 0 },
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;

  add_line (credit, "1", 300, NULL);
  three = create (fixture, credit);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) found = find (fixture, cases[i].kind, &cases[i].key);

      g_test_message ("case %u", i);
      g_assert_cmpuint (found->len, ==, cases[i].n);
    }

  /* A payment is not asked for by number. */
  tie_ledger_find_async (fixture->ledger, TIE_KIND_RECEIPT, &(TieLedgerKey){ .number = "1" }, NULL, net_wait_cb, &result);
  none = tie_ledger_find_finish (fixture->ledger, net_wait (&result), &error);
  g_assert_null (none);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
}

/* What QuickBooks has against a document, each in our own words. */
static void
test_faults (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (TieRemote) made = create_invoice (fixture, "1001", 10000);
  g_autoptr (TieLedgerDocument) twin = make_document (TIE_KIND_SALES_INVOICE, "1", "1001");
  g_autoptr (TieLedgerDocument) lost = make_document (TIE_KIND_SALES_INVOICE, "1", "1002");
  g_autoptr (TieLedgerDocument) nobody = make_document (TIE_KIND_SALES_INVOICE, "999", "1003");
  g_autoptr (TieLedgerDocument) late = make_document (TIE_KIND_SALES_INVOICE, "1", "1005");
  g_autoptr (TieLedgerPayment) others = make_receipt ("2", 5000, made->id, 5000);
  g_autoptr (TieLedgerPayment) payment = make_receipt ("1", 5000, made->id, 5000);
  g_autoptr (GBytes) twin_body = NULL;
  g_autoptr (GBytes) lost_body = NULL;
  g_autoptr (GBytes) nobody_body = NULL;
  g_autoptr (GBytes) late_body = NULL;
  g_autoptr (GBytes) others_body = NULL;
  g_autoptr (GBytes) payment_body = NULL;
  g_autoptr (TieLedgerResult) result = NULL;
  g_autoptr (TieRemote) paid = NULL;
  g_autofree char *deposit = NULL;
  g_autoptr (GPtrArray) fresh = NULL;
  g_autoptr (TieLedgerResult) stale = NULL;
  g_autoptr (TieLedgerResult) frozen = NULL;
  g_autoptr (TieLedgerResult) closed = NULL;
  g_autoptr (TieLedgerResult) gone = NULL;
  g_autoptr (TieLedgerResult) missing = NULL;
  g_autoptr (TieLedgerResult) no_party = NULL;
  g_autoptr (TieLedgerResult) not_linked = NULL;
  g_autoptr (TieRemote) deleted = NULL;

  add_line (twin, "1", 100, NULL);
  twin_body = make_body (fixture, "create", twin, NULL);
  result = push (fixture, TIE_KIND_SALES_INVOICE, "create", twin_body);
  g_assert_error (result->fault, TIE_ERROR, TIE_ERROR_DUPLICATE);
  g_assert_cmpstr (result->field, ==, "DocNumber");
  g_assert_cmpstr (result->duplicate_id, ==, made->id);

  add_line (lost, "999", 100, NULL);
  lost_body = make_body (fixture, "create", lost, NULL);
  missing = push (fixture, TIE_KIND_SALES_INVOICE, "create", lost_body);
  g_assert_error (missing->fault, TIE_ERROR, TIE_ERROR_MAPPING);
  g_assert_cmpint (missing->missing, ==, TIE_KIND_ITEM);
  add_line (nobody, "1", 100, NULL);
  nobody_body = make_body (fixture, "create", nobody, NULL);
  no_party = push (fixture, TIE_KIND_SALES_INVOICE, "create", nobody_body);
  g_assert_error (no_party->fault, TIE_ERROR, TIE_ERROR_MAPPING);
  g_assert_cmpint (no_party->missing, ==, TIE_KIND_CUSTOMER);

  others_body = make_payment (fixture, "create", others, NULL);
  not_linked = push (fixture, TIE_KIND_RECEIPT, "create", others_body);
  g_assert_error (not_linked->fault, TIE_ERROR, TIE_ERROR_DATA);

  payment_body = make_payment (fixture, "create", payment, NULL);
  paid = expect_done (push (fixture, TIE_KIND_RECEIPT, "create", payment_body));
  stale = remove_one (fixture, "void", made); /* the payment changed it */
  g_assert_error (stale->fault, TIE_ERROR, TIE_ERROR_STALE);
  deposit = g_strdup_printf ("{\"action\":\"deposit\",\"entity\":\"Payment\",\"id\":\"%s\"}", paid->id);
  edit (fixture, deposit);
  fresh = find (fixture, TIE_KIND_RECEIPT, &(TieLedgerKey){ .id = paid->id });
  frozen = remove_one (fixture, "void", g_ptr_array_index (fresh, 0));
  g_assert_error (frozen->fault, TIE_ERROR, TIE_ERROR_FROZEN);

  deleted = create_invoice (fixture, "1004", 100);
  tie_remote_free (expect_done (remove_one (fixture, "delete", deleted)));
  gone = remove_one (fixture, "delete", deleted);
  g_assert_error (gone->fault, TIE_ERROR, TIE_ERROR_GONE);

  edit (fixture, "{\"action\":\"set\",\"entity\":\"Preferences\",\"members\":{\"AccountingInfoPrefs\":{\"BookCloseDate\":\"2026-06-30\"}}}");
  add_line (late, "1", 100, NULL);
  late_body = make_body (fixture, "create", late, NULL);
  closed = push (fixture, TIE_KIND_SALES_INVOICE, "create", late_body);
  g_assert_error (closed->fault, TIE_ERROR, TIE_ERROR_CLOSED_PERIOD);
  probe (fixture);
  g_assert_cmpstr (tie_ledger_get_capabilities (fixture->ledger)->closed_until, ==, "2026-06-30");
}

typedef struct
{
  const char *fault;
  TieError code;
  gboolean is_known;
} SwitchCase;

static const SwitchCase switch_cases[] = {
  { "code-6190,count=1,path=batch", TIE_ERROR_SUBSCRIPTION, TRUE },
  { "code-10200,count=1,path=batch", TIE_ERROR_RESET, TRUE },
  { "code-120,count=1,path=batch", TIE_ERROR_RIGHTS, TRUE },
  { "code-5030,count=1,path=batch", TIE_ERROR_PLAN, TRUE },
  { "403,count=1,path=batch", TIE_ERROR_RIGHTS, TRUE },
  { "fault200,count=1,path=batch", TIE_ERROR_SERVER, FALSE },
  { "html,count=1,path=batch", TIE_ERROR_SERVER, FALSE },
  { "cut-before,count=1,path=batch", TIE_ERROR_NETWORK, FALSE },
  { "cut-after,count=1,path=batch", TIE_ERROR_NETWORK, FALSE },
  { "taken,count=1,path=batch", TIE_ERROR_DUPLICATE, TRUE },
  { "closed,count=1,path=batch", TIE_ERROR_CLOSED_PERIOD, TRUE },
};

static void
test_switches (Fixture *fixture,
               gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (switch_cases); i++)
    {
      g_autofree char *number = g_strdup_printf ("20%02u", i);
      g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE, "1", number);
      g_autoptr (GBytes) body = NULL;
      g_autoptr (TieLedgerResult) result = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", switch_cases[i].fault);
      add_line (document, "1", 100, NULL);
      body = make_body (fixture, "create", document, NULL);
      g_assert_true (tie_sandbox_set_fault (fixture->sandbox, switch_cases[i].fault, &error));
      result = push (fixture, TIE_KIND_SALES_INVOICE, "create", body);
      g_assert_error (result->fault, TIE_ERROR, (int) switch_cases[i].code);
      g_assert_cmpint (result->is_known, ==, switch_cases[i].is_known);
    }
}

/* A credit settles an invoice; deleted, the invoice is open again. */
static void
test_credit (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (TieRemote) invoice = create_invoice (fixture, "1001", 10000);
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_CREDIT, "1", "CN-1");
  g_autoptr (TieLedgerPayment) payment = make_receipt ("1", 0, invoice->id, 2500);
  g_autoptr (TieRemote) credit = NULL;
  g_autoptr (TieRemote) link = NULL;
  g_autoptr (TieRemote) deleted = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) fresh = NULL;
  g_autoptr (GBytes) body = NULL;

  add_line (document, "1", 2500, NULL);
  credit = create (fixture, document);
  g_assert_cmpint (credit->money->balance, ==, 2500);
  tie_ledger_payment_apply (payment, TIE_KIND_SALES_CREDIT, credit->id, 2500);
  body = make_payment (fixture, "create", payment, NULL);
  link = expect_done (push (fixture, TIE_KIND_RECEIPT, "create", body));
  g_assert_cmpint (link->money->total, ==, 0);
  g_assert_false (link->money->is_void);
  g_assert_cmpuint (link->money->applied->len, ==, 2);
  open = find (fixture, TIE_KIND_SALES_INVOICE, &(TieLedgerKey){ .id = invoice->id });
  g_assert_cmpint (((TieRemote *) g_ptr_array_index (open, 0))->money->balance, ==, 7500);

  fresh = find (fixture, TIE_KIND_SALES_CREDIT, &(TieLedgerKey){ .id = credit->id });
  deleted = expect_done (remove_one (fixture, "delete", g_ptr_array_index (fresh, 0)));
  g_assert_true (deleted->is_deleted);
  g_assert_false (tie_ledger_has_verb (fixture->ledger, TIE_KIND_SALES_CREDIT, "void"));
}

/* Where the company settles credits by itself, what comes of it has a total of nothing and is not void. */
static void
test_auto_apply (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_CREDIT, "1", "CN-1");
  g_autoptr (TieRemote) invoice = NULL;
  g_autoptr (TieRemote) credit = NULL;
  g_autoptr (GPtrArray) links = NULL;
  const TieRemote *link = NULL;

  edit (fixture, "{\"action\":\"set\",\"entity\":\"Preferences\",\"members\":{\"SalesFormsPrefs\":{\"AutoApplyCredit\":true}}}");
  probe (fixture);
  g_assert_true (tie_ledger_get_capabilities (fixture->ledger)->auto_applies);
  invoice = create_invoice (fixture, "1001", 10000);
  add_line (document, "1", 2500, NULL);
  credit = create (fixture, document);
  links = find (fixture, TIE_KIND_RECEIPT, &(TieLedgerKey){ .party_id = "1" });
  g_assert_cmpuint (links->len, ==, 1);
  link = g_ptr_array_index (links, 0);
  g_assert_cmpint (link->money->total, ==, 0);
  g_assert_false (link->money->is_void);
  g_assert_cmpuint (link->money->applied->len, ==, 2);
}

#define VENDOR "{\"DisplayName\":\"Astoria Office\"}"

static void
test_supplier (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SUPPLIER_INVOICE, "6", "A-7781");
  g_autoptr (TieLedgerDocument) back = make_document (TIE_KIND_SUPPLIER_CREDIT, "6", "A-9");
  g_autoptr (TieLedgerPayment) payment = tie_ledger_payment_new (TIE_KIND_SUPPLIER_PAYMENT);
  g_autoptr (TieRemote) bill = NULL;
  g_autoptr (TieRemote) credit = NULL;
  g_autoptr (TieRemote) paid = NULL;
  g_autoptr (TieRemote) voided = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) name = g_bytes_new_static (VENDOR, strlen (VENDOR));
  g_autoptr (TieRemote) vendor = expect_done (push (fixture, TIE_KIND_VENDOR, "create", name));
  TieLedgerLine *line = NULL;

  g_assert_cmpstr (vendor->id, ==, "6");
  line = add_line (document, NULL, 3840, NULL);
  line->account_id = g_strdup ("16");
  bill = create (fixture, document);
  g_assert_cmpint (bill->money->total, ==, 3840);
  add_line (back, NULL, 840, NULL)->account_id = g_strdup ("16");
  credit = create (fixture, back);

  payment->date = g_strdup ("2026-02-10");
  payment->party_id = g_strdup (vendor->id);
  payment->amount = 3000;
  payment->account_id = g_strdup ("1");
  payment->reference = g_strdup ("1188");
  tie_ledger_payment_apply (payment, TIE_KIND_SUPPLIER_INVOICE, bill->id, 3840);
  tie_ledger_payment_apply (payment, TIE_KIND_SUPPLIER_CREDIT, credit->id, 840);
  body = make_payment (fixture, "create", payment, NULL);
  paid = expect_done (push (fixture, TIE_KIND_SUPPLIER_PAYMENT, "create", body));
  g_assert_cmpint (paid->money->total, ==, 3000);
  g_assert_cmpint (paid->money->balance, ==, 0);
  g_assert_cmpstr (paid->money->account_id, ==, "1");
  open = find (fixture, TIE_KIND_SUPPLIER_INVOICE, &(TieLedgerKey){ .number = "A-7781" });
  g_assert_cmpint (((TieRemote *) g_ptr_array_index (open, 0))->money->balance, ==, 0);

  voided = expect_done (remove_one (fixture, "void", paid));
  g_assert_true (voided->money->is_void);
  again = find (fixture, TIE_KIND_SUPPLIER_INVOICE, &(TieLedgerKey){ .number = "A-7781" });
  g_assert_cmpint (((TieRemote *) g_ptr_array_index (again, 0))->money->balance, ==, 3840);
}

typedef struct
{
  const char *path;
  const char *company;
  const char *code_one;
  const char *code_two;
  gint64 tax;
} TaxCase;

/* 100.10 with the first code and 49.95 with the second. */
static const TaxCase tax_cases[] = {
  { "/quickbooks-money/tax/us", "empty", "3", "3", 1463 },
  { "/quickbooks-money/tax/uk", "uk", "1", "2", 2002 + 250 },
  { "/quickbooks-money/tax/au", "au", "1", "2", 1001 },
  { "/quickbooks-money/tax/ca", "ca", "4", "5", 501 + 998 },
};

static void
set_up_tax (Fixture *fixture,
            gconstpointer data)
{
  set_up (fixture, ((const TaxCase *) data)->company);
}

/* What the company comes to is what the rates come to. */
static void
test_tax (Fixture *fixture,
          gconstpointer data)
{
  const TaxCase *tax = data;
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE, "1", "T-1");
  g_autoptr (TieRemote) made = NULL;

  add_line (document, "1", 10010, tax->code_one);
  add_line (document, "1", 4995, tax->code_two);
  document->tax = tax->tax;
  document->total += tax->tax;
  made = create (fixture, document);
  g_assert_cmpint (made->money->tax, ==, tax->tax);
  g_assert_cmpint (made->money->total, ==, document->total);
}

/* Automated sales tax honours our sum, whatever it would have come to. */
static void
test_automated (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE, "1", "T-1");
  g_autoptr (TieRemote) made = NULL;

  add_line (document, "1", 10010, "TAX");
  document->tax = 700;
  document->total += 700;
  made = create (fixture, document);
  g_assert_cmpint (made->money->total, ==, 10710);
}

static void
test_currency (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE, "1", "C-1");
  g_autoptr (TieLedgerDocument) wrong = make_document (TIE_KIND_SALES_INVOICE, "1", "C-2");
  g_autoptr (TieRemote) made = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (TieLedgerResult) refused = NULL;

  document->currency = g_strdup ("EUR");
  add_line (document, "1", 10010, NULL);
  made = create (fixture, document);
  g_assert_cmpstr (made->money->currency, ==, "EUR");
  add_line (wrong, "1", 100, NULL);
  body = make_body (fixture, "create", wrong, NULL);
  refused = push (fixture, TIE_KIND_SALES_INVOICE, "create", body);
  g_assert_error (refused->fault, TIE_ERROR, TIE_ERROR_DATA);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    const char *company;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/quickbooks-money/invoice", "empty", test_invoice },
    { "/quickbooks-money/find", "empty", test_find },
    { "/quickbooks-money/faults", "empty", test_faults },
    { "/quickbooks-money/switches", "empty", test_switches },
    { "/quickbooks-money/credit", "empty", test_credit },
    { "/quickbooks-money/auto-apply", "empty", test_auto_apply },
    { "/quickbooks-money/supplier", "empty", test_supplier },
    { "/quickbooks-money/automated", "ast", test_automated },
    { "/quickbooks-money/currency", "multi", test_currency },
  };

  int status = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  net_use_file_keyring ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].company, set_up, tests[i].test, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (tax_cases); i++)
    g_test_add (tax_cases[i].path, Fixture, &tax_cases[i], set_up_tax, test_tax, tear_down);
  status = g_test_run ();
  net_clean_up ();
  return status;
}
