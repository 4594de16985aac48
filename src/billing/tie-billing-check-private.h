/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* What is chosen in a record is still there, and not archived unless it stood there before.  id NULL is always fine. */
gboolean tie_billing_check_reference (TieDb *db, GType type, const char *id, const char *before, GError **error);

/* The same for a contact that must be given. */
gboolean tie_billing_check_contact (TieDb *db, const char *contact, const char *before, GError **error);

/* The date exists and lies after the practice's closing date. */
gboolean tie_billing_check_date (TieDb *db, const char *date, GError **error);

/* Deletes the records of the first array whose ids the second has not. */
gboolean tie_billing_delete_missing (TieDb *db, GPtrArray *before, GPtrArray *now, GError **error);

G_END_DECLS
