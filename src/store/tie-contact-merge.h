/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-contact.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* Of two contacts that are linked to different records of the package. */
typedef enum
{
  TIE_MERGE_LINK_ASK = 0,
  TIE_MERGE_LINK_OF_STAYING,
  TIE_MERGE_LINK_OF_GOING,
} TieMergeLink;

/* A field of a contact as a bit. */
#define TIE_MERGE_FIELD(field) (G_GUINT64_CONSTANT (1) << (field))

/* The fields to take over so that nothing is lost which the staying one leaves empty.  An address is taken over as a
 * whole, or completed where the two agree as far as both know; parts of two addresses make none. */
guint64 tie_contact_merge_get_fills (TieRecord *stays, TieRecord *goes);

/* Makes one contact of two: goes is deleted after everything that refers to it refers to stays, found by the foreign keys
 * of the file; links, refusals and sites follow too.  taken: fields whose value comes from goes.  Inside a
 * TIE_STORE_WRITE function and an undo step.
 *
 * TIE_ERROR_ALREADY_LINKED with TIE_MERGE_LINK_ASK when both are linked: the sentence names their partners.  Where one of
 * the two links goes, those of the sites below its contact go with it, for they stood below its partner.
 * TIE_ERROR_IN_USE while one of them is being sent; TIE_ERROR_INVALID for a supplier and a client; TIE_ERROR_NOT_FOUND. */
gboolean tie_contact_merge (TieDb *db, const char *stays, const char *goes, guint64 taken, TieMergeLink link, GError **error);

G_END_DECLS
