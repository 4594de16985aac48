/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* name: of the file. */
typedef void (*TieFeePaperFunc) (gint64 amount, const char *name, gpointer owner);

/* Lets a person choose a printed invoice (PDF), lists the amounts that stand in it, and hands over the one that was confirmed; none is
 * chosen before.  owner is a GObject, kept alive until then. */
void tie_fee_paper_choose (GtkWindow *parent, TieFeePaperFunc func, gpointer owner);
/* The same for a file that is known. */
void tie_fee_paper_open (GtkWindow *parent, GFile *file, TieFeePaperFunc func, gpointer owner);

G_END_DECLS
