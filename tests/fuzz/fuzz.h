/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What libFuzzer calls with bytes of its making, and fuzz-sample.c with some of ours.  The name is libFuzzer's. */
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize size);
