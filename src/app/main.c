/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tieout"
#include "config.h"

#include <locale.h>
#include <string.h>

#include <glib/gi18n.h>

#include "app/tie-application.h"
#include "app/tie-commands.h"
#include "ledger/tie-package.h"

/* No word, a file, or what the desktop's activation says: the window. */
static gboolean
is_for_window (const char *word)
{
  return word == NULL || g_str_has_prefix (word, "--gapplication-") || g_str_has_suffix (word, ".tieout")
         || g_str_has_prefix (word, "file:") || g_file_test (word, G_FILE_TEST_IS_REGULAR);
}

static int
run_window (int argc,
            char **argv)
{
  g_autoptr (TieApplication) application = tie_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}

/* "demo", alone or with the package whose sandbox company is wanted (out, nullable): the window. */
static gboolean
is_demo_for_window (int argc,
                    char **argv,
                    const char **package)
{
  const char *name = NULL;

  *package = NULL;
  if (argc < 2 || !g_str_equal (argv[1], "demo"))
    return FALSE;
  if (argc == 2)
    return TRUE;
  if (argc == 4 && g_str_equal (argv[2], "--sandbox"))
    name = argv[3];
  else if (argc == 3 && g_str_has_prefix (argv[2], "--sandbox="))
    name = argv[2] + strlen ("--sandbox=");
  if (tie_package_find (name) != NULL)
    *package = name;
  return *package != NULL;
}

/* The demo practice in a window: of the program that runs already, where there is one. */
static int
run_demo_window (char **argv,
                 const char *package)
{
  g_autoptr (TieApplication) application = tie_application_new ();
  g_autoptr (GError) error = NULL;

  if (!g_application_register (G_APPLICATION (application), NULL, &error))
    {
      g_printerr ("tieout: %s\n", error->message);
      return TIE_EXIT_FAILED;
    }
  if (package != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (application), "demo-of", g_variant_new_string (package));
  else
    g_action_group_activate_action (G_ACTION_GROUP (application), "demo", NULL);
  return g_application_run (G_APPLICATION (application), 1, argv);
}

/* Nothing of GTK, GSettings, D-Bus or GIO's modules is touched before it is known what is wanted: a command starts as
 * quickly as a program of a few lines. */
int
main (int argc,
      char **argv)
{
  const char *word = argc > 1 ? argv[1] : NULL;
  const char *package = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (g_strcmp0 (word, "--help") == 0 || g_strcmp0 (word, "-h") == 0 || g_strcmp0 (word, "help") == 0)
    {
      tie_commands_print_usage ();
      return TIE_EXIT_DONE;
    }
  if (g_strcmp0 (word, "--version") == 0)
    {
      g_print ("tieout %s\n", PACKAGE_VERSION);
      return TIE_EXIT_DONE;
    }
  if (is_demo_for_window (argc, argv, &package))
    return run_demo_window (argv, package);
  if (tie_commands_is_command (word))
    return tie_commands_run (argc - 1, argv + 1);
  if (is_for_window (word))
    return run_window (argc, argv);

  tie_commands_print_usage ();
  return TIE_EXIT_USAGE;
}
