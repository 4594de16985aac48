/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One domain for the whole program.  Foreign errors (SQLite, libsoup, libsecret, GIO) are translated where the foreign
 * library is called; G_IO_ERROR_CANCELLED passes through and is silent.  The message is technical English for the log;
 * the words for people come from tie_error_get_sentence(). */
typedef enum
{
  TIE_ERROR_FAILED = 1,
  TIE_ERROR_INVALID,        /* what was typed or given cannot be used; the message says why */
  TIE_ERROR_NOT_FOUND,
  TIE_ERROR_CHANGED,        /* the row is not what it was when it was read */
  TIE_ERROR_IN_USE,         /* other rows depend on it */
  TIE_ERROR_ALREADY_LINKED, /* one side of a pair has another partner */

  /* the practice file */
  TIE_ERROR_FILE_MISSING,
  TIE_ERROR_FILE_NOT_PRACTICE,
  TIE_ERROR_FILE_DAMAGED,
  TIE_ERROR_FILE_NEWER,
  TIE_ERROR_FILE_READ_ONLY,
  TIE_ERROR_FILE_LOCKED,  /* another program holds it longer than we wait */
  TIE_ERROR_FILE_NETWORK, /* on a network or portal file system */
  TIE_ERROR_DISK_FULL,
  TIE_ERROR_BUSY_RUN, /* another program is sending for this practice */

  /* sign-in */
  TIE_ERROR_SIGN_IN_CANCELLED,
  TIE_ERROR_SIGN_IN_STATE,   /* the browser answered for another request */
  TIE_ERROR_SIGN_IN_EXPIRED, /* only a new consent helps */
  TIE_ERROR_APP_KEYS,        /* client id or secret refused */
  TIE_ERROR_COUNTRY,         /* a company of a country whose rules it cannot keep; the message says which */
  TIE_ERROR_OTHER_COMPANY,   /* consent was given for another company than the linked one */
  TIE_ERROR_KEYRING_LOCKED,
  TIE_ERROR_KEYRING_ABSENT,
  TIE_ERROR_KEYRING_REFUSED,
  TIE_ERROR_NOT_CONNECTED,

  /* the ledger's faults, one vocabulary for every package */
  TIE_ERROR_NETWORK,
  TIE_ERROR_TOKEN, /* access token not accepted; refreshing may help */
  TIE_ERROR_RIGHTS,
  TIE_ERROR_THROTTLED,
  TIE_ERROR_SERVER,
  TIE_ERROR_STALE,
  TIE_ERROR_DUPLICATE,
  TIE_ERROR_CLOSED_PERIOD,
  TIE_ERROR_MAPPING,
  TIE_ERROR_DATA,
  TIE_ERROR_GONE,
  TIE_ERROR_BUG, /* we sent or received something that should not be */

  TIE_ERROR_NOT_ALLOWED, /* by the person's role; here at the end because faults are kept by number in the file */

  /* further faults of a ledger */
  TIE_ERROR_PLAN,         /* the company's plan or settings have no such thing */
  TIE_ERROR_FROZEN,       /* deposited, reconciled or linked there: to be undone there first */
  TIE_ERROR_SUBSCRIPTION, /* the company's subscription has ended */
  TIE_ERROR_RESET,        /* the company was begun anew: no id is what it was */

  TIE_ERROR_BACKGROUND, /* the desktop does not let the program run on without a window */

  /* and more of a ledger's */
  TIE_ERROR_SHUT_OUT,  /* the company is not open any more to whoever signed in */
  TIE_ERROR_DAY_LIMIT, /* a day's requests are used up; the message says until when */

  TIE_ERROR_OPEN, /* something waits to be sent to the company that is to be left; the message says how much */
} TieError;

#define TIE_ERROR (tie_error_quark ())
GQuark tie_error_quark (void);

/* A translated sentence for a person, from one table; never NULL.  For TIE_ERROR_INVALID and TIE_ERROR_DATA, whose
 * reason is in the message, the message itself.  The string belongs to the caller. */
char *tie_error_get_sentence (const GError *error);
/* The same of what may come from an accounting package; package: how people call it. */
char *tie_error_get_sentence_for (const GError *error, const char *package);

/* TRUE when the error only says that somebody cancelled. */
gboolean tie_error_is_cancelled (const GError *error);

G_END_DECLS
