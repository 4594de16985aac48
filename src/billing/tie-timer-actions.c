/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-timer-actions"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "billing/tie-entry-actions.h"
#include "billing/tie-timer-actions.h"
#include "model/tie-project.h"
#include "model/tie-user.h"
#include "store/tie-record-table.h"

#define HOUR 3600
/* What a quantity's smallest step on paper is: a hundredth of an hour. */
#define HUNDREDTH (TIE_SCALE / 100)

static gint64
to_seconds (const char *moment)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) parsed = g_date_time_new_from_iso8601 (moment, utc);

  return parsed != NULL ? g_date_time_to_unix (parsed) : 0;
}

static char *
get_moment (const char *now)
{
  return now != NULL ? g_strdup (now) : tie_date_now ();
}

TieTimer *
tie_timer_get (TieDb *db,
               const char *login,
               GError **error)
{
  g_autoptr (GPtrArray) timers = tie_record_table_list_where (db, TIE_TYPE_TIMER, TIE_TIMER_LOGIN, login, error);

  return timers != NULL && timers->len > 0 ? g_object_ref (timers->pdata[0]) : NULL;
}

gboolean
tie_timer_is_running (TieTimer *self)
{
  return !tie_text_is_empty (tie_record_get_text (TIE_RECORD (self), TIE_TIMER_STARTED));
}

gint64
tie_timer_count_seconds (TieTimer *self,
                         const char *now)
{
  TieRecord *record = TIE_RECORD (self);
  g_autofree char *moment = get_moment (now);
  gint64 end = MAX (to_seconds (moment), to_seconds (tie_record_get_text (record, TIE_TIMER_SEEN)));
  gint64 seconds = tie_record_get_integer (record, TIE_TIMER_SECONDS);

  if (tie_timer_is_running (self))
    seconds += MAX (end - to_seconds (tie_record_get_text (record, TIE_TIMER_STARTED)), 0);
  return seconds;
}

static char *
format_hours (gint64 seconds)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT, seconds / HOUR, seconds % HOUR / 60);
}

/* Brings the timer to this moment.  A moment before the last one that was seen means that the clock was set back: the run
 * ends at the last one and a new one begins now. */
static void
advance (TieTimer *timer,
         const char *moment,
         char **message)
{
  TieRecord *record = TIE_RECORD (timer);
  gboolean is_back = to_seconds (moment) < to_seconds (tie_record_get_text (record, TIE_TIMER_SEEN));

  *message = NULL;
  if (tie_timer_is_running (timer) && is_back)
    {
      gint64 seconds = tie_timer_count_seconds (timer, moment);
      g_autofree char *hours = format_hours (seconds);

      tie_record_set_integer (record, TIE_TIMER_SECONDS, seconds);
      tie_record_set_text (record, TIE_TIMER_STARTED, moment);
      /* Translators: %s are hours and minutes, such as 1:25 */
      *message = g_strdup_printf (_ ("The computer's clock was set back while the timer ran. It counted %s until then and goes on from there."), hours);
    }
  tie_record_set_text (record, TIE_TIMER_SEEN, moment);
}

TieTimer *
tie_timer_start (TieDb *db,
                 const char *login,
                 const char *project,
                 const char *work_code,
                 const char *text,
                 const char *now,
                 GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieTimer) other = tie_timer_get (db, login, &local_error);
  g_autoptr (TieTimer) timer = NULL;
  g_autofree char *moment = get_moment (now);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (other != NULL)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("Your timer runs already. Stop it first."));
      return NULL;
    }
  timer = tie_timer_new (NULL);
  tie_record_set_text (TIE_RECORD (timer), TIE_TIMER_LOGIN, login);
  tie_record_set_text (TIE_RECORD (timer), TIE_TIMER_PROJECT, project);
  tie_record_set_text (TIE_RECORD (timer), TIE_TIMER_WORK_CODE, work_code);
  tie_record_set_text (TIE_RECORD (timer), TIE_TIMER_TEXT, text);
  tie_record_set_text (TIE_RECORD (timer), TIE_TIMER_STARTED, moment);
  tie_record_set_text (TIE_RECORD (timer), TIE_TIMER_SEEN, moment);
  return tie_record_table_save (db, TIE_RECORD (timer), error) ? g_steal_pointer (&timer) : NULL;
}

gboolean
tie_timer_see (TieDb *db,
               TieTimer *timer,
               const char *now,
               char **message,
               GError **error)
{
  g_autofree char *moment = get_moment (now);

  advance (timer, moment, message);
  return tie_record_table_save (db, TIE_RECORD (timer), error);
}

gboolean
tie_timer_pause (TieDb *db,
                 TieTimer *timer,
                 const char *now,
                 char **message,
                 GError **error)
{
  g_autofree char *moment = get_moment (now);

  advance (timer, moment, message);
  tie_record_set_integer (TIE_RECORD (timer), TIE_TIMER_SECONDS, tie_timer_count_seconds (timer, moment));
  tie_record_set_text (TIE_RECORD (timer), TIE_TIMER_STARTED, NULL);
  return tie_record_table_save (db, TIE_RECORD (timer), error);
}

gboolean
tie_timer_resume (TieDb *db,
                  TieTimer *timer,
                  const char *now,
                  char **message,
                  GError **error)
{
  g_autofree char *moment = get_moment (now);

  advance (timer, moment, message);
  if (!tie_timer_is_running (timer))
    tie_record_set_text (TIE_RECORD (timer), TIE_TIMER_STARTED, moment);
  return tie_record_table_save (db, TIE_RECORD (timer), error);
}

static gboolean
find_employee (TieDb *db,
               const char *login,
               char **employee,
               GError **error)
{
  g_autoptr (GPtrArray) users = tie_record_table_list_where (db, TIE_TYPE_USER, TIE_USER_LOGIN, login, error);

  if (users == NULL)
    return FALSE;
  *employee = users->len > 0 ? g_strdup (tie_record_get_text (users->pdata[0], TIE_USER_EMPLOYEE)) : NULL;
  return TRUE;
}

/* Rounded, but never to nothing. */
static gint64
to_quantity (gint64 seconds)
{
  const gint64 step = HOUR / 100;

  return MAX ((seconds + step / 2) / step, 1) * HUNDREDTH;
}

TieEntry *
tie_timer_stop (TieDb *db,
                TieTimer *timer,
                const char *today,
                const char *now,
                char **message,
                TieBillingStep *step,
                GError **error)
{
  TieRecord *record = TIE_RECORD (timer);
  g_autofree char *moment = get_moment (now);
  g_autofree char *employee = NULL;
  g_autofree char *words = NULL;
  g_autoptr (TieEntry) entry = tie_entry_new (NULL);

  advance (timer, moment, &words);
  if (!find_employee (db, tie_record_get_text (record, TIE_TIMER_LOGIN), &employee, error))
    return NULL;
  tie_record_set_text (TIE_RECORD (entry), TIE_ENTRY_KIND, TIE_ENTRY_KIND_TIME);
  tie_record_set_text (TIE_RECORD (entry), TIE_ENTRY_DATE, today);
  tie_record_set_text (TIE_RECORD (entry), TIE_ENTRY_PROJECT, tie_record_get_text (record, TIE_TIMER_PROJECT));
  tie_record_set_text (TIE_RECORD (entry), TIE_ENTRY_WORK_CODE, tie_record_get_text (record, TIE_TIMER_WORK_CODE));
  tie_record_set_text (TIE_RECORD (entry), TIE_ENTRY_TEXT, tie_record_get_text (record, TIE_TIMER_TEXT));
  tie_record_set_text (TIE_RECORD (entry), TIE_ENTRY_EMPLOYEE, employee);
  tie_record_set_integer (TIE_RECORD (entry), TIE_ENTRY_QUANTITY, to_quantity (tie_timer_count_seconds (timer, moment)));
  if (!tie_entry_save (db, entry, NULL, step, error) || !tie_timer_discard (db, timer, error))
    return NULL;
  *message = g_steal_pointer (&words);
  return g_steal_pointer (&entry);
}

gboolean
tie_timer_discard (TieDb *db,
                   TieTimer *timer,
                   GError **error)
{
  return tie_record_table_delete (db, TIE_TYPE_TIMER, tie_record_get_id (TIE_RECORD (timer)), error);
}
