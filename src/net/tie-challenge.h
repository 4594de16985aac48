/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a client without a secret shows in its place (RFC 7636, method S256): the challenge goes through the browser, the
 * verifier only with the code, so that nobody else can use the code. */
char *tie_challenge_make_verifier (void);
char *tie_challenge_compute (const char *verifier);

G_END_DECLS
