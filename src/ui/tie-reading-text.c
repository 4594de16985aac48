/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-reading-text"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-reading-text.h"

char *
tie_reading_text_make (TieCompany *company)
{
  const char *package = tie_company_get_package (company)->short_name;
  guint waiting = tie_company_get_waiting (company);
  g_autofree char *rows = NULL;
  g_autofree char *wait = NULL;
  guint progress = 0;

  g_object_get (company, "progress", &progress, NULL);
  if (waiting == 0)
    return g_strdup_printf (ngettext ("Reading from %s… %'u row", "Reading from %s… %'u rows", progress), package, progress);
  if (tie_company_get_state (company) == TIE_COMPANY_OFFLINE)
    wait = g_strdup_printf (ngettext ("No connection. Trying again in %u s.", "No connection. Trying again in %u s.", waiting), waiting);
  else
    /* Translators: the package, which lets a program ask only so often */
    wait = g_strdup_printf (ngettext ("%s takes no more calls for now. Going on in %u s.", "%s takes no more calls for now. Going on in %u s.", waiting), package, waiting);
  if (progress == 0)
    return g_steal_pointer (&wait);
  rows = g_strdup_printf (ngettext ("%'u row read so far.", "%'u rows read so far.", progress), progress);
  /* Translators: two sentences: why a reading waits, and how far it is */
  return g_strdup_printf (C_ ("two sentences", "%s %s"), wait, rows);
}
