/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "run-fixture.h"
#include "sync/tie-continuous.h"

#define MINUTE 60
#define INTERVAL 15

/* A practice that keeps syncing by a clock that the test sets. */
typedef struct
{
  RunFixture run;
  TieContinuous *continuous; /* (owned) */
  gint64 now;                /* seconds */
  guint n_rounds;            /* that are over */
  TieSyncRound last;
  GError *error;             /* (owned) (nullable): of the last one */
} ContinuousFixture;

void continuous_fixture_set_up (ContinuousFixture *fixture, gconstpointer data);
void continuous_fixture_tear_down (ContinuousFixture *fixture, gconstpointer data);

/* Continuous mode from now on. */
void continuous_turn_on (ContinuousFixture *fixture);
/* So many minutes later; waits for the end of the round when one begins.  TRUE: one did. */
gboolean continuous_pass (ContinuousFixture *fixture, guint minutes);
