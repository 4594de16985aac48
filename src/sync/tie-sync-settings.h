/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-billing-step.h"
#include "model/tie-remote.h"
#include "store/tie-connection-table.h"
#include "sync/tie-sync-status.h"

G_BEGIN_DECLS

/* What Sync Settings and Account Defaults hold, for one connection. */

typedef enum
{
  TIE_SYNC_SEND = 1,
  TIE_SYNC_BRING,
  TIE_SYNC_BOTH,
} TieSyncDirection;

typedef enum
{
  TIE_SYNC_MANUAL = 1,
  TIE_SYNC_PUSH, /* contacts of the chosen types are sent when they are edited */
  TIE_SYNC_CONTINUOUS,
} TieSyncMode;

/* Account Settings */
typedef enum
{
  TIE_SYNC_ACCOUNT_RECEIVABLE,
  TIE_SYNC_ACCOUNT_INCOME,
  TIE_SYNC_ACCOUNT_EXPENSE,
  TIE_SYNC_ACCOUNT_PAYABLE,
  TIE_SYNC_ACCOUNT_TAX_PAYABLE,
  TIE_SYNC_ACCOUNT_DEPOSIT, /* NULL: Undeposited Funds, where the package has them */
  TIE_SYNC_ACCOUNT_BANK,    /* that suppliers are paid from */
  TIE_SYNC_N_ACCOUNTS
} TieSyncAccount;

/* Invoice Line Item Settings */
typedef enum
{
  TIE_SYNC_ITEM_TIME,
  TIE_SYNC_ITEM_EXPENSE,
  TIE_SYNC_ITEM_FIXED_FEE, /* also of lines without a code */
  TIE_SYNC_ITEM_DISCOUNT,
  TIE_SYNC_ITEM_FREIGHT,
  TIE_SYNC_ITEM_ROUNDING,
  TIE_SYNC_N_ITEMS
} TieSyncItem;

typedef struct
{
  char *connection;
  gboolean is_enabled;         /* Enable Integration was pressed */
  gboolean use_default_state;  /* fills a missing State */
  char *default_state;         /* the practice's, "OR"; NULL for none; not saved here */
  gboolean sites_from_package; /* first sync only */
  gboolean sites_to_package;   /* first sync only */
  gboolean use_client_state;   /* for sites without one */
  gboolean invoices;
  gboolean create_items;       /* creates and updates products and services */
  gboolean require_sent;
  gboolean require_approval;
  gboolean payments;           /* only with invoices */
  TieSyncDirection direction;
  TieSyncMode mode;
  guint interval;              /* minutes */
  gboolean in_background;      /* continuous mode goes on when the last window is closed */
  gboolean post_after_export;
  char *accounts[TIE_SYNC_N_ACCOUNTS]; /* the package's ids, NULL: not chosen */
  char *items[TIE_SYNC_N_ITEMS];       /* the same */
} TieSyncSettings;

/* As they are at first. */
TieSyncSettings *tie_sync_settings_new (const char *connection);
TieSyncSettings *tie_sync_settings_copy (const TieSyncSettings *self);
void tie_sync_settings_free (TieSyncSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSyncSettings, tie_sync_settings_free)

/* connection NULL: that of the active connection, or of none. */
TieSyncSettings *tie_sync_settings_load (TieDb *db, const char *connection, GError **error);
/* One undo step ("Sync Settings changed"). */
gboolean tie_sync_settings_save (TieDb *db, const TieSyncSettings *self, TieBillingStep *step, GError **error);

/* (transfer full) What Account Defaults has as one text, to tell whether it is another one. */
char *tie_sync_settings_dup_choices (const TieSyncSettings *self);

/* Whether documents of that group go, or come, by themselves. */
gboolean tie_sync_settings_has (const TieSyncSettings *self, TieSyncGroup group);

/* A choice that is missing, or is not there any more. */
typedef struct
{
  gboolean is_item;
  guint which;    /* TieSyncAccount or TieSyncItem */
  char *sentence; /* "Choose an income account", "4010 no longer exists in QuickBooks." */
} TieSyncMissing;
void tie_sync_missing_free (TieSyncMissing *self);

/* (nullable) What has to be said where that account is not chosen, though what is switched on cannot go without it to a package
 * that has not those: "Choose an income account". */
const char *tie_sync_settings_find_missing (const TieSyncSettings *self, TieLacks lacks, TieSyncAccount account);

/* (transfer full) (element-type TieSyncMissing) What Enable Integration asks for, empty when all is there; looks at what was
 * last read from the package.  NULL on error. */
GPtrArray *tie_sync_settings_check (TieDb *db, const TieSyncSettings *self, GError **error);

const char *tie_sync_account_get_label (TieSyncAccount account); /* translated: "Receivable" */
const char *tie_sync_item_get_label (TieSyncItem item);          /* translated: "Time" */
/* Whether an account of that type (TieRemote.type) may be chosen there. */
gboolean tie_sync_account_fits (TieSyncAccount account, const char *type);

/* [Use Default Item]: the code's lines go out with the default item of their kind.  Undoable, part of an open step. */
gboolean tie_sync_settings_set_uses_default (TieDb *db, const char *connection, const char *code, gboolean uses, GError **error);
/* (transfer full) (element-type utf8 utf8) A set of the ids of such codes; NULL on error. */
GHashTable *tie_sync_settings_list_uses_default (TieDb *db, const char *connection, GError **error);

G_END_DECLS
