/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-check"
#include "config.h"

#include "base/tie-error.h"
#include "ledger/tie-ledger.h"
#include "model/tie-document.h"
#include "store/tie-synced-table.h"
#include "sync/tie-sync-check-private.h"

/* First what is said of many records in one statement each, into tables by id; then one walk over the records. */

static const char *const document_kinds[TIE_SYNC_N_GROUPS] = {
  [TIE_SYNC_INVOICES] = TIE_DOCUMENT_KIND_INVOICE,
  [TIE_SYNC_CREDITS] = TIE_DOCUMENT_KIND_CREDIT,
  [TIE_SYNC_SUPPLIER] = TIE_DOCUMENT_KIND_SUPPLIER,
};

TieSyncFinding *
tie_sync_record_add (TieSyncRecord *record,
                     TieSyncReading *reading,
                     TieSyncCode code)
{
  TieSyncFinding *finding = tie_sync_finding_new (reading->group, code, reading->context->package);

  g_ptr_array_add (record->findings, finding);
  return finding;
}

static gboolean
line_cb (const TieSyncLine *line,
         gpointer user_data,
         GError **error)
{
  return tie_sync_check_line (user_data, line, error);
}

static gboolean
extras_cb (const TieSyncExtras *extras,
           gpointer user_data,
           GError **error)
{
  return tie_sync_check_extras (user_data, extras, error);
}

static gboolean
unsent_cb (const TieSyncUnsent *row,
           gpointer user_data,
           GError **error)
{
  TieSyncReading *reading = user_data;
  GPtrArray *findings = g_hash_table_lookup (reading->unsent, row->payment);
  TieSyncFinding *finding = tie_sync_finding_new (reading->group, TIE_SYNC_INVOICE_FIRST, reading->context->package);

  if (findings == NULL)
    {
      findings = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_sync_finding_free);
      g_hash_table_insert (reading->unsent, g_strdup (row->payment), findings);
    }
  finding->record_id = g_strdup (row->document);
  finding->kind = row->kind;
  tie_sync_finding_say (finding, "n", row->number, NULL);
  g_ptr_array_add (findings, finding);
  return TRUE;
}

static gboolean
fault_cb (const TieSyncFault *fault,
          gpointer user_data,
          GError **error)
{
  TieSyncReading *reading = user_data;

  g_hash_table_replace (reading->faults, g_strdup (fault->local_id), tie_sync_fault_to_finding (fault, reading->context, reading->group));
  g_hash_table_replace (reading->sent, g_strdup (fault->local_id), g_strdup (fault->fields));
  reading->has_refused_items |= fault->kind == TIE_KIND_ITEM;
  return TRUE;
}

static gboolean
read_changed (TieSyncReading *reading,
              TieKind kind,
              const char *id,
              GError **error)
{
  g_autoptr (GPtrArray) changed = NULL;
  gboolean is_changed = FALSE;

  if (id != NULL)
    {
      if (!tie_synced_table_is_changed (reading->db, reading->context->connection, kind, id, &is_changed, error))
        return FALSE;
      if (is_changed)
        g_hash_table_add (reading->changed, g_strdup (id));
      return TRUE;
    }
  changed = tie_synced_table_list_changed (reading->db, reading->context->connection, kind, error);
  for (guint i = 0; changed != NULL && i < changed->len; i++)
    g_hash_table_add (reading->changed, g_strdup (changed->pdata[i]));
  return changed != NULL;
}

/* What a credit note is used for is a payment there, and goes with the note. */
static gboolean
read_used (TieSyncReading *reading,
           const char *id,
           GError **error)
{
  g_autoptr (GPtrArray) not_used = tie_synced_table_list_not_used (reading->db, reading->context->connection, id, error);

  for (guint i = 0; not_used != NULL && i < not_used->len; i++)
    g_hash_table_add (reading->changed, g_strdup (not_used->pdata[i]));
  return not_used != NULL && read_changed (reading, TIE_KIND_RECEIPT, id, error);
}

static TieSyncLineFlags
get_line_flags (const TieSyncReading *reading)
{
  const TieSyncContext *context = reading->context;
  TieSyncLineFlags flags = 0;

  if (reading->has_refused_items || g_hash_table_size (reading->taken) > 0 || !context->settings->create_items || context->settings->accounts[TIE_SYNC_ACCOUNT_INCOME] == NULL)
    flags |= TIE_SYNC_LINES_WITHOUT_ITEM;
  if (tie_sync_check_computes_tax (reading))
    flags |= TIE_SYNC_LINES_TAX_RATE;
  if (context->tax_model == TIE_TAX_GLOBAL)
    flags |= TIE_SYNC_LINES_TAX_LINKED | TIE_SYNC_LINES_TAX_ALWAYS;
  else if (context->tax_model == TIE_TAX_US)
    flags |= TIE_SYNC_LINES_TAX_LINKED;
  else if (context->tax_model == TIE_TAX_NONE)
    flags |= TIE_SYNC_LINES_TAX_RATE;
  return flags;
}

typedef struct
{
  TieSyncReading *reading;
  TieSyncRecordFunc func;
  gpointer user_data;
} Walk;

/* Several of one code stay in the order in which they were found: of lines, theirs. */
static int
compare_codes (gconstpointer a,
               gconstpointer b)
{
  const TieSyncFinding *first = *(TieSyncFinding *const *) a;
  const TieSyncFinding *second = *(TieSyncFinding *const *) b;

  if (first->code != second->code)
    return first->code < second->code ? -1 : 1;
  return first->line < second->line ? -1 : first->line > second->line;
}

static gboolean
hand_over (Walk *walk,
           TieSyncRecord *record,
           GError **error)
{
  g_ptr_array_sort (record->findings, compare_codes);
  return walk->func (record, walk->user_data, error);
}

static gboolean
money_cb (const TieSyncMoney *row,
          gpointer user_data,
          GError **error)
{
  Walk *walk = user_data;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_sync_finding_free);
  TieSyncRecord record = { .findings = findings };

  if (row->is_void && row->remote_id == NULL)
    return TRUE;
  return tie_sync_check_money (walk->reading, row, &record, error) && hand_over (walk, &record, error);
}

static gboolean
contact_cb (const TieSyncContact *row,
            gpointer user_data,
            GError **error)
{
  Walk *walk = user_data;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_sync_finding_free);
  TieSyncRecord record = { .findings = findings };

  g_hash_table_add (walk->reading->seen, g_strdup (row->id));
  return tie_sync_check_contact (walk->reading, row, &record, error) && hand_over (walk, &record, error);
}

/* Contacts whose last try failed are asked for one by one: there are few, and nothing else brings them up. */
static gboolean
walk_failed_contacts (Walk *walk,
                      GError **error)
{
  TieSyncReading *reading = walk->reading;
  GHashTableIter iter;
  gpointer id, finding;

  g_hash_table_iter_init (&iter, reading->faults);
  while (g_hash_table_iter_next (&iter, &id, &finding))
    {
      TieKind kind = ((TieSyncFinding *) finding)->kind;

      if (!g_hash_table_contains (reading->seen, id) && (kind == TIE_KIND_CUSTOMER || kind == TIE_KIND_VENDOR) &&
          !tie_sync_table_read_contacts (reading->db, reading->context->connection, id, contact_cb, walk, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
walk_contacts (Walk *walk,
               const char *id,
               GError **error)
{
  const char *connection = walk->reading->context->connection;
  TieDb *db = walk->reading->db;

  if (!tie_sync_table_read_contacts (db, connection, id, contact_cb, walk, error) ||
      !tie_sync_table_read_customers (db, connection, id, contact_cb, walk, error))
    return FALSE;
  return id != NULL || walk_failed_contacts (walk, error);
}

static gboolean
read_content (TieSyncReading *reading,
              const char *id, /* (nullable): all that are not exported */
              GError **error)
{
  const char *connection = reading->context->connection;
  const char *kind = document_kinds[reading->group];

  return tie_sync_table_read_lines (reading->db, connection, kind, id, get_line_flags (reading), line_cb, reading, error) &&
         tie_sync_table_read_extras (reading->db, connection, kind, id, extras_cb, reading, error);
}

/* Of all, those that are exported are looked into where they changed since: few, one by one. */
static gboolean
read_contents (TieSyncReading *reading,
               const char *id,
               GError **error)
{
  GHashTableIter iter;
  gpointer changed;

  if (!read_content (reading, id, error))
    return FALSE;
  g_hash_table_iter_init (&iter, reading->changed);
  while (id == NULL && g_hash_table_iter_next (&iter, &changed, NULL))
    {
      if (!g_hash_table_contains (reading->lines, changed) && !read_content (reading, changed, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
prepare (TieSyncReading *reading,
         const char *id,
         GError **error)
{
  const char *connection = reading->context->connection;

  if (!tie_sync_table_read_faults (reading->db, connection, fault_cb, reading, error))
    return FALSE;
  if (document_kinds[reading->group] != NULL)
    {
      TieKind there = reading->group == TIE_SYNC_INVOICES ? TIE_KIND_SALES_INVOICE : reading->group == TIE_SYNC_CREDITS ? TIE_KIND_SALES_CREDIT : TIE_KIND_SUPPLIER_INVOICE;

      /* Before what credit notes are used for: that goes whatever their lines are. */
      return read_changed (reading, there, id, error) &&
             (reading->group != TIE_SYNC_SUPPLIER || read_changed (reading, TIE_KIND_SUPPLIER_CREDIT, id, error)) &&
             read_contents (reading, id, error) &&
             (reading->group != TIE_SYNC_CREDITS || read_used (reading, id, error));
    }
  if (reading->group == TIE_SYNC_PAYMENTS)
    return read_changed (reading, TIE_KIND_RECEIPT, id, error) &&
           read_changed (reading, TIE_KIND_SUPPLIER_PAYMENT, id, error) &&
           read_changed (reading, TIE_KIND_REFUND, id, error) &&
           tie_sync_table_read_unsent (reading->db, connection, id, unsent_cb, reading, error);
  return TRUE;
}

static gboolean
walk_group (Walk *walk,
            const char *id,
            GError **error)
{
  TieSyncReading *reading = walk->reading;
  const char *connection = reading->context->connection;

  switch (reading->group)
    {
    case TIE_SYNC_INVOICES:
    case TIE_SYNC_CREDITS:
    case TIE_SYNC_SUPPLIER:
      return tie_sync_table_read_documents (reading->db, connection, document_kinds[reading->group], id, money_cb, walk, error);
    case TIE_SYNC_PAYMENTS:
      return tie_sync_table_read_payments (reading->db, connection, id, money_cb, walk, error);
    case TIE_SYNC_PAYMENTS_IN:
      return tie_sync_table_read_payments_in (reading->db, connection, id, money_cb, walk, error);
    case TIE_SYNC_CONTACTS:
      return walk_contacts (walk, id, error);
    case TIE_SYNC_N_GROUPS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
tie_sync_check_read (TieDb *db,
                     const TieSyncContext *context,
                     TieSyncGroup group,
                     const char *id,
                     TieSyncRecordFunc func,
                     gpointer user_data,
                     GError **error)
{
  g_autoptr (GHashTable) defaults = context->connection != NULL ? tie_sync_settings_list_uses_default (db, context->connection, error) : g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) taken = defaults != NULL ? tie_sync_table_list_taken_codes (db, context->connection, error) : NULL;
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) unsent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) faults = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tie_sync_finding_free);
  g_autoptr (GHashTable) sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  TieSyncReading reading = { db, context, group, defaults, taken, lines, unsent, faults, sent, changed, seen, NULL, tie_sync_settings_dup_choices (context->settings), FALSE };
  Walk walk = { &reading, func, user_data };
  gboolean is_good = defaults != NULL && taken != NULL && prepare (&reading, id, error) && walk_group (&walk, id, error);

  g_free (reading.next_number);
  g_free (reading.choices);
  return is_good;
}

/* ---- one record ---- */

static gboolean
keep_findings (const TieSyncRecord *record,
               gpointer user_data,
               GError **error)
{
  GPtrArray **findings = user_data;

  *findings = g_ptr_array_ref (record->findings);
  return TRUE;
}

GPtrArray *
tie_sync_check (TieDb *db,
                const TieSyncContext *context,
                TieSyncGroup group,
                const char *id,
                GError **error)
{
  g_autoptr (GPtrArray) findings = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  if (!tie_sync_check_read (db, context, group, id, keep_findings, &findings, error))
    return NULL;
  if (findings == NULL)
    g_set_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, "Nothing to be sent: %s", id);
  return g_steal_pointer (&findings);
}

TieSyncCode
tie_sync_findings_get_code (GPtrArray *findings)
{
  return findings->len > 0 ? ((TieSyncFinding *) findings->pdata[0])->code : TIE_SYNC_READY;
}

gboolean
tie_sync_findings_may_send (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      if (tie_sync_code_stops (((TieSyncFinding *) findings->pdata[i])->code))
        return FALSE;
    }
  return TRUE;
}
