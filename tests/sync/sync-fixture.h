/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/dummy/tie-dummy-ledger.h"
#include "model/tie-contact.h"
#include "sandbox/tie-sandbox.h"
#include "store/tie-record-table.h"
#include "store/tie-undo.h"
#include "sync/tie-crosswalk.h"

/* A new practice in a folder of its own, tied to a company in memory or to a sandbox company. */
typedef struct
{
  char *folder;          /* (owned) */
  char *path;            /* (owned) */
  TieStore *store;       /* (owned) */
  TieDummyLedger *dummy; /* (owned) (nullable) */
  TieSandbox *sandbox;   /* (owned) (nullable) */
  const char *package;   /* (nullable) of the sandbox; NULL: QuickBooks */
  TieCompany *company;   /* (owned) */
} SyncFixture;

/* Tests cannot wait a minute. */
extern const TieBackoff sync_no_patience;

void sync_fixture_set_up (SyncFixture *fixture, gconstpointer data);         /* no company yet */
void sync_fixture_set_up_dummy (SyncFixture *fixture, gconstpointer data);   /* connected to a company in memory */
void sync_fixture_set_up_sandbox (SyncFixture *fixture, gconstpointer data); /* connected to the harbor company; data: its name or NULL */
/* Connected to the look-alike of another package; package has to outlive it. */
void sync_fixture_set_up_package (SyncFixture *fixture, const char *package, const char *company);
/* The same with limits, clocks and data of its own; the options' texts have to outlive it. */
void sync_fixture_set_up_options (SyncFixture *fixture, const TieSandboxOptions *options);
void sync_fixture_tear_down (SyncFixture *fixture, gconstpointer data);

/* Another program start: the company object anew, over the same practice. */
void sync_fixture_restart (SyncFixture *fixture);

/* For GAsyncReadyCallback with a GAsyncResult * place, and waiting for it; gives the result (transfer full). */
void sync_done_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *sync_wait (GAsyncResult **place);
/* Iterates until the flag is set. */
void sync_wait_for (const gboolean *flag);

/* id NULL: a new one; gives it (transfer full). type: TIE_CONTACT_TYPE_CLIENT, … */
char *sync_add_contact (SyncFixture *fixture, const char *name, const char *type);
char *sync_add_site (SyncFixture *fixture, const char *contact, const char *name);
void sync_save_record (SyncFixture *fixture, TieRecord *record);

/* At the company in memory; gives the id (transfer full). */
char *sync_put_remote (SyncFixture *fixture, TieKind kind, const char *name, const char *parent);

gboolean sync_connect (SyncFixture *fixture, GError **error);
/* Makes other a second company of the practice, which is not the active one; gives the connection's id (transfer full). */
char *sync_add_company (SyncFixture *fixture, TieSandbox *other, const char *package, const char *name);
gboolean sync_switch (SyncFixture *fixture, const char *connection, gboolean although_open, GError **error);
/* What goes wrong at the company from now on; NULL: nothing. */
void sync_set_fault (SyncFixture *fixture, const char *spec);
guint sync_pull (SyncFixture *fixture, GError **error);

/* Waits until it has been read. */
TieCrosswalk *sync_load_crosswalk (SyncFixture *fixture, TieKind kind);
/* Waits until the next reading is over. */
void sync_wait_loaded (TieCrosswalk *crosswalk);

TiePairRow *sync_get_left (TieCrosswalk *crosswalk, const char *name);
TiePairRow *sync_get_right (TieCrosswalk *crosswalk, const char *name);

/* Each gives the sentence (transfer full) or NULL with an error. */
char *sync_link (TieCrosswalk *crosswalk, const char *left, const char *right, gboolean is_move, GError **error);
char *sync_unlink (TieCrosswalk *crosswalk, const char *left, GError **error);
char *sync_export (TieCrosswalk *crosswalk, GError **error); /* every left row that is not linked */
GListModel *sync_automatch (TieCrosswalk *crosswalk, guint *n_without);
char *sync_apply (TieCrosswalk *crosswalk, GListModel *proposals);

/* Takes back (or does again) the window's last step; gives its message (transfer full). */
char *sync_undo (SyncFixture *fixture, const char *window, gboolean redo);
gint64 sync_count_links (SyncFixture *fixture, TieKind kind);
