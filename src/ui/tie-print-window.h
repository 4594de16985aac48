/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* The preview of what goes on paper with what can be done with it: print, save as PDF, hand to the mail program; and whether
 * an invoice was sent. */
#define TIE_TYPE_PRINT_WINDOW (tie_print_window_get_type ())
G_DECLARE_FINAL_TYPE (TiePrintWindow, tie_print_window, TIE, PRINT_WINDOW, AdwWindow)

GtkWidget *tie_print_window_new (TieSession *session, const char *document_id);
/* What the contact owes as of today. */
GtkWidget *tie_print_window_new_statement (TieSession *session, const char *contact_id);
/* A project's activity list. */
GtkWidget *tie_print_window_new_project (TieSession *session, const char *project_id);

G_END_DECLS
