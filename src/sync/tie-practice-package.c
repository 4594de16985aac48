/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-practice-package"
#include "config.h"

#include <glib/gi18n.h>

#include "store/tie-activity-table.h"
#include "sync/tie-practice-package.h"

const TiePackage *
tie_practice_package_find (const TieConnection *connection,
                           const char *chosen)
{
  const TiePackage *own = connection != NULL ? tie_package_find (connection->package) : NULL;
  const TiePackage *other = own == NULL || connection->connected == NULL ? tie_package_find (chosen) : NULL;

  if (other != NULL)
    return other;
  return own != NULL ? own : *tie_package_list ();
}

/* It is only about a name in a sentence: whoever cannot read the file says so with the next statement. */
const TiePackage *
tie_practice_package_read (TieDb *db)
{
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, NULL);
  g_autofree char *chosen = tie_setting_table_get (db, TIE_SETTING_INTEGRATION, NULL);

  return tie_practice_package_find (connection, chosen);
}

const char *
tie_practice_package_read_name (TieDb *db)
{
  return tie_practice_package_read (db)->short_name;
}

char *
tie_practice_package_dup_lack (const TieConnection *connection,
                               TieLacks lack)
{
  const char *package = tie_practice_package_find (connection, NULL)->short_name;

  if (connection == NULL || !(connection->lacks & lack))
    return NULL;
  switch (lack)
    {
    case TIE_LACKS_EMPLOYEES:
      /* Translators: %s is an accounting package */
      return g_strdup_printf (_ ("%s has no employee list"), package);
    case TIE_LACKS_SUB_CUSTOMERS:
      /* Translators: %s is an accounting package */
      return g_strdup_printf (_ ("%s has no sub-customers"), package);
    case TIE_LACKS_TYPED_ID:
      /* Translators: %s is an accounting package */
      return g_strdup_printf (_ ("%s does not take a typed AccsID"), package);
    default: /* these keep nobody from anything */
      return NULL;
    }
}
