/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-contact-push"
#include "config.h"

#include <glib/gi18n.h>

#include "sync/tie-contact-push.h"
#include "sync/tie-contact-scan.h"
#include "sync/tie-outbox-run.h"

/* A field is left, and the next one: not every step is sent by itself. */
#define REST_MS 700
/* Another run goes on, or the package did not answer. */
#define AGAIN_MS 5000
#define OFFLINE_MS 60000

struct _TieContactPush
{
  GObject parent_instance;

  TieCompany *company; /* (owned) */
  GHashTable *waiting; /* (owned): ids, a set */
  TieOutboxRun *run;   /* (owned) (nullable) */
  guint source;        /* 0: none */
  gboolean is_busy;
  gboolean is_stale;   /* changed while it was busy */
  gboolean has_failed; /* the last run did not come to its end */
};

G_DEFINE_FINAL_TYPE (TieContactPush, tie_contact_push, G_TYPE_OBJECT)

enum
{
  CHANGED,
  PROBLEM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void look_soon (TieContactPush *self,
                       guint wait_ms);

static void
take_waiting (TieContactPush *self,
              TieContactScan *scan)
{
  gboolean is_same = g_hash_table_size (scan->waiting) == g_hash_table_size (self->waiting);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, scan->waiting);
  while (is_same && g_hash_table_iter_next (&iter, &id, NULL))
    is_same = g_hash_table_contains (self->waiting, id);
  if (is_same)
    return;
  g_hash_table_unref (self->waiting);
  self->waiting = g_hash_table_ref (scan->waiting);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
end (TieContactPush *self)
{
  gboolean goes_on = self->is_stale || self->has_failed;
  gboolean is_offline = tie_company_get_state (self->company) == TIE_COMPANY_OFFLINE;
  guint wait_ms = !self->has_failed ? REST_MS : is_offline ? OFFLINE_MS : AGAIN_MS;

  g_clear_object (&self->run);
  self->is_busy = FALSE;
  self->is_stale = FALSE;
  self->has_failed = FALSE;
  if (goes_on)
    look_soon (self, wait_ms);
}

/* ---- sending ---- */

static void
closed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieContactPush) self = TIE_CONTACT_PUSH (user_data);
  g_autoptr (GError) error = NULL;

  if (!tie_outbox_run_close_finish (TIE_OUTBOX_RUN (source), result, &error))
    g_debug ("The run's end could not be written: %s", error->message);
  self->is_stale = TRUE; /* what was sent waits no more */
  end (self);
}

static void
sent_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TieContactPush) self = TIE_CONTACT_PUSH (user_data);
  TieOutboxRun *run = TIE_OUTBOX_RUN (source);
  GPtrArray *problems = tie_outbox_run_get_problems (run);
  g_autoptr (GError) error = NULL;

  if (!tie_outbox_run_send_finish (run, result, &error))
    {
      g_debug ("Contacts wait: %s", error->message);
      self->has_failed = TRUE;
    }
  for (guint i = 0; i < problems->len; i++)
    g_signal_emit (self, signals[PROBLEM], 0, g_ptr_array_index (problems, i));
  tie_outbox_run_close_async (run, closed_cb, g_object_ref (self));
}

static void
queued_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieContactPush) self = TIE_CONTACT_PUSH (user_data);
  g_autoptr (GError) error = NULL;
  TieContactScan *scan = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (scan == NULL)
    g_warning ("Contacts could not be queued: %s", error->message);
  if (scan != NULL && g_hash_table_size (scan->waiting) > 0)
    tie_outbox_run_send_async (self->run, NULL, sent_cb, g_object_ref (self));
  else
    tie_outbox_run_close_async (self->run, closed_cb, g_object_ref (self));
}

static void
prepared_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (TieContactPush) self = TIE_CONTACT_PUSH (user_data);
  TieLedger *ledger;
  g_autoptr (GError) error = NULL;
  g_autofree char *what = g_strdup_printf (_ ("Contacts updated in %s"), tie_company_get_package (self->company)->short_name);

  if (tie_company_prepare_finish (TIE_COMPANY (source), result, &error))
    self->run = tie_outbox_run_new (self->company, what, &error);
  ledger = tie_company_get_ledger (self->company);
  if (self->run == NULL || ledger == NULL)
    {
      self->has_failed = TRUE;
      end (self);
      return;
    }
  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_WRITE, tie_contact_scan_run,
                       tie_contact_scan_new (tie_company_get_connection (self->company)->id, ledger, tie_outbox_run_get_id (self->run), what), tie_contact_scan_free, NULL, queued_cb, g_object_ref (self));
}

/* ---- looking ---- */

static void
looked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieContactPush) self = TIE_CONTACT_PUSH (user_data);
  g_autoptr (GError) error = NULL;
  TieContactScan *scan = tie_store_run_finish (TIE_STORE (source), result, &error);
  TieCompanyState state = tie_company_get_state (self->company);
  gboolean has_work;

  if (scan == NULL)
    {
      g_debug ("Contacts could not be looked at: %s", error->message);
      end (self);
      return;
    }
  take_waiting (self, scan);
  has_work = scan->is_on && g_hash_table_size (scan->waiting) > 0;
  if (has_work && (state == TIE_COMPANY_CONNECTED || state == TIE_COMPANY_OFFLINE))
    tie_company_prepare_async (self->company, NULL, prepared_cb, g_object_ref (self));
  else
    end (self);
}

static gboolean
look_cb (gpointer user_data)
{
  TieContactPush *self = user_data;
  const TieConnection *connection = tie_company_get_connection (self->company);

  self->source = 0;
  if (connection == NULL)
    return G_SOURCE_REMOVE;
  self->is_busy = TRUE;
  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_WRITE, tie_contact_scan_run,
                       tie_contact_scan_new (connection->id, tie_company_get_ledger (self->company), NULL, NULL), tie_contact_scan_free, NULL, looked_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
look_soon (TieContactPush *self,
           guint wait_ms)
{
  if (self->is_busy)
    {
      self->is_stale = TRUE;
      return;
    }
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (wait_ms, look_cb, self);
}

static void
store_changed_cb (TieContactPush *self,
                  guint areas)
{
  /* One that was refused because somebody was at it there may go once theirs has been read. */
  if (areas & (TIE_STORE_AREA_CONTACTS | TIE_STORE_AREA_SETTINGS | TIE_STORE_AREA_LINKS | TIE_STORE_AREA_REMOTES))
    look_soon (self, REST_MS);
}

static void
state_cb (TieContactPush *self)
{
  if (tie_company_get_state (self->company) == TIE_COMPANY_CONNECTED)
    look_soon (self, REST_MS);
}

static void
tie_contact_push_dispose (GObject *object)
{
  TieContactPush *self = TIE_CONTACT_PUSH (object);

  g_clear_handle_id (&self->source, g_source_remove);
  G_OBJECT_CLASS (tie_contact_push_parent_class)->dispose (object);
}

static void
tie_contact_push_finalize (GObject *object)
{
  TieContactPush *self = TIE_CONTACT_PUSH (object);

  g_hash_table_unref (self->waiting);
  g_clear_object (&self->run);
  g_clear_object (&self->company);
  G_OBJECT_CLASS (tie_contact_push_parent_class)->finalize (object);
}

static void
tie_contact_push_class_init (TieContactPushClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tie_contact_push_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_contact_push_finalize;
  signals[CHANGED] = g_signal_new ("changed", TIE_TYPE_CONTACT_PUSH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PROBLEM] = g_signal_new ("problem", TIE_TYPE_CONTACT_PUSH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
tie_contact_push_init (TieContactPush *self)
{
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

TieContactPush *
tie_contact_push_new (TieCompany *company)
{
  TieContactPush *self;

  g_return_val_if_fail (TIE_IS_COMPANY (company), NULL);

  self = g_object_new (TIE_TYPE_CONTACT_PUSH, NULL);
  self->company = g_object_ref (company);
  g_signal_connect_object (tie_company_get_store (company), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  look_soon (self, REST_MS);
  return self;
}

gboolean
tie_contact_push_is_waiting (TieContactPush *self,
                             const char *id)
{
  g_return_val_if_fail (TIE_IS_CONTACT_PUSH (self), FALSE);

  return id != NULL && g_hash_table_contains (self->waiting, id);
}

guint
tie_contact_push_get_n_waiting (TieContactPush *self)
{
  g_return_val_if_fail (TIE_IS_CONTACT_PUSH (self), 0);

  return g_hash_table_size (self->waiting);
}
