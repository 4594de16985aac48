/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-profile.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* Layouts that somebody saved in the practice: each has a name, and holds for every file with the same headings. */
typedef struct
{
  char *fingerprint; /* (owned) of the headings, as all here are owned */
  char *name;        /* "" where none was given */
  GStrv titles;      /* (nullable): of one that was saved before titles were */
  GStrv fields;      /* names of fields, one for each column, "" for those not used */
} TieFeeSaved;

void tie_fee_saved_free (TieFeeSaved *self);

/* (transfer full) (element-type TieFeeSaved) By name.  In a store read, as recall; the others write, for who may bill. */
GPtrArray *tie_fee_saved_list (TieDb *db, GError **error);
gboolean tie_fee_saved_rename (TieDb *db, const char *fingerprint, const char *name, GError **error);
gboolean tie_fee_saved_delete (TieDb *db, const char *fingerprint, GError **error);

/* Its name for a list, also where it has none. (translated) */
const char *tie_fee_saved_get_title (const TieFeeSaved *self);

/* (transfer full) What of a file it finds, for a list: "Client number, Fee". */
char *tie_fee_saved_dup_words (const TieFeeSaved *self);

/* Uses it for other headings: columns with a title that it knows are what it says, the others are not used. */
void tie_fee_saved_apply (const TieFeeSaved *self, TieFeeProfile *profile);

/* What was saved for the headings of a profile is taken over into it.  Year and module are answers for one file and are not kept. */
gboolean tie_fee_profile_recall (TieFeeProfile *self, TieDb *db, GError **error);
gboolean tie_fee_profile_save (const TieFeeProfile *self, TieDb *db, GError **error);

G_END_DECLS
