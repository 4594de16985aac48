/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"
#include "sync/tie-sync-check.h"

G_BEGIN_DECLS

/* Gives a contact or site that goes over the State that it has not, as Sync Settings say: a contact the practice's Default
 * State, a site its client's State and country.  What somebody typed stays.  Changes record, which need not be saved: what is
 * sent may be a copy.
 *
 * client: of a site.  is_theirs: it comes from the package; a contact that goes there is never refused for its State.
 * FALSE with TIE_ERROR_DATA and the sentence of UNKNOWN_STATE or SITE_STATE when there is none to give; before the
 * integration is enabled such a record goes over as it is. */
gboolean tie_state_fill (const TieSyncContext *context, TieRecord *record, TieRecord *client, gboolean is_theirs, GError **error);

G_END_DECLS
