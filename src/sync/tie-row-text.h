/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "match/tie-match.h"

G_BEGIN_DECLS

/* Everything a row of a crosswalk knows in words, packed into one immutable block that any thread may hold: two lists of
 * 100 000 rows have to stay under 500 bytes a row, and Automatch reads the texts while the lists go on changing. */
typedef enum
{
  TIE_ROW_TEXT_ID,
  TIE_ROW_TEXT_NAME,       /* as shown: "Contact: Site", "Parent:Child" */
  TIE_ROW_TEXT_KEY,        /* the name folded */
  TIE_ROW_TEXT_SHORT_NAME, /* of a site or sub-customer without its parent's */
  TIE_ROW_TEXT_PARENT,     /* id of the site's contact or the parent customer; "" for a row of the top level */
  TIE_ROW_TEXT_COMPANY, /* of codes and items: the description */
  TIE_ROW_TEXT_EMAIL,
  TIE_ROW_TEXT_PHONE,
  TIE_ROW_TEXT_STREET,
  TIE_ROW_TEXT_CITY,
  TIE_ROW_TEXT_REGION,
  TIE_ROW_TEXT_POSTCODE,
  TIE_ROW_TEXT_ACCOUNT, /* of items: the name of the account that its sales go to */
  TIE_ROW_TEXT_TYPE,    /* of items: "Service" */
  TIE_ROW_TEXT_RATE,    /* of codes and items, as people write it; "" for none */
  TIE_ROW_TEXT_N_FIELDS
} TieRowTextField;

typedef struct _TieRowText TieRowText;

/* fields: NULL counts as "".  KEY and SHORT_NAME are made from NAME when they are NULL.  is_absent: archived here, or
 * deleted or inactive at the package, so that only a link keeps it in sight. */
TieRowText *tie_row_text_new (const char *const fields[TIE_ROW_TEXT_N_FIELDS],
                              gboolean is_absent);
TieRowText *tie_row_text_ref (TieRowText *self);
void tie_row_text_unref (TieRowText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieRowText, tie_row_text_unref)

/* Never NULL; alive as long as the block. */
const char *tie_row_text_get (const TieRowText *self,
                              TieRowTextField field);
gboolean tie_row_text_is_absent (const TieRowText *self);
gboolean tie_row_text_is_child (const TieRowText *self);
gboolean tie_row_text_equal (const TieRowText *self,
                             const TieRowText *other);

/* The order of the lists: by key, then by id, so that it is the same each time. */
int tie_row_text_compare (const TieRowText *self,
                          const TieRowText *other);

/* The block's strings as a row for the matching engine; borrowed. */
void tie_row_text_fill_match_row (const TieRowText *self,
                                  TieMatchRow *row);

G_END_DECLS
