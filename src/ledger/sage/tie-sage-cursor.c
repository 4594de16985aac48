/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage-cursor"
#include "config.h"

#include "base/tie-date.h"
#include "ledger/sage/tie-sage-cursor.h"
#include "ledger/sage/tie-sage-limits.h"

/* "list 0 0 3 250 1 BEGUN SINCE SEEN SINCE SEEN": a dash for none. */
#define N_FIELDS (7 + 2 * TIE_SAGE_MAX_LISTS)
#define OVERLAP 2 /* seconds beside those that reading took */

static char *
parse_moment (const char *text)
{
  return g_str_equal (text, "-") ? NULL : tie_date_normalise (text);
}

static TieSageCursor *
cursor_new (void)
{
  TieSageCursor *self = g_new0 (TieSageCursor, 1);

  self->is_list = TRUE;
  self->page = 1;
  self->total = -1;
  return self;
}

TieSageCursor *
tie_sage_cursor_parse (const char *text)
{
  g_auto (GStrv) fields = g_strsplit (text != NULL ? text : "", " ", -1);
  g_autoptr (TieSageCursor) self = cursor_new ();

  if (g_strv_length (fields) != N_FIELDS || (!g_str_equal (fields[0], "list") && !g_str_equal (fields[0], "changes")))
    return g_steal_pointer (&self);
  self->is_list = g_str_equal (fields[0], "list");
  self->n = (guint) g_ascii_strtoull (fields[1], NULL, 10);
  self->is_deleted = g_str_equal (fields[2], "1");
  self->page = (guint) g_ascii_strtoull (fields[3], NULL, 10);
  self->total = g_ascii_strtoll (fields[4], NULL, 10);
  self->is_long = g_str_equal (fields[5], "1");
  self->begun = parse_moment (fields[6]);
  for (guint i = 0; i < TIE_SAGE_MAX_LISTS; i++)
    {
      self->since[i] = parse_moment (fields[7 + 2 * i]);
      self->seen[i] = parse_moment (fields[8 + 2 * i]);
    }
  if (self->n < TIE_SAGE_MAX_LISTS && self->page > 0)
    return g_steal_pointer (&self);
  return cursor_new ();
}

char *
tie_sage_cursor_format (const TieSageCursor *self)
{
  GString *out = g_string_new (self->is_list ? "list" : "changes");

  g_string_append_printf (out, " %u %d %u %" G_GINT64_FORMAT " %d %s", self->n, self->is_deleted, self->page, self->total, self->is_long, self->begun != NULL ? self->begun : "-");
  for (guint i = 0; i < TIE_SAGE_MAX_LISTS; i++)
    g_string_append_printf (out, " %s %s", self->since[i] != NULL ? self->since[i] : "-", self->seen[i] != NULL ? self->seen[i] : "-");
  return g_string_free (out, FALSE);
}

void
tie_sage_cursor_free (TieSageCursor *self)
{
  g_free (self->begun);
  for (guint i = 0; i < TIE_SAGE_MAX_LISTS; i++)
    {
      g_free (self->since[i]);
      g_free (self->seen[i]);
    }
  g_free (self);
}

gboolean
tie_sage_cursor_is_beginning (const TieSageCursor *self)
{
  return self->is_list && self->n == 0 && self->page == 1;
}

static gint64
measure_seconds (const char *from,
                 const char *to)
{
  g_autoptr (GDateTime) first = from != NULL ? g_date_time_new_from_iso8601 (from, NULL) : NULL;
  g_autoptr (GDateTime) last = g_date_time_new_from_iso8601 (to, NULL);

  return first != NULL && last != NULL ? MAX (g_date_time_difference (last, first) / G_TIME_SPAN_SECOND, 0) : 0;
}

/* The latest change that was read may be one that was made while we read, behind one on a page that was read before: as much
 * time as reading took is read again.  Only the length is ours; the moment is Sage's. */
static void
set_since (TieSageCursor *self,
           const char *now)
{
  char *since = self->seen[self->n] != NULL ? tie_date_shift (self->seen[self->n], -(measure_seconds (self->begun, now) + OVERLAP)) : NULL;

  if (since == NULL)
    return;
  g_free (self->since[self->n]);
  self->since[self->n] = since;
}

/* What was deleted meanwhile moved others to pages that were read before: back over as many. */
static guint
go_back (const TieSageCursor *self,
         gint64 total)
{
  gint64 pages = (self->total - total + TIE_SAGE_MAX_PAGE - 1) / TIE_SAGE_MAX_PAGE;

  return pages < self->page ? self->page - (guint) pages : 1;
}

static void
begin_pages (TieSageCursor *self,
             gboolean is_deleted)
{
  self->is_deleted = is_deleted;
  self->page = 1;
  self->total = -1;
}

/* What was deleted is asked for first, so that the time which is read again reaches back before it, too.  A list that was empty
 * has no moment yet, and is asked nevertheless: what came since may have gone again. */
static void
begin_list (TieSageCursor *self,
            TieKind kind,
            guint n)
{
  self->n = n;
  g_clear_pointer (&self->begun, g_free);
  begin_pages (self, !self->is_list && tie_sage_entity_for_kind (kind, n)->has_changes);
}

static gboolean
begin_changes (TieSageCursor *self,
               TieKind kind)
{
  gboolean has_more = self->is_list && self->is_long;

  for (guint i = 0; i < TIE_SAGE_MAX_LISTS; i++)
    g_clear_pointer (&self->seen[i], g_free);
  self->is_list = FALSE;
  self->is_long = FALSE;
  begin_list (self, kind, 0);
  return has_more;
}

gboolean
tie_sage_cursor_advance (TieSageCursor *self,
                         TieKind kind,
                         gint64 total,
                         guint next_page,
                         const char *now)
{
  gboolean has_shrunk = self->total >= 0 && total >= 0 && total < self->total && self->page > 1;

  if (self->begun == NULL)
    self->begun = g_strdup (now);
  if (has_shrunk || next_page > self->page)
    {
      self->page = has_shrunk ? go_back (self, total) : next_page;
      self->total = total;
      self->is_long = TRUE;
      return TRUE;
    }
  if (self->is_deleted)
    {
      begin_pages (self, FALSE);
      return TRUE;
    }
  set_since (self, now);
  if (tie_sage_entity_for_kind (kind, self->n + 1) == NULL)
    return begin_changes (self, kind);
  begin_list (self, kind, self->n + 1);
  return TRUE;
}
