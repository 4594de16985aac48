/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-attention"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-quiet.h"
#include "ui/tie-attention.h"

/* The lists of a large practice take a second of the store's time. */
#define QUIET_MS 1500

struct _TieAttention
{
  GObject parent_instance;

  TieSession *session; /* (owned) */
  guint quiet;         /* source, 0: none */
  gboolean is_following;
};

G_DEFINE_FINAL_TYPE (TieAttention, tie_attention, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const TieSyncGroup groups[] = { TIE_SYNC_INVOICES, TIE_SYNC_CREDITS, TIE_SYNC_SUPPLIER, TIE_SYNC_PAYMENTS, TIE_SYNC_CONTACTS };

static gboolean
is_wanted (TieAttention *self)
{
  TieCompanyState state = tie_company_get_state (tie_session_get_company (self->session));

  return state != TIE_COMPANY_NOT_CONNECTED && state != TIE_COMPANY_CONNECTING && tie_session_may (self->session, TIE_RIGHT_SYNC);
}

static void
changed (TieAttention *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
quiet_cb (gpointer user_data)
{
  TieAttention *self = user_data;

  self->quiet = 0;
  self->is_following = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    g_signal_connect_object (tie_session_get_sync_list (self->session, groups[i]), "loaded", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  changed (self);
}

static void
session_changed_cb (TieAttention *self)
{
  if (is_wanted (self) && !self->is_following && self->quiet == 0)
    self->quiet = tie_quiet_add (QUIET_MS, quiet_cb, self);
  changed (self);
}

static void
tie_attention_dispose (GObject *object)
{
  TieAttention *self = TIE_ATTENTION (object);

  g_clear_handle_id (&self->quiet, g_source_remove);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_attention_parent_class)->dispose (object);
}

static void
tie_attention_class_init (TieAttentionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tie_attention_dispose;
  signals[CHANGED] = g_signal_new ("changed", TIE_TYPE_ATTENTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tie_attention_init (TieAttention *self)
{
}

TieAttention *
tie_attention_new (TieSession *session)
{
  TieAttention *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_ATTENTION, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tie_session_get_company (session), "notify::state", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  session_changed_cb (self);
  return self;
}

static guint
add_up (TieAttention *self,
        guint (*count) (TieSyncList *))
{
  guint n = 0;

  g_return_val_if_fail (TIE_IS_ATTENTION (self), 0);

  if (!self->is_following || !is_wanted (self))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    n += count (tie_session_get_sync_list (self->session, groups[i]));
  return n;
}

guint
tie_attention_get_n (TieAttention *self)
{
  return add_up (self, tie_sync_list_get_n_blocked);
}

guint
tie_attention_get_n_ready (TieAttention *self)
{
  return add_up (self, tie_sync_list_get_n_ready);
}

guint
tie_attention_get_n_invoices (TieAttention *self)
{
  g_return_val_if_fail (TIE_IS_ATTENTION (self), 0);

  return self->is_following && is_wanted (self) ? tie_sync_list_get_n_attention (tie_session_get_sync_list (self->session, TIE_SYNC_INVOICES)) : 0;
}

guint
tie_attention_get_n_conflicts (TieAttention *self)
{
  guint n = 0;

  g_return_val_if_fail (TIE_IS_ATTENTION (self), 0);

  if (!self->is_following || !is_wanted (self))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    n += groups[i] != TIE_SYNC_INVOICES ? tie_sync_list_get_n_conflicts (tie_session_get_sync_list (self->session, groups[i])) : 0;
  return n;
}

gboolean
tie_attention_get_is_read (TieAttention *self)
{
  g_return_val_if_fail (TIE_IS_ATTENTION (self), FALSE);

  if (!self->is_following)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (tie_sync_list_get_is_loading (tie_session_get_sync_list (self->session, groups[i])))
        return FALSE;
    }
  return TRUE;
}

char *
tie_attention_dup_sentence (TieAttention *self)
{
  TieSyncList *invoices;
  guint n;

  g_return_val_if_fail (TIE_IS_ATTENTION (self), NULL);

  if (!self->is_following || !is_wanted (self))
    return NULL;
  invoices = tie_session_get_sync_list (self->session, TIE_SYNC_INVOICES);
  n = tie_sync_list_get_n_blocked (invoices);
  if (n == 0 || tie_sync_list_get_n_exported (invoices) == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%u invoice needs attention before it can sync.", "%u invoices need attention before they can sync.", n), n);
}
