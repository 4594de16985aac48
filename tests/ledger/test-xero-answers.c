/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-xero-answers"
#include "config.h"

#include <string.h>

#include "../net/net-fixture.h"
#include "ledger/xero/tie-xero-body.h"
#include "ledger/xero/tie-xero-element.h"
#include "xero-books.h"

/* What is believed of answers to writing: in another order, in part, lost, refused as a whole; made up, and from a look-alike
 * company with faults. */

/* ---- made up ---- */

#define ID "aaaaaaaa-2222-3333-4444-55555555555"
#define MADE(n) "{\"InvoiceID\":\"" ID #n "\",\"Type\":\"ACCREC\",\"InvoiceNumber\":\"N-" #n "\",\"Status\":\"AUTHORISED\",\"Total\":10.0,\"StatusAttributeString\":\"OK\"}"
#define WARNED(n) "{\"InvoiceID\":\"" ID #n "\",\"Type\":\"ACCREC\",\"InvoiceNumber\":\"N-" #n "\",\"Status\":\"AUTHORISED\",\"Total\":10.0,\"StatusAttributeString\":\"WARNING\",\"Warnings\":[{\"Message\":\"Only x letters fit\"}]}"
#define REFUSED(n) "{\"InvoiceID\":\"00000000-0000-0000-0000-000000000000\",\"Type\":\"ACCREC\",\"InvoiceNumber\":\"N-" #n "\",\"StatusAttributeString\":\"ERROR\",\"ValidationErrors\":[{\"Message\":\"Invoice # must be unique.\"}]}"
#define NESTED(n) "{\"Type\":\"ACCREC\",\"InvoiceNumber\":\"N-" #n "\",\"LineItems\":[{\"ValidationErrors\":[{\"Message\":\"Account code '9' is not a valid code for this document.\"}]}],\"ValidationErrors\":[{\"Message\":\"Account code '9' is not a valid code for this document.\"}],\"HasErrors\":true}"

typedef struct
{
  const char *why;
  guint status;
  const char *type;
  const char *body;
  const char *outcome; /* of each of the three: d done, r refused, x refused and a duplicate, o open, t turned away */
} AnswerCase;

static const AnswerCase answer_cases[] = {
  { "all done", 200, "application/json", "{\"Invoices\":[" MADE (1) "," MADE (2) "," MADE (3) "]}", "ddd" },
  { "in another order", 200, "application/json", "{\"Invoices\":[" MADE (3) "," REFUSED (1) "," MADE (2) "]}", "xdd" },
  { "with a warning", 200, "application/json", "{\"Invoices\":[" MADE (1) "," WARNED (2) "," MADE (3) "]}", "ddd" },
  { "one is not told of", 200, "application/json", "{\"Invoices\":[" MADE (1) "," MADE (3) "]}", "dod" },
  { "somebody else's", 200, "application/json", "{\"Invoices\":[" MADE (1) "," MADE (9) "," MADE (3) "]}", "dod" },
  { "nested reasons", 200, "application/json", "{\"Invoices\":[" NESTED (1) "," MADE (2) "," MADE (3) "]}", "rdd" },
  { "no list", 200, "application/json", "{\"Status\":\"OK\"}", "ooo" },
  { "a proxy's page", 200, "text/html", "<html>Hello</html>", "ooo" },
  { "half an answer", 200, "application/json", "{\"Invoices\":[" MADE (1), "ooo" },
  { "members of other types", 200, "application/json", "{\"Invoices\":[7,\"x\",{\"InvoiceNumber\":3}]}", "ooo" },
  { "some were refused, the others may be done", 400, "application/json", "{\"ErrorNumber\":10,\"Type\":\"ValidationException\",\"Elements\":[" REFUSED (2) "]}", "oxo" },
  { "all were refused", 400, "application/json", "{\"ErrorNumber\":10,\"Elements\":[" REFUSED (1) "," REFUSED (2) "," REFUSED (3) "]}", "xxx" },
  { "no JSON was read", 400, "application/json", "{\"ErrorNumber\":14,\"Message\":\"Invalid JSON data\"}", "rrr" },
  { "too many", 429, "text/plain", "", "ttt" },
  { "not allowed in", 403, "application/json", "{\"Title\":\"Forbidden\",\"Status\":403,\"Detail\":\"AuthenticationUnsuccessful\"}", "rrr" },
  { "out of service", 503, "text/html", "<html>The service is unavailable</html>", "ooo" },
  { "a server's error", 500, "application/json", "{\"ErrorNumber\":0,\"Message\":\"An error occurred in Xero.\"}", "ooo" },
};

static char
tell (const TieLedgerResult *result)
{
  if (result->fault == NULL)
    {
      g_assert_true (result->is_known);
      g_assert_nonnull (result->remote);
      return 'd';
    }
  g_assert_null (result->remote);
  if (!result->is_known)
    return 'o';
  if (g_error_matches (result->fault, TIE_ERROR, TIE_ERROR_THROTTLED))
    return 't';
  return g_error_matches (result->fault, TIE_ERROR, TIE_ERROR_DUPLICATE) ? 'x' : 'r';
}

static void
test_answers (void)
{
  static const char *const bodies[] = { "PUT Invoices\n{\"InvoiceNumber\":\"N-1\"}", "PUT Invoices\n{\"InvoiceNumber\":\"N-2\"}", "PUT Invoices\n{\"InvoiceNumber\":\"N-3\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (answer_cases); i++)
    {
      const AnswerCase *c = &answer_cases[i];
      TieHttpAnswer answer = { .status = c->status, .content_type = (char *) c->type, .trace = (char *) "trace", .left = -1 };
      g_autoptr (GPtrArray) elements = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_xero_element_free);
      g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_ledger_result_free);
      g_autofree char *outcome = g_strdup (c->outcome);

      answer.body = g_bytes_new_static (c->body, strlen (c->body));
      for (guint j = 0; j < G_N_ELEMENTS (bodies); j++)
        {
          g_autoptr (GBytes) body = g_bytes_new_static (bodies[j], strlen (bodies[j]));
          const TieLedgerOperation operation = { TIE_KIND_SALES_INVOICE, "create", "id", body };

          g_ptr_array_add (results, g_new0 (TieLedgerResult, 1));
          g_ptr_array_add (elements, tie_xero_element_new (&operation, results->pdata[j]));
        }
      tie_xero_elements_read_answer (elements, &answer);
      for (guint j = 0; j < G_N_ELEMENTS (bodies); j++)
        {
          outcome[j] = tell (results->pdata[j]);
          g_assert_cmpstr (((TieLedgerResult *) results->pdata[j])->trace, ==, "trace");
        }
      if (!g_str_equal (outcome, c->outcome))
        g_error ("%s: %s instead of %s", c->why, outcome, c->outcome);
      g_bytes_unref (answer.body);
    }
}

/* A list that was refused with one element in it is that element's refusal. */
static void
test_refused_alone (void)
{
  const char *text = "{\"ErrorNumber\":10,\"Elements\":[" REFUSED (1) "]}";
  g_autoptr (GBytes) body = g_bytes_new_static ("PUT Invoices\n{\"InvoiceNumber\":\"N-1\"}", 36);
  const TieLedgerOperation operation = { TIE_KIND_SALES_INVOICE, "create", "id", body };
  g_autoptr (TieLedgerResult) result = g_new0 (TieLedgerResult, 1);
  g_autoptr (GPtrArray) elements = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_xero_element_free);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  TieHttpAnswer answer = { .status = 400, .content_type = (char *) "application/json", .body = bytes };

  g_ptr_array_add (elements, tie_xero_element_new (&operation, result));
  tie_xero_elements_read_answer (elements, &answer);
  g_assert_cmpint (tell (result), ==, 'x');
}

/* The key says who, where and what, to the byte. */
static void
test_key (void)
{
  static const char *const ids[] = { "one", "two", "one", "one", "one" };
  static const char *const resources[] = { "Invoices", "Invoices", "CreditNotes", "Invoices", "Invoices" };
  static const char *const methods[] = { "PUT", "PUT", "PUT", "POST", "PUT" };
  static const char *const bodies[] = { "{}", "{}", "{}", "{}", "{ }" };
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GBytes) frozen = g_bytes_new_static ("PUT Invoices\n{}", 15);

  for (guint i = 0; i < 2 * G_N_ELEMENTS (ids); i++)
    {
      guint j = i % G_N_ELEMENTS (ids);
      const TieLedgerOperation operation = { TIE_KIND_SALES_INVOICE, "create", ids[j], frozen };
      g_autoptr (TieLedgerResult) result = g_new0 (TieLedgerResult, 1);
      g_autoptr (GPtrArray) elements = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_xero_element_free);
      g_autoptr (GBytes) body = g_bytes_new_static (bodies[j], strlen (bodies[j]));
      char *key = NULL;

      g_ptr_array_add (elements, tie_xero_element_new (&operation, result));
      key = tie_xero_elements_make_key (elements, methods[j], resources[j], body);
      g_assert_cmpuint (strlen (key), <=, 128);
      g_assert_cmpint (g_hash_table_add (keys, key), ==, i < G_N_ELEMENTS (ids));
    }
}

/* ---- from a company with faults ---- */

typedef struct
{
  const char *fault;
  gboolean is_known;
  TieError code;     /* 0: it is done */
  guint retry_after;
} FaultCase;

static const FaultCase fault_cases[] = {
  { "429-minute,method=PUT", TRUE, TIE_ERROR_THROTTLED, 47 },
  { "429-day,method=PUT", TRUE, TIE_ERROR_DAY_LIMIT, 5 * 60 * 60 },
  { "429-concurrent,method=PUT", TRUE, TIE_ERROR_THROTTLED, 0 },
  { "500,method=PUT", FALSE, TIE_ERROR_SERVER, 0 },
  { "503,method=PUT", FALSE, TIE_ERROR_SERVER, 0 },
  { "html,method=PUT", FALSE, TIE_ERROR_SERVER, 0 },
  { "text,method=PUT", FALSE, TIE_ERROR_SERVER, 0 },
  { "fault200,method=PUT", FALSE, TIE_ERROR_SERVER, 0 },
  { "truncated,method=PUT", FALSE, TIE_ERROR_NETWORK, 0 },
  { "malformed,method=PUT", FALSE, TIE_ERROR_SERVER, 0 },
  { "cut-before,method=PUT", FALSE, TIE_ERROR_NETWORK, 0 },
  { "cut-after,method=PUT", FALSE, TIE_ERROR_NETWORK, 0 },
  { "expired,count=1,method=PUT", TRUE, 0, 0 },
  { "403,method=PUT", TRUE, TIE_ERROR_SHUT_OUT, 0 },
  { "archived,method=PUT", TRUE, TIE_ERROR_MAPPING, 0 },
  { "closed,method=PUT", TRUE, TIE_ERROR_CLOSED_PERIOD, 0 },
  { "taken,method=PUT", TRUE, TIE_ERROR_DUPLICATE, 0 },
  { "code-10,method=PUT", TRUE, TIE_ERROR_DATA, 0 },
  { "code-14,method=PUT", TRUE, TIE_ERROR_BUG, 0 },
};

static void
test_faults (XeroBooks *books,
             gconstpointer data)
{
  const FaultCase *c = data;
  g_autoptr (TieLedgerDocument) document = xero_books_make_document (books, TIE_KIND_SALES_INVOICE, "F-1", 1000);
  g_autoptr (GPtrArray) operations = xero_books_make_operations ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  const TieLedgerResult *result;

  g_ptr_array_add (operations, xero_books_make_operation (books, TIE_KIND_SALES_INVOICE, "create", xero_books_make_body (books, "create", document, NULL)));
  xero_books_fault (books, c->fault);
  results = xero_books_push_all (books, operations, &error);
  g_assert_no_error (error);
  result = results->pdata[0];
  g_assert_cmpint (result->is_known, ==, c->is_known);
  g_assert_cmpuint (result->retry_after, ==, c->retry_after);
  if (c->code == 0)
    g_assert_no_error (result->fault);
  else
    g_assert_error (result->fault, TIE_ERROR, (int) c->code);
}

static void
set_up (XeroBooks *books,
        gconstpointer data)
{
  xero_books_set_up (books, NULL);
}

/* Lost after it was booked, the same set within the key's life is the same answer. */
static void
test_lost (XeroBooks *books,
           gconstpointer data)
{
  g_autoptr (TieLedgerDocument) document = xero_books_make_document (books, TIE_KIND_SUPPLIER_INVOICE, "same", 1000);
  g_autoptr (GPtrArray) operations = xero_books_make_operations ();
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autofree char *other = NULL;

  g_ptr_array_add (operations, xero_books_make_operation (books, TIE_KIND_SUPPLIER_INVOICE, "create", xero_books_make_body (books, "create", document, NULL)));
  xero_books_fault (books, "cut-after,count=1,method=PUT");
  first = xero_books_push_all (books, operations, NULL);
  g_assert_false (((TieLedgerResult *) first->pdata[0])->is_known);
  second = xero_books_push_all (books, operations, NULL);
  g_assert_no_error (((TieLedgerResult *) second->pdata[0])->fault);
  /* Bills of one number may be many; this one is one. */
  other = xero_books_get (books, "Invoices?where=Type%3D%3D%22ACCPAY%22", "Invoices.1.InvoiceID");
  g_assert_cmpstr (other, ==, "");
}

/* What a colleague changed between the look and the write is theirs; and what cannot be read is not written. */
static void
test_states (XeroBooks *books,
             gconstpointer data)
{
  g_autoptr (TieLedgerDocument) document = xero_books_make_document (books, TIE_KIND_SALES_INVOICE, "S-1", 1000);
  g_autoptr (TieRemote) made = xero_books_do (books, TIE_KIND_SALES_INVOICE, "create", xero_books_make_body (books, "create", document, NULL));
  g_autoptr (GPtrArray) operations = xero_books_make_operations ();
  g_autoptr (GError) error = NULL;
  g_autofree char *bump = g_strdup_printf ("{\"action\":\"bump\",\"entity\":\"Invoice\",\"id\":\"%s\"}", made->id);
  g_autofree char *gone = g_strdup_printf ("{\"action\":\"delete\",\"entity\":\"Invoice\",\"id\":\"%s\"}", made->id);

  g_ptr_array_add (operations, xero_books_make_operation (books, TIE_KIND_SALES_INVOICE, "void", tie_xero_make_removal_body (TIE_KIND_SALES_INVOICE, "void", made, NULL)));
  xero_books_fault (books, "503,method=GET");
  g_assert_null (xero_books_push_all (books, operations, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_SERVER);
  xero_books_fault (books, NULL);
  g_assert_cmpuint (xero_books_count (books, "POST", "/api.xro/2.0/Invoices"), ==, 0);

  xero_books_edit (books, bump);
  xero_books_expect_fault (xero_books_push (books, TIE_KIND_SALES_INVOICE, "void", tie_xero_make_removal_body (TIE_KIND_SALES_INVOICE, "void", made, NULL)), TRUE, TIE_ERROR_STALE);
  g_assert_cmpuint (xero_books_count (books, "POST", "/api.xro/2.0/Invoices"), ==, 0);
  xero_books_edit (books, gone);
  xero_books_expect_fault (xero_books_push (books, TIE_KIND_SALES_INVOICE, "void", tie_xero_make_removal_body (TIE_KIND_SALES_INVOICE, "void", made, NULL)), TRUE, TIE_ERROR_GONE);
}

/* Voided by an earlier try whose answer got lost, it is as it was to be. */
static void
test_void_twice (XeroBooks *books,
                 gconstpointer data)
{
  g_autoptr (TieLedgerDocument) document = xero_books_make_document (books, TIE_KIND_SALES_CREDIT, "V-1", 1000);
  g_autoptr (TieRemote) made = xero_books_do (books, TIE_KIND_SALES_CREDIT, "create", xero_books_make_body (books, "create", document, NULL));
  g_autoptr (TieRemote) voided = xero_books_do (books, TIE_KIND_SALES_CREDIT, "void", tie_xero_make_removal_body (TIE_KIND_SALES_CREDIT, "void", made, NULL));
  g_autoptr (TieRemote) again = xero_books_do (books, TIE_KIND_SALES_CREDIT, "void", tie_xero_make_removal_body (TIE_KIND_SALES_CREDIT, "void", made, NULL));

  g_assert_true (voided->money->is_void);
  g_assert_true (again->money->is_void);
  g_assert_cmpuint (xero_books_count (books, "POST", "/api.xro/2.0/CreditNotes"), ==, 1);
}

/* After the first that everybody would meet, nothing more is sent. */
static void
test_stop (XeroBooks *books,
           gconstpointer data)
{
  g_autoptr (GPtrArray) operations = xero_books_make_operations ();
  g_autoptr (GPtrArray) results = NULL;
  guint n_unsent = 0;

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autoptr (TieLedgerDocument) document = xero_books_make_document (books, TIE_KIND_SALES_INVOICE, number, 1000);
      g_autoptr (TieRemote) made = xero_books_do (books, TIE_KIND_SALES_INVOICE, "create", xero_books_make_body (books, "create", document, NULL));
      g_autoptr (TieLedgerPayment) payment = xero_books_make_payment (books, TIE_KIND_RECEIPT, 1200);
      g_autoptr (TieRemote) paid = NULL;

      tie_ledger_payment_apply (payment, TIE_KIND_SALES_INVOICE, made->id, 1200);
      paid = xero_books_do (books, TIE_KIND_RECEIPT, "create", tie_xero_make_payment_body (&books->can, "create", payment, NULL, NULL));
      g_ptr_array_add (operations, xero_books_make_operation (books, TIE_KIND_RECEIPT, "delete", tie_xero_make_removal_body (TIE_KIND_RECEIPT, "delete", paid, NULL)));
    }
  xero_books_fault (books, "429-minute,method=POST");
  results = xero_books_push_all (books, operations, NULL);
  for (guint i = 0; i < results->len; i++)
    {
      const TieLedgerResult *result = results->pdata[i];

      g_assert_true (result->is_known);
      g_assert_error (result->fault, TIE_ERROR, TIE_ERROR_THROTTLED);
      g_assert_cmpuint (result->retry_after, ==, 47);
      n_unsent += result->trace == NULL;
    }
  g_assert_cmpuint (n_unsent, >=, 6);
}

int
main (int argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  net_use_file_keyring ();
  g_test_add_func ("/xero-answers/answers", test_answers);
  g_test_add_func ("/xero-answers/refused-alone", test_refused_alone);
  g_test_add_func ("/xero-answers/key", test_key);
  for (guint i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/xero-answers/faults/%s", fault_cases[i].fault);

      g_test_add (path, XeroBooks, &fault_cases[i], set_up, test_faults, xero_books_tear_down);
    }
#define ADD(name, function) g_test_add ("/xero-answers/" name, XeroBooks, NULL, xero_books_set_up, function, xero_books_tear_down)
  ADD ("lost", test_lost);
  ADD ("states", test_states);
  ADD ("void-twice", test_void_twice);
  ADD ("stop", test_stop);
#undef ADD
  result = g_test_run ();
  net_clean_up ();
  return result;
}
