/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The file that is written before it bears its name.  Where the file system can, it has no name at all until it is complete, so that a
 * program that is killed leaves nothing; elsewhere it has a hidden one in the same folder, and what was left there for more than a
 * day goes when the next one is begun. */
typedef struct _TieFileDraft TieFileDraft;

/* NULL with errno set.  Only for the person who writes it. */
TieFileDraft *tie_file_draft_new (const char *path);
/* Removes what was not put in place. */
void tie_file_draft_free (TieFileDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFileDraft, tie_file_draft_free)

int tie_file_draft_get_fd (TieFileDraft *self);
/* On the disk and in place, in place of what had that name; FALSE with errno set.  Nothing can be written after that. */
gboolean tie_file_draft_finish (TieFileDraft *self);

/* Tests: as on a file system that knows only files with names. */
void tie_file_draft_use_names (gboolean names);

G_END_DECLS
