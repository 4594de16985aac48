/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-sync-steps.h"

G_BEGIN_DECLS

/* A step on its way. */
typedef struct
{
  GtkWidget *widget;       /* (owned) */
  TieSession *session;     /* (owned) */
  TieSyncRow *row;         /* (owned): only for the main thread, where it changes */
  char *id;                /* (owned): the row's */
  TieSyncGroup group;      /* the row's */
  TieSyncFinding *finding; /* (owned) */
  TieSyncAction action;
  char *connection;        /* (owned) (nullable) */
  char *text;              /* (owned) (nullable) */
  TieVerbDone done;        /* (nullable) */
  GObject *owner;          /* (owned) (nullable) */
} TieSyncStep;

TieSyncStep *tie_sync_step_copy (const TieSyncStep *self);
void tie_sync_step_free (TieSyncStep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSyncStep, tie_sync_step_free)

/* Goes on with a step that has all it needs. */
void tie_sync_step_run (const TieSyncStep *self);

/* tie-sync-steps-ask.c: those that ask first. */
void tie_sync_step_ask_for_tax (const TieSyncStep *self);
void tie_sync_step_ask_for_date (const TieSyncStep *self);
/* Of a document that both sides changed: ours over theirs, or a look at it. */
void tie_sync_step_ask_whose (const TieSyncStep *self);

/* tie-sync-steps-create.c: a record is made at the other side. */
void tie_sync_step_create (const TieSyncStep *self, gboolean at_package);

G_END_DECLS
