/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sandbox/tie-sandbox-write.h"

G_BEGIN_DECLS

/* Rules of sales forms, payments and bills.  All amounts are cents. */
typedef struct
{
  gint64 subtotal; /* of the items */
  gint64 discount;
  gint64 taxable; /* of the items that are taxed */
} TieSandboxTotals;

TieSandboxFault *tie_sandbox_sales_complete (TieSandboxWrite *write,
                                             TieSandboxDocument *document);
TieSandboxFault *tie_sandbox_payments_complete (TieSandboxWrite *write,
                                                TieSandboxDocument *document);
TieSandboxFault *tie_sandbox_bill_payments_complete (TieSandboxWrite *write,
                                                     TieSandboxDocument *document);
TieSandboxFault *tie_sandbox_expenses_complete (TieSandboxWrite *write,
                                                TieSandboxDocument *document);
/* The form that a link's word stands for: checks and expenses are purchases. */
const char *tie_sandbox_links_get_form (const char *type);
/* Lines that name what is paid: adds to unapplied what credits bring, takes off what forms need.  types: a NULL-ended list
 * of the form's name, then the credit's, then those of other forms. */
TieSandboxFault *tie_sandbox_links_check (TieSandboxWrite *write,
                                          TieSandboxDocument *payment,
                                          const char *const *types,
                                          gint64 *unapplied);
TieSandboxFault *tie_sandbox_purchases_complete (TieSandboxWrite *write,
                                                 TieSandboxDocument *document);

/* After it was stored: where the company settles credits by itself, a new one is put against the oldest open invoices. */
TieSandboxFault *tie_sandbox_auto_apply_credit (TieSandboxWrite *write,
                                                TieSandboxDocument *document);
/* The lines of a payment that names none, where the company applies payments by itself; NULL: none. */
JsonArray *tie_sandbox_auto_apply_payment (TieSandboxWrite *write,
                                           TieSandboxDocument *document);

/* Deleting and voiding. */
TieSandboxFault *tie_sandbox_transaction_delete (TieSandboxWrite *write,
                                                 TieSandboxDocument *document,
                                                 char **result);
TieSandboxFault *tie_sandbox_transaction_void (TieSandboxWrite *write,
                                               TieSandboxDocument *document);

/* What all transactions have: a date in an open period, the party, the currency. */
TieSandboxFault *tie_sandbox_transaction_complete (TieSandboxWrite *write,
                                                   TieSandboxDocument *document,
                                                   const char *party_member);
void tie_sandbox_transaction_set_due_date (TieSandboxWrite *write,
                                           JsonObject *object,
                                           JsonObject *party,
                                           const char *party_term_member,
                                           const char *preferences_group);
/* A number that another one of the entities (a list for SQL) has. */
TieSandboxFault *tie_sandbox_transaction_check_number (TieSandboxWrite *write,
                                                       TieSandboxDocument *document,
                                                       const char *entities,
                                                       gint64 party);
/* Fills in the account of a kind where none was given. */
void tie_sandbox_transaction_default_account (TieSandboxWrite *write,
                                              JsonObject *object,
                                              const char *member,
                                              const char *sub_type);

/* Checks the lines' amounts, gives them ids and adds the subtotal. */
TieSandboxFault *tie_sandbox_lines_complete (TieSandboxWrite *write,
                                             JsonObject *object,
                                             TieSandboxTotals *totals);
/* Where the company is not in the United States and charges tax: fills in the tax and its sum. */
TieSandboxFault *tie_sandbox_tax_global_complete (TieSandboxWrite *write,
                                                  JsonObject *object,
                                                  gint64 *total);
/* The US model: lines are TAX or NON, the form has one code of one or more rates.  Answers the sum of the taxes. */
gint64 tie_sandbox_tax_complete (TieSandboxWrite *write,
                                 JsonObject *object,
                                 JsonObject *customer,
                                 const TieSandboxTotals *totals);
/* quantity (5 decimals) × price (7 decimals) in cents, half away from zero. */
gint64 tie_sandbox_multiply (gint64 quantity,
                             gint64 price);

/* What payments have put against a form so far, leaving out one of them (0: none). */
gint64 tie_sandbox_balance_get_applied (TieSandboxStore *store,
                                        const char *entity,
                                        gint64 id,
                                        gint64 but_payment);
/* After a transaction was stored: what it is applied to, and its customer or vendor, get their new balances. */
void tie_sandbox_balance_settle (TieSandboxWrite *write,
                                 TieSandboxDocument *document,
                                 gint64 old_party);
/* A customer's or vendor's balance, and those of the customers above. */
void tie_sandbox_balance_refresh_party (TieSandboxCompany *company,
                                        gint64 party,
                                        gboolean is_vendor);
/* Forgets what the form is applied to, or what is applied to it, and refreshes the other ends. */
void tie_sandbox_balance_unapply (TieSandboxCompany *company,
                                  TieSandboxDocument *document);

G_END_DECLS
