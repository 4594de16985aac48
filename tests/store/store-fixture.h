/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-contact.h"
#include "store/tie-connection-table.h"
#include "store/tie-db.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "store/tie-store.h"

/* A new practice in a folder of its own, and a connection on this thread for looking at it closely. */
typedef struct
{
  char *folder; /* (owned) */
  char *path;   /* (owned) */
  TieStore *store; /* (owned) (nullable) */
} StoreFixture;

void store_fixture_set_up (StoreFixture *fixture, gconstpointer data);
void store_fixture_tear_down (StoreFixture *fixture, gconstpointer data);

/* Runs func in the store's worker and expects it to work. */
void store_fixture_write (StoreFixture *fixture, TieStoreFunc func, gpointer data);
void store_fixture_read (StoreFixture *fixture, TieStoreFunc func, gpointer data);

/* Opens the practice again after it was closed. */
void store_fixture_close (StoreFixture *fixture);
void store_fixture_reopen (StoreFixture *fixture);

/* Everything undoable as one text, for comparing states. */
char *store_fixture_dump (StoreFixture *fixture);

/* For use inside a write function. */
void add_contact (TieDb *db, const char *id, const char *name, const char *type);
void add_remote (TieDb *db, const char *id, const char *name);
void add_connection (TieDb *db);
#define CONNECTION "11111111-1111-4111-8111-111111111111"

/* Removes a folder and what is in it. */
void remove_folder (const char *path);
