/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* An account of the firm's books, for distributions. */
enum
{
  TIE_ACCOUNT_NAME = 1,
  TIE_ACCOUNT_NUMBER,
  TIE_ACCOUNT_KIND,
  TIE_ACCOUNT_ARCHIVED, /* boolean */
  TIE_ACCOUNT_N_FIELDS
};

#define TIE_TYPE_ACCOUNT (tie_account_get_type ())
G_DECLARE_FINAL_TYPE (TieAccount, tie_account, TIE, ACCOUNT, TieRecord)

#define tie_account_new(id) ((TieAccount *) tie_record_new (TIE_TYPE_ACCOUNT, (id)))

G_END_DECLS
