/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-crosswalk-snapshot"
#include "config.h"

#include "base/tie-money.h"
#include "model/tie-code.h"
#include "store/tie-connection-table.h"
#include "store/tie-crosswalk-table.h"
#include "store/tie-link-table.h"
#include "sync/tie-crosswalk-snapshot.h"

TieSnapshot *
tie_snapshot_new (const char *connection,
                  TieKind kind,
                  GType local,
                  TieSnapshotParts parts)
{
  TieSnapshot *self = g_new0 (TieSnapshot, 1);

  self->connection = g_strdup (connection != NULL ? connection : "");
  self->kind = kind;
  self->local = local;
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->parts = parts;
  return self;
}

void
tie_snapshot_free (TieSnapshot *self)
{
  g_clear_pointer (&self->left, g_ptr_array_unref);
  g_clear_pointer (&self->right, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->refusals, g_ptr_array_unref);
  g_hash_table_unref (self->taken);
  g_free (self->connection);
  g_free (self);
}

static char *
dup_rate (gint64 rate)
{
  return rate != 0 ? tie_decimal_to_display (rate, 4, 2) : NULL;
}

TieRowText *
tie_snapshot_text_of_row (const TieCrosswalkRow *row)
{
  g_autofree char *rate = dup_rate (row->rate);
  const char *fields[TIE_ROW_TEXT_N_FIELDS] = {
    [TIE_ROW_TEXT_ID] = row->id,
    [TIE_ROW_TEXT_NAME] = row->name,
    [TIE_ROW_TEXT_KEY] = row->key,
    [TIE_ROW_TEXT_SHORT_NAME] = row->parent != NULL ? row->short_name : NULL,
    [TIE_ROW_TEXT_PARENT] = row->parent,
    [TIE_ROW_TEXT_COMPANY] = row->company,
    [TIE_ROW_TEXT_EMAIL] = row->email,
    [TIE_ROW_TEXT_PHONE] = row->phone,
    [TIE_ROW_TEXT_STREET] = row->street,
    [TIE_ROW_TEXT_CITY] = row->city,
    [TIE_ROW_TEXT_REGION] = row->state,
    [TIE_ROW_TEXT_POSTCODE] = row->postcode,
    [TIE_ROW_TEXT_ACCOUNT] = row->account,
    [TIE_ROW_TEXT_TYPE] = row->type,
    [TIE_ROW_TEXT_RATE] = rate,
  };

  return tie_row_text_new (fields, !row->is_active || row->is_deleted);
}

typedef struct
{
  GPtrArray *rows;    /* TieRowText */
  GHashTable *linked; /* ids */
  gboolean has_children; /* sites are shown */
  gboolean is_sorted;
} Taking;

/* Archived, inactive and deleted rows are only taken over where a link keeps them in sight. */
static gboolean
take_row (const TieCrosswalkRow *row,
          gpointer user_data,
          GError **error)
{
  Taking *taking = user_data;
  gboolean is_absent = !row->is_active || row->is_deleted;
  TieRowText *text;

  if (row->is_project || ((is_absent || (row->parent != NULL && !taking->has_children)) && !g_hash_table_contains (taking->linked, row->id)))
    return TRUE;

  text = tie_snapshot_text_of_row (row);
  if (taking->rows->len > 0 && tie_row_text_compare (g_ptr_array_index (taking->rows, taking->rows->len - 1), text) > 0)
    taking->is_sorted = FALSE;
  g_ptr_array_add (taking->rows, text);
  return TRUE;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return tie_row_text_compare (*(TieRowText *const *) a, *(TieRowText *const *) b);
}

static GPtrArray *
read_side (TieDb *db,
           TieSnapshot *self,
           TieSide side,
           GHashTable *linked,
           GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_row_text_unref);
  /* A package without sub-customers bills a site's contact. */
  Taking taking = { rows, linked, side == TIE_SIDE_RIGHT || !(self->lacks & TIE_LACKS_SUB_CUSTOMERS), TRUE };

  if (self->kind == TIE_KIND_EMPLOYEE && (self->lacks & TIE_LACKS_EMPLOYEES))
    return g_steal_pointer (&rows);

  if (!tie_crosswalk_table_read (db, *self->connection != '\0' ? self->connection : NULL, self->kind, self->local, side, take_row, &taking, error))
    return NULL;
  if (!taking.is_sorted)
    g_ptr_array_sort (rows, compare_texts);
  return g_steal_pointer (&rows);
}

typedef struct
{
  GHashTable *taken;  /* what the snapshot keeps */
  GHashTable *others; /* (owned): ids of linked codes of the other type, a set */
} Others;

static gboolean
take_other (const TieCrosswalkRow *row,
            gpointer user_data,
            GError **error)
{
  Others *others = user_data;

  if (row->partner == NULL)
    return TRUE;
  g_hash_table_insert (others->taken, g_strdup (row->partner), g_strdup (row->name));
  g_hash_table_add (others->others, g_strdup (row->id));
  return TRUE;
}

/* Work codes and expense codes have links of one kind: what belongs to the other type is taken out, and remembered. */
static gboolean
set_others_aside (TieDb *db,
                  TieSnapshot *self,
                  GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Others others = { self->taken, ids };
  GType other = self->local == TIE_TYPE_WORK_CODE ? TIE_TYPE_EXPENSE_CODE : TIE_TYPE_WORK_CODE;

  if (self->local == G_TYPE_INVALID)
    return TRUE;
  if (!tie_crosswalk_table_read (db, *self->connection != '\0' ? self->connection : NULL, self->kind, other, TIE_SIDE_LEFT, take_other, &others, error))
    return FALSE;
  for (guint i = 0; i < self->links->len;)
    {
      const TieLink *link = g_ptr_array_index (self->links, i);

      if (g_hash_table_contains (ids, link->local_id))
        g_ptr_array_remove_index (self->links, i);
      else
        i++;
    }
  return TRUE;
}

static gboolean
read_lacks (TieDb *db,
            TieSnapshot *self,
            GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieConnection) connection = tie_connection_table_get (db, self->connection, &local_error);

  self->lacks = connection != NULL ? connection->lacks : 0;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
tie_snapshot_read (TieDb *db,
                   gpointer data,
                   GError **error)
{
  TieSnapshot *self = data;
  g_autoptr (GHashTable) left_linked = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) right_linked = g_hash_table_new (g_str_hash, g_str_equal);

  if (!read_lacks (db, self, error))
    return FALSE;
  self->links = tie_link_table_list (db, self->connection, self->kind, error);
  if (self->links == NULL)
    return FALSE;
  if (!set_others_aside (db, self, error))
    return FALSE;
  self->refusals = tie_refusal_table_list (db, self->connection, self->kind, error);
  if (self->refusals == NULL)
    return FALSE;

  for (guint i = 0; i < self->links->len; i++)
    {
      TieLink *link = g_ptr_array_index (self->links, i);

      g_hash_table_add (left_linked, link->local_id);
      g_hash_table_add (right_linked, link->remote_id);
    }
  if (self->parts & TIE_SNAPSHOT_LEFT)
    self->left = read_side (db, self, TIE_SIDE_LEFT, left_linked, error);
  if ((self->parts & TIE_SNAPSHOT_LEFT) && self->left == NULL)
    return FALSE;
  if (self->parts & TIE_SNAPSHOT_RIGHT)
    self->right = read_side (db, self, TIE_SIDE_RIGHT, right_linked, error);
  return !(self->parts & TIE_SNAPSHOT_RIGHT) || self->right != NULL;
}
