/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* Asks in the widget's window whether to disconnect from the company, and does it; its status line says what came of it.
 * Never while something is read or on its way: then the line says so, and nothing can begin until it is done. */
void tie_disconnect_question_ask (GtkWidget *widget, TieSession *session);

G_END_DECLS
