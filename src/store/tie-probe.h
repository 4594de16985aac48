/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Looks at a practice file before SQLite opens it, and remembers which files SQLite has open in this process: on those,
 * one close() of ours would drop SQLite's locks, so they are never looked into. */
typedef struct _TieProbe TieProbe;

/* TIE_ERROR_FILE_MISSING, _READ_ONLY, _NETWORK, _NOT_PRACTICE, _DAMAGED.  While the probe lives the file counts as open. */
TieProbe *tie_probe_file (const char *path, GError **error);
void tie_probe_free (TieProbe *probe);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieProbe, tie_probe_free)

/* The same without asking for the right to write: a backup may lie anywhere. */
TieProbe *tie_probe_file_for_reading (const char *path, GError **error);

/* The folder for a new file: is there, may be written, is on this computer. */
gboolean tie_probe_folder_of (const char *path, GError **error);

/* Whether this process has the file open. */
gboolean tie_probe_is_open (const char *path);

G_END_DECLS
