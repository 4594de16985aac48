/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The command line: the same rooms as the window, without a display. */
typedef enum
{
  TIE_EXIT_DONE = 0,
  TIE_EXIT_ATTENTION = 1, /* done, but something needs attention; each is named on stderr */
  TIE_EXIT_USAGE = 2,
  TIE_EXIT_FAILED = 3, /* could not run */
} TieExit;

gboolean tie_commands_is_command (const char *word);

/* argv[0] is the command's name.  Gives the exit status. */
int tie_commands_run (int argc, char **argv);

/* The text of "tieout --help". */
void tie_commands_print_usage (void);

/* The commands themselves; argv[0] is the command's own name. */
int tie_command_automatch (int argc, char **argv);
int tie_command_backup (int argc, char **argv);
int tie_command_connect (int argc, char **argv);
int tie_command_connection (int argc, char **argv);
int tie_command_demo (int argc, char **argv);
int tie_command_disconnect (int argc, char **argv);
int tie_command_export (int argc, char **argv);
int tie_command_fees (int argc, char **argv);
int tie_command_files (int argc, char **argv);
int tie_command_import (int argc, char **argv);
int tie_command_invoice (int argc, char **argv);
int tie_command_match (int argc, char **argv);
int tie_command_new (int argc, char **argv);
int tie_command_pull (int argc, char **argv);
int tie_command_report (int argc, char **argv);
int tie_command_statement (int argc, char **argv);
int tie_command_status (int argc, char **argv);
int tie_command_sync (int argc, char **argv);

G_END_DECLS
