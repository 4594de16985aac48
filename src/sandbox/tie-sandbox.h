/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A look-alike QuickBooks Online, Xero or Sage Accounting company on the loopback address, for the demo practice, for tests and for trying things
 * out: no account, no network, made-up data.  It reads the same reference as the client and shares no code with it.
 *
 * The server lives in a thread and a main context of its own; every function here may be called from any thread. */
#define TIE_TYPE_SANDBOX (tie_sandbox_get_type ())
G_DECLARE_FINAL_TYPE (TieSandbox, tie_sandbox, TIE, SANDBOX, GObject)

#define TIE_SANDBOX_CLIENT_ID "sandbox-client"
#define TIE_SANDBOX_CLIENT_SECRET "sandbox-secret"

/* The grammar of a fault specification, for --help texts. */
#define TIE_SANDBOX_FAULT_HELP                                                                                                \
  "KIND[,after=N][,count=N][,every=N][,chance=PERCENT][,path=TEXT][,method=GET|POST][,body=TEXT][,delay=MS]; several are joined by ';'.\n" \
  "KIND: refuse 401 403 429 429-retry-after 500 502 503 504 html text fault200 slow cut-before cut-after truncated\n"         \
  "malformed token-5xx rotation-lost expired revoked edited taken closed 429-minute 429-day 429-concurrent archived disconnected\n" \
  "long-lists odd-numbers odd-members 500-after summarized key-used code-NUMBER none"

typedef enum
{
  TIE_SANDBOX_CONSENT_AUTO = 0, /* the authorization page answers with a redirect at once */
  TIE_SANDBOX_CONSENT_ASK,      /* it shows the company with Allow and Decline */
} TieSandboxConsent;

/* All zero is a good default: the harbor company in memory on a free port, consenting by itself. */
typedef struct
{
  guint16 port;                     /* 0: any free one */
  const char *data_file;            /* (nullable) NULL: in memory; an existing file is continued */
  const char *package;              /* (nullable) "quickbooks", the default, "xero" or "sage" */
  const char *company;              /* (nullable) see tie_sandbox_knows_company(); default "harbor" */
  const char *client_id;            /* (nullable) default TIE_SANDBOX_CLIENT_ID */
  const char *client_secret;        /* (nullable) default TIE_SANDBOX_CLIENT_SECRET */
  /* (nullable) besides, for QuickBooks, http://127.0.0.1/callback and http://localhost/callback, which stand for all ports:
   * laxer than Intuit, who compares the whole text, but for loopback addresses only; and for Xero and Sage those of the
   * ports 8742 to 8746 of localhost, compared whole */
  const char *const *redirect_uris;
  TieSandboxConsent consent;
  guint32 seed;           /* of generated names and of faults by chance */
  const char *fault;      /* (nullable) see TIE_SANDBOX_FAULT_HELP */
  gboolean strict;        /* refuse in requests what QuickBooks merely tolerates */
  guint rows;             /* generate so many customers in any company but harbor */
  guint invoices;         /* and so many invoices of theirs */
  guint rotate_after;     /* a refresh within so many seconds returns the same refresh token; 0: always a new one */
  gboolean replay_kills;  /* a refresh token used a second time ends the connection, not only that call */
  guint per_minute;       /* calls of the API that Xero or Sage takes in a minute; 0: 60 and 100 */
  guint per_day;          /* and in a day; 0: 5000 and 2500 */
  guint haste;            /* the company's clock runs so many times as fast, from its start on; 0: as any other */
  gboolean refuse_replay; /* a requestid with another body gets fault 600 instead of the first answer */
} TieSandboxOptions;

/* Of each package: "harbor"; "demo", the same before its first document, with money of customers that waits on account: what the demo
 * practice is paired with (of QuickBooks it is "harbor"); "lists", without that money, too; "empty".  Of QuickBooks besides "ast" with
 * automated sales tax, "multi" with several currencies; "uk", "au", "ca" of other countries, the others are of the United States.  Of Xero
 * there are several organisations in each; of Sage several businesses, and "us", "unregistered" for tax and "start", which is the small
 * edition. */
gboolean tie_sandbox_knows_company (const char *package,
                                    const char *name);

/* The options are copied; NULL gives the defaults. */
TieSandbox *tie_sandbox_new (const TieSandboxOptions *options);

/* Returns when the server listens.  A fault specification that cannot be read is G_IO_ERROR_INVALID_ARGUMENT. */
gboolean tie_sandbox_start (TieSandbox *self,
                            GError **error);

/* Returns when the thread has ended; also done by the last unref. */
void tie_sandbox_stop (TieSandbox *self);

/* "http://127.0.0.1:PORT", without a slash at the end; the address of the API, the token endpoint and the discovery
 * documents alike.  NULL before start. */
const char *tie_sandbox_get_base_uri (TieSandbox *self);
const char *tie_sandbox_get_client_id (TieSandbox *self);
const char *tie_sandbox_get_client_secret (TieSandbox *self);
const char *tie_sandbox_get_realm (TieSandbox *self);

/* Replaces the fault switches; NULL or "none" ends them. */
gboolean tie_sandbox_set_fault (TieSandbox *self,
                                const char *spec,
                                GError **error);

/* What was asked so far: a JSON array of {"method","path","query","headers","body","status","fault","came","atOnce"}, oldest first,
 * without secrets.  "came" is milliseconds since 1970 by the company's clock, "atOnce" how many requests of the API were in
 * progress then, this one among them. */
char *tie_sandbox_dup_journal (TieSandbox *self);

/* An edit "by someone else", as JSON: {"action":"create|rename|deactivate|activate|delete|void|bump|deposit|merge|set","entity":"Customer",
 * "id":"12", and "name" for rename, "into" (id) for merge, "members" (object) for set and create}. */
gboolean tie_sandbox_edit (TieSandbox *self,
                           const char *json,
                           GError **error);

/* The answer to what is written next gets lost; somebody changes the phone of a customer of harbor.  As above, said in the
 * package's own way. */
gboolean tie_sandbox_lose_answer (TieSandbox *self,
                                  GError **error);
gboolean tie_sandbox_edit_phone (TieSandbox *self,
                                 GError **error);

/* The answer to a statement of the query language, as the API would give it, past faults and journal. */
char *tie_sandbox_dup_query (TieSandbox *self,
                             const char *statement);

/* Moves the company's clock on, so that tokens expire and changes grow old. */
void tie_sandbox_advance_clock (TieSandbox *self,
                                gint64 seconds);

/* (transfer full) The names of the customers that the option rows makes, always the same ones for a seed: for whoever makes
 * the practice to a generated company. */
GStrv tie_sandbox_make_names (guint rows,
                              guint32 seed);

/* Everything as on the first day: company data anew; tokens, journal and faults gone. */
void tie_sandbox_reset (TieSandbox *self);

G_END_DECLS
