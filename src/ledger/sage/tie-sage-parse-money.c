/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage-parse"
#include "config.h"

#include <string.h>

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "ledger/sage/tie-sage-parse.h"

static char *
dup_date (JsonObject *object,
          const char *member)
{
  const char *date = tie_json_get_string (object, member);

  return tie_date_is_valid (date) ? g_strdup (date) : NULL;
}

static gint64
get_amount (JsonObject *object,
            const char *member)
{
  return tie_json_get_decimal (object, member, TIE_MONEY_DECIMALS);
}

static const char *
get_id (JsonObject *object,
        const char *member)
{
  return tie_json_get_string (tie_json_get_object (object, member), "id");
}

/* ---- documents ---- */

/* A supplier's number is the supplier's, a sale's is the one that Sage gave. */
static char *
dup_number (const TieRemote *remote,
            JsonObject *object)
{
  static const char *const sale[] = { "invoice_number", "credit_note_number", "displayed_as", NULL };
  static const char *const purchase[] = { "vendor_reference", "invoice_number", "displayed_as", NULL };
  const char *const *members = remote->kind == TIE_KIND_SALES_INVOICE || remote->kind == TIE_KIND_SALES_CREDIT ? sale : purchase;
  char *number = NULL;

  for (guint i = 0; members[i] != NULL && number == NULL; i++)
    number = tie_sage_dup_text (object, members[i]);
  return number;
}

/* What is no document yet, and of a quick entry what is a credit: in our lists they are none.  Posting a draft changes it, so it
 * is told then. */
static gboolean
is_none (const TieSageEntity *entity,
         JsonObject *object,
         const char *status)
{
  const char *type = get_id (object, "quick_entry_type");

  if (type == NULL)
    type = get_id (object, "transaction_type");
  if (g_str_equal (entity->list, "purchase_quick_entries") && type != NULL && strstr (type, "CREDIT") != NULL)
    return TRUE;
  return g_strcmp0 (status, "DRAFT") == 0 || g_strcmp0 (status, "PRO_FORMA") == 0;
}

static void
parse_document (TieRemote *remote,
                const TieSageEntity *entity,
                JsonObject *object)
{
  TieRemoteMoney *money = remote->money;
  const char *status = get_id (object, "status");

  money->number = dup_number (remote, object);
  money->reference = tie_sage_dup_text (object, "reference");
  money->due = dup_date (object, "due_date");
  money->memo = tie_sage_dup_text (object, "notes");
  money->tax = get_amount (object, "tax_amount");
  money->balance = get_amount (object, "outstanding_amount");
  money->is_void = g_strcmp0 (status, "VOID") == 0;
  if (money->is_void)
    money->total = money->tax = money->balance = 0;
  remote->is_deleted = is_none (entity, object, status);
}

/* ---- payments ---- */

static const TieSageEntity *
find_artefact (JsonObject *artefact)
{
  const char *path = tie_json_get_string (artefact, "$path");
  g_auto (GStrv) parts = NULL;
  guint n;

  if (path == NULL)
    return NULL;
  parts = g_strsplit (path, "/", -1);
  n = g_strv_length (parts);
  return n >= 2 ? tie_sage_entity_for_list (parts[n - 2]) : NULL;
}

static gboolean
is_credit (TieKind kind)
{
  return kind == TIE_KIND_SALES_CREDIT || kind == TIE_KIND_SUPPLIER_CREDIT;
}

/* Money that is named by other money went back to the customer; which of the two it is, only the sign tells. */
static TieKind
get_artefact_kind (const TieSageEntity *entity,
                   gint64 amount)
{
  if (entity == NULL)
    return 0;
  if (g_str_equal (entity->list, "contact_payments"))
    return amount >= 0 ? TIE_KIND_REFUND : TIE_KIND_RECEIPT;
  return entity->kind;
}

static gint64
parse_applied (TieRemote *remote,
               JsonObject *object)
{
  JsonArray *rows = tie_json_get_array (object, "allocated_artefacts");
  gint64 applied = 0;

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonObject *row = tie_json_get_element_object (rows, i);
      JsonObject *artefact = tie_json_get_object (row, "artefact");
      const TieSageEntity *entity = find_artefact (artefact);
      gint64 amount = get_amount (row, "amount");
      const char *there = tie_json_get_string (artefact, "id");
      TieKind kind = get_artefact_kind (entity, amount);
      g_autofree char *id = there != NULL ? (entity != NULL ? tie_sage_entity_dup_id (entity, there) : g_strdup (there)) : NULL;

      if (tie_text_is_empty (id))
        continue;
      tie_remote_add_applied (remote, kind, id, ABS (amount));
      applied += is_credit (kind) || kind == TIE_KIND_RECEIPT ? -ABS (amount) : ABS (amount);
    }
  return applied;
}

static void
parse_payment (TieRemote *remote,
               const TieSageEntity *entity,
               JsonObject *object)
{
  TieRemoteMoney *money = remote->money;
  g_autofree char *bank = tie_sage_dup_reference (object, "bank_account");
  gint64 applied = parse_applied (remote, object);

  money->reference = tie_sage_dup_text (object, "reference");
  money->number = g_strdup (money->reference);
  money->account_id = bank != NULL ? g_strconcat ("bank:", bank, NULL) : NULL;
  /* Nothing changes hands where a credit settles an invoice. */
  if (g_str_equal (entity->list, "contact_allocations"))
    money->total = 0;
  /* A refund names the credits that it gives back. */
  else
    money->balance = MAX (money->total - ABS (applied), 0);
}

void
tie_sage_parse_money (TieRemote *remote,
                      const TieSageEntity *entity,
                      JsonObject *object)
{
  TieRemoteMoney *money = tie_remote_need_money (remote);

  money->date = dup_date (object, "date");
  money->party_id = tie_sage_dup_reference (object, "contact");
  money->currency = tie_sage_dup_reference (object, "currency");
  money->total = get_amount (object, "total_amount");
  if (tie_kind_is_payment (remote->kind))
    parse_payment (remote, entity, object);
  else
    parse_document (remote, entity, object);
}
