/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-billing-step.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A verb of the billing room, set off in a window: runs on the store's thread in one transaction, as an undo step of the
 * window, and its sentence (or what went wrong) is said in the status line. */
typedef gboolean (*TieVerbFunc) (TieDb *db, gpointer data, TieBillingStep *step, GError **error);

/* On the main thread when it is through; error NULL: done.  TRUE: the error was shown where it belongs, the status line
 * need not say it. */
typedef gboolean (*TieVerbDone) (gpointer data, const GError *error, gpointer user_data);

/* Owns data from here on.  done (nullable) is called with owner (a GObject, kept alive until then).  Never cancelled: what
 * was asked for is done also when the page closes meanwhile. */
void tie_verb_run (GtkWidget *widget, TieStore *store, TieVerbFunc func, gpointer data, GDestroyNotify data_free, TieVerbDone done, gpointer owner);

G_END_DECLS
