/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-listing.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

/* Contacts as rows of a list. */
enum
{
  TIE_CONTACT_ROW_NAME,
  TIE_CONTACT_ROW_TYPE,
  TIE_CONTACT_ROW_ACCOUNT, /* AccsID, empty where it is not linked */
  TIE_CONTACT_ROW_CITY,
  TIE_CONTACT_ROW_EMAIL,
  TIE_CONTACT_ROW_LAST_INVOICE, /* date */
  TIE_CONTACT_ROW_N_TEXTS
};

enum
{
  TIE_CONTACT_ROW_IS_SUPPLIER,
  TIE_CONTACT_ROW_IS_ARCHIVED,
  TIE_CONTACT_ROW_BALANCE, /* minor units */
  TIE_CONTACT_ROW_N_NUMBERS
};

/* All contacts of the practice by name. */
TieListing *tie_contact_rows_new (TieStore *store);

void tie_contact_rows_add_columns (TieTable *table);

/* What the list of contacts can be narrowed to, in the order of the drop-down. */
typedef enum
{
  TIE_CONTACTS_ALL, /* but the archived ones */
  TIE_CONTACTS_NOT_LINKED,
  TIE_CONTACTS_SUPPLIERS,
  TIE_CONTACTS_ARCHIVED,
} TieContactsShow;

gboolean tie_contact_rows_shows (TieListRow *row, TieContactsShow show);

G_END_DECLS
