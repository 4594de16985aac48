/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/tie-command-session.h"

G_BEGIN_DECLS

/* "export invoices", "import payments" and "import documents"; rest begins with the second word. */
int tie_command_export_invoices (TieCommandSession *session, gboolean ready);
int tie_command_import_payments (TieCommandSession *session);
int tie_command_import_documents (TieCommandSession *session);

G_END_DECLS
