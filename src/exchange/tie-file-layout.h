/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-export-table.h"

G_BEGIN_DECLS

/* How the file for an accounting program looks: a table that people can read and edit (data/layouts/README says how), not code.
 * The program's own are built in; one of the same name in the user's data folder (tieout/layouts/NAME.layout) stands in its
 * place.  A layout never changes once read, so any thread may look at it. */

typedef enum
{
  TIE_FILE_FORM_TABLE = 1, /* rows of cells */
  TIE_FILE_FORM_LEDGER,    /* journal of hledger and ledger */
  TIE_FILE_FORM_BEANCOUNT,
} TieFileForm;

typedef enum
{
  TIE_FILE_ENCODING_UTF8 = 1,
  TIE_FILE_ENCODING_ASCII,
  TIE_FILE_ENCODING_WINDOWS_1252,
} TieFileEncoding;

/* The rows that a document comes to; a bit of the column's rows each. */
typedef enum
{
  TIE_FILE_ROW_TOTAL = 1 << 0, /* what the customer owes */
  TIE_FILE_ROW_LINE = 1 << 1,
  TIE_FILE_ROW_DISCOUNT = 1 << 2,
  TIE_FILE_ROW_FREIGHT = 1 << 3,
  TIE_FILE_ROW_ROUNDING = 1 << 4,
  TIE_FILE_ROW_TAX = 1 << 5,
} TieFileRowKind;

typedef enum
{
  TIE_FILE_SIGN_DEBIT = 1, /* debits above zero */
  TIE_FILE_SIGN_CREDIT,    /* what the customer owes is above zero, what is credited below */
  TIE_FILE_SIGN_DOCUMENT,  /* always as the document says it: above zero, but for discounts and the like */
} TieFileSign;

/* What a cell says: fields and fixed text in turn. */
typedef struct
{
  guint field; /* TieFileField; 0: text */
  char *text;  /* (owned) (nullable) fixed text; the name of an option */
} TieFilePiece;

typedef struct
{
  char *name;         /* (owned) of the column */
  GArray *pieces;     /* (owned) (element-type TieFilePiece) */
  guint rows;         /* TieFileRowKind; rows of other kinds have else_text */
  guint max;          /* characters, 0: any number */
  gboolean keeps_all; /* a text that does not fit is refused instead of cut */
  gboolean is_required;
  gboolean is_upper;
  gboolean is_first_only; /* only in the first row of a document */
  gboolean may_double_quotes; /* a quotation mark may stand in it, doubled */
  guint min_decimals, max_decimals;
  TieFileSign sign;
  char *else_text;    /* (owned) "" where nothing is said */
  char **map;         /* (owned) (nullable) from, to, from, to … */
  guint8 plain[128];  /* which ASCII characters may stand there as they are */
} TieFileColumn;

typedef enum
{
  TIE_FILE_TABLE_CUSTOMERS = 0,
  TIE_FILE_TABLE_INVOICE_HEAD, /* one row before those of a document */
  TIE_FILE_TABLE_INVOICES,     /* one row for each part of a document */
  TIE_FILE_TABLE_PAYMENT_HEAD,
  TIE_FILE_TABLE_PAYMENTS,
  TIE_FILE_TABLE_ACCOUNTS, /* lists that go before documents and payments in the same file */
  TIE_FILE_TABLE_VENDORS,
  TIE_FILE_TABLE_ITEMS,
  TIE_FILE_TABLE_TERMS,
  TIE_FILE_N_TABLES
} TieFileTableKind;

typedef struct
{
  gboolean exists;
  char *keyword;      /* (owned) (nullable) first cell of each row */
  char *end;          /* (owned) (nullable) a row of this one cell after each record */
  GPtrArray *columns; /* (owned) (element-type TieFileColumn) */
} TieFileTable;

typedef enum
{
  TIE_FILE_OPTION_TEXT = 1,
  TIE_FILE_OPTION_CHOICE,
  TIE_FILE_OPTION_ACCOUNT, /* the id of one of the practice's accounts */
} TieFileOptionType;

/* Something that the set-up page of a target asks. */
typedef struct
{
  char *name;  /* (owned) "date", "bank" … */
  char *label; /* (owned) words for people */
  TieFileOptionType type;
  char *value;    /* (owned) unless something else is chosen; of an account: its kind, the first of which is taken */
  char **choices; /* (owned) (nullable) value, label, value, label … */
} TieFileOption;

typedef enum
{
  TIE_FILE_TAX_ROWS = 1, /* one row for each tax code */
  TIE_FILE_TAX_ACCOUNTS, /* one row for each account of the distribution; codes do not matter */
  TIE_FILE_TAX_COLUMN,   /* each row has its part of the tax */
  TIE_FILE_TAX_TOTAL,    /* one amount for the document, in a column */
  TIE_FILE_TAX_COMPUTED, /* by the program, from the code of each row */
} TieFileTax;

typedef enum
{
  TIE_FILE_NAMES_NAME = 1, /* accounts go by their name */
  TIE_FILE_NAMES_NUMBER,
  TIE_FILE_NAMES_PATH,  /* "Income:" and their name */
  TIE_FILE_NAMES_TYPED, /* only by what the set-up says */
  TIE_FILE_NAMES_LEDGER,
  TIE_FILE_NAMES_BEANCOUNT,
} TieFileNaming;

typedef enum
{
  TIE_FILE_TERMS_NAME = 1,
  TIE_FILE_TERMS_MYOB,      /* "MYOB 2 10 30 2 1.5" */
  TIE_FILE_TERMS_PEACHTREE, /* "Peach DAYS 30 10 2" */
} TieFileTermsForm;

typedef enum
{
  TIE_FILE_AGAIN_ADDS = 1, /* what a second import of the same invoice does there */
  TIE_FILE_AGAIN_REJECTS,
  TIE_FILE_AGAIN_UNCLEAR,
} TieFileAgain;

typedef struct
{
  char *id;        /* "iif" */
  char *label;     /* "QuickBooks Desktop (IIF)" */
  char *extension; /* "iif", without point */
  guint order;     /* where it stands among the targets */
  gboolean is_own; /* a user's copy */
  TieFileForm form;

  char separator;
  char *line_end; /* "\n" or "\r\n" */
  TieFileEncoding encoding;
  gboolean has_quotes;     /* fields with separators are put in quotation marks; else these characters are replaced */
  gboolean doubles_quotes; /* a quotation mark in a text is doubled; columns may differ */
  gboolean has_titles;     /* a row of column names */
  gboolean has_keywords;   /* the first cell of each row says what it is, "!" before it names the columns */
  gboolean has_blank_line; /* after each document */
  guint line_bytes;        /* a row is shorter than this, 0: any length */
  guint most_rows;         /* of a file, 0: any number */
  char *date;              /* "MM/DD/YYYY", "M/D/YY", "YYYY-MM-DD" … */

  gboolean key_is_name;    /* customers go by name instead of number */
  gboolean key_may_be_name; /* by name where there is no number */
  gboolean key_cuts;       /* a long name is cut; numbers never are */
  guint key_max;
  gboolean key_is_upper;
  gboolean key_is_plain;   /* letters and digits only */
  guint number_max;        /* of documents */
  gboolean number_is_digits; /* letters and signs are left out */
  guint number_pad;        /* zeros in front, up to so many */
  TieFileNaming naming;
  guint account_max;
  TieFileTermsForm terms_form;
  TieFileTax tax;
  gboolean tax_rounds_once; /* where the program computes it: for all rows of a tax, instead of row by row */
  guint rows; /* TieFileRowKind that it has a place for, in a table or as a column */
  guint row_order[6];
  guint n_row_order;
  gboolean freight_is_column;
  gboolean has_credit_notes;
  gboolean has_below_zero;
  gboolean has_one_receivable;
  gboolean needs_items;
  guint quantity_decimals;
  TieFileAgain again;

  TieFileTable tables[TIE_FILE_N_TABLES];
  GPtrArray *options; /* (element-type TieFileOption) */
} TieFileLayout;

/* (transfer full) (element-type TieFileLayout) All targets in the order in which they are shown.  problems: (nullable) takes a
 * sentence (char *) for each user's copy that cannot be used, with file, line and column; the built-in one serves instead. */
GPtrArray *tie_file_layout_list (GPtrArray *problems);
/* (transfer full) TIE_ERROR_NOT_FOUND, or TIE_ERROR_INVALID for a user's copy that cannot be used. */
TieFileLayout *tie_file_layout_find (const char *id, GError **error);

/* (transfer full) text: of a layout; name: of its file, for errors (TIE_ERROR_INVALID with file, line and column). */
TieFileLayout *tie_file_layout_parse (GBytes *text, const char *name, GError **error);

TieFileLayout *tie_file_layout_ref (TieFileLayout *self);
void tie_file_layout_unref (TieFileLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFileLayout, tie_file_layout_unref)

/* Whether files of that kind can be written for it. */
gboolean tie_file_layout_has (const TieFileLayout *self, TieExportKind kind);

/* (transfer full) What such a file cannot hold and what happens when it is imported twice: sentences to show before it is
 * written. */
GStrv tie_file_layout_dup_limits (const TieFileLayout *self);

/* (transfer full) "Tieout invoices 12.iif": a name for the file of the next batch. */
char *tie_file_layout_suggest_name (const TieFileLayout *self, TieExportKind kind, gint64 batch);

G_END_DECLS
