/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-sync-job.h"

G_BEGIN_DECLS

/* The window closes while a run goes on: asks whether the run is to finish in the background or to end after what is on its way,
 * and closes the window then (gtk_window_close()), or lets it be.  A run that ends before it is answered closes the window too.
 *
 * FALSE: nothing runs, or it was answered: the window may go.  For close_request.  stay (nullable) is called when it is to stay. */
typedef void (*TieRunningStay) (GtkWindow *window);
gboolean tie_running_question_holds (GtkWindow *window, TieSyncJob *job, TieRunningStay stay);

G_END_DECLS
