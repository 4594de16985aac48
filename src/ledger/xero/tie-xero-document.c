/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-body"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-text.h"
#include "ledger/tie-body-writer.h"
#include "ledger/xero/tie-xero-body.h"
#include "ledger/xero/tie-xero-entity.h"
#include "ledger/xero/tie-xero-frozen.h"
#include "ledger/xero/tie-xero-limits.h"
#include "ledger/xero/tie-xero-lines.h"
#include "ledger/xero/tie-xero-writer.h"

static gboolean
is_sale (const TieLedgerDocument *document)
{
  return document->kind == TIE_KIND_SALES_INVOICE || document->kind == TIE_KIND_SALES_CREDIT;
}

static gboolean
is_invoice (const TieLedgerDocument *document)
{
  return document->kind == TIE_KIND_SALES_INVOICE || document->kind == TIE_KIND_SUPPLIER_INVOICE;
}

static gboolean
check_document (const TieLedgerCapabilities *can,
                const TieLedgerDocument *document,
                GError **error)
{
  if (tie_text_is_empty (document->party_id))
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, is_sale (document) ? _ ("The customer is not linked.") : _ ("The supplier is not linked."));
  else if (!is_sale (document) && !can->has_bills)
    g_set_error (error, TIE_ERROR, TIE_ERROR_PLAN, _ ("The organisation’s Xero plan has no bills."));
  else if (tie_text_is_empty (document->number))
    /* Nothing else tells one document from another there, should an answer get lost. */
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, is_sale (document) ? _ ("Give it a number; by that it is known again in Xero.")
                                                                      : _ ("Enter the supplier’s number; by that it is known again in Xero."));
  else
    return tie_body_check_sum (document, error);
  return FALSE;
}

static gboolean
add_head (TieJsonWriter *writer,
          const TieXeroEntity *entity,
          const TieLedgerCapabilities *can,
          const TieLedgerDocument *document,
          GError **error)
{
  tie_json_writer_add_string (writer, entity->type_member, entity->type);
  tie_xero_add_reference (writer, "Contact", "ContactID", document->party_id);
  if (!tie_xero_add_text (writer, entity->number, _ ("The number"), document->number, TIE_XERO_MAX_NUMBER, error))
    return FALSE;
  /* Of what comes from suppliers, the number is the reference. */
  if (is_sale (document) && !tie_xero_add_text (writer, "Reference", _ ("The reference"), document->reference, TIE_XERO_MAX_REFERENCE, error))
    return FALSE;
  if (!tie_body_add_date (writer, "Date", document->date, error))
    return FALSE;
  /* Nothing is approved without the day on which it is due. */
  if (is_invoice (document))
    tie_json_writer_add_string (writer, "DueDate", tie_date_is_valid (document->due) ? document->due : document->date);
  return tie_xero_add_currency (writer, document->currency, can->currency, can->has_multi_currency, error);
}

GBytes *
tie_xero_make_document_body (const TieLedgerCapabilities *can,
                             const char *verb,
                             const TieLedgerDocument *document,
                             const TieRemote *remote,
                             GError **error)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  const TieXeroEntity *entity = tie_xero_entity_for_kind (document->kind);
  gboolean is_new = g_str_equal (verb, "create");

  if (!tie_xero_check_verb (document->kind, verb, remote, error) || !check_document (can, document, error))
    return NULL;

  tie_json_writer_begin_object (writer, NULL);
  if (!is_new)
    tie_json_writer_add_string (writer, entity->id, remote->id);
  if (!add_head (writer, entity, can, document, error) || !tie_xero_add_lines (writer, can, document, remote, error))
    return NULL;
  tie_json_writer_add_string (writer, "Status", "AUTHORISED");
  return tie_xero_freeze (is_new ? "PUT" : "POST", entity->plural, is_new ? NULL : remote->version, writer);
}
