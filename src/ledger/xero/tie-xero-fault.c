/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-fault"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "ledger/xero/tie-xero-fault.h"
#include "ledger/xero/tie-xero.h"

/* Xero explains refusals in sentences, and only these tell one reason from another. */
typedef struct
{
  const char *first;  /* both of them occur in the sentence, in any case */
  const char *second; /* (nullable) */
  TieError error;
  const char *field;
  TieKind missing; /* of MAPPING */
} Sentence;

/* The first that fits counts. */
static const Sentence sentences[] = {
  { "idempotency key", "different request", TIE_ERROR_BUG, NULL, 0 },
  { "is already assigned to another contact", NULL, TIE_ERROR_DUPLICATE, "Name", 0 },
  { "account number already exists", NULL, TIE_ERROR_DUPLICATE, "AccountNumber", 0 },
  { "invoice # must be unique", NULL, TIE_ERROR_DUPLICATE, "InvoiceNumber", 0 },
  { "credit note # must be unique", NULL, TIE_ERROR_DUPLICATE, "CreditNoteNumber", 0 },
  { "price list item with code", "already exists", TIE_ERROR_DUPLICATE, "Code", 0 },
  { "end of year lock date", NULL, TIE_ERROR_CLOSED_PERIOD, "Date", 0 },
  { "period lock date", NULL, TIE_ERROR_CLOSED_PERIOD, "Date", 0 },
  { "accounts are locked", NULL, TIE_ERROR_CLOSED_PERIOD, "Date", 0 },
  { "taxtype code", "cannot be used", TIE_ERROR_MAPPING, "TaxType", TIE_KIND_TAX_CODE },
  { "taxtype code", "does not exist", TIE_ERROR_MAPPING, "TaxType", TIE_KIND_TAX_CODE },
  { "account code", "archived", TIE_ERROR_MAPPING, "AccountCode", TIE_KIND_ACCOUNT },
  { "account code", "not a valid code", TIE_ERROR_MAPPING, "AccountCode", TIE_KIND_ACCOUNT },
  { "account could not be found", NULL, TIE_ERROR_MAPPING, "Account", TIE_KIND_ACCOUNT },
  { "account is not valid for payments", NULL, TIE_ERROR_MAPPING, "Account", TIE_KIND_ACCOUNT },
  { "item code", "is not valid", TIE_ERROR_MAPPING, "ItemCode", TIE_KIND_ITEM },
  { "contact", "archived", TIE_ERROR_MAPPING, "Contact", TIE_KIND_CUSTOMER },
  { "reached the limit of invoices", NULL, TIE_ERROR_PLAN, NULL, 0 },
  { "not of valid status for modification", NULL, TIE_ERROR_FROZEN, "Status", 0 },
  { "has payment or credit notes allocated", NULL, TIE_ERROR_FROZEN, NULL, 0 },
  { "exceeds the amount outstanding", NULL, TIE_ERROR_DATA, "Amount", 0 },
  { "currency", "not", TIE_ERROR_PLAN, "CurrencyCode", 0 },
  { "email address must be valid", NULL, TIE_ERROR_DATA, "EmailAddress", 0 },
  { "with the specified id does not exist", NULL, TIE_ERROR_GONE, NULL, 0 },
};

#define QUERY_PARSE 16
#define BAD_DATA 14

static const Sentence *
find_sentence (const char *reason)
{
  g_autofree char *folded = g_ascii_strdown (reason, -1);

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      if (strstr (folded, sentences[i].first) != NULL && (sentences[i].second == NULL || strstr (folded, sentences[i].second) != NULL))
        return &sentences[i];
    }
  return NULL;
}

/* ---- what is said ---- */

/* Each reason once, in the order in which they come. */
static void
add_reason (GPtrArray *reasons,
            const char *text)
{
  if (!tie_text_is_empty (text) && !g_ptr_array_find_with_equal_func (reasons, text, g_str_equal, NULL))
    g_ptr_array_add (reasons, g_strdup (text));
}

static void
collect (GPtrArray *reasons,
         JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        collect (reasons, json_array_get_element (array, i));
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      JsonArray *errors = tie_json_get_array (object, "ValidationErrors");
      g_autoptr (GList) members = json_object_get_values (object);

      for (guint i = 0; errors != NULL && i < json_array_get_length (errors); i++)
        add_reason (reasons, tie_json_get_string (tie_json_get_element_object (errors, i), "Message"));
      /* Lines, addresses and the contact carry their own. */
      for (GList *each = members; each != NULL; each = each->next)
        collect (reasons, each->data);
    }
}

static char *
join (GPtrArray *reasons)
{
  g_ptr_array_add (reasons, NULL);
  return g_strjoinv ("; ", (char **) reasons->pdata);
}

/* The gateway before the service writes its members in lower case at times. */
static const char *
get_member (JsonObject *object,
            const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  const char *text = tie_json_get_string (object, name);

  return text != NULL ? text : tie_json_get_string (object, lower);
}

/* NULL where the answer says nothing in words. */
static char *
dup_reason (JsonObject *root)
{
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  JsonNode *elements = root != NULL ? json_object_get_member (root, "Elements") : NULL;

  if (elements != NULL)
    collect (reasons, elements);
  if (reasons->len == 0)
    add_reason (reasons, get_member (root, "Detail"));
  if (reasons->len == 0)
    add_reason (reasons, get_member (root, "Message"));
  return reasons->len > 0 ? join (reasons) : NULL;
}

static JsonNode *
parse (const TieHttpAnswer *answer)
{
  /* A page of a proxy, or nothing at all, is no answer of Xero's. */
  if (answer->content_type != NULL && strstr (answer->content_type, "json") == NULL)
    return NULL;
  return tie_http_answer_parse (answer, NULL);
}

gboolean
tie_xero_fault_is_consent (const TieHttpAnswer *answer)
{
  g_autoptr (JsonNode) root = answer->status == 401 ? parse (answer) : NULL;
  const char *detail = get_member (tie_json_get_root_object (root), "Detail");

  return detail != NULL && g_str_has_prefix (detail, "AuthorizationUnsuccessful");
}

/* ---- what it means ---- */

static void
set_fault (TieLedgerResult *result,
           TieError code,
           const char *reason)
{
  result->fault = g_error_new_literal (TIE_ERROR, (int) code, reason);
}

static void
set_refusal (TieLedgerResult *result,
             const char *reason)
{
  const Sentence *known = find_sentence (reason);

  result->is_known = known == NULL || known->error != TIE_ERROR_BUG;
  set_fault (result, known != NULL ? known->error : TIE_ERROR_DATA, reason);
  if (known != NULL)
    {
      result->field = g_strdup (known->field);
      result->missing = known->missing;
    }
}

/* Of a status that says all by itself; 0 of a 400. */
static TieError
classify_status (guint status,
                 gboolean is_consent)
{
  switch (status)
    {
    case 400:
      return 0;
    case 401:
      return is_consent ? TIE_ERROR_RIGHTS : TIE_ERROR_TOKEN;
    case 403: /* the organisation was taken away, or the user out of it; the tokens live on */
      return TIE_ERROR_SHUT_OUT;
    case 404:
      return TIE_ERROR_GONE;
    case 405:
    case 501:
      return TIE_ERROR_PLAN;
    case 429:
      return TIE_ERROR_THROTTLED;
    case 408:
      return TIE_ERROR_SERVER;
    default:
      return status >= 500 || status < 400 ? TIE_ERROR_SERVER : TIE_ERROR_BUG;
    }
}

/* An answer with 200 may say that nothing came of it. */
static gboolean
is_success (guint status,
            JsonObject *root)
{
  return status >= 200 && status < 300 && (root == NULL || !json_object_has_member (root, "ErrorNumber"));
}

static void
read_bad_request (TieLedgerResult *result,
                  JsonObject *root,
                  const char *reason)
{
  gint64 number = tie_json_get_integer (root, "ErrorNumber", 0);

  if (number == QUERY_PARSE || number == BAD_DATA || root == NULL)
    {
      result->is_known = TRUE;
      set_fault (result, TIE_ERROR_BUG, reason);
    }
  else
    set_refusal (result, reason);
}

gboolean
tie_xero_fault_from_answer (TieLedgerResult *result,
                            const TieHttpAnswer *answer)
{
  g_autoptr (JsonNode) node = parse (answer);
  JsonObject *root = tie_json_get_root_object (node);
  g_autofree char *reason = NULL;
  TieError code = 0;

  g_return_val_if_fail (result != NULL, FALSE);

  if (is_success (answer->status, root))
    return FALSE;
  reason = dup_reason (root);
  if (answer->problem != NULL)
    {
      g_free (reason);
      reason = g_strdup_printf ("Xero's limit is reached: %s", answer->problem);
    }
  if (reason == NULL)
    reason = g_strdup_printf ("Xero answered %u", answer->status);

  code = classify_status (answer->status, tie_xero_fault_is_consent (answer));
  result->retry_after = answer->retry_after;
  if (code == 0)
    read_bad_request (result, root, reason);
  else if (code == TIE_ERROR_PLAN)
    {
      result->is_known = TRUE;
      set_fault (result, code, _ ("This is not available in the Xero organisation."));
    }
  else if (code == TIE_ERROR_THROTTLED)
    result->fault = tie_ledger_make_throttled (tie_xero_package.short_name, reason, answer->retry_after);
  else
    {
      /* A server in trouble, or one between, may have done something all the same. */
      result->is_known = code != TIE_ERROR_SERVER;
      set_fault (result, code, reason);
    }
  return TRUE;
}

gboolean
tie_xero_fault_from_element (TieLedgerResult *result,
                             JsonObject *element)
{
  const char *status = tie_json_get_string (element, "StatusAttributeString");
  gboolean has_errors = tie_json_get_boolean (element, "HasErrors", FALSE) || tie_json_get_boolean (element, "HasValidationErrors", FALSE);
  g_autoptr (GPtrArray) reasons = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *reason = NULL;

  g_return_val_if_fail (result != NULL, FALSE);
  g_return_val_if_fail (element != NULL, FALSE);

  if (status != NULL && (g_str_equal (status, "OK") || g_str_equal (status, "WARNING")))
    return FALSE;
  reasons = g_ptr_array_new_with_free_func (g_free);
  node = json_node_alloc ();
  json_node_init_object (node, element);
  collect (reasons, node);
  if (reasons->len == 0 && !has_errors && g_strcmp0 (status, "ERROR") != 0)
    return FALSE;
  reason = reasons->len > 0 ? join (reasons) : g_strdup ("Xero refused it without a reason");
  set_refusal (result, reason);
  return TRUE;
}

gboolean
tie_xero_fault_to_error (const TieHttpAnswer *answer,
                         GError **error)
{
  g_autoptr (TieLedgerResult) result = g_new0 (TieLedgerResult, 1);

  if (!tie_xero_fault_from_answer (result, answer))
    return FALSE;
  g_propagate_error (error, g_steal_pointer (&result->fault));
  return TRUE;
}
