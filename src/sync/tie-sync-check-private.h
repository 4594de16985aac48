/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-sync-table.h"
#include "sync/tie-sync-check.h"

G_BEGIN_DECLS

/* Shared by the checks of one record and the lists of all. */

/* One reading of a group: what is known beside the rows, by the record's id. */
typedef struct
{
  TieDb *db;
  const TieSyncContext *context;
  TieSyncGroup group;
  GHashTable *defaults; /* (owned): ids of codes that go with the default item, a set */
  GHashTable *taken;    /* (owned): ids of codes of whose name the package has an item that is not theirs, a set */
  GHashTable *lines;    /* (owned): document → GPtrArray of TieSyncFinding */
  GHashTable *unsent;   /* (owned): payment → the same */
  GHashTable *faults;   /* (owned): record → TieSyncFinding */
  GHashTable *sent;     /* (owned): record → what was refused: its fields in the outbox */
  GHashTable *changed;  /* (owned): ids of what was changed since it was exported, a set */
  GHashTable *seen;     /* (owned): ids of contacts that were handed over, a set */
  char *next_number;    /* (owned) (nullable): that RENUMBER would give; read when it is needed */
  char *choices;        /* (owned): what Account Defaults has now, see tie_sync_settings_dup_choices() */
  gboolean has_refused_items;
} TieSyncReading;

/* A record and what was found; alive during the call only, but for the array of findings. */
typedef struct
{
  const TieSyncMoney *money;     /* (nullable): of documents and payments */
  const TieSyncContact *contact; /* (nullable): of contacts, sites and customers */
  GPtrArray *findings;           /* (element-type TieSyncFinding): in order */
  guint asked;                   /* 1 << TieSyncPart of what is asked of it */
  gboolean is_changed;           /* since it was exported */
} TieSyncRecord;
typedef gboolean (*TieSyncRecordFunc) (const TieSyncRecord *record, gpointer user_data, GError **error);

/* All records of the group, or the one. */
gboolean tie_sync_check_read (TieDb *db, const TieSyncContext *context, TieSyncGroup group, const char *id, TieSyncRecordFunc func, gpointer user_data, GError **error);

/* Add what is wrong; asked is filled in. */
gboolean tie_sync_check_money (TieSyncReading *reading, const TieSyncMoney *row, TieSyncRecord *record, GError **error);
gboolean tie_sync_check_contact (TieSyncReading *reading, const TieSyncContact *row, TieSyncRecord *record, GError **error);
/* A line, or what stands behind the lines, as its document's findings; nothing where it is in order. */
gboolean tie_sync_check_line (TieSyncReading *reading, const TieSyncLine *line, GError **error);
gboolean tie_sync_check_extras (TieSyncReading *reading, const TieSyncExtras *extras, GError **error);
/* The package takes the tax of a document's lines by its own rates. */
gboolean tie_sync_check_computes_tax (const TieSyncReading *reading);

TieSyncFinding *tie_sync_record_add (TieSyncRecord *record, TieSyncReading *reading, TieSyncCode code);
/* Wrong AccsID: with the right one where a name matches. */
gboolean tie_sync_check_accsid (TieSyncReading *reading, TieSyncRecord *record, TieKind kind, const char *local_id, const char *remote_id, GError **error);
/* (transfer full) */
TieSyncFinding *tie_sync_fault_to_finding (const TieSyncFault *fault, const TieSyncContext *context, TieSyncGroup group);
/* What became of the last try, and what keeps everything back. */
gboolean tie_sync_check_fault (TieSyncReading *reading, const char *id, TieKind kind, TieSyncRecord *record, GError **error);

G_END_DECLS
