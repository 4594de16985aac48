/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-sync"
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

#include "app/tie-command-run.h"
#include "app/tie-command-transfer.h"
#include "base/tie-error.h"
#include "store/tie-comparison-table.h"
#include "sync/tie-document-import.h"
#include "sync/tie-sync-round.h"

/* The commands that send and bring over, as the windows do: the same checks, the same run, the same lock. */

/* As the Sync page: a look every 20 seconds while there is nothing to do. */
#define LOOK_SECONDS 20

static gboolean
stop_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

/* A timer that ends the program, or a person who does, waits for the present batch. */
typedef struct
{
  GCancellable *cancellable; /* (owned) */
  guint sources[2];
} Stop;

static void
stop_init (Stop *self)
{
  self->cancellable = g_cancellable_new ();
  self->sources[0] = g_unix_signal_add (SIGINT, stop_cb, self->cancellable);
  self->sources[1] = g_unix_signal_add (SIGTERM, stop_cb, self->cancellable);
}

static void
stop_clear (Stop *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sources); i++)
    g_clear_handle_id (&self->sources[i], g_source_remove);
  g_clear_object (&self->cancellable);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stop, stop_clear)

/* What the office has not got round to is no trouble: an invoice that is not sent or approved yet. */
static guint
name_blocked (TieCommandRun *run,
              TieSyncList *list)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (TieSyncRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);
      TieSyncCode code = tie_sync_row_get_code (row);

      if (tie_sync_row_get_state (row) != TIE_SYNC_STATE_BLOCKED || !tie_sync_row_is_marked (row) || code == TIE_SYNC_NOT_SENT || code == TIE_SYNC_NOT_APPROVED)
        continue;
      tie_command_run_name (run, row);
      n++;
    }
  return n;
}

static gboolean
load_settings (TieDb *db,
               gpointer data,
               GError **error)
{
  TieSyncSettings **settings = data;

  *settings = tie_sync_settings_load (db, NULL, error);
  return *settings != NULL;
}

/* ---- export invoices ---- */

static TieSyncRow *
find_number (TieSyncList *list,
             const char *number)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (TieSyncRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (g_str_equal (tie_sync_row_get_number (row), number))
        return g_steal_pointer (&row);
    }
  return NULL;
}

/* Those of the numbers that may go; the others are named and counted. */
static GPtrArray *
list_numbers (TieSyncList *list,
              char **numbers,
              TieCommandRun *run)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; numbers[i] != NULL; i++)
    {
      g_autoptr (TieSyncRow) row = find_number (list, numbers[i]);

      if (row == NULL)
        /* Translators: %s is what was typed */
        g_printerr (_ ("%s: There is no invoice with this number.\n"), numbers[i]);
      else if (!tie_sync_row_may_send (row))
        tie_command_run_name (run, row);
      else
        {
          g_ptr_array_add (ids, g_strdup (tie_sync_row_get_id (row)));
          continue;
        }
      run->n_failed++;
    }
  return ids;
}

int
tie_command_export_invoices (TieCommandSession *session,
                             gboolean ready)
{
  g_auto (Stop) stop = { NULL };
  g_autoptr (TieSyncList) list = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (TieCommandRun) run = { NULL };

  if (ready == (session->rest[1] != NULL))
    {
      g_printerr ("%s\n", _ ("tieout export: Say which invoices: --ready, or their numbers."));
      return TIE_EXIT_USAGE;
    }
  if (!tie_command_session_require (session, TIE_RIGHT_SYNC) || !tie_command_session_open_company (session))
    return session->status;
  if (!tie_command_session_pull (session, NULL, &error))
    return tie_command_session_fail (session, tie_company_get_name (session->company), error);

  stop_init (&stop);
  tie_command_run_init (&run);
  list = tie_command_run_load (session, TIE_SYNC_INVOICES);
  ids = ready ? tie_command_run_list_ready (list) : list_numbers (list, session->rest + 1, &run);
  tie_command_run_export (session, ids, stop.cancellable, &run, &error);
  return tie_command_run_end (session, &run, error);
}

/* ---- import payments ---- */

int
tie_command_import_payments (TieCommandSession *session)
{
  g_auto (Stop) stop = { NULL };
  g_autoptr (TieSyncList) list = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (TieCommandRun) run = { NULL };

  if (!tie_command_session_require (session, TIE_RIGHT_SYNC) || !tie_command_session_open_company (session))
    return session->status;
  if (!tie_command_session_pull (session, NULL, &error))
    return tie_command_session_fail (session, tie_company_get_name (session->company), error);

  stop_init (&stop);
  tie_command_run_init (&run);
  list = tie_command_run_load (session, TIE_SYNC_PAYMENTS_IN);
  ids = tie_command_run_list_ready (list);
  run.n_failed = name_blocked (&run, list);
  tie_command_run_import (session, ids, stop.cancellable, &run, &error);
  return tie_command_run_end (session, &run, error);
}

/* ---- import documents ---- */

/* Those that the Tie-Out names as only there. */
typedef struct
{
  char *connection;
  GPtrArray *ids[TIE_KIND_SUPPLIER_CREDIT + 1]; /* (owned): by kind */
} OnlyThere;

static void
only_there_clear (OnlyThere *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->ids); i++)
    g_clear_pointer (&self->ids[i], g_ptr_array_unref);
  g_free (self->connection);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OnlyThere, only_there_clear)

static gboolean
read_only_there (TieDb *db,
                 gpointer data,
                 GError **error)
{
  OnlyThere *self = data;
  g_autoptr (TieComparison) comparison = tie_comparison_table_read (db, self->connection, NULL, "9999-12-31", error);

  for (guint i = 0; i < G_N_ELEMENTS (self->ids); i++)
    self->ids[i] = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; comparison != NULL && i < comparison->differences->len; i++)
    {
      const TieDifference *one = comparison->differences->pdata[i];

      if (one->kind == TIE_DIFFERENCE_ONLY_THERE && tie_document_import_takes (one->what))
        g_ptr_array_add (self->ids[one->what], g_strdup (one->remote_id));
    }
  return comparison != NULL;
}

int
tie_command_import_documents (TieCommandSession *session)
{
  g_auto (Stop) stop = { NULL };
  g_auto (OnlyThere) there = { NULL };
  g_autoptr (GError) error = NULL;
  g_auto (TieCommandRun) run = { NULL };

  if (!tie_command_session_require (session, TIE_RIGHT_SYNC) || !tie_command_session_open_company (session))
    return session->status;
  if (!tie_command_session_pull (session, NULL, &error))
    return tie_command_session_fail (session, tie_company_get_name (session->company), error);
  there.connection = g_strdup (tie_company_get_connection (session->company)->id);
  if (!tie_store_run (session->store, TIE_STORE_READ, read_only_there, &there, &error))
    return tie_command_session_fail (session, session->practice, error);

  stop_init (&stop);
  tie_command_run_init (&run);
  for (TieKind kind = 0; kind < G_N_ELEMENTS (there.ids); kind++)
    {
      if (!tie_command_run_import_documents (session, kind, there.ids[kind], stop.cancellable, &run, &error))
        break;
    }
  return tie_command_run_end (session, &run, error);
}

/* ---- sync ---- */

typedef struct
{
  TieCommandSession *session;
  TieSyncSettings *settings; /* (owned) */
  GCancellable *cancellable;
  guint most;                /* records in a round; 0: all of them */
  TieCommandRun run;
} Sync;

static void
sync_clear (Sync *self)
{
  g_clear_pointer (&self->settings, tie_sync_settings_free);
  tie_command_run_clear (&self->run);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sync, sync_clear)

static gboolean
waited_cb (gpointer waited)
{
  *(gboolean *) waited = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until then, or until somebody says to stop. */
static void
wait_seconds (Sync *self,
              guint seconds)
{
  gboolean waited = FALSE;
  guint source = g_timeout_add_seconds (seconds, waited_cb, &waited);

  while (!waited && !g_cancellable_is_cancelled (self->cancellable))
    g_main_context_iteration (NULL, TRUE);
  if (!waited)
    g_source_remove (source);
}

/* What the next look may find mended. */
static gboolean
is_passing (const GError *error)
{
  static const TieError passing[] = { TIE_ERROR_BUSY_RUN, TIE_ERROR_NETWORK, TIE_ERROR_THROTTLED, TIE_ERROR_SERVER };

  for (gsize i = 0; i < G_N_ELEMENTS (passing); i++)
    {
      if (g_error_matches (error, TIE_ERROR, (int) passing[i]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
sync_for (Sync *self,
          guint minutes,
          GError **error)
{
  gint64 end = g_get_monotonic_time () + minutes * 60 * G_USEC_PER_SEC;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr (GError) fault = NULL;
      guint before = self->run.n_done + self->run.n_imported;
      gint64 left;
      gboolean done = tie_command_run_round (self->session, self->most, self->cancellable, &self->run, &fault);

      left = end - g_get_monotonic_time ();
      if (!done && (left <= 0 || !is_passing (fault)))
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      if (left <= 0)
        return TRUE;
      /* While there is something to send it goes on at once. */
      if (self->run.n_done + self->run.n_imported == before)
        wait_seconds (self, (guint) CLAMP (left / G_USEC_PER_SEC, 1, LOOK_SECONDS));
    }
  return TRUE;
}

/* What is left when all is over. */
static guint
name_all_blocked (Sync *self)
{
  guint n = 0;

  for (TieSyncGroup group = TIE_SYNC_INVOICES; group < TIE_SYNC_CONTACTS; group++)
    {
      g_autoptr (TieSyncList) list = NULL;

      if (!tie_sync_settings_has (self->settings, group))
        continue;
      list = tie_command_run_load (self->session, group);
      n += name_blocked (&self->run, list);
    }
  return n;
}

int
tie_command_sync (int argc,
                  char **argv)
{
  int batches = 0;
  int minutes = 0;
  const GOptionEntry entries[] = {
    { "batches", 0, 0, G_OPTION_ARG_INT, &batches, N_ ("at most so many batches of five in a round"), "N" },
    { "auto", 0, 0, G_OPTION_ARG_INT, &minutes, N_ ("go on for so many minutes, looking every 20 seconds"), N_ ("MINUTES") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (TieCommandSession) session = tie_command_session_parse (argc, argv, entries, "--practice FILE", _ ("Sends what is ready and brings over what is new, as Sync Settings say."), 0, 0);
  g_auto (Stop) stop = { NULL };
  g_auto (Sync) sync = { .session = session };
  g_autoptr (GError) error = NULL;
  guint n_blocked;
  int status;

  if (session == NULL)
    return TIE_EXIT_USAGE;
  if (batches < 0 || minutes < 0)
    {
      g_printerr ("%s\n", _ ("tieout sync: A number must not be below zero."));
      return TIE_EXIT_USAGE;
    }
  if (!tie_command_session_require (session, TIE_RIGHT_SYNC) || !tie_command_session_open_company (session))
    return session->status;
  if (!tie_store_run (session->store, TIE_STORE_READ, load_settings, &sync.settings, &error))
    return tie_command_session_fail (session, session->practice, error);

  stop_init (&stop);
  tie_command_run_init (&sync.run);
  sync.cancellable = stop.cancellable;
  sync.most = (guint) batches * TIE_SYNC_ROUND_BATCH;
  if (minutes > 0)
    sync_for (&sync, (guint) minutes, &error);
  else
    tie_command_run_round (session, sync.most, sync.cancellable, &sync.run, &error);
  n_blocked = name_all_blocked (&sync);
  status = tie_command_run_end (session, &sync.run, error);
  return status == TIE_EXIT_DONE && n_blocked > 0 ? TIE_EXIT_ATTENTION : status;
}
