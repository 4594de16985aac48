/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-demo-rows"
#include "config.h"

#include "app/tie-demo-rows.h"
#include "base/tie-csv.h"
#include "sandbox/tie-sandbox.h"

/* Of every eight contacts two are written differently than in the company and two are not there at all. */
static char *
vary (const char *name,
      guint row)
{
  g_auto (GStrv) words = NULL;

  switch (row % 8)
    {
    case 0:
      return g_strconcat (name, " LLC", NULL);
    case 1:
      words = g_strsplit (name, " ", 2);
      return g_strdup_printf ("%s, %s", words[1], words[0]);
    case 2:
    case 3:
      return g_strconcat ("New ", name, " Partners", NULL);
    default:
      return g_strdup (name);
    }
}

GBytes *
tie_demo_make_contacts (guint rows,
                        guint32 seed)
{
  g_autoptr (TieCsvWriter) csv = tie_csv_writer_new (',');
  g_auto (GStrv) names = tie_sandbox_make_names (rows, seed);

  tie_csv_writer_add (csv, "Name");
  tie_csv_writer_add (csv, "Email");
  tie_csv_writer_end_row (csv);
  for (guint i = 0; i < rows; i++)
    {
      g_autofree char *name = vary (names[i], i);
      g_autofree char *email = i % 3 == 0 ? g_strdup_printf ("office%u@example.com", i + 1) : NULL;

      tie_csv_writer_add (csv, name);
      tie_csv_writer_add (csv, email);
      tie_csv_writer_end_row (csv);
    }

  return tie_csv_writer_finish (csv);
}
