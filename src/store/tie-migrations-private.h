/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The two large ones, with most of the tables; those after them stand in tie-migrations.c. */
extern const char tie_migration_1[];
extern const char tie_migration_2[];

G_END_DECLS
