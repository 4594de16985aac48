/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How far a document is: (*)Invoiced-( )Approved-( )Exported-( )Posted, with one sentence for a screen reader.
 * Property "stage": the token of the document's stage, "" for none. */
#define TIE_TYPE_STAGE (tie_stage_get_type ())
G_DECLARE_FINAL_TYPE (TieStage, tie_stage, TIE, STAGE, GtkWidget)

GtkWidget *tie_stage_new (void);
void tie_stage_set_stage (TieStage *self, const char *stage);
const char *tie_stage_get_stage (TieStage *self);
/* A void document has no stage that counts: the word stands instead. */
void tie_stage_set_is_void (TieStage *self, gboolean is_void);
/* For tests: what a screen reader says. */
const char *tie_stage_get_sentence (TieStage *self);

G_END_DECLS
