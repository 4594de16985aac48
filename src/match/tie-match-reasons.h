/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match-words.h"

G_BEGIN_DECLS

/* Why two rows are, or are not, the same.  One table drives the scoring, the sentences and the tests. */
typedef enum
{
  /* words of one name that answer a word of the other */
  TIE_MATCH_REASON_SLIP,
  TIE_MATCH_REASON_NICKNAME,
  TIE_MATCH_REASON_INITIAL,
  TIE_MATCH_REASON_MIDDLE_INITIAL,
  TIE_MATCH_REASON_ABBREVIATION,
  TIE_MATCH_REASON_STEM,
  TIE_MATCH_REASON_JOINED,
  TIE_MATCH_REASON_CUT_OFF,
  TIE_MATCH_REASON_DAMAGED,
  TIE_MATCH_REASON_SIMILAR_GIVEN,

  /* words that nothing answers */
  TIE_MATCH_REASON_EXTRA_WORD,
  TIE_MATCH_REASON_EXTRA_MORE,
  TIE_MATCH_REASON_EXTRA_CODE,
  TIE_MATCH_REASON_EXTRA_FIRST,
  TIE_MATCH_REASON_EXTRA_MIDDLE,
  TIE_MATCH_REASON_EXTRA_OPTIONAL,
  TIE_MATCH_REASON_EXTRA_GIVEN,
  TIE_MATCH_REASON_EXTRA_NUMBER,
  TIE_MATCH_REASON_EXTRA_TRUST,
  TIE_MATCH_REASON_OTHER_WORD,
  TIE_MATCH_REASON_OTHER_NUMBER,
  TIE_MATCH_REASON_OTHER_GIVEN,
  TIE_MATCH_REASON_OTHER_MIDDLE,
  TIE_MATCH_REASON_OTHER_SURNAME,
  TIE_MATCH_REASON_OTHER_ROLE,
  TIE_MATCH_REASON_OTHER_ORDER,

  /* what the names are as a whole */
  TIE_MATCH_REASON_SAME_LEGAL,
  TIE_MATCH_REASON_MISSING_LEGAL,
  TIE_MATCH_REASON_OTHER_LEGAL,
  TIE_MATCH_REASON_SAME_GENERATION,
  TIE_MATCH_REASON_OTHER_GENERATION,
  TIE_MATCH_REASON_COUPLE,
  TIE_MATCH_REASON_OWN_FIRM,
  TIE_MATCH_REASON_ALIAS,
  TIE_MATCH_REASON_COMPANY,

  /* the other fields; from here on a pair has each at most once */
  TIE_MATCH_REASON_SAME_EMAIL,
  TIE_MATCH_REASON_SIMILAR_EMAIL,
  TIE_MATCH_REASON_OTHER_EMAIL,
  TIE_MATCH_REASON_SAME_PHONE,
  TIE_MATCH_REASON_OTHER_PHONE,
  TIE_MATCH_REASON_SAME_ACCOUNT,
  TIE_MATCH_REASON_OTHER_ACCOUNT,
  TIE_MATCH_REASON_SAME_ADDRESS,
  TIE_MATCH_REASON_OTHER_ADDRESS,
  TIE_MATCH_REASON_SAME_POSTCODE,
  TIE_MATCH_REASON_OTHER_POSTCODE,
  TIE_MATCH_REASON_SAME_CITY,
  TIE_MATCH_REASON_OTHER_CITY,
  TIE_MATCH_REASON_SAME_REGION,
  TIE_MATCH_REASON_OTHER_REGION,

  TIE_MATCH_N_REASONS
} TieMatchReason;

#define TIE_MATCH_FIRST_FACT TIE_MATCH_REASON_SAME_EMAIL
#define TIE_MATCH_N_FACTS (TIE_MATCH_N_REASONS - TIE_MATCH_FIRST_FACT)

/* What makes a veto fall. */
typedef enum
{
  TIE_MATCH_YIELDS_NEVER,
  TIE_MATCH_YIELDS_TO_OWN,  /* the same account number or e-mail, or phone and address together */
  TIE_MATCH_YIELDS_TO_HOME, /* the same phone or address alone too, though a household shares them */
} TieMatchYields;

typedef struct
{
  const char *name;    /* for tests and the log */
  double bits;         /* what it adds each time, beside the words' own weight */
  gboolean is_veto;    /* the pair is never linked by itself */
  TieMatchYields yields;
  const char *phrase;  /* (nullable): with %s for words where has_words */
  guint8 n_words;      /* that the phrase names */
} TieMatchReasonEntry;

const TieMatchReasonEntry *tie_match_get_reason (TieMatchReason reason);

/* TRUE for the reasons that say that two words are forms of one. */
static inline gboolean
tie_match_is_relation (guint reason)
{
  return reason == TIE_MATCH_REASON_SLIP || reason == TIE_MATCH_REASON_NICKNAME || reason == TIE_MATCH_REASON_ABBREVIATION ||
         reason == TIE_MATCH_REASON_STEM || reason == TIE_MATCH_REASON_DAMAGED;
}

G_END_DECLS
