/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-crosswalk-follow"
#include "config.h"

#include "sync/tie-crosswalk-private.h"
#include "sync/tie-proposal-private.h"

/* Candidates that are kept for a row. */
#define MOST_CANDIDATES 8
/* So long at a time; the window has to answer in between. */
#define BUDGET_US 4000

/* One pass over the rows that wait. */
typedef struct
{
  TieCrosswalk *crosswalk; /* (unowned) */
  GHashTable *by_left;     /* (owned): TiePairRow → TieProposal, borrowed */
  GHashTable *by_right;    /* (owned): whom a proposal names, whichever candidate is looked at → TieProposal, borrowed */
} Pass;

static gboolean
is_following (TieCrosswalk *self)
{
  return self->proposals != NULL || self->n_matching > 0;
}

static void
wait_for (GHashTable *waiting,
          TiePairRow *row)
{
  g_hash_table_add (waiting, g_object_ref (row));
}

/* ---- one row ---- */

static void
drop_proposal (Pass *pass,
               TieProposal *proposal)
{
  GListStore *proposals = pass->crosswalk->proposals;
  guint position;

  g_hash_table_remove (pass->by_left, tie_proposal_get_left (proposal));
  if (g_hash_table_lookup (pass->by_right, tie_proposal_get_proposed (proposal)) == proposal)
    g_hash_table_remove (pass->by_right, tie_proposal_get_proposed (proposal));
  if (g_list_store_find (proposals, proposal, &position))
    g_list_store_remove (proposals, position);
}

static void
put_proposal (Pass *pass,
              TieProposal *proposal)
{
  g_hash_table_insert (pass->by_left, tie_proposal_get_left (proposal), proposal);
  g_hash_table_insert (pass->by_right, tie_proposal_get_proposed (proposal), proposal);
  g_list_store_insert_sorted (pass->crosswalk->proposals, proposal, tie_crosswalk_compare_proposals, NULL);
}

/* The best one that nobody else is proposed to: at most one proposal for each row of either side. */
static guint
choose (Pass *pass,
        TiePairRow *left,
        GPtrArray *suggestions)
{
  guint i;

  for (i = 0; i < suggestions->len; i++)
    {
      TieProposal *holder = g_hash_table_lookup (pass->by_right, ((TieSuggestion *) g_ptr_array_index (suggestions, i))->row);

      if (holder == NULL || tie_proposal_get_left (holder) == left)
        break;
    }
  return i;
}

/* Whom that right row would choose. */
static TiePairRow *
find_choice (TieCrosswalk *self,
             TiePairRow *right,
             TieMatchBand *band)
{
  g_autoptr (GPtrArray) suggestions = tie_crosswalk_suggest (self, right, 1);
  const TieSuggestion *suggestion = suggestions->len > 0 ? g_ptr_array_index (suggestions, 0) : NULL;

  *band = suggestion != NULL ? suggestion->band : TIE_MATCH_LEAVE;
  return suggestion != NULL ? suggestion->row : NULL;
}

/* Somebody else was proposed to a row that would rather have this one: his own proposal is not what it was either. */
static void
look_at_rival (Pass *pass,
               TiePairRow *left,
               const TieSuggestion *best)
{
  TieProposal *holder = g_hash_table_lookup (pass->by_right, best->row);
  TieMatchBand band;

  if (holder == NULL || tie_proposal_get_left (holder) == left)
    return;
  if (find_choice (pass->crosswalk, best->row, &band) != left)
    return;
  wait_for (pass->crosswalk->waiting_left, tie_proposal_get_left (holder));
  drop_proposal (pass, holder);
}

/* A link is only proposed where each is the other's first choice, and surely. */
static TieMatchBand
find_band (Pass *pass,
           TiePairRow *left,
           const TieSuggestion *chosen,
           gboolean is_first)
{
  TieMatchBand band;

  if (!is_first || chosen->band != TIE_MATCH_LINK)
    return MIN (chosen->band, TIE_MATCH_REVIEW);
  return find_choice (pass->crosswalk, chosen->row, &band) == left ? MIN (band, chosen->band) : TIE_MATCH_REVIEW;
}

static gboolean
is_same (TieProposal *proposal,
         TieProposal *other)
{
  if (tie_proposal_get_proposed (proposal) != tie_proposal_get_proposed (other) ||
      tie_proposal_get_band (proposal) != tie_proposal_get_band (other) ||
      tie_proposal_get_score (proposal) != tie_proposal_get_score (other) ||
      tie_proposal_count_candidates (proposal) != tie_proposal_count_candidates (other))
    return FALSE;
  for (guint i = 0; i < tie_proposal_count_candidates (proposal); i++)
    {
      if (tie_proposal_get_candidate (proposal, i, NULL) != tie_proposal_get_candidate (other, i, NULL))
        return FALSE;
    }
  return TRUE;
}

static TieProposal *
make_proposal (Pass *pass,
               TiePairRow *left,
               GPtrArray *suggestions)
{
  guint chosen = choose (pass, left, suggestions);
  const TieSuggestion *suggestion = chosen < suggestions->len ? g_ptr_array_index (suggestions, chosen) : NULL;
  TieMatchBand band;

  if (suggestion == NULL)
    return NULL;
  band = find_band (pass, left, suggestion, chosen == 0);
  return tie_proposal_new_from_suggestions (left, suggestions, chosen, band, band == TIE_MATCH_LINK && suggestion->is_exact);
}

static void
renew (Pass *pass,
       TiePairRow *left)
{
  TieCrosswalk *self = pass->crosswalk;
  TieProposal *before = g_hash_table_lookup (pass->by_left, left);
  gboolean is_open = tie_row_list_find (self->left, tie_pair_row_get_id (left)) == left && !tie_pair_row_is_decided (left);
  g_autoptr (GPtrArray) suggestions = is_open ? tie_crosswalk_suggest (self, left, MOST_CANDIDATES) : NULL;
  g_autoptr (TieProposal) proposal = NULL;
  guint n_possible = 0;

  if (suggestions != NULL && suggestions->len > 0)
    {
      look_at_rival (pass, left, g_ptr_array_index (suggestions, 0));
      proposal = make_proposal (pass, left, suggestions);
      n_possible = proposal == NULL || tie_proposal_get_band (proposal) == TIE_MATCH_REVIEW ? suggestions->len : 0;
    }
  tie_pair_row_set_n_possible (left, n_possible);

  if (before != NULL && proposal != NULL && is_same (before, proposal))
    return;
  if (before != NULL && proposal != NULL && tie_proposal_get_right (before) == tie_proposal_get_right (proposal))
    tie_proposal_set_is_checked (proposal, tie_proposal_get_is_checked (before)); /* a person may have decided already */
  if (before != NULL)
    drop_proposal (pass, before);
  if (proposal != NULL)
    put_proposal (pass, proposal);
}

/* ---- who is concerned ---- */

/* A thousand links made at once leave the list in one go. */
static void
drop_decided (TieCrosswalk *self)
{
  guint n_proposals = g_list_model_get_n_items (G_LIST_MODEL (self->proposals));
  g_autoptr (GPtrArray) open = g_ptr_array_new_full (n_proposals, g_object_unref);
  guint head = 0;

  for (guint i = 0; i < n_proposals; i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (G_LIST_MODEL (self->proposals), i);

      if (tie_pair_row_is_decided (tie_proposal_get_left (proposal)))
        continue;
      head += head == i ? 1 : 0;
      g_ptr_array_add (open, g_steal_pointer (&proposal));
    }
  if (open->len < n_proposals)
    g_list_store_splice (self->proposals, head, n_proposals - head, open->pdata + head, open->len - head);
}

/* A right row that changed, came or went concerns those who had it among their candidates, and those who would like it. */
static void
find_concerned (TieCrosswalk *self)
{
  GListModel *proposals = G_LIST_MODEL (self->proposals);
  GHashTableIter iter;
  gpointer row;

  if (g_hash_table_size (self->waiting_right) == 0)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (proposals); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (proposals, i);

      for (guint k = 0; k < tie_proposal_count_candidates (proposal); k++)
        {
          if (g_hash_table_contains (self->waiting_right, tie_proposal_get_candidate (proposal, k, NULL)))
            wait_for (self->waiting_left, tie_proposal_get_left (proposal));
        }
    }
  g_hash_table_iter_init (&iter, self->waiting_right);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    {
      g_autoptr (GPtrArray) suggestions = NULL;

      if (tie_row_list_find (self->right, tie_pair_row_get_id (row)) != row || tie_pair_row_is_decided (row))
        continue;
      suggestions = tie_crosswalk_suggest (self, row, MOST_CANDIDATES);
      for (guint i = 0; i < suggestions->len; i++)
        wait_for (self->waiting_left, ((TieSuggestion *) g_ptr_array_index (suggestions, i))->row);
    }
  g_hash_table_remove_all (self->waiting_right);
}

static int
compare_ranks (gconstpointer a,
               gconstpointer b)
{
  guint x = tie_pair_row_get_rank (*(TiePairRow *const *) a), y = tie_pair_row_get_rank (*(TiePairRow *const *) b);

  return x < y ? -1 : x > y;
}

/* In the order of the list, so that the same changes give the same proposals each time. */
static GPtrArray *
take_waiting (TieCrosswalk *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->waiting_left);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    {
      g_ptr_array_add (rows, row);
      g_hash_table_iter_steal (&iter);
    }
  g_ptr_array_sort (rows, compare_ranks);
  return rows;
}

static void
pass_init (Pass *pass,
           TieCrosswalk *self)
{
  GListModel *proposals = G_LIST_MODEL (self->proposals);

  pass->crosswalk = self;
  pass->by_left = g_hash_table_new (NULL, NULL);
  pass->by_right = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (proposals); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (proposals, i);

      g_hash_table_insert (pass->by_left, tie_proposal_get_left (proposal), proposal);
      g_hash_table_insert (pass->by_right, tie_proposal_get_proposed (proposal), proposal);
    }
}

static gboolean
pass_cb (gpointer user_data)
{
  TieCrosswalk *self = user_data;
  gint64 end = g_get_monotonic_time () + BUDGET_US;
  g_autoptr (GPtrArray) rows = NULL;
  Pass pass = { NULL };
  guint done = 0;

  if (self->is_warming || self->right_index == NULL || self->left_index == NULL)
    {
      self->follow_source = 0; /* tie_crosswalk_follow_again() begins anew */
      return G_SOURCE_REMOVE;
    }

  drop_decided (self);
  find_concerned (self);
  rows = take_waiting (self);
  pass_init (&pass, self);
  while (done < rows->len && (done == 0 || g_get_monotonic_time () < end))
    renew (&pass, g_ptr_array_index (rows, done++));
  for (; done < rows->len; done++)
    wait_for (self->waiting_left, g_ptr_array_index (rows, done));
  g_hash_table_unref (pass.by_left);
  g_hash_table_unref (pass.by_right);

  if (g_hash_table_size (self->waiting_left) > 0)
    return G_SOURCE_CONTINUE;
  self->follow_source = 0;
  return G_SOURCE_REMOVE;
}

void
tie_crosswalk_follow_again (TieCrosswalk *self)
{
  if (self->proposals != NULL && self->follow_source == 0 &&
      g_hash_table_size (self->waiting_left) + g_hash_table_size (self->waiting_right) > 0)
    self->follow_source = g_idle_add_full (G_PRIORITY_LOW, pass_cb, self, NULL);
}

/* ---- what happens ---- */

/* Too much has changed to say what: whoever has a proposal is looked at anew. */
static void
wait_for_all (TieCrosswalk *self)
{
  for (guint i = 0; self->proposals != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->proposals)); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (G_LIST_MODEL (self->proposals), i);

      wait_for (self->waiting_left, tie_proposal_get_left (proposal));
    }
}

void
tie_crosswalk_follow_words (TieCrosswalk *self)
{
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) left_gone = NULL;
  g_autoptr (GPtrArray) right = NULL;
  g_autoptr (GPtrArray) right_gone = NULL;
  gboolean is_told = tie_row_list_take_changes (self->left, &left, &left_gone);

  is_told &= tie_row_list_take_changes (self->right, &right, &right_gone);
  if (!is_told)
    {
      tie_crosswalk_warm (self);
      wait_for_all (self);
      return;
    }
  if (!tie_crosswalk_put_rows (self, left, left_gone, right, right_gone))
    tie_crosswalk_warm (self);
  if (!is_following (self))
    return;
  for (guint i = 0; i < left->len; i++)
    wait_for (self->waiting_left, g_ptr_array_index (left, i));
  for (guint i = 0; i < left_gone->len; i++)
    wait_for (self->waiting_left, g_ptr_array_index (left_gone, i));
  for (guint i = 0; i < right->len; i++)
    wait_for (self->waiting_right, g_ptr_array_index (right, i));
  for (guint i = 0; i < right_gone->len; i++)
    wait_for (self->waiting_right, g_ptr_array_index (right_gone, i));
}

/* Sites of a contact that was linked or unlinked have other sub-customers to choose from now. */
static void
wait_for_sites (TieCrosswalk *self,
                GHashTable *contacts)
{
  for (guint i = 0; g_hash_table_size (contacts) > 0 && i < tie_row_list_get_length (self->left); i++)
    {
      TiePairRow *row = tie_row_list_get (self->left, i);

      if (g_hash_table_contains (contacts, tie_row_text_get (tie_pair_row_get_text (row), TIE_ROW_TEXT_PARENT)))
        wait_for (self->waiting_left, row);
    }
}

void
tie_crosswalk_follow_links (TieCrosswalk *self)
{
  g_autoptr (GHashTable) contacts = NULL;

  if (!is_following (self))
    return;
  contacts = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < tie_row_list_get_length (self->left); i++)
    {
      TiePairRow *row = tie_row_list_get (self->left, i);

      if (!tie_pair_row_take_decision (row))
        continue;
      wait_for (self->waiting_left, row);
      g_hash_table_add (contacts, (char *) tie_pair_row_get_id (row));
    }
  for (guint i = 0; i < tie_row_list_get_length (self->right); i++)
    {
      if (tie_pair_row_take_decision (tie_row_list_get (self->right, i)))
        wait_for (self->waiting_right, tie_row_list_get (self->right, i));
    }
  wait_for_sites (self, contacts);
  tie_crosswalk_follow_again (self);
}

/* A proposal that was refused stays in the window that shows why; the list beside it counts what is left. */
static void
count_possible (TieCrosswalk *self,
                TieProposal *proposal)
{
  TiePairRow *left = tie_proposal_get_left (proposal);
  guint n_possible = 0;

  for (guint i = 0; i < tie_proposal_count_candidates (proposal); i++)
    {
      TiePairRow *right = tie_proposal_get_candidate (proposal, i, NULL);

      n_possible += !tie_pair_row_is_decided (right) && !tie_crosswalk_is_refused (self, tie_pair_row_get_id (left), tie_pair_row_get_id (right)) ? 1 : 0;
    }
  tie_pair_row_set_n_possible (left, n_possible);
}

void
tie_crosswalk_follow_refusal (TieCrosswalk *self,
                              const char *left_id,
                              gboolean is_refused)
{
  TiePairRow *left = tie_row_list_find (self->left, left_id);

  if (left == NULL || !is_following (self))
    return;
  for (guint i = 0; self->proposals != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->proposals)); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (G_LIST_MODEL (self->proposals), i);

      if (tie_proposal_get_left (proposal) != left)
        continue;
      count_possible (self, proposal);
      return; /* as it is there, it is as good as before */
    }
  if (!is_refused)
    wait_for (self->waiting_left, left);
}

void
tie_crosswalk_follow_begin (TieCrosswalk *self)
{
  TieRowList *lists[] = { self->left, self->right };

  if (self->n_matching++ > 0)
    return;
  for (guint side = 0; side < G_N_ELEMENTS (lists); side++)
    {
      for (guint i = 0; i < tie_row_list_get_length (lists[side]); i++)
        tie_pair_row_take_decision (tie_row_list_get (lists[side], i));
    }
}

void
tie_crosswalk_follow_end (TieCrosswalk *self,
                          GListStore *proposals)
{
  self->n_matching--;
  if (proposals == NULL)
    return;
  g_set_object (&self->proposals, proposals);
  if (!self->wants_left_index)
    {
      self->wants_left_index = TRUE;
      tie_crosswalk_warm (self);
    }
  tie_crosswalk_follow_again (self);
}

void
tie_crosswalk_follow_clear (TieCrosswalk *self)
{
  g_clear_handle_id (&self->follow_source, g_source_remove);
  g_clear_object (&self->proposals);
  g_hash_table_remove_all (self->waiting_left);
  g_hash_table_remove_all (self->waiting_right);
}
