/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-preview.h"

G_BEGIN_DECLS

/* The part of a preview that is about the invoice: what it would bill, when it is due, where it goes, and what stands against it. */
gboolean tie_fee_preview_read_invoice (TieFeePreview *self, TieDb *db, GError **error);

G_END_DECLS
