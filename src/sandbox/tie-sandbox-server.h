/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sandbox/tie-sandbox-service.h"

G_BEGIN_DECLS

/* Puts the service behind the HTTP server of the calling thread. */
void tie_sandbox_server_attach (SoupServer *server,
                                TieSandboxService *service);

G_END_DECLS
