/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-proposal"
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sync/tie-proposal-private.h"

struct _TieProposal
{
  GObject parent_instance;

  TieMatchOutcome *outcome; /* (owned) (not nullable) */
  guint left;               /* index in the outcome */
  guint right;
  guint position; /* of the candidate shown, from 0 */
  double score;
  TieMatchBand band;
  gboolean is_exact;
  gboolean is_checked;
  guint proposed; /* what the engine chose: its band is known, others' are not */
  TieMatchBand proposed_band;
  gboolean proposed_is_exact;
};

G_DEFINE_FINAL_TYPE (TieProposal, tie_proposal, G_TYPE_OBJECT)

enum
{
  PROP_LEFT_NAME = 1,
  PROP_RIGHT_NAME,
  PROP_SCORE,
  PROP_WORD,
  PROP_SCORE_TEXT,
  PROP_REASON,
  PROP_BAND,
  PROP_IS_CHECKED,
  PROP_POSITION,
  PROP_N_CANDIDATES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const TieMatchCandidate *
get_candidates (TieProposal *self,
                guint *n_candidates)
{
  return tie_match_result_get_candidates (self->outcome->result, self->left, n_candidates);
}

static guint
count_candidates (TieProposal *self)
{
  guint n_candidates = 0;

  get_candidates (self, &n_candidates);
  return MAX (n_candidates, 1);
}

static guint
to_points (double score)
{
  return (guint) floor (CLAMP (score, 0.0, 1.0) * 100.0);
}

static void
tie_proposal_get_property (GObject *object,
                           guint prop_id,
                           GValue *value,
                           GParamSpec *pspec)
{
  TieProposal *self = TIE_PROPOSAL (object);

  switch (prop_id)
    {
    case PROP_LEFT_NAME:
      g_value_set_string (value, tie_pair_row_get_name (tie_proposal_get_left (self)));
      break;
    case PROP_RIGHT_NAME:
      g_value_set_string (value, tie_pair_row_get_name (tie_proposal_get_right (self)));
      break;
    case PROP_SCORE:
      g_value_set_uint (value, tie_proposal_get_score (self));
      break;
    case PROP_WORD:
      g_value_set_string (value, tie_proposal_get_word (self));
      break;
    case PROP_SCORE_TEXT:
      /* Translators: a score from 0 to 100 and its word, as in "93 Strong" */
      g_value_take_string (value, g_strdup_printf (_ ("%u %s"), tie_proposal_get_score (self), tie_proposal_get_word (self)));
      break;
    case PROP_REASON:
      g_value_take_string (value, tie_proposal_dup_reason (self));
      break;
    case PROP_BAND:
      g_value_set_uint (value, self->band);
      break;
    case PROP_IS_CHECKED:
      g_value_set_boolean (value, self->is_checked);
      break;
    case PROP_POSITION:
      g_value_set_uint (value, self->position + 1);
      break;
    case PROP_N_CANDIDATES:
      g_value_set_uint (value, count_candidates (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_proposal_set_property (GObject *object,
                           guint prop_id,
                           const GValue *value,
                           GParamSpec *pspec)
{
  if (prop_id == PROP_IS_CHECKED)
    tie_proposal_set_is_checked (TIE_PROPOSAL (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tie_proposal_finalize (GObject *object)
{
  TieProposal *self = TIE_PROPOSAL (object);

  g_clear_pointer (&self->outcome, tie_match_outcome_unref);

  G_OBJECT_CLASS (tie_proposal_parent_class)->finalize (object);
}

static void
tie_proposal_class_init (TieProposalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tie_proposal_get_property;
  object_class->set_property = tie_proposal_set_property;
  object_class->finalize = tie_proposal_finalize;

  properties[PROP_LEFT_NAME] = g_param_spec_string ("left-name", NULL, NULL, NULL, flags);
  properties[PROP_RIGHT_NAME] = g_param_spec_string ("right-name", NULL, NULL, NULL, flags);
  properties[PROP_SCORE] = g_param_spec_uint ("score", NULL, NULL, 0, 100, 0, flags);
  properties[PROP_WORD] = g_param_spec_string ("word", NULL, NULL, NULL, flags);
  properties[PROP_SCORE_TEXT] = g_param_spec_string ("score-text", NULL, NULL, NULL, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  properties[PROP_BAND] = g_param_spec_uint ("band", NULL, NULL, 0, TIE_MATCH_LINK, TIE_MATCH_LEAVE, flags);
  properties[PROP_IS_CHECKED] = g_param_spec_boolean ("is-checked", NULL, NULL, FALSE, flags | G_PARAM_WRITABLE);
  properties[PROP_POSITION] = g_param_spec_uint ("position", NULL, NULL, 1, G_MAXUINT, 1, flags);
  properties[PROP_N_CANDIDATES] = g_param_spec_uint ("n-candidates", NULL, NULL, 1, G_MAXUINT, 1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_proposal_init (TieProposal *self)
{
}

TieProposal *
tie_proposal_new (TieMatchOutcome *outcome,
                  const TieMatchProposal *proposal)
{
  TieProposal *self = g_object_new (TIE_TYPE_PROPOSAL, NULL);
  const TieMatchCandidate *candidates;
  guint n_candidates = 0;

  self->outcome = tie_match_outcome_ref (outcome);
  self->left = proposal->left;
  self->right = self->proposed = proposal->right;
  self->score = proposal->score;
  self->band = self->proposed_band = proposal->band;
  self->is_exact = self->proposed_is_exact = proposal->is_exact;
  self->is_checked = proposal->band == TIE_MATCH_LINK;

  candidates = get_candidates (self, &n_candidates);
  for (guint i = 0; i < n_candidates; i++)
    {
      if (candidates[i].right == self->right)
        self->position = i;
    }
  return self;
}

const char *
tie_proposal_word (TieMatchBand band,
                   gboolean is_exact)
{
  switch (band)
    {
    case TIE_MATCH_LINK:
      return is_exact ? _ ("Exact") : _ ("Strong");
    case TIE_MATCH_REVIEW:
      return _ ("Possible");
    case TIE_MATCH_LEAVE:
    default:
      return _ ("No match");
    }
}

TiePairRow *
tie_proposal_get_left (TieProposal *self)
{
  g_return_val_if_fail (TIE_IS_PROPOSAL (self), NULL);

  return g_ptr_array_index (self->outcome->left_rows, self->left);
}

TiePairRow *
tie_proposal_get_right (TieProposal *self)
{
  g_return_val_if_fail (TIE_IS_PROPOSAL (self), NULL);

  return g_ptr_array_index (self->outcome->right_rows, self->right);
}

guint
tie_proposal_get_score (TieProposal *self)
{
  g_return_val_if_fail (TIE_IS_PROPOSAL (self), 0);

  return to_points (self->score);
}

const char *
tie_proposal_get_word (TieProposal *self)
{
  g_return_val_if_fail (TIE_IS_PROPOSAL (self), "");

  return tie_proposal_word (self->band, self->is_exact);
}

TieMatchBand
tie_proposal_get_band (TieProposal *self)
{
  g_return_val_if_fail (TIE_IS_PROPOSAL (self), TIE_MATCH_LEAVE);

  return self->band;
}

gboolean
tie_proposal_get_is_exact (TieProposal *self)
{
  g_return_val_if_fail (TIE_IS_PROPOSAL (self), FALSE);

  return self->is_exact;
}

char *
tie_proposal_dup_reason (TieProposal *self)
{
  const TieMatchCandidate *candidates;
  guint n_candidates = 0;

  g_return_val_if_fail (TIE_IS_PROPOSAL (self), NULL);

  candidates = get_candidates (self, &n_candidates);
  if (self->band == TIE_MATCH_REVIEW && self->right == self->proposed && n_candidates > 1)
    {
      guint first = to_points (candidates[0].score);

      /* Translators: so many candidates; the scores of the best and of the second best (of two) or the last (of more) */
      if (n_candidates == 2)
        return g_strdup_printf (_ ("%u candidates, %u and %u"), n_candidates, first, to_points (candidates[1].score));
      return g_strdup_printf (_ ("%u candidates, %u to %u"), n_candidates, first, to_points (candidates[n_candidates - 1].score));
    }

  return tie_match_result_explain (self->outcome->result, self->left, self->right);
}

gboolean
tie_proposal_get_is_checked (TieProposal *self)
{
  g_return_val_if_fail (TIE_IS_PROPOSAL (self), FALSE);

  return self->is_checked;
}

void
tie_proposal_set_is_checked (TieProposal *self,
                             gboolean is_checked)
{
  g_return_if_fail (TIE_IS_PROPOSAL (self));

  is_checked = !!is_checked;
  if (self->is_checked == is_checked)
    return;
  self->is_checked = is_checked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_CHECKED]);
}

gboolean
tie_proposal_step (TieProposal *self,
                   int direction)
{
  static const guint changed[] = { PROP_RIGHT_NAME, PROP_SCORE, PROP_WORD, PROP_SCORE_TEXT, PROP_REASON, PROP_BAND, PROP_POSITION };
  const TieMatchCandidate *candidates;
  guint n_candidates = 0;
  guint position;

  g_return_val_if_fail (TIE_IS_PROPOSAL (self), FALSE);

  candidates = get_candidates (self, &n_candidates);
  position = self->position + (direction < 0 ? -1 : 1); /* before the first wraps to more than there are */
  if (position >= n_candidates)
    return FALSE;

  self->position = position;
  self->right = candidates[position].right;
  self->score = candidates[position].score;
  self->band = self->right == self->proposed ? self->proposed_band : MIN (self->proposed_band, TIE_MATCH_REVIEW);
  self->is_exact = self->right == self->proposed && self->proposed_is_exact;
  tie_proposal_set_is_checked (self, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[changed[i]]);
  return TRUE;
}
