/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-main-job"
#include "config.h"

#include "app/tie-command-session.h"
#include "app/tie-main-job.h"
#include "store/tie-link-table.h"

static void
wait_until_loaded (TieCrosswalk *crosswalk)
{
  gboolean is_loading = TRUE;

  for (;;)
    {
      g_object_get (crosswalk, "is-loading", &is_loading, NULL);
      if (!is_loading)
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

typedef struct
{
  const char *connection;
  TieKind kind;
  gint64 n;
} LinkCount;

static gboolean
count_links (TieDb *db,
             gpointer data,
             GError **error)
{
  LinkCount *count = data;

  count->n = tie_link_table_count (db, count->connection, count->kind, error);
  return count->n >= 0;
}

/* Asked of the practice itself: the lists on the screen may still be catching up. */
static gboolean
read_n_links (TieCompany *company,
              TieKind kind,
              gint64 *n,
              GError **error)
{
  LinkCount count = { tie_company_get_connection (company)->id, kind, 0 };

  if (!tie_store_run (tie_company_get_store (company), TIE_STORE_READ, count_links, &count, error))
    return FALSE;
  *n = count.n;
  return TRUE;
}

TieCrosswalk *
tie_main_job_load (TieCompany *company,
                   TieKind kind)
{
  TieCrosswalk *crosswalk = tie_crosswalk_new (company, kind);

  wait_until_loaded (crosswalk);
  return crosswalk;
}

GListModel *
tie_main_job_propose (TieCrosswalk *crosswalk,
                      GError **error)
{
  g_auto (TieCommandWait) wait = { NULL };

  tie_crosswalk_automatch_async (crosswalk, NULL, tie_command_wait_cb, &wait);
  return tie_crosswalk_automatch_finish (crosswalk, tie_command_wait (&wait), NULL, NULL, error);
}

static gboolean
apply_once (TieCompany *company,
            TieCrosswalk *crosswalk,
            GListModel *proposals,
            guint *linked,
            GError **error)
{
  g_auto (TieCommandWait) wait = { NULL };
  g_autofree char *sentence = NULL;
  gint64 before = 0;
  gint64 after = 0;

  if (!read_n_links (company, tie_crosswalk_get_kind (crosswalk), &before, error))
    return FALSE;
  tie_crosswalk_apply_async (crosswalk, proposals, NULL, NULL, tie_command_wait_cb, &wait);
  sentence = tie_crosswalk_change_finish (crosswalk, tie_command_wait (&wait), error);
  if (sentence == NULL || !read_n_links (company, tie_crosswalk_get_kind (crosswalk), &after, error))
    return FALSE;

  wait_until_loaded (crosswalk);
  *linked += (guint) (after - before);
  return TRUE;
}

gboolean
tie_main_job_apply (TieCompany *company,
                    TieCrosswalk *crosswalk,
                    GListModel *proposals,
                    guint *linked,
                    GError **error)
{
  g_autoptr (GListModel) next = g_object_ref (proposals);
  guint before;

  /* sites meet only once their contacts are linked, so a link may make others possible */
  do
    {
      before = *linked;
      if (!apply_once (company, crosswalk, next, linked, error))
        return FALSE;
      g_clear_object (&next);
      next = *linked > before ? tie_main_job_propose (crosswalk, error) : NULL;
      if (*linked > before && next == NULL)
        return FALSE;
    }
  while (next != NULL);
  return TRUE;
}

gboolean
tie_main_job_export (TieCompany *company,
                     TieCrosswalk *crosswalk,
                     gboolean all,
                     guint *exported,
                     GPtrArray *left_out,
                     GError **error)
{
  g_auto (TieCommandWait) wait = { NULL };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *sentence = NULL;
  GListModel *left = tie_crosswalk_get_left (crosswalk);
  g_autoptr (GError) refused = NULL;
  gint64 before = 0;
  gint64 after = 0;

  if (!read_n_links (company, tie_crosswalk_get_kind (crosswalk), &before, error))
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (left); i++)
    {
      g_autoptr (TiePairRow) row = g_list_model_get_item (left, i);
      g_autoptr (TieSuggestion) similar = NULL;

      if (tie_pair_row_get_partner (row) != NULL || tie_pair_row_get_state (row) == TIE_ROW_GONE)
        continue;
      similar = all ? NULL : tie_crosswalk_find_similar (crosswalk, row);
      if (similar == NULL)
        g_ptr_array_add (rows, g_steal_pointer (&row));
      else if (left_out != NULL)
        g_ptr_array_add (left_out, g_strdup_printf ("%s = %s (%u)", tie_pair_row_get_name (row), tie_pair_row_get_name (similar->row), similar->score));
    }

  tie_crosswalk_export_async (crosswalk, rows, NULL, NULL, tie_command_wait_cb, &wait);
  sentence = tie_crosswalk_change_finish (crosswalk, tie_command_wait (&wait), &refused);
  wait_until_loaded (crosswalk);
  /* What went well counts also when something else was refused. */
  if (!read_n_links (company, tie_crosswalk_get_kind (crosswalk), &after, refused == NULL ? error : NULL))
    after = before;
  *exported += (guint) (after - before);
  if (refused != NULL)
    g_propagate_error (error, g_steal_pointer (&refused));
  return sentence != NULL;
}
