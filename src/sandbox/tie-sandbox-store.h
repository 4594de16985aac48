/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* The company's memory: one SQLite database, in a file or in memory, that holds every object as the JSON text the API
 * answers with, beside the few columns that queries and rules need.  Owned by the sandbox's thread. */
typedef struct _TieSandboxStore TieSandboxStore;

typedef enum
{
  TIE_SANDBOX_ACTIVE = 0,
  TIE_SANDBOX_INACTIVE,
  TIE_SANDBOX_DELETED, /* told by change data capture */
  TIE_SANDBOX_MERGED,  /* gone into another one, told by nobody */
} TieSandboxState;

typedef struct
{
  const char *entity; /* interned */
  gint64 id;
  gint64 token;
  TieSandboxState state;
  char *name;        /* (owned) (nullable): folded name or document number */
  char *unique_name; /* (owned) (nullable): folded full name, where names are unique */
  gint64 party;      /* id of the customer or vendor, 0 for none */
  gint64 open;       /* what it adds to that one's balance, in cents */
  gint64 created;    /* seconds since 1970 */
  gint64 updated;
  JsonObject *object; /* (owned): as answered, with Id, SyncToken and MetaData */
} TieSandboxDocument;

TieSandboxDocument *tie_sandbox_document_new (const char *entity);
void tie_sandbox_document_free (TieSandboxDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSandboxDocument, tie_sandbox_document_free)

/* path NULL: in memory. */
TieSandboxStore *tie_sandbox_store_open (const char *path,
                                         GError **error);
void tie_sandbox_store_free (TieSandboxStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSandboxStore, tie_sandbox_store_free)

/* Transactions nest; an inner one that is rolled back takes only its own changes along.  FALSE from the outermost commit
 * means that something failed on the way and everything was rolled back. */
void tie_sandbox_store_begin (TieSandboxStore *self);
gboolean tie_sandbox_store_commit (TieSandboxStore *self);
void tie_sandbox_store_rollback (TieSandboxStore *self);

/* NULL when there is none, or it was deleted or merged away and also_gone is FALSE. */
TieSandboxDocument *tie_sandbox_store_get (TieSandboxStore *self,
                                           const char *entity,
                                           gint64 id,
                                           gboolean also_gone);
/* Writes Id, SyncToken and MetaData into the object too.  An id of 0 gets the next one of the sequence. */
void tie_sandbox_store_put (TieSandboxStore *self,
                            TieSandboxDocument *document,
                            const char *sequence);
/* The JSON text as stored. */
char *tie_sandbox_store_dup_json (TieSandboxStore *self,
                                  const char *entity,
                                  gint64 id);
/* Another number after each put. */
gint64 tie_sandbox_store_get_changes (TieSandboxStore *self);

char *tie_sandbox_store_dup_setting (TieSandboxStore *self,
                                     const char *key);
void tie_sandbox_store_set_setting (TieSandboxStore *self,
                                    const char *key,
                                    const char *value);

/* Removes everything. */
void tie_sandbox_store_clear (TieSandboxStore *self);

/* Short SQL for the files that own a table of their own.  In types each letter stands for one argument: s text (nullable),
 * i gint64. */
typedef sqlite3_stmt TieSandboxStatement;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSandboxStatement, sqlite3_finalize)

TieSandboxStatement *tie_sandbox_store_query (TieSandboxStore *self,
                                              const char *sql,
                                              const char *types,
                                              ...);
/* TRUE while there is another row. */
gboolean tie_sandbox_store_step (TieSandboxStore *self,
                                 TieSandboxStatement *statement);
/* A statement without rows; answers how many rows it changed. */
gint64 tie_sandbox_store_run (TieSandboxStore *self,
                              const char *sql,
                              const char *types,
                              ...);
/* The first column of the first row, or 0. */
gint64 tie_sandbox_store_get_number (TieSandboxStore *self,
                                     const char *sql,
                                     const char *types,
                                     ...);

/* Pacific time, or eight hours behind UTC on a machine without zone data. */
GTimeZone *tie_sandbox_get_time_zone (void);

/* "2026-02-03T10:11:12-08:00", as QuickBooks writes it. */
char *tie_sandbox_format_time (gint64 seconds);

G_END_DECLS
