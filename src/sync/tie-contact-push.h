/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-company.h"

G_BEGIN_DECLS

/* Push on edit: sends contacts of the chosen types (TIE_CONTACT_TYPE_PUSH) that were added or changed here, while Sync
 * Settings say so ("Push on edit", "Continuous").  It looks whenever contacts change, however they were changed; without a
 * connection, or while another run goes on, they wait.  See tie-contact-scan.h for what is sent.
 *
 * Signals: "changed" (what waits has changed), "problem" (TieProblem *: one was not accepted). */
#define TIE_TYPE_CONTACT_PUSH (tie_contact_push_get_type ())
G_DECLARE_FINAL_TYPE (TieContactPush, tie_contact_push, TIE, CONTACT_PUSH, GObject)

TieContactPush *tie_contact_push_new (TieCompany *company);
/* Has changes that are not at the package yet. */
gboolean tie_contact_push_is_waiting (TieContactPush *self, const char *id);
guint tie_contact_push_get_n_waiting (TieContactPush *self);

G_END_DECLS
