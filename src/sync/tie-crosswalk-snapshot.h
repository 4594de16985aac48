/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"
#include "store/tie-crosswalk-table.h"
#include "store/tie-store.h"
#include "sync/tie-row-text.h"

G_BEGIN_DECLS

typedef enum
{
  TIE_SNAPSHOT_LINKS = 1 << 0, /* and refusals */
  TIE_SNAPSHOT_LEFT = 1 << 1,
  TIE_SNAPSHOT_RIGHT = 1 << 2,
  TIE_SNAPSHOT_ALL = TIE_SNAPSHOT_LINKS | TIE_SNAPSHOT_LEFT | TIE_SNAPSHOT_RIGHT,
} TieSnapshotParts;

/* What a crosswalk shows, read on the worker thread in one transaction: sorted and folded there, so that the window only
 * has to take it over. */
typedef struct
{
  char *connection;      /* "" for none: then only the left side has rows */
  TieKind kind;
  GType local;            /* of items: the type of codes at left; else G_TYPE_INVALID */
  TieSnapshotParts parts; /* which of the arrays are read; links always are */
  GPtrArray *left;       /* TieRowText or NULL */
  GPtrArray *right;
  GPtrArray *links;      /* TieLink */
  guint lacks; /* (out) TieLacks of the connection */
  GHashTable *taken;     /* id of an item → name of the code of the other type that it is linked to */
  GPtrArray *refusals;   /* TieLink */
} TieSnapshot;

TieSnapshot *tie_snapshot_new (const char *connection,
                               TieKind kind,
                               GType local,
                               TieSnapshotParts parts);
void tie_snapshot_free (TieSnapshot *self);

/* A TieStoreFunc; data is the TieSnapshot. */
gboolean tie_snapshot_read (TieDb *db,
                            gpointer data,
                            GError **error);

/* The words of one row. */
TieRowText *tie_snapshot_text_of_row (const TieCrosswalkRow *row);

G_END_DECLS
