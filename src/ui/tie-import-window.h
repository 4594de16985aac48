/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* "Import from CSV": file, columns, review, in one window.  file (nullable) is read at once. */
#define TIE_TYPE_IMPORT_WINDOW (tie_import_window_get_type ())
G_DECLARE_FINAL_TYPE (TieImportWindow, tie_import_window, TIE, IMPORT_WINDOW, AdwWindow)

GtkWidget *tie_import_window_new (TieSession *session, GFile *file);

G_END_DECLS
