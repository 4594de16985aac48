/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fees/tie-fee-code.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* Where a practice's fees come from: a folder that Lacerte or a helper writes to, or one file.  It is only looked at: nothing
 * is locked, moved or changed, and no file is held open. */

#define TIE_SETTING_FEE_SOURCE "fee-source" /* a URI */

/* (transfer full) NULL without error: none was chosen yet. */
GFile *tie_fee_source_get (TieDb *db, GError **error);
/* NULL: none.  For who may bill. */
gboolean tie_fee_source_set (TieDb *db, GFile *source, GError **error);

/* A file that may hold fees, as it is there now. */
typedef struct
{
  GFile *file;
  char *uri;
  char *label;    /* its name below the source */
  char *stamp;    /* size and time */
  char *modified; /* moment */
  gint64 changed_at; /* the same, in microseconds since 1970 */
} TieFeeCandidate;

void tie_fee_candidate_free (TieFeeCandidate *candidate);

#define TIE_FEE_MAX_FILES 500
#define TIE_FEE_MAX_DEPTH 5 /* 24TAX/IDATA/EXPORT lies three below the drive */

/* All block, for a thread; errors are of TIE_FEE_ERROR (L11, L12) or G_IO_ERROR_CANCELLED. */

/* (transfer full) (element-type TieFeeCandidate) By name; files of Lacerte's own (DATA1I24.DBF, *.MDX), temporary ones and what is of no
 * known kind are passed over. */
GPtrArray *tie_fee_source_list (GFile *source, GCancellable *cancellable, GError **error);

/* (transfer full) The bytes of a file that is quiet: it is the same before and after, and two seconds have gone since it was listed where it
 * was just being written then.  A busy one is tried again for ten seconds. */
GBytes *tie_fee_source_load (TieFeeCandidate *candidate, GCancellable *cancellable, GError **error);

/* For tests: who waits between two tries (milliseconds); NULL: sleep. */
void tie_fee_source_set_wait_for_test (void (*wait) (guint milliseconds));

G_END_DECLS
