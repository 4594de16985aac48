/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include "match/tie-match-postings.h"
#include "match/tie-match-share.h"

#define PART 1024 /* rows whose keys a thread collects at a time, */
#define PARTS 32  /* so often before they are put in */
#define AHEAD 8   /* keys whose slot is fetched before it is their turn */

static TieMatchPosting *
get_posting (const TieMatchPostings *self,
             guint32 number)
{
  return &g_array_index (self->postings, TieMatchPosting, number);
}

/* The slot of the key, or the empty one where it belongs. */
static gsize
find_slot (const TieMatchPostings *self,
           guint64 key)
{
  gsize slot = key & (self->n_slots - 1);

  while (self->slots[slot] != 0 && get_posting (self, self->slots[slot] - 1)->key != key)
    slot = (slot + 1) & (self->n_slots - 1);
  return slot;
}

static void
grow (TieMatchPostings *self)
{
  g_free (self->slots);
  self->n_slots *= 2;
  self->slots = g_new0 (guint32, self->n_slots);
  for (guint32 i = 0; i < self->postings->len; i++)
    {
      gsize slot = get_posting (self, i)->key & (self->n_slots - 1);

      while (self->slots[slot] != 0)
        slot = (slot + 1) & (self->n_slots - 1);
      self->slots[slot] = i + 1;
    }
}

/* Counts one row more for the key, and returns its number. */
static guint32
count_key (TieMatchPostings *self,
           guint64 key,
           TieMatchSide side)
{
  gsize slot = find_slot (self, key);
  guint32 number = self->slots[slot] - 1;

  if (self->slots[slot] == 0)
    {
      TieMatchPosting posting = { .key = key };

      number = self->postings->len;
      g_array_append_val (self->postings, posting);
      self->slots[slot] = number + 1;
      if ((gsize) self->postings->len * 3 > self->n_slots * 2)
        grow (self);
    }
  get_posting (self, number)->counts[side]++;
  return number;
}

/* The keys of some rows, collected by several threads. */
typedef struct
{
  const TieMatchLists *lists;
  TieMatchSide side;
  guint32 first;                /* row */
  GArray *keys[PARTS];          /* of guint64, of one part's rows after another */
  guint8 n_keys[PART * PARTS];  /* of each row */
} Collection;

static void
collect_part (gsize start,
              gsize end,
              guint thread,
              gpointer data)
{
  Collection *self = data;
  GArray *found = self->keys[start / PART];

  G_STATIC_ASSERT (TIE_MATCH_MAX_KEYS <= G_MAXUINT8);
  g_array_set_size (found, 0);
  for (gsize i = start; i < end; i++)
    {
      guint64 keys[TIE_MATCH_MAX_KEYS];

      self->n_keys[i] = tie_match_collect_keys (self->lists, self->side, self->first + i, keys);
      g_array_append_vals (found, keys, self->n_keys[i]);
    }
}

static void
count_part (TieMatchPostings *self,
            TieMatchSide side,
            const GArray *keys)
{
  const guint64 *all = (const guint64 *) keys->data;

  for (guint i = 0; i < keys->len; i++)
    {
      guint32 number;

      if (i + AHEAD < keys->len)
        __builtin_prefetch (&self->slots[all[i + AHEAD] & (self->n_slots - 1)]);
      number = count_key (self, all[i], side);
      g_array_append_val (self->row_keys[side], number);
    }
}

static void
count_rows (TieMatchPostings *self,
            const TieMatchLists *lists,
            TieMatchSide side,
            guint threads)
{
  g_autofree Collection *collection = g_new (Collection, 1);
  gsize n = self->n_rows[side];
  guint32 sum = 0;

  collection->lists = lists;
  collection->side = side;
  for (guint i = 0; i < PARTS; i++)
    collection->keys[i] = g_array_new (FALSE, FALSE, sizeof (guint64));
  for (gsize first = 0; first < n; first += PART * PARTS)
    {
      gsize n_here = MIN (n - first, PART * PARTS);

      collection->first = first;
      tie_match_share (threads, n_here, PART, collect_part, collection);
      for (gsize i = 0; i < n_here; i++)
        {
          self->row_starts[side][first + i] = sum;
          sum += collection->n_keys[i];
        }
      /* in the order of the rows, so that keys have the same numbers whoever collected them */
      for (gsize part = 0; part * PART < n_here; part++)
        count_part (self, side, collection->keys[part]);
    }
  self->row_starts[side][n] = sum;
  for (guint i = 0; i < PARTS; i++)
    g_array_unref (collection->keys[i]);
}

/* Puts the rows of each key side by side. */
static void
lay_out_rows (TieMatchPostings *self,
              TieMatchSide side)
{
  const guint32 *keys = (const guint32 *) self->row_keys[side]->data;
  guint32 sum = 0;

  for (guint32 i = 0; i < self->postings->len; i++)
    {
      get_posting (self, i)->starts[side] = sum;
      sum += get_posting (self, i)->counts[side];
    }
  self->rows[side] = g_new (guint32, (gsize) sum + 1);
  for (guint32 row = self->n_rows[side]; row-- > 0;)
    for (guint32 i = self->row_starts[side][row]; i < self->row_starts[side][row + 1]; i++)
      self->rows[side][get_posting (self, keys[i])->starts[side]++] = row;
  for (guint32 i = 0; i < self->postings->len; i++)
    get_posting (self, i)->starts[side] -= get_posting (self, i)->counts[side];
}

TieMatchPostings *
tie_match_postings_new (const TieMatchLists *lists,
                        guint threads)
{
  TieMatchPostings *self = g_new0 (TieMatchPostings, 1);

  self->postings = g_array_new (FALSE, FALSE, sizeof (TieMatchPosting));
  self->n_slots = 1024;
  self->slots = g_new0 (guint32, self->n_slots);
  self->late = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  self->common = lists->common;
  for (guint side = 0; side < 2; side++)
    {
      self->n_rows[side] = tie_match_lists_count (lists, side);
      self->row_starts[side] = g_new (guint32, self->n_rows[side] + 1);
      self->row_keys[side] = g_array_sized_new (FALSE, FALSE, sizeof (guint32), self->n_rows[side] + 1);
      count_rows (self, lists, side, threads);
    }
  for (guint side = 0; side < 2; side++)
    lay_out_rows (self, side);
  return self;
}

void
tie_match_postings_free (TieMatchPostings *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->postings);
  g_free (self->slots);
  for (guint side = 0; side < 2; side++)
    {
      g_free (self->rows[side]);
      g_free (self->row_starts[side]);
      g_array_unref (self->row_keys[side]);
    }
  g_hash_table_unref (self->late);
  g_free (self);
}

void
tie_match_postings_add (TieMatchPostings *self,
                        const TieMatchLists *lists,
                        guint32 row)
{
  guint64 keys[TIE_MATCH_MAX_KEYS];
  guint n = tie_match_collect_keys (lists, TIE_MATCH_RIGHT, row, keys);

  for (guint i = 0; i < n; i++)
    {
      guint32 number = count_key (self, keys[i], TIE_MATCH_RIGHT);
      GArray *rows = g_hash_table_lookup (self->late, GUINT_TO_POINTER (number));

      if (rows == NULL)
        {
          rows = g_array_new (FALSE, FALSE, sizeof (guint32));
          g_hash_table_insert (self->late, GUINT_TO_POINTER (number), rows);
        }
      g_array_append_val (rows, row);
    }
}

guint
tie_match_postings_get_keys (const TieMatchPostings *self,
                             const TieMatchLists *lists,
                             TieMatchSide side,
                             guint32 row,
                             guint32 room[TIE_MATCH_MAX_KEYS],
                             const guint32 **keys)
{
  guint64 collected[TIE_MATCH_MAX_KEYS];
  guint n_collected, n = 0;

  if (row < self->n_rows[side])
    {
      *keys = (const guint32 *) self->row_keys[side]->data + self->row_starts[side][row];
      return self->row_starts[side][row + 1] - self->row_starts[side][row];
    }

  n_collected = tie_match_collect_keys (lists, side, row, collected);
  for (guint i = 0; i < n_collected; i++)
    {
      guint32 slot = self->slots[find_slot (self, collected[i])];

      if (slot != 0)
        room[n++] = slot - 1;
    }
  *keys = room;
  return n;
}

gboolean
tie_match_postings_is_only (const TieMatchPostings *self,
                            guint64 name_key)
{
  guint32 slot = self->slots[find_slot (self, tie_match_make_name_key (name_key))];

  return slot != 0 && get_posting (self, slot - 1)->counts[0] == 1 && get_posting (self, slot - 1)->counts[1] == 1;
}
