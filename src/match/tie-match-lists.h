/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match.h"
#include "match/tie-match-tokens.h"
#include "match/tie-match-words.h"

G_BEGIN_DECLS

/* What a word does in its name. */
typedef enum
{
  TIE_MATCH_ROLE_CORE,
  TIE_MATCH_ROLE_GIVEN,
  TIE_MATCH_ROLE_MIDDLE,
  TIE_MATCH_ROLE_SPOUSE, /* given name of the second person */
  TIE_MATCH_ROLE_SURNAME,
  TIE_MATCH_ROLE_NUMBER,
  TIE_MATCH_ROLE_PARENT,   /* before a colon */
  TIE_MATCH_ROLE_SILENT,   /* legal form, "Jr": compared by themselves, not as words */
  TIE_MATCH_ROLE_OPTIONAL, /* may help, hardly hurts when missing: in brackets, after "c/o", a client number */
} TieMatchRole;

typedef struct
{
  guint32 word;
  guint8 role;
  guint8 part;
  guint8 is_joined : 1;  /* after "&" or "/" */
  guint8 is_account : 1; /* looks like the number of the client */
  guint8 in_brackets : 1;
  guint8 is_city : 1;       /* of the row's own city */
} TieMatchNameWord;

typedef enum
{
  TIE_MATCH_SHAPE_UNKNOWN,
  TIE_MATCH_SHAPE_PERSON,
  TIE_MATCH_SHAPE_COUPLE,
  TIE_MATCH_SHAPE_FIRM,
  TIE_MATCH_SHAPE_TRUST,
} TieMatchShape;
#define TIE_MATCH_N_SHAPES 5

typedef enum
{
  TIE_MATCH_SOURCE_NAME,
  TIE_MATCH_SOURCE_ALIAS,
  TIE_MATCH_SOURCE_COMPANY,
} TieMatchSource;

/* One name of a row, in words.  A row has another one after "dba", and one more in its company field. */
typedef struct
{
  guint64 key;    /* of the words that count, whatever their order */
  guint32 words;  /* first of its words */
  guint8 n_words;
  guint8 n_core;  /* words that are neither parent nor optional */
  guint8 shape;
  guint8 source;
  guint8 legal;
  guint8 generation;
  guint8 has_comma : 1;  /* "Last, First" */
  guint8 has_trust : 1;
  guint8 is_long : 1;    /* long enough to have been cut off */
} TieMatchName;

/* What else is known about a row, each 0 when nothing is. */
typedef struct
{
  guint64 email_letters; /* one bit for each kind of neighbouring letters: tells how alike two addresses are */
  guint32 email;
  guint32 phone;
  guint32 account;
  guint32 name_account; /* a number in the name that looks like one */
  guint32 postcode;
  guint32 house;       /* number of the house */
  guint32 street;      /* first word of the street that is a word */
  guint32 city;
  guint32 region;
} TieMatchFacts;

typedef struct
{
  guint32 first_name;
  guint32 tie;         /* of id and name: decides between pairs that nothing else decides */
  guint8 n_names;
  guint8 is_out;       /* takes no part: already linked, or removed */
} TieMatchEntry;

typedef struct
{
  GArray *entries; /* (owned) of TieMatchEntry */
  GArray *facts;   /* (owned) of TieMatchFacts; ends with the last row that has any */
  GArray *names;   /* (owned) of TieMatchName */
  GArray *words;   /* (owned) of TieMatchNameWord */
} TieMatchList;

/* Both lists in words and numbers; no text of the rows is needed to compare them. */
typedef struct
{
  TieMatchKind kind;
  TieMatchWords *words;   /* (owned) */
  TieMatchList lists[2];
  TieMatchTokens tokens;  /* reading room */
  gboolean has_people;    /* commas part surnames from given names */
  gboolean has_only_people; /* and a name without a comma is "First Last", whatever its words */
  gboolean has_codes;     /* colons part words that count */
  guint32 common;         /* rows of both lists beyond which a word finds partners only with another beside it */
} TieMatchLists;

TieMatchLists *tie_match_lists_new (TieMatchKind kind);
void tie_match_lists_free (TieMatchLists *self);

/* Takes a row apart.  Errors: TIE_ERROR_INVALID naming the field. */
gboolean tie_match_lists_add (TieMatchLists *self,
                              TieMatchSide side,
                              const TieMatchRow *row,
                              GError **error);

/* Takes over one list of other, which has nothing on the other side; self has nothing on this one.  So two lists can be
 * taken apart by two threads, and words have the same numbers as if one had done it. */
void tie_match_lists_take (TieMatchLists *self,
                           TieMatchLists *other,
                           TieMatchSide side);

/* Of adding a row: reads one text into one name of the last row, or two where there is a "dba" (tie-match-read.c). */
void tie_match_lists_read_name (TieMatchLists *self,
                                TieMatchSide side,
                                const char *text,
                                guint source);

/* Takes back the last row added. */
void tie_match_lists_pop (TieMatchLists *self,
                          TieMatchSide side);

/* Leaves a row out from now on, and its words out of the counts. */
void tie_match_lists_drop (TieMatchLists *self,
                           TieMatchSide side,
                           guint32 row);

/* After the rows: learns what words do from where they stand, then says for each name what its words do. */
void tie_match_lists_learn (TieMatchLists *self);

/* Says it for one row added later. */
void tie_match_lists_settle (TieMatchLists *self,
                             TieMatchSide side,
                             guint32 row);

static inline gsize
tie_match_lists_count (const TieMatchLists *self,
                       TieMatchSide side)
{
  return self->lists[side].entries->len;
}

static inline TieMatchEntry *
tie_match_lists_get_entry (const TieMatchLists *self,
                           TieMatchSide side,
                           guint32 row)
{
  return &g_array_index (self->lists[side].entries, TieMatchEntry, row);
}

static inline TieMatchName *
tie_match_lists_get_name (const TieMatchLists *self,
                          TieMatchSide side,
                          guint32 name)
{
  return &g_array_index (self->lists[side].names, TieMatchName, name);
}

static inline TieMatchNameWord *
tie_match_lists_get_words (const TieMatchLists *self,
                           TieMatchSide side,
                           const TieMatchName *name)
{
  return &g_array_index (self->lists[side].words, TieMatchNameWord, name->words);
}

static inline const TieMatchFacts *
tie_match_lists_get_facts (const TieMatchLists *self,
                           TieMatchSide side,
                           guint32 row)
{
  static const TieMatchFacts none = { 0 };
  const GArray *facts = self->lists[side].facts;

  return row < facts->len ? &g_array_index (facts, TieMatchFacts, row) : &none;
}

/* Of settling a name (tie-match-settle-slips.c): "Incorporatd", "LLK" and "Trustt" were words of the table once, */
void tie_match_lists_settle_slips (const TieMatchLists *self,
                                   TieMatchName *name,
                                   TieMatchNameWord *words);
/* and so was that of "Joan qnd Peter". */
void tie_match_lists_settle_slipped_and (const TieMatchLists *self,
                                         const TieMatchName *name,
                                         TieMatchNameWord *words);

/* A given name, as far as the lists tell, or the initial of one. */
static inline gboolean
tie_match_lists_may_be_given (const TieMatchLists *self,
                              guint32 word)
{
  const TieMatchWord *entry = tie_match_words_get (self->words, word);

  return entry->is_given || (entry->is_letter && !entry->is_wide);
}

/* TRUE for the words that make the name what it is. */
static inline gboolean
tie_match_role_counts (guint role)
{
  return role <= TIE_MATCH_ROLE_NUMBER;
}

/* The number of an account as the facts hold it. */
guint32 tie_match_read_account (const char *text);

/* Fills facts from the fields of a row. */
void tie_match_read_facts (const TieMatchRow *row,
                           TieMatchFacts *facts);

G_END_DECLS
