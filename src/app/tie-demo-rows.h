/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A CSV file of made-up contacts for a large demo practice: the same numbers give the same file.  Most of them stand
 * under a slightly different name in the company that tie_demo_start_company() makes with the same numbers. */
GBytes *tie_demo_make_contacts (guint rows, guint32 seed);

G_END_DECLS
