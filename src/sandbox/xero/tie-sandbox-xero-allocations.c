/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-allocations"
#include "config.h"

#include "base/tie-money.h"
#include "base/tie-random.h"
#include "sandbox/xero/tie-sandbox-xero.h"

/* Credit notes against invoices: a part of the one pays a part of the other. */

static void
join (TieSandboxXeroCall *call,
      TieSandboxXeroRecord *note,
      TieSandboxXeroRecord *invoice,
      JsonObject *allocation,
      gint64 amount,
      const char *day)
{
  JsonObject *entry = json_object_new ();
  JsonObject *reference = json_object_new ();
  g_autofree char *id = tie_random_uuid ();
  const char *number = tie_sandbox_json_get_text (note->object, "CreditNoteNumber");

  json_object_set_string_member (reference, "InvoiceID", invoice->id);
  if (tie_sandbox_json_get_text (invoice->object, "InvoiceNumber") != NULL)
    json_object_set_string_member (reference, "InvoiceNumber", tie_sandbox_json_get_text (invoice->object, "InvoiceNumber"));
  json_object_set_string_member (allocation, "AllocationID", id);
  json_object_set_object_member (allocation, "Invoice", reference);
  tie_sandbox_json_set_cents (allocation, "Amount", amount);
  tie_sandbox_xero_set_day (allocation, "Date", day);
  json_array_add_object_element (tie_sandbox_json_get_array (note->object, "Allocations"), json_object_ref (allocation));

  json_object_set_string_member (entry, "CreditNoteID", note->id);
  if (number != NULL)
    json_object_set_string_member (entry, "CreditNoteNumber", number);
  json_object_set_string_member (entry, "AllocationID", id);
  tie_sandbox_json_set_cents (entry, "AppliedAmount", amount);
  json_array_add_object_element (tie_sandbox_json_get_array (invoice->object, "CreditNotes"), entry);
  tie_sandbox_xero_settle (call, note);
  tie_sandbox_xero_settle (call, invoice);
  tie_sandbox_xero_put (call, note);
  tie_sandbox_xero_put (call, invoice);
}

static void
allocate (TieSandboxXeroWrite *write,
          TieSandboxXeroRecord *note,
          JsonObject *allocation)
{
  g_autoptr (TieSandboxXeroRecord) invoice = tie_sandbox_xero_find_document (write->call, write->body);
  g_autofree char *day = tie_sandbox_xero_dup_day (write->body, "Date");
  g_autofree char *message = NULL;
  gint64 amount = 0;

  if (invoice == NULL)
    tie_sandbox_xero_problem (write, "The invoice to allocate to could not be found");
  else if (g_strcmp0 (note->status, "AUTHORISED") != 0 || g_strcmp0 (invoice->status, "AUTHORISED") != 0)
    tie_sandbox_xero_problem (write, "Both documents must be authorised");
  else if (g_strcmp0 (note->contact, invoice->contact) != 0)
    tie_sandbox_xero_problem (write, "The credit note and the invoice must have the same contact");
  if (day == NULL)
    tie_sandbox_xero_problem (write, "Date must be specified");
  else if (tie_sandbox_xero_is_locked (write->call, day, &message))
    tie_sandbox_xero_problem (write, "%s", message);
  if (!tie_sandbox_json_get_decimal (write->body, "Amount", TIE_MONEY_DECIMALS, &amount) || amount <= 0)
    tie_sandbox_xero_problem (write, "Amount must be greater than zero");
  else if (invoice != NULL && (amount > tie_sandbox_xero_get_left (note) || amount > tie_sandbox_xero_get_left (invoice)))
    tie_sandbox_xero_problem (write, "The amount exceeds the amount outstanding on this document");
  if (write->problems->len == 0)
    join (write->call, note, invoice, allocation, amount, day);
}

static void
put_allocations (TieSandboxXeroCall *call,
                 TieSandboxXeroRecord *note,
                 const TieSandboxRequest *request,
                 TieSandboxAnswer *answer)
{
  g_autoptr (JsonNode) root = tie_sandbox_json_parse (request->body);
  JsonArray *sent = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? tie_sandbox_json_get_array (json_node_get_object (root), "Allocations") : NULL;
  gboolean summarizes = g_strcmp0 (g_hash_table_lookup (request->query, "summarizeErrors"), "false") != 0;
  g_autoptr (JsonArray) all = json_array_new ();
  g_autoptr (JsonArray) refused = json_array_new ();

  if (sent == NULL || json_array_get_length (sent) == 0)
    {
      tie_sandbox_xero_answer_exception (answer, SOUP_STATUS_BAD_REQUEST, 14, "PostDataInvalidException", "Invalid JSON data");
      return;
    }
  for (guint i = 0; i < json_array_get_length (sent); i++)
    {
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (JsonObject) allocation = json_object_new ();
      JsonNode *node = json_array_get_element (sent, i);
      TieSandboxXeroWrite write = { .call = call, .kind = tie_sandbox_xero_kind_get ("CreditNote"), .problems = problems };
      JsonObject *result;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      write.body = json_node_get_object (node);
      allocate (&write, note, allocation);
      result = problems->len > 0 ? tie_sandbox_xero_refused (&write) : tie_sandbox_json_copy (allocation);
      if (!summarizes)
        json_object_set_string_member (result, "StatusAttributeString", problems->len > 0 ? "ERROR" : "OK");
      json_array_add_object_element (all, result);
      if (problems->len > 0)
        json_array_add_object_element (refused, json_object_ref (result));
    }
  if (summarizes && json_array_get_length (refused) > 0)
    tie_sandbox_xero_answer_invalid (answer, json_array_ref (refused));
  else
    tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, tie_sandbox_xero_envelope (call, "Allocations", NULL, json_array_ref (all)));
}

static gboolean
undo_allocation (TieSandboxXeroCall *call,
                 TieSandboxXeroRecord *note,
                 const char *id,
                 TieSandboxAnswer *answer)
{
  JsonArray *allocations = tie_sandbox_json_get_array (note->object, "Allocations");
  JsonObject *found = NULL;
  g_autoptr (TieSandboxXeroRecord) invoice = NULL;
  g_autoptr (JsonObject) body = json_object_new ();

  for (guint i = 0; i < json_array_get_length (allocations); i++)
    {
      JsonObject *one = json_array_get_object_element (allocations, i);

      if (g_strcmp0 (tie_sandbox_json_get_text (one, "AllocationID"), id) == 0)
        found = one;
    }
  if (found == NULL)
    return FALSE;
  invoice = tie_sandbox_xero_find_document (call, found);
  tie_sandbox_xero_remove_entry (tie_sandbox_json_get_array (invoice->object, "CreditNotes"), "AllocationID", id);
  tie_sandbox_xero_remove_entry (allocations, "AllocationID", id);
  tie_sandbox_xero_settle (call, note);
  tie_sandbox_xero_settle (call, invoice);
  tie_sandbox_xero_put (call, note);
  tie_sandbox_xero_put (call, invoice);
  json_object_set_string_member (body, "AllocationID", id);
  json_object_set_boolean_member (body, "IsDeleted", TRUE);
  tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, tie_sandbox_xero_write_json (body));
  return TRUE;
}

gboolean
tie_sandbox_xero_allocations_handle (TieSandboxXeroCall *call,
                                     char **parts,
                                     const TieSandboxRequest *request,
                                     TieSandboxAnswer *answer)
{
  g_autoptr (TieSandboxXeroRecord) note = NULL;

  if (!g_str_equal (parts[0], "CreditNotes") || !g_str_equal (parts[2], "Allocations"))
    return FALSE;
  note = tie_sandbox_xero_get (call, "CreditNote", parts[1]);
  if (note == NULL)
    return FALSE;
  if (g_str_equal (request->method, "PUT") && parts[3] == NULL)
    put_allocations (call, note, request, answer);
  else if (g_str_equal (request->method, "DELETE") && parts[3] != NULL)
    return undo_allocation (call, note, parts[3], answer);
  else
    return FALSE;
  return TRUE;
}
