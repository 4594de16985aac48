/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "OR – Oregon" of every state, for tie_field_row_set_choices(); NULL-terminated. */
const char *const *tie_states_get (void);

G_END_DECLS
