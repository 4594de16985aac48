/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-run"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-command-run.h"
#include "base/tie-error.h"
#include "sync/tie-sync-round.h"

TieSyncList *
tie_command_run_load (TieCommandSession *session,
                      TieSyncGroup group)
{
  TieSyncList *list = tie_sync_list_new (session->company, group);

  while (tie_sync_list_get_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  return list;
}

GPtrArray *
tie_command_run_list_ready (TieSyncList *list)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (TieSyncRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (tie_sync_row_get_state (row) == TIE_SYNC_STATE_READY && tie_sync_row_is_marked (row))
        g_ptr_array_add (ids, g_strdup (tie_sync_row_get_id (row)));
    }
  return ids;
}

void
tie_command_run_init (TieCommandRun *self)
{
  *self = (TieCommandRun) { .named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
}

void
tie_command_run_clear (TieCommandRun *self)
{
  g_clear_pointer (&self->named, g_hash_table_unref);
}

void
tie_command_run_name (TieCommandRun *self,
                      TieSyncRow *row)
{
  const char *number = tie_sync_row_get_number (row);
  const char *contact = tie_sync_row_get_contact (row);

  if (!g_hash_table_add (self->named, g_strdup (tie_sync_row_get_id (row))))
    return;
  if (*number != '\0')
    g_printerr ("%s, %s: %s\n", number, contact, tie_sync_row_get_sentence (row));
  else
    g_printerr ("%s: %s\n", contact, tie_sync_row_get_sentence (row));
}

static void
name_problems (TieCommandRun *self,
               GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const TieProblem *problem = problems->pdata[i];

      g_printerr ("%s: %s\n", problem->name, problem->sentence);
      if (problem->local_id != NULL)
        g_hash_table_add (self->named, g_strdup (problem->local_id));
    }
}

/* Waits for what was begun, and adds up what came of it. */
static gboolean
finish (TieSyncRun *run,
        TieCommandWait *wait,
        gboolean is_import,
        TieCommandRun *self,
        GError **error)
{
  gboolean done = tie_sync_run_finish (run, tie_command_wait (wait), error);

  *(is_import ? &self->n_imported : &self->n_done) += tie_sync_run_get_n_done (run);
  self->n_failed += tie_sync_run_get_n_failed (run);
  self->n_unknown += tie_sync_run_get_n_unknown (run);
  self->n_not_sent += tie_sync_run_get_n_not_sent (run);
  name_problems (self, tie_sync_run_get_problems (run));
  return done;
}

static TieSyncRun *
begin (TieCommandSession *session,
       gboolean is_import,
       GError **error)
{
  const char *package = tie_company_get_package (session->company)->short_name;
  g_autofree char *title = is_import ? g_strdup_printf (_ ("Imported from %s"), package) : g_strdup_printf (_ ("Exported to %s"), package);

  return tie_sync_run_new (session->company, title, error);
}

gboolean
tie_command_run_export (TieCommandSession *session,
                        GPtrArray *ids,
                        GCancellable *cancellable,
                        TieCommandRun *self,
                        GError **error)
{
  g_autoptr (TieSyncRun) run = NULL;
  g_auto (TieCommandWait) wait = { NULL };

  if (ids->len == 0)
    return TRUE;
  run = begin (session, FALSE, error);
  if (run == NULL)
    return FALSE;
  tie_sync_run_export_async (run, ids, cancellable, tie_command_wait_cb, &wait);
  return finish (run, &wait, FALSE, self, error);
}

gboolean
tie_command_run_import (TieCommandSession *session,
                        GPtrArray *ids,
                        GCancellable *cancellable,
                        TieCommandRun *self,
                        GError **error)
{
  g_autoptr (TieSyncRun) run = NULL;
  g_auto (TieCommandWait) wait = { NULL };

  if (ids->len == 0)
    return TRUE;
  run = begin (session, TRUE, error);
  if (run == NULL)
    return FALSE;
  tie_sync_run_import_payments_async (run, ids, NULL, cancellable, tie_command_wait_cb, &wait);
  return finish (run, &wait, TRUE, self, error);
}

gboolean
tie_command_run_import_documents (TieCommandSession *session,
                                  TieKind kind,
                                  GPtrArray *remote_ids,
                                  GCancellable *cancellable,
                                  TieCommandRun *self,
                                  GError **error)
{
  g_autoptr (TieSyncRun) run = NULL;
  g_auto (TieCommandWait) wait = { NULL };

  if (remote_ids->len == 0)
    return TRUE;
  run = begin (session, TRUE, error);
  if (run == NULL)
    return FALSE;
  tie_sync_run_import_documents_async (run, kind, remote_ids, NULL, cancellable, tie_command_wait_cb, &wait);
  return finish (run, &wait, TRUE, self, error);
}

gboolean
tie_command_run_round (TieCommandSession *session,
                       guint most,
                       GCancellable *cancellable,
                       TieCommandRun *self,
                       GError **error)
{
  g_auto (TieCommandWait) wait = { NULL };
  g_autoptr (TieSyncRound) round = NULL;
  GError *local_error = NULL;

  tie_sync_round_async (session->company, TRUE, most, cancellable, tie_command_wait_cb, &wait);
  round = tie_sync_round_finish (session->company, tie_command_wait (&wait), &local_error);
  self->n_done += round->n_exported;
  self->n_imported += round->n_followed + round->n_imported;
  self->n_failed += round->n_failed;
  self->n_not_sent += round->n_not_sent;
  name_problems (self, round->problems);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static void
print_json (const TieCommandRun *self)
{
  const struct
  {
    const char *name;
    guint value;
  } figures[] = {
    { "exported", self->n_done },
    { "imported", self->n_imported },
    { "failed", self->n_failed },
    { "unknown", self->n_unknown },
    { "not_sent", self->n_not_sent },
  };
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      json_builder_set_member_name (json, figures[i].name);
      json_builder_add_int_value (json, figures[i].value);
    }
  json_builder_end_object (json);
  tie_command_print_json (json);
}

int
tie_command_run_end (TieCommandSession *session,
                     const TieCommandRun *self,
                     const GError *error)
{
  if (session->json)
    print_json (self);
  else
    {
      g_autofree char *exported = g_strdup_printf (ngettext ("%u record exported", "%u records exported", self->n_done), self->n_done);
      g_autofree char *imported = g_strdup_printf (ngettext ("%u record imported", "%u records imported", self->n_imported), self->n_imported);

      g_print ("%s, %s\n", exported, imported);
    }
  if (self->n_unknown > 0)
    g_printerr (ngettext ("%u record was sent, but no answer came. It will be looked up before it is sent again.\n",
                          "%u records were sent, but no answer came. They will be looked up before they are sent again.\n", self->n_unknown),
                self->n_unknown);
  if (self->n_not_sent > 0)
    g_printerr (ngettext ("%u record was not sent.\n", "%u records were not sent.\n", self->n_not_sent), self->n_not_sent);
  if (error != NULL && !tie_error_is_cancelled (error))
    return tie_command_session_fail (session, tie_company_get_name (session->company), error);
  return self->n_failed + self->n_unknown + self->n_not_sent > 0 || error != NULL ? TIE_EXIT_ATTENTION : TIE_EXIT_DONE;
}
