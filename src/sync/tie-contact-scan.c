/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-contact-scan"
#include "config.h"

#include "base/tie-error.h"
#include "base/tie-random.h"
#include "model/tie-contact-type.h"
#include "model/tie-contact.h"
#include "store/tie-activity-table.h"
#include "store/tie-link-table.h"
#include "store/tie-outbox-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "store/tie-synced-table.h"
#include "sync/tie-contact-fields.h"
#include "sync/tie-contact-scan.h"
#include "sync/tie-sync-settings.h"

/* What one pass over the contacts knows. */
typedef struct
{
  TieDb *db;
  TieContactScan *scan;
  GHashTable *types;    /* (owned): id of a contact type → TieRecord, borrowed */
  GHashTable *links[2]; /* (owned): of customers and vendors: our id → the package's */
  GHashTable *synced[2]; /* (owned): our id → TieSynced */
  char *batch;          /* (owned) (nullable) */
  guint in_batch;
  guint max_batch;
} Pass;

static const TieKind kinds[] = { TIE_KIND_CUSTOMER, TIE_KIND_VENDOR };

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
  g_free (self->connection);
  g_free (self->run);
  g_free (self->what);
  g_free (self);
}

static gboolean
writes (Pass *pass)
{
  return pass->scan->ledger != NULL;
}

/* ---- what is the same ---- */

static gboolean
save_same (Pass *pass,
           TieKind kind,
           const char *id,
           const char *remote_id,
           const char *fields,
           GError **error)
{
  g_autoptr (TieRemote) remote = remote_id != NULL ? tie_remote_table_get (pass->db, pass->scan->connection, kind, remote_id, NULL) : NULL;
  TieSynced synced = {
    .kind = kind,
    .local_id = (char *) id,
    .remote_id = (char *) (remote_id != NULL ? remote_id : ""),
    .version = remote != NULL ? remote->version : NULL,
    .fields = (char *) fields,
  };

  return !writes (pass) || tie_synced_table_save (pass->db, pass->scan->connection, &synced, error);
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
       TieKind kind,
       TieRecord *contact,
       const TieRemote *remote,
       GBytes *body,
       const char *fields,
       GError **error)
{
  g_autofree char *request_id = make_request_id (pass);
  TieOutboxRow row = {
    .connection = pass->scan->connection,
    .run = pass->scan->run,
    .kind = kind,
    .verb = (char *) (remote != NULL ? "update" : "create"),
    .local_id = (char *) tie_record_get_id (contact),
    .request_id = request_id,
    .label = (char *) tie_record_get_name (contact),
    .body = body,
    .remote_id = remote != NULL ? remote->id : NULL,
    .rank = TIE_OUTBOX_RANK_NAME,
    .fields = (char *) fields,
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

  for (guint i = 0; i < TIE_CONTACT_SENT_N_FIELDS; i++)
    {
      const char *here = tie_record_get_text (contact, tie_contact_sent_get_field (i));
      const char *there = tie_contact_fields_of_remote (remote, i);

      if (g_str_equal (here, before[i]))
        continue;
      if (is_changed_there && !g_str_equal (there, before[i]) && !g_str_equal (there, here))
        return NULL;
      has_new_address |= tie_contact_sent_is_address (i);
    }
  for (guint i = 0; i < TIE_CONTACT_SENT_N_FIELDS; i++)
    {
      guint field = tie_contact_sent_get_field (i);

      if (!g_str_equal (tie_record_get_text (contact, field), before[i]) || (has_new_address && tie_contact_sent_is_address (i)))
        continue;
      tie_record_set_text (changes, field, i == TIE_CONTACT_SENT_NAME ? tie_contact_fields_of_remote (remote, i) : "");
    }
  return g_steal_pointer (&changes);
}

/* One that was refused is tried again when it is another one by now; one that stands in the outbox still has to go. */
static gboolean
makes_way (Pass *pass,
           TieKind kind,
           const char *id,
           const char *fields,
           gboolean *may_queue,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieOutboxRow) row = tie_outbox_table_find (pass->db, pass->scan->connection, kind, id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *may_queue = row == NULL || (row->state == TIE_OUTBOX_FAILED && g_strcmp0 (row->fields, fields) != 0);
  if (row != NULL && row->state != TIE_OUTBOX_FAILED)
    g_hash_table_add (pass->scan->waiting, g_strdup (id));
  if (row == NULL || !*may_queue || !writes (pass))
    return TRUE;
  return tie_outbox_table_finish (pass->db, row->id, TIE_OUTBOX_CANCELLED, NULL, 0, NULL, NULL, error);
}

static gboolean
send (Pass *pass,
      TieKind kind,
      TieRecord *contact,
      const TieSynced *synced,
      const char *remote_id,
      const char *fields,
      GError **error)
{
  const char *id = tie_record_get_id (contact);
  g_autoptr (TieRemote) remote = remote_id != NULL ? tie_remote_table_get (pass->db, pass->scan->connection, kind, remote_id, NULL) : NULL;
  g_auto (GStrv) before = tie_contact_fields_parse (synced != NULL ? synced->fields : NULL);
  g_autoptr (TieRecord) changes = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean may_queue = FALSE;

  if (remote_id != NULL && (remote == NULL || remote->is_deleted || !remote->is_active))
    return TRUE; /* gone there: the page of the contact says so */
  if (remote != NULL)
    changes = dup_changes (contact, before, remote, synced != NULL && synced->version != NULL && g_strcmp0 (synced->version, remote->version) != 0);
  else
    changes = g_object_ref (contact);
  if (changes == NULL)
    return TRUE;
  if (!makes_way (pass, kind, id, fields, &may_queue, error))
    return FALSE;
  if (!may_queue)
    return TRUE;
  g_hash_table_add (pass->scan->waiting, g_strdup (id));
  if (!writes (pass))
    return TRUE;
  body = tie_ledger_make_body (pass->scan->ledger, kind, remote != NULL ? "update" : "create", changes, NULL, remote, &reason);
  if (body == NULL)
    {
      /* It cannot be sent as it is, and the history says why; it is tried again when it was changed. */
      g_autofree char *sentence = tie_error_get_sentence (reason);
      TieActivity activity = { .what = sentence, .record_id = (char *) id, .record = (char *) tie_record_get_name (contact) };

      g_hash_table_remove (pass->scan->waiting, id);
      return save_same (pass, kind, id, remote_id, fields, error) && tie_activity_table_add (pass->db, &activity, error);
    }
  return queue (pass, kind, contact, remote, body, fields, error);
}

static gboolean
look_at (Pass *pass,
         TieRecord *contact,
         GError **error)
{
  TieRecord *type = g_hash_table_lookup (pass->types, tie_record_get_text (contact, TIE_CONTACT_TYPE_ID));
  guint side = type != NULL && tie_record_get_integer (type, TIE_CONTACT_TYPE_IS_SUPPLIER) ? 1 : 0;
  gboolean is_chosen = type != NULL && tie_record_get_integer (type, TIE_CONTACT_TYPE_PUSH);
  const char *id = tie_record_get_id (contact);
  const char *remote_id = g_hash_table_lookup (pass->links[side], id);
  const TieSynced *synced = g_hash_table_lookup (pass->synced[side], id);
  g_autofree char *fields = tie_contact_fields_of_record (contact);

  if (synced != NULL && g_strcmp0 (synced->fields, fields) == 0)
    return TRUE;
  if (!pass->scan->is_begun || (synced == NULL && remote_id != NULL)) /* linked by hand since: alike enough for a person */
    return synced != NULL || save_same (pass, kinds[side], id, remote_id, fields, error);
  if (is_chosen && !tie_record_get_integer (contact, TIE_CONTACT_ARCHIVED))
    return send (pass, kinds[side], contact, synced, remote_id, fields, error);
  return remote_id != NULL || save_same (pass, kinds[side], id, NULL, fields, error);
}

/* ---- the pass ---- */

static gboolean
read_side (Pass *pass,
           guint side,
           GError **error)
{
  g_autoptr (GPtrArray) links = tie_link_table_list (pass->db, pass->scan->connection, kinds[side], error);
  g_autoptr (GPtrArray) synced = links != NULL ? tie_synced_table_list (pass->db, pass->scan->connection, kinds[side], error) : NULL;

  if (synced == NULL)
    return FALSE;
  pass->links[side] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  pass->synced[side] = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) tie_synced_free);
  for (guint i = 0; i < links->len; i++)
    {
      const TieLink *link = g_ptr_array_index (links, i);

      g_hash_table_insert (pass->links[side], g_strdup (link->local_id), g_strdup (link->remote_id));
    }
  while (synced->len > 0)
    {
      TieSynced *one = g_ptr_array_steal_index (synced, synced->len - 1);

      g_hash_table_insert (pass->synced[side], one->local_id, one);
    }
  return TRUE;
}

static void
pass_clear (Pass *pass)
{
  g_clear_pointer (&pass->types, g_hash_table_unref);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_clear_pointer (&pass->links[i], g_hash_table_unref);
      g_clear_pointer (&pass->synced[i], g_hash_table_unref);
    }
  g_free (pass->batch);
}

static gboolean
look_at_all (Pass *pass,
             GError **error)
{
  g_autoptr (GPtrArray) types = tie_record_table_list (pass->db, TIE_TYPE_CONTACT_TYPE, error);
  g_autoptr (GPtrArray) contacts = types != NULL ? tie_record_table_list (pass->db, TIE_TYPE_CONTACT, error) : NULL;

  if (contacts == NULL || !read_side (pass, 0, error) || !read_side (pass, 1, error))
    return FALSE;
  pass->types = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < types->len; i++)
    g_hash_table_insert (pass->types, (gpointer) tie_record_get_id (types->pdata[i]), types->pdata[i]);
  for (guint i = 0; i < contacts->len; i++)
    {
      if (!look_at (pass, g_ptr_array_index (contacts, i), error))
        return FALSE;
    }
  return TRUE;
}

gboolean
tie_contact_scan_run (TieDb *db,
                      gpointer data,
                      GError **error)
{
  TieContactScan *self = data;
  g_autoptr (TieSyncSettings) settings = tie_sync_settings_load (db, self->connection, error);
  g_autofree char *name = g_strconcat ("sync.", self->connection, ".push-began", NULL);
  g_autofree char *began = settings != NULL ? tie_setting_table_get (db, name, NULL) : NULL;
  Pass pass = { .db = db, .scan = self };
  gboolean is_good;

  if (settings == NULL)
    return FALSE;
  self->is_on = settings->mode != TIE_SYNC_MANUAL;
  self->is_begun = began != NULL;
  if (!self->is_on) /* who comes from now on is there when it is turned on again */
    return self->ledger == NULL || began == NULL || tie_setting_table_set (db, name, NULL, error);

  pass.max_batch = self->ledger != NULL ? MAX (tie_ledger_get_capabilities (self->ledger)->max_batch, 1) : 1;
  if (self->ledger != NULL && self->is_begun && !tie_run_table_begin (db, self->run, self->connection, self->what, error))
    return FALSE;
  is_good = look_at_all (&pass, error);
  pass_clear (&pass);
  return is_good && (self->ledger == NULL || self->is_begun || tie_setting_table_set (db, name, "1", error));
}
