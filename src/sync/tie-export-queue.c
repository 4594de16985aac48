/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-export-queue"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-random.h"
#include "base/tie-text.h"
#include "ledger/tie-package.h"
#include "model/tie-contact.h"
#include "model/tie-employee.h"
#include "model/tie-name-field.h"
#include "store/tie-connection-table.h"
#include "store/tie-link-table.h"
#include "store/tie-outbox-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "store/tie-sync-table.h"
#include "sync/tie-export-queue.h"
#include "sync/tie-problem.h"
#include "sync/tie-state-fill.h"

TieExportQueue *
tie_export_queue_new (const char *connection,
                      const char *run,
                      const char *what,
                      TieKind kind,
                      GType local,
                      TieLedger *ledger)
{
  TieExportQueue *self = g_new0 (TieExportQueue, 1);
  const TiePackage *package = tie_package_find (tie_ledger_get_id (ledger));

  self->connection = g_strdup (connection);
  self->run = g_strdup (run);
  self->what = g_strdup (what);
  self->kind = kind;
  self->local = local;
  self->ledger = g_object_ref (ledger);
  self->package_name = package != NULL ? package->short_name : tie_ledger_get_name (ledger);
  self->max_batch = MAX (tie_ledger_get_capabilities (ledger)->max_batch, 1);
  self->contacts = g_ptr_array_new_with_free_func (g_free);
  self->sites = g_ptr_array_new_with_free_func (g_free);
  self->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_problem_free);
  return self;
}

void
tie_export_queue_free (gpointer data)
{
  TieExportQueue *self = data;

  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_clear_pointer (&self->sites, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->open, g_hash_table_unref);
  g_clear_pointer (&self->refused, g_hash_table_unref);
  g_clear_pointer (&self->source, tie_document_source_free);
  g_clear_pointer (&self->context, tie_sync_context_free);
  g_clear_object (&self->ledger);
  g_free (self->connection);
  g_free (self->run);
  g_free (self->what);
  g_free (self->batch);
  g_free (self);
}

/* A refused row makes way: the person has seen the reason and sends again, with a new request id. */
static gboolean
read_open (TieDb *db,
           TieExportQueue *self,
           GError **error)
{
  g_autoptr (GPtrArray) rows = tie_outbox_table_list_open (db, self->connection, error);

  if (rows == NULL)
    return FALSE;
  if (self->context == NULL)
    self->context = tie_sync_context_read (db, error);
  if (self->context == NULL)
    return FALSE;
  g_hash_table_remove_all (self->open);
  g_hash_table_remove_all (self->refused);
  for (guint i = 0; i < rows->len; i++)
    {
      const TieOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->kind != self->kind)
        continue;
      if (row->state == TIE_OUTBOX_FAILED)
        g_hash_table_insert (self->refused, g_strdup (row->local_id), g_memdup2 (&row->id, sizeof row->id));
      else
        g_hash_table_add (self->open, g_strdup (row->local_id));
    }
  return TRUE;
}

/* "Operations whose ids share their first 36 characters are one batch": a repeat is recognised by both parts. */
static char *
make_request_id (TieExportQueue *self)
{
  if (self->batch == NULL || self->in_batch == self->max_batch)
    {
      g_free (self->batch);
      self->batch = tie_random_uuid ();
      self->in_batch = 0;
    }
  return g_strdup_printf ("%s%u", self->batch, ++self->in_batch);
}

static void
add_problem (TieExportQueue *self,
             TieRecord *record,
             const char *name,
             const GError *reason)
{
  g_autofree char *sentence = tie_error_get_sentence (reason);

  /* A site may be asked for by itself and through its contact. */
  for (guint i = 0; i < self->problems->len; i++)
    {
      if (g_strcmp0 (((const TieProblem *) g_ptr_array_index (self->problems, i))->local_id, tie_record_get_id (record)) == 0)
        return;
    }
  g_ptr_array_add (self->problems, tie_problem_new (tie_record_get_id (record), name, sentence, NULL));
}

/* With the State that Sync Settings fill in; the practice's own record stays as it is. */
static GBytes *
make_name_body (TieDb *db,
                TieExportQueue *self,
                TieRecord *record,
                const char *parent_remote_id,
                const TieRemote *counterpart,
                GError **error)
{
  g_autoptr (TieRecord) sent = tie_record_copy (record);
  g_autoptr (TieRecord) client = NULL;

  if (TIE_IS_SITE (record))
    client = tie_record_table_get (db, TIE_TYPE_CONTACT, tie_record_get_text (record, TIE_SITE_CONTACT), NULL);
  if (self->kind == TIE_KIND_CUSTOMER && !tie_state_fill (self->context, sent, client, FALSE, error))
    return NULL;
  return tie_ledger_make_body (self->ledger, self->kind, counterpart != NULL ? "update" : "create", sent, parent_remote_id, counterpart, error);
}

static GBytes *
make_body (TieDb *db,
           TieExportQueue *self,
           TieRecord *record,
           const char *parent_remote_id,
           const TieRemote *counterpart,
           GError **error)
{
  g_autoptr (TieLedgerItem) item = NULL;

  if (self->source == NULL)
    return make_name_body (db, self, record, parent_remote_id, counterpart, error);
  item = tie_document_source_make_item (db, self->source, record);
  return tie_ledger_make_item_body (self->ledger, "create", item, NULL, error);
}

/* Where a record there may be customer and vendor at once, the one that the contact is linked to as the other. */
static gboolean
find_counterpart (TieDb *db,
                  TieExportQueue *self,
                  TieRecord *record,
                  TieRemote **counterpart,
                  GError **error)
{
  TieKind other = self->kind == TIE_KIND_CUSTOMER ? TIE_KIND_VENDOR : TIE_KIND_CUSTOMER;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *linked = NULL;

  if (!TIE_IS_CONTACT (record) || (self->kind != TIE_KIND_CUSTOMER && self->kind != TIE_KIND_VENDOR) || !tie_ledger_get_capabilities (self->ledger)->has_one_contact)
    return TRUE;
  linked = tie_link_table_find_remote (db, self->connection, other, tie_record_get_id (record), &local_error);
  if (linked != NULL && local_error == NULL)
    *counterpart = tie_remote_table_get (db, self->connection, self->kind, linked, NULL);
  if (linked != NULL && local_error == NULL && *counterpart == NULL) /* it stands in one list only until it is both */
    *counterpart = tie_remote_table_get (db, self->connection, other, linked, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (*counterpart != NULL)
    (*counterpart)->kind = self->kind;
  return TRUE;
}

/* A package that lets two records have one name would make a double without a word. */
static gboolean
check_name (TieDb *db,
            TieExportQueue *self,
            TieRecord *record,
            const char *parent_remote_id,
            gboolean *is_taken,
            GError **error)
{
  const char *name = tie_record_get_name (record);
  g_autofree char *key = NULL;
  g_autofree char *existing = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (GError) local_error = NULL;

  if (self->kind == TIE_KIND_ITEM || !(self->context->lacks & TIE_LACKS_UNIQUE_NAMES))
    return TRUE;
  key = tie_text_fold (name);
  existing = tie_sync_table_find_by_name (db, self->connection, self->kind, parent_remote_id, key, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (existing == NULL)
    return TRUE;
  *is_taken = TRUE;
  /* Translators: an accounting package, the name of a contact, its id there */
  sentence = g_strdup_printf (_ ("%s already has a record with the name “%s” (%s). Link it, or change the name."), self->package_name, name, existing);
  g_ptr_array_add (self->problems, tie_problem_new (tie_record_get_id (record), name, sentence, existing));
  return TRUE;
}

static gboolean
queue_record (TieDb *db,
              TieExportQueue *self,
              TieRecord *record,
              const char *name,
              const char *parent_remote_id,
              GError **error)
{
  const char *id = tie_record_get_id (record);
  g_autofree char *linked = tie_link_table_find_remote (db, self->connection, self->kind, id, NULL);
  g_autofree char *request_id = NULL;
  g_autofree char *fields = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (TieRemote) counterpart = NULL;
  gboolean is_taken = FALSE;
  g_autoptr (GError) reason = NULL;
  const gint64 *refused = g_hash_table_lookup (self->refused, id);
  TieOutboxRow row = { 0 };
  gboolean is_added;

  if (linked != NULL || g_hash_table_contains (self->open, id))
    return TRUE;
  if (!find_counterpart (db, self, record, &counterpart, error))
    return FALSE;
  if (counterpart == NULL && !check_name (db, self, record, parent_remote_id, &is_taken, error))
    return FALSE;
  if (is_taken)
    return TRUE;
  body = make_body (db, self, record, parent_remote_id, counterpart, &reason);
  if (body == NULL)
    {
      add_problem (self, record, name, reason);
      return TRUE;
    }
  if (refused != NULL && !tie_outbox_table_finish (db, *refused, TIE_OUTBOX_CANCELLED, NULL, 0, NULL, NULL, error))
    return FALSE;

  request_id = make_request_id (self);
  row.connection = self->connection;
  row.run = self->run;
  row.kind = self->kind;
  row.verb = (char *) (counterpart != NULL ? TIE_OUTBOX_JOIN : "create");
  row.remote_id = counterpart != NULL ? counterpart->id : NULL;
  row.local_id = (char *) id;
  row.request_id = request_id;
  row.label = (char *) name;
  row.body = body;
  if (TIE_IS_CONTACT (record))
    row.fields = fields = tie_name_fields_of_record (record);
  row.rank = self->kind == TIE_KIND_ITEM ? TIE_OUTBOX_RANK_ITEM : TIE_OUTBOX_RANK_NAME;
  is_added = tie_outbox_table_add (db, &row, error);
  g_free (row.created);
  if (is_added)
    g_hash_table_add (self->open, g_strdup (id));
  return is_added;
}

static GType
get_type (TieExportQueue *self)
{
  if (self->kind == TIE_KIND_EMPLOYEE)
    return TIE_TYPE_EMPLOYEE;
  return self->local != G_TYPE_INVALID ? self->local : TIE_TYPE_CONTACT;
}

gboolean
tie_export_queue_contacts (TieDb *db,
                           gpointer data,
                           GError **error)
{
  TieExportQueue *self = data;

  if (self->begins_run && !tie_run_table_begin (db, self->run, self->connection, self->what, error))
    return FALSE;
  if (!read_open (db, self, error))
    return FALSE;
  if (self->kind == TIE_KIND_ITEM)
    {
      self->source = tie_document_source_new (db, self->ledger, error);
      if (self->source == NULL)
        return FALSE;
    }
  for (guint i = 0; i < self->contacts->len; i++)
    {
      g_autoptr (TieRecord) record = tie_record_table_get (db, get_type (self), g_ptr_array_index (self->contacts, i), error);

      if (record == NULL || !queue_record (db, self, record, tie_record_get_name (record), NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
queue_site (TieDb *db,
            TieExportQueue *self,
            TieRecord *site,
            GError **error)
{
  const char *contact = tie_record_get_text (site, TIE_SITE_CONTACT);
  const char *name = tie_record_get_text (site, TIE_SITE_NAME);
  g_autofree char *parent = contact != NULL ? tie_link_table_find_remote (db, self->connection, self->kind, contact, NULL) : NULL;
  g_autoptr (GError) reason = NULL;

  if (parent != NULL)
    return queue_record (db, self, site, name, parent, error);

  g_set_error (&reason, TIE_ERROR, TIE_ERROR_INVALID, _ ("The site %s waits until its contact is linked. Link or export the contact first."), name);
  add_problem (self, site, name, reason);
  return TRUE;
}

gboolean
tie_export_queue_sites (TieDb *db,
                        gpointer data,
                        GError **error)
{
  TieExportQueue *self = data;

  if (!read_open (db, self, error))
    return FALSE;
  if (self->context->lacks & TIE_LACKS_SUB_CUSTOMERS) /* their documents go to their contacts */
    return TRUE;
  for (guint i = 0; i < self->contacts->len; i++)
    {
      g_autofree char *linked = tie_link_table_find_remote (db, self->connection, self->kind, g_ptr_array_index (self->contacts, i), NULL);
      g_autoptr (GPtrArray) sites = NULL;

      if (linked == NULL) /* refused: its sites are not named a second time */
        continue;
      sites = tie_record_table_list_where (db, TIE_TYPE_SITE, TIE_SITE_CONTACT, g_ptr_array_index (self->contacts, i), error);
      if (sites == NULL)
        return FALSE;
      for (guint k = 0; k < sites->len; k++)
        {
          if (!queue_site (db, self, g_ptr_array_index (sites, k), error))
            return FALSE;
        }
    }
  for (guint i = 0; i < self->sites->len; i++)
    {
      g_autoptr (TieRecord) site = tie_record_table_get (db, TIE_TYPE_SITE, g_ptr_array_index (self->sites, i), error);

      if (site == NULL || !queue_site (db, self, site, error))
        return FALSE;
    }
  return TRUE;
}
