/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* A contact or a site on a page of its own.  Saves a field when it is left.
 *
 * Signals:
 *   "back"                  Alt+Left, or the record is gone
 *   "open-site" (char *id)  a site of the contact was chosen, or a new one made */
#define TIE_TYPE_RECORD_PAGE (tie_record_page_get_type ())
G_DECLARE_FINAL_TYPE (TieRecordPage, tie_record_page, TIE, RECORD_PAGE, GtkWidget)

/* type: TIE_TYPE_CONTACT or TIE_TYPE_SITE; id NULL: a new contact, which comes into being when it has a name.  back: the
 * name of what one came from. */
GtkWidget *tie_record_page_new (TieSession *session, GType type, const char *id, const char *back);

const char *tie_record_page_get_id (TieRecordPage *self); /* NULL while new and without a name */

G_END_DECLS
