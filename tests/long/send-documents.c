/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "send-documents"
#include "config.h"

#include <string.h>
#include <sys/resource.h>

#include "../sync/package-fixture.h"
#include "base/tie-error.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-payment-actions.h"
#include "ledger/tie-local-company.h"
#include "net/tie-http.h"
#include "store/tie-comparison-table.h"
#include "store/tie-document-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "sync/tie-comparison-words.h"
#include "sync/tie-document-source.h"

#define BUSY 3

/* A program that can be killed while it exports:
 *   send-documents make PRACTICE ADDRESS N  a practice of whatever package answers there, with N invoices and a third as many payments, and some
 *                                           credit notes that were used or paid back, supplier invoices, what
 *                                           suppliers gave back and what they were paid; with a word more, nothing but invoices
 *   send-documents add PRACTICE N           the same once more
 *   send-documents void PRACTICE            voids some payments and refunds here, which the next export takes there
 *   send-documents remove PRACTICE          deletes some invoices from the company, where that can be, and voids some there, by name
 *   send-documents send PRACTICE            exports everything; prints what came of it; exit 3: another program is at it
 *   send-documents sum PRACTICE             per kind, by its name in QuickBooks: records, minor units, linked ones; void ones only in
 *                                           QuickBooks, where they are documents of nothing
 *   send-documents tie-out PRACTICE         reads the company and gives the lines of the Tie-Out as JSON
 */

static void
load (RunFixture *fixture,
      const char *path,
      TieStoreFlags flags)
{
  const char *haste = g_getenv ("TIEOUT_HASTE");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->sync.store = tie_store_open (path, flags, &error);
  g_assert_no_error (error);
  fixture->sync.company = tie_company_new (fixture->sync.store);
  tie_company_load_async (fixture->sync.company, NULL, sync_done_cb, &result);
  sync_wait (&result);
  tie_company_load_finish (fixture->sync.company, result, &error);
  g_assert_no_error (error);
  if (g_getenv ("TIEOUT_NO_PATIENCE") != NULL)
    tie_company_set_backoff (fixture->sync.company, &sync_no_patience);
  if (haste != NULL)
    tie_http_set_haste ((guint) g_ascii_strtoull (haste, NULL, 10));
}

static void
unload (RunFixture *fixture)
{
  g_clear_object (&fixture->sync.company);
  tie_store_close (fixture->sync.store);
  g_clear_object (&fixture->sync.store);
  g_free (fixture->client);
  g_free (fixture->other);
  g_free (fixture->supplier);
}

/* Whose look-alike answers there. */
static const TiePackage *
ask_package (const char *address)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TieLocalCompany) company = NULL;
  g_autoptr (GError) error = NULL;

  tie_local_company_ask_async (address, NULL, sync_done_cb, &result);
  sync_wait (&result);
  company = tie_local_company_ask_finish (result, &error);
  g_assert_no_error (error);
  return company->package;
}

static void
connect_to (RunFixture *fixture,
            const char *address)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tie_company_allow_memory (fixture->sync.company);
  tie_company_connect_async (fixture->sync.company, ask_package (address), "local", address, NULL, NULL, TRUE, NULL, sync_done_cb, &result);
  sync_wait (&result);
  tie_company_connect_finish (fixture->sync.company, result, &error);
  g_assert_no_error (error);
}

/* QuickBooks' company is of the United States, where the customer is taxed, not the line; those of the others know VAT. */
static gboolean
is_quickbooks (RunFixture *fixture)
{
  return g_str_equal (tie_company_get_connection (fixture->sync.company)->package, "quickbooks");
}

static char *
add_document (RunFixture *fixture,
              const char *kind,
              const char *contact,
              gint64 amount)
{
  return is_quickbooks (fixture) ? run_add_document (fixture, kind, contact, amount) : package_add_document (fixture, kind, contact, amount);
}

static gboolean
find_contacts (TieDb *db,
               gpointer data,
               GError **error)
{
  RunFixture *fixture = data;
  g_autoptr (GPtrArray) contacts = tie_record_table_list (db, TIE_TYPE_CONTACT, error);

  for (guint i = 0; contacts != NULL && i < contacts->len; i++)
    {
      const char *type = tie_record_get_text (contacts->pdata[i], TIE_CONTACT_TYPE_ID);
      char **place = g_strcmp0 (type, TIE_CONTACT_TYPE_SUPPLIER) == 0 ? &fixture->supplier : fixture->client == NULL ? &fixture->client : &fixture->other;

      g_free (*place);
      *place = g_strdup (tie_record_get_id (contacts->pdata[i]));
    }
  return contacts != NULL;
}

static gboolean
count_documents (TieDb *db,
                 gpointer data,
                 GError **error)
{
  gint64 *n = data;

  *n = tie_record_table_count (db, TIE_TYPE_DOCUMENT, error);
  return *n >= 0;
}

/* A supplier invoice with a number of its own, paid, and something that came back. */
static void
add_purchase (RunFixture *fixture)
{
  gint64 n = 0;
  g_autofree char *bill = NULL;
  g_autofree char *credit = NULL;
  g_autofree char *payment = NULL;

  run_write (fixture, count_documents, &n);
  bill = add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 3000 + n);
  credit = add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, -200 - n);
  payment = run_add_payment (fixture, TIE_PAYMENT_KIND_PAID, fixture->supplier, bill, 1000 + n);
}

/* A credit note of which the customer got the money. */
static void
add_refund (RunFixture *fixture,
            const char *contact,
            gint64 amount)
{
  g_autofree char *credit = add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, contact, amount);
  g_autofree char *refund = run_add_payment (fixture, TIE_PAYMENT_KIND_REFUND, contact, credit, amount);
}

static void
add (RunFixture *fixture,
     guint n,
     gboolean only_invoices)
{
  run_write (fixture, find_contacts, fixture);
  for (guint i = 0; i < n; i++)
    {
      const char *contact = i % 2 == 0 ? fixture->client : fixture->other;
      g_autofree char *invoice = add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, contact, 10000 + 37 * i);
      g_autofree char *extra = NULL;

      if (only_invoices)
        continue;
      if (i % 3 == 0)
        extra = run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, contact, invoice, 2500 + i);
      else if (i % 10 == 1)
        {
          extra = add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, contact, 500 + i);
          run_apply_credit (fixture, extra, invoice, 500 + i);
        }
      else if (i % 6 == 2)
        add_purchase (fixture);
      else if (i % 10 == 5)
        add_refund (fixture, contact, 700 + i);
    }
}

/* ---- what is here ---- */

typedef struct
{
  const char *connection;
  GPtrArray *ids;
  gboolean keeps_void; /* what is void is there still, of nothing */
} Listing;

static gboolean
list_ids (TieDb *db,
          gpointer data,
          GError **error)
{
  Listing *listing = data;
  g_autoptr (GPtrArray) documents = tie_record_table_list (db, TIE_TYPE_DOCUMENT, error);
  g_autoptr (GPtrArray) payments = documents != NULL ? tie_record_table_list (db, TIE_TYPE_PAYMENT, error) : NULL;

  if (payments == NULL)
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    g_ptr_array_add (listing->ids, g_strdup (tie_record_get_id (documents->pdata[i])));
  for (guint i = 0; i < payments->len; i++)
    g_ptr_array_add (listing->ids, g_strdup (tie_record_get_id (payments->pdata[i])));
  return TRUE;
}

static const struct
{
  const char *entity;
  TieKind kind;
} entities[] = {
  { "Invoice", TIE_KIND_SALES_INVOICE },
  { "CreditMemo", TIE_KIND_SALES_CREDIT },
  { "Payment", TIE_KIND_RECEIPT },
  { "Bill", TIE_KIND_SUPPLIER_INVOICE },
  { "VendorCredit", TIE_KIND_SUPPLIER_CREDIT },
  { "BillPayment", TIE_KIND_SUPPLIER_PAYMENT },
  { "Purchase", TIE_KIND_REFUND },
};

static const char *
find_entity (TieKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      if (entities[i].kind == kind)
        return entities[i].entity;
    }
  return "";
}

/* Deleted there on purpose: a document that was marked for it, or a void refund; or all that is void. */
static gboolean
is_removed (const Listing *listing,
            TieRecord *record)
{
  gboolean is_void = tie_record_get_integer (record, TIE_IS_DOCUMENT (record) ? (guint) TIE_DOCUMENT_IS_VOID : (guint) TIE_PAYMENT_IS_VOID) != 0;

  if (TIE_IS_DOCUMENT (record) && tie_record_get_integer (record, TIE_DOCUMENT_DO_NOT_SEND) != 0)
    return TRUE;
  return is_void && (!listing->keeps_void || tie_document_source_get_kind (record) == TIE_KIND_REFUND);
}

/* A credit note that was used is a payment of nothing there, also after it was no more where that is kept as void. */
static gboolean
is_used (TieDb *db,
         const Listing *listing,
         TieRecord *credit)
{
  g_autoptr (GPtrArray) allocations = tie_record_table_list_where (db, TIE_TYPE_ALLOCATION, TIE_ALLOCATION_CREDIT, tie_record_get_id (credit), NULL);

  for (guint i = 0; !listing->keeps_void && i < allocations->len; i++)
    {
      if (tie_record_get_text (allocations->pdata[i], TIE_ALLOCATION_REFUND) == NULL)
        return TRUE;
    }
  return listing->keeps_void;
}

/* Links of that kind, but those to what is there and void. */
static gint64
count_links (TieDb *db,
             const Listing *listing,
             GPtrArray *records,
             TieKind kind)
{
  gint64 n = tie_link_table_count (db, listing->connection, kind, NULL);

  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *remote = NULL;

      if (tie_document_source_get_kind (records->pdata[i]) != kind || !is_removed (listing, records->pdata[i]))
        continue;
      remote = tie_link_table_find_remote (db, listing->connection, kind, tie_record_get_id (records->pdata[i]), NULL);
      n -= remote != NULL && TIE_IS_DOCUMENT (records->pdata[i]);
    }
  return n;
}

static gboolean
sum (TieDb *db,
     gpointer data,
     GError **error)
{
  Listing *listing = data;
  g_autoptr (GPtrArray) records = tie_record_table_list (db, TIE_TYPE_DOCUMENT, error);
  g_autoptr (GPtrArray) payments = records != NULL ? tie_record_table_list (db, TIE_TYPE_PAYMENT, error) : NULL;

  if (payments == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (records, g_steal_pointer (&payments));
  for (guint k = 0; k < G_N_ELEMENTS (entities); k++)
    {
      gint64 total = 0;
      guint n = 0;

      for (guint i = 0; i < records->len; i++)
        {
          TieRecord *record = records->pdata[i];
          TieKind kind = tie_document_source_get_kind (record);

          if (is_removed (listing, record))
            continue;
          if (kind == entities[k].kind)
            total += ABS (tie_record_get_integer (record, TIE_IS_PAYMENT (record) ? TIE_PAYMENT_AMOUNT : TIE_DOCUMENT_TOTAL));
          if (kind == entities[k].kind || (kind == TIE_KIND_SALES_CREDIT && entities[k].kind == TIE_KIND_RECEIPT && is_used (db, listing, record)))
            n++;
        }
      g_print ("%s %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", entities[k].entity, n, total, count_links (db, listing, records, entities[k].kind));
    }
  return TRUE;
}

static gboolean
tie_out (TieDb *db,
         gpointer data,
         GError **error)
{
  Listing *listing = data;
  g_autoptr (TieComparison) comparison = tie_comparison_table_read (db, listing->connection, NULL, "2099-12-31", error);

  if (comparison == NULL)
    return FALSE;
  g_print ("{\"lines\":{");
  for (TieComparisonLine line = 0; line < TIE_COMPARISON_N_LINES; line++)
    {
      gboolean counts = line == TIE_COMPARISON_INVOICES; /* as the window does */

      g_print ("%s\"%s\":{\"here\":%" G_GINT64_FORMAT ",\"there\":%" G_GINT64_FORMAT ",\"items\":%u}", line > 0 ? "," : "", counts ? "Invoices (number)" : tie_comparison_line_get_label (line),
               counts ? comparison->lines[line].n_here : comparison->lines[line].here, counts ? comparison->lines[line].n_there : comparison->lines[line].there,
               comparison->lines[line].n_items);
    }
  g_print ("},\"differences\":[");
  for (guint i = 0; i < comparison->differences->len; i++)
    {
      const TieDifference *difference = comparison->differences->pdata[i];
      g_autofree char *reason = tie_difference_dup_reason (difference, "QuickBooks");

      g_print ("%s{\"entity\":\"%s\",\"number\":\"%s\",\"reason\":\"%s\",\"here\":%" G_GINT64_FORMAT ",\"there\":%" G_GINT64_FORMAT "}", i > 0 ? "," : "",
               find_entity (difference->what), difference->number, reason, difference->here, difference->there);
    }
  g_print ("]}\n");
  return TRUE;
}

/* Milliseconds of the processors, all threads together. */
static gint64
count_work (const struct rusage *usage)
{
  return (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1000 + (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1000;
}

static int
send_all (RunFixture *fixture)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  Listing listing = { .ids = ids };
  g_autoptr (GError) error = NULL;
  g_autoptr (TieSyncRun) run = tie_sync_run_new (fixture->sync.company, "Exported to QuickBooks", &error);
  struct rusage usage;
  gint64 began, worked;
  gboolean is_good;

  if (g_error_matches (error, TIE_ERROR, TIE_ERROR_BUSY_RUN))
    return BUSY;
  g_assert_no_error (error);
  tie_company_allow_memory (fixture->sync.company);
  tie_store_run (fixture->sync.store, TIE_STORE_READ, list_ids, &listing, &error);
  g_assert_no_error (error);
  getrusage (RUSAGE_SELF, &usage);
  worked = count_work (&usage);
  began = g_get_monotonic_time ();
  is_good = run_export_all (fixture, run, ids, NULL, &error);
  getrusage (RUSAGE_SELF, &usage);
  g_print ("done %u failed %u not-sent %u ms %" G_GINT64_FORMAT " worked %" G_GINT64_FORMAT " kib %ld\n", tie_sync_run_get_n_done (run), tie_sync_run_get_n_failed (run), tie_sync_run_get_n_not_sent (run),
           (g_get_monotonic_time () - began) / 1000, count_work (&usage) - worked, usage.ru_maxrss);
  for (guint i = 0; i < tie_sync_run_get_problems (run)->len; i++)
    {
      const TieProblem *problem = tie_sync_run_get_problems (run)->pdata[i];

      g_printerr ("%s: %s\n", problem->name, problem->sentence);
    }
  if (!is_good)
    g_printerr ("%s\n", error->message);
  return is_good && tie_sync_run_get_n_failed (run) == 0 ? 0 : 1;
}

/* ---- what is taken back ---- */

static gboolean
void_some (TieDb *db,
           gpointer data,
           GError **error)
{
  g_autoptr (GPtrArray) payments = tie_record_table_list (db, TIE_TYPE_PAYMENT, error);

  for (guint i = 0; payments != NULL && i < payments->len; i++)
    {
      TieRecord *payment = payments->pdata[i];
      gboolean is_chosen = i % 4 == 1 || (tie_document_source_get_kind (payment) == TIE_KIND_REFUND && i % 2 == 0);

      if (is_chosen && !tie_record_get_integer (payment, TIE_PAYMENT_IS_VOID) && !tie_payment_void (db, tie_record_get_id (payment), NULL, error))
        return FALSE;
    }
  return payments != NULL;
}

typedef struct
{
  const char *connection;
  gboolean can_delete;
  GPtrArray *deleted; /* (owned) ids */
  GPtrArray *voided;  /* (owned) ids */
} Removal;

/* Of the invoices that nobody paid each second one, by turns; what is gone by now, of a run that was killed, is left out. */
static gboolean
choose_removals (TieDb *db,
                 gpointer data,
                 GError **error)
{
  Removal *removal = data;
  g_autoptr (GPtrArray) documents = tie_record_table_list (db, TIE_TYPE_DOCUMENT, error);
  guint n = 0;

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      TieRecord *document = documents->pdata[i];
      const char *ids[] = { tie_record_get_id (document), NULL };
      g_autofree char *linked = NULL;
      gint64 paid = 0;
      gboolean is_deleted;

      if (tie_document_source_get_kind (document) != TIE_KIND_SALES_INVOICE || !tie_document_table_get_paid (db, ids[0], &paid, error) || paid != 0)
        continue;
      linked = tie_link_table_find_remote (db, removal->connection, TIE_KIND_SALES_INVOICE, ids[0], NULL);
      n++;
      is_deleted = removal->can_delete && n % 4 == 1;
      if (linked == NULL || tie_record_get_integer (document, TIE_DOCUMENT_IS_VOID))
        continue;
      if (is_deleted && !tie_document_set_do_not_send (db, ids, TRUE, NULL, error))
        return FALSE;
      if (n % 2 == 1)
        g_ptr_array_add (is_deleted ? removal->deleted : removal->voided, g_strdup (ids[0]));
    }
  return documents != NULL;
}

static int
remove_some (RunFixture *fixture)
{
  g_autoptr (GPtrArray) deleted = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) voided = g_ptr_array_new_with_free_func (g_free);
  TieLedger *ledger = tie_company_get_ledger (fixture->sync.company);
  Removal removal = { tie_company_get_connection (fixture->sync.company)->id, tie_ledger_has_verb (ledger, TIE_KIND_SALES_INVOICE, "delete"), deleted, voided };
  const struct
  {
    GPtrArray *ids;
    const char *verb;
  } parts[] = { { deleted, "delete" }, { voided, "void" } };
  int status = 0;

  tie_company_allow_memory (fixture->sync.company);
  run_write (fixture, choose_removals, &removal);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TieSyncRun) run = tie_sync_run_new (fixture->sync.company, "Taken back", &error);

      g_assert_no_error (error);
      if (!run_remove_all (fixture, run, parts[i].ids, parts[i].verb, &error) || tie_sync_run_get_n_failed (run) > 0)
        status = 1;
      for (guint k = 0; k < tie_sync_run_get_problems (run)->len; k++)
        g_printerr ("%s\n", ((const TieProblem *) tie_sync_run_get_problems (run)->pdata[k])->sentence);
      g_print ("%s %u of %u\n", parts[i].verb, tie_sync_run_get_n_done (run), parts[i].ids->len);
    }
  return status;
}

static void
read_company (RunFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  tie_company_allow_memory (fixture->sync.company);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
}

int
main (int argc,
      char **argv)
{
  RunFixture fixture = { 0 };
  int status = 0;

  if (argc < 3)
    return 2;
  if (g_str_equal (argv[1], "make") && argc >= 5)
    {
      load (&fixture, argv[2], TIE_STORE_CREATE);
      connect_to (&fixture, argv[3]);
      if (is_quickbooks (&fixture))
        run_fixture_fill (&fixture);
      else
        package_fixture_fill (&fixture);
    }
  else
    load (&fixture, argv[2], TIE_STORE_OPEN);
  if (g_str_equal (argv[1], "make") || g_str_equal (argv[1], "add"))
    {
      int at = g_str_equal (argv[1], "make") ? 4 : 3;

      if (argc <= at)
        return 2;
      add (&fixture, (guint) g_ascii_strtoull (argv[at], NULL, 10), argc > at + 1);
    }
  if (g_str_equal (argv[1], "send"))
    status = send_all (&fixture);
  else if (g_str_equal (argv[1], "void"))
    run_write (&fixture, void_some, NULL);
  else if (g_str_equal (argv[1], "remove"))
    status = remove_some (&fixture);
  else if (g_str_equal (argv[1], "sum") || g_str_equal (argv[1], "tie-out"))
    {
      gboolean is_sum = g_str_equal (argv[1], "sum");
      Listing listing = { .keeps_void = is_quickbooks (&fixture) };

      if (!is_sum)
        read_company (&fixture);
      listing.connection = tie_company_get_connection (fixture.sync.company)->id;
      status = tie_store_run (fixture.sync.store, TIE_STORE_READ, is_sum ? sum : tie_out, &listing, NULL) ? 0 : 1;
    }
  unload (&fixture);
  return status;
}
