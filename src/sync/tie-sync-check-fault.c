/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-check-fault"
#include "config.h"

#include <string.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-text.h"
#include "store/tie-synced-table.h"
#include "sync/tie-sync-check-private.h"

/* What the package said to the last try, in our words. */

static const struct
{
  TieError fault;
  TieSyncCode code;
} codes[] = {
  { TIE_ERROR_NETWORK, TIE_SYNC_OFFLINE },
  { TIE_ERROR_THROTTLED, TIE_SYNC_BUSY },
  { TIE_ERROR_SERVER, TIE_SYNC_BUSY },
  { TIE_ERROR_DAY_LIMIT, TIE_SYNC_BUSY },
  { TIE_ERROR_TOKEN, TIE_SYNC_SIGN_IN },
  { TIE_ERROR_SIGN_IN_EXPIRED, TIE_SYNC_SIGN_IN },
  { TIE_ERROR_SHUT_OUT, TIE_SYNC_SIGN_IN },
  { TIE_ERROR_CLOSED_PERIOD, TIE_SYNC_CLOSED },
};

/* Whether the number there is the one that stands here.  Names are taken as well; those have no number. */
static gboolean
has_our_number (TieKind kind,
                const TieSyncContext *context)
{
  if (kind == TIE_KIND_SALES_INVOICE || kind == TIE_KIND_SALES_CREDIT)
    return !(context->lacks & TIE_LACKS_OUR_NUMBERS);
  return kind == TIE_KIND_SUPPLIER_INVOICE || kind == TIE_KIND_SUPPLIER_CREDIT;
}

static TieSyncCode
get_code (const TieSyncFault *fault,
          const TieSyncContext *context)
{
  /* A busy package may have booked it as well, and it is looked up; but that it answered is no secret. */
  if (fault->is_open && fault->fault != TIE_ERROR_THROTTLED)
    return TIE_SYNC_UNKNOWN_RESULT;
  if (fault->fault == TIE_ERROR_DUPLICATE && has_our_number (fault->kind, context))
    return TIE_SYNC_DUP_NUMBER;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if ((int) codes[i].fault != fault->fault)
        continue;
      /* Without the date the package's own words say more. */
      return codes[i].code == TIE_SYNC_CLOSED && context->closed_until == NULL ? TIE_SYNC_REFUSED : codes[i].code;
    }
  return TIE_SYNC_REFUSED;
}

static char *
make_details (const TieSyncFault *fault,
              const char *text)
{
  return tie_text_is_empty (fault->trace) ? g_strdup (text) : g_strdup_printf ("%s\n%s", text, fault->trace);
}

TieSyncFinding *
tie_sync_fault_to_finding (const TieSyncFault *fault,
                           const TieSyncContext *context,
                           TieSyncGroup group)
{
  TieSyncFinding *finding = tie_sync_finding_new (group, get_code (fault, context), context->package);
  g_autoptr (GError) error = g_error_new_literal (TIE_ERROR, fault->fault != 0 ? fault->fault : TIE_ERROR_FAILED, fault->message);
  g_autofree char *sentence = tie_text_is_empty (fault->message) ? tie_error_get_sentence_for (error, context->package->short_name) : g_strdup (fault->message);
  g_autofree char *date = context->closed_until != NULL ? tie_date_to_display (context->closed_until) : NULL;

  finding->kind = fault->kind;
  finding->record_id = g_strdup (fault->local_id);
  finding->details = make_details (fault, sentence);
  finding->is_mapping = !fault->was_sent && fault->fault == TIE_ERROR_MAPPING;
  /* A document waits for what was refused to be made before it: that has a name. */
  if (group != TIE_SYNC_CONTACTS && !tie_kind_is_money (fault->kind))
    finding->here = g_strdup (fault->label);
  if (finding->code == TIE_SYNC_CLOSED)
    tie_sync_finding_say (finding, "date", date, NULL);
  else if (finding->code == TIE_SYNC_REFUSED && !fault->was_sent)
    tie_sync_finding_quote (finding, finding->here, sentence);
  else if (finding->here != NULL)
    tie_sync_finding_say (finding, "what", finding->here, "text", sentence, NULL);
  else
    tie_sync_finding_say (finding, "text", sentence, NULL);
  return finding;
}

/* A refusal counts for what was refused: a record that was changed since may be fine, and so may one for which something else
 * was chosen. */
static gboolean
is_stale (TieSyncReading *reading,
          const TieSyncFinding *fault,
          const char *id,
          TieKind kind,
          gboolean *stale,
          GError **error)
{
  const char *refused = g_hash_table_lookup (reading->sent, id);
  g_autofree char *state = NULL;

  *stale = FALSE;
  if (tie_text_is_empty (refused) || !tie_kind_is_money (kind))
    return TRUE;
  state = tie_synced_table_get_state (reading->db, kind, id, error);
  if (state == NULL)
    return FALSE;
  *stale = !g_str_has_prefix (refused, state) || (fault->is_mapping && !g_str_has_suffix (refused, reading->choices));
  return TRUE;
}

/* What is the same for everything that would go out. */
static void
add_company_state (TieSyncReading *reading,
                   TieSyncRecord *record)
{
  const TieSyncContext *context = reading->context;

  if (context->state == TIE_COMPANY_OFFLINE)
    tie_sync_finding_say (tie_sync_record_add (record, reading, TIE_SYNC_OFFLINE), NULL);
  if (context->state == TIE_COMPANY_SIGN_IN_EXPIRED)
    tie_sync_finding_say (tie_sync_record_add (record, reading, TIE_SYNC_SIGN_IN), NULL);
}

TieSyncFinding *
tie_sync_check_wait (const TiePackage *package,
                     TieSyncGroup group,
                     const GError *fault,
                     guint seconds)
{
  gboolean is_offline = g_error_matches (fault, TIE_ERROR, TIE_ERROR_NETWORK);
  TieSyncFinding *finding = tie_sync_finding_new (group, is_offline ? TIE_SYNC_OFFLINE : TIE_SYNC_BUSY, package);

  finding->there = g_strdup_printf ("%u", seconds);
  tie_sync_finding_say (finding, "s", finding->there, NULL);
  return finding;
}

static gboolean
has_code (GPtrArray *findings,
          TieSyncCode code)
{
  for (guint i = 0; i < findings->len; i++)
    {
      if (((TieSyncFinding *) findings->pdata[i])->code == code)
        return TRUE;
    }
  return FALSE;
}

gboolean
tie_sync_check_fault (TieSyncReading *reading,
                      const char *id,
                      TieKind kind,
                      TieSyncRecord *record,
                      GError **error)
{
  TieSyncFinding *fault = g_hash_table_lookup (reading->faults, id);
  gboolean is_going = record->money == NULL || record->money->remote_id == NULL || record->is_changed;
  gboolean stale = FALSE;

  if (fault != NULL && !is_stale (reading, fault, id, kind, &stale, error))
    return FALSE;
  /* A number that is taken is said where numbers are checked; a date that is closed, too, and only as long
   * as it is. */
  if (fault != NULL && !stale && fault->code != TIE_SYNC_DUP_NUMBER && fault->code != TIE_SYNC_CLOSED && !has_code (record->findings, fault->code))
    {
      TieSyncFinding *finding = tie_sync_finding_copy (fault);

      finding->group = reading->group;
      g_ptr_array_add (record->findings, finding);
    }
  if (is_going && (record->money != NULL || record->findings->len > 0))
    add_company_state (reading, record);
  return TRUE;
}
