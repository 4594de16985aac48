/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-removal"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-payment-actions.h"
#include "store/tie-closed-period.h"
#include "store/tie-connection-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-document-source.h"
#include "sync/tie-practice-package.h"
#include "sync/tie-removal.h"

void
tie_removal_free (TieRemoval *self)
{
  g_free (self->id);
  g_free (self->label);
  g_free (self->remote_id);
  g_free (self->number);
  g_free (self->date);
  g_free (self->refusal);
  g_free (self->blocker);
  g_free (self);
}

/* ---- what hangs on it ---- */

static gboolean
find_payment (TieDb *db,
              const char *connection,
              TieKind kind,
              TieRecord *document,
              gboolean *is_paid,
              char **blocker,
              GError **error)
{
  const char *id = tie_record_get_id (document);
  g_autoptr (GPtrArray) allocations = tie_record_table_list_where (db, TIE_TYPE_ALLOCATION, TIE_ALLOCATION_DOCUMENT, id, error);
  TieKind paid_by = tie_document_source_get_group (kind) == TIE_SYNC_SUPPLIER ? TIE_KIND_SUPPLIER_PAYMENT : TIE_KIND_RECEIPT;

  *is_paid = FALSE;
  if (allocations == NULL)
    return FALSE;
  if (kind == TIE_KIND_SALES_CREDIT) /* what it was used for has its id */
    {
      g_autofree char *used = tie_link_table_find_remote (db, connection, TIE_KIND_RECEIPT, id, NULL);

      *is_paid = used != NULL;
    }
  for (guint i = 0; i < allocations->len && !*is_paid; i++)
    {
      const char *payment = tie_record_get_text (allocations->pdata[i], TIE_ALLOCATION_PAYMENT);
      const char *credit = tie_record_get_text (allocations->pdata[i], TIE_ALLOCATION_CREDIT);
      const char *payer = payment != NULL ? payment : credit;
      g_autofree char *linked = tie_link_table_find_remote (db, connection, paid_by, payer, NULL);

      *is_paid = linked != NULL;
      if (linked != NULL && blocker != NULL)
        *blocker = g_strdup (payer);
    }
  return TRUE;
}

/* Dates of the practice's own closed books. */
static gboolean
is_closed (TieDb *db,
           TieRecord *record)
{
  guint field = TIE_IS_DOCUMENT (record) ? (guint) TIE_DOCUMENT_DATE : (guint) TIE_PAYMENT_DATE;

  return !tie_closed_period_check (db, tie_record_get_text (record, field), NULL);
}

gboolean
tie_removal_check (TieDb *db,
                   const char *connection,
                   TieKind kind,
                   TieRecord *record,
                   const char *label,
                   char **refusal,
                   char **blocker,
                   GError **error)
{
  gboolean is_paid = FALSE;

  *refusal = NULL;
  if (TIE_IS_DOCUMENT (record) && !find_payment (db, connection, kind, record, &is_paid, blocker, error))
    return FALSE;
  if (is_paid)
    *refusal = g_strdup_printf (_ ("%s is paid in %s. Take the payment back first."), label, tie_practice_package_read_name (db));
  else if (TIE_IS_DOCUMENT (record) && g_str_equal (tie_record_get_text (record, TIE_DOCUMENT_STAGE), TIE_DOCUMENT_STAGE_POSTED))
    *refusal = g_strdup_printf (_ ("%s is posted and stays. A credit note takes it back."), label);
  else if (is_closed (db, record))
    *refusal = g_strdup_printf (_ ("%s lies in the closed period. Open that in Information & Settings first."), label);
  return TRUE;
}

/* ---- one record ---- */

/* NULL without error: it is neither a document nor a payment any more. */
static TieRecord *
get_record (TieDb *db,
            const char *id,
            GError **error)
{
  const GType types[] = { TIE_TYPE_DOCUMENT, TIE_TYPE_PAYMENT };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GError) local_error = NULL;
      TieRecord *record = tie_record_table_get (db, types[i], id, &local_error);

      if (record != NULL)
        return record;
      if (!g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
  g_set_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, "No document and no payment has the id %s", id);
  return NULL;
}

/* A supplier's invoice that is void here has no sign any more. */
static gboolean
find_there (TieRemoval *self,
            TieDb *db,
            const char *connection,
            TieRecord *record,
            GError **error)
{
  TieKind kinds[] = { tie_document_source_get_kind (record), TIE_KIND_SUPPLIER_INVOICE, TIE_KIND_SUPPLIER_CREDIT };
  guint n = tie_document_source_get_group (kinds[0]) == TIE_SYNC_SUPPLIER ? G_N_ELEMENTS (kinds) : 1;
  g_autoptr (GError) local_error = NULL;

  self->kind = kinds[0];
  for (guint i = 0; i < n && self->remote_id == NULL && local_error == NULL; i++)
    {
      self->remote_id = tie_link_table_find_remote (db, connection, kinds[i], self->id, &local_error);
      if (self->remote_id != NULL)
        self->kind = kinds[i];
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
read_there (TieRemoval *self,
            TieDb *db,
            const TieConnection *connection,
            GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieRemote) remote = tie_remote_table_get (db, connection->id, self->kind, self->remote_id, &local_error);

  if (local_error != NULL && !g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (remote == NULL || remote->money == NULL)
    return TRUE; /* not read yet; the run looks afresh */
  self->number = g_strdup (remote->money->number);
  self->date = g_strdup (remote->money->date);
  self->amount = remote->money->total;
  if (remote->is_deleted || remote->money->is_void)
    self->refusal = g_strdup_printf (_ ("%s is void or deleted in %s already."), self->label, tie_practice_package_read_name (db));
  else if (self->refusal == NULL && connection->closed_until != NULL && self->date != NULL && strcmp (self->date, connection->closed_until) <= 0)
    {
      g_autofree char *day = tie_date_to_display (connection->closed_until);

      /* Translators: the package, and a date */
      self->refusal = g_strdup_printf (_ ("%s books are closed until %s. Open them there first, or write a document of today that takes it back."), tie_practice_package_read_name (db), day);
    }
  return TRUE;
}

TieRemoval *
tie_removal_read (TieDb *db,
                  TieLedger *ledger,
                  const char *id,
                  GError **error)
{
  g_autoptr (TieRemoval) self = g_new0 (TieRemoval, 1);
  g_autoptr (TieRecord) record = get_record (db, id, error);
  g_autoptr (TieConnection) connection = record != NULL ? tie_connection_table_get_active (db, error) : NULL;

  if (record == NULL || connection == NULL)
    return NULL;
  self->id = g_strdup (id);
  self->label = TIE_IS_DOCUMENT (record) ? tie_document_get_title (TIE_DOCUMENT (record)) : tie_payment_get_title (TIE_PAYMENT (record));
  if (!find_there (self, db, connection->id, record, error))
    return NULL;
  if (self->remote_id == NULL)
    {
      self->refusal = g_strdup_printf (_ ("%s has not been exported."), self->label);
      return g_steal_pointer (&self);
    }
  self->can_delete = tie_ledger_has_verb (ledger, self->kind, "delete");
  self->can_void = tie_ledger_has_verb (ledger, self->kind, "void");
  if (!tie_removal_check (db, connection->id, self->kind, record, self->label, &self->refusal, &self->blocker, error) ||
      !read_there (self, db, connection, error))
    return NULL;
  return g_steal_pointer (&self);
}
