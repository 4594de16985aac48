/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* Entries of time and expenses as lists show them, read without an object per row.  The texts are alive during the call
 * only; none is NULL. */
typedef struct
{
  const char *id;
  const char *date;
  const char *kind;     /* token */
  const char *project;  /* id */
  const char *name;     /* the project's */
  const char *client;   /* name */
  const char *who;      /* the employee's name */
  const char *code_id;  /* of the work or expense code */
  const char *code;     /* the work code's or expense code's */
  const char *text;
  const char *document; /* id, "" while it is not billed */
  const char *number;   /* the document's */
  gint64 quantity;      /* × 10 000 */
  gint64 amount;        /* minor units */
  gboolean is_billable;
} TieTimeFigures;

typedef void (*TieTimeFunc) (const TieTimeFigures *entry, gpointer user_data);

/* A project's entries, the latest first. */
gboolean tie_time_table_read_project (TieDb *db, const char *project, TieTimeFunc func, gpointer user_data, GError **error);
/* The time of an employee ("" for entries of nobody) from first to last, by client, project, code and date. */
gboolean tie_time_table_read_days (TieDb *db, const char *employee, const char *first, const char *last, TieTimeFunc func, gpointer user_data, GError **error);

G_END_DECLS
