/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-outbox-found"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "sync/tie-outbox-item.h"

/* Looking up what became of a row: how it is asked for, and what follows from the answer. */

TieLedgerKey
tie_outbox_item_make_key (const TieOutboxItem *self,
                          char **mark)
{
  TieLedgerKey key = { 0 };

  *mark = NULL;
  if (!tie_outbox_item_is_create (self))
    key.id = self->row->remote_id;
  else if (!tie_kind_is_money (self->row->kind))
    key.name = self->row->label;
  else
    {
      /* Numbers are looked for whoever has them: where one stands in the way, it is somebody else's. */
      key.number = self->fields->number;
      if (key.number == NULL || self->row->kind == TIE_KIND_SUPPLIER_INVOICE || self->row->kind == TIE_KIND_SUPPLIER_CREDIT)
        key.party_id = self->fields->party_id;
      if (key.number == NULL)
        {
          key.date = self->fields->date;
          if (self->has_private_note)
            key.mark = *mark = tie_outbox_make_mark (self->row->local_id);
        }
    }
  return key;
}

/* ---- what was to be created ---- */

/* Names are unique at the package, so a record of the row's name, kind and parent is the one that was sent. */
static gboolean
is_own_name (const TieOutboxItem *self,
             const TieRemote *remote)
{
  return remote->is_active && g_strcmp0 (remote->parent_id, self->parent_id) == 0;
}

/* Ours stands in front, and people may have written more behind it. */
static gboolean
has_own_reference (const TieOutboxItem *self,
                   const TieRemoteMoney *money)
{
  const char *own = self->fields->reference;

  return own == NULL || (money->reference != NULL && g_str_has_prefix (money->reference, own) && (money->reference[strlen (own)] == '\0' || money->reference[strlen (own)] == ' '));
}

/* Our mark says so.  Should there be none, or somebody have taken it away: the same number, or else our reference, of the same
 * customer, day and amount. */
static gboolean
is_own_money (const TieOutboxItem *self,
              const TieRemote *remote)
{
  const TieRemoteMoney *money = remote->money;
  g_autofree char *mark = NULL;

  if (money == NULL || money->is_void)
    return FALSE;
  mark = tie_outbox_read_mark (money->memo);
  if (mark == NULL && !self->has_private_note)
    mark = tie_outbox_read_mark (money->reference);
  if (mark != NULL)
    return g_str_equal (mark, self->row->local_id);
  if (!self->row->has_total || self->row->total != money->total || g_strcmp0 (self->fields->party_id, money->party_id) != 0 || g_strcmp0 (self->fields->date, money->date) != 0)
    return FALSE;
  if (self->fields->number != NULL)
    return g_strcmp0 (self->fields->number, money->number) == 0;
  return !self->has_private_note && has_own_reference (self, money);
}

static const TieRemote *
find_own (const TieOutboxItem *self,
          GPtrArray *found)
{
  gboolean is_money = tie_kind_is_money (self->row->kind);

  for (guint i = 0; i < found->len; i++)
    {
      const TieRemote *remote = g_ptr_array_index (found, i);

      if (remote->kind == self->row->kind && !remote->is_deleted && (is_money ? is_own_money (self, remote) : is_own_name (self, remote)))
        return remote;
    }
  return NULL;
}

/* Whose number stands in the way, as far as it is known. */
static char *
find_other (const TieOutboxItem *self,
            GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      const TieRemote *remote = g_ptr_array_index (found, i);

      if (!remote->is_deleted && remote->money != NULL && g_strcmp0 (remote->money->number, self->fields->number) == 0)
        return g_strdup (remote->id);
    }
  return NULL;
}

static void
take_created (TieOutboxItem *self,
              GPtrArray *found)
{
  const TieRemote *own = find_own (self, found);
  gboolean is_money = tie_kind_is_money (self->row->kind);

  if (own != NULL && (is_money || self->step == TIE_OUTBOX_ITEM_LOOK_UP))
    tie_outbox_item_take_remote (self, own);
  else if (self->step == TIE_OUTBOX_ITEM_NAME)
    {
      g_free (self->existing_id);
      self->existing_id = own != NULL ? g_strdup (own->id) : is_money ? find_other (self, found) : NULL;
      self->step = TIE_OUTBOX_ITEM_REFUSED;
    }
  else
    {
      self->is_open = FALSE;
      self->step = TIE_OUTBOX_ITEM_SEND;
    }
}

/* ---- what was there before ---- */

gboolean
tie_outbox_is_untouched (const TieSynced *synced,
                         const TieRemote *now,
                         const char *party)
{
  g_autoptr (TieOutboxFields) fields = tie_outbox_fields_parse (synced->fields);
  const TieRemoteMoney *money = now->money;

  if (g_strcmp0 (synced->version, now->version) == 0)
    return TRUE;
  /* Packages touch a record for many reasons: a payment was applied, a customer renamed or merged.  What we sent counts. */
  return money != NULL && !money->is_void && money->total == synced->total && g_strcmp0 (money->number, synced->number) == 0 &&
         (fields->date == NULL || g_strcmp0 (money->date, fields->date) == 0) &&
         (g_strcmp0 (money->party_id, fields->party_id) == 0 || g_strcmp0 (money->party_id, party) == 0);
}

/* Whether it is already what the row wants it to be. */
static gboolean
is_wanted (const TieOutboxItem *self,
           const TieRemote *remote)
{
  const TieRemoteMoney *money = remote->money;

  if (money == NULL || g_str_equal (self->row->verb, "delete"))
    return FALSE;
  if (g_str_equal (self->row->verb, "void"))
    return money->is_void;
  return !money->is_void && self->row->has_total && money->total == self->row->total && g_strcmp0 (money->date, self->fields->date) == 0 &&
         g_strcmp0 (money->party_id, self->fields->party_id) == 0 &&
         (self->fields->number == NULL || g_strcmp0 (money->number, self->fields->number) == 0);
}

static const TieRemote *
find_by_id (const TieOutboxItem *self,
            GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      const TieRemote *remote = g_ptr_array_index (found, i);

      if (remote->kind == self->row->kind && !remote->is_deleted && g_strcmp0 (remote->id, self->row->remote_id) == 0)
        return remote;
    }
  return NULL;
}

static void
refuse (TieOutboxItem *self,
        TieError code,
        const char *message)
{
  g_clear_error (&self->fault);
  self->fault = g_error_new_literal (TIE_ERROR, (int) code, message);
  self->step = TIE_OUTBOX_ITEM_REFUSED;
}

static void
take_present (TieOutboxItem *self,
              GPtrArray *found)
{
  const TieRemote *now = find_by_id (self, found);
  gboolean is_touched = now != NULL && g_strcmp0 (now->version, self->fields->version) != 0;

  if (now != NULL && self->is_open && tie_outbox_item_is_joining (self)) /* once more does no harm */
    {
      self->is_open = FALSE;
      self->step = TIE_OUTBOX_ITEM_SEND;
    }
  else if (now == NULL && g_str_equal (self->row->verb, "delete"))
    tie_outbox_item_take_gone (self);
  else if (now == NULL)
    refuse (self, TIE_ERROR_GONE, "deleted at the package");
  else if (self->is_open && is_touched && is_wanted (self, now))
    tie_outbox_item_take_remote (self, now); /* our own earlier try */
  else if (self->is_open && !is_touched)
    {
      self->is_open = FALSE;
      self->step = TIE_OUTBOX_ITEM_SEND;
    }
  else if (self->synced == NULL || !tie_outbox_is_untouched (self->synced, now, self->fields->party_id))
    refuse (self, TIE_ERROR_STALE, "changed at the package");
  else
    {
      g_clear_pointer (&self->remote, tie_remote_free);
      self->remote = tie_remote_copy (now);
      self->step = TIE_OUTBOX_ITEM_AGAIN;
    }
}

void
tie_outbox_item_take_found (TieOutboxItem *self,
                            GPtrArray *found)
{
  if (tie_outbox_item_is_create (self))
    take_created (self, found);
  else
    take_present (self, found);
}
