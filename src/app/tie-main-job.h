/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-crosswalk.h"

G_BEGIN_DECLS

/* The steps of the main job, each waiting until it is done: for the command line, which has nothing else to do. */

/* The crosswalk of that kind, loaded. */
TieCrosswalk *tie_main_job_load (TieCompany *company, TieKind kind);

/* (transfer full) list of TieProposal; NULL with an error. */
GListModel *tie_main_job_propose (TieCrosswalk *crosswalk, GError **error);

/* Links the checked proposals and adds their number to linked. */
gboolean tie_main_job_apply (TieCompany *company, TieCrosswalk *crosswalk, GListModel *proposals, guint *linked, GError **error);

/* Creates at the package the unlinked contacts; those with a similar name there are left and named (left_out, nullable,
 * element char *) unless all is TRUE.  FALSE with an error when some could not be sent; exported counts the others. */
gboolean tie_main_job_export (TieCompany *company, TieCrosswalk *crosswalk, gboolean all, guint *exported, GPtrArray *left_out, GError **error);

G_END_DECLS
