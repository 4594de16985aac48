/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../store/store-fixture.h"
#include "base/tie-error.h"
#include "billing/tie-document-actions.h"
#include "model/tie-entry.h"
#include "store/tie-closed-period.h"

/* The practice of these tests: ids are their names.
 *   contacts   carter, yoga (customers), paper (supplier), gone (archived)
 *   work codes tax (130.00 an hour), review (no rate); expense code postage (no rate), taxed by 8.25 %
 *   employees  joan (90.00), kim (110.00)
 *   projects   return (carter), books (yoga), closed (gone)
 *   terms      net30; tax codes sales (8.25 %), city (1 %) */
void billing_fixture_set_up (StoreFixture *fixture, gconstpointer data);

/* Runs the function in a write and expects the error. */
void expect_error (StoreFixture *fixture, TieStoreFunc func, gpointer data, TieError code, const char *message);

/* For use inside a write function. */
TieDocumentSheet *make_invoice (const char *contact, const char *date, gint64 amount);
char *save_invoice (TieDb *db, const char *contact, const char *date, gint64 amount); /* (transfer full) its id */
gint64 get_amount (TieDb *db, GType type, const char *id, guint field);
void set_setting (TieDb *db, const char *name, const char *value);

/* The last undo step, whose ever it is. */
gboolean undo_last_cb (TieDb *db, gpointer data, GError **error);
