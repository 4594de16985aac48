/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* Projects as lists show them, read without an object per row.  The texts are alive during the call only; none is NULL. */
typedef struct
{
  const char *id;
  const char *name;
  const char *contact;     /* id */
  const char *client;      /* the contact's name */
  const char *return_type; /* token */
  const char *status;      /* token */
  const char *due;         /* date or "" */
  gint64 tax_year;         /* 0: none */
  gint64 estimated_fee;    /* minor units */
  gint64 invoiced;         /* minor units: the total of its invoices that are not void */
  gint64 hours;            /* × 10 000: time that is not billed yet and is to be billed */
  gint64 time;             /* minor units: what that time is worth */
  gint64 expenses;         /* minor units: expenses that are not billed yet and are to be billed */
  gboolean is_archived;
} TieProjectFigures;

typedef void (*TieProjectFunc) (const TieProjectFigures *project, gpointer user_data);

/* Hands over the projects in the order of names, at most limit of them behind the one with the id after (NULL: from the
 * begin); or the one client's, or the one project. */
gboolean tie_project_table_read (TieDb *db, const char *after, guint limit, TieProjectFunc func, gpointer user_data, GError **error);
gboolean tie_project_table_read_client (TieDb *db, const char *contact, TieProjectFunc func, gpointer user_data, GError **error);
gboolean tie_project_table_read_one (TieDb *db, const char *project, TieProjectFunc func, gpointer user_data, GError **error);

G_END_DECLS
