/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage-body"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-text.h"
#include "ledger/sage/tie-sage-body.h"
#include "ledger/sage/tie-sage-entity.h"
#include "ledger/sage/tie-sage-limits.h"
#include "ledger/sage/tie-sage-lines.h"
#include "ledger/sage/tie-sage-writer.h"
#include "ledger/tie-body-writer.h"

#define PACKAGE "Sage"

static gboolean
check_document (const TieLedgerCapabilities *can,
                const TieLedgerDocument *document,
                const TieRemote *remote,
                GError **error)
{
  const char *there = NULL;
  gboolean is_sale = tie_sage_is_sale (document);

  if (tie_text_is_empty (document->party_id))
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, is_sale ? _ ("The customer is not linked.") : _ ("The supplier is not linked."));
  else if (!is_sale && !can->has_bills)
    g_set_error (error, TIE_ERROR, TIE_ERROR_PLAN, _ ("The edition of Sage has no supplier invoices."));
  else if (remote != NULL && tie_sage_entity_for_id (document->kind, remote->id, &there)->lines == NULL)
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("It is a quick entry in Sage. Change it there."));
  else
    return tie_body_check_sum (document, error);
  return FALSE;
}

/* The tax of the United States and Canada depends on where the customer is. */
static gboolean
add_region (TieJsonWriter *writer,
            const TieLedgerCapabilities *can,
            const TieLedgerDocument *document,
            GError **error)
{
  g_autofree char *state = tie_text_clean (document->state);
  g_autofree char *region = NULL;

  if (!tie_sage_is_sale (document) || (g_strcmp0 (can->country, "US") != 0 && g_strcmp0 (can->country, "CA") != 0))
    return TRUE;
  if (strlen (state) != 2 || !g_ascii_isalpha (state[0]) || !g_ascii_isalpha (state[1]))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("Sage wants the customer’s state for its tax. Write its two letters into the address."));
      return FALSE;
    }
  region = g_strdup_printf ("%s-%c%c", can->country, g_ascii_toupper (state[0]), g_ascii_toupper (state[1]));
  tie_json_writer_add_string (writer, "tax_address_region_id", region);
  return TRUE;
}

static gboolean
has_due (const TieLedgerDocument *document)
{
  return document->kind == TIE_KIND_SALES_INVOICE || document->kind == TIE_KIND_SUPPLIER_INVOICE;
}

/* Sage numbers its sales itself; our number is what they can be found by, and stands in front of any reference. */
static char *
dup_reference (const TieLedgerDocument *document)
{
  const char *number = tie_text_is_empty (document->number) ? NULL : document->number;
  const char *reference = tie_text_is_empty (document->reference) ? NULL : document->reference;

  if (tie_sage_is_sale (document) && number != NULL && reference != NULL)
    return g_strconcat (number, " ", reference, NULL);
  /* Of a supplier's document it is what Sage searches, which the supplier's own number has no other place in. */
  if (reference == NULL && (tie_sage_is_sale (document) || tie_sage_fits (number, TIE_SAGE_MAX_REFERENCE)))
    return g_strdup (number);
  return g_strdup (reference);
}

static gboolean
add_numbers (TieJsonWriter *writer,
             const TieLedgerDocument *document,
             const char *reference,
             GError **error)
{
  if (!tie_sage_is_sale (document) && !tie_body_add_text (writer, PACKAGE, "vendor_reference", _ ("The number"), document->number, TIE_SAGE_MAX_VENDOR_REFERENCE, error))
    return FALSE;
  return tie_sage_add_reference (writer, reference, error);
}

/* What of the reference does not fit stands on paper. */
static char *
dup_notes (const TieLedgerDocument *document,
           const char *reference)
{
  if (tie_text_is_empty (reference) || tie_sage_fits (reference, TIE_SAGE_MAX_REFERENCE))
    return g_strdup (document->memo);
  return tie_text_is_empty (document->memo) ? g_strdup (reference) : g_strdup_printf ("%s\n%s", reference, document->memo);
}

GBytes *
tie_sage_make_document_body (const TieLedgerCapabilities *can,
                             const char *verb,
                             const TieLedgerDocument *document,
                             const TieRemote *remote,
                             GError **error)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  const TieSageEntity *entity = tie_sage_entity_for_kind (document->kind, 0);
  const TieRemote *old = g_str_equal (verb, "create") ? NULL : remote;
  const char *due = tie_date_is_valid (document->due) ? document->due : document->kind == TIE_KIND_SUPPLIER_INVOICE ? document->date : NULL;
  g_autofree char *reference = dup_reference (document);
  g_autofree char *notes = dup_notes (document, reference);

  if (!tie_sage_check_verb (document->kind, verb, remote, error) || !check_document (can, document, old, error))
    return NULL;

  tie_sage_begin_body (writer, entity);
  tie_sage_add_id (writer, "contact_id", document->party_id);
  if (!tie_body_add_date (writer, "date", document->date, error))
    return NULL;
  if (has_due (document))
    tie_sage_add_id (writer, "due_date", due);
  if (!add_numbers (writer, document, reference, error) || !tie_sage_add_currency (writer, document->currency, can->currency, can->has_multi_currency, error) ||
      !add_region (writer, can, document, error) ||
      !tie_body_add_text (writer, PACKAGE, "notes", _ ("The text on paper"), notes, TIE_SAGE_MAX_NOTES, error) ||
      !tie_sage_add_lines (writer, entity->lines, can, document, old, error))
    return NULL;
  return tie_sage_finish_body (writer, entity, old);
}
