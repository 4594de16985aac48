/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* The lean way to read both lists of a match page: no object per row, sorted, each row knowing its partner. */
typedef enum
{
  TIE_SIDE_LEFT = 1, /* the practice: contacts of the kind (those of supplier types are vendors), employees, codes */
  TIE_SIDE_RIGHT,    /* the package's list as last read */
} TieSide;

/* Alive during the call only.  Texts are never NULL ("" for none) except the three marked ones. */
typedef struct
{
  const char *id;
  const char *name;       /* as a list shows it: a site as "Contact: Site", a sub-customer as "Parent:Child" */
  const char *short_name; /* of a site or sub-customer without its parent's; else the name */
  const char *key;     /* name, folded; rows come in order of this, then of id */
  const char *partner; /* (nullable) id of the linked row on the other side, also when that is gone */
  const char *parent;  /* (nullable) id of a sub-customer's parent, of a site's contact */
  const char *version; /* (nullable) right: version token */
  const char *company;
  const char *email;
  const char *phone;
  const char *street;
  const char *city;
  const char *state;
  const char *postcode;
  const char *account; /* left: the firm's own number; right: account number with or of them, of an item its account's name */
  const char *type;    /* right: the package's word for what an item is */
  gint64 rate;         /* of codes and items, × 10 000 */
  gboolean is_active;  /* left: not archived; of a site: its contact */
  gboolean is_deleted; /* right */
  gboolean is_project; /* right */
} TieCrosswalkRow;

/* FALSE with an error set stops the reading.  May not read or write the store. */
typedef gboolean (*TieCrosswalkFunc) (const TieCrosswalkRow *row, gpointer user_data, GError **error);

/* Hands over every row of that side, also archived, inactive, deleted and project rows: which of them a page shows is its
 * business.  Left of customers stand the contacts and their sites.  Left of items stand the codes of the type local
 * (TIE_TYPE_WORK_CODE, TIE_TYPE_EXPENSE_CODE); G_TYPE_INVALID: all that the kind has.  A code's description is its
 * company, where the matching looks for it.  connection NULL: nobody has a partner, the right side is empty. */
gboolean tie_crosswalk_table_read (TieDb *db, const char *connection, TieKind kind, GType local, TieSide side,
                                   TieCrosswalkFunc func, gpointer user_data, GError **error);

G_END_DECLS
