/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-clients"
#include "config.h"

#include "fees/tie-fee-clients.h"
#include "fees/tie-fee-value.h"
#include "match/tie-match.h"
#include "model/tie-contact.h"
#include "model/tie-fee.h"
#include "store/tie-record-table.h"

#define NOBODY G_MAXUINT

void
tie_fee_clients_free (TieFeeClients *self)
{
  g_clear_pointer (&self->rows, tie_fee_rows_free);
  g_array_unref (self->contacts);
  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->names);
  g_free (self);
}

static void
put (GHashTable *known,
     char module,
     char *key,
     guint place)
{
  /* "I1000" for a number that was chosen, " 1000" for a contact's own in any return */
  g_hash_table_insert (known, g_strdup_printf ("%c%s", module, key), GUINT_TO_POINTER (place + 1));
  g_free (key);
}

static gboolean
find (GHashTable *known,
      char module,
      const char *key,
      guint *place)
{
  g_autofree char *name = g_strdup_printf ("%c%s", module, key);
  gpointer found = g_hash_table_lookup (known, name);

  if (found != NULL)
    *place = GPOINTER_TO_UINT (found) - 1;
  return found != NULL;
}

/* By number: what a person chose counts before what the contacts say themselves. */
static GHashTable *
read_known (TieDb *db,
            TieFeeClients *self,
            GError **error)
{
  g_autoptr (GPtrArray) contacts = tie_record_table_list (db, TIE_TYPE_CONTACT, error);
  g_autoptr (GPtrArray) links = contacts != NULL ? tie_record_table_list (db, TIE_TYPE_FEE_LINK, error) : NULL;
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  if (links == NULL)
    return NULL;
  for (guint i = 0; i < contacts->len; i++)
    {
      TieRecord *contact = contacts->pdata[i];
      const char *number = tie_record_get_text (contact, TIE_CONTACT_NUMBER);

      if (tie_record_get_integer (contact, TIE_CONTACT_ARCHIVED))
        continue;
      g_ptr_array_add (self->ids, g_strdup (tie_record_get_id (contact)));
      g_ptr_array_add (self->names, g_strdup (tie_record_get_name (contact)));
      g_hash_table_insert (places, self->ids->pdata[self->ids->len - 1], GUINT_TO_POINTER (self->ids->len));
      if (*number != '\0')
        put (known, ' ', tie_fee_make_key (number), self->ids->len - 1);
    }
  for (guint i = 0; i < links->len; i++)
    {
      gpointer place = g_hash_table_lookup (places, tie_record_get_text (links->pdata[i], TIE_FEE_LINK_CONTACT));

      if (place != NULL)
        put (known, *tie_record_get_text (links->pdata[i], TIE_FEE_LINK_MODULE), g_strdup (tie_record_get_text (links->pdata[i], TIE_FEE_LINK_KEY)), GPOINTER_TO_UINT (place) - 1);
    }
  return g_steal_pointer (&known);
}

TieFeeClients *
tie_fee_clients_read (TieDb *db,
                      TieFeeRows *rows,
                      GError **error)
{
  g_autoptr (TieFeeClients) self = g_new0 (TieFeeClients, 1);
  g_autoptr (GHashTable) known = NULL;

  self->rows = rows;
  self->contacts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
  known = read_known (db, self, error);
  if (known == NULL)
    return NULL;
  for (guint i = 0; i < tie_fee_rows_get_n (rows); i++)
    {
      const TieFeeRow *row = tie_fee_rows_get (rows, i);
      guint place = NOBODY;

      if (*row->client_key != '\0' && (find (known, row->module, row->client_key, &place) || find (known, ' ', row->client_key, &place)))
        self->n_matched++;
      g_array_append_val (self->contacts, place);
    }
  return g_steal_pointer (&self);
}

void
tie_fee_client_guess_free (TieFeeClientGuess *guess)
{
  g_free (guess->reason);
  g_free (guess);
}

GPtrArray *
tie_fee_clients_suggest (TieFeeClients *self,
                         guint row,
                         guint max)
{
  GPtrArray *guesses = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_fee_client_guess_free);
  g_autofree TieMatchRow *clients = g_new0 (TieMatchRow, self->ids->len + 1);
  g_autofree char *ids = g_malloc ((gsize) self->ids->len * 16 + 1);
  TieMatchRow sought = { .id = "row", .name = tie_fee_rows_get (self->rows, row)->name };
  g_autoptr (TieMatchIndex) index = NULL;
  g_autoptr (GPtrArray) found = NULL;

  for (guint i = 0; i < self->ids->len; i++)
    {
      g_snprintf (ids + (gsize) i * 16, 16, "%u", i);
      clients[i].id = ids + (gsize) i * 16;
      clients[i].name = self->names->pdata[i];
    }
  index = self->ids->len > 0 && *sought.name != '\0' ? tie_match_index_new (TIE_MATCH_CLIENTS, clients, self->ids->len, NULL) : NULL;
  if (index == NULL)
    return guesses;
  found = tie_match_index_suggest (index, &sought, max);
  for (guint i = 0; i < found->len; i++)
    {
      TieMatchSuggestion *suggestion = found->pdata[i];
      TieFeeClientGuess *guess = g_new0 (TieFeeClientGuess, 1);
      guint place = (guint) g_ascii_strtoull (suggestion->id, NULL, 10);

      guess->id = self->ids->pdata[place];
      guess->name = self->names->pdata[place];
      guess->percent = (guint) (suggestion->score * 100 + 0.5);
      guess->reason = g_strdup (suggestion->reason);
      g_ptr_array_add (guesses, guess);
    }
  return guesses;
}
