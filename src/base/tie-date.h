/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Dates without a zone are "YYYY-MM-DD" text, moments are UTC "YYYY-MM-DDTHH:MM:SSZ" text: both sort as text. */

/* TRUE when the text is a date that exists, in exactly that form. */
gboolean tie_date_is_valid (const char *iso_date);

/* The present moment. */
char *tie_date_now (void);
/* The same to the millisecond ("YYYY-MM-DDTHH:MM:SS.mmmZ"), for what only this program compares. */
char *tie_date_now_to_millisecond (void);

/* A moment with any offset, as packages write them ("2026-02-03T02:03:04-08:00"), in our form; NULL when it is none. */
char *tie_date_normalise (const char *iso_moment);

/* The moment shifted by so many seconds; NULL when the text is no moment. */
char *tie_date_shift (const char *moment, gint64 seconds);

/* For people, by locale and local time: "2 min ago" is the page's business, this is date and time. */
char *tie_date_to_display (const char *moment_or_date);

G_END_DECLS
