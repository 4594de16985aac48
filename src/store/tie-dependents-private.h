/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-dependents.h"
#include "store/tie-record-kind.h"

G_BEGIN_DECLS

/* Shared by tie-dependents.c (deleting, and putting another in place) and tie-dependents-step.c (what an undo step put back). */

#define TIE_DEPENDENTS_SENDING N_ ("“%s” is being sent as “%s”.")

/* "“Alder, Kim” is used by the project “2025 Form 1040”." */
char *tie_dependents_make_sentence (TieDb *db, const char *name, const TieRecordKind *user_kind, const char *user_id);

G_END_DECLS
