/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* Reports: chart above table, as of a day; Enter goes to the record, Ctrl+P prints. */
#define TIE_TYPE_REPORT_PAGE (tie_report_page_get_type ())
G_DECLARE_FINAL_TYPE (TieReportPage, tie_report_page, TIE, REPORT_PAGE, GtkWidget)

GtkWidget *tie_report_page_new (TieSession *session);

G_END_DECLS
