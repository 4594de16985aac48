/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* Client, Prospect, Supplier, …: says whether its contacts are customers or vendors of a package. */
enum
{
  TIE_CONTACT_TYPE_NAME = 1,
  TIE_CONTACT_TYPE_IS_SUPPLIER, /* boolean */
  TIE_CONTACT_TYPE_PUSH,        /* boolean: sent to the package when edited */
  TIE_CONTACT_TYPE_N_FIELDS
};

#define TIE_TYPE_CONTACT_TYPE (tie_contact_type_get_type ())
G_DECLARE_FINAL_TYPE (TieContactType, tie_contact_type, TIE, CONTACT_TYPE, TieRecord)

/* The three that a new practice begins with have ids of their own, so that code and files can name them. */
#define TIE_CONTACT_TYPE_CLIENT "client"
#define TIE_CONTACT_TYPE_PROSPECT "prospect"
#define TIE_CONTACT_TYPE_SUPPLIER "supplier"

G_END_DECLS
