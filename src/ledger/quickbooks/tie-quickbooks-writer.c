/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-body"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "ledger/quickbooks/tie-quickbooks-entity.h"
#include "ledger/quickbooks/tie-quickbooks-limits.h"
#include "ledger/quickbooks/tie-quickbooks-writer.h"
#include "ledger/tie-body-writer.h"

gboolean
tie_quickbooks_check_verb (TieKind kind,
                           const char *verb,
                           const TieRemote *remote,
                           GError **error)
{
  const TieQuickbooksEntity *entity = tie_quickbooks_entity_for_kind (kind);

  if (entity == NULL || !tie_quickbooks_entity_has_verb (entity, verb))
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, "“%s” cannot be done to a record of kind %s at QuickBooks", verb, tie_kind_to_string (kind));
  else if (!g_str_equal (verb, "create") && (remote == NULL || remote->id == NULL || remote->version == NULL))
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, "A record is changed only from its last state at QuickBooks");
  else
    return TRUE;
  return FALSE;
}

void
tie_quickbooks_begin_body (TieJsonWriter *writer,
                           const char *verb,
                           const TieRemote *remote)
{
  tie_json_writer_begin_object (writer, NULL);
  if (!g_str_equal (verb, "update"))
    return;
  tie_json_writer_add_string (writer, "Id", remote->id);
  tie_json_writer_add_string (writer, "SyncToken", remote->version);
  tie_json_writer_add_boolean (writer, "sparse", TRUE);
}

void
tie_quickbooks_add_reference (TieJsonWriter *writer,
                              const char *member,
                              const char *id)
{
  if (tie_text_is_empty (id))
    return;
  tie_json_writer_begin_object (writer, member);
  tie_json_writer_add_string (writer, "value", id);
  tie_json_writer_end_object (writer);
}

gboolean
tie_quickbooks_add_text (TieJsonWriter *writer,
                         const char *member,
                         const char *label,
                         const char *text,
                         guint max,
                         GError **error)
{
  return tie_body_add_text (writer, TIE_QUICKBOOKS_SHORT_NAME, member, label, text, max, error);
}

gboolean
tie_quickbooks_add_note (TieJsonWriter *writer,
                         const char *memo,
                         const char *mark,
                         GError **error)
{
  g_autofree char *note = NULL;

  if (!tie_text_is_empty (memo) && !tie_text_is_empty (mark))
    note = g_strdup_printf ("%s\n%s", memo, mark);
  else
    note = g_strdup (tie_text_is_empty (memo) ? mark : memo);
  return tie_quickbooks_add_text (writer, "PrivateNote", _ ("The note"), note, TIE_QUICKBOOKS_MAX_NOTE, error);
}

gboolean
tie_quickbooks_add_currency (TieJsonWriter *writer,
                             const char *currency,
                             const char *home,
                             gboolean has_several,
                             GError **error)
{
  if (currency == NULL)
    currency = home;
  if (has_several)
    tie_quickbooks_add_reference (writer, "CurrencyRef", currency);
  else if (home != NULL && !g_str_equal (currency, home))
    {
      /* Translators: two codes of currencies */
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("It is in %s, the company uses %s."), currency, home);
      return FALSE;
    }
  return TRUE;
}
