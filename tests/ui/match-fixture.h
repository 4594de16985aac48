/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/dummy/tie-dummy-ledger.h"
#include "sync/tie-crosswalk.h"

G_BEGIN_DECLS

/* A practice in a folder of its own, tied to a company in memory. */
typedef struct
{
  char *folder;
  TieStore *store;
  TieDummyLedger *ledger;
  TieCompany *company;
  TieCrosswalk *crosswalk; /* customers; made by match_fixture_load() */
} MatchFixture;

void match_fixture_set_up (MatchFixture *fixture, gconstpointer data);
void match_fixture_tear_down (MatchFixture *fixture, gconstpointer data);

/* Names, the last one NULL. */
void match_fixture_add_contacts (MatchFixture *fixture, const char *const *names);
void match_fixture_add_customers (MatchFixture *fixture, const char *const *names);
/* So many on both sides, by number, straight into the file. */
void match_fixture_add_many (MatchFixture *fixture, guint n);
/* Connects, reads the company, and has the crosswalk read and warm. */
void match_fixture_load (MatchFixture *fixture);
/* Without a connection: nothing at right. */
void match_fixture_load_offline (MatchFixture *fixture);

TiePairRow *match_fixture_find (GListModel *rows, const char *name);
void match_fixture_link (MatchFixture *fixture, const char *left, const char *right);

/* Turns the main loop until the condition holds; fails after twenty seconds. */
#define wait_until(condition)                                            \
  G_STMT_START                                                           \
  {                                                                      \
    gint64 _late = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;        \
    guint _tick = g_timeout_add (10, (GSourceFunc) match_fixture_tick_cb, NULL); \
    while (!(condition) && g_get_monotonic_time () < _late)              \
      g_main_context_iteration (NULL, TRUE);                             \
    g_source_remove (_tick);                                             \
    g_assert_true (condition);                                           \
  }                                                                      \
  G_STMT_END
gboolean match_fixture_tick_cb (gpointer data);
/* What is due now. */
void match_fixture_turn (void);

/* Before any of them is asked for: libsecret forgets what the desktop's keyring tells it of changes, so they are kept in a file. */
void match_fixture_use_file_for_secrets (void);

G_END_DECLS
