/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the Tie-Out of a practice takes:  tie-out FILE.tieout TIMES
 * Prints a line for each time: milliseconds, the same of processor time, how many records differ. */
#define G_LOG_DOMAIN "bench-tie-out"
#include "config.h"

#include <stdlib.h>
#include <time.h>

#include "store/tie-comparison-table.h"
#include "store/tie-connection-table.h"

#define LAST_DAY "2026-12-31"

static double
processor_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

static gboolean
read_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  TieComparison **comparison = user_data;
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, error);

  *comparison = connection != NULL ? tie_comparison_table_read (db, connection->id, NULL, LAST_DAY, error) : NULL;
  return *comparison != NULL;
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieStore) store = argc == 3 ? tie_store_open (argv[1], TIE_STORE_OPEN, &error) : NULL;

  if (store == NULL)
    g_error ("%s", error != NULL ? error->message : "say which practice, and how often");
  for (int i = 0; i < atoi (argv[2]); i++)
    {
      g_autoptr (TieComparison) comparison = NULL;
      gint64 start = g_get_monotonic_time ();
      double worked = processor_ms ();

      if (!tie_store_run (store, TIE_STORE_READ, read_func, &comparison, &error))
        g_error ("%s", error != NULL ? error->message : "the practice is not connected");
      g_print ("%.1f\t%.1f\t%u\n", (double) (g_get_monotonic_time () - start) / 1000, processor_ms () - worked, comparison->differences->len);
    }
  tie_store_close (store);
  return 0;
}
