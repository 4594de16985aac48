/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/tie-command-session.h"

G_BEGIN_DECLS

/* "export invoices" and "import payments"; rest begins with that word. */
int tie_command_export_invoices (TieCommandSession *session, gboolean ready);
int tie_command_import_payments (TieCommandSession *session);

G_END_DECLS
