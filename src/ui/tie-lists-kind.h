/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"
#include "model/tie-user.h"

G_BEGIN_DECLS

/* The lists of Setup, one table for all: what the page of each says and shows.  All words are N_(). */
typedef struct
{
  const char *name; /* of its page */
  const char *title;
  GType (*get_type) (void);
  TieRight right;     /* whoever has it not looks only; 0: everybody may change it */
  gboolean is_hidden; /* shown only to who has the right */
  gboolean is_fixed;  /* nothing is added or deleted */
  guint columns[7];   /* fields, ends with 0 */
  guint fields[9];    /* of the record's page, ends with 0 */
  guint needed[3];    /* without which nothing is saved, ends with 0 */
  const char *icon_name;
  const char *search_label;
  const char *nothing_found;
  const char *empty_title;
  const char *empty_description;
  const char *add_label;
  const char *new_title;
  const char *note; /* above the list, NULL for none */
} TieListsKind;

const TieListsKind *tie_lists_kind_list (guint *n_kinds);
const TieListsKind *tie_lists_kind_find (const char *name); /* (nullable) */

/* What a new record begins with. */
void tie_lists_kind_prepare (const TieListsKind *self, TieRecord *record);
/* The number of the field that says that a record is archived; 0: it cannot be. */
guint tie_lists_kind_get_archived (const TieListsKind *self);

G_END_DECLS
