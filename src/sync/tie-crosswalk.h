/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "match/tie-match.h"
#include "sync/tie-company.h"
#include "sync/tie-pair-row.h"
#include "sync/tie-problem.h"
#include "sync/tie-proposal.h"

G_BEGIN_DECLS

/* The two lists of one kind (customers or vendors with their contacts, employees, items with work codes or with expense
 * codes) and the pairs between them.  left holds the practice's rows, right the package's; a row knows its partner.  Left of customers stand the
 * contacts whose type is no supplier, each site as "Contact: Site"; left of vendors the suppliers. */
#define TIE_TYPE_CROSSWALK (tie_crosswalk_get_type ())
G_DECLARE_FINAL_TYPE (TieCrosswalk, tie_crosswalk, TIE, CROSSWALK, GObject)

/* kind: TIE_KIND_CUSTOMER, TIE_KIND_VENDOR or TIE_KIND_EMPLOYEE; for codes: tie_crosswalk_new_for_codes().  Loads by itself, and again when the store says that rows changed.
 * Properties: "left", "right" (GListModel of TiePairRow, sorted by name), "n-linked" (guint), "is-loading",
 * "export-progress" (sentence while an export runs, else NULL), "automatch-progress" (guint 0–1000). */
TieCrosswalk *tie_crosswalk_new (TieCompany *company, TieKind kind);
/* The package's items with the practice's TIE_TYPE_WORK_CODE or TIE_TYPE_EXPENSE_CODE at left.  An item that is linked to a
 * code of the other type is TIE_ROW_TAKEN. */
TieCrosswalk *tie_crosswalk_new_for_codes (TieCompany *company, GType type);
GListModel *tie_crosswalk_get_left (TieCrosswalk *self);
GListModel *tie_crosswalk_get_right (TieCrosswalk *self);
guint tie_crosswalk_get_n_linked (TieCrosswalk *self);
gboolean tie_crosswalk_get_is_loading (TieCrosswalk *self);
/* Whether something changed that the lists do not show yet; "loaded" tells when they do. */
gboolean tie_crosswalk_get_is_stale (TieCrosswalk *self);
TieKind tie_crosswalk_get_kind (TieCrosswalk *self);
GType tie_crosswalk_get_code_type (TieCrosswalk *self); /* G_TYPE_INVALID for all but codes */
TieCompany *tie_crosswalk_get_company (TieCrosswalk *self);
/* NULL for none. */
TiePairRow *tie_crosswalk_find_left (TieCrosswalk *self, const char *id);
TiePairRow *tie_crosswalk_find_right (TieCrosswalk *self, const char *id);
/* Signals "loaded" (after each reading), "warmed" (suggestions are ready from now on), "failed" (GError *: the practice
 * could not be read). */

/* Every change below is one transaction and one undo step of that window (window: id or NULL); the finish gives the
 * sentence for the status line (transfer full), e.g. "22 links made", or NULL with an error. */

/* TIE_ERROR_ALREADY_LINKED, naming the partner, when one side has one; is_move takes it from there.  TIE_ERROR_INVALID
 * when a site would get a customer that is not a sub-customer of its contact's customer. */
void tie_crosswalk_link_async (TieCrosswalk *self, TiePairRow *left, TiePairRow *right, gboolean is_move, const char *window,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void tie_crosswalk_unlink_async (TieCrosswalk *self, GPtrArray *rows /* TiePairRow of either side */, const char *window,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void tie_crosswalk_clear_async (TieCrosswalk *self, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Makes contacts (sites from sub-customers), employees or codes from the package's rows and links them. */
void tie_crosswalk_import_async (TieCrosswalk *self, GPtrArray *right_rows, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Creates the rows' contacts, then their sites, at the package through the outbox, exactly once, and links them; also
 * goes on with what an earlier export left unfinished.  No undo step: what reached the package is not taken back
 * silently.  TIE_ERROR_BUSY_RUN: another program is sending. */
void tie_crosswalk_export_async (TieCrosswalk *self, GPtrArray *left_rows, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* For a first sync: the package's sub-customers (at_right) or our sites that have no partner and nobody like them on the
 * other side, while their contact has one.  To be imported or exported.  (transfer container) */
GPtrArray *tie_crosswalk_list_lone_children (TieCrosswalk *self, gboolean at_right);
char *tie_crosswalk_change_finish (TieCrosswalk *self, GAsyncResult *result, GError **error);

/* What the last import or export could not do; element TieProblem, borrowed until the next one. */
GPtrArray *tie_crosswalk_get_problems (TieCrosswalk *self);

/* The best candidates for one row among the unlinked of the other side, in score order, from the same engine as
 * Automatch; under 5 ms once warm, empty before "warmed".  Element TieSuggestion. */
typedef struct
{
  TiePairRow *row; /* (owned) */
  guint score;     /* 100 × probability, rounded down */
  char *word;      /* "Exact", "Strong", "Possible", "No match" */
  char *reason;
  TieMatchBand band;
  gboolean is_exact; /* the same letters */
} TieSuggestion;
void tie_suggestion_free (TieSuggestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSuggestion, tie_suggestion_free)
GPtrArray *tie_crosswalk_suggest (TieCrosswalk *self, TiePairRow *row, guint max);

/* The package's record whose name is so similar to the left row's that a person should look before a new one is made,
 * linked or not; NULL for none. (transfer full) */
TieSuggestion *tie_crosswalk_find_similar (TieCrosswalk *self, TiePairRow *left);

/* Automatch: proposals for the undecided rows, in the order of certainty; runs in a thread of its own.  Result:
 * GListModel of TieProposal; n_without: left rows with no candidate.  The list stays true until the next run: a row that
 * changes, comes or goes gets its own proposal anew, or none, while all other proposals stay the same objects. */
void tie_crosswalk_automatch_async (TieCrosswalk *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GListModel *tie_crosswalk_automatch_finish (TieCrosswalk *self, GAsyncResult *result, guint *n_without, double *expected_wrong, GError **error);
/* Links the checked ones; rows decided meanwhile are never touched. */
void tie_crosswalk_apply_async (TieCrosswalk *self, GListModel *proposals, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Whether somebody said that these two are never to be matched. */
gboolean tie_crosswalk_is_refused (TieCrosswalk *self, const char *left_id, const char *right_id);
/* "Never match these two": remembered, one undo step. */
void tie_crosswalk_refuse_async (TieCrosswalk *self, TiePairRow *left, TiePairRow *right, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
