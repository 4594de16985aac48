/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-cursor"
#include "config.h"

#include <string.h>

#include "base/tie-date.h"
#include "ledger/quickbooks/tie-quickbooks-cursor.h"
#include "ledger/quickbooks/tie-quickbooks-limits.h"

#define DAY (24 * 60 * 60)

/* "1001@…": the number, and what stands behind it; 0 when it is none. */
static guint
parse_start (const char *text,
             const char **rest)
{
  char *end = NULL;
  guint64 start = g_ascii_isdigit (*text) ? g_ascii_strtoull (text, &end, 10) : 0;

  if (start == 0 || start > G_MAXINT || *end != '@')
    return 0;
  *rest = end + 1;
  return (guint) start;
}

/* The moment in our own form, which sorts as text; NULL for anything else. */
static char *
parse_moment (const char *text)
{
  return text != NULL ? tie_date_normalise (text) : NULL;
}

static gboolean
parse_list (TieQuickbooksCursor *self,
            const char *text)
{
  const char *rest = NULL;

  self->mode = TIE_QUICKBOOKS_LIST;
  self->start = parse_start (text, &rest);
  self->since = self->start > 0 ? parse_moment (rest) : NULL;
  return self->since != NULL;
}

static gboolean
parse_changes (TieQuickbooksCursor *self,
               TieQuickbooksCursorMode mode,
               const char *text,
               const char *now)
{
  g_autofree char *oldest = tie_date_shift (now, -TIE_QUICKBOOKS_CHANGE_DAYS * DAY);

  self->mode = mode;
  self->since = parse_moment (text);
  return self->since != NULL && strcmp (self->since, oldest) >= 0;
}

static gboolean
parse_changed_list (TieQuickbooksCursor *self,
                    const char *text)
{
  const char *rest = NULL;
  g_auto (GStrv) moments = NULL;

  self->mode = TIE_QUICKBOOKS_CHANGED_LIST;
  self->start = parse_start (text, &rest);
  if (self->start == 0)
    return FALSE;
  moments = g_strsplit (rest, ",", 2);
  self->since = parse_moment (moments[0]);
  self->next = moments[0] != NULL ? parse_moment (moments[1]) : NULL;
  return self->since != NULL && self->next != NULL;
}

TieQuickbooksCursor *
tie_quickbooks_cursor_parse (const char *text,
                             const char *now)
{
  g_autoptr (TieQuickbooksCursor) self = g_new0 (TieQuickbooksCursor, 1);
  gboolean is_good = FALSE;

  if (text != NULL && g_str_has_prefix (text, "page:"))
    is_good = parse_list (self, text + strlen ("page:"));
  else if (text != NULL && g_str_has_prefix (text, "since:"))
    is_good = parse_changes (self, TIE_QUICKBOOKS_CHANGES, text + strlen ("since:"), now);
  else if (text != NULL && g_str_has_prefix (text, "after:"))
    is_good = parse_changes (self, TIE_QUICKBOOKS_CHANGES_AFTER_LIST, text + strlen ("after:"), now);
  else if (text != NULL && g_str_has_prefix (text, "changed:"))
    is_good = parse_changed_list (self, text + strlen ("changed:"));
  if (is_good)
    return g_steal_pointer (&self);

  tie_quickbooks_cursor_free (g_steal_pointer (&self));
  self = g_new0 (TieQuickbooksCursor, 1);
  self->mode = TIE_QUICKBOOKS_LIST;
  self->start = 1;
  return g_steal_pointer (&self);
}

char *
tie_quickbooks_cursor_format (TieQuickbooksCursorMode mode,
                              guint start,
                              const char *since,
                              const char *next)
{
  switch (mode)
    {
    case TIE_QUICKBOOKS_LIST:
      return g_strdup_printf ("page:%u@%s", start, since);
    case TIE_QUICKBOOKS_CHANGES:
      return g_strdup_printf ("since:%s", since);
    case TIE_QUICKBOOKS_CHANGES_AFTER_LIST:
      return g_strdup_printf ("after:%s", since);
    case TIE_QUICKBOOKS_CHANGED_LIST:
      return g_strdup_printf ("changed:%u@%s,%s", start, since, next);
    default:
      g_return_val_if_reached (NULL);
    }
}

void
tie_quickbooks_cursor_free (TieQuickbooksCursor *self)
{
  g_free (self->since);
  g_free (self->next);
  g_free (self);
}
