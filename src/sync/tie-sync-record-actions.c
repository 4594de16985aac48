/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-record-actions"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-payment-actions.h"
#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "store/tie-synced-table.h"
#include "sync/tie-document-source.h"
#include "sync/tie-import-record.h"
#include "sync/tie-payment-import.h"
#include "sync/tie-practice-package.h"
#include "sync/tie-record-from-remote.h"
#include "sync/tie-sync-actions.h"

/* What makes a record of ours the package's, or can do without. */

static TieRemote *
read_remote (TieDb *db,
             const char *connection,
             TieKind kind,
             const char *id,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieRemote) remote = tie_remote_table_get (db, connection, kind, id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (remote != NULL && !remote->is_deleted && remote->is_active)
    return g_steal_pointer (&remote);
  g_set_error (error, TIE_ERROR, TIE_ERROR_GONE, "No such record there: %s", id);
  return NULL;
}

/* ---- It Is the Same — Link ---- */

/* Whoever is billed for the document here: the contact, its site, or the one in whose care it is. */
static gboolean
has_party (TieDb *db,
           const char *connection,
           TieKind kind,
           TieRecord *document,
           const char *party,
           gboolean *has,
           GError **error)
{
  g_autoptr (TieContact) contact = tie_record_table_get (db, TIE_TYPE_CONTACT, tie_record_get_text (document, TIE_DOCUMENT_CONTACT), error);
  const char *ids[3];

  if (contact == NULL)
    return FALSE;
  ids[0] = tie_record_get_text (document, TIE_DOCUMENT_CONTACT);
  ids[1] = tie_record_get_text (document, TIE_DOCUMENT_SITE);
  ids[2] = tie_record_get_text (TIE_RECORD (contact), TIE_CONTACT_CARE_OF);
  *has = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autofree char *remote = ids[i] != NULL ? tie_link_table_find_remote (db, connection, kind, ids[i], &local_error) : NULL;

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      *has |= remote != NULL && g_strcmp0 (remote, party) == 0;
    }
  return TRUE;
}

static gboolean
check_same (TieDb *db,
            const char *connection,
            TieKind kind,
            TieDocument *document,
            const TieRemote *remote,
            GError **error)
{
  TieKind party_kind = tie_document_source_get_group (kind) == TIE_SYNC_SUPPLIER ? TIE_KIND_VENDOR : TIE_KIND_CUSTOMER;
  gint64 total = ABS (tie_record_get_integer (TIE_RECORD (document), TIE_DOCUMENT_TOTAL));
  g_autofree char *title = tie_document_get_title (document);
  g_autoptr (TieRemote) party = NULL;
  gboolean is_party = FALSE;

  if (!has_party (db, connection, party_kind, TIE_RECORD (document), remote->money->party_id, &is_party, error))
    return FALSE;
  if (!is_party)
    {
      party = remote->money->party_id != NULL ? read_remote (db, connection, party_kind, remote->money->party_id, NULL) : NULL;
      /* Translators: the number of a document, the package, the name of a customer */
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s in %s is for %s, so it is not the same."), title, tie_practice_package_read_name (db),
                   party != NULL && party->full_name != NULL ? party->full_name : _ ("another customer"));
      return FALSE;
    }
  if (remote->money->total != total || remote->money->is_void)
    {
      g_autofree char *here = tie_money_to_words (total);
      g_autofree char *there = tie_money_to_words (remote->money->is_void ? 0 : remote->money->total);

      /* Translators: the number of a document, an amount, the package, an amount */
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s is %s in %s and %s here, so it is not the same."), title, there, tie_practice_package_read_name (db), here);
      return FALSE;
    }
  return TRUE;
}

static gboolean
remember (TieDb *db,
          const char *connection,
          TieKind kind,
          const char *document,
          const TieRemote *remote,
          GError **error)
{
  TieSynced synced = {
    .kind = kind,
    .local_id = (char *) document,
    .remote_id = remote->id,
    .version = remote->version,
    .number = remote->money->number,
    .total = remote->money->total,
  };
  g_autofree char *state = tie_synced_table_get_state (db, kind, document, error);

  synced.fields = state;
  return state != NULL && tie_synced_table_save (db, connection, &synced, error);
}

gboolean
tie_sync_action_link_same (TieDb *db,
                           const char *connection,
                           const char *id,
                           const char *remote_id,
                           TieBillingStep *step,
                           GError **error)
{
  g_autoptr (TieDocument) document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, id, error);
  g_autoptr (TieRemote) remote = NULL;
  g_autofree char *title = NULL;
  TieKind kind;
  gboolean is_own = FALSE;

  if (document == NULL || !tie_document_check_editable (document, error))
    return FALSE;
  kind = tie_document_source_get_kind (TIE_RECORD (document));
  remote = read_remote (db, connection, kind, remote_id, error);
  if (remote == NULL)
    return FALSE;
  if (remote->money == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, "%s has no amounts", remote_id);
      return FALSE;
    }
  if (!check_same (db, connection, kind, document, remote, error) || !tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  title = tie_document_get_title (document);
  tie_record_set_text (TIE_RECORD (document), TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_EXPORTED);
  return tie_record_table_save (db, TIE_RECORD (document), error) &&
         tie_link_table_add (db, connection, kind, id, remote_id, error) &&
         remember (db, connection, kind, id, remote, error) &&
         /* Translators: the number of a document here, its number there, the package */
         tie_billing_step_end (db, is_own, step, g_strdup_printf (_ ("%s linked to %s in %s"), title, remote->money->number != NULL ? remote->money->number : remote_id, tie_practice_package_read_name (db)), error);
}

/* Whether ours is what the package has.  Who is paid and how much has to agree, the day need not. */
static gboolean
check_same_payment (TieDb *db,
                    const TiePaymentImport *there,
                    TiePayment *payment,
                    GError **error)
{
  TieRecord *own = TIE_RECORD (payment);
  g_autofree char *title = tie_payment_get_title (payment);

  if (there->local_id == NULL && !there->is_gone && there->amount == tie_record_get_integer (own, TIE_PAYMENT_AMOUNT) &&
      g_str_equal (tie_record_get_text (own, TIE_PAYMENT_KIND), tie_payment_import_get_kind_here (there->kind)) &&
      g_strcmp0 (there->contact_id, tie_record_get_text (own, TIE_PAYMENT_CONTACT)) == 0)
    return TRUE;
  /* Translators: the number of a payment, the package */
  g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s has another contact or amount than the payment in %s, so it is not the same."), title, tie_practice_package_read_name (db));
  return FALSE;
}

gboolean
tie_sync_action_link_payment (TieDb *db,
                              const char *connection,
                              TieKind kind,
                              const char *remote_id,
                              const char *id,
                              TieBillingStep *step,
                              GError **error)
{
  g_autoptr (TiePayment) payment = tie_record_table_get (db, TIE_TYPE_PAYMENT, id, error);
  g_autoptr (TiePaymentImport) there = payment != NULL ? tie_payment_import_read (db, connection, kind, remote_id, error) : NULL;
  g_autofree char *title = NULL;
  gboolean is_own = FALSE;

  if (there == NULL || !check_same_payment (db, there, payment, error) || !tie_payment_check_editable (payment, error) || !tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  title = tie_payment_get_title (payment);
  tie_record_set_integer (TIE_RECORD (payment), TIE_PAYMENT_DO_NOT_SEND, TRUE);
  return tie_record_table_save (db, TIE_RECORD (payment), error) &&
         tie_link_table_add (db, connection, kind, id, remote_id, error) &&
         tie_import_save_synced (db, connection, kind, id, remote_id, NULL, NULL, error) &&
         tie_billing_step_end (db, is_own, step, g_strdup_printf (_ ("%s linked to %s in %s"), title, there->reference != NULL ? there->reference : remote_id, tie_practice_package_read_name (db)), error);
}

/* ---- Use Default Item ---- */

gboolean
tie_sync_action_use_default_item (TieDb *db,
                                  const char *connection,
                                  const char *code,
                                  TieBillingStep *step,
                                  GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieRecord) record = tie_record_table_get (db, TIE_TYPE_WORK_CODE, code, &local_error);
  g_autoptr (TieSyncSettings) settings = NULL;
  TieSyncItem item = TIE_SYNC_ITEM_TIME;
  gboolean is_own = FALSE;

  if (record == NULL && g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
    {
      g_clear_error (&local_error);
      item = TIE_SYNC_ITEM_EXPENSE;
      record = tie_record_table_get (db, TIE_TYPE_EXPENSE_CODE, code, &local_error);
    }
  if (record == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  settings = tie_sync_settings_load (db, connection, error);
  if (settings == NULL)
    return FALSE;
  if (settings->items[item] == NULL)
    {
      /* Translators: %s is "Time" or "Expense" */
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("Account Defaults have no product or service for %s yet. Choose one there first."), tie_sync_item_get_label (item));
      return FALSE;
    }
  return tie_billing_step_begin (db, &is_own, error) &&
         tie_sync_settings_set_uses_default (db, connection, code, TRUE, error) &&
         /* Translators: %s is a work code or expense code */
         tie_billing_step_end (db, is_own, step, g_strdup_printf (_ ("%s uses the default item"), tie_record_get_name (record)), error);
}

/* ---- Use Oregon Once ---- */

static gboolean
set_state (TieDb *db,
           const char *id,
           const char *state,
           TieRecord **record,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  guint field = TIE_CONTACT_STATE;

  *record = tie_record_table_get (db, TIE_TYPE_CONTACT, id, &local_error);
  if (*record == NULL && g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
    {
      g_clear_error (&local_error);
      field = TIE_SITE_STATE;
      *record = tie_record_table_get (db, TIE_TYPE_SITE, id, &local_error);
    }
  if (*record == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  tie_record_set_text (*record, field, state);
  return tie_record_table_save (db, *record, error);
}

static gboolean
bring_over (TieDb *db,
            const char *connection,
            const char *id,
            const char *state,
            TieRecord **record,
            GError **error)
{
  g_autoptr (TieRemote) remote = read_remote (db, connection, TIE_KIND_CUSTOMER, id, error);
  g_autofree char *type = NULL;

  if (remote == NULL)
    return FALSE;
  if (remote->parent_id != NULL)
    {
      g_autofree char *contact = tie_link_table_find_local (db, connection, TIE_KIND_CUSTOMER, remote->parent_id, NULL);

      if (contact == NULL)
        {
          g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s belongs to a customer that is not linked to a contact. Link or import that one first."), remote->full_name);
          return FALSE;
        }
      *record = tie_record_from_remote_site (remote, contact);
      tie_record_set_text (*record, TIE_SITE_STATE, state);
    }
  else
    {
      type = tie_record_from_remote_find_type (db, TIE_KIND_CUSTOMER, error);
      if (type == NULL)
        return FALSE;
      *record = tie_record_from_remote_contact (remote, type);
      tie_record_set_text (*record, TIE_CONTACT_STATE, state);
    }
  return tie_record_table_save (db, *record, error) &&
         tie_link_table_add (db, connection, TIE_KIND_CUSTOMER, tie_record_get_id (*record), id, error);
}

gboolean
tie_sync_action_use_state_once (TieDb *db,
                                const char *connection,
                                const char *id,
                                gboolean is_theirs,
                                TieBillingStep *step,
                                GError **error)
{
  g_autoptr (TieSyncSettings) settings = tie_sync_settings_load (db, connection, error);
  g_autoptr (TieRecord) record = NULL;
  gboolean is_own = FALSE;

  if (settings == NULL)
    return FALSE;
  if (settings->default_state == NULL)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("The practice has no default State. Choose one in Information & Settings."));
      return FALSE;
    }
  if (!tie_billing_step_begin (db, &is_own, error) ||
      !(is_theirs ? bring_over (db, connection, id, settings->default_state, &record, error) : set_state (db, id, settings->default_state, &record, error)))
    return FALSE;
  return tie_billing_step_end (db, is_own, step,
                               /* Translators: a contact's name, and the package */
                               is_theirs ? g_strdup_printf (_ ("%s imported from %s"), tie_record_get_name (record), tie_practice_package_read_name (db))
                                         /* Translators: %s is a contact's name */
                                         : g_strdup_printf (_ ("%s: State filled in"), tie_record_get_name (record)),
                               error);
}
