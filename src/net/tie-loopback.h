/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "net/tie-redirect.h"

G_BEGIN_DECLS

/* Listens on this computer only for the one request with which a browser brings the answer of a consent page. */
#define TIE_TYPE_LOOPBACK (tie_loopback_get_type ())
G_DECLARE_FINAL_TYPE (TieLoopback, tie_loopback, TIE, LOOPBACK, GObject)

/* redirect_uris: the registered addresses ("http://localhost:8917/callback"), of which the first is taken whose port is free,
 * or NULL for 127.0.0.1 with any free port.  The state belongs to one request; answers with another are turned away, and the
 * wait goes on.
 * needs_company: see tie_redirect_parse(). */
TieLoopback *tie_loopback_new (const char *const *redirect_uris, const char *state, gboolean needs_company, GError **error);

/* The address to send with the request for consent. */
const char *tie_loopback_get_uri (TieLoopback *self);

/* Returns when an answer came and the browser has its page.  Anything else that is asked (icons, other paths) gets 404 and
 * is not waited on.  Errors as of tie_redirect_parse(). */
void tie_loopback_wait_async (TieLoopback *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieRedirect *tie_loopback_wait_finish (TieLoopback *self, GAsyncResult *result, GError **error);

G_END_DECLS
