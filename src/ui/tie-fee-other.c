/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-other"
#include "config.h"

#include "store/tie-fee-table.h"
#include "ui/tie-fee-other.h"
#include "ui/tie-status-line.h"

/* A year and return that was found. */
typedef struct
{
  guint tax_year;
  char module;
} Found;

typedef struct
{
  GtkWidget *widget;  /* (owned) */
  char *contact;      /* (owned) id */
  char *project;      /* (owned) id: the one to open */
  GArray *found;      /* (owned) (element-type Found) */
  const Found *wanted;
} Search;

static void
search_free (Search *search)
{
  g_object_unref (search->widget);
  g_free (search->contact);
  g_free (search->project);
  g_array_unref (search->found);
  g_free (search);
}

static void
take_project (const TieFeeProject *project,
              gpointer user_data)
{
  Search *search = user_data;

  if (!g_str_equal (project->contact, search->contact) || project->module != search->wanted->module)
    return;
  g_free (search->project);
  search->project = g_strdup (project->id);
}

static gboolean
search_func (TieDb *db,
             gpointer data,
             GError **error)
{
  Search *search = data;

  for (guint i = 0; i < search->found->len; i++)
    {
      search->wanted = &g_array_index (search->found, Found, i);
      if (!tie_fee_table_read_projects (db, search->wanted->tax_year, take_project, search, error))
        return FALSE;
    }
  return TRUE;
}

static void
searched_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  Search *search = tie_store_run_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (widget);

  if (search != NULL)
    gtk_widget_activate_action (widget, "win.open-project", "s", search->project);
  else if (line != NULL)
    tie_status_line_say_error (line, error);
}

void
tie_fee_other_open (GtkWidget *widget,
                    TieSession *session,
                    const TieFeePreview *preview)
{
  Search *search = g_new0 (Search, 1);

  search->widget = g_object_ref (widget);
  search->contact = g_strdup (preview->contact);
  search->project = g_strdup (preview->project);
  search->found = g_array_new (FALSE, FALSE, sizeof (Found));
  for (guint i = 0; preview->rows != NULL && i < tie_fee_rows_get_n (preview->rows); i++)
    {
      const TieFeeRow *row = tie_fee_rows_get (preview->rows, i);
      Found found = { row->tax_year, row->module };

      if (found.tax_year > 0)
        g_array_append_val (search->found, found);
    }
  tie_store_run_async (tie_session_get_store (session), TIE_STORE_READ, search_func, search, (GDestroyNotify) search_free, NULL, searched_cb, g_object_ref (widget));
}
