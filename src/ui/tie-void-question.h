/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*TieVoidQuestionFunc) (GtkWidget *widget, const char *id);

/* Says what voiding the document or payment of that name does, and asks; func is called with Yes, while the widget is
 * there. */
void tie_void_question_ask (GtkWidget *widget, const char *name, const char *id, TieVoidQuestionFunc func);

G_END_DECLS
