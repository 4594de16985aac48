/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-list-read"
#include "config.h"

#include "sync/tie-sync-row-private.h"

/* One reading of a list, on the store's thread, and what is counted in it. */

TieSyncListJob *
tie_sync_list_job_new (TieSyncGroup group)
{
  TieSyncListJob *job = g_new0 (TieSyncListJob, 1);

  job->group = group;
  job->rows = g_ptr_array_new_with_free_func (g_object_unref);
  job->began = g_get_monotonic_time ();
  return job;
}

void
tie_sync_list_job_free (gpointer data)
{
  TieSyncListJob *job = data;

  g_ptr_array_unref (job->rows);
  g_free (job);
}

static gboolean
keep_row (const TieSyncRecord *record,
          gpointer user_data,
          GError **error)
{
  TieSyncListJob *job = user_data;

  /* Of contacts only what is wrong is of interest; what the package had first is not ours to send unless it changed here. */
  if (job->group == TIE_SYNC_CONTACTS && record->findings->len == 0)
    return TRUE;
  if (job->group == TIE_SYNC_PAYMENTS && record->money->is_from_there && !record->is_changed)
    return TRUE;
  if (job->group == TIE_SYNC_PAYMENTS_IN && record->money->is_void && record->money->remote_id == NULL)
    return TRUE;
  g_ptr_array_add (job->rows, tie_sync_row_new (job->group, record));
  return TRUE;
}

gboolean
tie_sync_list_job_read (TieDb *db,
                        gpointer data,
                        GError **error)
{
  TieSyncListJob *job = data;
  g_autoptr (TieSyncContext) context = tie_sync_context_read (db, error);

  if (context == NULL)
    return FALSE;
  context->state = job->state;
  return tie_sync_check_read (db, context, job->group, NULL, keep_row, job, error);
}

static gboolean
is_today (const char *moment)
{
  g_autoptr (GDateTime) utc = moment != NULL ? g_date_time_new_from_iso8601 (moment, NULL) : NULL;
  g_autoptr (GDateTime) then = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return then != NULL && g_date_time_get_year (then) == g_date_time_get_year (now) && g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now);
}

gboolean
tie_sync_row_has_conflict (TieSyncRow *self)
{
  GPtrArray *findings = tie_sync_row_get_findings (self);

  for (guint i = 0; i < findings->len; i++)
    {
      if (((TieSyncFinding *) findings->pdata[i])->code == TIE_SYNC_CONFLICT)
        return TRUE;
    }
  return FALSE;
}

gboolean
tie_sync_row_needs_attention (TieSyncRow *self)
{
  if (tie_sync_row_get_state (self) != TIE_SYNC_STATE_BLOCKED)
    return FALSE;
  switch (tie_sync_row_get_code (self))
    {
    case TIE_SYNC_NOT_SENT:
    case TIE_SYNC_NOT_APPROVED:
    case TIE_SYNC_UNKNOWN_RESULT:
    case TIE_SYNC_OFFLINE:
    case TIE_SYNC_BUSY:
    case TIE_SYNC_SIGN_IN:
      return FALSE;
    default:
      return TRUE;
    }
}

void
tie_sync_rows_count (GPtrArray *rows,
                     guint *counts)
{
  /* Moments sort as text: of most the calendar need not be asked. */
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) before = g_date_time_add_days (now, -2);
  g_autofree char *earliest = g_date_time_format (before, "%Y-%m-%d");

  for (guint i = 0; i < rows->len; i++)
    {
      TieSyncRow *row = rows->pdata[i];
      TieSyncState state = tie_sync_row_get_state (row);
      const char *moment = tie_sync_row_get_moment (row);

      if (tie_sync_row_is_marked (row))
        {
          counts[TIE_SYNC_COUNT_READY] += state == TIE_SYNC_STATE_READY;
          counts[TIE_SYNC_COUNT_BLOCKED] += state == TIE_SYNC_STATE_BLOCKED;
          counts[TIE_SYNC_COUNT_CONFLICTS] += tie_sync_row_has_conflict (row);
          counts[TIE_SYNC_COUNT_ATTENTION] += tie_sync_row_needs_attention (row);
        }
      counts[TIE_SYNC_COUNT_EXPORTED] += tie_sync_row_is_exported (row);
      counts[TIE_SYNC_COUNT_DONE_TODAY] += tie_sync_row_is_exported (row) && g_strcmp0 (moment, earliest) > 0 && is_today (moment);
    }
}
