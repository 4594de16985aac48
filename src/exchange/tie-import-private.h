/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-import.h"

G_BEGIN_DECLS

struct _TieImport
{
  GObject parent_instance;

  GBytes *bytes; /* (owned) */
  TieEncoding encoding;
  TieImportPlan plan;   /* its text and map are owned */
  GPtrArray *sample;    /* (owned) GStrv */
  GArray *sample_lines; /* (owned) guint */
  GStrv titles;         /* (owned) one per column */
  char *problem;        /* (owned) (nullable) */
  TieImportList *list;  /* (owned) */
};

/* Something about how the file is read is another now: tells the window, forgets a review. */
void tie_import_changed (TieImport *self);
/* (transfer full) What the worker thread reads the file by. */
TieImportPlan *tie_import_dup_plan (TieImport *self);
/* What a remembered mapping is found by, NULL without header; and the mapping as text. */
char *tie_import_dup_fingerprint (TieImport *self);
char *tie_import_dup_mapping (TieImport *self);
void tie_import_take_mapping (TieImport *self, const char *mapping);

G_END_DECLS
