/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-fee-row.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* Fee files as they were last read, and what projects need to be matched with them.  Files and their rows are no records:
 * they are read anew when they change, and have no undo. */

typedef struct
{
  char *id;
  char *uri;       /* where it lies */
  char *label;     /* its name */
  char *sha256;
  char *as_of;     /* moment: when its contents were written, as it says itself, else when the file was */
  char *format;    /* "csv", "xlsx", "dbf" */
  char *stamp;     /* of the file system: size and time; the same stamp, the same contents */
  char *read_at;   /* moment */
  guint n_rows;
  guint n_bad;     /* rows that cannot be used */
  guint code;      /* of the room fees: why it could not be read; 0: it could */
  char *problem;   /* the sentence of it, "" for none */
} TieFeeFileInfo;

void tie_fee_file_info_free (TieFeeFileInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFeeFileInfo, tie_fee_file_info_free)

/* (transfer full) (element-type TieFeeFileInfo) the latest contents first. */
GPtrArray *tie_fee_table_list_files (TieDb *db, GError **error);
/* Replaces what was known of its uri; id is set.  The rows' own file, label and as_of are not looked at. */
gboolean tie_fee_table_save_file (TieDb *db, TieFeeFileInfo *info, const TieFeeRows *rows, GError **error);
gboolean tie_fee_table_remove_file (TieDb *db, const char *id, GError **error);

/* All (transfer full), the latest file first, then in order of lines.  The rows of a client's number, in every module and year;
 * of the years from first to last and a module (0: all); of a file. */
TieFeeRows *tie_fee_table_list_key (TieDb *db, const char *client_key, GError **error);
TieFeeRows *tie_fee_table_list_years (TieDb *db, guint first, guint last, char module, GError **error);
TieFeeRows *tie_fee_table_list_file (TieDb *db, const char *file, GError **error);

/* A project as fees are matched to it.  The texts are alive during the call only; none is NULL. */
typedef struct
{
  const char *id;
  const char *name;
  const char *contact;      /* id */
  const char *contact_name;
  const char *number;       /* the contact's own */
  const char *link_key;     /* the Lacerte number that a person chose for it, "" for none */
  const char *link_tin;
  char module;              /* 0: none */
  guint tax_year;
  gint64 estimated_fee;     /* minor units */
  gint64 last_fee;          /* minor units: of the same client's return of the year before, 0 for none */
  gint64 imported_fee;      /* minor units: what was taken over last, -1 for none */
  const char *imported_at;  /* moment of that, "" for none */
  const char *last_entry;   /* date of its last time or expense, "" for none */
  gboolean is_invoiced;     /* an invoice that is not void was made of an imported fee */
} TieFeeProject;

typedef void (*TieFeeProjectFunc) (const TieFeeProject *project, gpointer user_data);

/* Those of a year (0: all) that are not archived, by client and name; or the one. */
gboolean tie_fee_table_read_projects (TieDb *db, guint tax_year, TieFeeProjectFunc func, gpointer user_data, GError **error);
gboolean tie_fee_table_read_project (TieDb *db, const char *project, TieFeeProjectFunc func, gpointer user_data, GError **error);

/* (transfer full) The id of the remembered link of a number and module; NULL without error for none. */
char *tie_fee_table_find_link (TieDb *db, const char *client_key, char module, GError **error);
/* (transfer full) The id of the project's last import; NULL without error for none. */
char *tie_fee_table_find_import (TieDb *db, const char *project, GError **error);

G_END_DECLS
