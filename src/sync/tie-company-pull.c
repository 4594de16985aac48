/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-company-pull"
#include "config.h"

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "sync/tie-company-private.h"
#include "sync/tie-list-place.h"

/* Reading page by page: fetch, write the page and where to go on in one transaction, fetch the next.  A program killed in
 * between goes on at the stored place.  The lists that were read to their end before are asked together for what changed
 * since; what that leaves open, and lists that are new, are read one after the other. */

#define LIST_TIME (60 * 60 * (gint64) G_USEC_PER_SEC) /* a list without changes is read whole at most so often */

typedef struct
{
  GPtrArray *places; /* (owned) of TieListPlace; NULL until they are read */
  guint current;     /* of them, that is asked */
  GPtrArray *together; /* (owned) (nullable): those whose changes are asked for in one call */
  char *asked;       /* (owned) (nullable): moment of the present call */
  guint tries;       /* of it */
  gboolean is_one_by_one; /* the package does not tell changes of several lists together */
  gboolean is_counted;   /* what is merged away there was looked for */
  gboolean is_money;     /* documents and payments, and nothing else */
  guint n_read;
} PullJob;

static void
pull_job_free (gpointer data)
{
  PullJob *job = data;

  g_clear_pointer (&job->places, g_ptr_array_unref);
  g_clear_pointer (&job->together, g_ptr_array_unref);
  g_free (job->asked);
  g_free (job);
}

/* Takes the task over. */
static void read_on (GTask *task);

static void
end (GTask *task,
     GError *error)
{
  TieCompany *self = g_task_get_source_object (task);
  PullJob *job = g_task_get_task_data (task);

  tie_company_note (self, error);
  tie_company_set_reading (self, FALSE);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, job->n_read);
}

static void
reading_saved_cb (GObject *source,
                  GAsyncResult *result,
                  gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  tie_company_save_reading_finish (TIE_COMPANY (source), result, &error);
  end (task, error);
}

/* ---- writing pages ---- */

static void
pages_saved_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = g_task_get_source_object (task);
  PullJob *pull = g_task_get_task_data (task);
  GError *error = NULL;
  const TieListPages *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (job == NULL)
    {
      end (task, error);
      return;
    }
  pull->n_read += (guint) job->n_changed;
  tie_company_set_progress (self, pull->n_read);
  read_on (g_steal_pointer (&task));
}

/* Takes task and pages over.  The places are not touched while the worker looks at them: nothing else goes on meanwhile. */
static void
take_pages (GTask *task,
            GPtrArray *places,
            GPtrArray *pages)
{
  TieCompany *self = g_task_get_source_object (task);
  PullJob *pull = g_task_get_task_data (task);

  tie_company_note (self, NULL);
  pull->tries = 0;
  for (guint i = 0; i < pages->len; i++)
    {
      TieListPlace *place = g_ptr_array_index (places, i);

      tie_list_place_take (place, g_ptr_array_index (pages, i), pull->asked);
      if (place->is_read && place->cursor == NULL)
        self->list_read[place->kind] = g_get_monotonic_time ();
    }
  tie_store_run_async (self->store, TIE_STORE_WRITE, tie_list_pages_save, tie_list_pages_new (self->connection->id, places, pages), tie_list_pages_free, NULL, pages_saved_cb, task);
}

/* ---- asking ---- */

static void
waited_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (tie_nap_finish (&self->nap, result, &error))
    read_on (g_steal_pointer (&task));
  else
    end (task, error);
}

/* error (transfer full) */
static void
try_again (GTask *task,
           GError *error)
{
  TieCompany *self = g_task_get_source_object (task);
  PullJob *pull = g_task_get_task_data (task);
  guint wait_ms = 0;

  pull->tries++;
  tie_company_note (self, error);
  if (!tie_backoff_next (&self->backoff, error, pull->tries, 0, &wait_ms))
    {
      end (task, error);
      return;
    }
  g_error_free (error);
  tie_nap_begin (&self->nap, wait_ms, TRUE, g_task_get_cancellable (task), waited_cb, g_object_ref (task));
}

static void
fetched_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PullJob *pull = g_task_get_task_data (task);
  GError *error = NULL;
  TieLedgerPage *page = tie_ledger_pull_finish (TIE_LEDGER (source), result, &error);
  g_autoptr (GPtrArray) places = NULL;
  GPtrArray *pages = NULL;

  if (page == NULL)
    {
      try_again (task, error);
      return;
    }
  places = g_ptr_array_new ();
  g_ptr_array_add (places, g_ptr_array_index (pull->places, pull->current));
  pages = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_ledger_page_free);
  g_ptr_array_add (pages, page);
  take_pages (g_steal_pointer (&task), places, pages);
}

static void
changes_fetched_cb (GObject *source,
                    GAsyncResult *result,
                    gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PullJob *pull = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *pages = tie_ledger_pull_changes_finish (TIE_LEDGER (source), result, &error);
  g_autoptr (GPtrArray) places = g_steal_pointer (&pull->together);

  if (pages != NULL)
    {
      pull->is_one_by_one = TRUE; /* what is open now is open because it has to be asked by itself */
      take_pages (g_steal_pointer (&task), places, pages);
    }
  else if (g_error_matches (error, TIE_ERROR, TIE_ERROR_INVALID))
    {
      g_error_free (error);
      pull->is_one_by_one = TRUE;
      read_on (g_steal_pointer (&task));
    }
  else
    try_again (task, error);
}

static void
fetch_changes (GTask *task)
{
  TieCompany *self = g_task_get_source_object (task);
  PullJob *pull = g_task_get_task_data (task);
  g_autofree TieKind *kinds = g_new (TieKind, pull->together->len);
  g_autofree const char **cursors = g_new (const char *, pull->together->len);

  for (guint i = 0; i < pull->together->len; i++)
    {
      const TieListPlace *place = g_ptr_array_index (pull->together, i);

      kinds[i] = place->kind;
      cursors[i] = place->cursor;
    }
  tie_ledger_pull_changes_async (self->ledger, kinds, cursors, pull->together->len, g_task_get_cancellable (task), changes_fetched_cb, task);
}

/* ---- what no changes tell ---- */

static void
compared_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PullJob *pull = g_task_get_task_data (task);
  GError *error = NULL;
  const TieListCounts *counts = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (counts == NULL)
    {
      end (task, error);
      return;
    }
  pull->is_counted = TRUE;
  tie_list_places_restart (pull->places, counts);
  read_on (g_steal_pointer (&task));
}

static void
counted_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = g_task_get_source_object (task);
  PullJob *pull = g_task_get_task_data (task);
  GError *error = NULL;
  gint64 *there = tie_ledger_count_finish (TIE_LEDGER (source), result, &error);

  if (there == NULL)
    {
      try_again (task, error);
      return;
    }
  pull->tries = 0;
  tie_store_run_async (self->store, TIE_STORE_READ, tie_list_counts_compare, tie_list_counts_new (self->connection->id, there), tie_list_counts_free, NULL, compared_cb,
                       g_steal_pointer (&task));
}

/* ---- what to ask next ---- */

/* Without changes, and read not long ago. */
static gboolean
is_fresh (TieCompany *self,
          const TieListPlace *place)
{
  gint64 read = self->list_read[place->kind];

  return place->cursor == NULL && read != 0 && g_get_monotonic_time () - read < LIST_TIME;
}

static GPtrArray *
list_ended (PullJob *pull)
{
  GPtrArray *ended = g_ptr_array_new ();

  for (guint i = 0; i < pull->places->len; i++)
    {
      TieListPlace *place = g_ptr_array_index (pull->places, i);

      if (!place->is_read && tie_list_place_is_at_end (place))
        g_ptr_array_add (ended, place);
    }
  return ended;
}

/* FALSE when all are read. */
static gboolean
find_next (TieCompany *self,
           PullJob *pull)
{
  for (guint i = 0; i < pull->places->len; i++)
    {
      const TieListPlace *place = g_ptr_array_index (pull->places, i);

      if (place->is_read || is_fresh (self, place))
        continue;
      pull->current = i;
      return TRUE;
    }
  return FALSE;
}

static void
read_on (GTask *task)
{
  TieCompany *self = g_task_get_source_object (task);
  PullJob *pull = g_task_get_task_data (task);
  const TieListPlace *place;

  if (tie_company_get_ledger (self) == NULL)
    {
      end (task, g_error_new (TIE_ERROR, TIE_ERROR_NOT_CONNECTED, "disconnected meanwhile"));
      g_object_unref (task);
      return;
    }
  g_free (pull->asked);
  pull->asked = tie_date_now_to_millisecond ();
  g_clear_pointer (&pull->together, g_ptr_array_unref);
  pull->together = list_ended (pull);
  if (!pull->is_one_by_one && pull->together->len > 1)
    {
      fetch_changes (task);
      return;
    }
  if (!find_next (self, pull) && !pull->is_counted && tie_list_places_need_count (pull->places) && tie_ledger_can_count (self->ledger))
    {
      tie_ledger_count_async (self->ledger, tie_list_counted_kinds, TIE_LIST_N_COUNTED, g_task_get_cancellable (task), counted_cb, task);
      return;
    }
  if (!find_next (self, pull) && pull->is_money)
    {
      self->was_read = TRUE;
      end (task, NULL);
      g_object_unref (task);
      return;
    }
  if (!find_next (self, pull))
    {
      tie_company_save_reading_async (self, pull->n_read, reading_saved_cb, task);
      return;
    }
  place = g_ptr_array_index (pull->places, pull->current);
  tie_ledger_pull_async (self->ledger, place->kind, place->cursor, g_task_get_cancellable (task), fetched_cb, task);
}

/* ---- where to go on ---- */

/* Lists that the company has not are not asked for. */
static gboolean
is_absent (const TieLedgerCapabilities *can,
           TieKind kind)
{
  return can != NULL && ((kind == TIE_KIND_EMPLOYEE && !can->has_employees) || (kind == TIE_KIND_TERM && !can->has_terms));
}

static void
drop_places (const TieLedgerCapabilities *can,
             gboolean is_money,
             GPtrArray *places)
{
  for (guint i = places->len; i > 0; i--)
    {
      const TieListPlace *place = g_ptr_array_index (places, i - 1);

      if (is_absent (can, place->kind) || (is_money && !tie_kind_is_money (place->kind)))
        g_ptr_array_remove_index (places, i - 1);
    }
}

static void
places_read_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PullJob *pull = g_task_get_task_data (task);
  GError *error = NULL;
  TieListPages *read = tie_store_run_finish (TIE_STORE (source), result, &error);
  TieCompany *self = g_task_get_source_object (task);

  if (read == NULL)
    {
      end (task, error);
      return;
    }
  pull->places = g_steal_pointer (&read->places);
  /* Rates keep documents back, and may have been changed on both sides since. */
  if (read->has_other_rates)
    self->list_read[TIE_KIND_TAX_CODE] = 0;
  drop_places (tie_ledger_get_capabilities (self->ledger), pull->is_money, pull->places);
  read_on (g_steal_pointer (&task));
}

static void
prepared_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = TIE_COMPANY (source);
  GError *error = NULL;

  if (!tie_company_prepare_finish (self, result, &error))
    {
      end (task, error);
      return;
    }
  tie_store_run_async (self->store, TIE_STORE_READ, tie_list_pages_read_places, tie_list_pages_new (self->connection->id, NULL, NULL), tie_list_pages_free, NULL, places_read_cb, g_steal_pointer (&task));
}

static void
start (TieCompany *self,
       gboolean is_money,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PullJob *pull = NULL;

  g_task_set_source_tag (task, tie_company_pull_async);
  if (self->is_reading)
    {
      g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_BUSY_RUN, "already reading");
      return;
    }
  pull = g_new0 (PullJob, 1);
  pull->is_money = pull->is_counted = is_money;
  g_task_set_task_data (task, pull, pull_job_free);
  tie_company_set_progress (self, 0);
  tie_company_set_reading (self, TRUE);
  tie_company_prepare_anew_async (self, cancellable, prepared_cb, g_steal_pointer (&task));
}

void
tie_company_pull_async (TieCompany *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (TIE_IS_COMPANY (self));

  start (self, FALSE, cancellable, callback, user_data);
}

void
tie_company_pull_money_async (TieCompany *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (TIE_IS_COMPANY (self));

  start (self, TRUE, cancellable, callback, user_data);
}

void
tie_company_try_now (TieCompany *self)
{
  g_return_if_fail (TIE_IS_COMPANY (self));

  tie_nap_end (&self->nap);
}

gboolean
tie_company_pull_finish (TieCompany *self,
                         GAsyncResult *result,
                         guint *read,
                         GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gssize n_read;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  n_read = g_task_propagate_int (G_TASK (result), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (read != NULL)
    *read = (guint) n_read;
  return TRUE;
}
