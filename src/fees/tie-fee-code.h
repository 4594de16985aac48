/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All that can come between a fee file and a project's fee: one table of codes with their sentences and the ways out.  The
 * numbers are kept in the practice file; the names stand in logs and in help. */
typedef enum
{
  TIE_FEE_OK = 0,
  TIE_FEE_L01_NO_ROW,
  TIE_FEE_L02_NO_NUMBER,
  TIE_FEE_L03_OTHER_YEAR,
  TIE_FEE_L04_OTHER_MODULE,
  TIE_FEE_L05_SEVERAL,
  TIE_FEE_L06_EMPTY,
  TIE_FEE_L07_ZERO,
  TIE_FEE_L08_NEGATIVE,
  TIE_FEE_L09_DONE_BEFORE,
  TIE_FEE_L10_STALE,
  TIE_FEE_L11_UNREACHABLE,
  TIE_FEE_L12_BUSY,
  TIE_FEE_L13_LAYOUT,
  TIE_FEE_L14_PROTECTED,
  TIE_FEE_L15_MASKED,
  TIE_FEE_L16_UNREADABLE,
  TIE_FEE_L17_FULL_TIN,
  TIE_FEE_L18_TYPED_FEE,
  TIE_FEE_L19_CLOSED,
  TIE_FEE_L20_NO_RIGHT,
  TIE_FEE_W1_OTHER_NAME,
  TIE_FEE_W2_BAD_PARTS,
  TIE_FEE_W3_BIG_CHANGE,
  TIE_FEE_W4_TIMER,
  TIE_FEE_W5_BALANCE,
  TIE_FEE_W6_UNSAVED_TIME,
  TIE_FEE_N_CODES
} TieFeeCode;

typedef enum
{
  TIE_FEE_STOP = 1, /* nothing can be taken over until it is settled */
  TIE_FEE_NO_INVOICE, /* the amount can be taken over, an invoice cannot */
  TIE_FEE_ASK,      /* a person has to say that it is meant; Cancel is the default */
  TIE_FEE_NOTE,     /* good to know */
} TieFeeSeverity;

/* The ways out; a window shows a button for each that it can do. */
typedef enum
{
  TIE_FEE_WAY_CHOOSE_ROW = 1 << 0,    /* pick one of the candidates, or search by name */
  TIE_FEE_WAY_SOURCE = 1 << 1,        /* Fee Source window */
  TIE_FEE_WAY_TYPE = 1 << 2,          /* type the amount */
  TIE_FEE_WAY_OPEN_PROJECT = 1 << 3,  /* the project of the year or return that was found, else this one's fields */
  TIE_FEE_WAY_CONTINUE = 1 << 4,      /* it is meant: the import may go on */
  TIE_FEE_WAY_SHOW_INVOICE = 1 << 5,
  TIE_FEE_WAY_REPLACE_DRAFT = 1 << 6,
  TIE_FEE_WAY_TRY_AGAIN = 1 << 7,
  TIE_FEE_WAY_LAST_GOOD = 1 << 8,     /* go on with what was read last */
  TIE_FEE_WAY_COLUMNS = 1 << 9,       /* say what the columns are */
  TIE_FEE_WAY_DATE = 1 << 10,         /* another date for the invoice */
  TIE_FEE_WAY_AMOUNT_ONLY = 1 << 11,  /* Import Invoice Amount */
  TIE_FEE_WAY_STOP_TIMERS = 1 << 12,  /* show who has them */
  TIE_FEE_WAY_HELP = 1 << 13,
} TieFeeWay;

const char *tie_fee_code_get_name (TieFeeCode code); /* "L01", "W6" */
TieFeeSeverity tie_fee_code_get_severity (TieFeeCode code);
/* What it is about, in a few words for a list. (translated) */
const char *tie_fee_code_get_title (TieFeeCode code);
guint tie_fee_code_get_ways (TieFeeCode code); /* TieFeeWay */
char *tie_fee_code_dup_help (TieFeeCode code); /* (transfer full) "fee-problems#l01", for "help:tieout/fee-problems#l01" */
const char *tie_fee_way_get_label (TieFeeWay way); /* of a button (translated) */

/* What a sentence names; NULL and 0 where not known. */
typedef struct
{
  const char *client;  /* number of the client */
  const char *name;    /* there */
  const char *other;   /* name here, or what else stands against it */
  char module;
  guint year;
  const char *file;
  const char *when;    /* date or moment */
  guint line;
  const char *column;
  const char *text;    /* as it stands there */
  const char *number;  /* of an invoice */
  const char *person;
  gint64 amount;       /* minor units */
  gint64 old_amount;   /* minor units */
  guint count;
} TieFeeFacts;

/* (transfer full) The sentence for people. */
char *tie_fee_code_dup_sentence (TieFeeCode code, const TieFeeFacts *facts);

/* A return as people name it: "1040", "1120S"; "" for none. */
const char *tie_fee_module_get_form (char module);

/* One code with its sentence, as previews and lists hold them. */
typedef struct
{
  TieFeeCode code;
  char *sentence; /* (owned) */
} TieFeeFinding;

TieFeeFinding *tie_fee_finding_new (TieFeeCode code, const TieFeeFacts *facts);
void tie_fee_finding_free (TieFeeFinding *finding);

/* Within this room a reader's error is of this domain, its code a TieFeeCode and its message the sentence for people. */
#define TIE_FEE_ERROR (tie_fee_error_quark ())
GQuark tie_fee_error_quark (void);
void tie_fee_set_error (GError **error, TieFeeCode code, const TieFeeFacts *facts);

G_END_DECLS
