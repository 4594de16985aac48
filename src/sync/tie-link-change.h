/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-link-table.h"
#include "sync/tie-crosswalk-private.h"

G_BEGIN_DECLS

/* One change of links: what is asked for goes in, what was done comes out. */
typedef struct _Change TieLinkChange;

struct _Change
{
  /* Runs on the worker thread between the beginning and the end of an undo step and fills n_done. */
  gboolean (*perform) (TieDb *db, TieLinkChange *self, GError **error);
  /* Tells the lists. */
  void (*show) (TieCrosswalk *crosswalk, TieLinkChange *self);
  char *(*describe) (TieLinkChange *self);

  char *connection; /* (owned) */
  TieKind kind;
  GType local;      /* of codes: their type; else G_TYPE_INVALID */
  char *window;     /* (owned) (nullable) */
  GPtrArray *pairs; /* (owned): TieLink; one of the ids may be NULL where only the other is known */
  gboolean is_move;
  char *record_id;  /* (owned) (nullable): of a change of one pair, for the activity */
  char *left_name;  /* (owned) (nullable) */
  char *right_name; /* (owned) (nullable) */
  guint n_done;
  guint n_left_alone;
  char *sentence;   /* (owned) (nullable) */
};

TieLinkChange *tie_link_change_new (TieCrosswalk *crosswalk,
                                    const char *window,
                                    gboolean (*perform) (TieDb *db, TieLinkChange *self, GError **error),
                                    void (*show) (TieCrosswalk *crosswalk, TieLinkChange *self),
                                    char *(*describe) (TieLinkChange *self));
void tie_link_change_add (TieLinkChange *self,
                          TiePairRow *left,
                          TiePairRow *right);
/* Activity names the record where there is only one. */
void tie_link_change_name (TieLinkChange *self,
                           TiePairRow *left,
                           TiePairRow *right);
/* change and task (transfer full): the task ends with the sentence. */
void tie_link_change_run (TieCrosswalk *crosswalk,
                          TieLinkChange *change,
                          GTask *task);
/* FALSE: the task has its error. */
gboolean tie_link_change_check_connected (TieCrosswalk *self,
                                          GTask *task);

G_END_DECLS
