/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger.h"
#include "ledger/xero/tie-xero-entity.h"
#include "ledger/xero/tie-xero-frozen.h"
#include "net/tie-http.h"

G_BEGIN_DECLS

/* One operation on its way, and what answers say of it. */
typedef struct
{
  const TieXeroEntity *entity; /* NULL: Xero has no such list */
  char *verb;                  /* (owned) */
  char *request_id;            /* (owned) */
  TieXeroFrozen *frozen;       /* (owned) (nullable): these were no bytes of ours */
  TieLedgerResult *result;     /* (not owned) */
} TieXeroElement;
TieXeroElement *tie_xero_element_new (const TieLedgerOperation *operation, TieLedgerResult *result);
void tie_xero_element_free (TieXeroElement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieXeroElement, tie_xero_element_free)

/* Goes into a list with others: PUT or POST of its plural. */
gboolean tie_xero_element_is_listed (const TieXeroElement *self);
/* Changes what is there and says from which state. */
gboolean tie_xero_element_has_state (const TieXeroElement *self);
/* Could travel with the other. */
gboolean tie_xero_element_is_alike (const TieXeroElement *self, const TieXeroElement *other);
/* Whether anything is said about it by now. */
gboolean tie_xero_element_is_answered (const TieXeroElement *self);

void tie_xero_element_fail (TieXeroElement *self, const GError *fault, gboolean is_known);

/* What the record there is before it is changed: as it is wanted already, changed by somebody else, or gone (object NULL),
 * each of which answers the element. */
void tie_xero_element_meet (TieXeroElement *self, JsonObject *object);

/* (element-type TieXeroElement) Of one call, in the order in which they were sent. */
GBytes *tie_xero_elements_make_body (GPtrArray *elements);
/* (transfer full) The same elements with the same bytes have the same key, and no others do. */
char *tie_xero_elements_make_key (GPtrArray *elements, const char *method, const char *resource, GBytes *body);
/* Fills the results of all.  Where an answer leaves out some of several elements, nobody knows whether they were done. */
void tie_xero_elements_read_answer (GPtrArray *elements, const TieHttpAnswer *answer);

G_END_DECLS
