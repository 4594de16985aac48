/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A consent opened several companies, and a practice is linked to one of them.  Signal "chosen" (const char *id). */
#define TIE_TYPE_COMPANY_CHOICE (tie_company_choice_get_type ())
G_DECLARE_FINAL_TYPE (TieCompanyChoice, tie_company_choice, TIE, COMPANY_CHOICE, AdwPreferencesGroup)

/* Shows these in place of those before, and puts the focus on the first: of TiePackageCompany. */
void tie_company_choice_offer (TieCompanyChoice *self, GPtrArray *companies);

G_END_DECLS
