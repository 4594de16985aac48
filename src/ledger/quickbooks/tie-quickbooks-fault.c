/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-fault"
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "ledger/quickbooks/tie-quickbooks-fault.h"

typedef struct
{
  guint code;
  TieError error;
  gboolean is_open;  /* something may have been booked all the same */
  TieKind missing;   /* of MAPPING, where the code says it */
  const char *field; /* where no element names it */
} FaultCode;

/* In order of code.  What is not named here and comes with a 400 is a rule about the data, explained by QuickBooks' own
 * text. */
static const FaultCode codes[] = {
  { 100, TIE_ERROR_RIGHTS },   /* not authenticated */
  { 110, TIE_ERROR_RIGHTS },
  { 120, TIE_ERROR_RIGHTS },   /* the user who connected lost the role */
  { 130, TIE_ERROR_SERVER },   /* another data centre */
  { 140, TIE_ERROR_SERVER },   /* company locked for a moment */
  { 150, TIE_ERROR_SERVER },   /* maintenance */
  { 500, TIE_ERROR_BUG },      /* operation unsupported, body not UTF-8 */
  { 600, TIE_ERROR_BUG, TRUE }, /* request id used before: look before sending again */
  { 610, TIE_ERROR_GONE },
  { 620, TIE_ERROR_DATA, FALSE, 0, "LinkedTxn" }, /* of another customer, closed */
  { 1040, TIE_ERROR_BUG },     /* too many items */
  { 2000, TIE_ERROR_BUG },
  { 2010, TIE_ERROR_BUG },     /* unknown member */
  { 2130, TIE_ERROR_BUG },     /* malformed request id */
  { 2170, TIE_ERROR_BUG },     /* not one of the listed values */
  { 2500, TIE_ERROR_MAPPING }, /* what is referred to is gone */
  { 3001, TIE_ERROR_THROTTLED, TRUE },
  { 3002, TIE_ERROR_THROTTLED, TRUE },
  { 3100, TIE_ERROR_RIGHTS },  /* keys of the other environment, another company, app disconnected */
  { 3200, TIE_ERROR_TOKEN },
  { 3202, TIE_ERROR_TOKEN },
  { 4000, TIE_ERROR_BUG },     /* query */
  { 4001, TIE_ERROR_BUG },
  { 4002, TIE_ERROR_BUG },
  { 5010, TIE_ERROR_STALE },
  { 5020, TIE_ERROR_RIGHTS },
  { 5030, TIE_ERROR_PLAN },
  { 6100, TIE_ERROR_MAPPING, FALSE, TIE_KIND_TAX_CODE }, /* tax code not allowed there */
  { 6140, TIE_ERROR_DUPLICATE, FALSE, 0, "DocNumber" },
  { 6160, TIE_ERROR_MAPPING, FALSE, TIE_KIND_TAX_CODE },
  { 6190, TIE_ERROR_SUBSCRIPTION },
  { 6200, TIE_ERROR_CLOSED_PERIOD, FALSE, 0, "TxnDate" },
  { 6210, TIE_ERROR_CLOSED_PERIOD, FALSE, 0, "TxnDate" },
  { 6230, TIE_ERROR_MAPPING, FALSE, TIE_KIND_TAX_CODE },
  { 6240, TIE_ERROR_DUPLICATE, FALSE, 0, "DisplayName" },
  { 6250, TIE_ERROR_MAPPING, FALSE, TIE_KIND_CUSTOMER },
  { 6270, TIE_ERROR_MAPPING, FALSE, TIE_KIND_CUSTOMER },
  { 6430, TIE_ERROR_MAPPING, FALSE, TIE_KIND_ACCOUNT }, /* account of the wrong type */
  { 6480, TIE_ERROR_FROZEN },  /* matched to a bank's list */
  { 6490, TIE_ERROR_FROZEN },  /* linked or reconciled */
  { 6500, TIE_ERROR_FROZEN },
  { 6510, TIE_ERROR_FROZEN },
  { 6520, TIE_ERROR_FROZEN },
  { 6530, TIE_ERROR_FROZEN },
  { 6540, TIE_ERROR_FROZEN },  /* deposited */
  { 10000, TIE_ERROR_SERVER, TRUE },
  { 10100, TIE_ERROR_BUG },    /* result too large */
  { 10200, TIE_ERROR_RESET },
};

static const FaultCode *
find_code (guint code)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (codes[i].code == code)
        return &codes[i];
    }
  return NULL;
}

/* What the status alone says, where no known code stands beside it. */
static TieError
classify_status (guint status,
                 gboolean has_fault)
{
  if (status == 401)
    return TIE_ERROR_TOKEN;
  if (status == 403)
    return TIE_ERROR_RIGHTS;
  if (status == 429)
    return TIE_ERROR_THROTTLED;
  if (status >= 500 || status == 408 || (status >= 300 && status < 400))
    return TIE_ERROR_SERVER;
  return has_fault ? TIE_ERROR_DATA : TIE_ERROR_BUG;
}

/* TRUE where the server looked at the request and did nothing; a proxy or a server in trouble may have done something. */
static gboolean
is_refusal (guint status)
{
  return (status >= 200 && status < 300) || (status >= 400 && status < 500 && status != 408);
}

/* The gateway before the service writes its members in lower case. */
static const char *
get_member (JsonObject *error,
            const char *name,
            const char *lower_name)
{
  const char *text = tie_json_get_string (error, name);

  return text != NULL ? text : tie_json_get_string (error, lower_name);
}

static JsonArray *
find_errors (JsonObject *root)
{
  JsonArray *errors = tie_json_get_array (tie_json_get_object (root, "Fault"), "Error");

  return errors != NULL ? errors : tie_json_get_array (tie_json_get_object (root, "fault"), "error");
}

/* A code is text with leading zeros ("003200") and some servers send a number. */
static guint
read_code (JsonObject *error)
{
  const char *text = tie_json_get_string (error, "code");
  gint64 number = text != NULL ? g_ascii_strtoll (text, NULL, 10) : tie_json_get_integer (error, "code", 0);

  return number > 0 && number < G_MAXINT ? (guint) number : 0;
}

/* All reasons, as QuickBooks words them. */
static char *
join_reasons (JsonArray *errors)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (errors); i++)
    {
      JsonObject *error = tie_json_get_element_object (errors, i);
      const char *message = get_member (error, "Message", "message");
      const char *detail = get_member (error, "Detail", "detail");
      const char *reason = !tie_text_is_empty (detail) ? detail : message;

      if (!tie_text_is_empty (reason))
        g_string_append_printf (out, "%s%s", out->len > 0 ? "; " : "", reason);
    }
  return g_string_free (out, FALSE);
}

/* "… Id=58", "… TxnId=130" */
static char *
find_duplicate_id (const char *reason)
{
  g_autoptr (GRegex) pattern = g_regex_new ("\\b(?:Txn)?Id=([0-9]+)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (pattern, reason, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

/* What the element that is named refers to, or the words in which a missing id is reported. */
static TieKind
find_missing (const char *element,
              const char *reason)
{
  static const struct
  {
    const char *word;
    TieKind kind;
  } words[] = {
    { "TaxCodeRef", TIE_KIND_TAX_CODE },
    { "AccountRef", TIE_KIND_ACCOUNT },
    { "ItemRef", TIE_KIND_ITEM },
    { "CustomerRef", TIE_KIND_CUSTOMER },
    { "ParentRef", TIE_KIND_CUSTOMER },
    { "VendorRef", TIE_KIND_VENDOR },
    { "SalesTermRef", TIE_KIND_TERM },
    { "Accounts element", TIE_KIND_ACCOUNT },
    { "Item", TIE_KIND_ITEM },
    { "Customer", TIE_KIND_CUSTOMER },
    { "Vendor", TIE_KIND_VENDOR },
    { "Tax", TIE_KIND_TAX_CODE },
    { "Account", TIE_KIND_ACCOUNT },
  };
  const char *text = tie_text_is_empty (element) ? reason : element;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strstr (text, words[i].word) != NULL)
        return words[i].kind;
    }
  return 0;
}

/* A reason of its own stands behind this code; only that another user has the record open passes by itself. */
static gboolean
is_locked (guint code,
           const char *reason)
{
  return code == 6000 && reason != NULL && strstr (reason, "locked") != NULL;
}

gboolean
tie_quickbooks_fault_read (TieLedgerResult *result,
                           guint status,
                           JsonObject *root)
{
  JsonArray *errors = find_errors (root);
  JsonObject *first = errors != NULL && json_array_get_length (errors) > 0 ? tie_json_get_element_object (errors, 0) : NULL;
  const FaultCode *known = find_code (read_code (first));
  const char *field = NULL;
  g_autofree char *reason = NULL;
  TieError code = 0;

  g_return_val_if_fail (result != NULL, FALSE);

  if (first == NULL && status >= 200 && status < 300)
    return FALSE;

  code = known != NULL ? known->error : classify_status (status, first != NULL);
  /* A status that speaks of the whole request wins over a code, but for throttling, which comes with 403 and 503, too. */
  if (code != TIE_ERROR_THROTTLED && (status == 401 || status == 429 || status >= 500))
    code = classify_status (status, TRUE);
  reason = errors != NULL ? join_reasons (errors) : NULL;
  if (tie_text_is_empty (reason))
    {
      g_free (reason);
      reason = g_strdup_printf ("QuickBooks answered %u", status);
    }

  if (is_locked (read_code (first), reason))
    code = TIE_ERROR_SERVER;
  result->is_known = !(known != NULL && known->is_open) && code != TIE_ERROR_THROTTLED && is_refusal (status);
  result->fault = g_error_new_literal (TIE_ERROR, (int) code, reason);
  field = first != NULL ? get_member (first, "element", "element") : NULL;
  if (tie_text_is_empty (field))
    field = known != NULL ? known->field : NULL;
  result->field = g_strdup (field);
  if (code == TIE_ERROR_MAPPING)
    result->missing = known->missing != 0 ? known->missing : find_missing (field, reason);
  if (code == TIE_ERROR_DUPLICATE)
    result->duplicate_id = find_duplicate_id (reason);
  return TRUE;
}

gboolean
tie_quickbooks_fault_to_error (guint status,
                               JsonObject *root,
                               GError **error)
{
  g_autoptr (TieLedgerResult) result = g_new0 (TieLedgerResult, 1);

  if (!tie_quickbooks_fault_read (result, status, root))
    return FALSE;
  g_propagate_error (error, g_steal_pointer (&result->fault));
  return TRUE;
}
