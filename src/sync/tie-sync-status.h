/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-package.h"
#include "model/tie-remote.h"

G_BEGIN_DECLS

/* The words for whatever keeps a record from the package: one table of codes with sentence, next steps and help page. */

/* In the order in which they are checked; the first that fails is the record's StatusCode. */
typedef enum
{
  TIE_SYNC_READY = 1,
  TIE_SYNC_NOT_SENT,
  TIE_SYNC_NOT_APPROVED,
  TIE_SYNC_NO_ACCOUNT,
  TIE_SYNC_BAD_ACCSID,
  TIE_SYNC_NO_CAREOF,
  TIE_SYNC_DUP_NUMBER,
  TIE_SYNC_NO_ITEM,
  TIE_SYNC_NO_TAX,
  TIE_SYNC_BLANK_LINE,
  TIE_SYNC_UNBALANCED,
  TIE_SYNC_UNKNOWN_STATE,
  TIE_SYNC_SITE_STATE,
  TIE_SYNC_INVOICE_FIRST,
  TIE_SYNC_NOT_LINKED,
  TIE_SYNC_BY_HAND,
  TIE_SYNC_CONFLICT,
  TIE_SYNC_CLOSED,
  TIE_SYNC_CURRENCY,
  TIE_SYNC_UNKNOWN_RESULT,
  TIE_SYNC_OFFLINE,
  TIE_SYNC_BUSY,
  TIE_SYNC_SIGN_IN,
  TIE_SYNC_REFUSED,
  TIE_SYNC_DO_NOT_SEND,
  TIE_SYNC_N_CODES
} TieSyncCode;

/* What a row of the Sync page is of. */
typedef enum
{
  TIE_SYNC_INVOICES = 1,
  TIE_SYNC_CREDITS,
  TIE_SYNC_SUPPLIER,
  TIE_SYNC_PAYMENTS,    /* recorded here, both from customers and to suppliers */
  TIE_SYNC_PAYMENTS_IN, /* the package's, both from customers and to suppliers, and refunds */
  TIE_SYNC_CONTACTS,    /* contacts and sites that cannot be sent, customers that cannot be brought over */
  TIE_SYNC_N_GROUPS
} TieSyncGroup;

/* What is offered as the next step.  Those marked * change data, see tie-sync-actions.h; all others open something. */
typedef enum
{
  TIE_SYNC_ACTION_SYNC = 1,
  TIE_SYNC_ACTION_MARK_SENT,      /* * */
  TIE_SYNC_ACTION_PRINT,
  TIE_SYNC_ACTION_OPEN_DISTRIBUTION,
  TIE_SYNC_ACTION_LINK_THIS,      /* * of a suggestion */
  TIE_SYNC_ACTION_CREATE_NEW,     /* at the package: tie_crosswalk_export_async() */
  TIE_SYNC_ACTION_ACCSID,         /* * what is typed */
  TIE_SYNC_ACTION_USE_THERE,      /* * links finding.there */
  TIE_SYNC_ACTION_REMOVE_ACCSID,  /* * */
  TIE_SYNC_ACTION_MATCH_CONTACT,  /* opens Contact Match at finding.record_id, or remote_id of what is the package's */
  TIE_SYNC_ACTION_RENUMBER,       /* * */
  TIE_SYNC_ACTION_LINK_SAME,      /* * to finding.remote_id; of the package's payment: finding.record_id */
  TIE_SYNC_ACTION_MATCH_CODE,     /* opens Work Code Match or Expense Code Match at finding.record_id */
  TIE_SYNC_ACTION_USE_DEFAULT_ITEM, /* * */
  TIE_SYNC_ACTION_CHOOSE_TAX,     /* * of finding.line_id */
  TIE_SYNC_ACTION_OPEN_AT_LINE,
  TIE_SYNC_ACTION_USE_STATE_ONCE, /* * */
  TIE_SYNC_ACTION_SYNC_SETTINGS,
  TIE_SYNC_ACTION_ACCOUNT_DEFAULTS,
  TIE_SYNC_ACTION_OPEN_SITE,
  TIE_SYNC_ACTION_EXPORT_FIRST,   /* sends the document finding.record_id */
  TIE_SYNC_ACTION_IMPORT_CONTACT, /* brings finding.remote_id over: tie_crosswalk_import_async() */
  TIE_SYNC_ACTION_REVIEW,         /* the conflict window; of a document a question, whose answer is KEEP_OURS */
  TIE_SYNC_ACTION_CHANGE_DATE,    /* * */
  TIE_SYNC_ACTION_DO_NOT_SEND,    /* * */
  TIE_SYNC_ACTION_OPEN_DOCUMENT,
  TIE_SYNC_ACTION_OPEN_CONTACT,
  TIE_SYNC_ACTION_LOOK_UP,        /* a run that sends this record */
  TIE_SYNC_ACTION_TRY_NOW,        /* the same */
  TIE_SYNC_ACTION_RECONNECT,
  TIE_SYNC_ACTION_COPY_DETAILS,
  TIE_SYNC_ACTION_SEND_AFTER_ALL, /* * */
  TIE_SYNC_ACTION_KEEP_OURS,      /* * */
  TIE_SYNC_ACTION_SWITCH,         /* opens the list of companies */
  TIE_SYNC_ACTION_READ_AGAIN,     /* reads the package's lists */
  TIE_SYNC_N_ACTIONS
} TieSyncAction;

/* The strip above the suggestions: "Sent", "Approved", "Account", … */
typedef enum
{
  TIE_SYNC_PART_NONE = 0,
  TIE_SYNC_PART_SENT,
  TIE_SYNC_PART_APPROVED,
  TIE_SYNC_PART_ACCOUNT,
  TIE_SYNC_PART_CARE_OF,
  TIE_SYNC_PART_NUMBER,
  TIE_SYNC_PART_CODES,
  TIE_SYNC_PART_TAX,
  TIE_SYNC_PART_TEXT,
  TIE_SYNC_N_PARTS
} TieSyncPart;

const char *tie_sync_code_get_name (TieSyncCode code); /* "NO_ACCOUNT": stable, for logs, JSON and tests */
TieSyncCode tie_sync_code_from_name (const char *name); /* 0: none */
char *tie_sync_code_dup_help (TieSyncCode code); /* (transfer full) the page "sync-no-account", for "help:tieout/sync-no-account" */
char *tie_sync_code_dup_text (TieSyncCode code, const TiePackage *package); /* translated, {words} not filled in, but for the package: for lists of codes */
TieSyncPart tie_sync_code_get_part (TieSyncCode code);
/* FALSE: trying again is how it is solved (no connection, no answer, a refusal), so the record may be sent by hand. */
gboolean tie_sync_code_stops (TieSyncCode code);
/* Terminated by 0. */
#define TIE_SYNC_MAX_ACTIONS 8
const TieSyncAction *tie_sync_code_get_actions (TieSyncCode code);
const char *tie_sync_action_get_name (TieSyncAction action);  /* "use-there": for actions, logs and tests */
const char *tie_sync_part_get_label (TieSyncPart part);       /* translated */

/* One thing that keeps a record back.  All strings owned, NULL for none. */
typedef struct
{
  TieSyncCode code;
  TieSyncGroup group;
  const TiePackage *package; /* whose name stands in the sentence */
  char *sentence;
  guint line;      /* number of the document's line, from 1; 0: none */
  char *line_id;
  char *record_id; /* ours that the next step is about: the contact or site, the line's code, the invoice to be exported first, the payment that may be the package's */
  gboolean is_expense; /* of a line: record_id is an expense code */
  gboolean is_mapping; /* of a refusal: it could not even be made, for something is not chosen, or not linked */
  TieKind kind;    /* of remote_id */
  char *remote_id; /* the package's record that it is about: the one with the same number, the payment's customer */
  char *here;      /* AccsID or number here; of a refusal: what was refused, where that is another record; of a tax: what is
                    * charged here and not there */
  char *there;     /* what is right instead: AccsID, next number, state; NULL: no such next step is offered */
  char *details;   /* the package's own text and its trace id, for Copy Details */
} TieSyncFinding;

TieSyncFinding *tie_sync_finding_new (TieSyncGroup group, TieSyncCode code, const TiePackage *package);
TieSyncFinding *tie_sync_finding_copy (const TieSyncFinding *self);
gboolean tie_sync_finding_equal (const TieSyncFinding *self, const TieSyncFinding *other);
void tie_sync_finding_free (TieSyncFinding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSyncFinding, tie_sync_finding_free)

/* Fills the code's sentence in.  names and values: pairs that end with NULL, such as "n", "1042", NULL; {package} is filled
 * in by itself. */
void tie_sync_finding_say (TieSyncFinding *self, ...) G_GNUC_NULL_TERMINATED;
/* In place of the code's sentence: why it could not even be made.  what: (nullable): of what else that is said. */
void tie_sync_finding_quote (TieSyncFinding *self, const char *what, const char *sentence);

/* Those of the code that fit this record, the first of them the default.  Terminated by 0; fitting has TIE_SYNC_MAX_ACTIONS
 * places. */
guint tie_sync_finding_get_actions (const TieSyncFinding *self, TieSyncAction *fitting);
/* (transfer full) "Use 148", "Renumber to INV-1050", "Open Credit Note", … */
char *tie_sync_finding_dup_label (const TieSyncFinding *self, TieSyncAction action);

G_END_DECLS
