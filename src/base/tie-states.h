/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "OR – Oregon" of every state, for tie_field_row_set_choices(); NULL-terminated. */
const char *const *tie_states_get (void);

/* "Oregon" of "OR" or "Oregon", in whatever case; NULL for what is no state. */
const char *tie_state_get_name (const char *state);

/* Whether a package can do with this state: one of the list in the United States, anything elsewhere.  country: as people
 * write it; empty: that of the company. */
gboolean tie_state_is_known (const char *state, const char *country, const char *company_country);

G_END_DECLS
