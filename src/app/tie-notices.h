/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* Tells by the desktop's notifications what waits for somebody in a practice while none of its windows is in front: each kind
 * once, again only when it became more, and withdrawn when it is solved or the window shows it.  Pressing one activates
 * "app.open-notice" (path, kind). */
#define TIE_TYPE_NOTICES (tie_notices_get_type ())
G_DECLARE_FINAL_TYPE (TieNotices, tie_notices, TIE, NOTICES, GObject)

#define TIE_NOTICE_ATTENTION "attention"   /* invoices that only a person can help on */
#define TIE_NOTICE_CONFLICT "conflict"     /* changed on both sides */
#define TIE_NOTICE_SIGN_IN "sign-in"       /* has expired */
#define TIE_NOTICE_BACKGROUND "background" /* was refused; stays when the program ends */

TieNotices *tie_notices_new (GApplication *application, TieSession *session);
TieSession *tie_notices_get_session (TieNotices *self);

/* A window of the practice came to the front or left it. */
void tie_notices_look (TieNotices *self);

/* What the desktop does not allow. */
void tie_notices_say_refused (TieNotices *self, const GError *error);

G_END_DECLS
