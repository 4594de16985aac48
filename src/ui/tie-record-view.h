/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-contact.h"
#include "model/tie-remote.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* All that a contact's or site's page shows, read at one moment. */
typedef struct
{
  TieRecord *record;     /* (owned) */
  char *parent_name;     /* of a site: its contact's name */
  GPtrArray *types;      /* (owned), element TieContactType; of a contact */
  GPtrArray *sites;      /* (owned), element TieSite; of a contact */
  GHashTable *linked;    /* (owned): ids of the linked ones among them */
  TieKind kind;          /* under which the record is linked: customers or vendors */
  char *connection;      /* (owned) (nullable): NULL: never connected */
  char *company;         /* (owned) (nullable): its name */
  char *last_read;       /* (owned) (nullable): moment */
  char *last_sync;       /* (owned) (nullable): moment when the record last went over */
  char *remote_id;       /* (owned) (nullable): the AccsID; NULL: not linked */
  char *remote_name;     /* (owned) (nullable) */
  gboolean remote_is_gone; /* deleted or made inactive there */
  char *required;        /* (owned) (nullable): then, the one of that name that could be linked instead */
} TieRecordView;

void tie_record_view_free (TieRecordView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieRecordView, tie_record_view_free)

/* type: TIE_TYPE_CONTACT or TIE_TYPE_SITE.  id NULL: a new contact, of the first type that is no supplier's. */
void tie_record_view_load_async (TieStore *store, GType type, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
TieRecordView *tie_record_view_load_finish (TieStore *store, GAsyncResult *result, GError **error);

/* The type of a contact among the types read; NULL for none. */
TieRecord *tie_record_view_find_type (const TieRecordView *self);

G_END_DECLS
