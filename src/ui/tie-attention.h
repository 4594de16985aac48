/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* How much of a practice can be sent, and how much waits for somebody, for the sidebar, the banner and the Overview of its windows.  Begins to
 * read when the program has nothing else to do, and only for who may sync with a company that is there.
 * Signal "changed". */
#define TIE_TYPE_ATTENTION (tie_attention_get_type ())
G_DECLARE_FINAL_TYPE (TieAttention, tie_attention, TIE, ATTENTION, GObject)

TieAttention *tie_attention_new (TieSession *session);

/* Records of every kind that are kept back, and that are ready. */
guint tie_attention_get_n (TieAttention *self);
guint tie_attention_get_n_ready (TieAttention *self);
/* Invoices that only a person can help on; and records of other kinds that changed on both sides. */
guint tie_attention_get_n_invoices (TieAttention *self);
guint tie_attention_get_n_conflicts (TieAttention *self);
gboolean tie_attention_get_is_read (TieAttention *self); /* the lists are what the file has */
/* (transfer full) "3 invoices need attention before they can sync."; NULL while there are none, and before the first document
 * ever went out: then nothing waits, it has not begun. */
char *tie_attention_dup_sentence (TieAttention *self);

G_END_DECLS
