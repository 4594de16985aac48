/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-export-table.h"

G_BEGIN_DECLS

/* All that can come between a record and a file for an accounting program: one table of codes with their sentences and ways out.
 * The names stand in logs and in help. */
typedef enum
{
  TIE_FILE_OK = 0,
  TIE_FILE_F01_UNBALANCED,
  TIE_FILE_F02_UNDISTRIBUTED,
  TIE_FILE_F03_NOT_APPROVED,
  TIE_FILE_F04_POSTED,
  TIE_FILE_F05_VOID,
  TIE_FILE_F06_NO_CREDIT_NOTES,
  TIE_FILE_F07_NO_PART,
  TIE_FILE_F08_BELOW_ZERO,
  TIE_FILE_F09_ACCOUNT_NAME,
  TIE_FILE_F10_ACCOUNTS_EQUAL,
  TIE_FILE_F11_ACCOUNT_TYPE,
  TIE_FILE_F12_RECEIVABLES,
  TIE_FILE_F13_NO_CUSTOMER_KEY,
  TIE_FILE_F14_CUSTOMER_KEY,
  TIE_FILE_F15_CUSTOMERS_EQUAL,
  TIE_FILE_F16_NUMBER,
  TIE_FILE_F17_NUMBERS_EQUAL,
  TIE_FILE_F18_NO_TAX_CODE,
  TIE_FILE_F19_TAX_SUM,
  TIE_FILE_F20_TAX_ACCOUNTS,
  TIE_FILE_F21_TERMS,
  TIE_FILE_F22_EMPTY,
  TIE_FILE_F23_TOO_LONG,
  TIE_FILE_F24_NO_ACCOUNT_OPTION,
  TIE_FILE_F25_NO_AMOUNT,
  TIE_FILE_F26_TEXT,
  TIE_FILE_W1_EXPORTED,
  TIE_FILE_W2_CHANGED,
  TIE_FILE_W3_TAX_DIFFERS,
  TIE_FILE_W4_FORMULA,
  TIE_FILE_W5_MANY,
  TIE_FILE_W6_ELSEWHERE,
  TIE_FILE_N_CODES
} TieFileCode;

typedef enum
{
  TIE_FILE_STOP = 1, /* the record cannot stand in such a file until it is settled */
  TIE_FILE_ASK,      /* a person has to say that it is meant */
  TIE_FILE_NOTE,     /* good to know */
} TieFileSeverity;

/* The ways out; a window shows a button for each that it can do. */
typedef enum
{
  TIE_FILE_WAY_DISTRIBUTE = 1 << 0, /* Invoice Distribution */
  TIE_FILE_WAY_APPROVE = 1 << 1,
  TIE_FILE_WAY_OPEN = 1 << 2,     /* the record */
  TIE_FILE_WAY_NAMES = 1 << 3,    /* the target's set-up: names of accounts, terms, taxes; options */
  TIE_FILE_WAY_CONTINUE = 1 << 4, /* it is meant */
  TIE_FILE_WAY_HELP = 1 << 5,
  TIE_FILE_WAY_NUMBERS = 1 << 6, /* numbers for all customers that have none */
} TieFileWay;

const char *tie_file_code_get_name (TieFileCode code); /* "F01", "W2" */
TieFileSeverity tie_file_code_get_severity (TieFileCode code);
const char *tie_file_code_get_title (TieFileCode code); /* a few words for a list (translated) */
guint tie_file_code_get_ways (TieFileCode code);        /* TieFileWay */

/* What a sentence names; NULL and 0 where not known. */
typedef struct
{
  const char *record; /* number of a document, name of a customer or account */
  const char *other;  /* the one that it stands against */
  const char *target; /* label of the layout */
  const char *column;
  const char *text;
  const char *when;   /* moment */
  gint64 amount;      /* minor units */
  guint count;
} TieFileFacts;

/* One record and what is the matter with it. */
typedef struct
{
  TieFileCode code;
  char *id;       /* of the record, NULL for the file as a whole */
  char *record;   /* number or name, as the sentence begins */
  char *sentence; /* for people: what, and what to do */
} TieFileProblem;

TieFileProblem *tie_file_problem_new (TieFileCode code, const char *id, const TieFileFacts *facts);
void tie_file_problem_free (TieFileProblem *problem);

G_END_DECLS
