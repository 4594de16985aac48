/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Automatch: pairs the rows of two lists of names, one to one, and says how sure it is.  Pure functions: they read
 * nothing but their arguments and may run on any thread.  The same rows give the same links whatever the number of
 * threads, the order of the rows, or which list is called left. */

typedef enum
{
  TIE_MATCH_PEOPLE_AND_FIRMS, /* contacts, customers, vendors */
  TIE_MATCH_EMPLOYEES,
  TIE_MATCH_CODES,   /* work and expense codes against items */
  TIE_MATCH_CLIENTS, /* clients as a tax program names them */
} TieMatchKind;

typedef enum
{
  TIE_MATCH_LEAVE,
  TIE_MATCH_REVIEW,
  TIE_MATCH_LINK,
} TieMatchBand;

/* One row of a list.  The strings are borrowed, UTF-8, and NULL or "" where not known; id and name are needed.  For
 * tie_match_run() and tie_match_find_doubles() rows and strings must live as long as the result does. */
typedef struct
{
  const char *id;
  const char *name;
  const char *company;
  const char *email;
  const char *phone;
  const char *address;
  const char *city;
  const char *region;
  const char *postcode;
  const char *account;
} TieMatchRow;

/* Indexes into the two arrays. */
typedef struct
{
  guint left;
  guint right;
} TieMatchPair;

/* Called from the thread that called tie_match_run(); total stays the same during one run. */
typedef void (*TieMatchProgress) (guint done, guint total, gpointer user_data);

/* Zeroed options are good ones. */
typedef struct
{
  TieMatchKind kind;
  guint threads;              /* 0: as many as there are processors */
  double precision;           /* share of the links that must be right; 0: TIE_MATCH_DEFAULT_PRECISION */
  const TieMatchPair *known;  /* links already made: their rows are left out, but they teach */
  gsize n_known;
  const TieMatchPair *never;  /* refused pairs: not proposed, not even as candidates */
  gsize n_never;
  const gint *cancelled;      /* (nullable): looked at with g_atomic_int_get() now and then, not 0 stops the run */
  TieMatchProgress progress;  /* (nullable) */
  gpointer progress_data;
} TieMatchOptions;

#define TIE_MATCH_DEFAULT_PRECISION 0.995

/* A row of the left list with its best partner. */
typedef struct
{
  guint left;
  guint right;
  double score; /* probability that the pair is right, 0 to 1 */
  TieMatchBand band;
  gboolean is_exact;    /* equal after cleaning, and no other row of either list is */
  guint n_candidates;   /* how many tie_match_result_get_candidates() gives */
} TieMatchProposal;

typedef struct
{
  guint right;
  double score;
} TieMatchCandidate;

typedef struct _TieMatchResult TieMatchResult;

/* Blocks until done.  Errors: TIE_ERROR_INVALID naming list ("left", "right"), row (counted from 1) and field where an
 * id is missing or there twice, or a text is not UTF-8; G_IO_ERROR_CANCELLED.  Rows in known take part in no proposal. */
TieMatchResult *tie_match_run (const TieMatchRow *left,
                               gsize n_left,
                               const TieMatchRow *right,
                               gsize n_right,
                               const TieMatchOptions *options,
                               GError **error);
void tie_match_result_free (TieMatchResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieMatchResult, tie_match_result_free)

/* At most one per row of either list within link and review; the surest first.  Rows without a proposal have none of
 * any band. */
const TieMatchProposal *tie_match_result_get_proposals (const TieMatchResult *result,
                                                        gsize *n_proposals);

/* Every partner worth a look for a left row, best first, the proposed one among them. */
const TieMatchCandidate *tie_match_result_get_candidates (const TieMatchResult *result,
                                                          guint left,
                                                          guint *n_candidates);

/* How many pairs of the link band will probably be wrong. */
double tie_match_result_get_expected_wrong (const TieMatchResult *result);

/* Why these two: a short translated phrase such as “same name without “LLC””, “Bright/Brite; same phone”.  The caller
 * frees it. */
char *tie_match_result_explain (const TieMatchResult *result,
                                guint left,
                                guint right);

/* Rows of one list that look like doubles of another row of it.  Left is the smaller index. */
TieMatchResult *tie_match_find_doubles (const TieMatchRow *rows,
                                        gsize n_rows,
                                        const TieMatchOptions *options,
                                        GError **error);

/* A list kept ready for questions about one row at a time; follows changes of the list.  Copies what it needs.  Not
 * thread-safe: one thread at a time. */
typedef struct _TieMatchIndex TieMatchIndex;

typedef struct
{
  char *id;     /* (owned) of the row in the index */
  double score; /* probability */
  TieMatchBand band;
  char *reason; /* (owned) as tie_match_result_explain() */
} TieMatchSuggestion;

TieMatchIndex *tie_match_index_new (TieMatchKind kind,
                                    const TieMatchRow *rows,
                                    gsize n_rows,
                                    GError **error);
void tie_match_index_free (TieMatchIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieMatchIndex, tie_match_index_free)

/* Adds the row, or replaces the one with its id. */
gboolean tie_match_index_put (TieMatchIndex *index,
                              const TieMatchRow *row,
                              GError **error);
/* FALSE when there was none. */
gboolean tie_match_index_remove (TieMatchIndex *index,
                                 const char *id);

/* (element-type TieMatchSuggestion) (transfer full): best first, at most max. */
GPtrArray *tie_match_index_suggest (TieMatchIndex *index,
                                    const TieMatchRow *row,
                                    guint max);

void tie_match_suggestion_free (TieMatchSuggestion *suggestion);

G_END_DECLS
