/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "match/tie-match.h"
#include "sync/tie-company.h"

G_BEGIN_DECLS

/* The two lists of one kind (customers or vendors with their contacts; later employees and codes) and the pairs between
 * them.  left holds the practice's rows, right the package's; a row knows its partner. */

typedef enum
{
  TIE_ROW_NOT_LINKED = 1,
  TIE_ROW_LINKED,
  TIE_ROW_POSSIBLE, /* proposals wait: "2 possible" */
  TIE_ROW_GONE,     /* linked, but the partner was deleted or made inactive at the package */
} TieRowState;

/* Compact on purpose: two lists of 100 000 rows stay under 500 bytes a row.  Properties "name", "state", "state-text",
 * "partner" (TiePairRow or NULL), "detail". */
#define TIE_TYPE_PAIR_ROW (tie_pair_row_get_type ())
G_DECLARE_FINAL_TYPE (TiePairRow, tie_pair_row, TIE, PAIR_ROW, GObject)
const char *tie_pair_row_get_id (TiePairRow *self);
const char *tie_pair_row_get_name (TiePairRow *self);
const char *tie_pair_row_get_key (TiePairRow *self);    /* folded, for the filter */
const char *tie_pair_row_get_detail (TiePairRow *self); /* city or e-mail, to tell namesakes apart; may be "" */
TieRowState tie_pair_row_get_state (TiePairRow *self);
char *tie_pair_row_dup_state_text (TiePairRow *self); /* "Linked", "—", "2 possible", "Gone in QuickBooks" */
TiePairRow *tie_pair_row_get_partner (TiePairRow *self); /* NULL for none */
guint tie_pair_row_get_rank (TiePairRow *self);          /* position by name: the list's own order */

#define TIE_TYPE_CROSSWALK (tie_crosswalk_get_type ())
G_DECLARE_FINAL_TYPE (TieCrosswalk, tie_crosswalk, TIE, CROSSWALK, GObject)

/* kind: TIE_KIND_CUSTOMER or TIE_KIND_VENDOR.  Loads by itself, and again when the store says that rows changed.
 * Properties: "left", "right" (GListModel of TiePairRow, sorted by name), "n-linked" (guint), "is-loading". */
TieCrosswalk *tie_crosswalk_new (TieCompany *company, TieKind kind);
GListModel *tie_crosswalk_get_left (TieCrosswalk *self);
GListModel *tie_crosswalk_get_right (TieCrosswalk *self);
guint tie_crosswalk_get_n_linked (TieCrosswalk *self);
TieKind tie_crosswalk_get_kind (TieCrosswalk *self);
/* Signal "loaded". */

/* Every change below is one transaction and one undo step of that window (window: id or NULL); the finish gives the
 * sentence for the status line (transfer full), e.g. "22 links made", or NULL with an error. */

/* TIE_ERROR_ALREADY_LINKED when one side has a partner; is_move takes it from there. */
void tie_crosswalk_link_async (TieCrosswalk *self, TiePairRow *left, TiePairRow *right, gboolean is_move, const char *window,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void tie_crosswalk_unlink_async (TieCrosswalk *self, GPtrArray *rows /* TiePairRow of either side */, const char *window,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void tie_crosswalk_clear_async (TieCrosswalk *self, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Makes contacts from the package's rows and links them. */
void tie_crosswalk_import_async (TieCrosswalk *self, GPtrArray *right_rows, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Creates the rows' contacts (and their sites) at the package through the outbox, exactly once, and links them.
 * Property "export-progress" text while it runs. */
void tie_crosswalk_export_async (TieCrosswalk *self, GPtrArray *left_rows, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *tie_crosswalk_change_finish (TieCrosswalk *self, GAsyncResult *result, GError **error);

/* The best candidates for one row among the unlinked of the other side, in score order, from the same engine as
 * Automatch; under 5 ms once warm.  Element TieSuggestion. */
typedef struct
{
  TiePairRow *row; /* (owned) */
  guint score;     /* 100 × probability, rounded down */
  char *word;      /* "Exact", "Strong", "Possible" */
  char *reason;
} TieSuggestion;
void tie_suggestion_free (TieSuggestion *self);
GPtrArray *tie_crosswalk_suggest (TieCrosswalk *self, TiePairRow *row, guint max);

/* Automatch: proposals for the undecided rows, in the order of certainty. */
#define TIE_TYPE_PROPOSAL (tie_proposal_get_type ())
G_DECLARE_FINAL_TYPE (TieProposal, tie_proposal, TIE, PROPOSAL, GObject)
/* Properties: "left-name", "right-name", "score" (guint 0–100), "word", "score-text" ("93 Strong"), "reason", "band"
 * (TieMatchBand), "is-checked" (writable), "position" and "n-candidates" (for "1 of 2"). */
TiePairRow *tie_proposal_get_left (TieProposal *self);
TiePairRow *tie_proposal_get_right (TieProposal *self);
guint tie_proposal_get_score (TieProposal *self);
TieMatchBand tie_proposal_get_band (TieProposal *self);
gboolean tie_proposal_get_is_checked (TieProposal *self);
void tie_proposal_set_is_checked (TieProposal *self, gboolean is_checked);
/* Steps through the candidates of its left row (same order every time); FALSE at the end. */
gboolean tie_proposal_step (TieProposal *self, int direction);

/* progress: 0..1000 in property "automatch-progress"; runs in a thread of its own.  Result: GListModel of TieProposal;
 * n_without: left rows with no candidate. */
void tie_crosswalk_automatch_async (TieCrosswalk *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GListModel *tie_crosswalk_automatch_finish (TieCrosswalk *self, GAsyncResult *result, guint *n_without, double *expected_wrong, GError **error);
/* Links the checked ones; rows decided meanwhile are never touched. */
void tie_crosswalk_apply_async (TieCrosswalk *self, GListModel *proposals, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* "Never match these two": remembered, one undo step. */
void tie_crosswalk_refuse_async (TieCrosswalk *self, TiePairRow *left, TiePairRow *right, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
