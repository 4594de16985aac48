/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-layout.h"

G_BEGIN_DECLS

/* With what holds where a layout says nothing. */
TieFileLayout *tie_file_layout_new (void);

G_END_DECLS
