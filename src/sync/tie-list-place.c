/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-list-place"
#include "config.h"

#include <string.h>

#include "store/tie-remote-table.h"
#include "store/tie-sync-table.h"
#include "sync/tie-list-place.h"

/* Names first, that people wait for; payments after what they pay. */
static const TieKind kinds[] = {
  TIE_KIND_CUSTOMER, TIE_KIND_VENDOR, TIE_KIND_EMPLOYEE, TIE_KIND_ITEM, TIE_KIND_ACCOUNT, TIE_KIND_TAX_CODE, TIE_KIND_TERM,
  TIE_KIND_SALES_INVOICE, TIE_KIND_SALES_CREDIT, TIE_KIND_SUPPLIER_INVOICE, TIE_KIND_SUPPLIER_CREDIT, TIE_KIND_REFUND, TIE_KIND_REFUND_RECEIPT,
  TIE_KIND_RECEIPT, TIE_KIND_SUPPLIER_PAYMENT,
};

/* Beside the package's own cursor stands the moment that reading a whole list began, so that what was not seen since then is
 * known to be gone at the end. */
#define WHOLE "whole "   /* "whole MOMENT CURSOR" */
#define CHANGES "since " /* "since CURSOR" */

void
tie_list_place_free (TieListPlace *self)
{
  g_free (self->cursor);
  g_free (self->began);
  g_free (self);
}

static TieListPlace *
parse_place (TieKind kind,
             const char *text)
{
  TieListPlace *self = g_new0 (TieListPlace, 1);

  self->kind = kind;
  if (text != NULL && g_str_has_prefix (text, CHANGES))
    self->cursor = g_strdup (text + strlen (CHANGES));
  else if (text != NULL && g_str_has_prefix (text, WHOLE))
    {
      const char *moment = text + strlen (WHOLE);
      const char *blank = strchr (moment, ' ');

      self->began = blank != NULL ? g_strndup (moment, (gsize) (blank - moment)) : NULL;
      self->cursor = blank != NULL ? g_strdup (blank + 1) : NULL;
    }
  return self;
}

/* One per kind, in the order in which lists are read. */
static GPtrArray *
read_places (TieDb *db,
             const char *connection,
             GError **error)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_list_place_free);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autofree char *text = tie_cursor_table_get (db, connection, kinds[i], &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      g_ptr_array_add (places, parse_place (kinds[i], text));
    }
  return g_steal_pointer (&places);
}

gboolean
tie_list_place_is_at_end (const TieListPlace *self)
{
  return self->cursor != NULL && self->began == NULL;
}

void
tie_list_place_take (TieListPlace *self,
                     const TieLedgerPage *page,
                     const char *asked)
{
  g_free (self->cursor);
  self->cursor = g_strdup (page->cursor);
  self->is_read = !page->has_more;
  if (page->is_beginning)
    {
      g_free (self->began);
      self->began = g_strdup (asked);
    }
}

/* Writes what is new in the page and the place after it, and at the end of a whole reading marks what was not seen as gone.
 * Answers how many records were new or changed, -1 on error. */
static gint64
save_place (const TieListPlace *self,
            TieDb *db,
            const char *connection,
            const TieLedgerPage *page,
            GError **error)
{
  g_autofree char *text = NULL;
  gint64 n = tie_remote_table_save_changed (db, connection, page->remotes, error);

  if (n < 0)
    return -1;
  if (self->began != NULL && self->is_read && !tie_remote_table_mark_unseen (db, connection, self->kind, self->began, error))
    return -1;
  if (self->began != NULL && !self->is_read)
    text = g_strdup_printf (WHOLE "%s %s", self->began, self->cursor);
  else if (self->cursor != NULL)
    text = g_strconcat (CHANGES, self->cursor, NULL);
  return tie_cursor_table_set (db, connection, self->kind, text, error) ? n : -1;
}

/* ---- pages ---- */

TieListPages *
tie_list_pages_new (const char *connection,
                    GPtrArray *places,
                    GPtrArray *pages)
{
  TieListPages *self = g_new0 (TieListPages, 1);

  self->connection = g_strdup (connection);
  self->places = places != NULL ? g_ptr_array_ref (places) : NULL;
  self->pages = pages;
  return self;
}

void
tie_list_pages_free (gpointer data)
{
  TieListPages *self = data;

  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_free (self->connection);
  g_free (self);
}

gboolean
tie_list_pages_save (TieDb *db,
                     gpointer data,
                     GError **error)
{
  TieListPages *self = data;

  for (guint i = 0; i < self->pages->len; i++)
    {
      gint64 n = save_place (g_ptr_array_index (self->places, i), db, self->connection, g_ptr_array_index (self->pages, i), error);

      if (n < 0)
        return FALSE;
      self->n_changed += n;
    }
  return TRUE;
}

gboolean
tie_list_pages_read_places (TieDb *db,
                            gpointer data,
                            GError **error)
{
  TieListPages *self = data;

  self->places = read_places (db, self->connection, error);
  return self->places != NULL && tie_sync_table_find_other_rates (db, self->connection, &self->has_other_rates, error);
}

/* ---- numbers ---- */

const TieKind tie_list_counted_kinds[TIE_LIST_N_COUNTED] = { TIE_KIND_CUSTOMER, TIE_KIND_VENDOR, TIE_KIND_ITEM, TIE_KIND_ACCOUNT };

TieListCounts *
tie_list_counts_new (const char *connection,
                     gint64 *there)
{
  TieListCounts *self = g_new0 (TieListCounts, 1);

  self->connection = g_strdup (connection);
  self->there = there;
  return self;
}

void
tie_list_counts_free (gpointer data)
{
  TieListCounts *self = data;

  g_free (self->connection);
  g_free (self->there);
  g_free (self);
}

gboolean
tie_list_counts_compare (TieDb *db,
                         gpointer data,
                         GError **error)
{
  TieListCounts *self = data;

  for (guint i = 0; i < TIE_LIST_N_COUNTED; i++)
    {
      gint64 here = tie_remote_table_count (db, self->connection, tie_list_counted_kinds[i], error);

      if (here < 0)
        return FALSE;
      /* More over there were made since they were asked for changes: the next reading brings them. */
      self->has_fewer[i] = self->there[i] >= 0 && self->there[i] < here;
    }
  return TRUE;
}

/* Position in the numbers; -1: of this list nothing vanishes. */
static int
find_counted (const TieListPlace *place)
{
  for (int i = 0; i < TIE_LIST_N_COUNTED; i++)
    {
      if (tie_list_counted_kinds[i] == place->kind)
        return i;
    }
  return -1;
}

gboolean
tie_list_places_need_count (GPtrArray *places)
{
  for (guint i = 0; i < places->len; i++)
    {
      const TieListPlace *place = g_ptr_array_index (places, i);

      if (place->began == NULL && find_counted (place) >= 0)
        return TRUE;
    }
  return FALSE;
}

void
tie_list_places_restart (GPtrArray *places,
                         const TieListCounts *counts)
{
  for (guint i = 0; i < places->len; i++)
    {
      TieListPlace *place = g_ptr_array_index (places, i);
      int position = find_counted (place);

      if (position < 0 || place->began != NULL || !counts->has_fewer[position])
        continue;
      g_clear_pointer (&place->cursor, g_free);
      place->is_read = FALSE;
    }
}
