/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-xero-parse"
#include "config.h"

#include "base/tie-error.h"
#include "ledger/xero/tie-xero-cursor.h"
#include "ledger/xero/tie-xero-date.h"
#include "ledger/xero/tie-xero-parse.h"

/* What Xero's words mean, without anybody who says them. */

static JsonObject *
parse (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return json_object_ref (json_node_get_object (node));
}

/* Money in advance and batches, of which the look-alike has none. */
static void
test_advance (void)
{
  static const struct
  {
    TieKind kind;
    TieRemote *(*parse) (const TieXeroEntity *entity, JsonObject *object, gboolean keeps_raw, GError **error);
    const char *json;
    const char *id; /* NULL: of another kind */
    gint64 total;
    gint64 balance;
    guint n_applied;
  } cases[] = {
    { TIE_KIND_RECEIPT, tie_xero_parse_overpayment, "{\"OverpaymentID\":\"o1\",\"Type\":\"RECEIVE-OVERPAYMENT\",\"Total\":50.5,\"RemainingCredit\":\"20.25\",\"Allocations\":[{\"Amount\":30.25,\"Invoice\":{\"InvoiceID\":\"i1\"}}]}", "Overpayments/o1", 5050, 2025, 1 },
    { TIE_KIND_RECEIPT, tie_xero_parse_overpayment, "{\"OverpaymentID\":\"o1\",\"Type\":\"SPEND-OVERPAYMENT\",\"Total\":50.5}", NULL, 0, 0, 0 },
    { TIE_KIND_SUPPLIER_PAYMENT, tie_xero_parse_overpayment, "{\"OverpaymentID\":\"o1\",\"Type\":\"SPEND-OVERPAYMENT\",\"Total\":50.5,\"RemainingCredit\":50.5}", "Overpayments/o1", 5050, 5050, 0 },
    { TIE_KIND_RECEIPT, tie_xero_parse_prepayment, "{\"PrepaymentID\":\"p1\",\"Type\":\"RECEIVE-PREPAYMENT\",\"Status\":\"VOIDED\",\"Total\":50.5,\"RemainingCredit\":50.5}", "Prepayments/p1", 0, 0, 0 },
    { TIE_KIND_RECEIPT, tie_xero_parse_batch_payment, "{\"BatchPaymentID\":\"b1\",\"Type\":\"RECBATCH\",\"TotalAmount\":\"7.00\",\"Payments\":[{\"Amount\":3,\"Invoice\":{\"InvoiceID\":\"i1\"}},{\"Amount\":\"4.00\",\"Invoice\":{\"InvoiceID\":\"i2\"}},17,{\"Amount\":1}]}", "BatchPayments/b1", 700, 0, 2 },
    { TIE_KIND_SUPPLIER_PAYMENT, tie_xero_parse_batch_payment, "{\"BatchPaymentID\":\"b1\",\"Type\":\"RECBATCH\"}", NULL, 0, 0, 0 },
    { TIE_KIND_RECEIPT, tie_xero_parse_payment, "{\"PaymentID\":\"y1\",\"PaymentType\":\"ACCRECPAYMENT\",\"BatchPayment\":{\"BatchPaymentID\":\"b1\"},\"Amount\":3}", NULL, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) object = parse (cases[i].json);
      g_autoptr (GError) error = NULL;
      g_autoptr (TieRemote) remote = cases[i].parse (tie_xero_entity_for_kind (cases[i].kind), object, FALSE, &error);

      g_test_message ("%s", cases[i].json);
      g_assert_no_error (error);
      g_assert_cmpstr (remote != NULL ? remote->id : NULL, ==, cases[i].id);
      if (remote == NULL)
        continue;
      g_assert_cmpint (remote->money->total, ==, cases[i].total);
      g_assert_cmpint (remote->money->balance, ==, cases[i].balance);
      g_assert_cmpuint (remote->money->applied != NULL ? remote->money->applied->len : 0, ==, cases[i].n_applied);
    }
}

/* What a rate is good for. */
static void
test_tax_rates (void)
{
  static const struct { const char *json; const char *type; const char *sub_type; gint64 rate; gboolean is_active; } cases[] = {
    { "{\"TaxType\":\"A\",\"EffectiveRate\":20,\"CanApplyToRevenue\":true,\"CanApplyToExpenses\":false,\"Status\":\"ACTIVE\"}", "sales", "A:200000|", 200000, TRUE },
    { "{\"TaxType\":\"A\",\"EffectiveRate\":\"7.25\",\"CanApplyToRevenue\":false,\"CanApplyToExpenses\":true,\"Status\":\"ACTIVE\"}", "purchase", "|A:72500", 72500, TRUE },
    { "{\"TaxType\":\"A\",\"DisplayTaxRate\":5,\"Status\":\"ACTIVE\"}", "both", "A:50000|A:50000", 50000, TRUE },
    { "{\"TaxType\":\"A\",\"EffectiveRate\":5,\"CanApplyToRevenue\":false,\"CanApplyToExpenses\":false,\"Status\":\"ACTIVE\"}", "both", "|", 50000, FALSE },
    { "{\"TaxType\":\"A\",\"EffectiveRate\":5,\"Status\":\"ARCHIVED\"}", "both", "A:50000|A:50000", 50000, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) object = parse (cases[i].json);
      g_autoptr (TieRemote) remote = tie_xero_parse_remote (tie_xero_entity_for_kind (TIE_KIND_TAX_CODE), object, FALSE, NULL);

      g_assert_cmpstr (remote->type, ==, cases[i].type);
      g_assert_cmpstr (remote->sub_type, ==, cases[i].sub_type);
      g_assert_cmpint (remote->rate, ==, cases[i].rate);
      g_assert_cmpint (remote->is_active, ==, cases[i].is_active);
    }
}

/* A record without an id, and an answer without its list, are no answers. */
static void
test_odd (void)
{
  static const char *const answers[] = { "{}", "{\"Contacts\":{}}", "{\"Contacts\":[{\"Name\":\"x\"}]}", "{\"Contacts\":[17]}", "{\"Contacts\":[{\"ContactID\":\"\"}]}" };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (JsonObject) object = parse (answers[i]);
      g_autoptr (GPtrArray) remotes = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);
      g_autoptr (GError) error = NULL;

      g_assert_false (tie_xero_parse_list (object, tie_xero_sources_for_kind (TIE_KIND_CUSTOMER), tie_xero_entity_for_kind (TIE_KIND_CUSTOMER), FALSE, remotes, NULL, NULL, &error));
      g_assert_error (error, TIE_ERROR, TIE_ERROR_BUG);
    }
}

static void
test_dates (void)
{
  static const struct { const char *json; const char *day; const char *version; } cases[] = {
    { "{\"D\":\"/Date(1551916800000+0000)/\"}", "2019-03-07", "1551916800000" },
    { "{\"D\":\"/Date(1439434356790)/\"}", "2015-08-13", "1439434356790" },
    { "{\"D\":\"/Date(-86400001+1300)/\"}", "1969-12-30", "-86400001" },
    { "{\"D\":\"/Date(0)/\",\"DString\":\"2019-03-07T00:00:00\"}", "2019-03-07", "0" },
    { "{\"D\":\"2026-03-01T10:11:12.123\"}", "2026-03-01", "1772359872123" },
    { "{\"D\":\"/Date()/\"}", NULL, NULL },
    { "{\"D\":\"/Date( 5)/\"}", NULL, NULL },
    { "{\"D\":\"/Date(5\"}", NULL, NULL },
    { "{\"D\":5}", NULL, NULL },
    { "{}", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) object = parse (cases[i].json);
      g_autofree char *day = tie_xero_date_dup_day (object, "D");
      g_autofree char *version = tie_xero_date_dup_version (object, "D");

      g_assert_cmpstr (day, ==, cases[i].day);
      g_assert_cmpstr (version, ==, cases[i].version);
    }
}

static void
test_cursors (void)
{
  static const char *const odd[] = { "", "nonsense", "list:0:1", "list:0:0@", "list:2:1@,", "list:0:1@soon,", "list:0:1@,,", "page:0:1@,", "since:-1:1@," };
  static const char *const good[] = { "list:0:1@,", "list:1:3@2026-02-03T10:00:00Z,", "since:0:1@2026-02-03T10:00:00Z,2026-02-03T09:00:00Z" };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (TieXeroCursor) cursor = tie_xero_cursor_parse (odd[i], 2);

      g_assert_true (cursor->is_list && cursor->source == 0 && cursor->page == 1 && cursor->since[0] == NULL && cursor->since[1] == NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (TieXeroCursor) cursor = tie_xero_cursor_parse (good[i], 2);
      g_autofree char *text = tie_xero_cursor_format (cursor, 2);

      g_assert_cmpstr (text, ==, good[i]);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/xero-parse/advance", test_advance);
  g_test_add_func ("/xero-parse/tax-rates", test_tax_rates);
  g_test_add_func ("/xero-parse/odd", test_odd);
  g_test_add_func ("/xero-parse/dates", test_dates);
  g_test_add_func ("/xero-parse/cursors", test_cursors);

  return g_test_run ();
}
