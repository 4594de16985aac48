/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fees/tie-fee-clients.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* Asks which client a row of nobody is, offers who has a similar name, and remembers the answer. */
void tie_fee_client_dialog_open (GtkWindow *parent, TieSession *session, TieFeeClients *clients, guint row);

G_END_DECLS
