/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-new"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-command-session.h"
#include "base/tie-error.h"
#include "base/tie-text.h"
#include "store/tie-activity-table.h"

static gboolean
write_firm (TieDb *db,
            gpointer data,
            GError **error)
{
  return tie_setting_table_set (db, "firm", data, error);
}

int
tie_command_new (int argc,
                 char **argv)
{
  g_autofree char *firm = NULL;
  const GOptionEntry entries[] = {
    { "firm", 0, 0, G_OPTION_ARG_STRING, &firm, N_ ("name of the firm"), N_ ("NAME") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (TieCommandSession) session = tie_command_session_parse (argc, argv, entries, "--practice FILE --firm NAME", _ ("Makes an empty practice."), 0, 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = tie_text_clean (firm);

  if (session == NULL)
    return TIE_EXIT_USAGE;
  if (session->practice == NULL || *name == '\0')
    {
      g_printerr ("tieout new: %s\n", _ ("Give --practice and --firm."));
      return TIE_EXIT_USAGE;
    }
  if (g_file_test (session->practice, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (&error, TIE_ERROR, TIE_ERROR_INVALID, _ ("This file exists already. Nothing was changed in it."));
      return tie_command_fail (session->practice, error);
    }

  session->store = tie_store_open (session->practice, TIE_STORE_CREATE, &error);
  if (session->store == NULL || !tie_store_run (session->store, TIE_STORE_WRITE, write_firm, name, &error))
    return tie_command_fail (session->practice, error);
  return TIE_EXIT_DONE;
}
