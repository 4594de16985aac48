/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a package keeps lists of.  The numbers stand in practice files: never renumber. */
typedef enum
{
  TIE_KIND_CUSTOMER = 1,
  TIE_KIND_VENDOR = 2,
  TIE_KIND_EMPLOYEE = 3,
  TIE_KIND_ITEM = 4,
  TIE_KIND_ACCOUNT = 5,
  TIE_KIND_TAX_CODE = 6,
  TIE_KIND_TERM = 7,
  TIE_KIND_SALES_INVOICE = 8,
  TIE_KIND_SALES_CREDIT = 9,
  TIE_KIND_SUPPLIER_INVOICE = 10,
  TIE_KIND_SUPPLIER_CREDIT = 11,
  TIE_KIND_RECEIPT = 12,
  TIE_KIND_SUPPLIER_PAYMENT = 13,
  TIE_KIND_REFUND = 14,         /* money that went back to a customer and is owed again, until a credit is put against it */
  TIE_KIND_REFUND_RECEIPT = 15, /* a credit and its refund in one, which owes nothing to anybody; only read */
} TieKind;

/* What one payment pays, or one credit is used for, at the package. */
typedef struct
{
  TieKind kind; /* of the document; 0: one of a kind that is not read (a journal entry, say) */
  char *id;
  gint64 amount; /* minor units */
} TieRemoteApplied;

/* What documents and payments have beside an id and a version.  All strings owned, NULL for none; amounts are minor units
 * of currency, never negative for what is usual of the kind. */
typedef struct
{
  char *number;
  char *date; /* "YYYY-MM-DD" */
  char *due;
  char *party_id; /* customer or vendor */
  char *account_id; /* of payments: where the money is deposited or taken from */
  char *reference;  /* of payments: cheque number and the like; of documents: our number, where the package gives its own */
  char *memo;       /* the package's private note; holds our mark, see sync */
  char *currency;   /* ISO code; NULL: the company's own */
  gint64 total;
  gint64 tax;
  gint64 balance; /* of documents: open; of payments: not applied yet */
  gboolean is_void;
  GPtrArray *applied; /* (owned) (nullable): TieRemoteApplied, of payments */
} TieRemoteMoney;

/* One record of a package's list as last read.  A boxed, immutable-after-filling struct: pages of a thousand are made,
 * stored and dropped, so it is no GObject.  All strings owned, NULL for none. */
typedef struct
{
  TieKind kind;
  char *id;
  char *parent_id; /* of a sub-customer */
  char *name;      /* display name, unique at the package */
  char *full_name; /* with parents, "Parent:Child" */
  char *company;
  char *email;
  char *phone;
  char *street;
  char *city;
  char *state;
  char *postcode;
  char *country;
  char *account; /* account number with or of them */
  char *type;     /* the package's word: of an item ("Service"), of an account ("Income": Intuit's words, which
                   * the others' are read as), of a tax code ("sales", "purchase", "both") */
  char *sub_type; /* of an account ("UndepositedFunds"); of a tax code the taxes that it consists of, those of sales and, after a
                   * bar, of purchases: "3:50000 7:99750|4:50000 8:99750", id and percentage × 10 000, with a plus behind
                   * what is charged on the amount with the taxes before it, a star behind what is charged on those alone; NULL
                   * where that is not known */
  char *currency; /* ISO code: of a customer or vendor that has one of its own; NULL: the company's */
  gint64 rate;    /* × 10 000: an item's price in major units, a tax code's percentage; a term's days × 1 */
  gboolean is_active;
  gboolean is_deleted; /* a change feed said so */
  gboolean is_project; /* QuickBooks projects look like customers and are never matched */
  char *version;       /* version token */
  char *updated;       /* moment, UTC */
  char *raw;           /* the package's own JSON; none of documents and payments, which are many */
  TieRemoteMoney *money; /* (owned) (nullable): of documents and payments */
} TieRemote;

#define TIE_TYPE_REMOTE (tie_remote_get_type ())
GType tie_remote_get_type (void);
TieRemote *tie_remote_new (TieKind kind, const char *id); /* active, all else empty */
TieRemote *tie_remote_copy (const TieRemote *self);
void tie_remote_free (TieRemote *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieRemote, tie_remote_free)

/* The same object every time: made when it is not there yet. */
TieRemoteMoney *tie_remote_need_money (TieRemote *self);
void tie_remote_add_applied (TieRemote *self, TieKind kind, const char *id, gint64 amount);

/* One of the taxes that a code consists of. */
typedef struct
{
  char *id;       /* (owned) */
  gint64 percent; /* × 10 000 */
  char base;      /* '+': charged on the amount with the taxes before it; '*': on those alone; 0: on the amount */
} TieTaxPart;

/* (transfer full) (element-type TieTaxPart) Those of a tax code's sub_type; NULL: it is not known how it is computed. */
GArray *tie_remote_list_tax_parts (const char *sub_type, gboolean is_sale);
/* What the tax is charged on, of an amount with such taxes before it. */
gint64 tie_tax_part_get_base (const TieTaxPart *self, gint64 amount, gint64 before);
/* What they come to, each rounded by itself, half away from zero.  Of a hundred percent × 10 000: their rate × 10 000. */
gint64 tie_tax_parts_compute (GArray *parts, gint64 net);

#define TIE_KIND_LAST TIE_KIND_REFUND_RECEIPT

/* Documents and payments, which have TieRemote.money. */
gboolean tie_kind_is_money (TieKind kind);
gboolean tie_kind_is_payment (TieKind kind); /* money that came or went */
const char *tie_kind_to_string (TieKind kind); /* "customer": for logs and JSON */
TieKind tie_kind_from_string (const char *text); /* 0: none */

G_END_DECLS
