/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sync/tie-company.h"

G_BEGIN_DECLS

/* Somebody signs in with the browser: it is opened, and again on demand, and the address that it ends at can be pasted.  A
 * company that needs no browser is only waited for. */
#define TIE_TYPE_SIGN_IN_WAIT (tie_sign_in_wait_get_type ())
G_DECLARE_FINAL_TYPE (TieSignInWait, tie_sign_in_wait, TIE, SIGN_IN_WAIT, GtkWidget)

/* Whose sign-ins these are; once. */
void tie_sign_in_wait_set_company (TieSignInWait *self, TieCompany *company);
/* A new attempt; package is static. */
void tie_sign_in_wait_begin (TieSignInWait *self, const TiePackage *package, gboolean is_local);

G_END_DECLS
