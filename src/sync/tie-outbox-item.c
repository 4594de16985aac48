/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-outbox-item"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "sync/tie-backoff.h"
#include "sync/tie-outbox-item.h"

TieOutboxItem *
tie_outbox_item_new (TieOutboxRow *row)
{
  TieOutboxItem *self = g_new0 (TieOutboxItem, 1);

  self->row = row;
  self->fields = tie_outbox_fields_parse (row->fields);
  self->step = TIE_OUTBOX_ITEM_SEND;
  return self;
}

void
tie_outbox_item_free (TieOutboxItem *self)
{
  g_clear_pointer (&self->row, tie_outbox_row_free);
  g_clear_pointer (&self->fields, tie_outbox_fields_free);
  g_clear_pointer (&self->remote, tie_remote_free);
  g_clear_pointer (&self->synced, tie_synced_free);
  g_clear_error (&self->fault);
  g_free (self->parent_id);
  g_free (self->existing_id);
  g_free (self->trace);
  g_free (self);
}

gboolean
tie_outbox_item_is_create (const TieOutboxItem *self)
{
  return g_str_equal (self->row->verb, "create");
}

gboolean
tie_outbox_item_is_joining (const TieOutboxItem *self)
{
  return g_str_equal (self->row->verb, TIE_OUTBOX_JOIN);
}

gboolean
tie_outbox_item_is_answered (const TieOutboxItem *self)
{
  return self->step == TIE_OUTBOX_ITEM_MADE || self->step == TIE_OUTBOX_ITEM_REFUSED || self->step == TIE_OUTBOX_ITEM_DROPPED || self->step == TIE_OUTBOX_ITEM_AGAIN;
}

gboolean
tie_outbox_item_is_unknown (const TieOutboxItem *self)
{
  return self->is_open && !g_error_matches (self->fault, TIE_ERROR, TIE_ERROR_THROTTLED);
}

gboolean
tie_outbox_item_is_puzzling (const TieOutboxItem *self)
{
  return self->is_open && self->n_puzzles > 1;
}

gboolean
tie_outbox_item_stops_run (const GError *fault)
{
  static const TieError stops[] = {
    TIE_ERROR_RIGHTS,
    TIE_ERROR_NOT_ALLOWED,
    TIE_ERROR_SUBSCRIPTION,
    TIE_ERROR_RESET,
    TIE_ERROR_SHUT_OUT,
    TIE_ERROR_DAY_LIMIT,
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
tie_outbox_item_take_remote (TieOutboxItem *self,
                             const TieRemote *remote)
{
  g_clear_error (&self->fault);
  g_clear_pointer (&self->remote, tie_remote_free);
  self->remote = tie_remote_copy (remote);
  self->remote->is_deleted |= g_str_equal (self->row->verb, "delete");
  self->is_different = self->row->has_total && !self->remote->is_deleted && tie_remote_need_money (self->remote)->total != self->row->total;
  self->step = TIE_OUTBOX_ITEM_MADE;
  if (!g_str_equal (self->row->verb, "void") || tie_remote_need_money (self->remote)->is_void)
    return;
  /* It took the request and did something else. */
  self->fault = g_error_new (TIE_ERROR, TIE_ERROR_BUG, "%s is not void afterwards", self->row->label);
  self->step = TIE_OUTBOX_ITEM_REFUSED;
}

void
tie_outbox_item_take_gone (TieOutboxItem *self)
{
  g_autoptr (TieRemote) gone = tie_remote_new (self->row->kind, self->row->remote_id);

  tie_outbox_item_take_remote (self, gone);
}

/* Nothing was booked, for a reason that lies in the record. */
static void
take_refusal (TieOutboxItem *self,
              const TieLedgerResult *result,
              gboolean was_open)
{
  gboolean is_duplicate = g_error_matches (self->fault, TIE_ERROR, TIE_ERROR_DUPLICATE);

  self->is_stale = g_error_matches (self->fault, TIE_ERROR, TIE_ERROR_STALE);
  if (self->is_stale && !tie_outbox_item_is_create (self))
    self->step = TIE_OUTBOX_ITEM_LOOK_UP; /* what is it now? */
  else if (g_error_matches (self->fault, TIE_ERROR, TIE_ERROR_GONE) && g_str_equal (self->row->verb, "delete"))
    tie_outbox_item_take_gone (self); /* just what was wanted */
  else if (was_open && (is_duplicate || tie_outbox_item_is_create (self)))
    self->step = TIE_OUTBOX_ITEM_LOOK_UP; /* perhaps our own earlier try made it, and this one is refused as a double or by what changed since */
  else if (is_duplicate && tie_kind_is_money (self->row->kind))
    self->step = TIE_OUTBOX_ITEM_NAME; /* perhaps our own, sent by a practice that was restored from a backup since */
  else if (is_duplicate && result->duplicate_id == NULL)
    self->step = TIE_OUTBOX_ITEM_NAME;
  else
    {
      self->existing_id = g_strdup (result->duplicate_id);
      self->step = TIE_OUTBOX_ITEM_REFUSED;
    }
}

void
tie_outbox_item_put_off (TieOutboxItem *self)
{
  self->step = self->is_open ? TIE_OUTBOX_ITEM_LOOK_UP : TIE_OUTBOX_ITEM_SEND;
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
      tie_outbox_item_take_remote (self, result->remote);
      return;
    }

  self->fault = result->fault != NULL ? g_error_copy (result->fault) : g_error_new (TIE_ERROR, TIE_ERROR_NETWORK, "no answer");
  self->is_burnt = g_error_matches (self->fault, TIE_ERROR, TIE_ERROR_SERVER) || (self->is_open && g_error_matches (self->fault, TIE_ERROR, TIE_ERROR_BUG));
  if (self->is_open)
    {
      self->n_puzzles += tie_backoff_is_worthwhile (self->fault) ? 0 : 1;
      self->step = TIE_OUTBOX_ITEM_LOOK_UP;
    }
  else if (tie_backoff_is_worthwhile (self->fault) || tie_outbox_item_stops_run (self->fault))
    {
      self->is_open = was_open; /* that this try got nowhere says nothing about the one before */
      tie_outbox_item_put_off (self);
    }
  else
    take_refusal (self, result, was_open);
}

static char *
say_refusal (const TieOutboxItem *self,
             const char *package)
{
  const char *label = self->row->label;
  gboolean is_money = tie_kind_is_money (self->row->kind);

  if (g_error_matches (self->fault, TIE_ERROR, TIE_ERROR_STALE))
    return g_strdup_printf (_ ("%s was changed here and in %s."), label, package);
  if (g_error_matches (self->fault, TIE_ERROR, TIE_ERROR_GONE) && !tie_outbox_item_is_create (self))
    return g_strdup_printf (_ ("%s was deleted in %s."), label, package);
  if (g_error_matches (self->fault, TIE_ERROR, TIE_ERROR_DUPLICATE) && is_money)
    return g_strdup_printf (_ ("Number %s already exists in %s."), self->fields->number != NULL ? self->fields->number : label, package);
  if (g_error_matches (self->fault, TIE_ERROR, TIE_ERROR_DUPLICATE) && self->existing_id != NULL)
    /* Translators: the package, a name, the number of a record */
    return g_strdup_printf (_ ("%s already has a record with the name “%s” (%s). Link it, or change the name."), package, label, self->existing_id);
  if (g_error_matches (self->fault, TIE_ERROR, TIE_ERROR_DUPLICATE))
    return g_strdup_printf (_ ("The name “%s” is already used in %s. Change the name."), label, package);
  /* Translators: the package, and its own text */
  return g_strdup_printf (_ ("%s did not accept it: “%s”."), package, self->fault->message);
}

static char *
say_difference (const TieOutboxItem *self,
                const char *package)
{
  g_autofree char *here = tie_money_to_words (self->row->total);
  g_autofree char *there = tie_money_to_words (self->remote->money->total);

  /* Translators: number of a document, two amounts, the package */
  return g_strdup_printf (_ ("%s comes to %s here and to %s in %s."), self->row->label, here, there, package);
}

TieProblem *
tie_outbox_item_make_problem (const TieOutboxItem *self,
                              const char *package)
{
  g_autofree char *sentence = self->step == TIE_OUTBOX_ITEM_REFUSED ? say_refusal (self, package) : say_difference (self, package);

  return tie_problem_new (self->row->local_id, self->row->label, sentence, self->existing_id);
}
