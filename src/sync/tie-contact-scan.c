/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-contact-scan"
#include "config.h"

#include "base/tie-error.h"
#include "base/tie-random.h"
#include "model/tie-contact-type.h"
#include "model/tie-contact.h"
#include "model/tie-name-field.h"
#include "store/tie-activity-table.h"
#include "store/tie-edited-table.h"
#include "store/tie-link-table.h"
#include "store/tie-outbox-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "store/tie-synced-table.h"
#include "sync/tie-contact-scan.h"
#include "sync/tie-state-fill.h"

/* The connection for which what is the same has been written down. */
#define BEGAN "sync.push-began"

/* What one pass knows. */
typedef struct
{
  TieDb *db;
  TieContactScan *scan;
  GHashTable *types; /* (owned): id of a contact type → TieRecord */
  char *batch;       /* (owned) (nullable) */
  guint in_batch;
  guint max_batch;
} Pass;

/* A contact or site that was edited. */
typedef struct
{
  TieRecord *record;  /* (owned) */
  TieKind kind;
  gboolean is_chosen; /* it may go */
  char *remote_id;    /* (owned) (nullable) */
  TieSynced *synced;  /* (owned) (nullable) */
  char *fields;       /* (owned): now */
} Looked;

static void
looked_clear (Looked *looked)
{
  g_clear_object (&looked->record);
  g_clear_pointer (&looked->remote_id, g_free);
  g_clear_pointer (&looked->synced, tie_synced_free);
  g_clear_pointer (&looked->fields, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Looked, looked_clear)

TieContactScan *
tie_contact_scan_new (const char *connection,
                      TieLedger *ledger,
                      const char *run,
                      const char *what)
{
  TieContactScan *self = g_new0 (TieContactScan, 1);

  self->connection = g_strdup (connection);
  self->ledger = ledger != NULL ? g_object_ref (ledger) : NULL;
  self->run = g_strdup (run);
  self->what = g_strdup (what);
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
tie_contact_scan_free (gpointer data)
{
  TieContactScan *self = data;

  g_hash_table_unref (self->waiting);
  g_clear_object (&self->ledger);
  g_clear_pointer (&self->context, tie_sync_context_free);
  g_free (self->connection);
  g_free (self->run);
  g_free (self->what);
  g_free (self);
}

static gboolean
queues (Pass *pass)
{
  return pass->scan->run != NULL;
}

/* ---- what is the same ---- */

static gboolean
save_same (Pass *pass,
           Looked *looked,
           GError **error)
{
  g_autoptr (TieRemote) remote = looked->remote_id != NULL ? tie_remote_table_get (pass->db, pass->scan->connection, looked->kind, looked->remote_id, NULL) : NULL;
  TieSynced synced = {
    .kind = looked->kind,
    .local_id = (char *) tie_record_get_id (looked->record),
    .remote_id = (char *) (looked->remote_id != NULL ? looked->remote_id : ""),
    .version = remote != NULL ? remote->version : NULL,
    .fields = looked->fields,
  };

  return tie_synced_table_save (pass->db, pass->scan->connection, &synced, error);
}

/* ---- what is sent ---- */

static char *
make_request_id (Pass *pass)
{
  if (pass->batch == NULL || pass->in_batch == pass->max_batch)
    {
      g_free (pass->batch);
      pass->batch = tie_random_uuid ();
      pass->in_batch = 0;
    }
  return g_strdup_printf ("%s%u", pass->batch, ++pass->in_batch);
}

static gboolean
queue (Pass *pass,
       Looked *looked,
       const TieRemote *remote,
       GBytes *body,
       GError **error)
{
  g_autofree char *request_id = make_request_id (pass);
  TieOutboxRow row = {
    .connection = pass->scan->connection,
    .run = pass->scan->run,
    .kind = looked->kind,
    .verb = (char *) (remote != NULL ? "update" : "create"),
    .local_id = (char *) tie_record_get_id (looked->record),
    .request_id = request_id,
    .label = (char *) tie_record_get_name (looked->record),
    .body = body,
    .remote_id = remote != NULL ? remote->id : NULL,
    .rank = TIE_OUTBOX_RANK_NAME,
    .fields = looked->fields,
  };
  gboolean is_added = tie_outbox_table_add (pass->db, &row, error);

  g_free (row.created);
  pass->scan->n_queued += is_added ? 1 : 0;
  return is_added;
}

/* The contact with those fields alone that changed here; an address is one field.  The name goes along as the package has it:
 * linked records need not be called alike.  NULL: a field changed on both sides, which is a person's to decide. */
static TieRecord *
dup_changes (TieRecord *contact,
             char **before,
             const TieRemote *remote,
             gboolean is_changed_there)
{
  g_autoptr (TieRecord) changes = tie_record_copy (contact);
  gboolean has_new_address = FALSE;

  for (guint i = 0; i < TIE_NAME_N_FIELDS; i++)
    {
      const char *here = tie_name_field_get ((TieNameField) i, contact);
      const char *there = tie_name_field_get_remote ((TieNameField) i, remote);

      if (g_str_equal (here, before[i]))
        continue;
      if (is_changed_there && !g_str_equal (there, before[i]) && !g_str_equal (there, here))
        return NULL;
      has_new_address |= tie_name_field_is_address ((TieNameField) i);
    }
  for (guint i = 0; i < TIE_NAME_N_FIELDS; i++)
    {
      if (!g_str_equal (tie_name_field_get ((TieNameField) i, contact), before[i]) || (has_new_address && tie_name_field_is_address ((TieNameField) i)))
        continue;
      tie_name_field_set ((TieNameField) i, changes, i == TIE_NAME_FIELD_NAME ? tie_name_field_get_remote ((TieNameField) i, remote) : "");
    }
  return g_steal_pointer (&changes);
}

/* One that was refused is tried again when it is another one by now, here or, with a newer version, there; one that stands in
 * the outbox still has to go.  body: (nullable) as it would be sent. */
static gboolean
makes_way (Pass *pass,
           Looked *looked,
           GBytes *body,
           gboolean *may_queue,
           GError **error)
{
  const char *id = tie_record_get_id (looked->record);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieOutboxRow) row = tie_outbox_table_find (pass->db, pass->scan->connection, looked->kind, id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *may_queue = row == NULL || (row->state == TIE_OUTBOX_FAILED &&
                               (g_strcmp0 (row->fields, looked->fields) != 0 || body == NULL || !g_bytes_equal (body, row->body)));
  if (row != NULL && row->state != TIE_OUTBOX_FAILED)
    g_hash_table_add (pass->scan->waiting, g_strdup (id));
  if (row == NULL || !*may_queue || !queues (pass))
    return TRUE;
  return tie_outbox_table_finish (pass->db, row->id, TIE_OUTBOX_CANCELLED, NULL, 0, NULL, NULL, error);
}

/* A new one with the State that Sync Settings give it. */
static TieRecord *
dup_new (Pass *pass,
         Looked *looked,
         GError **error)
{
  g_autoptr (TieRecord) sent = tie_record_copy (looked->record);

  if (looked->kind == TIE_KIND_CUSTOMER && !tie_state_fill (pass->scan->context, sent, NULL, FALSE, error))
    return NULL;
  return g_steal_pointer (&sent);
}

static gboolean
send (Pass *pass,
      Looked *looked,
      GError **error)
{
  const char *id = tie_record_get_id (looked->record);
  const TieSynced *synced = looked->synced;
  g_autoptr (TieRemote) remote = looked->remote_id != NULL ? tie_remote_table_get (pass->db, pass->scan->connection, looked->kind, looked->remote_id, NULL) : NULL;
  g_auto (GStrv) before = tie_name_fields_parse (synced != NULL ? synced->fields : NULL);
  g_autoptr (TieRecord) changes = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean may_queue = FALSE;

  if (looked->remote_id != NULL && (remote == NULL || remote->is_deleted || !remote->is_active))
    return TRUE; /* gone there: the page of the contact says so */
  if (remote != NULL)
    {
      changes = dup_changes (looked->record, before, remote, synced != NULL && synced->version != NULL && g_strcmp0 (synced->version, remote->version) != 0);
      if (changes == NULL)
        return TRUE;
    }
  if (pass->scan->ledger != NULL && changes == NULL)
    changes = dup_new (pass, looked, &reason);
  if (pass->scan->ledger != NULL && changes != NULL)
    body = tie_ledger_make_body (pass->scan->ledger, looked->kind, remote != NULL ? "update" : "create", changes, NULL, remote, &reason);
  if (reason != NULL)
    {
      /* It cannot be sent as it is, and the history says why; it is tried again when it was changed. */
      g_autofree char *sentence = tie_error_get_sentence (reason);
      TieActivity activity = { .what = sentence, .record_id = (char *) id, .record = (char *) tie_record_get_name (looked->record) };

      return save_same (pass, looked, error) && tie_activity_table_add (pass->db, &activity, error);
    }
  if (!makes_way (pass, looked, body, &may_queue, error))
    return FALSE;
  if (may_queue)
    g_hash_table_add (pass->scan->waiting, g_strdup (id));
  return !may_queue || !queues (pass) || queue (pass, looked, remote, body, error);
}

/* is_settled: nothing is to be done about it until it is edited again. */
static gboolean
look_at (Pass *pass,
         Looked *looked,
         gboolean *is_settled,
         GError **error)
{
  *is_settled = looked->synced != NULL && g_strcmp0 (looked->synced->fields, looked->fields) == 0;
  if (*is_settled || (!pass->scan->is_begun && looked->synced != NULL))
    return TRUE;
  if (pass->scan->is_begun && looked->is_chosen && (looked->synced != NULL || looked->remote_id == NULL) && (TIE_IS_CONTACT (looked->record) || looked->remote_id != NULL))
    return send (pass, looked, error);
  /* What is linked and not chosen waits until it is; all else is alike enough for the person who linked or left it. */
  *is_settled = looked->synced == NULL || looked->remote_id == NULL;
  return !*is_settled || save_same (pass, looked, error);
}

/* ---- the pass ---- */

/* FALSE without error: it is not there any more. */
static gboolean
read_edited (Pass *pass,
             const TieEdited *edited,
             Looked *looked,
             GError **error)
{
  const char *connection = pass->scan->connection;
  g_autoptr (TieRecord) client = NULL;
  g_autoptr (GError) local_error = NULL;
  TieRecord *contact = NULL;
  TieRecord *type = NULL;

  looked->record = tie_record_table_get (pass->db, edited->is_site ? TIE_TYPE_SITE : TIE_TYPE_CONTACT, edited->id, &local_error);
  if (looked->record != NULL && edited->is_site)
    client = tie_record_table_get (pass->db, TIE_TYPE_CONTACT, tie_record_get_text (looked->record, TIE_SITE_CONTACT), &local_error);
  contact = edited->is_site ? client : looked->record;
  if (contact != NULL)
    {
      type = g_hash_table_lookup (pass->types, tie_record_get_text (contact, TIE_CONTACT_TYPE_ID));
      looked->is_chosen = type != NULL && tie_record_get_integer (type, TIE_CONTACT_TYPE_PUSH) && !tie_record_get_integer (contact, TIE_CONTACT_ARCHIVED);
      looked->kind = !edited->is_site && type != NULL && tie_record_get_integer (type, TIE_CONTACT_TYPE_IS_SUPPLIER) ? TIE_KIND_VENDOR : TIE_KIND_CUSTOMER;
      looked->fields = tie_name_fields_of_record (looked->record);
      looked->remote_id = tie_link_table_find_remote (pass->db, connection, looked->kind, edited->id, &local_error);
    }
  if (contact != NULL && local_error == NULL)
    looked->synced = tie_synced_table_get (pass->db, connection, looked->kind, edited->id, &local_error);
  if (local_error == NULL)
    return TRUE;
  if (!g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
look_at_edited (Pass *pass,
                const TieEdited *edited,
                GError **error)
{
  g_auto (Looked) looked = { NULL };
  g_autoptr (GError) local_error = NULL;
  gboolean is_settled = FALSE;

  if (!read_edited (pass, edited, &looked, &local_error))
    is_settled = local_error == NULL;
  else if (!look_at (pass, &looked, &is_settled, &local_error))
    is_settled = FALSE;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return !is_settled || tie_edited_table_settle (pass->db, edited->id, error);
}

static gboolean
read_types (Pass *pass,
            GError **error)
{
  g_autoptr (GPtrArray) types = tie_record_table_list (pass->db, TIE_TYPE_CONTACT_TYPE, error);

  pass->types = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  for (guint i = 0; types != NULL && i < types->len; i++)
    g_hash_table_insert (pass->types, (gpointer) tie_record_get_id (types->pdata[i]), g_object_ref (types->pdata[i]));
  return types != NULL;
}

static gboolean
look_at_all (Pass *pass,
             GError **error)
{
  g_autoptr (GPtrArray) edited = NULL;

  if (!read_types (pass, error) || (!pass->scan->is_begun && !tie_edited_table_fill (pass->db, error)))
    return FALSE;
  edited = tie_edited_table_list (pass->db, error);
  for (guint i = 0; edited != NULL && i < edited->len; i++)
    {
      if (!look_at_edited (pass, g_ptr_array_index (edited, i), error))
        return FALSE;
    }
  return edited != NULL;
}

gboolean
tie_contact_scan_run (TieDb *db,
                      gpointer data,
                      GError **error)
{
  TieContactScan *self = data;
  g_autofree char *began = NULL;
  Pass pass = { .db = db, .scan = self };
  gboolean is_good;

  g_clear_pointer (&self->context, tie_sync_context_free);
  self->context = tie_sync_context_read (db, error);
  if (self->context == NULL)
    return FALSE;
  began = tie_setting_table_get (db, BEGAN, NULL);
  self->is_on = self->context->settings->mode != TIE_SYNC_MANUAL;
  self->is_begun = g_strcmp0 (began, self->connection) == 0;
  if (!self->is_on) /* who comes from now on is there when it is turned on again */
    return began == NULL || tie_setting_table_set (db, BEGAN, NULL, error);

  pass.max_batch = self->run != NULL ? MAX (tie_ledger_get_capabilities (self->ledger)->max_batch, 1) : 1;
  if (self->run != NULL && !tie_run_table_begin (db, self->run, self->connection, self->what, error))
    return FALSE;
  is_good = look_at_all (&pass, error);
  g_clear_pointer (&pass.types, g_hash_table_unref);
  g_free (pass.batch);
  return is_good && (self->is_begun || tie_setting_table_set (db, BEGAN, self->connection, error));
}
