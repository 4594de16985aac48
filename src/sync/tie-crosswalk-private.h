/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-crosswalk-snapshot.h"
#include "sync/tie-crosswalk.h"
#include "sync/tie-row-list.h"

G_BEGIN_DECLS

/* Shared by the files of the crosswalk: the object (tie-crosswalk.c), reading (-read.c), changes (-link.c,
 * -change.c), -import.c, -export.c,
 * Automatch (-match.c), what keeps it true (-follow.c) and suggestions (-suggest.c). */
struct _TieCrosswalk
{
  GObject parent_instance;

  TieCompany *company; /* (owned) (not nullable) */
  TieKind kind;
  GType local;         /* of items: the type of the codes at left; else G_TYPE_INVALID */
  TieRowList *left;    /* (owned) */
  TieRowList *right;   /* (owned) */
  GHashTable *refused; /* (owned): "left id\nright id", a set */
  GPtrArray *problems; /* (owned): TieProblem */
  char *connection;    /* (owned) (nullable): id of the connection whose rows are shown */
  guint n_linked;

  gboolean is_loading;
  TieSnapshotParts stale; /* what has to be read again */
  guint reload_source;
  gint64 load_took;       /* µs; while it is being read: since when */
  gint64 loaded_at;       /* monotonic */

  TieMatchIndex *right_index; /* (owned) (nullable): top-level rows at right; NULL until warm */
  TieMatchIndex *left_index;  /* (owned) (nullable): only made when a right row asks */
  gboolean wants_left_index;
  gboolean is_warming;
  gboolean is_cold;           /* rows came or changed since the making of the indexes began */
  guint n_put;                /* rows put into the indexes one by one since they were made */

  GListStore *proposals;     /* (owned) (nullable): of the last Automatch, kept true (tie-crosswalk-follow.c) */
  guint n_matching;          /* runs of Automatch */
  GHashTable *waiting_left;  /* (owned): TiePairRow whose proposal has to be looked at anew, a set */
  GHashTable *waiting_right; /* (owned): TiePairRow that others' proposals may name or lack, a set */
  guint follow_source;       /* 0: none */

  char *export_progress; /* (owned) (nullable) */
  guint automatch_progress;
};

const char *tie_crosswalk_get_connection_id (TieCrosswalk *self); /* "" when there is none */

/* Reads everything that is stale; read_again waits a moment first where there was a reading just now. */
void tie_crosswalk_read (TieCrosswalk *self);
void tie_crosswalk_read_again (TieCrosswalk *self, TieSnapshotParts parts);
void tie_crosswalk_set_is_loading (TieCrosswalk *self, gboolean is_loading);
void tie_crosswalk_announce_loaded (TieCrosswalk *self);
void tie_crosswalk_announce_failed (TieCrosswalk *self, const GError *error);
char *tie_crosswalk_make_pair_key (const char *left_id, const char *right_id);

/* Tells both rows, of which one may be NULL; the old partners of either, if any, are on their own then. */
void tie_crosswalk_pair (TiePairRow *left, TiePairRow *right);

/* A pair made or parted, in the lists; the store already knows. */
void tie_crosswalk_show_link (TieCrosswalk *self, const char *left_id, const char *right_id);
void tie_crosswalk_show_unlink (TieCrosswalk *self, const char *left_id);
void tie_crosswalk_show_refusal (TieCrosswalk *self, const char *left_id, const char *right_id);
void tie_crosswalk_count_links (TieCrosswalk *self);
void tie_crosswalk_set_export_progress (TieCrosswalk *self, const char *sentence);
void tie_crosswalk_set_automatch_progress (TieCrosswalk *self, guint progress);

void tie_crosswalk_take_refusals (TieCrosswalk *self, GHashTable *refused);

/* May this left row be paired with that right row at all?  A site only with a sub-customer of its contact's partner. */
gboolean tie_crosswalk_can_pair (TieCrosswalk *self, TiePairRow *left, TiePairRow *right);

void tie_crosswalk_clear_problems (TieCrosswalk *self);

/* Suggestions follow the lists. */
void tie_crosswalk_warm (TieCrosswalk *self);
/* Few changed rows are put into the indexes one by one; FALSE: that is not possible now. */
gboolean tie_crosswalk_put_rows (TieCrosswalk *self, GPtrArray *left, GPtrArray *left_gone, GPtrArray *right, GPtrArray *right_gone);

/* The proposals of the last Automatch stay true while rows change: only those are looked at anew that a change concerns. */
void tie_crosswalk_follow_begin (TieCrosswalk *self);                          /* a run of Automatch begins */
void tie_crosswalk_follow_end (TieCrosswalk *self, GListStore *proposals);     /* NULL: it came to nothing */
void tie_crosswalk_follow_words (TieCrosswalk *self);                          /* rows of either list may have other words */
void tie_crosswalk_follow_links (TieCrosswalk *self);                          /* rows may have got or lost partners */
void tie_crosswalk_follow_refusal (TieCrosswalk *self, const char *left_id, gboolean is_refused); /* a pair of that row was refused, or is so no more */
void tie_crosswalk_follow_again (TieCrosswalk *self);                          /* the indexes are ready */
void tie_crosswalk_follow_clear (TieCrosswalk *self);
int tie_crosswalk_compare_proposals (gconstpointer a, gconstpointer b, gpointer user_data);
void tie_crosswalk_announce_warmed (TieCrosswalk *self);

G_END_DECLS
