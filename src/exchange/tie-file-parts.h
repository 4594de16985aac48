/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-layout.h"
#include "store/tie-export-read.h"

G_BEGIN_DECLS

/* What the distribution of a document comes to, part by part.  What the document says of its parts is compared with that once
 * more, by other code than that which approved it: a file is the last place where a mistake could be stopped. */
typedef struct
{
  gint64 parts[6];     /* net by kind of row, but for lines */
  gint64 *lines;       /* (owned) net by line */
  guint *n_of_line;    /* (owned) shares of each */
  gint64 stray;        /* what belongs to no part of the document, or stands on no account: some part lacks it */
  gint64 balance;
} TieFileParts;

/* Of a share's category: the kind of row that it becomes, 0 for none; and the part as sentences name it. */
TieFileRowKind tie_file_parts_get_kind (const char *category);
const char *tie_file_parts_get_name (const char *category);

/* −1: it is none of the document's.  hint: where the search begins, for lines and their shares mostly come in the same order. */
int tie_file_parts_find_line (const TieExportDocument *document, const char *id, guint *hint);

void tie_file_parts_sum_up (const TieExportDocument *document, TieFileParts *self);
void tie_file_parts_clear (TieFileParts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TieFileParts, tie_file_parts_clear)

/* What of the document's parts is not where it should be, in minor units.  Most strays are what a part lacks: they count once. */
gint64 tie_file_parts_count_missing (const TieExportDocument *document, const TieFileParts *self, gint64 sign);

G_END_DECLS
