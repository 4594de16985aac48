/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-soak"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "billing/tie-document-actions.h"
#include "continuous-fixture.h"
#include "model/tie-contact-type.h"
#include "store/tie-comparison-table.h"
#include "store/tie-db.h"
#include "sync/tie-contact-push.h"

typedef struct
{
  ContinuousFixture *fixture;
  GRand *rand;
  TieContactPush *push; /* (owned) */
  GPtrArray *invoices;  /* (owned): ids that nobody paid or took away */
  GPtrArray *payments;  /* (owned): of ours that nobody took away */
  GPtrArray *lost;      /* (owned): invoices that somebody deleted there */
  guint n_made;
  guint n_paid;
  guint n_edits; /* of contacts */
} Office;

static const char *
pick (Office *office,
      GPtrArray *ids)
{
  return ids->len > 0 ? g_ptr_array_index (ids, (guint) g_rand_int_range (office->rand, 0, (gint32) ids->len)) : NULL;
}

/* (transfer full) One that the package has by now, taken out of the list; NULL: none of them, or not this time. */
static char *
take_sent (Office *office,
           GPtrArray *ids,
           TieKind kind,
           char **remote)
{
  const char *id = pick (office, ids);
  char *taken;

  *remote = id != NULL ? run_get_remote_id (&office->fixture->run, kind, id) : NULL;
  if (*remote == NULL)
    return NULL;
  taken = g_strdup (id);
  g_ptr_array_remove (ids, (gpointer) id);
  return taken;
}

/* A storm that changes nothing of ours. */
static void
touch_there (Office *office)
{
  const char *invoice = pick (office, office->invoices);
  g_autofree char *remote = invoice != NULL ? run_get_remote_id (&office->fixture->run, TIE_KIND_SALES_INVOICE, invoice) : NULL;

  if (remote != NULL)
    run_edit (&office->fixture->run, "{\"action\":\"bump\",\"entity\":\"Invoice\",\"id\":\"%s\"}", remote);
}

static void
delete_there (Office *office,
              GPtrArray *ids,
              TieKind kind)
{
  g_autofree char *remote = NULL;
  char *id = take_sent (office, ids, kind, &remote);

  if (id == NULL)
    return;
  run_edit (&office->fixture->run, "{\"action\":\"delete\",\"entity\":\"%s\",\"id\":\"%s\"}", kind == TIE_KIND_RECEIPT ? "Payment" : "Invoice", remote);
  if (kind == TIE_KIND_RECEIPT)
    office->n_paid--;
  else
    {
      office->n_made--;
      g_ptr_array_add (office->lost, g_strdup (id));
    }
  g_free (id);
}

/* Here, of an invoice; it may not be sent yet. */
static void
pay (Office *office)
{
  RunFixture *run = &office->fixture->run;
  const char *invoice = pick (office, office->invoices);
  g_autofree char *contact = invoice != NULL ? run_get_text (run, TIE_TYPE_DOCUMENT, invoice, TIE_DOCUMENT_CONTACT) : NULL;

  if (invoice == NULL)
    return;
  g_ptr_array_add (office->payments, run_add_payment (run, TIE_PAYMENT_KIND_RECEIPT, contact, invoice, run_get_integer (run, TIE_TYPE_DOCUMENT, invoice, TIE_DOCUMENT_TOTAL)));
  g_ptr_array_remove (office->invoices, (gpointer) invoice);
  office->n_paid++;
}

/* There: the bank told a cent. */
static void
pay_there (Office *office)
{
  RunFixture *run = &office->fixture->run;
  g_autofree char *remote = NULL;
  g_autofree char *invoice = take_sent (office, office->invoices, TIE_KIND_SALES_INVOICE, &remote);
  g_autofree char *contact = invoice != NULL ? run_get_text (run, TIE_TYPE_DOCUMENT, invoice, TIE_DOCUMENT_CONTACT) : NULL;
  g_autofree char *customer = contact != NULL ? run_get_remote_id (run, TIE_KIND_CUSTOMER, contact) : NULL;
  g_autofree char *made = NULL;

  if (invoice == NULL)
    return;
  made = run_create (run, "Payment", "{\"CustomerRef\":{\"value\":\"%s\"},\"TotalAmt\":0.01,\"TxnDate\":\"2025-11-20\",\"Line\":[{\"Amount\":0.01,\"LinkedTxn\":[{\"TxnId\":\"%s\",\"TxnType\":\"Invoice\"}]}]}", customer, remote);
  office->n_paid++;
}

typedef struct
{
  const char *id;
  const char *email;
} ContactEdit;

static gboolean
edit_contact (TieDb *db,
              gpointer data,
              GError **error)
{
  const ContactEdit *edit = data;
  g_autoptr (TieRecord) contact = tie_record_table_get (db, TIE_TYPE_CONTACT, edit->id, error);

  if (contact == NULL)
    return FALSE;
  tie_record_set_text (contact, TIE_CONTACT_EMAIL, edit->email);
  return tie_record_table_save (db, contact, error);
}

/* Another address here, another telephone there. */
static void
edit_names (Office *office,
            gboolean is_here)
{
  RunFixture *run = &office->fixture->run;
  g_autofree char *email = g_strdup_printf ("office%u@example.com", ++office->n_edits);
  g_autofree char *remote = run_get_remote_id (run, TIE_KIND_CUSTOMER, run->client);
  ContactEdit edit = { run->client, email };

  if (is_here)
    run_write (run, edit_contact, &edit);
  else
    run_edit (run, "{\"action\":\"set\",\"entity\":\"Customer\",\"id\":\"%s\",\"members\":{\"PrimaryPhone\":{\"FreeFormNumber\":\"503 555 %04u\"}}}", remote, office->n_edits);
}

/* What somebody does in five minutes, here or there. */
static void
work (Office *office)
{
  RunFixture *run = &office->fixture->run;
  gint64 amount = g_rand_int_range (office->rand, 1, 100000);

  switch (g_rand_int_range (office->rand, 0, 12))
    {
    case 0:
    case 1:
    case 2:
      g_ptr_array_add (office->invoices, run_add_document (run, TIE_DOCUMENT_KIND_INVOICE, amount % 2 ? run->client : run->other, amount));
      office->n_made++;
      break;
    case 3:
      g_ptr_array_add (office->payments, run_add_payment (run, TIE_PAYMENT_KIND_RECEIPT, run->client, NULL, amount));
      office->n_paid++;
      break;
    case 4:
      if (office->invoices->len > 0)
        run_change_document (run, pick (office, office->invoices), "2025 Form 1040 and state", amount);
      break;
    case 5:
      touch_there (office);
      break;
    case 6:
      pay (office);
      break;
    case 7:
      pay_there (office);
      break;
    case 8:
      delete_there (office, office->invoices, TIE_KIND_SALES_INVOICE);
      break;
    case 9:
      delete_there (office, office->payments, TIE_KIND_RECEIPT);
      break;
    case 10:
      edit_names (office, amount % 2);
      break;
    default: /* the network fails for the next answer */
      tie_sandbox_set_fault (run->sync.sandbox, amount % 2 ? "cut-after,count=1,method=POST" : "503,count=2", NULL);
      break;
    }
}

static gboolean
choose_type (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autoptr (TieRecord) type = tie_record_table_get (db, TIE_TYPE_CONTACT_TYPE, TIE_CONTACT_TYPE_CLIENT, error);

  if (type == NULL)
    return FALSE;
  tie_record_set_integer (type, TIE_CONTACT_TYPE_PUSH, TRUE);
  return tie_record_table_save (db, type, error);
}

static gboolean
void_document (TieDb *db,
               gpointer data,
               GError **error)
{
  return tie_document_void (db, data, NULL, error);
}

static gboolean
count_edited (TieDb *db,
              gpointer data,
              GError **error)
{
  return tie_db_get_integer (db, 0, data, error, "SELECT count (*) FROM edited WHERE is_site = 0 AND id IN (SELECT id FROM contact WHERE type = 'client')", "");
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* What was edited here has gone. */
static void
wait_pushed (Office *office)
{
  guint tick = g_timeout_add (20, tick_cb, NULL);
  gint64 n = 0;

  do
    {
      g_main_context_iteration (NULL, TRUE);
      run_write (&office->fixture->run, count_edited, &n);
    }
  while (n > 0 || tie_contact_push_get_n_waiting (office->push) > 0);
  g_source_remove (tick);
}

static void
assert_names (Office *office)
{
  RunFixture *run = &office->fixture->run;
  g_autofree char *remote = run_get_remote_id (run, TIE_KIND_CUSTOMER, run->client);
  g_autofree char *email = run_get_text (run, TIE_TYPE_CONTACT, run->client, TIE_CONTACT_EMAIL);
  g_autofree char *phone = run_get_text (run, TIE_TYPE_CONTACT, run->client, TIE_CONTACT_PHONE);
  g_autofree char *email_there = run_pick (run, "Customer", remote, "PrimaryEmailAddr");
  g_autofree char *phone_there = run_pick (run, "Customer", remote, "PrimaryPhone");

  g_assert_cmpuint (office->n_edits, >, 0);
  g_assert_true (*email == '\0' || strstr (email_there, email) != NULL);
  g_assert_true (phone_there == NULL || strstr (phone_there, phone) != NULL);
}

static gboolean
compare (TieDb *db,
         gpointer data,
         GError **error)
{
  TieComparison **comparison = data;
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, error);

  *comparison = connection != NULL ? tie_comparison_table_read (db, connection->id, NULL, "2099-12-31", error) : NULL;
  return *comparison != NULL;
}

static void
office_init (Office *office,
             ContinuousFixture *fixture)
{
  *office = (Office) { .fixture = fixture, .rand = g_rand_new_with_seed (3) };
  office->invoices = g_ptr_array_new_with_free_func (g_free);
  office->payments = g_ptr_array_new_with_free_func (g_free);
  office->lost = g_ptr_array_new_with_free_func (g_free);
  run_write (&fixture->run, choose_type, NULL);
  office->push = tie_contact_push_new (fixture->run.sync.company);
}

static void
office_clear (Office *office)
{
  g_object_unref (office->push);
  g_ptr_array_unref (office->invoices);
  g_ptr_array_unref (office->payments);
  g_ptr_array_unref (office->lost);
  g_rand_free (office->rand);
}

/* What the last fault left, and what that brought. */
static void
come_to_rest (Office *office)
{
  ContinuousFixture *fixture = office->fixture;

  tie_sandbox_set_fault (fixture->run.sync.sandbox, "none", NULL);
  g_assert_true (continuous_pass (fixture, INTERVAL));
  wait_pushed (office);
  for (guint i = 0; i < 2; i++)
    g_assert_true (continuous_pass (fixture, INTERVAL));
  g_assert_no_error (fixture->error);
  /* What is gone there was kept back here until somebody says what becomes of it. */
  for (guint i = 0; i < office->lost->len; i++)
    {
      g_assert_cmpint (run_get_integer (&fixture->run, TIE_TYPE_DOCUMENT, office->lost->pdata[i], TIE_DOCUMENT_DO_NOT_SEND), ==, TRUE);
      run_write (&fixture->run, void_document, office->lost->pdata[i]);
    }
}

/* Somebody works on both sides, answers get lost, the hours pass: in the end exactly one of everything is there. */
static void
test_soak (ContinuousFixture *fixture,
           gconstpointer data)
{
  guint hours = g_test_slow () ? 8 : 4;
  Office office;
  g_autoptr (TieComparison) comparison = NULL;
  g_autoptr (GError) error = NULL;

  office_init (&office, fixture);
  continuous_turn_on (fixture);
  for (guint minute = 0; minute < hours * 60; minute += 5)
    {
      work (&office);
      tie_sandbox_advance_clock (fixture->run.sync.sandbox, 5 * MINUTE);
      continuous_pass (fixture, 5);
    }
  come_to_rest (&office);

  g_assert_cmpuint (office.n_made, >, 0);
  g_assert_cmpuint (office.lost->len, >, 0);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, office.n_made);
  g_assert_cmpuint (run_count (&fixture->run, "Payment", NULL), ==, office.n_paid);
  g_assert_cmpint (run_count_outbox (&fixture->run, TIE_OUTBOX_SENDING), ==, 0);
  assert_names (&office);
  tie_store_run (fixture->run.sync.store, TIE_STORE_READ, compare, &comparison, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < comparison->differences->len; i++)
    {
      const TieDifference *difference = comparison->differences->pdata[i];

      g_test_message ("%d %s: %" G_GINT64_FORMAT " here, %" G_GINT64_FORMAT " there", (int) difference->kind, difference->number, difference->here, difference->there);
    }
  g_assert_true (tie_comparison_is_even (comparison));
  g_test_message ("%u rounds, %u invoices, %u payments, %u edits of contacts, %u invoices deleted there", fixture->n_rounds, office.n_made, office.n_paid, office.n_edits, office.lost->len);
  office_clear (&office);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/soak/hours", ContinuousFixture, NULL, continuous_fixture_set_up, test_soak, continuous_fixture_tear_down);
  return g_test_run ();
}
