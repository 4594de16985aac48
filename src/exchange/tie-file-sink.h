/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "exchange/tie-file-layout.h"

G_BEGIN_DECLS

/* Where a file goes while it is made: bytes under another name in the same folder, then all at once in place.  Without a path it
 * only keeps the beginning, to be shown. */
typedef struct _TieFileSink TieFileSink;

/* path: (nullable).  TIE_ERROR_INVALID with a sentence when the folder is not there or cannot be written. */
TieFileSink *tie_file_sink_new (const char *path, GError **error);
/* Removes what was not put in place. */
void tie_file_sink_free (TieFileSink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFileSink, tie_file_sink_free)

/* Text (UTF-8) in the encoding of the file, whose characters it must all have.  TIE_ERROR_DISK_FULL. */
gboolean tie_file_sink_write (TieFileSink *self, const GString *text, TieFileEncoding encoding, GError **error);

/* Brings all to the disk and in place, in place of what had that name. */
gboolean tie_file_sink_finish (TieFileSink *self, GError **error);

/* (nullable) Of all that was written, after which nothing can be written any more; NULL with an error as for writing. */
const char *tie_file_sink_get_sha256 (TieFileSink *self, GError **error);
const char *tie_file_sink_get_beginning (TieFileSink *self); /* some 16 kB of whole lines, in UTF-8 */

G_END_DECLS
