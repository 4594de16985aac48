/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-field.h"

G_BEGIN_DECLS

/* Shared by tie-file-field.c (names; contacts, payments and lists) and tie-file-field-document.c. */

/* "8.25%", in scratch. */
const char *tie_file_field_make_percent (gint64 rate, GString *scratch);

/* Of a document, its terms and its rows; the value is none and empty before. */
void tie_file_field_get_of_document (TieFileField field, const TieFileContext *context, TieFileSign sign, TieFileValue *value);
void tie_file_field_get_of_terms (TieFileField field, const TieFileContext *context, GString *scratch, TieFileValue *value);
void tie_file_field_get_of_row (TieFileField field, const TieFileContext *context, TieFileSign sign, GString *scratch, TieFileValue *value);

G_END_DECLS
