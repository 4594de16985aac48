/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage-fault"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "ledger/sage/tie-sage-fault.h"
#include "ledger/sage/tie-sage.h"
#include "net/tie-json.h"

#define NO_SUBSCRIPTION "No active subscription"

/* One of the objects of an error's array; some gateways write the names without the sign. */
static const char *
get_member (JsonObject *object,
            const char *name)
{
  const char *text = tie_json_get_string (object, name);

  return text != NULL ? text : tie_json_get_string (object, name + 1);
}

/* All objects that say why: the elements of an array, or the one that the answer is. */
static GPtrArray *
list_reasons (JsonNode *root)
{
  GPtrArray *reasons = g_ptr_array_new ();

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    g_ptr_array_add (reasons, json_node_get_object (root));
  else if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    {
      JsonArray *array = json_node_get_array (root);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonObject *object = tie_json_get_element_object (array, i);

          if (object != NULL)
            g_ptr_array_add (reasons, object);
        }
    }
  return reasons;
}

static const char *
get_message (JsonObject *reason)
{
  const char *message = get_member (reason, "$message");

  if (message == NULL)
    message = tie_json_get_string (reason, "error_description");
  return message != NULL ? message : tie_json_get_string (reason, "error");
}

/* Each once: where every line has the same fault, Sage says it for every line. */
static char *
join_messages (GPtrArray *reasons)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new ();
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < reasons->len; i++)
    {
      const char *message = get_message (reasons->pdata[i]);

      if (tie_text_is_empty (message) || g_ptr_array_find_with_equal_func (said, message, g_str_equal, NULL))
        continue;
      g_string_append_printf (out, "%s%s", out->len > 0 ? "; " : "", message);
      g_ptr_array_add (said, (gpointer) message);
    }
  return g_string_free (out, FALSE);
}

static gboolean
holds (const char *text,
       const char *const *words)
{
  g_autofree char *folded = tie_text_fold (text);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (strstr (folded, words[i]) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* What a member refers to, or the words in which a missing record is reported. */
static TieKind
find_missing (const TieSageEntity *entity,
              const char *source,
              const char *message)
{
  static const struct
  {
    const char *word;
    TieKind kind;
  } words[] = {
    { "tax_rate", TIE_KIND_TAX_CODE },  { "bank_account", TIE_KIND_ACCOUNT }, { "ledger_account", TIE_KIND_ACCOUNT },
    { "product", TIE_KIND_ITEM },       { "service", TIE_KIND_ITEM },         { "tax rate", TIE_KIND_TAX_CODE },
    { "bank account", TIE_KIND_ACCOUNT }, { "ledger account", TIE_KIND_ACCOUNT }, { "supplier", TIE_KIND_VENDOR },
    { "vendor", TIE_KIND_VENDOR },      { "customer", TIE_KIND_CUSTOMER },
  };
  const char *const texts[] = { source, message };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *folded = tie_text_fold (texts[i]);

      for (guint j = 0; j < G_N_ELEMENTS (words); j++)
        {
          if (strstr (folded, words[j].word) != NULL)
            return words[j].kind;
        }
      if (strstr (folded, "contact") != NULL && entity != NULL)
        return entity->kind == TIE_KIND_SUPPLIER_INVOICE || entity->kind == TIE_KIND_SUPPLIER_CREDIT || entity->kind == TIE_KIND_SUPPLIER_PAYMENT ? TIE_KIND_VENDOR : TIE_KIND_CUSTOMER;
    }
  return 0;
}

static gboolean
is_reference (const char *source)
{
  return source != NULL && (g_str_has_suffix (source, "reference") || g_str_has_suffix (source, "item_code") || g_str_has_suffix (source, "name"));
}

/* What a refusal of the data is about; nothing but its words tell most of them apart. */
static TieError
classify_data (JsonObject *reason)
{
  static const char *const taken[] = { "already", "taken", "unique", "duplicate", NULL };
  static const char *const locked[] = { "lockdown", "locked", "year end", "financial year", NULL };
  const char *code = get_member (reason, "$dataCode");
  const char *source = get_member (reason, "$source");
  const char *message = get_message (reason);

  if (g_strcmp0 (code, "RecordNotFound") == 0)
    return TIE_ERROR_MAPPING;
  if (is_reference (source) && holds (message, taken))
    return TIE_ERROR_DUPLICATE;
  if (holds (message, locked))
    return TIE_ERROR_CLOSED_PERIOD;
  return TIE_ERROR_DATA;
}

static TieError
classify (guint status,
          JsonObject *reason,
          gboolean is_create)
{
  switch (status)
    {
    case 401:
      return TIE_ERROR_TOKEN;
    case 403:
      return TIE_ERROR_RIGHTS;
    case 404:
      /* Of what is made, something that it refers to is missing; else it is what was asked for itself, but where its member
       * is named. */
      return is_create || !tie_text_is_empty (reason != NULL ? get_member (reason, "$source") : NULL) ? TIE_ERROR_MAPPING : TIE_ERROR_GONE;
    case 405:
    case 415:
      return TIE_ERROR_BUG;
    case 409:
      return TIE_ERROR_FROZEN;
    case 429:
      return TIE_ERROR_THROTTLED;
    default:
      break;
    }
  if (status >= 500 || status == 408 || (status >= 300 && status < 400))
    return TIE_ERROR_SERVER;
  return reason != NULL ? classify_data (reason) : TIE_ERROR_BUG;
}

/* Sage's own words, with the area of the product before them where it is closed to the edition; what is closed to the user is
 * said by area, for only that tells whoever administers Sage what to allow. */
static char *
dup_sentence (const TieSageEntity *entity,
              TieError code,
              guint status,
              char *message)
{
  g_autofree char *own = message;

  if (code == TIE_ERROR_NOT_ALLOWED)
    /* Translators: an area of Sage Accounting, such as Bank */
    return g_strdup_printf (_ ("The Sage user who connected may not do this in “%s”. Whoever administers Sage has to allow it."), _ (entity->area));
  if (tie_text_is_empty (own))
    {
      g_free (own);
      own = g_strdup_printf ("Sage answered %u", status);
    }
  if (entity == NULL || code != TIE_ERROR_PLAN)
    return g_steal_pointer (&own);
  return g_strdup_printf ("%s: %s", _ (entity->area), own);
}

gboolean
tie_sage_fault_read (TieLedgerResult *result,
                     const TieSageEntity *entity,
                     const char *method,
                     const TieHttpAnswer *answer)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GPtrArray) reasons = NULL;
  JsonObject *first = NULL;
  TieError code = 0;
  g_autofree char *sentence = NULL;

  g_return_val_if_fail (result != NULL, FALSE);

  if (answer->status >= 200 && answer->status < 300)
    return FALSE;

  /* A page of a gateway instead of JSON is no reason of its own: the status says enough. */
  root = tie_http_answer_parse (answer, NULL);
  reasons = list_reasons (root);
  first = reasons->len > 0 ? reasons->pdata[0] : NULL;
  code = tie_sage_fault_is_plan (answer) ? TIE_ERROR_PLAN : classify (answer->status, first, g_str_equal (method, "POST"));
  if (code == TIE_ERROR_RIGHTS && entity != NULL)
    code = TIE_ERROR_NOT_ALLOWED;
  sentence = dup_sentence (entity, code, answer->status, join_messages (reasons));

  result->fault = code == TIE_ERROR_THROTTLED ? tie_ledger_make_throttled (tie_sage_package.short_name, sentence, answer->retry_after)
                                              : g_error_new_literal (TIE_ERROR, (int) code, sentence);
  result->is_known = !g_error_matches (result->fault, TIE_ERROR, TIE_ERROR_THROTTLED) && code != TIE_ERROR_SERVER;
  if (code == TIE_ERROR_DATA || code == TIE_ERROR_DUPLICATE || code == TIE_ERROR_MAPPING || code == TIE_ERROR_CLOSED_PERIOD)
    result->field = g_strdup (first != NULL ? get_member (first, "$source") : NULL);
  if (code == TIE_ERROR_MAPPING)
    result->missing = find_missing (entity, result->field, sentence);
  return TRUE;
}

gboolean
tie_sage_fault_to_error (const TieSageEntity *entity,
                         const TieHttpAnswer *answer,
                         GError **error)
{
  g_autoptr (TieLedgerResult) result = g_new0 (TieLedgerResult, 1);

  if (!tie_sage_fault_read (result, entity, "GET", answer))
    return FALSE;
  g_propagate_error (error, g_steal_pointer (&result->fault));
  return TRUE;
}

gboolean
tie_sage_fault_is_plan (const TieHttpAnswer *answer)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (answer->body, &size);

  return answer->status == 401 && text != NULL && g_strstr_len (text, (gssize) size, NO_SUBSCRIPTION) != NULL;
}

gboolean
tie_sage_fault_is_too_much (const TieHttpAnswer *answer)
{
  return answer->status == 500 || answer->status == 502 || answer->status == 504;
}
