/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-record-view"
#include "config.h"

#include "base/tie-error.h"
#include "store/tie-activity-table.h"
#include "store/tie-connection-table.h"
#include "store/tie-synced-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-sync-actions.h"
#include "ui/tie-record-view.h"

void
tie_record_view_free (TieRecordView *self)
{
  g_clear_object (&self->record);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_clear_pointer (&self->sites, g_ptr_array_unref);
  g_clear_pointer (&self->linked, g_hash_table_unref);
  g_free (self->parent_name);
  g_free (self->connection);
  g_free (self->company);
  g_free (self->last_read);
  g_free (self->last_sync);
  g_free (self->remote_id);
  g_free (self->remote_name);
  g_free (self->required);
  g_free (self);
}

typedef struct
{
  GType type;
  char *id; /* (owned) (nullable) */
  TieRecordView *view; /* (owned) */
} LoadData;

static void
load_data_free (LoadData *data)
{
  g_free (data->id);
  g_clear_pointer (&data->view, tie_record_view_free);
  g_free (data);
}

static gboolean
is_supplier_type (TieRecord *type)
{
  return type != NULL && tie_record_get_integer (type, TIE_CONTACT_TYPE_IS_SUPPLIER) != 0;
}

TieRecord *
tie_record_view_find_type (const TieRecordView *self)
{
  const char *id = tie_record_get_text (self->record, TIE_CONTACT_TYPE_ID);

  for (guint i = 0; i < self->types->len; i++)
    {
      TieRecord *type = g_ptr_array_index (self->types, i);

      if (g_strcmp0 (tie_record_get_id (type), id) == 0)
        return type;
    }
  return NULL;
}

static TieRecord *
make_contact (TieDb *db,
              GPtrArray *types,
              GError **error)
{
  g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, NULL);
  GError *local_error = NULL;
  g_autofree char *state = tie_setting_table_get (db, "default-state", &local_error);
  g_autofree char *country = local_error == NULL ? tie_setting_table_get (db, "country", &local_error) : NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  tie_record_set_text (contact, TIE_CONTACT_STATE, state);
  tie_record_set_text (contact, TIE_CONTACT_COUNTRY, country);
  for (guint i = types->len; i > 0; i--)
    {
      TieRecord *type = g_ptr_array_index (types, i - 1);

      if (!is_supplier_type (type))
        tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, tie_record_get_id (type));
    }
  return g_steal_pointer (&contact);
}

static gboolean
load_contact (TieDb *db,
              const char *id,
              TieRecordView *view,
              GError **error)
{
  view->types = tie_record_table_list (db, TIE_TYPE_CONTACT_TYPE, error);
  if (view->types == NULL)
    return FALSE;
  view->record = id != NULL ? tie_record_table_get (db, TIE_TYPE_CONTACT, id, error) : make_contact (db, view->types, error);
  if (view->record == NULL)
    return FALSE;
  view->sites = tie_record_table_list_where (db, TIE_TYPE_SITE, TIE_SITE_CONTACT, tie_record_get_id (view->record), error);
  view->kind = is_supplier_type (tie_record_view_find_type (view)) ? TIE_KIND_VENDOR : TIE_KIND_CUSTOMER;
  return view->sites != NULL;
}

static gboolean
load_site (TieDb *db,
           const char *id,
           TieRecordView *view,
           GError **error)
{
  g_autoptr (TieRecord) contact = NULL;

  view->record = tie_record_table_get (db, TIE_TYPE_SITE, id, error);
  if (view->record == NULL)
    return FALSE;
  contact = tie_record_table_get (db, TIE_TYPE_CONTACT, tie_record_get_text (view->record, TIE_SITE_CONTACT), error);
  if (contact == NULL)
    return FALSE;
  view->parent_name = g_strdup (tie_record_get_name (contact));
  view->kind = TIE_KIND_CUSTOMER; /* a sub-customer */
  return TRUE;
}

static gboolean
load_partner (TieDb *db,
              TieRecordView *view,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieRemote) remote = tie_remote_table_get (db, view->connection, view->kind, view->remote_id, &local_error);
  gboolean is_known = FALSE;

  if (remote == NULL && local_error != NULL && !g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  view->remote_is_gone = remote == NULL || remote->is_deleted || !remote->is_active;
  view->remote_name = remote != NULL ? g_strdup (remote->name) : NULL;
  return !view->remote_is_gone ||
         tie_sync_action_check_accsid (db, view->connection, view->kind, tie_record_get_id (view->record), view->remote_id, &is_known, &view->required, error);
}

static gboolean
load_links (TieDb *db,
            TieRecordView *view,
            GError **error)
{
  GError *local_error = NULL;
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, &local_error);
  g_autoptr (TieSynced) synced = NULL;

  view->linked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (connection != NULL)
    {
      view->connection = g_strdup (connection->id);
      view->company = g_strdup (connection->company_name);
      view->last_read = g_strdup (connection->last_read);
      view->remote_id = tie_link_table_find_remote (db, connection->id, view->kind, tie_record_get_id (view->record), &local_error);
      synced = view->remote_id != NULL && local_error == NULL ? tie_synced_table_get (db, connection->id, view->kind, tie_record_get_id (view->record), &local_error) : NULL;
      view->last_sync = synced != NULL && synced->run != NULL ? g_strdup (synced->moment) : NULL;
    }
  for (guint i = 0; local_error == NULL && connection != NULL && view->sites != NULL && i < view->sites->len; i++)
    {
      const char *site = tie_record_get_id (g_ptr_array_index (view->sites, i));
      g_autofree char *remote = tie_link_table_find_remote (db, connection->id, TIE_KIND_CUSTOMER, site, &local_error);

      if (remote != NULL)
        g_hash_table_add (view->linked, g_strdup (site));
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  return view->remote_id == NULL || load_partner (db, view, error);
}

static gboolean
load_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  LoadData *data = user_data;

  data->view = g_new0 (TieRecordView, 1);
  if (data->type == TIE_TYPE_SITE ? !load_site (db, data->id, data->view, error) : !load_contact (db, data->id, data->view, error))
    return FALSE;
  return load_links (db, data->view, error);
}

void
tie_record_view_load_async (TieStore *store,
                            GType type,
                            const char *id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  LoadData *data = g_new0 (LoadData, 1);

  data->type = type;
  data->id = g_strdup (id);
  tie_store_run_async (store, TIE_STORE_READ, load_func, data, (GDestroyNotify) load_data_free, cancellable, callback, user_data);
}

TieRecordView *
tie_record_view_load_finish (TieStore *store,
                             GAsyncResult *result,
                             GError **error)
{
  LoadData *data = tie_store_run_finish (store, result, error);

  return data != NULL ? g_steal_pointer (&data->view) : NULL;
}
