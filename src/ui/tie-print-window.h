/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* A document's preview with what can be done with it: print, save as PDF, hand to the mail program; and whether it was sent. */
#define TIE_TYPE_PRINT_WINDOW (tie_print_window_get_type ())
G_DECLARE_FINAL_TYPE (TiePrintWindow, tie_print_window, TIE, PRINT_WINDOW, AdwWindow)

GtkWidget *tie_print_window_new (TieSession *session, const char *document_id);

G_END_DECLS
