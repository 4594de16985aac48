/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-body"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "ledger/xero/tie-xero-body.h"
#include "ledger/xero/tie-xero-entity.h"
#include "ledger/xero/tie-xero-frozen.h"
#include "ledger/xero/tie-xero-writer.h"
#include "net/tie-json.h"

/* Nothing that was approved is ever deleted at Xero: it is void, and keeps its number. */
static gboolean
is_draft (const TieRemote *remote)
{
  g_autoptr (JsonNode) raw = remote->raw != NULL ? json_from_string (remote->raw, NULL) : NULL;
  const char *status = tie_json_get_string (tie_json_get_root_object (raw), "Status");

  return g_strcmp0 (status, "DRAFT") == 0 || g_strcmp0 (status, "SUBMITTED") == 0;
}

static GBytes *
make_document_removal (const TieXeroEntity *entity,
                       const TieRemote *remote)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();

  tie_json_writer_begin_object (writer, NULL);
  tie_json_writer_add_string (writer, entity->id, remote->id);
  tie_json_writer_add_string (writer, "Status", is_draft (remote) ? "DELETED" : "VOIDED");
  return tie_xero_freeze ("POST", entity->plural, remote->version, writer);
}

/* id: an address, or that of a payment. */
static GBytes *
make_payment_removal (const TieRemote *remote,
                      GError **error)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  g_autofree char *resource = NULL;

  if (g_str_has_prefix (remote->id, TIE_XERO_OVERPAYMENT_PREFIX) || g_str_has_prefix (remote->id, TIE_XERO_PREPAYMENT_PREFIX))
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_DATA, _ ("Money received in advance was entered in Xero. Delete it there."));
      return NULL;
    }
  tie_json_writer_begin_object (writer, NULL);
  if (g_str_has_prefix (remote->id, TIE_XERO_CREDIT_PREFIX))
    {
      resource = g_strconcat (remote->id, "/Allocations", NULL);
      tie_json_writer_begin_array (writer, "Allocations");
      tie_json_writer_end_array (writer);
    }
  else
    {
      resource = g_str_has_prefix (remote->id, TIE_XERO_BATCH_PREFIX) ? g_strdup (remote->id) : g_strconcat ("Payments/", remote->id, NULL);
      tie_json_writer_add_string (writer, "Status", "DELETED");
    }
  return tie_xero_freeze ("POST", resource, remote->version, writer);
}

GBytes *
tie_xero_make_removal_body (TieKind kind,
                            const char *verb,
                            const TieRemote *remote,
                            GError **error)
{
  if (!tie_xero_check_verb (kind, verb, remote, error))
    return NULL;
  return tie_kind_is_payment (kind) ? make_payment_removal (remote, error) : make_document_removal (tie_xero_entity_for_kind (kind), remote);
}
