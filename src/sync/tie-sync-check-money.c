/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-check-money"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "ledger/tie-ledger.h"
#include "model/tie-document.h"
#include "store/tie-connection-table.h"
#include "store/tie-number-table.h"
#include "sync/tie-payment-import.h"
#include "sync/tie-sync-check-private.h"

/* Documents and payments.  Each check adds its findings; the order in which they are shown is that of the codes. */

static gboolean
is_document (TieSyncGroup group)
{
  return group == TIE_SYNC_INVOICES || group == TIE_SYNC_CREDITS || group == TIE_SYNC_SUPPLIER;
}

static void
check_stage (TieSyncReading *reading,
             const TieSyncMoney *row,
             TieSyncRecord *record)
{
  const TieSyncSettings *settings = reading->context->settings;

  if (reading->group == TIE_SYNC_INVOICES && settings->require_sent)
    {
      record->asked |= 1 << TIE_SYNC_PART_SENT;
      if (!row->is_sent)
        tie_sync_finding_say (tie_sync_record_add (record, reading, TIE_SYNC_NOT_SENT), NULL);
    }
  if (is_document (reading->group) && settings->require_approval)
    {
      record->asked |= 1 << TIE_SYNC_PART_APPROVED;
      if (g_str_equal (row->stage, TIE_DOCUMENT_STAGE_INVOICED))
        tie_sync_finding_say (tie_sync_record_add (record, reading, TIE_SYNC_NOT_APPROVED), NULL);
    }
}

/* Why it does not exist there. */
static void
add_refused_party (TieSyncReading *reading,
                   const TieSyncMoney *row,
                   TieSyncRecord *record)
{
  const TieSyncFinding *fault = row->party != NULL ? g_hash_table_lookup (reading->faults, row->party) : NULL;

  if (fault != NULL && fault->code == TIE_SYNC_REFUSED && fault->kind == row->party_kind)
    g_ptr_array_add (record->findings, tie_sync_finding_copy (fault));
}

static gboolean
check_party (TieSyncReading *reading,
             const TieSyncMoney *row,
             TieSyncRecord *record,
             GError **error)
{
  record->asked |= 1 << TIE_SYNC_PART_ACCOUNT;
  if (row->party_remote == NULL)
    {
      TieSyncFinding *finding = tie_sync_record_add (record, reading, TIE_SYNC_NO_ACCOUNT);

      finding->kind = row->party_kind;
      finding->record_id = g_strdup (row->party);
      tie_sync_finding_say (finding, NULL);
      add_refused_party (reading, row, record);
    }
  else if (!row->party_is_there && !tie_sync_check_accsid (reading, record, row->party_kind, row->party, row->party_remote, error))
    return FALSE;
  if (row->care_of != NULL)
    {
      record->asked |= 1 << TIE_SYNC_PART_CARE_OF;
      if (!row->care_of_is_linked)
        {
          TieSyncFinding *finding = tie_sync_record_add (record, reading, TIE_SYNC_NO_CAREOF);

          finding->kind = row->party_kind;
          finding->record_id = g_strdup (row->care_of);
          tie_sync_finding_say (finding, "name", row->care_of_name, NULL);
        }
    }
  return TRUE;
}

/* clash: (nullable): its id there. */
static gboolean
add_double (TieSyncReading *reading,
            const TieSyncMoney *row,
            const char *clash,
            TieSyncRecord *record,
            GError **error)
{
  TieSyncFinding *finding = tie_sync_record_add (record, reading, TIE_SYNC_DUP_NUMBER);

  finding->kind = row->kind;
  finding->remote_id = g_strdup (clash);
  finding->here = g_strdup (row->number);
  tie_sync_finding_say (finding, "n", row->number, NULL);
  /* A supplier's number is not ours to change. */
  if (reading->group == TIE_SYNC_SUPPLIER)
    return TRUE;
  if (reading->next_number == NULL)
    reading->next_number = tie_number_table_find_apart (reading->db,
                                                        reading->group == TIE_SYNC_CREDITS ? TIE_DOCUMENT_KIND_CREDIT : TIE_DOCUMENT_KIND_INVOICE,
                                                        reading->context->connection, row->kind, FALSE, NULL, error);
  finding->there = g_strdup (reading->next_number);
  return reading->next_number != NULL;
}

static gboolean
check_number (TieSyncReading *reading,
              const TieSyncMoney *row,
              TieSyncRecord *record,
              GError **error)
{
  TieSyncFinding *fault = g_hash_table_lookup (reading->faults, row->id);

  record->asked |= 1 << TIE_SYNC_PART_NUMBER;
  if (row->clash != NULL)
    return add_double (reading, row, row->clash, record, error);
  /* The package said so before its list was read anew. */
  if (fault != NULL && fault->code == TIE_SYNC_DUP_NUMBER && row->remote_id == NULL)
    return add_double (reading, row, NULL, record, error);
  return TRUE;
}

static void
add_all (TieSyncRecord *record,
         GHashTable *table,
         const char *id)
{
  GPtrArray *findings = g_hash_table_lookup (table, id);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    g_ptr_array_add (record->findings, tie_sync_finding_copy (findings->pdata[i]));
}

static void
check_distribution (TieSyncReading *reading,
                    const TieSyncMoney *row,
                    TieSyncRecord *record)
{
  gint64 off = ABS (row->debits - row->credits);
  g_autofree char *amount = NULL;

  if (off == 0)
    return;
  amount = tie_money_to_words (off);
  tie_sync_finding_say (tie_sync_record_add (record, reading, TIE_SYNC_UNBALANCED), "amount", amount, NULL);
}

/* A document never goes out in one currency to be read in another. */
static void
check_currency (TieSyncReading *reading,
                const TieSyncMoney *row,
                TieSyncRecord *record)
{
  const TieSyncContext *context = reading->context;
  gboolean comes_in = reading->group == TIE_SYNC_PAYMENTS_IN;
  const char *here = comes_in && row->currency != NULL ? row->currency : comes_in ? context->home : context->currency;
  const char *there = comes_in ? context->currency : row->party_currency != NULL ? row->party_currency : context->home;

  if (tie_text_is_empty (here) || tie_text_is_empty (there) || g_ascii_strcasecmp (here, there) == 0)
    return;
  tie_sync_finding_say (tie_sync_record_add (record, reading, TIE_SYNC_CURRENCY), "cur", here, "home", there,
                        "n", tie_text_is_empty (row->number) ? row->contact_name : row->number, NULL);
}

static void
check_closed (TieSyncReading *reading,
              const TieSyncMoney *row,
              TieSyncRecord *record)
{
  const char *closed = reading->context->closed_until;
  g_autofree char *date = NULL;

  if (closed == NULL || strcmp (row->date, closed) > 0)
    return;
  date = tie_date_to_display (closed);
  tie_sync_finding_say (tie_sync_record_add (record, reading, TIE_SYNC_CLOSED), "date", date, NULL);
}

static gboolean
check_going_out (TieSyncReading *reading,
                 const TieSyncMoney *row,
                 TieSyncRecord *record,
                 GError **error)
{
  check_stage (reading, row, record);
  if (!check_party (reading, row, record, error))
    return FALSE;
  if (is_document (reading->group))
    {
      record->asked |= 1 << TIE_SYNC_PART_CODES | 1 << TIE_SYNC_PART_TEXT;
      if (reading->context->tax_model == TIE_TAX_US || reading->context->tax_model == TIE_TAX_GLOBAL)
        record->asked |= 1 << TIE_SYNC_PART_TAX;
      /* A number that only stands in the reference is in nobody's way. */
      if ((reading->group == TIE_SYNC_SUPPLIER || !(reading->context->lacks & TIE_LACKS_OUR_NUMBERS)) && !check_number (reading, row, record, error))
        return FALSE;
      add_all (record, reading->lines, row->id);
      check_distribution (reading, row, record);
    }
  else
    add_all (record, reading->unsent, row->id);
  check_closed (reading, row, record);
  check_currency (reading, row, record);
  return TRUE;
}

/* What an import would refuse; said by the import itself. */
static gboolean
check_odd (TieSyncReading *reading,
           const TieSyncMoney *row,
           TieSyncRecord *record,
           GError **error)
{
  TieKind kind = 0;
  const char *remote_id = tie_sync_table_parse_payment (row->id, &kind);
  g_autoptr (TiePaymentImport) import = tie_payment_import_read (reading->db, reading->context->connection, kind, remote_id, error);
  g_autoptr (GError) local_error = NULL;
  TieSyncFinding *finding;

  if (import == NULL)
    return FALSE;
  if (import->problem == NULL)
    return TRUE;
  finding = tie_sync_record_add (record, reading, TIE_SYNC_BY_HAND);
  finding->kind = kind;
  finding->remote_id = g_strdup (remote_id);
  tie_sync_finding_quote (finding, NULL, import->problem);
  finding->record_id = tie_sync_table_find_like_payment (reading->db, reading->context->connection, row, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
check_coming_in (TieSyncReading *reading,
                 const TieSyncMoney *row,
                 TieSyncRecord *record,
                 GError **error)
{
  record->asked |= 1 << TIE_SYNC_PART_ACCOUNT;
  if (row->party == NULL)
    {
      TieSyncFinding *finding = tie_sync_record_add (record, reading, TIE_SYNC_NOT_LINKED);

      finding->kind = row->party_kind;
      finding->remote_id = g_strdup (row->party_remote);
      tie_sync_finding_say (finding, "name", row->party_name, NULL);
    }
  else if (row->is_odd && !check_odd (reading, row, record, error))
    return FALSE;
  check_currency (reading, row, record);
  return TRUE;
}

/* (transfer full) "INV-1011, 08/22/26, 701.25" */
static char *
say_side (const char *number,
          const char *date,
          gint64 total)
{
  g_autofree char *day = date != NULL ? tie_date_to_display (date) : g_strdup ("");
  g_autofree char *amount = tie_money_to_display (total);

  /* Translators: number, date and total of a document */
  return g_strdup_printf (_ ("%s, %s, %s"), number != NULL ? number : "", day, amount);
}

/* With what both sides have, for whoever has to choose; details is the total that was sent. */
static void
add_conflict (TieSyncReading *reading,
              const TieSyncMoney *row,
              TieSyncRecord *record)
{
  TieSyncFinding *finding = tie_sync_record_add (record, reading, TIE_SYNC_CONFLICT);

  finding->kind = row->kind;
  finding->here = say_side (row->number, row->date, row->amount);
  finding->there = say_side (row->number_there, row->date_there, row->total_there);
  finding->details = tie_money_to_display (row->total_sent);
  tie_sync_finding_say (finding, NULL);
}

/* A practice that went on to another company does not send there what the one before has: it would be booked twice. */
static void
add_elsewhere (TieSyncReading *reading,
               const TieSyncMoney *row,
               TieSyncRecord *record)
{
  TieSyncFinding *finding = tie_sync_record_add (record, reading, TIE_SYNC_DO_NOT_SEND);

  finding->there = g_strdup (row->elsewhere);
  tie_sync_finding_say (finding, "there", row->elsewhere, NULL);
}

/* Nor what may have arrived there: only that company can tell. */
static void
add_open_elsewhere (TieSyncReading *reading,
                    const TieSyncMoney *row,
                    TieSyncRecord *record)
{
  TieSyncFinding *finding = tie_sync_record_add (record, reading, TIE_SYNC_DO_NOT_SEND);

  finding->here = g_strdup (row->number);
  finding->there = g_strdup (row->open_elsewhere);
  tie_sync_finding_say (finding, "there", row->open_elsewhere, NULL);
}

gboolean
tie_sync_check_money (TieSyncReading *reading,
                      const TieSyncMoney *row,
                      TieSyncRecord *record,
                      GError **error)
{
  gboolean comes_in = reading->group == TIE_SYNC_PAYMENTS_IN;

  record->money = row;
  record->is_changed = row->remote_id != NULL && g_hash_table_contains (reading->changed, row->id);
  if (comes_in && row->remote_id == NULL)
    {
      if (!check_coming_in (reading, row, record, error))
        return FALSE;
    }
  else if (!comes_in && !row->is_void && row->elsewhere == NULL && row->open_elsewhere == NULL && (row->remote_id == NULL || record->is_changed) && !check_going_out (reading, row, record, error))
    return FALSE;
  if (row->has_conflict || (record->is_changed && row->is_changed_there))
    add_conflict (reading, row, record);
  if (!comes_in && !tie_sync_check_fault (reading, row->id, row->kind, record, error))
    return FALSE;
  if (row->elsewhere != NULL)
    add_elsewhere (reading, row, record);
  else if (row->open_elsewhere != NULL)
    add_open_elsewhere (reading, row, record);
  else if (row->do_not_send && !comes_in && (row->remote_id == NULL || record->is_changed))
    tie_sync_finding_say (tie_sync_record_add (record, reading, TIE_SYNC_DO_NOT_SEND), NULL);
  return TRUE;
}
