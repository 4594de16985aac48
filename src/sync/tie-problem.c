/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-problem"
#include "config.h"

#include "sync/tie-problem.h"

TieProblem *
tie_problem_new (const char *local_id,
                 const char *name,
                 const char *sentence,
                 const char *existing_id)
{
  TieProblem *self = g_new0 (TieProblem, 1);

  self->local_id = g_strdup (local_id);
  self->name = g_strdup (name);
  self->sentence = g_strdup (sentence);
  self->existing_id = g_strdup (existing_id);
  return self;
}

void
tie_problem_free (TieProblem *self)
{
  g_free (self->local_id);
  g_free (self->name);
  g_free (self->sentence);
  g_free (self->existing_id);
  g_free (self);
}
