/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-document.h"
#include "model/tie-payment.h"
#include "store/tie-comparison-table.h"
#include "store/tie-outbox-table.h"
#include "sync-fixture.h"
#include "sync/tie-sync-check.h"
#include "sync/tie-sync-run.h"
#include "sync/tie-sync-settings.h"

/* A practice whose contacts are linked to a sandbox company, with settings made, for sending documents and payments. */
typedef struct
{
  SyncFixture sync;
  char *client;   /* (owned) ids of contacts */
  char *other;    /* (owned) */
  char *supplier; /* (owned) */
} RunFixture;

void run_fixture_set_up (RunFixture *fixture, gconstpointer data);
/* What set_up does once there is a company. */
void run_fixture_fill (RunFixture *fixture);
void run_fixture_tear_down (RunFixture *fixture, gconstpointer data);

/* Runs in the store and expects it to work. */
void run_write (RunFixture *fixture, TieStoreFunc func, gpointer data);
void run_change_settings (RunFixture *fixture, void (*change) (TieSyncSettings *settings));

/* Each gives its id (transfer full).  kind: TIE_DOCUMENT_KIND_…; a line of one service. */
char *run_add_document (RunFixture *fixture, const char *kind, const char *contact, gint64 amount);
char *run_add_payment (RunFixture *fixture, const char *kind, const char *contact, const char *document, gint64 amount);
void run_apply_credit (RunFixture *fixture, const char *credit, const char *invoice, gint64 amount);
/* Another text and amount on the first line. */
void run_change_document (RunFixture *fixture, const char *id, const char *text, gint64 amount);
/* Another amount, all of it for the document that it pays. */
void run_change_payment (RunFixture *fixture, const char *id, gint64 amount);
char *run_get_text (RunFixture *fixture, GType type, const char *id, guint field);
gint64 run_get_integer (RunFixture *fixture, GType type, const char *id, guint field);
/* (transfer full) NULL: none. */
char *run_get_remote_id (RunFixture *fixture, TieKind kind, const char *id);
char *run_get_local_id (RunFixture *fixture, TieKind kind, const char *remote_id);
/* (transfer full) The id of the one of that type, as last read. */
char *run_find_account (RunFixture *fixture, const char *type);
gint64 run_get_paid (RunFixture *fixture, const char *document);
gint64 run_count_payments (RunFixture *fixture);
gint64 run_count_outbox (RunFixture *fixture, TieOutboxState state);
/* As if what waits for an answer had been sent so much later (earlier, where it is negative). */
void run_shift_sent (RunFixture *fixture, gint64 seconds);
/* (transfer full) What keeps a record back, with the company as it is now. */
GPtrArray *run_check (RunFixture *fixture, TieSyncGroup group, const char *id);

TieSyncRun *run_new (RunFixture *fixture);
/* ids (transfer none) of a list that ends with NULL. */
gboolean run_export (RunFixture *fixture, TieSyncRun *run, GError **error, ...) G_GNUC_NULL_TERMINATED;
gboolean run_export_all (RunFixture *fixture, TieSyncRun *run, GPtrArray *ids, GCancellable *cancellable, GError **error);
void run_export_whole (RunFixture *fixture, GPtrArray *ids, guint n_expected);
gboolean run_remove (RunFixture *fixture, TieSyncRun *run, const char *id, const char *verb, GError **error);
gboolean run_remove_all (RunFixture *fixture, TieSyncRun *run, GPtrArray *ids, const char *verb, GError **error);
gboolean run_import (RunFixture *fixture, TieSyncRun *run, const char *remote_id, GError **error);
gboolean run_import_payment (RunFixture *fixture, TieSyncRun *run, TieKind kind, const char *remote_id, GError **error);
gboolean run_import_document (RunFixture *fixture, TieSyncRun *run, TieKind kind, const char *remote_id, GError **error);
gboolean run_follow (RunFixture *fixture, TieSyncRun *run, GError **error);

/* One record was held back, with that sentence. */
void run_assert_problem (TieSyncRun *run, const char *sentence);
void run_assert_stage (RunFixture *fixture, const char *document, const char *stage);

/* What the company has, voided ones too. sum: (out) (optional) of TotalAmt, minor units. */
guint run_count (RunFixture *fixture, const char *entity, gint64 *sum);
/* (transfer full) A member of the record as text. */
char *run_pick (RunFixture *fixture, const char *entity, const char *id, const char *member);
/* Somebody makes a record there; gives its id (transfer full). */
char *run_create (RunFixture *fixture, const char *entity, const char *format, ...) G_GNUC_PRINTF (3, 4);
void run_edit (RunFixture *fixture, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* (transfer full) The Tie-Out of all times, as last read. */
TieComparison *run_compare (RunFixture *fixture);
guint run_count_requests (RunFixture *fixture, const char *path);
