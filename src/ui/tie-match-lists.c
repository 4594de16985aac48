/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match-page"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-match-page.h"

static char *
get_state_text (gpointer item,
                gpointer data)
{
  return tie_pair_row_dup_state_text (item);
}

static const TieMatchColumn contact_columns[] = {
  { "link", N_ ("Link"), get_state_text, N_ ("2 possible") },
  { NULL },
};

const TieMatchList tie_match_list_customers = {
  .label = N_ ("Customers"),
  .left_name = N_ ("Tieout Contacts"),
  .right_name = N_ ("QuickBooks Customers"),
  .left_empty = N_ ("No Contacts Yet"),
  .right_empty = N_ ("No Customers Read"),
  .create_right = N_ ("Create customer “%s” in QuickBooks?"),
  .create_left = N_ ("Create contact “%s” in Tieout?"),
  .similar_right = N_ ("A customer with a similar name exists: %s (%u)."),
  .similar_left = N_ ("A contact with a similar name exists: %s (%u)."),
  .left_columns = contact_columns,
  .right_columns = contact_columns,
};

const TieMatchList tie_match_list_vendors = {
  .label = N_ ("Vendors"),
  .left_name = N_ ("Tieout Suppliers"),
  .right_name = N_ ("QuickBooks Vendors"),
  .left_empty = N_ ("No Suppliers Yet"),
  .right_empty = N_ ("No Vendors Read"),
  .create_right = N_ ("Create vendor “%s” in QuickBooks?"),
  .create_left = N_ ("Create supplier “%s” in Tieout?"),
  .similar_right = N_ ("A vendor with a similar name exists: %s (%u)."),
  .similar_left = N_ ("A supplier with a similar name exists: %s (%u)."),
  .left_columns = contact_columns,
  .right_columns = contact_columns,
};
