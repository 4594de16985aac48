/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-service"
#include "config.h"

#include <unistd.h>

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-service.h"

static char *
dup_info (TieSandboxService *service)
{
  GString *out = g_string_new ("{\"clientId\":");

  tie_sandbox_json_append_quoted (out, service->client_id);
  g_string_append (out, ",\"redirectUris\":[");
  for (guint i = 0; service->redirect_uris[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      tie_sandbox_json_append_quoted (out, service->redirect_uris[i]);
    }
  g_string_append_printf (out, "],\"package\":\"%s\",\"consent\":\"%s\",\"company\":\"%s\",\"baseUri\":\"%s\"",
                          service->package->name, service->consent == TIE_SANDBOX_CONSENT_ASK ? "ask" : "auto", service->company_name, service->base_uri);
  service->package->append_info (service, out);
  g_string_append_printf (out, ",\"pid\":%d}", (int) getpid ());
  return g_string_free (out, FALSE);
}

static void
answer_done (TieSandboxAnswer *answer,
             GError *error)
{
  GString *out = g_string_new ("{\"done\":");

  g_string_append (out, error == NULL ? "true" : "false");
  if (error != NULL)
    {
      g_string_append (out, ",\"error\":");
      tie_sandbox_json_append_quoted (out, error->message);
    }
  g_string_append_c (out, '}');
  tie_sandbox_answer_set (answer, error == NULL ? SOUP_STATUS_OK : SOUP_STATUS_BAD_REQUEST, TIE_SANDBOX_JSON, g_string_free (out, FALSE));
}

static void
load (TieSandboxService *self)
{
  TieSandboxStore *store = self->company->store;

  tie_sandbox_store_begin (store);
  self->package->load (self);
  tie_sandbox_store_set_setting (store, "company", self->company_name);
  tie_sandbox_store_set_setting (store, "realm", self->company->realm);
  tie_sandbox_store_commit (store);
}

TieSandboxService *
tie_sandbox_service_new (const TieSandboxPackage *package,
                         const TieSandboxOptions *options,
                         const char *realm,
                         GError **error)
{
  g_autoptr (TieSandboxSwitches) switches = tie_sandbox_switches_new (options->fault, options->seed, error);
  g_autoptr (TieSandboxStore) store = switches != NULL ? tie_sandbox_store_open (options->data_file, error) : NULL;
  g_autofree char *known_realm = NULL;
  TieSandboxService *self;

  if (store == NULL)
    return NULL;
  known_realm = tie_sandbox_store_dup_setting (store, "realm");
  if (known_realm != NULL && !g_str_equal (known_realm, realm))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "The data file holds another company");
      return NULL;
    }

  self = g_new0 (TieSandboxService, 1);
  self->package = package;
  self->company = tie_sandbox_company_new (g_steal_pointer (&store), realm);
  self->company->strict = options->strict;
  self->company->refuse_replay = options->refuse_replay;
  self->company->haste = MAX (options->haste, 1);
  self->switches = g_steal_pointer (&switches);
  self->client_id = options->client_id;
  self->client_secret = options->client_secret;
  self->redirect_uris = options->redirect_uris;
  self->company_name = options->company;
  self->consent = options->consent;
  self->rotate_after = options->rotate_after;
  self->replay_kills = options->replay_kills;
  self->seed = options->seed;
  self->rows = options->rows;
  self->invoices = options->invoices;
  self->per_minute = options->per_minute;
  self->per_day = options->per_day;
  if (known_realm == NULL)
    load (self);
  return self;
}

void
tie_sandbox_service_free (TieSandboxService *self)
{
  g_clear_pointer (&self->company, tie_sandbox_company_free);
  g_clear_pointer (&self->switches, tie_sandbox_switches_free);
  g_free (self->base_uri);
  g_free (self);
}

gboolean
tie_sandbox_service_set_fault (TieSandboxService *self,
                               const char *spec,
                               GError **error)
{
  TieSandboxSwitches *switches = tie_sandbox_switches_new (spec, self->seed, error);

  if (switches == NULL)
    return FALSE;
  tie_sandbox_switches_free (self->switches);
  self->switches = switches;
  return TRUE;
}

void
tie_sandbox_service_reset (TieSandboxService *self)
{
  tie_sandbox_store_clear (self->company->store);
  self->company->clock_offset = 0;
  tie_sandbox_service_set_fault (self, NULL, NULL);
  load (self);
}

static void
move_clock (TieSandboxService *service,
            const char *text,
            GError **error)
{
  gint64 seconds = 0;

  if (g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &seconds, error))
    service->company->clock_offset += seconds;
}

gboolean
tie_sandbox_admin_handle (TieSandboxService *service,
                          const TieSandboxRequest *request,
                          TieSandboxAnswer *answer)
{
  gboolean is_post = g_str_equal (request->method, "POST");
  g_autoptr (GError) error = NULL;

  if (g_str_equal (request->path, "/sandbox/info") && !is_post)
    {
      tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, dup_info (service));
      return TRUE;
    }
  if (g_str_equal (request->path, "/sandbox/journal") && !is_post)
    {
      tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, tie_sandbox_journal_dup (service));
      return TRUE;
    }
  if (!is_post)
    return FALSE;
  if (g_str_equal (request->path, "/sandbox/fault"))
    tie_sandbox_service_set_fault (service, request->body, &error);
  else if (g_str_equal (request->path, "/sandbox/edit"))
    service->package->edit (service, request->body, &error);
  else if (g_str_equal (request->path, "/sandbox/clock"))
    move_clock (service, request->body, &error);
  else if (g_str_equal (request->path, "/sandbox/reset"))
    tie_sandbox_service_reset (service);
  else
    return FALSE;
  answer_done (answer, error);
  return TRUE;
}
