/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-import"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-document-sheet.h"
#include "store/tie-closed-period.h"
#include "store/tie-connection-table.h"
#include "store/tie-document-table.h"
#include "store/tie-link-table.h"
#include "store/tie-number-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-document-import.h"
#include "sync/tie-import-record.h"
#include "sync/tie-outbox-fields.h"
#include "sync/tie-practice-package.h"

void
tie_document_import_free (TieDocumentImport *self)
{
  g_free (self->remote_id);
  g_free (self->local_id);
  g_free (self->contact_id);
  g_free (self->contact_name);
  g_free (self->number);
  g_free (self->date);
  g_free (self->due);
  g_free (self->problem);
  g_free (self);
}

/* ---- reading ---- */

/* Sent by us, and the answer never came, or the practice was restored since: the two are one. */
static void
read_own (TieDocumentImport *self,
          TieDb *db,
          const char *connection,
          const TieRemote *remote)
{
  g_autofree char *linked = tie_link_table_find_local (db, connection, self->kind, self->remote_id, NULL);
  g_autofree char *marked = tie_outbox_read_mark (remote->money->memo);
  g_autoptr (TieRecord) own = linked == NULL && marked != NULL ? tie_record_table_get (db, TIE_TYPE_DOCUMENT, marked, NULL) : NULL;

  self->is_same = linked != NULL || remote->is_deleted || remote->money->is_void;
  self->local_id = linked != NULL ? g_steal_pointer (&linked) : own != NULL ? g_steal_pointer (&marked) : NULL;
}

static gboolean
is_sale (TieKind kind)
{
  return kind == TIE_KIND_SALES_INVOICE || kind == TIE_KIND_SALES_CREDIT;
}

/* TIE_DOCUMENT_KIND_… */
static const char *
get_kind_here (TieKind kind)
{
  if (!is_sale (kind))
    return TIE_DOCUMENT_KIND_SUPPLIER;
  return kind == TIE_KIND_SALES_CREDIT ? TIE_DOCUMENT_KIND_CREDIT : TIE_DOCUMENT_KIND_INVOICE;
}

/* FALSE only with an error. */
static gboolean
check_number (TieDocumentImport *self,
              TieDb *db,
              GError **error)
{
  gboolean is_taken = FALSE;

  if (*self->number == '\0' || self->contact_id == NULL)
    return TRUE;
  if (is_sale (self->kind) ? !tie_number_table_is_used (db, get_kind_here (self->kind), self->number, "", &is_taken, error)
                           : !tie_document_table_has_supplier_number (db, self->contact_id, self->number, "", &is_taken, error))
    return FALSE;
  if (is_taken && is_sale (self->kind))
    /* Translators: %s is the number of an invoice or a credit note */
    self->problem = g_strdup_printf (_ ("%s stands here already. Link the two, or give one of them another number."), self->number);
  else if (is_taken)
    /* Translators: %s is the number of a supplier's invoice */
    self->problem = g_strdup_printf (_ ("The invoice %s of this supplier was recorded already. Link the two."), self->number);
  return TRUE;
}

/* FALSE only with an error. */
static gboolean
check (TieDocumentImport *self,
       TieDb *db,
       const TieRemote *remote,
       GError **error)
{
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, error);
  g_autoptr (GError) closed = NULL;

  if (connection == NULL || !check_number (self, db, error))
    return FALSE;
  if (self->problem != NULL)
    return TRUE;
  if (remote->money->total <= 0) /* of nothing, and so it makes no difference */
    self->problem = g_strdup (_ ("It has no amount."));
  else if (remote->money->currency != NULL && connection->currency != NULL && !g_str_equal (remote->money->currency, connection->currency))
    /* Translators: two currencies, such as EUR and USD */
    self->problem = g_strdup_printf (_ ("Invoice is in %s, the company uses %s."), remote->money->currency, connection->currency);
  else if (!tie_closed_period_check (db, self->date, &closed))
    {
      if (!g_error_matches (closed, TIE_ERROR, TIE_ERROR_IN_USE))
        {
          g_propagate_error (error, g_steal_pointer (&closed));
          return FALSE;
        }
      self->problem = g_strdup (closed->message);
    }
  return TRUE;
}

gboolean
tie_document_import_takes (TieKind kind)
{
  return kind == TIE_KIND_SALES_INVOICE || kind == TIE_KIND_SALES_CREDIT || kind == TIE_KIND_SUPPLIER_INVOICE || kind == TIE_KIND_SUPPLIER_CREDIT;
}

TieDocumentImport *
tie_document_import_read (TieDb *db,
                          const char *connection,
                          TieKind kind,
                          const char *remote_id,
                          GError **error)
{
  g_autoptr (TieDocumentImport) self = g_new0 (TieDocumentImport, 1);
  g_autoptr (TieRemote) remote = NULL;

  g_return_val_if_fail (tie_document_import_takes (kind), NULL);

  remote = tie_remote_table_get (db, connection, kind, remote_id, error);
  if (remote == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, "No such document was read: %s", remote_id);
      return NULL;
    }
  tie_remote_need_money (remote);
  self->kind = kind;
  self->remote_id = g_strdup (remote_id);
  self->number = g_strdup (remote->money->number != NULL ? remote->money->number : "");
  self->date = g_strdup (remote->money->date);
  self->due = g_strdup (remote->money->due);
  self->amount = kind == TIE_KIND_SUPPLIER_CREDIT ? -remote->money->total : remote->money->total;
  read_own (self, db, connection, remote);
  if (self->is_same)
    return g_steal_pointer (&self);
  tie_import_read_party (db, connection, is_sale (kind) ? TIE_KIND_CUSTOMER : TIE_KIND_VENDOR, remote->money->party_id, &self->contact_id, &self->contact_name, &self->problem);
  if (self->problem == NULL && self->local_id == NULL && !check (self, db, remote, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* ---- recording ---- */

static TieDocumentSheet *
make_sheet (TieDocumentImport *self,
            TieDb *db)
{
  TieDocumentSheet *sheet = tie_document_sheet_new (get_kind_here (self->kind), self->date);
  TieRecord *document = TIE_RECORD (sheet->document);
  TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));
  const char *package = tie_practice_package_read_name (db);
  g_autofree char *text = NULL;

  if (is_sale (self->kind))
    /* Translators: %s is the package */
    text = g_strdup_printf (self->kind == TIE_KIND_SALES_CREDIT ? _ ("Credit note from %s") : _ ("Invoice from %s"), package);
  else
    text = g_strdup_printf (self->amount < 0 ? _ ("Credit of %s, from %s") : _ ("Invoice of %s, from %s"), self->contact_name, package);

  tie_record_set_text (document, TIE_DOCUMENT_CONTACT, self->contact_id);
  tie_record_set_text (document, TIE_DOCUMENT_NUMBER, self->number);
  tie_record_set_text (document, TIE_DOCUMENT_DUE, self->due);
  tie_record_set_integer (document, TIE_DOCUMENT_DO_NOT_SEND, TRUE);
  tie_record_set_integer (document, TIE_DOCUMENT_IS_SENT, is_sale (self->kind));
  tie_record_set_text (line, TIE_LINE_TEXT, text);
  tie_record_set_integer (line, TIE_LINE_QUANTITY, TIE_SCALE);
  tie_record_set_integer (line, TIE_LINE_RATE, self->amount * (TIE_SCALE / 100));
  tie_record_set_integer (line, TIE_LINE_AMOUNT, self->amount);
  return sheet;
}

static gboolean
record (TieDb *db,
        TieDocumentImport *self,
        GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = make_sheet (self, db);

  if (!tie_document_save (db, sheet, NULL, error))
    return FALSE;
  self->local_id = g_strdup (tie_record_get_id (TIE_RECORD (sheet->document)));
  return TRUE;
}

gboolean
tie_document_import_apply (TieDb *db,
                           const char *connection,
                           TieDocumentImport *self,
                           const char *run,
                           GError **error)
{
  gboolean is_new = self->local_id == NULL;
  g_autoptr (TieDocument) document = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (self->problem == NULL && !self->is_same, FALSE);

  if (is_new && !record (db, self, error))
    return FALSE;
  document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, self->local_id, error);
  if (document == NULL)
    return FALSE;
  title = tie_document_get_title (document);
  return tie_link_table_add (db, connection, self->kind, self->local_id, self->remote_id, error) &&
         tie_document_table_set_stage (db, self->local_id, TIE_DOCUMENT_STAGE_EXPORTED, error) &&
         tie_import_save_synced (db, connection, self->kind, self->local_id, self->remote_id, TIE_DOCUMENT_STAGE_INVOICED, run, error) &&
         tie_import_add_activity (db, self->local_id, title, run, is_new ? _ ("Recorded") : _ ("Linked with what was sent before"), error);
}
