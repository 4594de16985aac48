/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"
#include "ui/tie-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Some fields of a record in a boxed list, each with the widget of its type: text, amount, date, choice, reference, switch.
 * A field is handed over when it is left and says another thing than it showed.
 *
 * Signal "commit" (guint field, char *text): text as tie_record_edit_set_async() takes it; NULL for no reference. */
#define TIE_TYPE_RECORD_FORM (tie_record_form_get_type ())
G_DECLARE_FINAL_TYPE (TieRecordForm, tie_record_form, TIE, RECORD_FORM, AdwPreferencesGroup)

/* fields: numbers, 0 ends them. */
GtkWidget *tie_record_form_new (TieSession *session, GType type, const guint *fields);

/* What is being typed is kept. */
void tie_record_form_show (TieRecordForm *self, TieRecord *record);
/* A sentence at the field, NULL takes it away. */
void tie_record_form_set_error (TieRecordForm *self, guint field, const char *sentence);
/* Where another word than the field's own fits better. */
void tie_record_form_set_label (TieRecordForm *self, guint field, const char *label);
/* Offers only what belongs to that contact, for references to sites and projects. */
void tie_record_form_set_owner (TieRecordForm *self, guint field, const char *contact);
/* The field's widget: a row of text, or what stands at the end of its row; NULL when the form has no such field. */
GtkWidget *tie_record_form_get_widget (TieRecordForm *self, guint field);
gboolean tie_record_form_focus (TieRecordForm *self, guint field);

G_END_DECLS
