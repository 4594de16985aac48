/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/tie-sign-in.h"
#include "sync/tie-company.h"
#include "sync/tie-nap.h"

G_BEGIN_DECLS

/* Shared by tie-company.c (state), -load.c (the row in the file), -connect.c, -choose.c (which company of a consent), -take.c,
 * -switch.c, -consent.c (silent consent, prepare), -keyring.c, -learn.c, -disconnect.c and -pull.c. */
struct _TieCompany
{
  GObject parent_instance;

  TieStore *store;           /* (owned) (not nullable) */
  TieConnection *connection; /* (owned) (nullable) */
  char *chosen;              /* (owned) (nullable): TIE_SETTING_INTEGRATION */
  const TiePackage *package; /* (not nullable) */
  TieSignIn *sign_in;        /* (owned) (nullable): of the connection */
  TieLedger *ledger;         /* (owned) (nullable): of the connection, or a test's */
  gboolean has_fixed_ledger; /* a test's */
  TieBackoff backoff;
  TieNap nap;                /* of a reading, before its next try */
  TiePacer *pacer;           /* (owned) */
  TieCompanyState state;
  gboolean is_loaded;
  char *name;                /* (owned) (nullable): as shown */
  char *keyring_warning;     /* (owned) (nullable) */
  gboolean allows_memory;
  gboolean is_reading;
  gboolean was_read;         /* documents and payments, to their end, by this object */
  guint progress;
  guint waiting;             /* seconds */
  guint wait_tick;           /* while it reads; 0: none */
  gint64 list_read[TIE_KIND_LAST + 1]; /* by kind: when (monotonic) a list that tells no changes was read */

  /* a consent that is not accepted yet */
  const TiePackage *new_package;
  gboolean was_expired;          /* the sign-in, when connecting began */
  gboolean leaves_open;          /* see tie_company_leave_open() */
  char *linked;                  /* (owned) (nullable): the company of that package that the practice was connected to last */
  TieConnection *new_connection; /* (owned) (nullable) */
  TieSignIn *new_sign_in;        /* (owned) (nullable) */
  TieLedger *new_ledger;         /* (owned) (nullable) */
  GTask *choosing;               /* (owned) (nullable): of connecting, while a person chooses among its companies */
  GPtrArray *choices;            /* (owned) (nullable): TiePackageCompany, of these */
  GSource *choosing_cancelled;   /* (owned) (nullable) */
  guint n_forgetting;            /* consents that are being revoked */
};

void tie_company_set_state (TieCompany *self, TieCompanyState state);
void tie_company_set_reading (TieCompany *self, gboolean is_reading);
void tie_company_set_progress (TieCompany *self, guint progress);
void tie_company_set_waiting (TieCompany *self, guint seconds);
/* Counts what a reading has to wait, as long as there is one. */
void tie_company_follow_wait (TieCompany *self);

/* Of a complete reading. */
void tie_company_save_reading_async (TieCompany *self, guint n_read, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_company_save_reading_finish (TieCompany *self, GAsyncResult *result, GError **error);

/* Takes the row as the connection: state, name, ledger and sign-in follow. sign_in and ledger (transfer full), NULL: made
 * from the row when they are needed. */
void tie_company_set_connection (TieCompany *self, TieConnection *connection, TieSignIn *sign_in, TieLedger *ledger);

/* The same connection as before, as the file has it now (transfer full); NULL: none. */
void tie_company_take_row (TieCompany *self, TieConnection *connection);
/* The package follows from the connection and from what was chosen. */
void tie_company_update_package (TieCompany *self);

/* redirect_uri: NULL for the environment's own. */
TieSignIn *tie_company_make_sign_in (TieCompany *self, const TieConnection *connection, const char *redirect_uri);
TieLedger *tie_company_make_ledger (const TieConnection *connection, TieSignIn *sign_in);
char *tie_company_dup_shown_name (const TieConnection *connection);

/* Makes the new consent's company the connection and ends the task of connecting (transfer full).  A company that the practice
 * was connected to before goes on under its old id, so that its links fit; the links of another company of the same package go,
 * as one undo step; those of other packages stay, aside. */
void tie_company_take_new (GTask *task);
void tie_company_drop_new (TieCompany *self);
/* The same, and revokes the consent. */
void tie_company_forget_new (TieCompany *self);
/* Goes on with that company (transfer full) of the new consent. */
void tie_company_probe_new (GTask *task, char *company_id);
/* Asks which companies the consent opened, where the package does not say so by itself, and goes on with the linked one, the only
 * one, or the one that a person chooses.  company_id (transfer full) (nullable): as the consent said. */
void tie_company_choose_new (GTask *task, char *company_id);
/* Emits "choose-company". */
void tie_company_ask_choice (TieCompany *self);

/* (transfer full) The id of the linked one if it is there, else of the first; NULL with an error when there is none. */
char *tie_company_pick (const TiePackage *package, GPtrArray *companies, const char *linked, GError **error);
/* TIE_ERROR_OPEN where something waits to be sent to the company of that connection, or its answer never came. */
gboolean tie_company_check_open (TieDb *db, const TieConnection *left, GError **error);
/* Both transfer full. */
void tie_company_fail_connect (GTask *task, GError *error);

/* Takes over what the package said of itself; TRUE: some of it is new. */
gboolean tie_company_describe (TieConnection *connection, const TieLedgerCapabilities *can);
/* Keeps it in the file and ends the task (transfer full). */
void tie_company_learn (GTask *task);

/* Signs in at a local company that consents by itself; company: its id, of several the linked one, else the first. */
void tie_company_consent_silently_async (TieCompany *self, const TiePackage *package, TieConnection *connection, const char *linked, const char *client_id, const char *client_secret,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieSignIn *tie_company_consent_silently_finish (TieCompany *self, GAsyncResult *result, char **company, GError **error);

G_END_DECLS
