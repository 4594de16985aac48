/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-report.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

typedef enum
{
  TIE_REPORTS_AGEING = 1,
  TIE_REPORTS_WIP,
  TIE_REPORTS_REALIZATION,
  TIE_REPORTS_HEALTH,
  TIE_REPORTS_N
} TieReportsKind;

const char *tie_reports_to_string (TieReportsKind kind);     /* "ageing", "wip", "realization", "health" */
TieReportsKind tie_reports_from_string (const char *text);   /* 0: none */
const char *tie_reports_get_title (TieReportsKind kind);     /* _("A/R Ageing") */
const char *tie_reports_get_empty_title (TieReportsKind kind); /* _("No Open Invoices") */
gboolean tie_reports_has_period (TieReportsKind kind);       /* from one day to another, not as of one */

/* (transfer full) On the store's thread.  from (nullable): where the kind has a period, else not looked at; NULL begins a
 * year before.  Row ids are contacts' or projects'.
 * package: the name of the accounting package, for sentences. */
TieReport *tie_reports_make (TieDb *db, TieReportsKind kind, const char *from, const char *to, const char *package, GError **error);

G_END_DECLS
