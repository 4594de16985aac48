/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a word means wherever it stands.  Everything else about a word is learned from the lists. */
typedef enum
{
  TIE_MATCH_MEANS_NOTHING,
  TIE_MATCH_MEANS_LEGAL,      /* value: the form, so that "Inc" and "Incorporated" are one */
  TIE_MATCH_MEANS_GENERATION, /* value: Sr 1, Jr 2, II 3, III 4, IV 5 */
  TIE_MATCH_MEANS_TITLE,      /* Mr, Dr, MD, CPA: says nothing about who it is */
  TIE_MATCH_MEANS_STATUS,     /* inactive, old: about the record, not its subject */
  TIE_MATCH_MEANS_ALIAS,      /* what follows is another name: dba, aka */
  TIE_MATCH_MEANS_CARE_OF,    /* what follows is who gets the mail: c/o, attn */
  TIE_MATCH_MEANS_AND,
  TIE_MATCH_MEANS_FILLER,     /* the, of, no */
  TIE_MATCH_MEANS_TRUST,      /* estate, trust: another subject than the person named */
} TieMatchMeaning;

TieMatchMeaning tie_match_get_meaning (const char *word,
                                       guint *value);

/* The full names a given name may be short for, as a zero-ended list of numbers; the full name itself has its own.
 * NULL for names the table does not know.  Two words are forms of one name when their lists share a number. */
const guint8 *tie_match_get_name_roots (const char *word);

#define TIE_MATCH_MAX_ROOTS 5

G_END_DECLS
