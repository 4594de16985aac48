/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* Work in progress by project and age.  The texts are alive during the call only. */
typedef struct
{
  const char *project; /* id */
  const char *name;
  const char *client;
  gint64 estimated_fee; /* minor units, as all amounts */
  gint64 hours;         /* × 10 000 */
  gint64 amount;        /* time and expenses */
  gint64 ages[4];       /* of it: 0–30 days, 31–60, 61–90, older */
} TieWipFigures;

typedef void (*TieWipFunc) (const TieWipFigures *wip, gpointer user_data);

/* Every project that has something to bill, by client and name.  ends: the first days of the three younger ages, the latest
 * first ("YYYY-MM-DD"). */
gboolean tie_wip_table_read (TieDb *db, const char *const ends[3], TieWipFunc func, gpointer user_data, GError **error);

G_END_DECLS
