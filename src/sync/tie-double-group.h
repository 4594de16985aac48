/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* Rows of one list that look like one and the same.  They stand in the order in which one would keep them: linked ones
 * first, then those that say more.  A package's rows stand here as contacts too, with the package's id.  Immutable.
 * Properties: "names" ("Bright Horizon Yoga LLC · Brite Horizon Yoga"), "score" (guint 0–100), "reason". */
#define TIE_TYPE_DOUBLE_GROUP (tie_double_group_get_type ())
G_DECLARE_FINAL_TYPE (TieDoubleGroup, tie_double_group, TIE, DOUBLE_GROUP, GObject)

/* score, reason: of the two that are most alike. */
TieDoubleGroup *tie_double_group_new (double score,
                                      const char *reason);
/* partner: name of the record at the package that it is linked to, NULL for none. */
void tie_double_group_add (TieDoubleGroup *self,
                           TieRecord *record,
                           const char *partner);
/* What a reference in one of the records means to people. */
void tie_double_group_name (TieDoubleGroup *self,
                            const char *id,
                            const char *name);
/* After the last one was added. */
void tie_double_group_settle (TieDoubleGroup *self);

guint tie_double_group_get_size (TieDoubleGroup *self);
TieRecord *tie_double_group_get_record (TieDoubleGroup *self, guint index);   /* (transfer none) */
const char *tie_double_group_get_partner (TieDoubleGroup *self, guint index); /* NULL: not linked */
/* A field as people read it, "" for none. */
const char *tie_double_group_get_text (TieDoubleGroup *self, guint index, guint field);
guint tie_double_group_get_score (TieDoubleGroup *self);
const char *tie_double_group_get_reason (TieDoubleGroup *self);
char *tie_double_group_dup_names (TieDoubleGroup *self);

/* The same rows with the same words, score and reason. */
gboolean tie_double_group_equal (TieDoubleGroup *self,
                                 TieDoubleGroup *other);

G_END_DECLS
