/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-commands"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/tie-commands.h"

typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  int (*run) (int argc, char **argv);
} Command;

static const Command commands[] = {
  { "automatch", "LEFT.csv RIGHT.csv", N_ ("pair two lists of names"), tie_command_automatch },
  { "backup", "[FILE]", N_ ("write one consistent copy of the practice"), tie_command_backup },
  { "connect", "--sandbox URL …", N_ ("connect the practice to a company"), tie_command_connect },
  { "connection", "list|use ID|NAME", N_ ("name the companies; go on with another"), tie_command_connection },
  { "demo", "[--headless] [--sandbox NAME]", N_ ("pair the demo practice with a sandbox company"), tie_command_demo },
  { "disconnect", "", N_ ("end the sign-in; links stay"), tie_command_disconnect },
  { "export", "invoices|contacts|data", N_ ("send what is ready; or write all as CSV"), tie_command_export },
  { "fees", "check FILE|import --year Y", N_ ("look at fee files of Lacerte; bring fees over"), tie_command_fees },
  { "files", "export TARGET --out FILE|check", N_ ("write files for accounting programs"), tie_command_files },
  { "import", "payments|KIND FILE|data", N_ ("bring over payments; or read CSV files"), tie_command_import },
  { "invoice", "NUMBER… --pdf FILE", N_ ("write documents as PDF"), tie_command_invoice },
  { "match", "contacts [--dry-run]", N_ ("link contacts where the match is certain"), tie_command_match },
  { "new", "--firm NAME", N_ ("make an empty practice"), tie_command_new },
  { "pull", "", N_ ("read customers and vendors of the company"), tie_command_pull },
  { "report", "ageing|wip|realization|health", N_ ("write a report as PDF or CSV"), tie_command_report },
  { "statement", "CONTACT --pdf FILE", N_ ("write what a contact owes as PDF"), tie_command_statement },
  { "status", "[--json]", N_ ("say how practice and company stand"), tie_command_status },
  { "sync", "[--batches N]", N_ ("send what is ready, bring over what is new"), tie_command_sync },
  { NULL },
};

static const Command *
find_command (const char *word)
{
  for (gsize i = 0; commands[i].name != NULL; i++)
    {
      if (g_strcmp0 (commands[i].name, word) == 0)
        return &commands[i];
    }
  return NULL;
}

gboolean
tie_commands_is_command (const char *word)
{
  return find_command (word) != NULL;
}

int
tie_commands_run (int argc,
                  char **argv)
{
  const Command *command = find_command (argv[0]);

  g_return_val_if_fail (command != NULL, TIE_EXIT_USAGE);

  return command->run (argc, argv);
}

void
tie_commands_print_usage (void)
{
  g_print ("%s\n\n", _ ("Usage: tieout [PRACTICE.tieout]\n       tieout COMMAND [OPTION…]"));
  for (gsize i = 0; commands[i].name != NULL; i++)
    {
      /* printf() pads by bytes, and "…" has three */
      int width = 28 + (int) (strlen (commands[i].arguments) - g_utf8_strlen (commands[i].arguments, -1));

      g_print ("  %-12s %-*s %s\n", commands[i].name, width, commands[i].arguments, _ (commands[i].summary));
    }
  g_print ("\n%s\n", _ ("“tieout COMMAND --help” tells more. Every command but automatch takes --practice FILE."));
}
