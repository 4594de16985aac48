/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A record that could not be brought over or sent, with reason and next step for a person. */
typedef struct
{
  char *local_id;    /* NULL for none */
  char *name;        /* of the record */
  char *sentence;    /* reason and next step */
  char *existing_id; /* the package's record that it is about, or that could be linked instead; NULL when not known */
} TieProblem;

TieProblem *tie_problem_new (const char *local_id,
                             const char *name,
                             const char *sentence,
                             const char *existing_id);
void tie_problem_free (TieProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieProblem, tie_problem_free)

G_END_DECLS
