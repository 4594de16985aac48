/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"

G_BEGIN_DECLS

/* One of Sage's lists, or the part of one that is of one kind here: customers and suppliers are both contacts. */
typedef struct
{
  TieKind kind;
  const char *list;    /* in addresses: "sales_invoices" */
  const char *wrapper; /* around what is sent: "sales_invoice" */
  const char *lines;   /* the member that holds the lines; NULL for none */
  const char *prefix;  /* before the ids of a kind's second list, which are unique in their list only: "product:"; else "" */
  const char *filter;  /* which part of the list: name and value of a parameter; NULL: all of it */
  const char *value;
  const char *area;    /* what a user's right to it is called there; translatable */
  gboolean has_changes; /* it tells what was changed and deleted since; else it is read whole */
  gboolean has_sort;
} TieSageEntity;

#define TIE_SAGE_MAX_LISTS 2 /* of one kind */

/* The kind's list number n from 0; NULL: it has no more, or is not kept at Sage. */
const TieSageEntity *tie_sage_entity_for_kind (TieKind kind, guint n);

/* By the list's name in an address: of contacts, payments and allocations the first part.  NULL: none of ours. */
const TieSageEntity *tie_sage_entity_for_list (const char *list);

/* The kind's list by the name that stands in an address; NULL when it is none of that kind's. */
const TieSageEntity *tie_sage_entity_for_resource (TieKind kind, const char *resource);

/* The kind's list that an id of ours is of, and (transfer none) the id as Sage knows it. */
const TieSageEntity *tie_sage_entity_for_id (TieKind kind, const char *id, const char **there);

/* (transfer full) An id as it is known here. */
char *tie_sage_entity_dup_id (const TieSageEntity *self, const char *there);

/* Of invoices and credits, what Sage calls deleting is voiding; only payments go for good. */
gboolean tie_sage_kind_has_verb (TieKind kind, const char *verb);

G_END_DECLS
