/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger.h"
#include "net/tie-sign-in.h"

G_BEGIN_DECLS

/* A company that a consent opened, where one consent may open several. */
typedef struct
{
  char *id;
  char *name;
} TiePackageCompany;
void tie_package_company_free (TiePackageCompany *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiePackageCompany, tie_package_company_free)

/* What is known of an accounting package before anybody is connected to it: how it is called, and how one gets there.  One
 * constant for each package; above this room nothing else tells them apart.  What a connected company can do is
 * TieLedgerCapabilities. */
typedef struct
{
  const char *id;         /* "quickbooks": as a connection's row has it */
  const char *name;       /* "QuickBooks Online" */
  const char *short_name; /* "QuickBooks": in sentences and heads */
  const char *code;       /* "QBO": where there is little room */
  const char *maker;      /* "Intuit": whose app keys and test companies they are */
  const char *accsid_hint; /* (translatable) (nullable): where a person reads a record's AccsID; NULL where none may be typed */
  gboolean has_secret;    /* app keys are a client id and a client secret, else a client id alone */
  gboolean has_test_companies; /* the maker has some of its own, with addresses of their own (environment "sandbox") */

  gboolean has_mixed_batch; /* a push may hold operations of several kinds and verbs, else of one */
  guint request_life;       /* seconds that a request id is surely remembered */
  gboolean repeats_creates; /* … of what is created only: a change or removal that is sent once more is another one */
  gboolean keeps_faults;    /* a request that ended in the server's own trouble ends so each time under that id: what is sent
                             * again after it was looked for has a new one */

  /* Addresses of an environment ("local" with its base address, "sandbox", "production"). */
  TieSignInAddresses *(*dup_addresses) (const char *environment, const char *base_uri);
  TieLedger *(*new_ledger) (const char *environment, const char *base_uri, const char *company_id, TieSignIn *sign_in);

  /* Element TiePackageCompany.  NULL where the consent itself tells the one company. */
  void (*list_companies_async) (const char *environment, const char *base_uri, TieSignIn *sign_in, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  GPtrArray *(*list_companies_finish) (GAsyncResult *result, GError **error);
} TiePackage;

/* NULL for an unknown one. */
const TiePackage *tie_package_find (const char *id);
/* All, in the order in which they are offered; ends with NULL. */
const TiePackage *const *tie_package_list (void);

/* (transfer full) An address of the package; a company of this computer ("local") has the same path below its base address. */
char *tie_package_dup_uri (const char *uri, const char *environment, const char *base_uri);

/* (transfer full) An address without the slashes at its end. */
char *tie_package_dup_base (const char *uri);

G_END_DECLS
