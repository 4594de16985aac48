/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text of so many random bytes from the kernel, in URL-safe base64 without padding. */
char *tie_random_token (gsize bytes);

/* An id for a record or a request: 36 characters, also from the kernel's generator, so that two programs that start in
 * the same instant never make the same one. */
char *tie_random_uuid (void);

/* The same with the moment in front, each greater than the one that this program made before: what is made in a row stands in
 * a row, which a large import into an index by id feels (a third of its time), and of two records the older one is known by
 * its id.  Not for what nobody may guess. */
char *tie_random_ordered_uuid (void);

G_END_DECLS
