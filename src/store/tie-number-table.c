/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-number-table"
#include "config.h"

#include "store/tie-connection-table.h"
#include "store/tie-db.h"
#include "store/tie-number-table.h"
#include "store/tie-record-table.h"
#include "store/tie-sync-table.h"

static gint64
get_next (TieNumberSeries *series)
{
  return MAX (tie_record_get_integer (TIE_RECORD (series), TIE_NUMBER_SERIES_NEXT), 0);
}

static TieNumberSeries *
get_series (TieDb *db,
            const char *id,
            GError **error)
{
  return tie_record_table_get (db, TIE_TYPE_NUMBER_SERIES, id, error);
}

gboolean
tie_number_table_is_used (TieDb *db,
                          const char *id,
                          const char *number,
                          const char *except,
                          gboolean *is_used,
                          GError **error)
{
  gint64 count = 0;
  gboolean ok;

  if (g_str_equal (id, TIE_NUMBER_SERIES_PAYMENT))
    ok = tie_db_get_integer (db, 0, &count, error, "SELECT count(*) FROM payment WHERE number = ? AND number <> '' AND id IS NOT ?", "ss", number, except);
  else
    ok = tie_db_get_integer (db,
                             0,
                             &count,
                             error,
                             "SELECT count(*) FROM document WHERE kind = ? AND number = ? AND number <> '' AND kind <> 'supplier' AND id IS NOT ?",
                             "sss",
                             id,
                             number,
                             except);
  *is_used = count > 0;
  return ok;
}

/* Numbers that were typed ahead are passed over. */
static char *
find_free (TieDb *db,
           TieNumberSeries *series,
           gint64 *free_number,
           GError **error)
{
  gint64 candidate = get_next (series);

  for (;; candidate++)
    {
      g_autofree char *number = tie_number_series_format (series, candidate);
      gboolean is_used = FALSE;

      if (!tie_number_table_is_used (db, tie_record_get_id (TIE_RECORD (series)), number, NULL, &is_used, error))
        return NULL;
      if (!is_used)
        {
          *free_number = candidate;
          return g_steal_pointer (&number);
        }
    }
}

char *
tie_number_table_peek (TieDb *db,
                       const char *id,
                       GError **error)
{
  g_autoptr (TieNumberSeries) series = get_series (db, id, error);
  gint64 number = 0;

  return series != NULL ? find_free (db, series, &number, error) : NULL;
}

static gboolean
set_next (TieDb *db,
          TieNumberSeries *series,
          gint64 next,
          GError **error)
{
  tie_record_set_integer (TIE_RECORD (series), TIE_NUMBER_SERIES_NEXT, next);
  return tie_record_table_save (db, TIE_RECORD (series), error);
}

char *
tie_number_table_take (TieDb *db,
                       const char *id,
                       GError **error)
{
  g_autoptr (TieNumberSeries) series = get_series (db, id, error);
  g_autofree char *number = NULL;
  gint64 value = 0;

  if (series == NULL)
    return NULL;
  number = find_free (db, series, &value, error);
  if (number == NULL || !set_next (db, series, value + 1, error))
    return NULL;
  return g_steal_pointer (&number);
}

char *
tie_number_table_find_apart (TieDb *db,
                             const char *id,
                             const char *connection,
                             TieKind kind,
                             gboolean take,
                             char **passed,
                             GError **error)
{
  g_autoptr (TieNumberSeries) series = get_series (db, id, error);
  g_autofree char *last = NULL;
  gint64 lacks = 0;

  /* Where the package gives its own numbers, ours are in nobody's way. */
  if (!tie_db_get_integer (db, 0, &lacks, error, "SELECT lacks FROM connection WHERE id = ?", "s", connection))
    return NULL;
  for (gint64 candidate = series != NULL ? get_next (series) : 0; series != NULL; candidate++)
    {
      g_autofree char *number = tie_number_series_format (series, candidate);
      gboolean is_used = FALSE;
      gboolean is_there = FALSE;

      if (!tie_number_table_is_used (db, id, number, NULL, &is_used, error) ||
          (!is_used && !(lacks & TIE_LACKS_OUR_NUMBERS) && !tie_sync_table_has_number (db, connection, kind, number, &is_there, error)))
        return NULL;
      if (is_there)
        {
          g_free (last);
          last = g_steal_pointer (&number);
        }
      if (is_used || is_there)
        continue;
      if (take && !set_next (db, series, candidate + 1, error))
        return NULL;
      if (passed != NULL)
        *passed = g_steal_pointer (&last);
      return g_steal_pointer (&number);
    }
  return NULL;
}

char *
tie_number_table_find_next (TieDb *db,
                            const char *id,
                            gboolean take,
                            char **passed,
                            GError **error)
{
  GError *local_error = NULL;
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  if (connection == NULL)
    return take ? tie_number_table_take (db, id, error) : tie_number_table_peek (db, id, error);
  return tie_number_table_find_apart (db, id, connection->id, g_str_equal (id, TIE_NUMBER_SERIES_CREDIT) ? TIE_KIND_SALES_CREDIT : TIE_KIND_SALES_INVOICE, take, passed, error);
}

gboolean
tie_number_table_claim (TieDb *db,
                        const char *id,
                        const char *number,
                        GError **error)
{
  g_autoptr (TieNumberSeries) series = get_series (db, id, error);
  gint64 value = 0;

  if (series == NULL)
    return FALSE;
  if (!tie_number_series_parse (series, number, &value) || value != get_next (series))
    return TRUE;
  return set_next (db, series, value + 1, error);
}

gboolean
tie_number_table_release (TieDb *db,
                          const char *id,
                          const char *number,
                          gboolean *must_stay,
                          GError **error)
{
  g_autoptr (TieNumberSeries) series = get_series (db, id, error);
  gint64 value = 0;

  *must_stay = FALSE;
  if (series == NULL)
    return FALSE;
  if (!tie_number_series_parse (series, number, &value) || value >= get_next (series))
    return TRUE;
  if (value < get_next (series) - 1)
    {
      *must_stay = TRUE;
      return TRUE;
    }
  return set_next (db, series, value, error);
}
