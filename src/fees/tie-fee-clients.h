/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-fee-row.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* Rows and the clients of the practice: who is known, by number. */
typedef struct
{
  TieFeeRows *rows;     /* (owned) */
  GArray *contacts;     /* (element-type guint) of each row: its contact's place in ids, G_MAXUINT for nobody */
  GPtrArray *ids;       /* (owned) (element-type utf8) */
  GPtrArray *names;     /* (owned) (element-type utf8) */
  guint n_matched;
} TieFeeClients;

/* rows: (transfer full) In a store read. */
TieFeeClients *tie_fee_clients_read (TieDb *db, TieFeeRows *rows, GError **error);
void tie_fee_clients_free (TieFeeClients *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFeeClients, tie_fee_clients_free)

typedef struct
{
  const char *id;   /* of the contact */
  const char *name;
  guint percent;
  char *reason;     /* (owned) */
} TieFeeClientGuess;

void tie_fee_client_guess_free (TieFeeClientGuess *guess);

/* (transfer full) (element-type TieFeeClientGuess) Clients whose name is like a row's, best first.  Never more than a suggestion: what a
 * person chooses is kept with tie_fee_link_save(). */
GPtrArray *tie_fee_clients_suggest (TieFeeClients *self, guint row, guint max);

G_END_DECLS
