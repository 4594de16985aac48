/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-fee-look.h"
#include "ui/tie-session.h"
#include "ui/tie-verb.h"

G_BEGIN_DECLS

/* The two commands on a project's fee, as one verb of what was looked at. */
typedef struct
{
  TieFeeLook *look; /* (owned) (nullable): whoever is told may take it back */
  char *invoice;    /* (owned) (nullable): id of the invoice that it made */
} TieFeeVerb;

/* look: (transfer full) with a preview that can be imported.  done gets the TieFeeVerb. */
void tie_fee_verb_run (GtkWidget *widget, TieSession *session, TieFeeLook *look, TieVerbDone done, gpointer owner);

/* An attempt that came to nothing goes into the activity.  look: (transfer full). */
void tie_fee_verb_log_refusal (TieSession *session, TieFeeLook *look);

G_END_DECLS
