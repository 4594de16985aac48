/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-project-view"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "model/tie-contact.h"
#include "store/tie-project-table.h"
#include "store/tie-record-table.h"
#include "ui/tie-list-columns.h"
#include "ui/tie-project-view.h"

void
tie_project_view_free (TieProjectView *self)
{
  g_clear_object (&self->project);
  g_free (self->client);
  g_free (self);
}

typedef struct
{
  char *id;             /* (owned) */
  TieProjectView *view; /* (owned) */
} LoadData;

static void
load_data_free (LoadData *data)
{
  g_free (data->id);
  g_clear_pointer (&data->view, tie_project_view_free);
  g_free (data);
}

static void
take_figures (const TieProjectFigures *figures,
              gpointer user_data)
{
  TieProjectView *view = user_data;

  view->invoiced = figures->invoiced;
  view->hours = figures->hours;
  view->time = figures->time;
  view->expenses = figures->expenses;
}

static gboolean
load_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  LoadData *data = user_data;
  g_autoptr (TieRecord) client = NULL;

  data->view = g_new0 (TieProjectView, 1);
  data->view->project = tie_record_table_get (db, TIE_TYPE_PROJECT, data->id, error);
  if (data->view->project == NULL)
    return FALSE;
  client = tie_record_table_get (db, TIE_TYPE_CONTACT, tie_record_get_text (data->view->project, TIE_PROJECT_CONTACT), error);
  if (client == NULL)
    return FALSE;
  data->view->client = g_strdup (tie_record_get_name (client));
  data->view->client_is_archived = tie_record_get_integer (client, TIE_CONTACT_ARCHIVED) != 0;
  return tie_project_table_read_one (db, data->id, take_figures, data->view, error);
}

void
tie_project_view_load_async (TieStore *store,
                             const char *id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  LoadData *data = g_new0 (LoadData, 1);

  data->id = g_strdup (id);
  tie_store_run_async (store, TIE_STORE_READ, load_func, data, (GDestroyNotify) load_data_free, cancellable, callback, user_data);
}

TieProjectView *
tie_project_view_load_finish (TieStore *store,
                              GAsyncResult *result,
                              GError **error)
{
  LoadData *data = tie_store_run_finish (store, result, error);

  return data != NULL ? g_steal_pointer (&data->view) : NULL;
}

char *
tie_project_view_describe_wip (const TieProjectView *self)
{
  g_autofree char *hours = tie_list_columns_format_hours (self->hours);
  g_autofree char *time = tie_money_to_display (self->time);
  g_autofree char *expenses = tie_money_to_display (self->expenses);
  g_autofree char *sum = tie_money_to_display (self->time + self->expenses);

  if (self->expenses == 0)
    /* Translators: hours and what they are worth, work that is not billed yet */
    return g_strdup_printf (_ ("WIP: %s h  %s"), hours, time);
  /* Translators: hours, what they are worth, expenses, and the sum of both */
  return g_strdup_printf (_ ("WIP: %s h  %s + expenses %s = %s"), hours, time, expenses, sum);
}
