/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-proposal"
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sync/tie-proposal-private.h"

struct _TieProposal
{
  GObject parent_instance;

  /* of a run, or of one row that changed after it */
  TieMatchOutcome *outcome; /* (owned) (nullable) */
  guint left;               /* index in the outcome */
  GPtrArray *suggestions;   /* (owned) (nullable): TieSuggestion */
  TiePairRow *left_row;     /* (owned) */

  TiePairRow *right_row; /* (unowned): of the candidate shown */
  guint position;        /* of the candidate shown, from 0 */
  TieMatchBand band;
  gboolean is_exact;
  gboolean is_checked;
  guint proposed; /* position of what the engine chose: its band is known, others' are not */
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

guint
tie_proposal_count_candidates (TieProposal *self)
{
  guint n_candidates = 0;

  if (self->suggestions != NULL)
    return self->suggestions->len;
  tie_match_result_get_candidates (self->outcome->result, self->left, &n_candidates);
  return n_candidates;
}

TiePairRow *
tie_proposal_get_candidate (TieProposal *self,
                            guint position,
                            double *score)
{
  guint n_candidates = 0;
  const TieMatchCandidate *candidates;

  if (self->suggestions != NULL)
    {
      const TieSuggestion *suggestion = g_ptr_array_index (self->suggestions, position);

      if (score != NULL)
        *score = suggestion->score / 100.0;
      return suggestion->row;
    }
  candidates = tie_match_result_get_candidates (self->outcome->result, self->left, &n_candidates);
  if (score != NULL)
    *score = candidates[position].score;
  return g_ptr_array_index (self->outcome->right_rows, candidates[position].right);
}

TiePairRow *
tie_proposal_get_proposed (TieProposal *self)
{
  return tie_proposal_get_candidate (self, self->proposed, NULL);
}

static guint
get_points (TieProposal *self,
            guint position)
{
  double score = 0;

  tie_proposal_get_candidate (self, position, &score);
  return (guint) floor (CLAMP (score, 0.0, 1.0) * 100.0 + 1e-9); /* points that became a share and come back */
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
      g_value_set_uint (value, MAX (tie_proposal_count_candidates (self), 1));
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
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  g_clear_object (&self->left_row);

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

static void
propose (TieProposal *self,
         guint position,
         TieMatchBand band,
         gboolean is_exact)
{
  self->position = self->proposed = position;
  self->right_row = tie_proposal_get_candidate (self, position, NULL);
  self->band = self->proposed_band = band;
  self->is_exact = self->proposed_is_exact = is_exact;
  self->is_checked = band == TIE_MATCH_LINK;
}

TieProposal *
tie_proposal_new (TieMatchOutcome *outcome,
                  const TieMatchProposal *proposal)
{
  TieProposal *self = g_object_new (TIE_TYPE_PROPOSAL, NULL);
  const TieMatchCandidate *candidates;
  guint n_candidates = 0;
  guint position = 0;

  self->outcome = tie_match_outcome_ref (outcome);
  self->left = proposal->left;
  self->left_row = g_object_ref (g_ptr_array_index (outcome->left_rows, proposal->left));

  candidates = tie_match_result_get_candidates (outcome->result, proposal->left, &n_candidates);
  for (guint i = 0; i < n_candidates; i++)
    {
      if (candidates[i].right == proposal->right)
        position = i;
    }
  propose (self, position, proposal->band, proposal->is_exact);
  return self;
}

TieProposal *
tie_proposal_new_from_suggestions (TiePairRow *left,
                                   GPtrArray *suggestions,
                                   guint proposed,
                                   TieMatchBand band,
                                   gboolean is_exact)
{
  TieProposal *self = g_object_new (TIE_TYPE_PROPOSAL, NULL);

  self->left_row = g_object_ref (left);
  self->suggestions = g_ptr_array_ref (suggestions);
  propose (self, proposed, band, is_exact);
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

  return self->left_row;
}

TiePairRow *
tie_proposal_get_right (TieProposal *self)
{
  g_return_val_if_fail (TIE_IS_PROPOSAL (self), NULL);

  return self->right_row;
}

guint
tie_proposal_get_score (TieProposal *self)
{
  g_return_val_if_fail (TIE_IS_PROPOSAL (self), 0);

  return get_points (self, self->position);
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

/* Which one of the outcome's rows it is. */
static guint
find_right (TieProposal *self)
{
  guint n_candidates = 0;

  return tie_match_result_get_candidates (self->outcome->result, self->left, &n_candidates)[self->position].right;
}

char *
tie_proposal_dup_reason (TieProposal *self)
{
  guint n_candidates;

  g_return_val_if_fail (TIE_IS_PROPOSAL (self), NULL);

  n_candidates = tie_proposal_count_candidates (self);
  if (self->band == TIE_MATCH_REVIEW && self->position == self->proposed && n_candidates > 1)
    {
      /* Translators: so many candidates; the scores of the best and of the second best (of two) or the last (of more) */
      if (n_candidates == 2)
        return g_strdup_printf (_ ("%u candidates, %u and %u"), n_candidates, get_points (self, 0), get_points (self, 1));
      return g_strdup_printf (_ ("%u candidates, %u to %u"), n_candidates, get_points (self, 0), get_points (self, n_candidates - 1));
    }

  if (self->suggestions != NULL)
    return g_strdup (((const TieSuggestion *) g_ptr_array_index (self->suggestions, self->position))->reason);
  return tie_match_result_explain (self->outcome->result, self->left, find_right (self));
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
  guint position;

  g_return_val_if_fail (TIE_IS_PROPOSAL (self), FALSE);

  position = self->position + (direction < 0 ? -1 : 1); /* before the first wraps to more than there are */
  if (position >= tie_proposal_count_candidates (self))
    return FALSE;

  self->position = position;
  self->right_row = tie_proposal_get_candidate (self, position, NULL);
  self->band = position == self->proposed ? self->proposed_band : MIN (self->proposed_band, TIE_MATCH_REVIEW);
  self->is_exact = position == self->proposed && self->proposed_is_exact;
  tie_proposal_set_is_checked (self, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[changed[i]]);
  return TRUE;
}
