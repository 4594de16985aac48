/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-crosswalk.h"
#include "ui/tie-match-pane.h"

G_BEGIN_DECLS

/* Two lists side by side and what pairs them: a tab of the integration window.  One page serves every kind of record;
 * what differs is in a TieMatchList, and a page with several of them (customers, vendors) has a drop-down.
 *
 * The actions are "match.link", ".unlink", ".automatch", ".export", ".import", ".clear", ".hide-linked". */
#define TIE_TYPE_MATCH_PAGE (tie_match_page_get_type ())
G_DECLARE_FINAL_TYPE (TieMatchPage, tie_match_page, TIE, MATCH_PAGE, GtkWidget)

/* All texts N_(); those of the right side may name the {package}: see tie_text_name_package(). */
typedef struct
{
  const char *label;      /* in the drop-down: "Customers" */
  const char *left_name;  /* "Tieout Contacts" */
  const char *right_name; /* "QuickBooks Customers" */
  const char *left_empty; /* title where there are none */
  const char *right_empty;
  const char *create_right; /* "Create customer “%s” in QuickBooks?" */
  const char *create_left;  /* "Create contact “%s” in Tieout?" */
  const char *similar_right; /* "A customer with a similar name exists: %s (%u)." */
  const char *similar_left;
  const TieMatchColumn *left_columns; /* beside the name, ended by an id of NULL; the same for every list of a page */
  const TieMatchColumn *right_columns;
  gboolean has_doubles; /* rows of the package that look like doubles are worth a word */
} TieMatchList;

/* The lists of Contact Match, and those of the other tabs. */
extern const TieMatchList tie_match_list_customers;
extern const TieMatchList tie_match_list_vendors;
extern const TieMatchList tie_match_list_employees;
extern const TieMatchList tie_match_list_work_codes;
extern const TieMatchList tie_match_list_expense_codes;

GtkWidget *tie_match_page_new (TieCompany *company);
/* Why the person may not change anything here, or not clear all links: sentences that the buttons show; NULL: may. */
void tie_match_page_set_refusals (TieMatchPage *self, const char *change, const char *clear);
/* list is static.  The first one added is shown. */
void tie_match_page_add_list (TieMatchPage *self, TieCrosswalk *crosswalk, const TieMatchList *list);

/* Opens Automatch as soon as the rows are there, if there is anything to match. */
void tie_match_page_automatch (TieMatchPage *self);
/* Selects the row of that record as soon as it is there, and gives it the focus: local_id at left or, where that is NULL,
 * remote_id at right.  kind says which of the page's lists. */
void tie_match_page_show_record (TieMatchPage *self, TieKind kind, const char *local_id, const char *remote_id);

TieMatchPane *tie_match_page_get_left (TieMatchPage *self);
TieMatchPane *tie_match_page_get_right (TieMatchPage *self);
TieCrosswalk *tie_match_page_get_crosswalk (TieMatchPage *self); /* of the list shown */

G_END_DECLS
