/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-doubles-find"
#include "config.h"

#include "base/tie-error.h"
#include "match/tie-match.h"
#include "model/tie-contact.h"
#include "store/tie-crosswalk-table.h"
#include "store/tie-link-table.h"
#include "store/tie-not-double-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-crosswalk-snapshot.h"
#include "sync/tie-doubles-find.h"

/* The engine is careful in a short list, where a word cannot be rare; a look at two lines costs little. */
#define LEAST_SCORE 0.3
/* Of a thousand rows called “Cash” so many are shown at once. */
#define MOST_MEMBERS 8

typedef struct
{
  const TieDoublesList *list;
  GPtrArray *lists;  /* (owned): GPtrArray of TieRowText */
  GHashTable *apart; /* (owned): "id\nid", the smaller one first */
  GPtrArray *found;  /* (owned): Found */
  GPtrArray *groups; /* (owned): TieDoubleGroup */
} Look;

/* A group by ids, before its records are read. */
typedef struct
{
  GPtrArray *ids; /* (owned): char, borrowed from the texts */
  TieKind kind;
  double score;
  char *reason; /* (owned) */
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_ptr_array_unref (found->ids);
  g_free (found->reason);
  g_free (found);
}

static void
look_clear (Look *look)
{
  g_clear_pointer (&look->lists, g_ptr_array_unref);
  g_clear_pointer (&look->apart, g_hash_table_unref);
  g_clear_pointer (&look->found, g_ptr_array_unref);
  g_clear_pointer (&look->groups, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

/* Reading the lists. */

static gboolean
take_row (const TieCrosswalkRow *row,
          gpointer user_data,
          GError **error)
{
  GPtrArray *texts = user_data;

  if (row->parent == NULL && row->is_active && !row->is_deleted && !row->is_project)
    g_ptr_array_add (texts, tie_snapshot_text_of_row (row));
  return TRUE;
}

static gboolean
read_list (TieDb *db,
           Look *look,
           const char *connection,
           TieKind kind,
           TieSide side,
           GError **error)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_row_text_unref);

  g_ptr_array_add (look->lists, texts);
  return tie_crosswalk_table_read (db, connection, kind, G_TYPE_INVALID, side, take_row, texts, error);
}

static gboolean
read_lists (TieDb *db,
            gpointer data,
            GError **error)
{
  Look *look = data;
  const TieDoublesList *list = look->list;
  g_autoptr (GPtrArray) pairs = tie_not_double_table_list (db, list->is_package ? list->connection : NULL, list->is_package ? list->kind : 0, error);

  if (pairs == NULL)
    return FALSE;
  for (guint i = 0; i < pairs->len; i++)
    {
      const TieNotDouble *pair = g_ptr_array_index (pairs, i);

      g_hash_table_add (look->apart, g_strdup_printf ("%s\n%s", pair->first_id, pair->second_id));
    }
  if (list->is_package)
    return read_list (db, look, list->connection, list->kind, TIE_SIDE_RIGHT, error);
  return read_list (db, look, NULL, TIE_KIND_CUSTOMER, TIE_SIDE_LEFT, error) &&
         read_list (db, look, NULL, TIE_KIND_VENDOR, TIE_SIDE_LEFT, error);
}

/* Grouping. */

static gboolean
is_apart (Look *look,
          const char *id,
          const char *other_id)
{
  gboolean in_order = g_strcmp0 (id, other_id) < 0;
  g_autofree char *key = g_strdup_printf ("%s\n%s", in_order ? id : other_id, in_order ? other_id : id);

  return g_hash_table_contains (look->apart, key);
}

static guint
find_root (guint *roots,
           guint row)
{
  while (roots[row] != row)
    row = roots[row] = roots[roots[row]];
  return row;
}

static Found *
get_found (GHashTable *by_root,
           guint root,
           TieKind kind)
{
  Found *found = g_hash_table_lookup (by_root, GUINT_TO_POINTER (root));

  if (found == NULL)
    {
      found = g_new0 (Found, 1);
      found->ids = g_ptr_array_new ();
      found->kind = kind;
      g_hash_table_insert (by_root, GUINT_TO_POINTER (root), found);
    }
  return found;
}

/* Pairs that share a row are one group; it is shown with the reason of its surest pair. */
static void
group_pairs (Look *look,
             const TieMatchResult *result,
             GPtrArray *texts,
             TieKind kind)
{
  g_autofree guint *roots = g_new (guint, texts->len + 1);
  g_autofree gboolean *is_member = g_new0 (gboolean, texts->len + 1);
  g_autoptr (GHashTable) by_root = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer group;

  for (guint i = 0; i < texts->len; i++)
    roots[i] = i;
  for (guint pass = 0; pass < 2; pass++) /* first who belongs together, then what the groups are */
    {
      for (guint i = 0; i < texts->len; i++)
        {
          const char *id = tie_row_text_get (g_ptr_array_index (texts, i), TIE_ROW_TEXT_ID);
          guint n_candidates = 0;
          const TieMatchCandidate *candidates = tie_match_result_get_candidates (result, i, &n_candidates);

          for (guint k = 0; k < n_candidates && candidates[k].score >= LEAST_SCORE; k++)
            {
              Found *found;

              if (is_apart (look, id, tie_row_text_get (g_ptr_array_index (texts, candidates[k].right), TIE_ROW_TEXT_ID)))
                continue;
              if (pass == 0)
                {
                  is_member[i] = is_member[candidates[k].right] = TRUE;
                  roots[find_root (roots, candidates[k].right)] = find_root (roots, i);
                  continue;
                }
              found = get_found (by_root, find_root (roots, i), kind);
              if (candidates[k].score <= found->score)
                continue;
              found->score = candidates[k].score;
              g_free (found->reason);
              found->reason = tie_match_result_explain (result, i, candidates[k].right);
            }
        }
    }

  for (guint i = 0; i < texts->len; i++)
    {
      Found *found = is_member[i] ? get_found (by_root, find_root (roots, i), kind) : NULL;

      if (found != NULL && found->ids->len < MOST_MEMBERS)
        g_ptr_array_add (found->ids, (gpointer) tie_row_text_get (g_ptr_array_index (texts, i), TIE_ROW_TEXT_ID));
    }
  g_hash_table_iter_init (&iter, by_root);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    g_ptr_array_add (look->found, group);
}

static gboolean
compare_list (Look *look,
              GPtrArray *texts,
              TieKind kind,
              const gint *cancelled,
              GError **error)
{
  TieMatchOptions options = { .kind = TIE_MATCH_PEOPLE_AND_FIRMS, .cancelled = cancelled };
  g_autofree TieMatchRow *rows = g_new0 (TieMatchRow, texts->len + 1);
  g_autoptr (TieMatchResult) result = NULL;

  for (guint i = 0; i < texts->len; i++)
    tie_row_text_fill_match_row (g_ptr_array_index (texts, i), &rows[i]);
  result = tie_match_find_doubles (rows, texts->len, &options, error);
  if (result == NULL)
    return FALSE;
  group_pairs (look, result, texts, kind);
  return TRUE;
}

/* Reading the records of what was found. */

static TieRecord *
make_record (const TieRemote *remote)
{
  const struct
  {
    guint field;
    const char *text;
  } fields[] = {
    { TIE_CONTACT_NAME, remote->full_name != NULL ? remote->full_name : remote->name },
    { TIE_CONTACT_NUMBER, remote->account },
    { TIE_CONTACT_EMAIL, remote->email },
    { TIE_CONTACT_PHONE, remote->phone },
    { TIE_CONTACT_STREET, remote->street },
    { TIE_CONTACT_CITY, remote->city },
    { TIE_CONTACT_STATE, remote->state },
    { TIE_CONTACT_POSTCODE, remote->postcode },
    { TIE_CONTACT_COUNTRY, remote->country },
  };
  TieRecord *record = tie_record_new (TIE_TYPE_CONTACT, remote->id);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    tie_record_set_text (record, fields[i].field, fields[i].text != NULL ? fields[i].text : "");
  return record;
}

/* NULL without error: it is gone meanwhile. */
static TieRecord *
read_record (TieDb *db,
             const TieDoublesList *list,
             const char *id,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieRemote) remote = NULL;
  TieRecord *record = NULL;

  if (list->is_package)
    remote = tie_remote_table_get (db, list->connection, list->kind, id, &local_error);
  else
    record = tie_record_table_get (db, TIE_TYPE_CONTACT, id, &local_error);
  if (local_error != NULL && !g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local_error));
  return remote != NULL ? make_record (remote) : record;
}

/* (transfer full) The name of whom the row is linked to; NULL for nobody. */
static char *
find_partner (TieDb *db,
              const TieDoublesList *list,
              TieKind kind,
              const char *id)
{
  g_autofree char *partner_id = NULL;
  g_autoptr (TieRecord) contact = NULL;
  g_autoptr (TieRemote) remote = NULL;

  if (list->connection == NULL)
    return NULL;
  if (list->is_package)
    {
      partner_id = tie_link_table_find_local (db, list->connection, kind, id, NULL);
      contact = partner_id != NULL ? tie_record_table_get (db, TIE_TYPE_CONTACT, partner_id, NULL) : NULL;
      return contact != NULL ? g_strdup (tie_record_get_name (contact)) : g_steal_pointer (&partner_id);
    }
  partner_id = tie_link_table_find_remote (db, list->connection, kind, id, NULL);
  remote = partner_id != NULL ? tie_remote_table_get (db, list->connection, kind, partner_id, NULL) : NULL;
  return remote != NULL && remote->name != NULL ? g_strdup (remote->name) : g_steal_pointer (&partner_id);
}

static void
name_references (TieDb *db,
                 TieDoubleGroup *group,
                 TieRecord *record)
{
  for (guint i = 1; i < TIE_RECORD_GET_CLASS (record)->n_fields; i++)
    {
      const TieField *field = tie_record_get_field (record, i);
      const char *id = field->type == TIE_FIELD_REFERENCE ? tie_record_get_text (record, i) : NULL;
      g_autoptr (TieRecord) target = id != NULL ? tie_record_table_get (db, field->target (), id, NULL) : NULL;

      if (target != NULL)
        tie_double_group_name (group, id, tie_record_get_name (target));
    }
}

static gboolean
read_group (TieDb *db,
            Look *look,
            const Found *found,
            GError **error)
{
  g_autoptr (TieDoubleGroup) group = tie_double_group_new (found->score, found->reason);

  for (guint i = 0; i < found->ids->len; i++)
    {
      const char *id = g_ptr_array_index (found->ids, i);
      g_autoptr (GError) local_error = NULL;
      g_autoptr (TieRecord) record = read_record (db, look->list, id, &local_error);
      g_autofree char *partner = record != NULL ? find_partner (db, look->list, found->kind, id) : NULL;

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (record == NULL)
        continue;
      tie_double_group_add (group, record, partner);
      name_references (db, group, record);
    }
  tie_double_group_settle (group);
  if (tie_double_group_get_size (group) > 1)
    g_ptr_array_add (look->groups, g_steal_pointer (&group));
  return TRUE;
}

static gboolean
read_groups (TieDb *db,
             gpointer data,
             GError **error)
{
  Look *look = data;

  for (guint i = 0; i < look->found->len; i++)
    {
      if (!read_group (db, look, g_ptr_array_index (look->found, i), error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_groups (gconstpointer a,
                gconstpointer b)
{
  TieDoubleGroup *x = *(TieDoubleGroup *const *) a, *y = *(TieDoubleGroup *const *) b;

  if (tie_double_group_get_score (x) != tie_double_group_get_score (y))
    return tie_double_group_get_score (x) > tie_double_group_get_score (y) ? -1 : 1;
  return g_strcmp0 (tie_record_get_id (tie_double_group_get_record (x, 0)), tie_record_get_id (tie_double_group_get_record (y, 0)));
}

GPtrArray *
tie_doubles_find (TieStore *store,
                  const TieDoublesList *list,
                  const gint *cancelled,
                  GError **error)
{
  g_auto (Look) look = { .list = list };

  look.lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  look.apart = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  look.found = g_ptr_array_new_with_free_func (found_free);
  look.groups = g_ptr_array_new_with_free_func (g_object_unref);

  if (!tie_store_run (store, TIE_STORE_READ, read_lists, &look, error))
    return NULL;
  for (guint i = 0; i < look.lists->len; i++)
    {
      if (!compare_list (&look, g_ptr_array_index (look.lists, i), list->is_package ? list->kind : i == 0 ? TIE_KIND_CUSTOMER : TIE_KIND_VENDOR, cancelled, error))
        return NULL;
    }
  if (!tie_store_run (store, TIE_STORE_READ, read_groups, &look, error))
    return NULL;
  g_ptr_array_sort (look.groups, compare_groups);
  return g_steal_pointer (&look.groups);
}
