/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full) The text with its days told by the calendar: "{date -40}" is 40 days ago, "{week -3 2}" the Tuesday three
 * weeks ago, "{year -1}" last year.  today: "YYYY-MM-DD". */
GBytes *tie_demo_set_dates (GBytes *csv, const char *today);

G_END_DECLS
