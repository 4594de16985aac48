/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-batches"
#include "config.h"

#include <string.h>

#include "base/tie-random.h"
#include "sandbox/xero/tie-sandbox-xero.h"

/* One movement of money that pays several invoices, or several bills: each part is a payment as well, and names the batch. */

static const TieSandboxXeroField fields[] = {
  { "Date", 'd', 0, NULL },
  { "Reference", 's', 255, NULL },
  { "Details", 's', 18, NULL },
  { "Narrative", 's', 18, NULL },
  { "Particulars", 's', 12, NULL },
  { "Code", 's', 12, NULL },
};

static JsonObject *
make_part_body (TieSandboxXeroWrite *batch,
                JsonObject *part)
{
  static const char *const copied[] = { "Account", "Date", "Reference" };
  JsonObject *body = tie_sandbox_json_copy (part);

  for (gsize i = 0; i < G_N_ELEMENTS (copied); i++)
    {
      JsonNode *node = json_object_get_member (batch->body, copied[i]);

      if (node != NULL && !json_object_has_member (body, copied[i]))
        json_object_set_member (body, copied[i], json_node_copy (node));
    }
  return body;
}

static JsonObject *
make_link (TieSandboxXeroWrite *batch)
{
  JsonObject *link = json_object_new ();

  json_object_set_string_member (link, "BatchPaymentID", batch->record->id);
  return link;
}

/* As it is seen in the batch. */
static JsonObject *
make_entry (JsonObject *payment)
{
  JsonObject *entry = json_object_new ();

  json_object_set_string_member (entry, "PaymentID", tie_sandbox_json_get_text (payment, "PaymentID"));
  json_object_set_object_member (entry, "Invoice", tie_sandbox_json_copy (tie_sandbox_json_get_object (payment, "Invoice")));
  tie_sandbox_json_set_cents (entry, "Amount", tie_sandbox_json_get_cents (payment, "Amount"));
  return entry;
}

/* Its type, or NULL with a problem. */
static const char *
pay_part (TieSandboxXeroWrite *batch,
          JsonObject *part,
          JsonArray *entries,
          gint64 *total)
{
  g_autoptr (JsonObject) body = make_part_body (batch, part);
  g_autoptr (TieSandboxXeroRecord) record = tie_sandbox_xero_record_new ("Payment");
  TieSandboxXeroWrite write = { .call = batch->call, .kind = tie_sandbox_xero_kind_get ("Payment"), .body = body, .record = record, .is_new = TRUE, .problems = batch->problems };
  const char *type;

  if (tie_sandbox_json_get_object (part, "Invoice") == NULL)
    {
      tie_sandbox_xero_problem (batch, "Each payment of a batch must have an invoice");
      return NULL;
    }
  tie_sandbox_xero_apply_payment (&write);
  if (batch->problems->len > 0)
    return NULL;
  json_object_set_object_member (record->object, "BatchPayment", make_link (batch));
  json_object_set_string_member (record->object, "BatchPaymentID", batch->record->id);
  tie_sandbox_xero_put (batch->call, record);
  json_array_add_object_element (entries, make_entry (record->object));
  *total += tie_sandbox_json_get_cents (record->object, "Amount");
  type = tie_sandbox_json_get_text (record->object, "PaymentType");
  return g_strcmp0 (type, "ACCPAYPAYMENT") == 0 ? "PAYBATCH" : "RECBATCH";
}

static void
set_account (TieSandboxXeroWrite *write)
{
  JsonObject *account = tie_sandbox_json_get_object (write->body, "Account");

  if (account != NULL)
    json_object_set_object_member (write->record->object, "Account", tie_sandbox_json_copy (account));
}

static void
pay (TieSandboxXeroWrite *write)
{
  JsonObject *object = write->record->object;
  JsonArray *parts = tie_sandbox_json_get_array (write->body, "Payments");
  g_autoptr (JsonArray) entries = json_array_new ();
  const char *type = NULL;
  gint64 total = 0;

  tie_sandbox_xero_take_fields (write, write->body, object, fields, G_N_ELEMENTS (fields));
  if (parts == NULL || json_array_get_length (parts) == 0)
    tie_sandbox_xero_problem (write, "A batch payment must have payments");
  write->record->id = tie_random_uuid ();
  for (guint i = 0; parts != NULL && i < json_array_get_length (parts) && write->problems->len == 0; i++)
    {
      JsonNode *node = json_array_get_element (parts, i);
      const char *found = JSON_NODE_HOLDS_OBJECT (node) ? pay_part (write, json_node_get_object (node), entries, &total) : NULL;

      if (type != NULL && found != NULL && !g_str_equal (type, found))
        tie_sandbox_xero_problem (write, "All payments of a batch must be of the same kind");
      type = found;
    }
  if (write->problems->len > 0)
    return;
  set_account (write);
  json_object_set_array_member (object, "Payments", json_array_ref (entries));
  json_object_set_string_member (object, "Type", type);
  json_object_set_string_member (object, "Status", "AUTHORISED");
  json_object_set_boolean_member (object, "IsReconciled", FALSE);
  tie_sandbox_json_set_cents (object, "TotalAmount", total);
}

/* The only thing that can be done to a batch, and to all of it. */
static void
take_back (TieSandboxXeroWrite *write)
{
  JsonArray *entries = tie_sandbox_json_get_array (write->record->object, "Payments");
  g_autoptr (JsonObject) body = json_object_new ();

  if (g_strcmp0 (tie_sandbox_json_get_text (write->body, "Status"), "DELETED") != 0 || g_strcmp0 (write->record->status, "DELETED") == 0)
    {
      tie_sandbox_xero_problem (write, "Batch payments cannot be edited, only deleted");
      return;
    }
  json_object_set_string_member (body, "Status", "DELETED");
  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      g_autoptr (TieSandboxXeroRecord) record = tie_sandbox_xero_get (write->call, "Payment", tie_sandbox_json_get_text (json_array_get_object_element (entries, i), "PaymentID"));
      TieSandboxXeroWrite part = { .call = write->call, .kind = tie_sandbox_xero_kind_get ("Payment"), .body = body, .record = record, .problems = write->problems };

      if (record == NULL)
        continue;
      json_object_remove_member (record->object, "BatchPaymentID");
      tie_sandbox_xero_apply_payment (&part);
      json_object_set_string_member (record->object, "BatchPaymentID", write->record->id);
      if (write->problems->len > 0)
        return;
      tie_sandbox_xero_put (write->call, record);
    }
  json_object_set_string_member (write->record->object, "Status", "DELETED");
}

void
tie_sandbox_xero_apply_batch (TieSandboxXeroWrite *write)
{
  if (write->is_new)
    pay (write);
  else
    take_back (write);
}
