/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-dummy-ledger"
#include "config.h"

#include <string.h>

#include "base/tie-date.h"
#include "base/tie-text.h"
#include "ledger/dummy/tie-dummy-ledger-private.h"

void
tie_dummy_entry_free (TieDummyEntry *entry)
{
  tie_remote_free (entry->remote);
  g_free (entry);
}

static TieDummyEntry *
find_entry (TieDummyLedger *self,
            TieKind kind,
            const char *id)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      TieDummyEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->remote->kind == kind && g_strcmp0 (entry->remote->id, id) == 0)
        return entry;
    }
  return NULL;
}

static TieDummyEntry *
find_by_name (TieDummyLedger *self,
              const char *name)
{
  g_autofree char *key = tie_text_fold (name);

  for (guint i = 0; i < self->entries->len; i++)
    {
      TieDummyEntry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *other = tie_text_fold (entry->remote->full_name);

      if (strcmp (key, other) == 0)
        return entry;
    }
  return NULL;
}

const TieRemote *
tie_dummy_ledger_act (TieDummyLedger *self,
                      const TieLedgerOperation *operation,
                      TieLedgerResult *result)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (operation->body, NULL), g_bytes_get_size (operation->body));
  g_auto (GStrv) fields = g_strsplit (text, "\x1f", 3);
  const char *made = g_hash_table_lookup (self->requests, operation->request_id);
  const char *parent = *fields[1] != '\0' ? fields[1] : NULL;
  TieDummyEntry *parent_entry = parent != NULL ? find_entry (self, operation->kind, parent) : NULL;
  g_autofree char *full_name = NULL;
  TieRemote *remote = NULL;
  TieDummyEntry *other = NULL;

  if (made != NULL)
    return find_entry (self, operation->kind, made)->remote;

  full_name = parent_entry != NULL ? g_strconcat (parent_entry->remote->full_name, ":", fields[0], NULL) : g_strdup (fields[0]);
  other = find_by_name (self, full_name);
  if (other != NULL && g_strcmp0 (other->remote->id, fields[2]) != 0)
    {
      result->fault = g_error_new (TIE_ERROR, TIE_ERROR_DUPLICATE, "The name supplied already exists.");
      result->field = g_strdup ("name");
      result->duplicate_id = g_strdup (other->remote->id);
      return NULL;
    }

  remote = tie_remote_new (operation->kind, *fields[2] != '\0' ? fields[2] : NULL);
  remote->name = g_strdup (fields[0]);
  remote->full_name = g_steal_pointer (&full_name);
  remote->parent_id = g_strdup (parent);
  remote->is_active = TRUE;
  remote = (TieRemote *) tie_dummy_ledger_put (self, remote);
  g_hash_table_insert (self->requests, g_strdup (operation->request_id), g_strdup (remote->id));
  return remote;
}

const TieRemote *
tie_dummy_ledger_put (TieDummyLedger *self,
                      TieRemote *remote)
{
  TieDummyEntry *entry = NULL;
  TieDummyEntry *old = NULL;

  g_return_val_if_fail (TIE_IS_DUMMY_LEDGER (self), NULL);
  g_return_val_if_fail (remote != NULL, NULL);

  if (tie_text_is_empty (remote->id))
    {
      g_free (remote->id);
      remote->id = g_strdup_printf ("%u", ++self->next_id);
    }
  old = find_entry (self, remote->kind, remote->id);
  if (old != NULL)
    g_ptr_array_remove (self->entries, old);

  if (remote->full_name == NULL)
    remote->full_name = g_strdup (remote->name);
  entry = g_new0 (TieDummyEntry, 1);
  entry->sequence = ++self->sequence;
  entry->remote = remote;
  g_free (remote->version);
  remote->version = g_strdup_printf ("%" G_GUINT64_FORMAT, entry->sequence);
  g_free (remote->updated);
  remote->updated = tie_date_now ();
  g_ptr_array_add (self->entries, entry);
  return remote;
}

const TieRemote *
tie_dummy_ledger_get (TieDummyLedger *self,
                      TieKind kind,
                      const char *id)
{
  TieDummyEntry *entry = NULL;

  g_return_val_if_fail (TIE_IS_DUMMY_LEDGER (self), NULL);

  entry = find_entry (self, kind, id);
  return entry != NULL ? entry->remote : NULL;
}

guint
tie_dummy_ledger_count (TieDummyLedger *self,
                        TieKind kind)
{
  guint n = 0;

  g_return_val_if_fail (TIE_IS_DUMMY_LEDGER (self), 0);

  for (guint i = 0; i < self->entries->len; i++)
    {
      TieDummyEntry *entry = g_ptr_array_index (self->entries, i);

      n += entry->remote->kind == kind;
    }
  return n;
}

void
tie_dummy_ledger_forget_requests (TieDummyLedger *self)
{
  g_return_if_fail (TIE_IS_DUMMY_LEDGER (self));

  g_hash_table_remove_all (self->requests);
}
