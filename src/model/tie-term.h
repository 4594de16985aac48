/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* What a customer has to pay by. */
enum
{
  TIE_TERM_NAME = 1,
  TIE_TERM_DAYS,     /* until due */
  TIE_TERM_ARCHIVED, /* boolean */
  TIE_TERM_N_FIELDS
};

#define TIE_TYPE_TERM (tie_term_get_type ())
G_DECLARE_FINAL_TYPE (TieTerm, tie_term, TIE, TERM, TieRecord)

#define tie_term_new(id) ((TieTerm *) tie_record_new (TIE_TYPE_TERM, (id)))

G_END_DECLS
