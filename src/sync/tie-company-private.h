/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/tie-sign-in.h"
#include "sync/tie-company.h"

G_BEGIN_DECLS

/* Shared by tie-company.c (state), -connect.c, -take.c, -consent.c (silent consent, prepare), -keyring.c, -learn.c, -disconnect.c and -pull.c. */
struct _TieCompany
{
  GObject parent_instance;

  TieStore *store;           /* (owned) (not nullable) */
  TieConnection *connection; /* (owned) (nullable) */
  TieSignIn *sign_in;        /* (owned) (nullable): of the connection */
  TieLedger *ledger;         /* (owned) (nullable): of the connection, or a test's */
  gboolean has_fixed_ledger; /* a test's */
  TieBackoff backoff;
  TiePacer *pacer;           /* (owned) */
  TieCompanyState state;
  gboolean is_loaded;
  char *name;                /* (owned) (nullable): as shown */
  char *keyring_warning;     /* (owned) (nullable) */
  gboolean allows_memory;
  gboolean is_reading;
  guint progress;
  gint64 list_read[TIE_KIND_LAST + 1]; /* by kind: when (monotonic) a list that tells no changes was read */

  /* a consent that is not accepted yet */
  TieConnection *new_connection; /* (owned) (nullable) */
  TieSignIn *new_sign_in;        /* (owned) (nullable) */
  TieLedger *new_ledger;         /* (owned) (nullable) */
  guint n_forgetting;            /* consents that are being revoked */
};

void tie_company_set_state (TieCompany *self, TieCompanyState state);
void tie_company_set_reading (TieCompany *self, gboolean is_reading);
void tie_company_set_progress (TieCompany *self, guint progress);

/* Of a complete reading. */
void tie_company_save_reading_async (TieCompany *self, guint n_read, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_company_save_reading_finish (TieCompany *self, GAsyncResult *result, GError **error);

/* Takes the row as the connection: state, name, ledger and sign-in follow. sign_in and ledger (transfer full), NULL: made
 * from the row when they are needed. */
void tie_company_set_connection (TieCompany *self, TieConnection *connection, TieSignIn *sign_in, TieLedger *ledger);

/* redirect_uri: NULL for the environment's own. */
TieSignIn *tie_company_make_sign_in (TieCompany *self, const TieConnection *connection, const char *redirect_uri);
TieLedger *tie_company_make_ledger (const TieConnection *connection, TieSignIn *sign_in);
char *tie_company_dup_shown_name (const TieConnection *connection);

/* Makes the new consent's company the connection and ends the task of connecting (transfer full).  The same company as before
 * goes on under the old id, so that its links fit; the links of another one go, as one undo step. */
void tie_company_take_new (GTask *task);
void tie_company_drop_new (TieCompany *self);
/* Both transfer full. */
void tie_company_fail_connect (GTask *task, GError *error);

/* Takes over what the package said of itself; TRUE: some of it is new. */
gboolean tie_company_describe (TieConnection *connection, const TieLedgerCapabilities *can);
/* Keeps it in the file and ends the task (transfer full). */
void tie_company_learn (GTask *task);

/* Signs in at a local company that consents by itself; company: its id. */
void tie_company_consent_silently_async (TieCompany *self, TieConnection *connection, const char *client_id, const char *client_secret,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieSignIn *tie_company_consent_silently_finish (TieCompany *self, GAsyncResult *result, char **company, GError **error);

G_END_DECLS
