/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* What happened, for people: time, person, what, record, result.  Never holds a token. */
typedef struct
{
  gint64 id;
  char *when;
  char *person;
  char *what;      /* sentence */
  char *record_id; /* NULL for none */
  char *record;    /* its name */
  char *result;
  char *details;   /* request and trace id, the package's message */
  char *run;
  gint64 step;     /* undo step, 0 for none */
  TieKind there;   /* of a list: what the record is at the package now, of documents and payments; 0: not there */
  gboolean is_refused; /* of a list: the run did not get it through */
} TieActivity;
void tie_activity_free (TieActivity *activity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieActivity, tie_activity_free)

gboolean tie_activity_table_add (TieDb *db, const TieActivity *activity, GError **error); /* when and person are filled in when NULL */
GPtrArray *tie_activity_table_list (TieDb *db, guint max, GError **error); /* newest first */
/* Seven years are what tax offices ask for; what is older goes. */
#define TIE_ACTIVITY_YEARS 7
/* before: a moment. */
gboolean tie_activity_table_prune (TieDb *db, const char *before, GError **error);

/* Settings of the practice: firm name, default state, country, currency, … */
char *tie_setting_table_get (TieDb *db, const char *name, GError **error); /* NULL for none */
gboolean tie_setting_table_set (TieDb *db, const char *name, const char *value, GError **error);
char **tie_setting_table_list (TieDb *db, const char *prefix, GError **error); /* (transfer full) names that begin so; NULL on error */

/* Of a demo practice, what it and its company had in common before anybody did anything: how many customers and suppliers were linked, and
 * the run that sent the documents. */
#define TIE_SETTING_DEMO_LINKS "demo-links"
#define TIE_SETTING_DEMO_RUN "demo-run"

G_END_DECLS
