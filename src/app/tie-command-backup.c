/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-backup"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/tie-command-session.h"
#include "store/tie-backup.h"

static char *
make_dated_name (const char *practice)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d %H-%M-%S");
  g_autofree char *folder = g_path_get_dirname (practice);
  g_autofree char *base = g_path_get_basename (practice);
  g_autofree char *name = NULL;

  if (g_str_has_suffix (base, ".tieout"))
    base[strlen (base) - strlen (".tieout")] = '\0';
  name = g_strdup_printf ("%s %s.tieout", base, date);
  return g_build_filename (folder, name, NULL);
}

static gboolean
write_backup (TieDb *db,
              gpointer target,
              GError **error)
{
  return tie_backup_write (db, target, error);
}

int
tie_command_backup (int argc,
                    char **argv)
{
  g_autoptr (TieCommandSession) session = tie_command_session_parse (argc, argv, NULL, _ ("[FILE]"), _ ("Writes one consistent copy of the practice, also while it is in use."), 0, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *target = NULL;

  if (session == NULL)
    return TIE_EXIT_USAGE;
  if (!tie_command_session_open (session))
    return session->status;

  target = session->rest[0] != NULL ? g_strdup (session->rest[0]) : make_dated_name (session->practice);
  if (!tie_store_run (session->store, TIE_STORE_READ, write_backup, target, &error))
    return tie_command_fail (target, error);

  g_print ("%s\n", target);
  return TIE_EXIT_DONE;
}
