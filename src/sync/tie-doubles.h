/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-contact-merge.h"
#include "sync/tie-company.h"
#include "sync/tie-double-group.h"

G_BEGIN_DECLS

/* The doubles within one list: looked for in a thread of its own, and again when the list changes.
 * Properties: "n-rows" (guint: how many rows look like doubles of another), "is-looking". */
#define TIE_TYPE_DOUBLES (tie_doubles_get_type ())
G_DECLARE_FINAL_TYPE (TieDoubles, tie_doubles, TIE, DOUBLES, GObject)

/* kind 0: the practice's own contacts; else the company's customers or vendors. */
TieDoubles *tie_doubles_new (TieCompany *company, TieKind kind);
GListModel *tie_doubles_get_groups (TieDoubles *self); /* TieDoubleGroup, the surest first; what stays is the same object */
guint tie_doubles_get_n_rows (TieDoubles *self);
gboolean tie_doubles_get_is_looking (TieDoubles *self);
TieStore *tie_doubles_get_store (TieDoubles *self);
/* Only contacts of the practice are ours to merge. */
gboolean tie_doubles_can_merge (TieDoubles *self);

/* What a person chose for a group. */
typedef struct
{
  guint stays;                           /* index of the record that stays */
  guint from[TIE_CONTACT_N_FIELDS];      /* field → index of the record whose value it gets */
  int link;                              /* index of the record whose link stays; -1: nobody was asked */
} TieMergeChoice;

/* What is proposed: the first record stays, with its own fields and what the others fill. */
void tie_merge_choice_init (TieMergeChoice *self, TieDoubleGroup *group, guint stays);

/* Both are one transaction and one undo step of that window; the finish gives the sentence for the status line.
 * Merging refuses with TIE_ERROR_CHANGED when a record is not what the group shows any more, and as tie_contact_merge(). */
void tie_doubles_merge_async (TieDoubles *self, TieDoubleGroup *group, const TieMergeChoice *choice, const char *window,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* "Not Doubles": these are not proposed again. */
void tie_doubles_refuse_async (TieDoubles *self, TieDoubleGroup *group, const char *window,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *tie_doubles_change_finish (TieDoubles *self, GAsyncResult *result, GError **error);

G_END_DECLS
