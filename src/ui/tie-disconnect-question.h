/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sync/tie-company.h"

G_BEGIN_DECLS

/* Asks in the widget's window whether to disconnect from the company, and does it; its status line says what came of it. */
void tie_disconnect_question_ask (GtkWidget *widget, TieCompany *company);

G_END_DECLS
