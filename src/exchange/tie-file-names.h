/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-code.h"
#include "exchange/tie-file-layout.h"

G_BEGIN_DECLS

/* What a target calls accounts, terms and taxes, and the choices of its set-up page.  Kept as settings of the practice; where
 * nothing was said, names follow the layout's rule ("Name as it would be written" of the set-up page). */

typedef enum
{
  TIE_FILE_NAME_ACCOUNT = 1,
  TIE_FILE_NAME_TERMS,
  TIE_FILE_NAME_TAX,    /* code or item of a tax */
  TIE_FILE_NAME_AGENCY, /* to whom a tax is owed */
} TieFileNameKind;

typedef struct
{
  char *id;     /* of the practice's record */
  char *label;  /* what it is called here */
  char *number;
  char *kind;   /* of an account: "receivable", "income" … */
  char *typed;  /* (nullable) what the set-up says */
  char *name;   /* how it is written: what was typed, else by rule; "" when neither gives one */
  gboolean is_bad; /* a rule gave something that the target cannot take: it has to be typed */
} TieFileAccount;

typedef struct
{
  char *id;
  char *label;
  char *typed;         /* (nullable) */
  char *name;          /* how it is written */
  gint64 days;         /* until due */
  gint64 discount_days;
  gint64 percent;      /* × 10 000 */
  gint64 late;         /* × 10 000 a month */
  gint64 type;         /* MYOB's number; Peachtree: 0 cash on delivery, 1 prepaid, 2 days */
  gboolean is_bad;     /* the form is none that the target knows */
} TieFileTerms;

typedef struct
{
  char *id;
  char *label;
  char *typed;        /* (nullable) */
  char *name;         /* code or item */
  char *typed_agency; /* (nullable) */
  char *agency;
  gint64 rate;        /* percent × 10 000 */
} TieFileTaxName;

typedef struct
{
  TieFileLayout *layout;  /* (owned) */
  GPtrArray *accounts;    /* (owned) (element-type TieFileAccount) in order of their numbers */
  GPtrArray *terms;       /* (owned) (element-type TieFileTerms) */
  GPtrArray *taxes;       /* (owned) (element-type TieFileTaxName) */
  GHashTable *accounts_by_id; /* (owned) id → one of these */
  GHashTable *terms_by_id;    /* (owned) */
  GHashTable *taxes_by_id;    /* (owned) */
  GHashTable *options;    /* (owned) name → value */
  GHashTable *rates;      /* (owned) tax code → percent, as billing has it */
  char *date;             /* (owned) form of dates */
  TieFileEncoding encoding;
  char *currency;         /* (owned) "USD" */
} TieFileNames;

TieFileNames *tie_file_names_read (TieDb *db, TieFileLayout *layout, GError **error);
void tie_file_names_free (TieFileNames *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFileNames, tie_file_names_free)

/* id NULL or unknown: NULL. */
const TieFileAccount *tie_file_names_get_account (const TieFileNames *self, const char *id);
const TieFileTerms *tie_file_names_get_terms (const TieFileNames *self, const char *id);
const TieFileTaxName *tie_file_names_get_tax (const TieFileNames *self, const char *id);
/* What was chosen, else the layout's value; "" for none. */
const char *tie_file_names_get_option (const TieFileNames *self, const char *name);
/* (nullable) The account that an option names. */
const TieFileAccount *tie_file_names_get_option_account (const TieFileNames *self, const char *name);

/* Inside an undo step of the caller's.  text NULL or "": by rule again. */
gboolean tie_file_names_set (TieDb *db, const char *target, TieFileNameKind kind, const char *id, const char *text, GError **error);
gboolean tie_file_names_set_option (TieDb *db, const char *target, const char *name, const char *value, GError **error);

G_END_DECLS
