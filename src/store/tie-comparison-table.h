/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* The Tie-Out: what the practice says, what the company's books said when they were last read, and each record that makes
 * the difference.  Documents and payments that are void have no part in it, nor have those in another currency, nor drafts
 * (invoices that were neither sent nor approved, and of whose number the company has none), nor what was sent to another company
 * of the practice (where this one has it neither linked nor under its number), nor journal entries, which are not read. */

typedef enum
{
  TIE_COMPARISON_RECEIVABLES = 0, /* what customers owe at the end of the period: all invoices and refunds less credit notes and payments */
  TIE_COMPARISON_INVOICES,        /* this and what follows: of the period */
  TIE_COMPARISON_CREDITS,
  TIE_COMPARISON_PAYMENTS,        /* from customers */
  TIE_COMPARISON_REFUNDS,         /* back to customers */
  TIE_COMPARISON_SUPPLIERS,       /* supplier invoices less their credits */
  TIE_COMPARISON_PAID,            /* to suppliers */
  TIE_COMPARISON_N_LINES
} TieComparisonLine;

typedef enum
{
  TIE_DIFFERENCE_NOT_EXPORTED = 1, /* only here */
  TIE_DIFFERENCE_ONLY_THERE,
  TIE_DIFFERENCE_NOT_LINKED, /* on both sides under the same number, but nobody said that they are the same */
  TIE_DIFFERENCE_AMOUNT,        /* and the package's is not what was sent */
  TIE_DIFFERENCE_CHANGED_THERE, /* number or date, or it is not there any more */
  TIE_DIFFERENCE_CHANGED_HERE,  /* the package's is what was sent */
} TieDifferenceKind;

typedef struct
{
  TieDifferenceKind kind;
  TieKind what;
  char *local_id;   /* (nullable) */
  char *remote_id;  /* (nullable) */
  char *number;     /* "" for none; as it is here, else as it is there */
  char *party;      /* contact, else the package's name; "" for none */
  char *date;
  gint64 here;      /* minor units, signed as the line adds them up: supplier credits are negative */
  gint64 there;
  gboolean is_gone;       /* of CHANGED_THERE: deleted, or not found at the last reading */
  gboolean is_void;       /* of CHANGED_HERE: here, and not there yet */
  gboolean is_not_sent;   /* of NOT_EXPORTED: marked as do not send */
  gboolean is_in_period;  /* FALSE: it only adds to the receivables */
  char *elsewhere;        /* (nullable): of NOT_LINKED: another company of the practice that has it */
} TieDifference;

/* What is left out because another company of the practice has it. */
typedef struct
{
  char *company;
  guint n; /* records of the period */
} TieElsewhere;

typedef struct
{
  struct
  {
    gint64 here; /* minor units */
    gint64 there;
    gint64 n_here; /* records */
    gint64 n_there;
    guint n_items; /* records that make the difference, also where it sums up to nothing */
  } lines[TIE_COMPARISON_N_LINES];
  GPtrArray *differences; /* (owned) (element-type TieDifference): by date and number */
  GPtrArray *elsewhere;   /* (owned) (element-type TieElsewhere): by company */
  char *last_read;        /* (owned) (nullable): moment */
} TieComparison;

void tie_comparison_free (TieComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieComparison, tie_comparison_free)

/* from, until: days, both included; from NULL: all from the beginning. */
TieComparison *tie_comparison_table_read (TieDb *db, const char *connection, const char *from, const char *until, GError **error);

/* Whether a document ever went out, and whether a payment came in; what a demo begins with does not count. */
gboolean tie_comparison_table_has_moved (TieDb *db, const char *connection, gboolean *has_exported, gboolean *has_imported, GError **error);

/* Nothing differs, not even what sums up to nothing. */
gboolean tie_comparison_is_even (const TieComparison *self);

G_END_DECLS
