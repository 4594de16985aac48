/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-billing-step.h"
#include "billing/tie-document-sheet.h"

G_BEGIN_DECLS

/* (transfer full) What people call the document: its number, else its kind. */
char *tie_document_get_title (TieDocument *document);

/* Whether it may be edited at all; the error (TIE_ERROR_IN_USE) is what a banner says.  Looks at the object only. */
gboolean tie_document_check_editable (TieDocument *document, GError **error);
/* Whether its number may be: not once it was sent. */
gboolean tie_document_is_number_locked (TieDocument *document);

/* Saves the sheet: computes its totals, gives a new one its number and its due date, spreads its amount anew over the
 * entries that it bills, keeps its distribution in step with its lines, puts an approved one back to Invoiced, and approves
 * where the policy says so.  Lines without anything in them are dropped.  On success the sheet is as the file has it, once
 * the transaction is committed: an editor hands a copy to the worker and keeps that when all went well. */
gboolean tie_document_save (TieDb *db, TieDocumentSheet *sheet, TieBillingStep *step, GError **error);

/* (transfer full) A new document of the same contents, dated date, neither numbered nor saved. */
TieDocumentSheet *tie_document_duplicate (TieDb *db, const char *id, const char *date, GError **error);
/* (transfer full) A new credit note of an invoice's lines, neither numbered nor saved. */
TieDocumentSheet *tie_document_make_credit_note (TieDb *db, const char *id, const char *date, GError **error);

/* Releases its payments, frees its time, and leaves it in the list with nothing open.  Refused once it was exported. */
gboolean tie_document_void (TieDb *db, const char *id, TieBillingStep *step, GError **error);
/* Only an unsent, unapproved one whose number no other follows: the number is given back, its time is freed. */
gboolean tie_document_delete (TieDb *db, const char *id, TieBillingStep *step, GError **error);

/* Both for one or many; ids ends with NULL. */
gboolean tie_document_set_sent (TieDb *db, const char *const *ids, gboolean is_sent, TieBillingStep *step, GError **error);
gboolean tie_document_set_do_not_send (TieDb *db, const char *const *ids, gboolean do_not_send, TieBillingStep *step, GError **error);

/* Approves those that are balanced and fully distributed.  The others stay, and why is added to left (nullable, element-type
 * utf8); when all stay, that is the error (TIE_ERROR_INVALID). */
gboolean tie_document_approve (TieDb *db, const char *const *ids, GPtrArray *left, TieBillingStep *step, GError **error);

/* Posts those that were exported: the books have them, so they can be changed no more.  That is final, no step takes it back.
 * left: as of approving. */
gboolean tie_document_post (TieDb *db, const char *const *ids, GPtrArray *left, TieBillingStep *step, GError **error);

G_END_DECLS
