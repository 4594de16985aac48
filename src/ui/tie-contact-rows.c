/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-contact-rows"
#include "config.h"

#include <glib/gi18n.h>

#include "store/tie-contact-list.h"
#include "ui/tie-contact-rows.h"
#include "ui/tie-list-columns.h"

/* Room beyond a usual text, in pixels. */
#define FIT_EXTRA 4

static void
add_row (const TieContactListRow *contact,
         gpointer user_data)
{
  TieListRow *row = tie_list_row_new (contact->id, TIE_CONTACT_ROW_N_TEXTS, TIE_CONTACT_ROW_N_NUMBERS);

  tie_list_row_set_text (row, TIE_CONTACT_ROW_NAME, contact->name);
  tie_list_row_set_text (row, TIE_CONTACT_ROW_TYPE, contact->type);
  tie_list_row_set_text (row, TIE_CONTACT_ROW_ACCOUNT, contact->account);
  tie_list_row_set_text (row, TIE_CONTACT_ROW_CITY, contact->city);
  tie_list_row_set_text (row, TIE_CONTACT_ROW_EMAIL, contact->email);
  tie_list_row_set_text (row, TIE_CONTACT_ROW_LAST_INVOICE, contact->last_invoice);
  tie_list_row_set_n_searched (row, TIE_CONTACT_ROW_LAST_INVOICE);
  tie_list_row_set_number (row, TIE_CONTACT_ROW_BALANCE, contact->balance);
  tie_list_row_set_number (row, TIE_CONTACT_ROW_IS_SUPPLIER, contact->is_supplier);
  tie_list_row_set_number (row, TIE_CONTACT_ROW_IS_ARCHIVED, contact->is_archived);
  g_ptr_array_add (user_data, row);
}

static GPtrArray *
read_rows (TieDb *db,
           const char *argument,
           const char *after,
           guint limit,
           GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  return tie_contact_list_read (db, after, limit, add_row, rows, error) ? g_steal_pointer (&rows) : NULL;
}

TieListing *
tie_contact_rows_new (TieStore *store)
{
  return tie_listing_new_sliced (store, TIE_STORE_AREA_CONTACTS | TIE_STORE_AREA_DOCUMENTS | TIE_STORE_AREA_LINKS | TIE_STORE_AREA_CONNECTION,
                                 read_rows, NULL);
}

static char *
get_account (gpointer item,
             gpointer data)
{
  const char *account = tie_list_row_get_text (item, TIE_CONTACT_ROW_ACCOUNT);

  /* Translators: %s is a number that identifies a record */
  return *account != '\0' ? g_strdup_printf (_ ("%s · Linked"), account) : g_strdup (_ ("Not linked"));
}

void
tie_contact_rows_add_columns (TieTable *table)
{
  GtkColumnViewColumn *column;

  tie_table_set_accessible_name (table, _ ("Contacts"));
  column = tie_list_columns_add_text (table, "name", _ ("Name"), TIE_CONTACT_ROW_NAME);
  tie_table_fit_column (table, column, "Bright Horizon", FIT_EXTRA);
  gtk_column_view_column_set_expand (column, TRUE);
  column = tie_list_columns_add_text (table, "type", _ ("Type"), TIE_CONTACT_ROW_TYPE);
  tie_table_fit_column (table, column, _ ("Supplier"), FIT_EXTRA);
  column = tie_table_add_text_column (table, "account", _ ("AccsID"), get_account, NULL);
  tie_table_fit_column (table, column, _ ("Not linked"), FIT_EXTRA);
  tie_list_columns_add_money (table, "balance", _ ("Balance"), TIE_CONTACT_ROW_BALANCE);
  tie_list_columns_add_date (table, "last-invoice", _ ("Last Invoice"), TIE_CONTACT_ROW_LAST_INVOICE);
  column = tie_list_columns_add_text (table, "city", _ ("City"), TIE_CONTACT_ROW_CITY);
  tie_table_fit_column (table, column, "Cannon Beach", FIT_EXTRA);
}

gboolean
tie_contact_rows_shows (TieListRow *row,
                        TieContactsShow show)
{
  gboolean is_archived = tie_list_row_get_number (row, TIE_CONTACT_ROW_IS_ARCHIVED) != 0;

  if (show == TIE_CONTACTS_ARCHIVED || is_archived)
    return show == TIE_CONTACTS_ARCHIVED && is_archived;
  if (show == TIE_CONTACTS_NOT_LINKED)
    return *tie_list_row_get_text (row, TIE_CONTACT_ROW_ACCOUNT) == '\0';
  return show == TIE_CONTACTS_ALL || tie_list_row_get_number (row, TIE_CONTACT_ROW_IS_SUPPLIER) != 0;
}
