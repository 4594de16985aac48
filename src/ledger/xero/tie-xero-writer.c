/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-body"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "ledger/tie-body-writer.h"
#include "ledger/xero/tie-xero-entity.h"
#include "ledger/xero/tie-xero-writer.h"

/* What a credit note is used for changes; other payments never do, and their own sentence says so. */
static gboolean
is_verb (const TieXeroEntity *entity,
         const char *verb)
{
  return tie_xero_entity_has_verb (entity, verb) || (tie_kind_is_payment (entity->kind) && g_str_equal (verb, "update"));
}

gboolean
tie_xero_check_verb (TieKind kind,
                     const char *verb,
                     const TieRemote *remote,
                     GError **error)
{
  const TieXeroEntity *entity = tie_xero_entity_for_kind (kind);

  if (entity == NULL || !is_verb (entity, verb))
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, "“%s” cannot be done to a record of kind %s at Xero", verb, tie_kind_to_string (kind));
  else if (!g_str_equal (verb, "create") && (remote == NULL || tie_text_is_empty (remote->id)))
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, "A record is changed only from its last state at Xero");
  else
    return TRUE;
  return FALSE;
}

gboolean
tie_xero_add_text (TieJsonWriter *writer,
                   const char *member,
                   const char *label,
                   const char *text,
                   guint max,
                   GError **error)
{
  return tie_body_add_text (writer, TIE_XERO_SHORT_NAME, member, label, text, max, error);
}

void
tie_xero_add_reference (TieJsonWriter *writer,
                        const char *member,
                        const char *id_member,
                        const char *id)
{
  tie_json_writer_begin_object (writer, member);
  tie_json_writer_add_string (writer, id_member, id);
  tie_json_writer_end_object (writer);
}

gboolean
tie_xero_add_currency (TieJsonWriter *writer,
                       const char *currency,
                       const char *home,
                       gboolean has_several,
                       GError **error)
{
  if (currency == NULL)
    currency = home;
  if (!has_several && currency != NULL && home != NULL && !g_str_equal (currency, home))
    {
      /* Translators: two codes of currencies */
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("It is in %s, the company uses %s."), currency, home);
      return FALSE;
    }
  tie_json_writer_add_string_if_set (writer, "CurrencyCode", currency);
  return TRUE;
}
