/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <glib/gi18n.h>

#include "match/tie-match-reasons.h"

#define NEVER TIE_MATCH_YIELDS_NEVER
#define TO_OWN TIE_MATCH_YIELDS_TO_OWN
#define TO_HOME TIE_MATCH_YIELDS_TO_HOME

/* Bits are what the reason is worth before the lists have taught anything: log2 of how much oftener it is seen between
 * two records of one subject than between two records that only share the words. */
static const TieMatchReasonEntry reasons[TIE_MATCH_N_REASONS] = {
  [TIE_MATCH_REASON_SLIP] = { "slip", -1.5, FALSE, NEVER, "%s/%s", 2 },
  [TIE_MATCH_REASON_NICKNAME] = { "nickname", -1.5, FALSE, NEVER, "%s/%s", 2 },
  [TIE_MATCH_REASON_INITIAL] = { "initial", -4, TRUE, TO_HOME, N_ ("only an initial"), 0 },
  [TIE_MATCH_REASON_MIDDLE_INITIAL] = { "middle-initial", 0, FALSE, NEVER, NULL, 0 },
  [TIE_MATCH_REASON_ABBREVIATION] = { "abbreviation", -1.5, FALSE, NEVER, "%s/%s", 2 },
  [TIE_MATCH_REASON_STEM] = { "stem", -3, FALSE, NEVER, "%s/%s", 2 },
  [TIE_MATCH_REASON_JOINED] = { "joined", -2, FALSE, NEVER, "%s/%s", 2 },
  [TIE_MATCH_REASON_CUT_OFF] = { "cut-off", -2, FALSE, NEVER, N_ ("name cut off"), 0 },
  [TIE_MATCH_REASON_DAMAGED] = { "damaged", -2, FALSE, NEVER, "%s/%s", 2 },
  [TIE_MATCH_REASON_SIMILAR_GIVEN] = { "similar-given", -4, TRUE, TO_OWN, "%s/%s", 2 },

  [TIE_MATCH_REASON_EXTRA_WORD] = { "extra-word", -5, FALSE, NEVER, N_ ("“%s” only on one side"), 1 },
  [TIE_MATCH_REASON_EXTRA_MORE] = { "extra-more", -1.5, FALSE, NEVER, NULL, 0 },
  [TIE_MATCH_REASON_EXTRA_CODE] = { "extra-code", -5, TRUE, NEVER, N_ ("“%s” only on one side"), 1 },
  [TIE_MATCH_REASON_EXTRA_FIRST] = { "extra-first", -8, TRUE, TO_OWN, N_ ("“%s” only on one side"), 1 },
  [TIE_MATCH_REASON_EXTRA_MIDDLE] = { "extra-middle", -1, FALSE, NEVER, N_ ("same name without “%s”"), 1 },
  [TIE_MATCH_REASON_EXTRA_OPTIONAL] = { "extra-optional", -0.3, FALSE, NEVER, N_ ("same name without “%s”"), 1 },
  [TIE_MATCH_REASON_EXTRA_GIVEN] = { "extra-given", -6, TRUE, NEVER, N_ ("given name “%s” only on one side"), 1 },
  [TIE_MATCH_REASON_EXTRA_NUMBER] = { "extra-number", -5, TRUE, NEVER, N_ ("“%s” only on one side"), 1 },
  [TIE_MATCH_REASON_EXTRA_TRUST] = { "extra-trust", -6, TRUE, NEVER, N_ ("“%s” only on one side"), 1 },
  [TIE_MATCH_REASON_OTHER_WORD] = { "other-word", -8, TRUE, NEVER, N_ ("“%s” is not “%s”"), 2 },
  [TIE_MATCH_REASON_OTHER_NUMBER] = { "other-number", -8, TRUE, NEVER, N_ ("“%s” is not “%s”"), 2 },
  [TIE_MATCH_REASON_OTHER_GIVEN] = { "other-given", -8, TRUE, NEVER, N_ ("other given name: %s, %s"), 2 },
  [TIE_MATCH_REASON_OTHER_MIDDLE] = { "other-middle", -6, TRUE, NEVER, N_ ("other middle name: %s, %s"), 2 },
  [TIE_MATCH_REASON_OTHER_SURNAME] = { "other-surname", -8, TRUE, NEVER, N_ ("other surname: %s, %s"), 2 },
  [TIE_MATCH_REASON_OTHER_ROLE] = { "other-role", -5, TRUE, NEVER, N_ ("given name and surname swapped"), 0 },
  [TIE_MATCH_REASON_OTHER_ORDER] = { "other-order", -1, FALSE, NEVER, N_ ("given name and surname swapped"), 0 },

  [TIE_MATCH_REASON_SAME_LEGAL] = { "same-legal", 1.2, FALSE, NEVER, NULL, 0 },
  [TIE_MATCH_REASON_MISSING_LEGAL] = { "missing-legal", -0.5, FALSE, NEVER, N_ ("same name without “%s”"), 1 },
  [TIE_MATCH_REASON_OTHER_LEGAL] = { "other-legal", -5, TRUE, NEVER, N_ ("other legal form"), 0 },
  [TIE_MATCH_REASON_SAME_GENERATION] = { "same-generation", 1, FALSE, NEVER, NULL, 0 },
  [TIE_MATCH_REASON_OTHER_GENERATION] = { "other-generation", -5, TRUE, NEVER, N_ ("Jr, Sr or III does not agree"), 0 },
  [TIE_MATCH_REASON_COUPLE] = { "couple", -6, TRUE, NEVER, N_ ("a couple and a single person"), 0 },
  [TIE_MATCH_REASON_OWN_FIRM] = { "own-firm", -6, TRUE, NEVER, N_ ("a person and a firm of the name"), 0 },
  [TIE_MATCH_REASON_ALIAS] = { "alias", -1, FALSE, NEVER, N_ ("its other name"), 0 },
  [TIE_MATCH_REASON_COMPANY] = { "company", -1, FALSE, NEVER, N_ ("company and name agree"), 0 },

  [TIE_MATCH_REASON_SAME_EMAIL] = { "same-email", 8, FALSE, NEVER, N_ ("same e-mail"), 0 },
  [TIE_MATCH_REASON_SIMILAR_EMAIL] = { "similar-email", 4, FALSE, NEVER, N_ ("similar e-mail"), 0 },
  [TIE_MATCH_REASON_OTHER_EMAIL] = { "other-email", -2.5, FALSE, NEVER, N_ ("other e-mail"), 0 },
  [TIE_MATCH_REASON_SAME_PHONE] = { "same-phone", 7, FALSE, NEVER, N_ ("same phone"), 0 },
  [TIE_MATCH_REASON_OTHER_PHONE] = { "other-phone", -2.5, FALSE, NEVER, N_ ("other phone"), 0 },
  [TIE_MATCH_REASON_SAME_ACCOUNT] = { "same-account", 10, FALSE, NEVER, N_ ("same account number"), 0 },
  [TIE_MATCH_REASON_OTHER_ACCOUNT] = { "other-account", -4, FALSE, NEVER, N_ ("other account number"), 0 },
  [TIE_MATCH_REASON_SAME_ADDRESS] = { "same-address", 6, FALSE, NEVER, N_ ("same address"), 0 },
  [TIE_MATCH_REASON_OTHER_ADDRESS] = { "other-address", -2, FALSE, NEVER, N_ ("other address"), 0 },
  [TIE_MATCH_REASON_SAME_POSTCODE] = { "same-postcode", 4, FALSE, NEVER, N_ ("same postcode"), 0 },
  [TIE_MATCH_REASON_OTHER_POSTCODE] = { "other-postcode", -1.5, FALSE, NEVER, N_ ("other postcode"), 0 },
  [TIE_MATCH_REASON_SAME_CITY] = { "same-city", 2, FALSE, NEVER, N_ ("same city"), 0 },
  [TIE_MATCH_REASON_OTHER_CITY] = { "other-city", -1.5, FALSE, NEVER, N_ ("other city"), 0 },
  [TIE_MATCH_REASON_SAME_REGION] = { "same-region", 1, FALSE, NEVER, N_ ("same region"), 0 },
  [TIE_MATCH_REASON_OTHER_REGION] = { "other-region", -2, FALSE, NEVER, N_ ("other region"), 0 },
};

const TieMatchReasonEntry *
tie_match_get_reason (TieMatchReason reason)
{
  return &reasons[reason];
}
