/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-sync-list.h"
#include "ui/tie-session.h"
#include "ui/tie-verb.h"

G_BEGIN_DECLS

/* The next steps of the table of StatusCodes, as every window takes them: those that change data are verbs of the window, the
 * others open what they name, and what a step still has to know it asks for. */

/* (transfer full) Its label, with an ellipsis when it asks. */
char *tie_sync_steps_dup_label (const TieSyncFinding *finding, TieSyncAction action);

/* text: what was typed or chosen: the package's id (LINK_THIS, ACCSID), a tax code's id, a date; NULL where it is none of
 * those, or is to be asked for.  done (nullable): as of tie_verb_run(), for steps that change data. */
void tie_sync_steps_take (GtkWidget *widget,
                          TieSession *session,
                          TieSyncRow *row,
                          const TieSyncFinding *finding,
                          TieSyncAction action,
                          const char *text,
                          TieVerbDone done,
                          gpointer owner);

/* Opens the row's document or payment, its contact, in the main window. */
gboolean tie_sync_steps_can_open (TieSyncRow *row);
void tie_sync_steps_open (GtkWidget *widget, TieSyncRow *row);
gboolean tie_sync_steps_can_open_contact (TieSyncRow *row);
void tie_sync_steps_open_contact (GtkWidget *widget, TieSyncRow *row);

G_END_DECLS
