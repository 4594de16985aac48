/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-pull"
#include "config.h"

#include "base/tie-date.h"
#include "ledger/tie-ledger-call.h"
#include "ledger/xero/tie-xero-cursor.h"
#include "ledger/xero/tie-xero-date.h"
#include "ledger/xero/tie-xero-limits.h"
#include "ledger/xero/tie-xero-parse.h"
#include "ledger/xero/tie-xero-private.h"

/* Lists that tell their changes are read in the order of these: see TieXeroCursor.  Accounts, products and tax rates can
 * vanish without a word and are few: they are read whole. */

typedef struct
{
  const TieXeroEntity *entity;
  const TieXeroSource *sources;
  guint n_sources;
  TieXeroCursor *cursor; /* (owned) */
  char *receivable_id;   /* (owned) (nullable) */
  TieHttpAnswer *answer; /* (owned) (nullable) */
} Pull;

static void
pull_free (Pull *pull)
{
  g_clear_pointer (&pull->cursor, tie_xero_cursor_free);
  g_clear_pointer (&pull->answer, tie_http_answer_free);
  g_free (pull->receivable_id);
  g_free (pull);
}

static guint
count_sources (const TieXeroSource *sources)
{
  guint n = 0;

  while (sources[n].plural != NULL)
    n++;
  return n;
}

static const TieXeroSource *
get_source (const Pull *pull)
{
  return &pull->sources[pull->cursor->source];
}

static gboolean
has_changes (const Pull *pull)
{
  return pull->sources[0].is_paged;
}

/* ---- asking ---- */

static char *
make_resource (const Pull *pull)
{
  const TieXeroSource *source = get_source (pull);
  gboolean is_contacts = pull->entity->kind == TIE_KIND_CUSTOMER || pull->entity->kind == TIE_KIND_VENDOR;
  g_autofree char *page = g_strdup_printf ("%u", pull->cursor->page);

  if (!source->is_paged)
    return tie_ledger_make_resource (source->plural, "unitdp", pull->entity->kind == TIE_KIND_ITEM ? "4" : NULL, NULL);
  return tie_ledger_make_resource (source->plural, "where", source->where, "includeArchived", is_contacts ? "true" : NULL, "order", "UpdatedDateUTC ASC",
                                   "page", page, "pageSize", G_STRINGIFY (TIE_XERO_MAX_PAGE), "unitdp", is_contacts ? NULL : "4", NULL);
}

/* ---- where to go on ---- */

/* What happened lately may not be in every answer yet, and a stamp may lie in the future. */
static void
set_watermark (char **since,
               const char *last,
               const char *time)
{
  const char *until = last != NULL && time != NULL && g_strcmp0 (last, time) > 0 ? time : last;

  /* Nothing changed: as before, but for a list in which there is nothing yet. */
  if (until == NULL && *since == NULL)
    until = time;
  if (until == NULL)
    return;
  g_free (*since);
  *since = tie_date_shift (until, -TIE_XERO_OVERLAP);
}

static void
go_on (Pull *pull,
       TieLedgerPage *page,
       gboolean has_pages,
       const char *last,
       const char *time)
{
  TieXeroCursor *cursor = pull->cursor;
  char **since = &cursor->since[cursor->source];

  page->is_beginning = cursor->is_list && cursor->source == 0 && cursor->page == 1 && *since == NULL;
  if (has_pages && last != NULL && g_strcmp0 (last, *since) > 0)
    {
      g_free (*since);
      *since = g_strdup (last);
      cursor->page = 1;
    }
  else if (has_pages)
    cursor->page++;
  else
    {
      set_watermark (since, last, time);
      cursor->page = 1;
      cursor->source++;
    }
  page->has_more = cursor->source < pull->n_sources;
  if (!page->has_more)
    {
      cursor->source = 0;
      cursor->is_list = FALSE;
    }
  page->cursor = tie_xero_cursor_format (cursor, pull->n_sources);
}

static gboolean
is_missing (const Pull *pull,
            const GError *error)
{
  return get_source (pull)->is_optional && (g_error_matches (error, TIE_ERROR, TIE_ERROR_GONE) || g_error_matches (error, TIE_ERROR, TIE_ERROR_PLAN));
}

/* A server may take fewer than were asked for; it says how many pages there are then. */
static gboolean
is_full (const Pull *pull,
         JsonObject *root,
         guint n_rows)
{
  JsonObject *pagination = tie_json_get_object (root, "pagination");
  gint64 n_pages = tie_json_get_integer (pagination, "pageCount", -1);

  if (!get_source (pull)->is_paged || n_rows == 0)
    return FALSE;
  return n_pages >= 0 ? pull->cursor->page < n_pages : n_rows >= TIE_XERO_MAX_PAGE;
}

static gboolean
parse_page (Pull *pull,
            TieLedgerPage *page,
            GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (JsonNode) root = tie_xero_parse_answer (pull->answer, &reason);
  JsonObject *object = tie_json_get_root_object (root);
  gboolean is_list = pull->cursor->is_list;
  g_autofree char *last = NULL;
  g_autofree char *time = NULL;
  guint n_rows = 0;

  if (reason != NULL && !is_missing (pull, reason))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (object != NULL && !tie_xero_parse_list (object, get_source (pull), pull->entity, FALSE, page->remotes, &n_rows, &last, error))
    return FALSE;
  time = object != NULL ? tie_xero_date_dup_moment (object, "DateTimeUTC") : NULL;
  for (guint i = 0; pull->entity->kind == TIE_KIND_REFUND && i < page->remotes->len; i++)
    ((TieRemote *) g_ptr_array_index (page->remotes, i))->account = g_strdup (pull->receivable_id);

  if (has_changes (pull))
    go_on (pull, page, is_full (pull, object, n_rows), last, time);
  else
    page->is_beginning = TRUE;
  if (is_list || !has_changes (pull))
    tie_ledger_page_leave_out_deleted (page);
  return TRUE;
}

static gpointer
read_page (gpointer job,
           GError **error)
{
  g_autoptr (TieLedgerPage) page = tie_ledger_page_new ();

  return parse_page (job, page, error) ? g_steal_pointer (&page) : NULL;
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Pull *pull = g_task_get_task_data (task);
  Pull *job = NULL;
  TieHttpAnswer *answer = tie_xero_call_finish (TIE_XERO (source), result, NULL, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  job = g_memdup2 (pull, sizeof *pull);
  job->receivable_id = g_strdup (TIE_XERO (source)->receivable_id);
  job->answer = answer;
  pull->cursor = NULL;
  tie_ledger_read_in_thread (task, read_page, job, (GDestroyNotify) pull_free, (GDestroyNotify) tie_ledger_page_free);
}

/* Xero has none of them. */
static void
return_empty (GTask *task)
{
  TieLedgerPage *page = tie_ledger_page_new ();

  page->is_beginning = TRUE;
  g_task_return_pointer (task, page, (GDestroyNotify) tie_ledger_page_free);
}

void
tie_xero_pull_async (TieLedger *ledger,
                     TieKind kind,
                     const char *cursor,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (ledger, cancellable, callback, user_data);
  const TieXeroSource *sources = tie_xero_sources_for_kind (kind);
  TieXeroRequest request = { .method = "GET" };
  g_autofree char *resource = NULL;
  Pull *pull = NULL;

  g_task_set_source_tag (task, tie_xero_pull_async);
  if (sources == NULL)
    {
      return_empty (task);
      return;
    }
  pull = g_new0 (Pull, 1);
  pull->entity = tie_xero_entity_for_kind (kind);
  pull->sources = sources;
  pull->n_sources = count_sources (sources);
  pull->cursor = tie_xero_cursor_parse (cursor, pull->n_sources);
  g_task_set_task_data (task, pull, (GDestroyNotify) pull_free);
  resource = make_resource (pull);
  request.resource = resource;
  request.since = has_changes (pull) ? pull->cursor->since[pull->cursor->source] : NULL;
  tie_xero_call_async (TIE_XERO (ledger), &request, cancellable, answered_cb, g_steal_pointer (&task));
}

TieLedgerPage *
tie_xero_pull_finish (TieLedger *ledger,
                      GAsyncResult *result,
                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, ledger), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
