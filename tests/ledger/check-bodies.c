/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "check-bodies"
#include "config.h"

#include <glib.h>

#include "body-check.h"
#include "sage-check.h"

/* check-bodies JOURNAL: what the tests in other languages ask about the journal of a sandbox company that they saved; says how
 * many bodies QuickBooks or Sage would have taken, or which it would not. */
int
main (int argc,
      char **argv)
{
  g_autofree char *journal = NULL;
  g_autoptr (GError) error = NULL;
  int n, of_sage = -1;

  g_test_init (&argc, &argv, NULL);
  if (argc != 2)
    return 2;
  n = g_file_get_contents (argv[1], &journal, NULL, &error) ? body_check_journal (journal, &error) : -1;
  if (n >= 0)
    of_sage = sage_check_journal (journal, &error);
  if (of_sage < 0)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_print ("%d\n", n + of_sage);
  return 0;
}
