/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a file of fees, maps its columns and matches so many made-up projects with it:  fee-file FILE PROJECTS
 * Prints "ROWS MATCHED PEAK-MIB". */
#include "config.h"

#include <stdlib.h>
#include <sys/resource.h>

#include "fees/tie-fee-file.h"
#include "fees/tie-fee-match.h"

/* Every fourth client of the file has a project, as clients are numbered there. */
static guint
match_all (const TieFeeRows *rows,
           guint n_projects)
{
  g_autoptr (TieFeeIndex) index = tie_fee_index_new (rows);
  guint n_matched = 0;

  for (guint i = 0; i < n_projects; i++)
    {
      char number[16];
      const TieFeeProject project = { .id = "p", .name = "", .contact = "", .contact_name = "", .number = number, .link_key = "", .link_tin = "", .module = 'I', .tax_year = 2025 };
      TieFeeMatch match;

      g_snprintf (number, sizeof number, "C%06u", i * 4);
      tie_fee_index_match (index, &project, &match);
      n_matched += match.code == TIE_FEE_OK;
    }
  return n_matched;
}

int
main (int argc,
      char **argv)
{
  g_autoptr (TieFeeFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *contents = NULL;
  gsize length;
  struct rusage usage;
  guint n_matched;

  if (argc != 3 || !g_file_get_contents (argv[1], &contents, &length, NULL))
    return 2;
  bytes = g_bytes_new_take (g_steal_pointer (&contents), length);
  file = tie_fee_file_new (bytes, "file:///fees.csv", "fees.csv", "2026-03-14T18:00:00Z");
  if (!tie_fee_file_read (file, NULL))
    {
      g_printerr ("%s\n", file->problem);
      return 1;
    }
  n_matched = match_all (file->rows, (guint) atoi (argv[2]));
  getrusage (RUSAGE_SELF, &usage);
  g_print ("%u %u %ld\n", tie_fee_rows_get_n (file->rows), n_matched, usage.ru_maxrss / 1024);
  return 0;
}
