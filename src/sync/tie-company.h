/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-package.h"
#include "store/tie-connection-table.h"
#include "store/tie-store.h"
#include "sync/tie-backoff.h"
#include "sync/tie-pacer.h"

G_BEGIN_DECLS

/* The practice's tie to its company: connecting, disconnecting, reading.  The window and the command line both stand on
 * it.  One object per open practice. */
#define TIE_TYPE_COMPANY (tie_company_get_type ())
G_DECLARE_FINAL_TYPE (TieCompany, tie_company, TIE, COMPANY, GObject)

typedef enum
{
  TIE_COMPANY_NOT_CONNECTED = 1,
  TIE_COMPANY_CONNECTING,
  TIE_COMPANY_CONNECTED,
  TIE_COMPANY_OFFLINE,
  TIE_COMPANY_SIGN_IN_EXPIRED,
} TieCompanyState;

TieCompany *tie_company_new (TieStore *store);
/* With a ledger of the caller's instead of the connection's package: for tests. */
TieCompany *tie_company_new_with_ledger (TieStore *store, TieLedger *ledger);

/* Properties, all notified: "state" (guint TieCompanyState; also when another company takes the place of one), "name" (company name as shown, "Sandbox: Harbor Books Co."
 * for sandbox companies, NULL when none), "last-read" (moment), "keyring-warning" (sentence or NULL), "is-reading",
 * "progress" (guint rows read), "package" (pointer to a TiePackage). */
TieCompanyState tie_company_get_state (TieCompany *self);
const char *tie_company_get_name (TieCompany *self);
const char *tie_company_get_last_read (TieCompany *self);
gboolean tie_company_get_is_reading (TieCompany *self);
/* Whether its documents and payments were read to their end since the practice was opened: a file may be an older copy of itself, or have a twin on another
 * computer, and what was sent since is then known from the company alone. */
gboolean tie_company_was_read (TieCompany *self);
guint tie_company_get_waiting (TieCompany *self); /* seconds until the reading goes on, counted down; 0: it does not wait */
const TieConnection *tie_company_get_connection (TieCompany *self); /* NULL when never connected */
TieStore *tie_company_get_store (TieCompany *self);
TieLedger *tie_company_get_ledger (TieCompany *self); /* NULL when not connected */
/* Of the connection; while there is none, see tie_practice_package_find().  Never NULL. */
const TiePackage *tie_company_get_package (TieCompany *self);
/* (transfer full) (nullable) A sentence: why a company that the practice is connected to counts as not connected. */
char *tie_company_dup_obstacle (TieCompany *self);

/* copied; for tests, which cannot wait a minute. */
void tie_company_set_backoff (TieCompany *self, const TieBackoff *backoff);
const TieBackoff *tie_company_get_backoff (TieCompany *self);
TiePacer *tie_company_get_pacer (TieCompany *self); /* (transfer none) */

/* Reads the connection row; no network. */
void tie_company_load_async (TieCompany *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_company_load_finish (TieCompany *self, GAsyncResult *result, GError **error);

/* environment: "local", "sandbox", "production".  base_uri: of a local company.  silently: the company consents by itself
 * and the redirect is followed here; client_id and client_secret may be NULL then, it tells them.  Else signal "open-uri"
 * (char *) asks the caller to open the browser.  Where the consent opened several companies and none of them is the one to be
 * connected again, signal "choose-company" (GPtrArray of TiePackageCompany, (transfer none)) asks for one: the call goes on with
 * tie_company_choose().  A silent consent takes the linked one, else the first.  Ends with probe done and the connection stored.
 * A company that the practice was connected to before goes on under its old row, with its links; the connection to another
 * package stays aside, see tie_company_switch_async().
 * TIE_ERROR_OPEN: something waits to be sent to the company that would be left; nobody was asked for a consent yet, and
 * tie_company_leave_open() is the way on.  TIE_ERROR_COUNTRY: a Canadian company without sales tax (nothing is kept).  TIE_ERROR_OTHER_COMPANY: another company of the
 * same package than the linked one; tie_company_start_fresh_async() then drops the old links (one undo step) and takes the new
 * company, tie_company_keep_old() forgets the new consent. */
void tie_company_connect_async (TieCompany *self, const TiePackage *package, const char *environment, const char *base_uri, const char *client_id, const char *client_secret, gboolean silently,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_company_connect_finish (TieCompany *self, GAsyncResult *result, GError **error);
/* "Connect Anyway" after TIE_ERROR_OPEN: the next time something is connected, what waits for the present company stays for the way back. */
void tie_company_leave_open (TieCompany *self);
gboolean tie_company_paste (TieCompany *self, const char *address, GError **error);
/* id: TiePackageCompany.id of one that was offered; NULL: none, connecting ends with G_IO_ERROR_CANCELLED (as it does when its
 * cancellable is) and nothing is kept. */
void tie_company_choose (TieCompany *self, const char *id);
const char *tie_company_get_other_name (TieCompany *self); /* of TIE_ERROR_OTHER_COMPANY: the new company's name */
void tie_company_start_fresh_async (TieCompany *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_company_start_fresh_finish (TieCompany *self, GAsyncResult *result, GError **error);
void tie_company_keep_old (TieCompany *self);
/* A consent that is not used is being revoked and taken from the keyring; a program that ends before leaves it there. */
gboolean tie_company_is_forgetting (TieCompany *self);

/* "Continue" after TIE_ERROR_KEYRING_ABSENT: connecting again keeps tokens in memory. */
void tie_company_allow_memory (TieCompany *self);
/* "Unlock" after TIE_ERROR_KEYRING_LOCKED; then connect or pull again. */
void tie_company_unlock_async (TieCompany *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_company_unlock_finish (TieCompany *self, GAsyncResult *result, GError **error);

/* Revokes, forgets the tokens; links and documents stay. */
void tie_company_disconnect_async (TieCompany *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_company_disconnect_finish (TieCompany *self, GAsyncResult *result, GError **error);

/* ---- several companies ---- */

/* One of the companies that the practice is or was connected to. */
typedef struct
{
  TieConnection *connection;
  char *name;     /* as shown */
  guint n_links;
  guint n_open;   /* records that wait to be sent, or whose answer never came */
} TieCompanyEntry;
void tie_company_entry_free (TieCompanyEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieCompanyEntry, tie_company_entry_free)

/* Element TieCompanyEntry, the active one first. */
void tie_company_list_async (TieCompany *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tie_company_list_finish (TieCompany *self, GAsyncResult *result, GError **error);

/* Goes on with another of these companies: its links, lists, settings and outbox are as they were left, and those of the present
 * one stay for the way back.  although_open: also where something of the present one waits to be sent; else that is
 * TIE_ERROR_OPEN with a sentence.  TIE_ERROR_BUSY_RUN while anything is being sent or read. */
void tie_company_switch_async (TieCompany *self, const char *connection_id, gboolean although_open, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_company_switch_finish (TieCompany *self, GAsyncResult *result, GError **error);

/* Makes sure that the package answers: signs in silently where the company consents by itself and no token is found, and
 * probes once.  The second one probes each time, since somebody may have closed the books there meanwhile; when that fails,
 * what was known stays, and the error is left to the call after it.  Pull and runs of documents call it;
 * TIE_ERROR_NOT_CONNECTED when there is no connection. */
void tie_company_prepare_async (TieCompany *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void tie_company_prepare_anew_async (TieCompany *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_company_prepare_finish (TieCompany *self, GAsyncResult *result, GError **error);

/* Lets the state follow what a call on the ledger said; error NULL: it went well. */
void tie_company_note (TieCompany *self, const GError *error);

/* Reads all of the company's lists: names, products, accounts, tax codes, terms, documents and payments (by pages, later by
 * the changes of all together), each answer in one transaction with where to go on; resumes after a kill.  Only one at a time: a second call fails with TIE_ERROR_BUSY_RUN.  read: (out) (optional) rows. */
void tie_company_pull_async (TieCompany *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Documents and payments alone: as few requests as tell what is there already, before anything is sent. */
void tie_company_pull_money_async (TieCompany *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_company_pull_finish (TieCompany *self, GAsyncResult *result, guint *read, GError **error);
/* A reading that waits before its next try (the company could not be reached, say) makes it at once. */
void tie_company_try_now (TieCompany *self);

G_END_DECLS
