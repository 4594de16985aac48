/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-package"
#include "config.h"

#include <string.h>

#include "ledger/quickbooks/tie-quickbooks.h"
#include "ledger/sage/tie-sage.h"
#include "ledger/tie-package.h"
#include "ledger/xero/tie-xero.h"

static const TiePackage *const packages[] = { &tie_quickbooks_package, &tie_xero_package, &tie_sage_package, NULL };

void
tie_package_company_free (TiePackageCompany *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

const TiePackage *
tie_package_find (const char *id)
{
  for (guint i = 0; packages[i] != NULL; i++)
    {
      if (g_strcmp0 (packages[i]->id, id) == 0)
        return packages[i];
    }
  return NULL;
}

const TiePackage *const *
tie_package_list (void)
{
  return packages;
}

char *
tie_package_dup_base (const char *uri)
{
  char *copy = g_strdup (uri);

  while (copy != NULL && g_str_has_suffix (copy, "/"))
    copy[strlen (copy) - 1] = '\0';
  return copy;
}

char *
tie_package_dup_uri (const char *uri,
                     const char *environment,
                     const char *base_uri)
{
  g_autoptr (GUri) parsed = NULL;
  g_autofree char *base = NULL;

  g_return_val_if_fail (uri != NULL, NULL);
  g_return_val_if_fail (environment != NULL, NULL);

  if (!g_str_equal (environment, "local"))
    return g_strdup (uri);
  parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  base = tie_package_dup_base (base_uri);
  return g_strconcat (base, parsed != NULL ? g_uri_get_path (parsed) : NULL, NULL);
}
