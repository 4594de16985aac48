/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-user"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "model/tie-employee.h"
#include "model/tie-user.h"

static const TieChoice roles[] = {
  { TIE_ROLE_ADMINISTRATOR, N_ ("Administrator") },
  { TIE_ROLE_BOOKKEEPER, N_ ("Bookkeeper") },
  { TIE_ROLE_STAFF, N_ ("Staff") },
  { NULL },
};

static const TieField user_fields[] = {
  [TIE_USER_NAME] = { "name", N_ ("Name"), TIE_FIELD_TEXT, 200, TIE_FIELD_REQUIRED },
  [TIE_USER_LOGIN] = { "login", N_ ("Desktop account"), TIE_FIELD_TEXT, 200, TIE_FIELD_REQUIRED },
  [TIE_USER_ROLE] = { "role", N_ ("Role"), TIE_FIELD_CHOICE, 0, TIE_FIELD_REQUIRED, roles },
  [TIE_USER_MAY_SYNC] = { "may_sync", N_ ("Sync"), TIE_FIELD_BOOLEAN },
  [TIE_USER_EMPLOYEE] = { "employee", N_ ("Employee"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_employee_get_type },
};

TIE_DEFINE_RECORD (TieUser, tie_user, "practice_user", user_fields)

typedef struct
{
  const char *label;
  gboolean bookkeeper;
  gboolean needs_sync; /* of a bookkeeper: only where it is granted */
} Right;

static const Right rights[] = {
  [TIE_RIGHT_BILLING] = { N_ ("Billing"), TRUE, FALSE },
  [TIE_RIGHT_APPROVE] = { N_ ("Approve"), TRUE, FALSE },
  [TIE_RIGHT_SYNC] = { N_ ("Sync"), TRUE, TRUE },
  [TIE_RIGHT_SET_UP] = { N_ ("Setup"), FALSE, FALSE },
};

gboolean
tie_user_may (TieUser *user,
              TieRight right)
{
  const char *role;

  g_return_val_if_fail (right > 0 && right < G_N_ELEMENTS (rights), FALSE);

  if (user == NULL)
    return FALSE;
  role = tie_record_get_text (TIE_RECORD (user), TIE_USER_ROLE);
  if (g_str_equal (role, TIE_ROLE_ADMINISTRATOR))
    return TRUE;
  if (!g_str_equal (role, TIE_ROLE_BOOKKEEPER) || !rights[right].bookkeeper)
    return FALSE;
  return !rights[right].needs_sync || tie_record_get_integer (TIE_RECORD (user), TIE_USER_MAY_SYNC) != 0;
}

char *
tie_right_dup_refusal (TieRight right,
                       const char *administrator)
{
  g_return_val_if_fail (right > 0 && right < G_N_ELEMENTS (rights), NULL);

  if (tie_text_is_empty (administrator))
    /* Translators: %s is a permission such as "Sync" */
    return g_strdup_printf (_ ("You need the %s permission."), _ (rights[right].label));
  /* Translators: a permission such as "Sync", and an administrator's name */
  return g_strdup_printf (_ ("You need the %s permission. Ask %s."), _ (rights[right].label), administrator);
}
