/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-list.h"

G_BEGIN_DECLS

/* What is picked for a filter; which of it was changed is found out by reading. */
TieExportFilter tie_file_filter_to_pick (TieExportKind kind, TieFileFilter filter);

G_END_DECLS
