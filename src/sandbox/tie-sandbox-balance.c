/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-balance"
#include "config.h"

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-transaction.h"

typedef struct
{
  const char *entity; /* interned */
  gint64 id;
} Target;

/* Else it is a credit. */
static gboolean
is_debt (const char *entity)
{
  return g_str_equal (entity, "Invoice") || g_str_equal (entity, "Bill") || g_str_equal (entity, "Purchase");
}

static gboolean
is_of_vendor (const char *entity)
{
  return g_str_equal (entity, "Bill") || g_str_equal (entity, "VendorCredit") || g_str_equal (entity, "BillPayment");
}

gint64
tie_sandbox_balance_get_applied (TieSandboxStore *store,
                                 const char *entity,
                                 gint64 id,
                                 gint64 but_payment)
{
  return tie_sandbox_store_get_number (store, "SELECT coalesce (sum (amount), 0) FROM applied WHERE entity = ? AND id = ? AND payment <> ?",
                                       "sii", entity, id, but_payment);
}

/* An invoice names the payments that touch it, but not their amounts. */
static void
list_payments (TieSandboxCompany *company,
               TieSandboxDocument *document)
{
  g_autoptr (TieSandboxStatement) statement = NULL;
  JsonArray *links = json_array_new ();

  statement = tie_sandbox_store_query (company->store, "SELECT DISTINCT payment FROM applied WHERE entity = ? AND id = ? ORDER BY payment",
                                       "si", document->entity, document->id);
  while (tie_sandbox_store_step (company->store, statement))
    {
      JsonObject *link = json_object_new ();

      json_object_set_string_member (link, "TxnId", (const char *) sqlite3_column_text (statement, 0));
      json_object_set_string_member (link, "TxnType", is_of_vendor (document->entity) ? "BillPaymentCheck" : "Payment");
      json_array_add_object_element (links, link);
    }
  json_object_set_array_member (document->object, "LinkedTxn", links);
}

/* The form itself changed too: its SyncToken moves, as everyone finds out who held the old one. */
static void
refresh_target (TieSandboxCompany *company,
                const char *entity,
                gint64 id)
{
  g_autoptr (TieSandboxDocument) document = tie_sandbox_store_get (company->store, entity, id, FALSE);
  gint64 balance;

  if (document == NULL)
    return;
  balance = tie_sandbox_json_get_cents (document->object, "TotalAmt") - tie_sandbox_json_get_cents (document->object, "Deposit")
            - tie_sandbox_balance_get_applied (company->store, entity, id, 0);
  if (!g_str_equal (entity, "Purchase"))
    tie_sandbox_json_set_cents (document->object, "Balance", balance);
  if (g_str_equal (entity, "CreditMemo"))
    tie_sandbox_json_set_cents (document->object, "RemainingCredit", balance);
  list_payments (company, document);
  document->open = is_debt (entity) ? balance : -balance;
  document->token++;
  document->updated = tie_sandbox_company_now (company);
  tie_sandbox_store_put (company->store, document, NULL);
  /* A parent may pay for its sub-customer: then this is not the payment's own customer. */
  tie_sandbox_balance_refresh_party (company, document->party, is_of_vendor (entity));
}

static gint64
sum_open (TieSandboxCompany *company,
          gint64 party,
          gboolean is_vendor)
{
  return tie_sandbox_store_get_number (company->store,
                                       is_vendor ? "SELECT coalesce (sum (open), 0) FROM document WHERE party = ? AND party <> 0 AND entity IN ('Bill', 'VendorCredit', 'BillPayment')"
                                                 : "SELECT coalesce (sum (open), 0) FROM document WHERE party = ? AND party <> 0 AND entity IN ('Invoice', 'CreditMemo', 'Payment', 'Purchase')",
                                       "i", party);
}

/* A balance is no change of the record: its time moves, its SyncToken does not. */
static void
refresh_party (TieSandboxCompany *company,
               gint64 party,
               gboolean is_vendor,
               gint64 difference)
{
  g_autoptr (TieSandboxDocument) document = tie_sandbox_store_get (company->store, is_vendor ? "Vendor" : "Customer", party, FALSE);
  gint64 parent;

  if (document == NULL)
    return;
  tie_sandbox_json_set_cents (document->object, "Balance", sum_open (company, party, is_vendor));
  if (!is_vendor)
    tie_sandbox_json_set_cents (document->object, "BalanceWithJobs", tie_sandbox_json_get_cents (document->object, "BalanceWithJobs") + difference);
  document->updated = tie_sandbox_company_now (company);
  tie_sandbox_store_put (company->store, document, NULL);
  parent = tie_sandbox_json_get_reference_id (document->object, "ParentRef");
  if (!is_vendor && parent != 0)
    refresh_party (company, parent, FALSE, difference);
}

void
tie_sandbox_balance_refresh_party (TieSandboxCompany *company,
                                   gint64 party,
                                   gboolean is_vendor)
{
  g_autoptr (TieSandboxDocument) document = tie_sandbox_store_get (company->store, is_vendor ? "Vendor" : "Customer", party, FALSE);
  gint64 difference;

  if (document == NULL)
    return;
  difference = sum_open (company, party, is_vendor) - tie_sandbox_json_get_cents (document->object, "Balance");
  if (difference != 0)
    refresh_party (company, party, is_vendor, difference);
}

static GArray *
list_targets (TieSandboxCompany *company,
              gint64 payment)
{
  g_autoptr (TieSandboxStatement) statement = NULL;
  GArray *targets = g_array_new (FALSE, FALSE, sizeof (Target));

  statement = tie_sandbox_store_query (company->store, "SELECT DISTINCT entity, id FROM applied WHERE payment = ?", "i", payment);
  while (tie_sandbox_store_step (company->store, statement))
    {
      Target target = { g_intern_string ((const char *) sqlite3_column_text (statement, 0)), sqlite3_column_int64 (statement, 1) };

      g_array_append_val (targets, target);
    }
  return targets;
}

static gboolean
has_target (GArray *targets,
            const Target *wanted)
{
  for (guint i = 0; i < targets->len; i++)
    {
      const Target *target = &g_array_index (targets, Target, i);

      if (target->entity == wanted->entity && target->id == wanted->id)
        return TRUE;
    }
  return FALSE;
}

static void
store_links (TieSandboxCompany *company,
             TieSandboxDocument *payment)
{
  JsonArray *lines = tie_sandbox_json_get_array (payment->object, "Line");

  tie_sandbox_store_run (company->store, "DELETE FROM applied WHERE payment = ?", "i", payment->id);
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      JsonObject *link = json_array_get_object_element (tie_sandbox_json_get_array (line, "LinkedTxn"), 0);
      g_autofree char *id = tie_sandbox_json_dup_scalar (json_object_get_member (link, "TxnId"));

      tie_sandbox_store_run (company->store, "INSERT INTO applied VALUES (?, ?, ?, ?)", "isii", payment->id,
                             tie_sandbox_links_get_form (tie_sandbox_json_get_text (link, "TxnType")), g_ascii_strtoll (id, NULL, 10), tie_sandbox_json_get_cents (line, "Amount"));
    }
}

static void
settle_payment (TieSandboxCompany *company,
                TieSandboxDocument *payment)
{
  g_autoptr (GArray) before = list_targets (company, payment->id);
  g_autoptr (GArray) after = NULL;

  store_links (company, payment);
  after = list_targets (company, payment->id);
  for (guint i = 0; i < before->len; i++)
    {
      const Target *target = &g_array_index (before, Target, i);

      if (!has_target (after, target))
        refresh_target (company, target->entity, target->id);
    }
  for (guint i = 0; i < after->len; i++)
    refresh_target (company, g_array_index (after, Target, i).entity, g_array_index (after, Target, i).id);
}

void
tie_sandbox_balance_settle (TieSandboxWrite *write,
                            TieSandboxDocument *document,
                            gint64 old_party)
{
  gboolean is_vendor = is_of_vendor (write->entity->name);

  if (write->entity->kind == TIE_SANDBOX_KIND_PAYMENT || write->entity->kind == TIE_SANDBOX_KIND_BILL_PAYMENT)
    settle_payment (write->company, document);
  if (old_party != 0 && old_party != document->party)
    tie_sandbox_balance_refresh_party (write->company, old_party, is_vendor);
  tie_sandbox_balance_refresh_party (write->company, document->party, is_vendor);
}

/* A payment that loses its invoice keeps the money as unapplied. */
static void
drop_link (TieSandboxCompany *company,
           gint64 payment_id,
           TieSandboxDocument *form)
{
  gboolean is_vendor = is_of_vendor (form->entity);
  g_autoptr (TieSandboxDocument) payment = tie_sandbox_store_get (company->store, is_vendor ? "BillPayment" : "Payment", payment_id, FALSE);
  g_autofree char *form_id = g_strdup_printf ("%" G_GINT64_FORMAT, form->id);
  JsonArray *lines = tie_sandbox_json_get_array (payment->object, "Line");
  JsonArray *kept = json_array_new ();
  gint64 unapplied = -payment->open;
  gint64 sign = is_debt (form->entity) ? 1 : -1;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      JsonObject *link = json_array_get_object_element (tie_sandbox_json_get_array (line, "LinkedTxn"), 0);
      g_autofree char *id = tie_sandbox_json_dup_scalar (json_object_get_member (link, "TxnId"));

      if (g_str_equal (id, form_id) && g_strcmp0 (tie_sandbox_links_get_form (tie_sandbox_json_get_text (link, "TxnType")), form->entity) == 0)
        unapplied += sign * tie_sandbox_json_get_cents (line, "Amount");
      else
        json_array_add_object_element (kept, json_object_ref (line));
    }
  json_object_set_array_member (payment->object, "Line", kept);
  if (!is_vendor)
    tie_sandbox_json_set_cents (payment->object, "UnappliedAmt", unapplied);
  payment->open = -unapplied;
  payment->token++;
  payment->updated = tie_sandbox_company_now (company);
  tie_sandbox_store_put (company->store, payment, NULL);
  tie_sandbox_balance_refresh_party (company, payment->party, is_vendor);
}

static GArray *
list_payers (TieSandboxCompany *company,
             TieSandboxDocument *form)
{
  g_autoptr (TieSandboxStatement) statement = NULL;
  GArray *payers = g_array_new (FALSE, FALSE, sizeof (gint64));

  statement = tie_sandbox_store_query (company->store, "SELECT DISTINCT payment FROM applied WHERE entity = ? AND id = ?", "si", form->entity, form->id);
  while (tie_sandbox_store_step (company->store, statement))
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (payers, id);
    }
  return payers;
}

void
tie_sandbox_balance_unapply (TieSandboxCompany *company,
                             TieSandboxDocument *document)
{
  if (g_str_equal (document->entity, "Payment") || g_str_equal (document->entity, "BillPayment"))
    {
      json_object_set_array_member (document->object, "Line", json_array_new ());
      settle_payment (company, document);
    }
  else
    {
      g_autoptr (GArray) payers = list_payers (company, document);

      for (guint i = 0; i < payers->len; i++)
        drop_link (company, g_array_index (payers, gint64, i), document);
      tie_sandbox_store_run (company->store, "DELETE FROM applied WHERE entity = ? AND id = ?", "si", document->entity, document->id);
    }
}
