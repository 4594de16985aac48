/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-record-edit"
#include "config.h"

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "model/tie-contact.h"
#include "store/tie-connection-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-undo.h"
#include "store/tie-user-table.h"
#include "sync/tie-sync-actions.h"
#include "ui/tie-record-edit.h"

typedef struct
{
  TieRecord *record; /* (owned) (nullable): of save */
  GType type;
  char *id;
  guint field;
  char *text;
  char *connection;
  TieKind kind;
  char *remote_id; /* (nullable) */
  char *sentence;
  char *window;
  gboolean is_known;
  char *required; /* (owned) (nullable) */
} EditData;

static EditData *
edit_data_new (const char *id,
               const char *sentence,
               const char *window)
{
  EditData *data = g_new0 (EditData, 1);

  data->id = g_strdup (id);
  data->sentence = g_strdup (sentence);
  data->window = g_strdup (window);
  return data;
}

static void
edit_data_free (EditData *data)
{
  g_clear_object (&data->record);
  g_free (data->id);
  g_free (data->text);
  g_free (data->connection);
  g_free (data->remote_id);
  g_free (data->sentence);
  g_free (data->window);
  g_free (data->required);
  g_free (data);
}

static gboolean
end_step (TieDb *db,
          const EditData *data,
          GError **error)
{
  gint64 step;

  if (data->type == TIE_TYPE_USER && !tie_user_table_check_administrator (db, error))
    return FALSE;
  return tie_undo_end (db, data->sentence, data->window, &step, error);
}

static gboolean
save_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  const EditData *data = user_data;

  return tie_undo_begin (db, error) && tie_record_table_save (db, data->record, error) && end_step (db, data, error);
}

static gboolean
set_func (TieDb *db,
          gpointer user_data,
          GError **error)
{
  const EditData *data = user_data;
  g_autoptr (TieRecord) record = tie_record_table_get (db, data->type, data->id, error);

  if (record == NULL)
    return FALSE;
  tie_record_edit_take (record, data->field, data->text);
  return tie_undo_begin (db, error) && tie_record_table_save (db, record, error) && end_step (db, data, error);
}

/* Nothing in the file cascades: what hangs on a record is taken away here, row by row, so that undo has it all. */
static gboolean
delete_links (TieDb *db,
              const char *connection,
              const char *id,
              GError **error)
{
  const TieKind kinds[] = { TIE_KIND_CUSTOMER, TIE_KIND_VENDOR };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GError *local_error = NULL;
      g_autofree char *remote = tie_link_table_find_remote (db, connection, kinds[i], id, &local_error);
      g_autoptr (GPtrArray) refusals = NULL;

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      if (remote != NULL && !tie_link_table_remove (db, connection, kinds[i], id, error))
        return FALSE;
      refusals = tie_refusal_table_list (db, connection, kinds[i], error);
      if (refusals == NULL)
        return FALSE;
      for (guint j = 0; j < refusals->len; j++)
        {
          const TieLink *refusal = g_ptr_array_index (refusals, j);

          if (g_str_equal (refusal->local_id, id) && !tie_refusal_table_remove (db, connection, kinds[i], id, refusal->remote_id, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
delete_sites (TieDb *db,
              const char *connection,
              const char *contact,
              GError **error)
{
  g_autoptr (GPtrArray) sites = tie_record_table_list_where (db, TIE_TYPE_SITE, TIE_SITE_CONTACT, contact, error);

  if (sites == NULL)
    return FALSE;
  for (guint i = 0; i < sites->len; i++)
    {
      const char *site = tie_record_get_id (g_ptr_array_index (sites, i));

      if (connection != NULL && !delete_links (db, connection, site, error))
        return FALSE;
      if (!tie_record_table_delete (db, TIE_TYPE_SITE, site, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
delete_func (TieDb *db,
             gpointer user_data,
             GError **error)
{
  const EditData *data = user_data;
  GError *local_error = NULL;
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, &local_error);
  const char *connection_id = connection != NULL ? connection->id : NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (!tie_undo_begin (db, error))
    return FALSE;
  if (data->type == TIE_TYPE_CONTACT && !delete_sites (db, connection_id, data->id, error))
    return FALSE;
  if (connection_id != NULL && !delete_links (db, connection_id, data->id, error))
    return FALSE;
  return tie_record_table_delete (db, data->type, data->id, error) && end_step (db, data, error);
}

static gboolean
link_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  EditData *data = user_data;
  GError *local_error = NULL;
  g_autofree char *old = tie_link_table_find_remote (db, data->connection, data->kind, data->id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  data->is_known = TRUE;
  if (data->remote_id != NULL && !tie_sync_action_check_accsid (db, data->connection, data->kind, data->id, data->remote_id, &data->is_known, &data->required, error))
    return FALSE;
  if (!data->is_known)
    return TRUE;
  if (g_strcmp0 (old, data->remote_id) == 0)
    return TRUE;
  if (!tie_undo_begin (db, error))
    return FALSE;
  if (old != NULL && !tie_link_table_remove (db, data->connection, data->kind, data->id, error))
    return FALSE;
  if (data->remote_id != NULL && !tie_link_table_add (db, data->connection, data->kind, data->id, data->remote_id, error))
    return FALSE;
  return end_step (db, data, error);
}

static void
run (TieStore *store,
     TieStoreFunc func,
     EditData *data,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  tie_store_run_async (store, TIE_STORE_WRITE, func, data, (GDestroyNotify) edit_data_free, cancellable, callback, user_data);
}

void
tie_record_edit_save_async (TieStore *store,
                            TieRecord *record,
                            const char *sentence,
                            const char *window,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  EditData *data = edit_data_new (tie_record_get_id (record), sentence, window);

  data->record = tie_record_copy (record); /* the worker's own */
  run (store, save_func, data, cancellable, callback, user_data);
}

void
tie_record_edit_take (TieRecord *record,
                      guint field,
                      const char *text)
{
  TieFieldType type = tie_record_get_field (record, field)->type;

  if (type == TIE_FIELD_BOOLEAN)
    tie_record_set_integer (record, field, !tie_text_is_empty (text));
  else if (type > TIE_FIELD_BOOLEAN)
    tie_record_set_integer (record, field, g_ascii_strtoll (text, NULL, 10));
  else
    tie_record_set_text (record, field, text);
}

void
tie_record_edit_set_async (TieStore *store,
                           GType type,
                           const char *id,
                           guint field,
                           const char *text,
                           const char *sentence,
                           const char *window,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  EditData *data = edit_data_new (id, sentence, window);

  data->type = type;
  data->field = field;
  data->text = g_strdup (text);
  run (store, set_func, data, cancellable, callback, user_data);
}

void
tie_record_edit_delete_async (TieStore *store,
                              GType type,
                              const char *id,
                              const char *sentence,
                              const char *window,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  EditData *data = edit_data_new (id, sentence, window);

  data->type = type;
  run (store, delete_func, data, cancellable, callback, user_data);
}

void
tie_record_edit_link_async (TieStore *store,
                            const char *connection,
                            TieKind kind,
                            GType type,
                            const char *id,
                            const char *remote_id,
                            const char *sentence,
                            const char *window,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  EditData *data = edit_data_new (id, sentence, window);

  data->type = type;
  data->connection = g_strdup (connection);
  data->kind = kind;
  data->remote_id = g_strdup (remote_id);
  run (store, link_func, data, cancellable, callback, user_data);
}

gboolean
tie_record_edit_finish (TieStore *store,
                        GAsyncResult *result,
                        GError **error)
{
  return tie_store_run_finish (store, result, error) != NULL;
}

gboolean
tie_record_edit_link_finish (TieStore *store,
                             GAsyncResult *result,
                             char **required,
                             GError **error)
{
  EditData *data = tie_store_run_finish (store, result, error);

  if (data == NULL)
    return FALSE;
  if (!data->is_known)
    *required = g_steal_pointer (&data->required);
  return data->is_known;
}
