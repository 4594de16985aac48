/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-user-table"
#include "config.h"

#include "base/tie-random.h"
#include "base/tie-text.h"
#include "store/tie-user-table.h"

char *
tie_user_table_get_current (TieDb *db,
                            GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *login = tie_text_clean (g_get_user_name ());
  g_autofree char *name = tie_db_get_text (db, &local_error, "SELECT name FROM practice_user WHERE login = ?", "s", login);
  g_autofree char *id = NULL;
  g_autofree char *real_name = NULL;

  if (name != NULL)
    return g_steal_pointer (&name);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  /* GLib says "Unknown" where the system knows no name. */
  real_name = tie_text_clean (g_get_real_name ());
  name = g_strdup (tie_text_is_empty (real_name) || g_str_equal (real_name, "Unknown") ? login : real_name);
  id = tie_random_uuid ();
  if (!tie_db_run (db, error, "INSERT INTO practice_user (id, login, name) VALUES (?, ?, ?)", "sss", id, login, name))
    return NULL;
  return g_steal_pointer (&name);
}
