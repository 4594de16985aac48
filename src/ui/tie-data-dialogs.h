/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks for a folder and writes the whole practice into a new one in it, as CSV files. */
void tie_data_dialogs_export (GtkWindow *window, TieSession *session);

/* Asks for such a folder and reads it into the practice, which must be empty. */
void tie_data_dialogs_import (GtkWindow *window, TieSession *session);

G_END_DECLS
