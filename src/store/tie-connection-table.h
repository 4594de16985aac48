/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* What a company, or its package, has not. */
typedef enum
{
  TIE_LACKS_OUR_NUMBERS = 1 << 0,   /* it numbers sales documents itself; ours is their reference */
  TIE_LACKS_PRIVATE_NOTE = 1 << 1,
  TIE_LACKS_SUB_CUSTOMERS = 1 << 2,
  TIE_LACKS_UNIQUE_NAMES = 1 << 3,
  TIE_LACKS_EMPLOYEES = 1 << 4,
  TIE_LACKS_TERMS = 1 << 5,
  TIE_LACKS_UNAPPLIED = 1 << 6,     /* payments are applied as a whole */
  TIE_LACKS_TYPED_ID = 1 << 7,      /* no person can know or type a record's id */
  TIE_LACKS_OPEN_REFUNDS = 1 << 8,  /* a refund names what it pays back, and is not named by it */
  TIE_LACKS_DISCOUNTS = 1 << 9,     /* a discount needs a product or service */
  TIE_LACKS_CREDIT_DISCOUNTS = 1 << 10, /* … on credit notes */
  TIE_LACKS_UNDEPOSITED = 1 << 11,  /* money that came in stands on an account that was chosen, or nowhere */
} TieLacks;

/* A practice's tie to one company.  There may be several, of which one is active: all work goes on with that.  Holds no secret: tokens and keys lie in the keyring. */
typedef struct
{
  char *id;          /* UUID; links, cursors and the outbox name it */
  char *sign_in_id;  /* UUID of the consent in use; the keyring item's attribute.  A new consent has a new one, so that
                      * it never overwrites tokens before it is known to be for the same company */
  char *package;     /* "quickbooks" */
  char *environment; /* "local" (sandbox company on this computer), "sandbox" (Intuit), "production" */
  char *base_uri;    /* of a local sandbox company, else NULL */
  char *company_id;  /* realm */
  char *company_name;
  char *country;
  char *currency;
  char *closed_until; /* date to which the company's books are closed, NULL: open */
  int tax_model;      /* as the ledger's capabilities have it; 0: not known yet */
  gboolean has_multi_currency;
  guint lacks;        /* TieLacks */
  char *connected;   /* moment of the consent; NULL: disconnected, links stay */
  char *last_read;   /* moment of the last complete pull */
  gboolean is_active;
} TieConnection;
TieConnection *tie_connection_new (void);
TieConnection *tie_connection_copy (const TieConnection *self);
void tie_connection_free (TieConnection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieConnection, tie_connection_free)

/* The active one; NULL without error when there is none. */
TieConnection *tie_connection_table_get_active (TieDb *db, GError **error);
/* NULL without error when there is none. */
TieConnection *tie_connection_table_get (TieDb *db, const char *id, GError **error);
/* (transfer full) (element-type TieConnection) The practice's, the active one first, then the last connected. */
GPtrArray *tie_connection_table_list (TieDb *db, GError **error);
gboolean tie_connection_table_save (TieDb *db, const TieConnection *connection, GError **error);

G_END_DECLS
