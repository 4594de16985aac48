/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Account Defaults: which of the package's accounts and products the practice's documents are booked to, and what its tax
 * codes and terms are there.  Each choice is saved at once.  [Reload Lists] activates "integration.refresh". */
#define TIE_TYPE_DEFAULTS_PAGE (tie_defaults_page_get_type ())
G_DECLARE_FINAL_TYPE (TieDefaultsPage, tie_defaults_page, TIE, DEFAULTS_PAGE, GtkWidget)

GtkWidget *tie_defaults_page_new (TieCompany *company);
/* Why the person may not change anything here; NULL: may. */
void tie_defaults_page_set_refusal (TieDefaultsPage *self, const char *refusal);

G_END_DECLS
