/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* "Try on INV-1042": how an invoice would be distributed by a policy.  Nothing is changed by it. */
#define TIE_TYPE_POLICY_TRIAL (tie_policy_trial_get_type ())
G_DECLARE_FINAL_TYPE (TiePolicyTrial, tie_policy_trial, TIE, POLICY_TRIAL, GtkWidget)

/* Once, before anything is shown. */
void tie_policy_trial_set_session (TiePolicyTrial *self, TieSession *session);
/* policy: id; NULL shows nothing.  The invoice is the last one until another is chosen. */
void tie_policy_trial_set_policy (TiePolicyTrial *self, const char *policy);
void tie_policy_trial_set_document (TiePolicyTrial *self, const char *document);

/* For tests: the texts as they are shown, cells apart by tabs and lines by newlines. (transfer full) */
char *tie_policy_trial_dup_text (TiePolicyTrial *self);

G_END_DECLS
