/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-package.h"

G_BEGIN_DECLS

/* What a sandbox company on this computer tells about itself (GET /sandbox/info).  All of it is made up, so it may tell
 * its app keys too. */
typedef struct
{
  const TiePackage *package;   /* whose look-alike it is */
  char *client_id;
  char *client_secret;         /* NULL: it has none */
  char *redirect_uri;          /* the first registered one */
  gboolean consents_by_itself; /* no browser is needed */
} TieLocalCompany;

void tie_local_company_free (TieLocalCompany *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieLocalCompany, tie_local_company_free)

/* TIE_ERROR_NETWORK: nobody listens there; TIE_ERROR_BUG: something else does. */
void tie_local_company_ask_async (const char *base_uri, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieLocalCompany *tie_local_company_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
