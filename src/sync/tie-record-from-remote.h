/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"
#include "model/tie-remote.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* New records of the practice that say what the package's say; not validated and not saved.  All (transfer full). */
TieRecord *tie_record_from_remote_contact (const TieRemote *remote,
                                           const char *type_id);
TieRecord *tie_record_from_remote_site (const TieRemote *remote,
                                        const char *contact_id);
TieRecord *tie_record_from_remote_employee (const TieRemote *remote);
/* type: TIE_TYPE_WORK_CODE or TIE_TYPE_EXPENSE_CODE. */
TieRecord *tie_record_from_remote_item (const TieRemote *remote,
                                        GType type);

/* (transfer full) The contact type that a new one of that kind gets: the first of its side.  A practice that has thrown its
 * own away gets one.  Inside a write. */
char *tie_record_from_remote_find_type (TieDb *db,
                                        TieKind kind,
                                        GError **error);

G_END_DECLS
