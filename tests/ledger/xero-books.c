/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "xero-books"
#include "config.h"

#include <string.h>

#include "../net/net-fixture.h"
#include "base/tie-random.h"
#include "ledger/xero/tie-xero-body.h"
#include "ledger/xero/tie-xero.h"
#include "net/tie-json.h"
#include "xero-books.h"
#include "xero-check.h"

static JsonNode *
find_node (JsonNode *root,
           const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);
  JsonNode *node = root;

  for (guint i = 0; parts[i] != NULL && node != NULL; i++)
    {
      if (JSON_NODE_HOLDS_OBJECT (node))
        node = json_object_get_member (json_node_get_object (node), parts[i]);
      else if (JSON_NODE_HOLDS_ARRAY (node) && g_ascii_strtoull (parts[i], NULL, 10) < json_array_get_length (json_node_get_array (node)))
        node = json_array_get_element (json_node_get_array (node), (guint) g_ascii_strtoull (parts[i], NULL, 10));
      else
        node = NULL;
    }
  return node;
}

char *
xero_books_get (XeroBooks *self,
                const char *resource,
                const char *path)
{
  g_autofree char *json = tie_sandbox_dup_query (self->sandbox, resource);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonNode *node = find_node (root, path);

  if (node == NULL)
    return g_strdup ("");
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_dup_string (node) : json_to_string (node, FALSE);
}

gint64
xero_books_get_cents (XeroBooks *self,
                      const char *resource,
                      const char *path,
                      const char *member)
{
  g_autofree char *json = tie_sandbox_dup_query (self->sandbox, resource);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);

  return tie_json_get_decimal (tie_json_get_root_object (find_node (root, path)), member, 2);
}

void
xero_books_edit (XeroBooks *self,
                 const char *json)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tie_sandbox_edit (self->sandbox, json, &error));
  g_assert_no_error (error);
}

void
xero_books_fault (XeroBooks *self,
                  const char *spec)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tie_sandbox_set_fault (self->sandbox, spec, &error));
  g_assert_no_error (error);
}

guint
xero_books_count (XeroBooks *self,
                  const char *method,
                  const char *path)
{
  g_autofree char *journal = tie_sandbox_dup_journal (self->sandbox);
  g_autoptr (JsonNode) root = json_from_string (journal, NULL);
  JsonArray *requests = json_node_get_array (root);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);

      n += g_str_equal (tie_json_get_string (request, "method"), method) && g_str_has_prefix (tie_json_get_string (request, "path"), path);
    }
  return n;
}

static void
sign_in (XeroBooks *self)
{
  g_autofree char *id = tie_random_uuid ();
  g_autofree char *company = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TieSignInAddresses *addresses = tie_xero_dup_addresses ("local", tie_sandbox_get_base_uri (self->sandbox));

  self->sign_in = tie_sign_in_new (id, NULL, addresses);
  tie_sign_in_addresses_free (addresses);
  tie_sign_in_set_keys (self->sign_in, tie_sandbox_get_client_id (self->sandbox), NULL);
  tie_sign_in_consent_silently_async (self->sign_in, NULL, net_wait_cb, &result);
  company = tie_sign_in_consent_silently_finish (self->sign_in, net_wait (&result), &error);
  g_assert_no_error (error);
}

void
xero_books_set_up (XeroBooks *self,
                   gconstpointer data)
{
  TieSandboxOptions options = { .package = "xero", .company = "empty", .rows = 3, .seed = 1, .strict = TRUE };
  g_autoptr (GError) error = NULL;

  self->sandbox = tie_sandbox_new (&options);
  g_assert_true (tie_sandbox_start (self->sandbox, &error));
  g_assert_no_error (error);
  sign_in (self);
  self->ledger = tie_xero_new (tie_sandbox_get_base_uri (self->sandbox), tie_sandbox_get_realm (self->sandbox), self->sign_in);
  self->can.currency = (char *) "GBP";
  self->can.tax_model = TIE_TAX_GLOBAL;
  self->can.has_our_numbers = TRUE;
  self->can.has_bills = TRUE;
  xero_books_edit (self, "{\"action\":\"create\",\"entity\":\"Item\",\"members\":{\"Code\":\"CONS\",\"Name\":\"Consulting\",\"SalesDetails\":{\"AccountCode\":\"200\"}}}");
  self->contact = xero_books_get (self, "Contacts", "Contacts.0.ContactID");
  self->bank = xero_books_get (self, "Accounts?where=Type%3D%3D%22BANK%22", "Accounts.0.AccountID");
  g_assert_cmpuint (strlen (self->contact), ==, 36);
  g_assert_cmpuint (strlen (self->bank), ==, 36);
}

void
xero_books_tear_down (XeroBooks *self,
                      gconstpointer data)
{
  g_autofree char *journal = tie_sandbox_dup_journal (self->sandbox);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (xero_check_journal (journal, &error), >=, 0);
  g_assert_no_error (error);
  xero_books_clear (self);
}

void
xero_books_clear (XeroBooks *self)
{
  g_assert_finalize_object (self->ledger);
  g_assert_finalize_object (self->sign_in);
  tie_sandbox_stop (self->sandbox);
  g_assert_finalize_object (self->sandbox);
  g_free (self->contact);
  g_free (self->bank);
}

/* ---- what is sent ---- */

TieLedgerDocument *
xero_books_make_document (XeroBooks *self,
                          TieKind kind,
                          const char *number,
                          gint64 amount)
{
  TieLedgerDocument *document = tie_ledger_document_new (kind);
  TieLedgerLine *line = tie_ledger_document_add_line (document, TIE_LEDGER_LINE_ITEM);
  gboolean is_sale = kind == TIE_KIND_SALES_INVOICE || kind == TIE_KIND_SALES_CREDIT;

  document->number = g_strdup (number);
  document->date = g_strdup ("2026-02-03");
  document->due = g_strdup ("2026-03-05");
  document->party_id = g_strdup (self->contact);
  line->text = g_strdup ("Work done");
  line->amount = amount;
  line->tax = (amount * 20 + 50) / 100;
  line->tax_code_id = g_strdup (is_sale ? "OUTPUT2" : "INPUT2");
  if (is_sale)
    line->item_number = g_strdup ("CONS");
  else
    line->account_number = g_strdup ("425");
  document->tax = line->tax;
  document->total = line->amount + line->tax;
  return document;
}

GBytes *
xero_books_make_body (XeroBooks *self,
                      const char *verb,
                      const TieLedgerDocument *document,
                      const TieRemote *remote)
{
  g_autoptr (GError) error = NULL;
  GBytes *body = tie_xero_make_document_body (&self->can, verb, document, remote, &error);

  g_assert_no_error (error);
  return body;
}

TieLedgerPayment *
xero_books_make_payment (XeroBooks *self,
                         TieKind kind,
                         gint64 amount)
{
  TieLedgerPayment *payment = tie_ledger_payment_new (kind);

  payment->date = g_strdup ("2026-03-12");
  payment->party_id = g_strdup (self->contact);
  payment->amount = amount;
  payment->account_id = g_strdup (self->bank);
  payment->mark = g_strdup_printf ("Tieout:%08u-0000-4000-8000-000000000000", ++self->n);
  return payment;
}

static void
operation_free (gpointer data)
{
  TieLedgerOperation *operation = data;

  g_free ((char *) operation->verb);
  g_free ((char *) operation->request_id);
  g_bytes_unref (operation->body);
  g_free (operation);
}

GPtrArray *
xero_books_make_operations (void)
{
  return g_ptr_array_new_with_free_func (operation_free);
}

TieLedgerOperation *
xero_books_make_operation (XeroBooks *self,
                           TieKind kind,
                           const char *verb,
                           GBytes *body)
{
  TieLedgerOperation *operation = g_new0 (TieLedgerOperation, 1);
  g_autofree char *batch = tie_random_uuid ();

  g_assert_nonnull (body);
  operation->kind = kind;
  operation->verb = g_strdup (verb);
  operation->request_id = g_strdup_printf ("%s%u", batch, ++self->n);
  operation->body = body;
  return operation;
}

GPtrArray *
xero_books_push_all (XeroBooks *self,
                     GPtrArray *operations,
                     GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GPtrArray *results;

  tie_ledger_push_async (self->ledger, operations, NULL, net_wait_cb, &result);
  results = tie_ledger_push_finish (self->ledger, net_wait (&result), error);
  g_assert_true (results == NULL || results->len == operations->len);
  return results;
}

TieLedgerResult *
xero_books_push (XeroBooks *self,
                 TieKind kind,
                 const char *verb,
                 GBytes *body)
{
  g_autoptr (GPtrArray) operations = xero_books_make_operations ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (operations, xero_books_make_operation (self, kind, verb, body));
  results = xero_books_push_all (self, operations, &error);
  g_assert_no_error (error);
  return g_ptr_array_steal_index (results, 0);
}

TieRemote *
xero_books_expect_done (TieLedgerResult *result)
{
  TieRemote *remote = NULL;

  g_assert_no_error (result->fault);
  g_assert_true (result->is_known);
  remote = g_steal_pointer (&result->remote);
  tie_ledger_result_free (result);
  return remote;
}

void
xero_books_expect_fault (TieLedgerResult *result,
                         gboolean is_known,
                         TieError code)
{
  g_assert_null (result->remote);
  g_assert_error (result->fault, TIE_ERROR, (int) code);
  g_assert_cmpint (result->is_known, ==, is_known);
  tie_ledger_result_free (result);
}

TieRemote *
xero_books_do (XeroBooks *self,
               TieKind kind,
               const char *verb,
               GBytes *body)
{
  return xero_books_expect_done (xero_books_push (self, kind, verb, body));
}
