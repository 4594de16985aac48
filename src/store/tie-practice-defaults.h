/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* What a new practice begins with, in the language of who made it: contact types, terms, number series, accounts and a
 * distribution policy.  Their ids are the same in each practice. */
gboolean tie_practice_defaults_add (TieDb *db, GError **error);

/* The same for a practice of before there were number series, in a transaction of its own; nothing where there are some. */
gboolean tie_practice_defaults_complete (TieDb *db, GError **error);

G_END_DECLS
