/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match-outcome"
#include "config.h"

#include "sync/tie-match-outcome.h"

TieMatchKind
tie_match_kind_of (TieKind kind)
{
  switch ((int) kind)
    {
    case TIE_KIND_EMPLOYEE:
      return TIE_MATCH_EMPLOYEES;
    case TIE_KIND_ITEM:
    case TIE_KIND_ACCOUNT:
      return TIE_MATCH_CODES;
    default:
      return TIE_MATCH_PEOPLE_AND_FIRMS;
    }
}

TieMatchOutcome *
tie_match_outcome_new (TieKind kind)
{
  TieMatchOutcome *self = g_atomic_rc_box_new0 (TieMatchOutcome);

  self->kind = tie_match_kind_of (kind);
  self->left_rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->right_rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_row_text_unref);
  self->left = g_array_new (FALSE, TRUE, sizeof (TieMatchRow));
  self->right = g_array_new (FALSE, TRUE, sizeof (TieMatchRow));
  self->known = g_array_new (FALSE, FALSE, sizeof (TieMatchPair));
  self->never = g_array_new (FALSE, FALSE, sizeof (TieMatchPair));
  return self;
}

TieMatchOutcome *
tie_match_outcome_ref (TieMatchOutcome *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
tie_match_outcome_clear (gpointer data)
{
  TieMatchOutcome *self = data;

  g_clear_pointer (&self->result, tie_match_result_free);
  g_array_unref (self->left);
  g_array_unref (self->right);
  g_array_unref (self->known);
  g_array_unref (self->never);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->left_rows);
  g_ptr_array_unref (self->right_rows);
}

void
tie_match_outcome_unref (TieMatchOutcome *self)
{
  g_atomic_rc_box_release_full (self, tie_match_outcome_clear);
}

static guint
add_row (TieMatchOutcome *self,
         GPtrArray *rows,
         GArray *match_rows,
         TiePairRow *row)
{
  TieRowText *text = tie_pair_row_get_text (row);
  TieMatchRow match_row = { 0 };

  g_ptr_array_add (self->texts, tie_row_text_ref (text));
  g_ptr_array_add (rows, g_object_ref (row));
  tie_row_text_fill_match_row (text, &match_row);
  g_array_append_val (match_rows, match_row);
  return match_rows->len - 1;
}

guint
tie_match_outcome_add_left (TieMatchOutcome *self,
                            TiePairRow *row)
{
  return add_row (self, self->left_rows, self->left, row);
}

guint
tie_match_outcome_add_right (TieMatchOutcome *self,
                             TiePairRow *row)
{
  return add_row (self, self->right_rows, self->right, row);
}

gboolean
tie_match_outcome_run (TieMatchOutcome *self,
                       const gint *cancelled,
                       TieMatchProgress progress,
                       gpointer progress_data,
                       GError **error)
{
  TieMatchOptions options = {
    .kind = self->kind,
    .known = (const TieMatchPair *) (gpointer) self->known->data,
    .n_known = self->known->len,
    .never = (const TieMatchPair *) (gpointer) self->never->data,
    .n_never = self->never->len,
    .cancelled = cancelled,
    .progress = progress,
    .progress_data = progress_data,
  };

  g_return_val_if_fail (self->result == NULL, FALSE);

  self->result = tie_match_run ((const TieMatchRow *) (gpointer) self->left->data, self->left->len, (const TieMatchRow *) (gpointer) self->right->data, self->right->len, &options, error);
  return self->result != NULL;
}
