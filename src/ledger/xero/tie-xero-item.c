/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-body"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "ledger/xero/tie-xero-body.h"
#include "ledger/xero/tie-xero-frozen.h"
#include "ledger/xero/tie-xero-limits.h"
#include "ledger/xero/tie-xero-writer.h"
#include "net/tie-json.h"

/* At Xero a product is known by a code, which lines name; it is what the practice's code is linked with.  Its name is for
 * people. */

#define N_HASH 8 /* characters that keep two long names apart that begin alike */

char *
tie_xero_make_item_code (const char *name)
{
  g_autofree char *clean = tie_text_clean (name);
  g_autofree char *hash = NULL;
  g_autofree char *start = NULL;

  if (*clean == '\0')
    return NULL;
  if (g_utf8_strlen (clean, -1) <= TIE_XERO_MAX_ITEM_CODE)
    return g_steal_pointer (&clean);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, clean, -1);
  start = g_utf8_substring (clean, 0, TIE_XERO_MAX_ITEM_CODE - N_HASH - 1);
  return g_strdup_printf ("%s-%.*s", g_strchomp (start), N_HASH, hash);
}

/* Whether its name is no more than its code: then it goes with that. */
static gboolean
is_named_by_code (const TieRemote *remote)
{
  g_autoptr (JsonNode) raw = remote->raw != NULL ? json_from_string (remote->raw, NULL) : NULL;
  const char *name = tie_json_get_string (tie_json_get_root_object (raw), "Name");

  return tie_text_is_empty (name) || g_strcmp0 (name, remote->name) == 0;
}

static void
add_prices (TieJsonWriter *writer,
            const TieLedgerItem *item)
{
  if (item->rate != 0 || item->income_account_number != NULL)
    {
      tie_json_writer_begin_object (writer, "SalesDetails");
      if (item->rate != 0)
        tie_json_writer_add_decimal (writer, "UnitPrice", item->rate, 4);
      tie_json_writer_add_string_if_set (writer, "AccountCode", item->income_account_number);
      tie_json_writer_end_object (writer);
    }
  if (item->expense_account_number != NULL)
    {
      tie_json_writer_begin_object (writer, "PurchaseDetails");
      tie_json_writer_add_string (writer, "AccountCode", item->expense_account_number);
      tie_json_writer_end_object (writer);
    }
}

static gboolean
check_accounts (const TieLedgerItem *item,
                gboolean is_new,
                GError **error)
{
  if (is_new && tie_text_is_empty (item->income_account_id))
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Choose an income account"));
  else if ((!tie_text_is_empty (item->income_account_id) && tie_text_is_empty (item->income_account_number)) ||
           (!tie_text_is_empty (item->expense_account_id) && tie_text_is_empty (item->expense_account_number)))
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Its account has no code in Xero. Give it one there, or choose another account."));
  else
    return TRUE;
  return FALSE;
}

GBytes *
tie_xero_make_item_body (const char *verb,
                         const TieLedgerItem *item,
                         const TieRemote *remote,
                         GError **error)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  g_autofree char *name = tie_text_clean (item->name);
  g_autofree char *code = NULL;
  gboolean is_new = g_str_equal (verb, "create");
  gboolean is_renamed;

  if (!tie_xero_check_verb (TIE_KIND_ITEM, verb, remote, error) || !check_accounts (item, is_new, error))
    return NULL;
  is_renamed = !is_new && g_strcmp0 (name, remote->name) != 0;
  code = is_new || is_renamed ? tie_xero_make_item_code (name) : g_strdup (remote->name);
  if (code == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("Give a name; Xero takes no record without one."));
      return NULL;
    }

  tie_json_writer_begin_object (writer, NULL);
  if (!is_new)
    tie_json_writer_add_string (writer, "ItemID", remote->id);
  tie_json_writer_add_string (writer, "Code", code);
  if (((is_new || (is_renamed && is_named_by_code (remote))) && !tie_xero_add_text (writer, "Name", _ ("The name"), name, TIE_XERO_MAX_ITEM_NAME, error)) ||
      !tie_xero_add_text (writer, "Description", _ ("The description"), item->description, TIE_XERO_MAX_TEXT, error))
    return NULL;
  if (is_new)
    {
      tie_json_writer_add_boolean (writer, "IsSold", TRUE);
      tie_json_writer_add_boolean (writer, "IsPurchased", item->expense_account_number != NULL);
    }
  add_prices (writer, item);
  return tie_xero_freeze (is_new ? "PUT" : "POST", "Items", is_new ? NULL : remote->version, writer);
}
