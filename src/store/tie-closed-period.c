/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-closed-period"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "store/tie-activity-table.h"
#include "store/tie-closed-period.h"
#include "store/tie-db.h"

gboolean
tie_closed_period_check (TieDb *db,
                         const char *date,
                         GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *closing = tie_setting_table_get (db, TIE_SETTING_CLOSING_DATE, &local_error);
  g_autofree char *date_words = NULL;
  g_autofree char *closing_words = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (closing == NULL || strcmp (date, closing) > 0)
    return TRUE;

  date_words = tie_date_to_display (date);
  closing_words = tie_date_to_display (closing);
  /* Translators: both are dates */
  g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("%s lies in the closed period, which ends on %s. Choose a later date."), date_words, closing_words);
  return FALSE;
}

/* The rows of the step whose contents changed, with what they were and are.  Lines and accounts count for their document. */
#define CHANGED(tables, marks) \
  "SELECT before, after FROM undo_row WHERE step = ?1 AND tbl IN (" tables ")" \
  " AND json_remove (before, " marks ") IS NOT json_remove (after, " marks ")"
#define OF_DOCUMENT \
  "SELECT date FROM document WHERE id IN (SELECT json_extract (coalesce (before, after), '$.document') FROM undo_row" \
  " WHERE step = ?1 AND tbl IN ('document_line', 'distribution'))"

gboolean
tie_closed_period_check_step (TieDb *db,
                              gint64 step,
                              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *earliest =
      tie_db_get_text (db, &local_error,
                       "WITH changed (before, after) AS ("
                       CHANGED ("'document', 'payment'", "'$.is_sent', '$.do_not_send'") " UNION ALL " CHANGED ("'entry'", "'$.document', '$.billed'") ")"
                       " SELECT min (date) FROM (SELECT json_extract (before, '$.date') AS date FROM changed"
                       " UNION ALL SELECT json_extract (after, '$.date') FROM changed UNION ALL " OF_DOCUMENT ") WHERE date IS NOT NULL",
                       "i", step);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return earliest == NULL || tie_closed_period_check (db, earliest, error);
}
