/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/tie-json.h"

G_BEGIN_DECLS

/* Xero writes moments as "/Date(1551916800000+0000)/": milliseconds since 1970, and a zone that means nothing.  Here and
 * there it writes "2019-03-07T00:00:00" instead.  All answer NULL for what is absent or no date. */


/* A document's day, from the sibling in words where there is one ("DateString"). */
char *tie_xero_date_dup_day (JsonObject *object, const char *member);
/* A moment, UTC, as we write it. */
char *tie_xero_date_dup_moment (JsonObject *object, const char *member);
/* Its milliseconds as text: what tells one version from another. */
char *tie_xero_date_dup_version (JsonObject *object, const char *member);
/* A day that is given as its midnight where the organisation is: timezone in Xero's words ("NEWZEALANDSTANDARDTIME"). */
char *tie_xero_date_dup_midnight (JsonObject *object, const char *member, const char *timezone);

G_END_DECLS
