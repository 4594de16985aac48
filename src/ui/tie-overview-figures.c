/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-overview-figures"
#include "config.h"

#include <glib/gstdio.h>

#include "model/tie-contact.h"
#include "store/tie-activity-table.h"
#include "store/tie-backup.h"
#include "store/tie-comparison-table.h"
#include "store/tie-connection-table.h"
#include "store/tie-link-table.h"
#include "store/tie-number-table.h"
#include "store/tie-record-table.h"
#include "store/tie-wip-table.h"
#include "ui/tie-overview-figures.h"

typedef struct
{
  char *path; /* (owned): of the practice */
  TieOverviewFigures *figures; /* (owned) */
} LoadData;

void
tie_overview_figures_free (TieOverviewFigures *self)
{
  g_free (self->next_number);
  g_free (self->backup);
  g_free (self);
}

static void
load_data_free (LoadData *data)
{
  g_free (data->path);
  tie_overview_figures_free (data->figures);
  g_free (data);
}

static GHashTable *
read_supplier_types (TieDb *db,
                     GError **error)
{
  g_autoptr (GPtrArray) types = tie_record_table_list (db, TIE_TYPE_CONTACT_TYPE, error);
  g_autoptr (GHashTable) suppliers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (types == NULL)
    return NULL;
  for (guint i = 0; i < types->len; i++)
    {
      TieRecord *type = g_ptr_array_index (types, i);

      if (tie_record_get_integer (type, TIE_CONTACT_TYPE_IS_SUPPLIER) != 0)
        g_hash_table_add (suppliers, g_strdup (tie_record_get_id (type)));
    }
  return g_steal_pointer (&suppliers);
}

static gboolean
count_contacts (TieDb *db,
                TieOverviewFigures *figures,
                GError **error)
{
  g_autoptr (GHashTable) suppliers = read_supplier_types (db, error);
  g_autoptr (GPtrArray) contacts = suppliers != NULL ? tie_record_table_list (db, TIE_TYPE_CONTACT, error) : NULL;

  if (contacts == NULL)
    return FALSE;
  for (guint i = 0; i < contacts->len; i++)
    {
      TieRecord *contact = g_ptr_array_index (contacts, i);
      const char *type = tie_record_get_text (contact, TIE_CONTACT_TYPE_ID);

      if (tie_record_get_integer (contact, TIE_CONTACT_ARCHIVED) != 0)
        continue;
      if (type != NULL && g_hash_table_contains (suppliers, type))
        figures->suppliers++;
      else
        figures->customers++;
    }
  return TRUE;
}

static void
add_wip (const TieWipFigures *wip,
         gpointer user_data)
{
  TieOverviewFigures *figures = user_data;

  figures->wip += wip->amount;
}

static gboolean
read_work (TieDb *db,
           TieOverviewFigures *figures,
           GError **error)
{
  static const char *const no_ages[] = { "9999-12-31", "9999-12-31", "9999-12-31" };

  if (!tie_wip_table_read (db, no_ages, add_wip, figures, error))
    return FALSE;
  figures->next_number = tie_number_table_peek (db, TIE_NUMBER_SERIES_INVOICE, error);
  return figures->next_number != NULL;
}

/* The latest of the automatic copies and of what was backed up by hand. */
static gboolean
read_backup (TieDb *db,
             LoadData *data,
             GError **error)
{
  GError *local_error = NULL;
  g_autofree char *by_hand = tie_setting_table_get (db, TIE_SETTING_LAST_BACKUP, &local_error);
  g_autoptr (GPtrArray) copies = local_error == NULL ? tie_backup_list (data->path, NULL) : NULL;
  GStatBuf info;

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  data->figures->backup = g_steal_pointer (&by_hand);
  if (copies != NULL && copies->len > 0 && g_stat (g_ptr_array_index (copies, 0), &info) == 0)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (info.st_mtime);
      g_autofree char *moment = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

      if (g_strcmp0 (moment, data->figures->backup) > 0)
        {
          g_free (data->figures->backup);
          data->figures->backup = g_steal_pointer (&moment);
        }
    }
  return TRUE;
}

static gboolean
read_compared (TieDb *db,
               TieOverviewFigures *figures,
               GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *value = tie_setting_table_get (db, TIE_SETTING_COMPARED, &local_error);

  figures->has_compared = value != NULL;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Somebody linked a contact, beside those that a demo begins with. */
static gboolean
read_demo_links (TieDb *db,
                 TieOverviewFigures *figures,
                 GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *before = tie_setting_table_get (db, TIE_SETTING_DEMO_LINKS, &local_error);

  figures->has_matched = figures->linked_customers + figures->linked_suppliers > (before != NULL ? g_ascii_strtoll (before, NULL, 10) : 0);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
load_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  LoadData *data = user_data;
  GError *local_error = NULL;
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (connection != NULL)
    {
      data->figures->linked_customers = tie_link_table_count (db, connection->id, TIE_KIND_CUSTOMER, error);
      if (data->figures->linked_customers < 0)
        return FALSE;
      data->figures->linked_suppliers = tie_link_table_count (db, connection->id, TIE_KIND_VENDOR, error);
      if (data->figures->linked_suppliers < 0)
        return FALSE;
      if (!read_demo_links (db, data->figures, error))
        return FALSE;
      if (!tie_comparison_table_has_moved (db, connection->id, &data->figures->has_exported, &data->figures->has_imported, error))
        return FALSE;
    }
  return read_compared (db, data->figures, error) && count_contacts (db, data->figures, error) && read_work (db, data->figures, error) && read_backup (db, data, error);
}

void
tie_overview_figures_load_async (TieStore *store,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  LoadData *data = g_new0 (LoadData, 1);

  data->path = g_strdup (tie_store_get_path (store));
  data->figures = g_new0 (TieOverviewFigures, 1);
  tie_store_run_async (store, TIE_STORE_READ, load_func, data, (GDestroyNotify) load_data_free, cancellable, callback, user_data);
}

const TieOverviewFigures *
tie_overview_figures_load_finish (TieStore *store,
                                  GAsyncResult *result,
                                  GError **error)
{
  const LoadData *data = tie_store_run_finish (store, result, error);

  return data != NULL ? data->figures : NULL;
}
