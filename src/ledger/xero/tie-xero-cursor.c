/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-cursor"
#include "config.h"

#include "base/tie-date.h"
#include "ledger/xero/tie-xero-cursor.h"

#define MOST_PAGES 100000

static gboolean
parse_place (TieXeroCursor *self,
             const char *text,
             guint n_sources)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", -1);
  guint64 source = 0, page = 0;

  if (g_strv_length (parts) != 3 || !(g_str_equal (parts[0], "list") || g_str_equal (parts[0], "since")))
    return FALSE;
  if (!g_ascii_string_to_unsigned (parts[1], 10, 0, n_sources - 1, &source, NULL) ||
      !g_ascii_string_to_unsigned (parts[2], 10, 1, MOST_PAGES, &page, NULL))
    return FALSE;
  self->is_list = g_str_equal (parts[0], "list");
  self->source = (guint) source;
  self->page = (guint) page;
  return TRUE;
}

static gboolean
parse_moments (TieXeroCursor *self,
               const char *text,
               guint n_sources)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  if (g_strv_length (parts) != n_sources)
    return FALSE;
  for (guint i = 0; i < n_sources; i++)
    {
      self->since[i] = *parts[i] != '\0' ? tie_date_normalise (parts[i]) : NULL;
      if (*parts[i] != '\0' && self->since[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

TieXeroCursor *
tie_xero_cursor_parse (const char *text,
                       guint n_sources)
{
  g_autoptr (TieXeroCursor) self = g_new0 (TieXeroCursor, 1);
  g_auto (GStrv) halves = g_strsplit (text != NULL ? text : "", "@", 2);

  g_return_val_if_fail (n_sources > 0 && n_sources <= TIE_XERO_MAX_SOURCES, NULL);

  if (g_strv_length (halves) == 2 && parse_place (self, halves[0], n_sources) && parse_moments (self, halves[1], n_sources))
    return g_steal_pointer (&self);

  tie_xero_cursor_free (g_steal_pointer (&self));
  self = g_new0 (TieXeroCursor, 1);
  self->is_list = TRUE;
  self->page = 1;
  return g_steal_pointer (&self);
}

char *
tie_xero_cursor_format (const TieXeroCursor *self,
                        guint n_sources)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s:%u:%u@", self->is_list ? "list" : "since", self->source, self->page);
  for (guint i = 0; i < n_sources; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", self->since[i] != NULL ? self->since[i] : "");
  return g_string_free (text, FALSE);
}

void
tie_xero_cursor_free (TieXeroCursor *self)
{
  for (guint i = 0; i < TIE_XERO_MAX_SOURCES; i++)
    g_free (self->since[i]);
  g_free (self);
}
