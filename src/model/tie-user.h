/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* Who uses the practice: the account name of a desktop, and what its person may do. */
enum
{
  TIE_USER_NAME = 1,
  TIE_USER_LOGIN,
  TIE_USER_ROLE,
  TIE_USER_MAY_SYNC, /* boolean; counts for a bookkeeper */
  TIE_USER_EMPLOYEE, /* reference: employee; whose time is "own" */
  TIE_USER_N_FIELDS
};

#define TIE_TYPE_USER (tie_user_get_type ())
G_DECLARE_FINAL_TYPE (TieUser, tie_user, TIE, USER, TieRecord)

#define tie_user_new(id) ((TieUser *) tie_record_new (TIE_TYPE_USER, (id)))

#define TIE_ROLE_ADMINISTRATOR "administrator"
#define TIE_ROLE_BOOKKEEPER "bookkeeper"
#define TIE_ROLE_STAFF "staff"

/* What a person may be kept from.  Everybody sees projects and contacts and enters own time. */
typedef enum
{
  TIE_RIGHT_BILLING = 1, /* invoices, payments, print, mark as sent; the lists that they draw on */
  TIE_RIGHT_APPROVE,     /* approve, distribute, post */
  TIE_RIGHT_SYNC,        /* link, Automatch, export, import, sync */
  TIE_RIGHT_SET_UP,      /* connect, disconnect, sync settings, policies, clear all links, users, restore */
} TieRight;

/* user NULL: somebody whom the practice does not know, who may what Staff may. */
gboolean tie_user_may (TieUser *user, TieRight right);

/* (transfer full) "You need the Sync permission. Ask Kim Alder."  administrator NULL: nobody is known to ask. */
char *tie_right_dup_refusal (TieRight right, const char *administrator);

G_END_DECLS
