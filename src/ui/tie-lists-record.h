/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-lists-kind.h"
#include "ui/tie-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One record of a list of Setup: its fields, each saved when it is left.  Signal "back". */
#define TIE_TYPE_LISTS_RECORD (tie_lists_record_get_type ())
G_DECLARE_FINAL_TYPE (TieListsRecord, tie_lists_record, TIE, LISTS_RECORD, GtkWidget)

/* id NULL: a new one. */
GtkWidget *tie_lists_record_new (TieSession *session, const TieListsKind *kind, const char *id);
const char *tie_lists_record_get_id (TieListsRecord *self); /* NULL while it is new */

G_END_DECLS
