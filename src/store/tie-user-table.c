/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-user-table"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "store/tie-db.h"
#include "store/tie-record-table.h"
#include "store/tie-user-table.h"

TieUser *
tie_user_table_find (TieDb *db,
                     GError **error)
{
  g_autofree char *login = tie_text_clean (g_get_user_name ());
  g_autoptr (GPtrArray) found = tie_record_table_list_where (db, TIE_TYPE_USER, TIE_USER_LOGIN, login, error);

  return found != NULL && found->len > 0 ? g_object_ref (found->pdata[0]) : NULL;
}

/* GLib says "Unknown" where the system knows no name. */
static char *
make_name (const char *login)
{
  g_autofree char *name = tie_text_clean (g_get_real_name ());

  return g_strdup (tie_text_is_empty (name) || g_str_equal (name, "Unknown") ? login : name);
}

static TieUser *
add_user (TieDb *db,
          const char *role,
          GError **error)
{
  g_autoptr (TieUser) user = tie_user_new (NULL);
  TieRecord *record = TIE_RECORD (user);
  g_autofree char *login = tie_text_clean (g_get_user_name ());
  g_autofree char *name = make_name (login);

  tie_record_set_text (record, TIE_USER_LOGIN, login);
  tie_record_set_text (record, TIE_USER_NAME, name);
  tie_record_set_text (record, TIE_USER_ROLE, role);
  tie_record_set_integer (record, TIE_USER_MAY_SYNC, g_str_equal (role, TIE_ROLE_ADMINISTRATOR));
  return tie_record_table_save (db, record, error) ? g_steal_pointer (&user) : NULL;
}

static TieUser *
find_or_add (TieDb *db,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  TieUser *user = tie_user_table_find (db, &local_error);
  gint64 n_users;

  if (user != NULL)
    return user;
  n_users = local_error == NULL ? tie_record_table_count (db, TIE_TYPE_USER, &local_error) : -1;
  if (n_users < 0)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return add_user (db, n_users == 0 ? TIE_ROLE_ADMINISTRATOR : TIE_ROLE_STAFF, error);
}

char *
tie_user_table_get_current (TieDb *db,
                            GError **error)
{
  g_autoptr (TieUser) user = find_or_add (db, error);

  return user != NULL ? g_strdup (tie_record_get_name (TIE_RECORD (user))) : NULL;
}

char *
tie_user_table_get_administrator (TieDb *db,
                                  GError **error)
{
  return tie_db_get_text (db, error, "SELECT name FROM practice_user WHERE role = '" TIE_ROLE_ADMINISTRATOR "' ORDER BY sort_key, id LIMIT 1", "");
}

gboolean
tie_user_table_check (TieDb *db,
                      TieRight right,
                      GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieUser) user = tie_user_table_find (db, &local_error);
  g_autofree char *administrator = NULL;
  g_autofree char *refusal = NULL;

  if (local_error == NULL && tie_user_may (user, right))
    return TRUE;
  if (local_error == NULL)
    administrator = tie_user_table_get_administrator (db, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  refusal = tie_right_dup_refusal (right, administrator);
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_NOT_ALLOWED, refusal);
  return FALSE;
}

gboolean
tie_user_table_make_administrator (TieDb *db,
                                   GError **error)
{
  g_autoptr (TieUser) user = find_or_add (db, error);

  if (user == NULL)
    return FALSE;
  tie_record_set_text (TIE_RECORD (user), TIE_USER_ROLE, TIE_ROLE_ADMINISTRATOR);
  return tie_record_table_save (db, TIE_RECORD (user), error);
}

gboolean
tie_user_table_check_administrator (TieDb *db,
                                    GError **error)
{
  gint64 n = 0;

  if (!tie_db_get_integer (db, 0, &n, error, "SELECT count(*) FROM practice_user WHERE role = '" TIE_ROLE_ADMINISTRATOR "'", ""))
    return FALSE;
  if (n > 0)
    return TRUE;
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("A practice needs an administrator. Make someone else one first."));
  return FALSE;
}
