/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* The layouts that were saved, to be called otherwise or deleted.  Signal "changed" when one was: files are to be read anew. */
#define TIE_TYPE_FEE_SAVED_LIST (tie_fee_saved_list_get_type ())
G_DECLARE_FINAL_TYPE (TieFeeSavedList, tie_fee_saved_list, TIE, FEE_SAVED_LIST, GtkWidget)

void tie_fee_saved_list_set_session (TieFeeSavedList *self, TieSession *session);

/* (element-type TieFeeSaved) What is shown already stays as it is, and so does the focus. */
void tie_fee_saved_list_show (TieFeeSavedList *self, GPtrArray *saved);

G_END_DECLS
