/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "continuous-fixture"
#include "config.h"

#include "continuous-fixture.h"

static void
did_cb (TieContinuous *continuous,
        const TieSyncRound *round,
        const GError *error,
        ContinuousFixture *fixture)
{
  fixture->n_rounds++;
  fixture->last = *round;
  g_clear_error (&fixture->error);
  fixture->error = error != NULL ? g_error_copy (error) : NULL;
}

void
continuous_fixture_set_up (ContinuousFixture *fixture,
                           gconstpointer data)
{
  run_fixture_set_up (&fixture->run, NULL);
  fixture->continuous = tie_continuous_new (fixture->run.sync.company);
  g_signal_connect (fixture->continuous, "did", G_CALLBACK (did_cb), fixture);
}

void
continuous_fixture_tear_down (ContinuousFixture *fixture,
                              gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->continuous));
  g_clear_error (&fixture->error);
  run_fixture_tear_down (&fixture->run, data);
}

static void
choose_continuous (TieSyncSettings *settings)
{
  settings->mode = TIE_SYNC_CONTINUOUS;
  settings->interval = INTERVAL;
  settings->in_background = TRUE;
  settings->payments = TRUE;
  settings->direction = TIE_SYNC_BOTH;
}

void
continuous_turn_on (ContinuousFixture *fixture)
{
  run_change_settings (&fixture->run, choose_continuous);
  while (!tie_continuous_get_is_on (fixture->continuous))
    g_main_context_iteration (NULL, TRUE);
}

gboolean
continuous_pass (ContinuousFixture *fixture,
                 guint minutes)
{
  guint before = fixture->n_rounds;

  fixture->now += minutes * MINUTE;
  tie_continuous_tick (fixture->continuous, fixture->now);
  if (!tie_continuous_get_is_running (fixture->continuous))
    return FALSE;
  while (fixture->n_rounds == before)
    g_main_context_iteration (NULL, TRUE);
  return TRUE;
}
