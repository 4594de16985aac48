/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/tie-json-writer.h"

G_BEGIN_DECLS

/* What waits in the outbox for Xero: a line that says where it goes and, of what is there already, from which state it was
 * made; then one element of a request's list, to the byte.
 *
 *   PUT Invoices                          {"Type":"ACCREC",…}
 *   POST Invoices 2026-02-03T10:00:00Z    {"InvoiceID":"…",…}
 *   POST Payments/ID 2026-…               {"Status":"DELETED"}
 *   PUT CreditNotes/ID/Allocations        {"Allocations":[…]}: these are to be there
 *   POST CreditNotes/ID/Allocations 2026… {"Allocations":[…]}: these and no others
 *
 * Elements that go to a list (a resource without a slash) travel together. */
typedef struct
{
  char *method;   /* (owned) */
  char *resource; /* (owned): without the query */
  char *version;  /* (owned) (nullable) */
  char *element;  /* (owned) */
} TieXeroFrozen;

/* Ends the object that is open; the writer is empty afterwards. */
GBytes *tie_xero_freeze (const char *method, const char *resource, const char *version, TieJsonWriter *writer);

/* NULL: these are no such bytes. */
TieXeroFrozen *tie_xero_frozen_parse (GBytes *body);
void tie_xero_frozen_free (TieXeroFrozen *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieXeroFrozen, tie_xero_frozen_free)

/* (transfer full) The id of the credit note whose allocations it is about; NULL: it is about something else. */
char *tie_xero_frozen_dup_credit (const TieXeroFrozen *self);

G_END_DECLS
