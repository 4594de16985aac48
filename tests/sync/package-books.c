/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "package-books"
#include "config.h"

#include <json-glib/json-glib.h>

#include "base/tie-money.h"
#include "package-books.h"

/* ---- what was made ---- */

void
package_books_clear (PackageBooks *books)
{
  g_clear_pointer (&books->ids, g_ptr_array_unref);
}

static gint64
get_amount (RunFixture *fixture,
            PackageShelf shelf,
            const char *id)
{
  return shelf == PACKAGE_PAYMENTS ? run_get_integer (fixture, TIE_TYPE_PAYMENT, id, TIE_PAYMENT_AMOUNT)
                                   : ABS (run_get_integer (fixture, TIE_TYPE_DOCUMENT, id, TIE_DOCUMENT_TOTAL));
}

char *
package_books_add (RunFixture *fixture,
                   PackageBooks *books,
                   PackageShelf shelf,
                   char *id)
{
  books->n[shelf]++;
  books->sum[shelf] += get_amount (fixture, shelf, id);
  return id;
}

static void
add (RunFixture *fixture,
     PackageBooks *books,
     PackageShelf shelf,
     char *id)
{
  g_ptr_array_add (books->ids, package_books_add (fixture, books, shelf, id));
}

void
package_books_add_round (RunFixture *fixture,
                         PackageBooks *books)
{
  gint64 odd = 137 * books->n[PACKAGE_INVOICES];

  g_clear_pointer (&books->ids, g_ptr_array_unref);
  books->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < PACKAGE_N_INVOICES; i++)
    add (fixture, books, PACKAGE_INVOICES, package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, i == 1 ? fixture->other : fixture->client, 10010 + odd + i));
  add (fixture, books, PACKAGE_CREDITS, package_add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 2501 + odd));
  for (guint i = 0; i < 2; i++)
    add (fixture, books, PACKAGE_BILLS, package_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 7777 + odd + i));
  add (fixture, books, PACKAGE_PAYMENTS, package_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, books->ids->pdata[0]));
  add (fixture, books, PACKAGE_PAYMENTS, package_add_payment (fixture, TIE_PAYMENT_KIND_PAID, fixture->supplier, books->ids->pdata[PACKAGE_BILL]));
  run_apply_credit (fixture, books->ids->pdata[PACKAGE_CREDIT], books->ids->pdata[PACKAGE_N_INVOICES - 1], 1000);
  g_assert_cmpuint (books->ids->len, ==, PACKAGE_N_ROUND);
}

void
package_books_add_round_and_change (RunFixture *fixture,
                                    PackageBooks *books)
{
  g_autofree char *changed = g_strdup (books->ids->pdata[1]); /* nothing pays it */

  package_books_add_round (fixture, books);
  books->sum[PACKAGE_INVOICES] -= get_amount (fixture, PACKAGE_INVOICES, changed);
  run_change_document (fixture, changed, "Changed", 55500 + books->n[PACKAGE_INVOICES]);
  books->sum[PACKAGE_INVOICES] += get_amount (fixture, PACKAGE_INVOICES, changed);
  g_ptr_array_add (books->ids, g_steal_pointer (&changed));
}

/* ---- what is there ---- */

typedef struct
{
  const char *package;
  PackageShelf shelf;
  const char *query; /* as the sandbox takes it */
  const char *list;  /* member of the answer */
  const char *total; /* member of a record */
  const char *type;  /* (nullable) member that tells kinds of one list apart */
  const char *value; /* of that */
} Shelf;

static const Shelf shelves[] = {
  { "xero", PACKAGE_INVOICES, "Invoices?page=1&pageSize=1000", "Invoices", "Total", "Type", "ACCREC" },
  { "xero", PACKAGE_CREDITS, "CreditNotes?page=1&pageSize=1000", "CreditNotes", "Total", "Type", "ACCRECCREDIT" },
  { "xero", PACKAGE_BILLS, "Invoices?page=1&pageSize=1000", "Invoices", "Total", "Type", "ACCPAY" },
  { "xero", PACKAGE_PAYMENTS, "Payments?page=1&pageSize=1000", "Payments", "Amount", NULL, NULL },
  { "sage", PACKAGE_INVOICES, "sales_invoices?attributes=all&items_per_page=200", "$items", "total_amount", NULL, NULL },
  { "sage", PACKAGE_CREDITS, "sales_credit_notes?attributes=all&items_per_page=200", "$items", "total_amount", NULL, NULL },
  { "sage", PACKAGE_BILLS, "purchase_invoices?attributes=all&items_per_page=200", "$items", "total_amount", NULL, NULL },
  { "sage", PACKAGE_PAYMENTS, "contact_payments?attributes=all&items_per_page=200&transaction_type_id=CUSTOMER_RECEIPT", "$items", "total_amount", NULL, NULL },
  { "sage", PACKAGE_PAYMENTS, "contact_payments?attributes=all&items_per_page=200&transaction_type_id=VENDOR_PAYMENT", "$items", "total_amount", NULL, NULL },
};

/* Sage writes numbers as texts. */
static gint64
get_money (JsonObject *record,
           const char *member)
{
  JsonNode *node = json_object_get_member (record, member);
  gint64 amount = 0;

  g_assert_true (node != NULL && JSON_NODE_HOLDS_VALUE (node));
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return tie_decimal_from_json_double (json_node_get_double (node), TIE_MONEY_DECIMALS);
  g_assert_true (tie_decimal_parse (json_node_get_string (node), TIE_MONEY_DECIMALS, &amount));
  return amount;
}

static gboolean
is_taken_back (JsonObject *record)
{
  JsonNode *node = json_object_get_member (record, json_object_has_member (record, "Status") ? "Status" : "status");
  const char *status = NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    status = json_object_get_string_member_with_default (json_node_get_object (node), "id", NULL);
  else if (node != NULL && JSON_NODE_HOLDS_VALUE (node))
    status = json_node_get_string (node);
  return g_strcmp0 (status, "VOIDED") == 0 || g_strcmp0 (status, "DELETED") == 0 || g_strcmp0 (status, "VOID") == 0;
}

static void
count_shelf (RunFixture *fixture,
             const Shelf *shelf,
             PackageBooks *there)
{
  g_autofree char *text = tie_sandbox_dup_query (fixture->sync.sandbox, shelf->query);
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  JsonArray *records = json_object_get_array_member (json_node_get_object (root), shelf->list);

  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonObject *record = json_array_get_object_element (records, i);

      if (is_taken_back (record) || (shelf->type != NULL && g_strcmp0 (json_object_get_string_member (record, shelf->type), shelf->value) != 0))
        continue;
      there->n[shelf->shelf]++;
      there->sum[shelf->shelf] += get_money (record, shelf->total);
    }
}

void
package_books_assert_there (RunFixture *fixture,
                            const PackageBooks *books)
{
  PackageBooks there = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (shelves); i++)
    {
      if (g_str_equal (shelves[i].package, fixture->sync.package))
        count_shelf (fixture, &shelves[i], &there);
    }
  for (guint i = 0; i < PACKAGE_N_SHELVES; i++)
    {
      g_test_message ("shelf %u: %u with %" G_GINT64_FORMAT, i, there.n[i], there.sum[i]);
      g_assert_cmpuint (there.n[i], ==, books->n[i]);
      g_assert_cmpint (there.sum[i], ==, books->sum[i]);
    }
}

void
package_books_assert (RunFixture *fixture,
                      const PackageBooks *books)
{
  static const TieOutboxState open[] = { TIE_OUTBOX_QUEUED, TIE_OUTBOX_SENDING };

  package_books_assert_there (fixture, books);
  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    g_assert_cmpint (run_count_outbox (fixture, open[i]), ==, 0);
  for (guint i = 0; i < PACKAGE_RECEIPT; i++)
    run_assert_stage (fixture, books->ids->pdata[i], TIE_DOCUMENT_STAGE_EXPORTED);
  run_export_whole (fixture, books->ids, 0);
  package_assert_even (fixture);
}
