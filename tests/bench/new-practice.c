/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes an empty practice file, as Start Your Practice does:  new-practice FILE */
#include "config.h"

#include "store/tie-store.h"

int
main (int argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieStore) store = argc == 2 ? tie_store_open (argv[1], TIE_STORE_CREATE, &error) : NULL;

  if (store == NULL)
    {
      g_printerr ("new-practice: %s\n", error != NULL ? error->message : "say which file");
      return 1;
    }
  tie_store_close (store);
  return 0;
}
