/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-outbox-item"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "sync/tie-backoff.h"
#include "sync/tie-outbox-item.h"

TieOutboxItem *
tie_outbox_item_new (TieOutboxRow *row)
{
  TieOutboxItem *self = g_new0 (TieOutboxItem, 1);

  self->row = row;
  self->step = TIE_OUTBOX_ITEM_SEND;
  return self;
}

void
tie_outbox_item_free (TieOutboxItem *self)
{
  g_clear_pointer (&self->row, tie_outbox_row_free);
  g_clear_pointer (&self->remote, tie_remote_free);
  g_clear_error (&self->fault);
  g_free (self->parent_id);
  g_free (self->existing_id);
  g_free (self->trace);
  g_free (self);
}

gboolean
tie_outbox_item_is_answered (const TieOutboxItem *self)
{
  return self->step == TIE_OUTBOX_ITEM_MADE || self->step == TIE_OUTBOX_ITEM_REFUSED || self->step == TIE_OUTBOX_ITEM_DROPPED;
}

gboolean
tie_outbox_item_stops_run (const GError *fault)
{
  static const TieError stops[] = {
    TIE_ERROR_RIGHTS,
    TIE_ERROR_SUBSCRIPTION,
    TIE_ERROR_RESET,
    TIE_ERROR_TOKEN,
    TIE_ERROR_SIGN_IN_EXPIRED,
    TIE_ERROR_APP_KEYS,
    TIE_ERROR_NOT_CONNECTED,
    TIE_ERROR_KEYRING_LOCKED,
    TIE_ERROR_KEYRING_ABSENT,
    TIE_ERROR_KEYRING_REFUSED,
  };

  if (fault->domain != TIE_ERROR)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      if (fault->code == (int) stops[i])
        return TRUE;
    }
  return FALSE;
}

void
tie_outbox_item_take_result (TieOutboxItem *self,
                             const TieLedgerResult *result)
{
  gboolean was_open = self->is_open;

  g_clear_error (&self->fault);
  g_free (self->trace);
  self->trace = g_strdup (result->trace);
  self->retry_after = result->retry_after;
  self->is_open = !result->is_known;

  if (result->is_known && result->fault == NULL && result->remote != NULL)
    {
      self->remote = tie_remote_copy (result->remote);
      self->step = TIE_OUTBOX_ITEM_MADE;
      return;
    }

  self->fault = result->fault != NULL ? g_error_copy (result->fault) : g_error_new (TIE_ERROR, TIE_ERROR_NETWORK, "no answer");
  if (self->is_open)
    self->step = TIE_OUTBOX_ITEM_LOOK_UP;
  else if (tie_backoff_is_worthwhile (self->fault) || tie_outbox_item_stops_run (self->fault))
    {
      self->step = TIE_OUTBOX_ITEM_SEND;
      self->is_open = was_open; /* that this try got nowhere says nothing about the one before */
    }
  else if (was_open && g_error_matches (self->fault, TIE_ERROR, TIE_ERROR_DUPLICATE))
    self->step = TIE_OUTBOX_ITEM_LOOK_UP; /* perhaps a double of our own earlier try */
  else if (g_error_matches (self->fault, TIE_ERROR, TIE_ERROR_DUPLICATE) && result->duplicate_id == NULL)
    self->step = TIE_OUTBOX_ITEM_NAME;
  else
    {
      self->existing_id = g_strdup (result->duplicate_id);
      self->step = TIE_OUTBOX_ITEM_REFUSED;
    }
}

/* Names are unique at the package, so a record of the row's name, kind and parent is the one that was sent. */
static const TieRemote *
find_own (const TieOutboxItem *self,
          GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      const TieRemote *remote = g_ptr_array_index (found, i);

      if (remote->kind == self->row->kind && remote->is_active && !remote->is_deleted && g_strcmp0 (remote->parent_id, self->parent_id) == 0)
        return remote;
    }
  return NULL;
}

void
tie_outbox_item_take_found (TieOutboxItem *self,
                            GPtrArray *found)
{
  const TieRemote *own = find_own (self, found);

  if (self->step == TIE_OUTBOX_ITEM_NAME)
    {
      if (own != NULL)
        self->existing_id = g_strdup (own->id);
      self->step = TIE_OUTBOX_ITEM_REFUSED;
    }
  else if (own != NULL)
    {
      self->remote = tie_remote_copy (own);
      self->step = TIE_OUTBOX_ITEM_MADE;
    }
  else
    {
      self->is_open = FALSE;
      self->step = TIE_OUTBOX_ITEM_SEND;
    }
}

TieProblem *
tie_outbox_item_make_problem (const TieOutboxItem *self)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (self->fault, TIE_ERROR, TIE_ERROR_DUPLICATE) && self->existing_id != NULL)
    sentence = g_strdup_printf (_ ("QuickBooks already has a record with the name “%s” (%s). Link it, or change the name."), self->row->label, self->existing_id);
  else if (g_error_matches (self->fault, TIE_ERROR, TIE_ERROR_DUPLICATE))
    sentence = g_strdup_printf (_ ("The name “%s” is already used in QuickBooks. Change the name."), self->row->label);
  else
    /* Translators: the package's own text */
    sentence = g_strdup_printf (_ ("QuickBooks did not accept it: “%s”."), self->fault->message);
  return tie_problem_new (self->row->local_id, self->row->label, sentence, self->existing_id);
}
