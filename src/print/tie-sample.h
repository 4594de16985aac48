/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/tie-paper-data.h"

G_BEGIN_DECLS

/* A made-up invoice on the firm's own paper, for looking at a layout. */
TieDocumentData *tie_sample_load (TieDb *db, GError **error);

G_END_DECLS
