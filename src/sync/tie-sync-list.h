/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sync/tie-sync-check.h"

G_BEGIN_DECLS

typedef enum
{
  TIE_SYNC_STATE_READY = 1,
  TIE_SYNC_STATE_BLOCKED,
  TIE_SYNC_STATE_EXPORTED,
} TieSyncState;

/* A document, payment or contact with what keeps it back.  A record that stays keeps its object; the list announces
 * it as changed when something that it shows did. */
#define TIE_TYPE_SYNC_ROW (tie_sync_row_get_type ())
G_DECLARE_FINAL_TYPE (TieSyncRow, tie_sync_row, TIE, SYNC_ROW, GObject)

const char *tie_sync_row_get_id (TieSyncRow *self);         /* of ours; of the package's customers and payments: theirs, of payments as tie_sync_table_name_payment() has it */
const char *tie_sync_row_get_remote_id (TieSyncRow *self);  /* NULL: not exported */
gboolean tie_sync_row_is_theirs (TieSyncRow *self);         /* id is the package's */
const char *tie_sync_row_get_local_id (TieSyncRow *self);   /* of ours; NULL: what is the package's is not here yet */
TieSyncGroup tie_sync_row_get_group (TieSyncRow *self);
TieKind tie_sync_row_get_kind (TieSyncRow *self);           /* as the package has it */
const char *tie_sync_row_get_number (TieSyncRow *self);     /* "" for none */
const char *tie_sync_row_get_date (TieSyncRow *self);       /* ISO, "" for none */
const char *tie_sync_row_get_contact (TieSyncRow *self);    /* name of the contact, or of the package's customer */
const char *tie_sync_row_get_contact_id (TieSyncRow *self); /* of ours; NULL: the package's customer is not linked */
gint64 tie_sync_row_get_amount (TieSyncRow *self);
TieSyncCode tie_sync_row_get_code (TieSyncRow *self);       /* READY of what is exported, too */
TieSyncState tie_sync_row_get_state (TieSyncRow *self);
/* What the Status column says: the first finding, "Ready to sync", "Exported 10/12/2025 as 1031", "Changed since export",
 * "Sent from Tieout". */
const char *tie_sync_row_get_sentence (TieSyncRow *self);
GPtrArray *tie_sync_row_get_findings (TieSyncRow *self);    /* (transfer none) (element-type TieSyncFinding) empty: ready */
char *tie_sync_row_dup_tooltip (TieSyncRow *self);          /* all sentences, one per line */
gboolean tie_sync_row_is_exported (TieSyncRow *self);
gboolean tie_sync_row_is_changed (TieSyncRow *self);        /* here, since it was exported */
gboolean tie_sync_row_is_marked (TieSyncRow *self);         /* for sync; FALSE: Do Not Send */
gboolean tie_sync_row_has_conflict (TieSyncRow *self);      /* changed on both sides, whatever else there is with it */
/* Kept back by what only a person can help on, and not by what the office has not got round to, nor by the connection. */
gboolean tie_sync_row_needs_attention (TieSyncRow *self);
gboolean tie_sync_row_may_send (TieSyncRow *self);          /* ready, changed since export, or worth another try */
const char *tie_sync_row_get_moment (TieSyncRow *self);     /* of the export; NULL for none */

/* How a part of the strip stands. */
typedef enum
{
  TIE_SYNC_PART_STATE_OK = 1,
  TIE_SYNC_PART_STATE_FAILS,
  TIE_SYNC_PART_STATE_NOT_ASKED, /* "Care of" of a contact in nobody's care, "Sent" where it is not required */
} TieSyncPartState;
TieSyncPartState tie_sync_row_get_part (TieSyncRow *self, TieSyncPart part);

/* All records of a group, newest first, of documents and payments those too that went out already.  Read on the store's
 * thread and again when the practice changes; void ones are left out unless they were exported. */
#define TIE_TYPE_SYNC_LIST (tie_sync_list_get_type ())
G_DECLARE_FINAL_TYPE (TieSyncList, tie_sync_list, TIE, SYNC_LIST, GObject)

/* Implements GListModel of TieSyncRow.  Properties, all notified: "n-ready", "n-blocked", "n-conflicts", "n-attention",
 * "n-exported", "n-done-today" (guint), "is-loading" (rows are not what the file has).  Counted are rows marked for sync.  Signals "loaded" (after each reading), "failed"
 * (GError *). */
TieSyncList *tie_sync_list_new (TieCompany *company, TieSyncGroup group);
TieSyncGroup tie_sync_list_get_group (TieSyncList *self);
TieSyncRow *tie_sync_list_find (TieSyncList *self, const char *id); /* (transfer none) NULL for none */
guint tie_sync_list_get_n_ready (TieSyncList *self);
guint tie_sync_list_get_n_blocked (TieSyncList *self);
guint tie_sync_list_get_n_conflicts (TieSyncList *self);
guint tie_sync_list_get_n_attention (TieSyncList *self); /* as tie_sync_row_needs_attention() */
guint tie_sync_list_get_n_exported (TieSyncList *self);
guint tie_sync_list_get_n_done_today (TieSyncList *self);
gboolean tie_sync_list_get_is_loading (TieSyncList *self);
/* Reads anew now, although nothing here changed. */
void tie_sync_list_reload (TieSyncList *self);

G_END_DECLS
