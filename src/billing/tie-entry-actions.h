/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-billing-step.h"
#include "model/tie-entry.h"

G_BEGIN_DECLS

/* Whether the entry may be changed: a billed one is locked, and the error (TIE_ERROR_IN_USE) names its document. */
gboolean tie_entry_check_editable (TieDb *db, TieEntry *entry, GError **error);

/* original: the entry as it was read, NULL for a new one.  A rate of zero is filled where the entry is new or got another
 * code or employee.  Errors: hours below zero or none, a code that was deleted or archived meanwhile, a project that is
 * archived or whose client is, an entry that was billed or changed meanwhile. */
gboolean tie_entry_save (TieDb *db, TieEntry *entry, TieEntry *original, TieBillingStep *step, GError **error);

/* One or many; ids ends with NULL.  One that is billed stops all. */
gboolean tie_entry_delete (TieDb *db, const char *const *ids, TieBillingStep *step, GError **error);

/* A cell of the week grid: makes the hours of that project, code, employee and date add up to quantity, by changing the
 * latest open entries, by adding one, or by taking away.  Less than is billed already is refused.  work_code and employee:
 * NULL for none. */
gboolean tie_entry_set_day (TieDb *db,
                            const char *project,
                            const char *work_code,
                            const char *employee,
                            const char *date,
                            gint64 quantity,
                            TieBillingStep *step,
                            GError **error);

G_END_DECLS
