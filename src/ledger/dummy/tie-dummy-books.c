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

static TieDummyEntry *
find_by_number (TieDummyLedger *self,
                const TieRemote *wanted)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      TieDummyEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->remote->kind == wanted->kind && !entry->remote->is_deleted && entry->remote->money->number != NULL &&
          g_strcmp0 (entry->remote->money->number, wanted->money->number) == 0)
        return entry;
    }
  return NULL;
}

static void
set_fault (TieLedgerResult *result,
           TieError code,
           const char *message)
{
  result->fault = g_error_new_literal (TIE_ERROR, (int) code, message);
}

/* NULL, or what the name or number belongs to; the fault is in result then. */
static const TieDummyEntry *
check_unique (TieDummyLedger *self,
              const TieRemote *remote,
              TieLedgerResult *result)
{
  gboolean is_sale = remote->kind == TIE_KIND_SALES_INVOICE || remote->kind == TIE_KIND_SALES_CREDIT;
  const TieDummyEntry *other = NULL;

  if (is_sale)
    other = find_by_number (self, remote);
  else if (!tie_kind_is_money (remote->kind))
    other = find_by_name (self, remote->full_name);
  if (other == NULL || g_strcmp0 (other->remote->id, remote->id) == 0)
    return NULL;

  set_fault (result, TIE_ERROR_DUPLICATE, is_sale ? "The number supplied already exists." : "The name supplied already exists.");
  result->field = g_strdup (is_sale ? "number" : "name");
  result->duplicate_id = g_strdup (other->remote->id);
  return other;
}

/* What is open of a document follows what is applied to it. */
static void
settle (TieDummyLedger *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      TieRemote *remote = ((TieDummyEntry *) g_ptr_array_index (self->entries, i))->remote;

      if (remote->money != NULL)
        remote->money->balance = remote->is_deleted ? 0 : remote->money->total;
    }
  for (guint i = 0; i < self->entries->len; i++)
    {
      TieRemote *payment = ((TieDummyEntry *) g_ptr_array_index (self->entries, i))->remote;

      for (guint j = 0; payment->money != NULL && payment->money->applied != NULL && j < payment->money->applied->len; j++)
        {
          const TieRemoteApplied *one = g_ptr_array_index (payment->money->applied, j);
          TieDummyEntry *document = find_entry (self, one->kind, one->id);
          gboolean is_credit = one->kind == TIE_KIND_SALES_CREDIT || one->kind == TIE_KIND_SUPPLIER_CREDIT;

          if (document == NULL || payment->is_deleted)
            continue;
          document->remote->money->balance -= one->amount;
          payment->money->balance -= is_credit ? -one->amount : one->amount;
        }
    }
}

static const TieRemote *
remove_one (TieDummyLedger *self,
            const TieLedgerOperation *operation,
            const TieDummyEntry *entry)
{
  TieRemote *remote = tie_remote_copy (entry->remote);

  if (g_str_equal (operation->verb, "delete"))
    {
      remote->is_deleted = TRUE;
      remote->is_active = FALSE;
    }
  remote->money->is_void = !remote->is_deleted;
  remote->money->total = 0;
  g_clear_pointer (&remote->money->applied, g_ptr_array_unref);
  return tie_dummy_ledger_put (self, remote);
}

static void
complete (TieDummyLedger *self,
          const TieRemote *old,
          TieRemote *remote)
{
  TieDummyEntry *parent = remote->parent_id != NULL ? find_entry (self, remote->kind, remote->parent_id) : NULL;

  if (remote->name != NULL)
    remote->full_name = parent != NULL ? g_strconcat (parent->remote->full_name, ":", remote->name, NULL) : g_strdup (remote->name);
  if (!self->capabilities->has_our_numbers && (remote->kind == TIE_KIND_SALES_INVOICE || remote->kind == TIE_KIND_SALES_CREDIT) && remote->money->number == NULL)
    remote->money->number = old != NULL ? g_strdup (old->money->number) : g_strdup_printf ("SI-%u", ++self->next_number);
}

const TieRemote *
tie_dummy_ledger_act (TieDummyLedger *self,
                      const TieLedgerOperation *operation,
                      TieLedgerResult *result)
{
  g_autoptr (TieRemote) remote = NULL;
  const char *made = g_hash_table_lookup (self->requests, operation->request_id);
  const TieDummyEntry *old = NULL;
  const TieRemote *kept = NULL;

  if (made != NULL)
    {
      old = find_entry (self, operation->kind, made);
      g_return_val_if_fail (old != NULL, NULL);
      return old->remote;
    }

  remote = tie_dummy_ledger_parse_body (operation->kind, operation->body);
  if (remote == NULL)
    {
      set_fault (result, TIE_ERROR_BUG, "No body of this package.");
      return NULL;
    }
  old = remote->id != NULL ? find_entry (self, operation->kind, remote->id) : NULL;
  if (remote->id != NULL && (old == NULL || old->remote->is_deleted))
    {
      set_fault (result, TIE_ERROR_GONE, "Object not found.");
      return NULL;
    }
  if (old != NULL && remote->version != NULL && g_strcmp0 (remote->version, old->remote->version) != 0)
    {
      set_fault (result, TIE_ERROR_STALE, "You and somebody else were working on this at the same time.");
      return NULL;
    }

  if (g_str_equal (operation->verb, "void") || g_str_equal (operation->verb, "delete"))
    kept = remove_one (self, operation, old);
  else
    {
      complete (self, old != NULL ? old->remote : NULL, remote);
      if (check_unique (self, remote, result) != NULL)
        return NULL;
      kept = tie_dummy_ledger_put (self, g_steal_pointer (&remote));
    }
  g_hash_table_insert (self->requests, g_strdup (operation->request_id), g_strdup (kept->id));
  return kept;
}

gboolean
tie_dummy_ledger_is_found (const TieRemote *remote,
                           TieKind kind,
                           const TieLedgerKey *key)
{
  const TieRemoteMoney *money = remote->money;
  gboolean shares_names = kind <= TIE_KIND_EMPLOYEE && remote->kind <= TIE_KIND_EMPLOYEE;

  if (key->mark != NULL && (money == NULL || money->memo == NULL || strstr (money->memo, key->mark) == NULL))
    return FALSE;
  if (key->id != NULL)
    return remote->kind == kind && !remote->is_deleted && g_str_equal (remote->id, key->id);
  if (key->name != NULL)
    {
      g_autofree char *wanted = tie_text_fold (key->name);
      g_autofree char *name = tie_text_fold (remote->name);

      return (remote->kind == kind || shares_names) && g_str_equal (wanted, name);
    }
  return remote->kind == kind && !remote->is_deleted && money != NULL && (key->number != NULL || key->party_id != NULL) &&
         (key->number == NULL || g_strcmp0 (key->number, money->number) == 0) &&
         (key->party_id == NULL || g_strcmp0 (key->party_id, money->party_id) == 0) &&
         (key->date == NULL || g_strcmp0 (key->date, money->date) == 0);
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
  if (tie_kind_is_money (remote->kind))
    settle (self);
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

      n += entry->remote->kind == kind && !entry->remote->is_deleted;
    }
  return n;
}

void
tie_dummy_ledger_forget_requests (TieDummyLedger *self)
{
  g_return_if_fail (TIE_IS_DUMMY_LEDGER (self));

  g_hash_table_remove_all (self->requests);
}
