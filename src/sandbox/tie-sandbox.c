/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox"
#include "config.h"

#include <gio/gio.h>

#include "sandbox/sage/tie-sandbox-sage.h"
#include "sandbox/tie-sandbox-server.h"
#include "sandbox/tie-sandbox.h"
#include "sandbox/xero/tie-sandbox-xero.h"

/* Two companies are two realms, as long as real ones are. */
typedef struct
{
  const TieSandboxPackage *package;
  const char *name;
  const char *realm;
} Company;

static const Company companies[] = {
  { &tie_sandbox_quickbooks, "harbor", "9341450000000000017" }, /* a package's first is its default */
  { &tie_sandbox_quickbooks, "demo", "9341450000000000017" },
  { &tie_sandbox_quickbooks, "lists", "9341450000000000018" },
  { &tie_sandbox_quickbooks, "empty", "9341450000000000025" },
  { &tie_sandbox_quickbooks, "ast", "9341450000000000033" },
  { &tie_sandbox_quickbooks, "multi", "9341450000000000041" },
  { &tie_sandbox_quickbooks, "uk", "9341450000000000058" },
  { &tie_sandbox_quickbooks, "au", "9341450000000000066" },
  { &tie_sandbox_quickbooks, "ca", "9341450000000000074" },
  { &tie_sandbox_xero, "harbor", "5d9a3c1e-7b42-4f7e-9a51-2f0c6e8b1d01" },
  { &tie_sandbox_xero, "demo", "5d9a3c1e-7b42-4f7e-9a51-2f0c6e8b1d01" },
  { &tie_sandbox_xero, "lists", "5d9a3c1e-7b42-4f7e-9a51-2f0c6e8b1d01" },
  { &tie_sandbox_xero, "empty", "5d9a3c1e-7b42-4f7e-9a51-2f0c6e8b1d11" },
  { &tie_sandbox_sage, "harbor", "4b8e2f6a1c3d4e5f90a1b2c3d4e5f601" },
  { &tie_sandbox_sage, "demo", "4b8e2f6a1c3d4e5f90a1b2c3d4e5f601" },
  { &tie_sandbox_sage, "lists", "4b8e2f6a1c3d4e5f90a1b2c3d4e5f601" },
  { &tie_sandbox_sage, "empty", "4b8e2f6a1c3d4e5f90a1b2c3d4e5f611" },
  { &tie_sandbox_sage, "us", "4b8e2f6a1c3d4e5f90a1b2c3d4e5f621" },
  { &tie_sandbox_sage, "unregistered", "4b8e2f6a1c3d4e5f90a1b2c3d4e5f631" },
  { &tie_sandbox_sage, "start", "4b8e2f6a1c3d4e5f90a1b2c3d4e5f641" },
};

struct _TieSandbox
{
  GObject parent_instance;

  char *client_id;      /* (owned) */
  char *client_secret;  /* (owned) */
  char **redirect_uris; /* (owned) */
  char *data_file;      /* (owned) (nullable) */
  char *fault;          /* (owned) (nullable) */
  TieSandboxOptions options; /* points to the texts above */
  const Company *company;

  GThread *thread;       /* (owned) (nullable): NULL while stopped */
  GMainContext *context; /* (owned) */
  GMainLoop *loop;       /* (owned) */
  char *base_uri;        /* (owned) (nullable) */

  /* Only for the thread. */
  TieSandboxService *service; /* (owned) */
  SoupServer *server;         /* (owned) */
};

G_DEFINE_FINAL_TYPE (TieSandbox, tie_sandbox, G_TYPE_OBJECT)

/* A piece of work that another thread waits for. */
typedef void (*Work) (TieSandbox *self, gpointer data);

typedef struct
{
  TieSandbox *self;
  Work work;
  gpointer data;
  GMutex mutex;
  GCond cond;
  gboolean is_done;
} Call;

typedef struct
{
  const char *text;
  gint64 number;
  char *result;
  gboolean success;
  GError **error;
} Arguments;

static gboolean
call_cb (gpointer data)
{
  Call *call = data;

  call->work (call->self, call->data);
  g_mutex_lock (&call->mutex);
  call->is_done = TRUE;
  g_cond_signal (&call->cond);
  g_mutex_unlock (&call->mutex);
  return G_SOURCE_REMOVE;
}

static void
call_and_wait (TieSandbox *self,
               Work work,
               gpointer data)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Call call = { .self = self, .work = work, .data = data };

  g_return_if_fail (self->thread != NULL);

  g_mutex_init (&call.mutex);
  g_cond_init (&call.cond);
  g_source_set_callback (source, call_cb, &call, NULL);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_attach (source, self->context);
  g_mutex_lock (&call.mutex);
  while (!call.is_done)
    g_cond_wait (&call.cond, &call.mutex);
  g_mutex_unlock (&call.mutex);
  g_mutex_clear (&call.mutex);
  g_cond_clear (&call.cond);
}

static void
tie_sandbox_finalize (GObject *object)
{
  TieSandbox *self = TIE_SANDBOX (object);

  tie_sandbox_stop (self);
  g_free (self->client_id);
  g_free (self->client_secret);
  g_strfreev (self->redirect_uris);
  g_free (self->data_file);
  g_free (self->fault);

  G_OBJECT_CLASS (tie_sandbox_parent_class)->finalize (object);
}

static void
tie_sandbox_class_init (TieSandboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_sandbox_finalize;
}

static void
tie_sandbox_init (TieSandbox *self)
{
}

/* NULL stands for the default of either; an unknown package has no companies. */
static const Company *
find_company (const char *package,
              const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (companies); i++)
    {
      if (g_str_equal (companies[i].package->name, package != NULL ? package : companies[0].package->name)
          && (name == NULL || g_str_equal (companies[i].name, name)))
        return &companies[i];
    }
  return NULL;
}

gboolean
tie_sandbox_knows_company (const char *package,
                           const char *name)
{
  return find_company (package, name) != NULL;
}

TieSandbox *
tie_sandbox_new (const TieSandboxOptions *options)
{
  static const TieSandboxOptions defaults;
  TieSandbox *self = g_object_new (TIE_TYPE_SANDBOX, NULL);
  g_autoptr (GStrvBuilder) redirects = g_strv_builder_new ();

  if (options == NULL)
    options = &defaults;
  self->company = find_company (options->package, options->company);
  if (self->company == NULL)
    self->company = find_company (options->package, NULL);
  if (self->company == NULL)
    self->company = &companies[0];
  g_strv_builder_addv (redirects, (const char **) self->company->package->redirects);
  for (guint i = 0; options->redirect_uris != NULL && options->redirect_uris[i] != NULL; i++)
    g_strv_builder_add (redirects, options->redirect_uris[i]);
  self->client_id = g_strdup (options->client_id != NULL ? options->client_id : TIE_SANDBOX_CLIENT_ID);
  self->client_secret = g_strdup (options->client_secret != NULL ? options->client_secret : TIE_SANDBOX_CLIENT_SECRET);
  self->redirect_uris = g_strv_builder_end (redirects);
  self->data_file = g_strdup (options->data_file);
  self->fault = g_strdup (options->fault);

  self->options = *options;
  self->options.client_id = self->client_id;
  self->options.client_secret = self->client_secret;
  self->options.redirect_uris = (const char *const *) self->redirect_uris;
  self->options.data_file = self->data_file;
  self->options.fault = self->fault;
  self->options.package = self->company->package->name;
  self->options.company = self->company->name;
  return self;
}

static char *
dup_address (SoupServer *server)
{
  GSList *uris = soup_server_get_uris (server);
  char *address = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return address;
}

static gboolean
listen_here (TieSandbox *self,
             GError **error)
{
  self->service = tie_sandbox_service_new (self->company->package, &self->options, self->company->realm, error);
  if (self->service == NULL)
    return FALSE;
  self->server = soup_server_new ("server-header", "sandbox ", NULL);
  tie_sandbox_server_attach (self->server, self->service);
  if (!soup_server_listen_local (self->server, self->options.port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;
  self->base_uri = dup_address (self->server);
  self->service->base_uri = g_strdup (self->base_uri);
  return TRUE;
}

static void
start_work (TieSandbox *self,
            gpointer data)
{
  Arguments *arguments = data;

  arguments->success = listen_here (self, arguments->error);
}

/* The server and everything behind it end in the thread that they lived in. */
static gpointer
thread_main (gpointer data)
{
  TieSandbox *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_clear_pointer (&self->service, tie_sandbox_service_free);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

gboolean
tie_sandbox_start (TieSandbox *self,
                   GError **error)
{
  Arguments arguments = { .error = error };

  g_return_val_if_fail (TIE_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (self->thread == NULL, FALSE);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("sandbox", thread_main, self);
  call_and_wait (self, start_work, &arguments);
  if (!arguments.success)
    tie_sandbox_stop (self);
  return arguments.success;
}

static void
stop_work (TieSandbox *self,
           gpointer data)
{
  g_main_loop_quit (self->loop);
}

void
tie_sandbox_stop (TieSandbox *self)
{
  g_return_if_fail (TIE_IS_SANDBOX (self));

  if (self->thread == NULL)
    return;
  call_and_wait (self, stop_work, NULL);
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->base_uri, g_free);
}

const char *
tie_sandbox_get_base_uri (TieSandbox *self)
{
  g_return_val_if_fail (TIE_IS_SANDBOX (self), NULL);

  return self->base_uri;
}

const char *
tie_sandbox_get_client_id (TieSandbox *self)
{
  g_return_val_if_fail (TIE_IS_SANDBOX (self), NULL);

  return self->client_id;
}

const char *
tie_sandbox_get_client_secret (TieSandbox *self)
{
  g_return_val_if_fail (TIE_IS_SANDBOX (self), NULL);

  return self->client_secret;
}

const char *
tie_sandbox_get_realm (TieSandbox *self)
{
  g_return_val_if_fail (TIE_IS_SANDBOX (self), NULL);

  return self->company->realm;
}

static void
set_fault_work (TieSandbox *self,
                gpointer data)
{
  Arguments *arguments = data;

  arguments->success = tie_sandbox_service_set_fault (self->service, arguments->text, arguments->error);
}

gboolean
tie_sandbox_set_fault (TieSandbox *self,
                       const char *spec,
                       GError **error)
{
  Arguments arguments = { .text = spec, .error = error };

  g_return_val_if_fail (TIE_IS_SANDBOX (self), FALSE);

  call_and_wait (self, set_fault_work, &arguments);
  return arguments.success;
}

static void
journal_work (TieSandbox *self,
              gpointer data)
{
  ((Arguments *) data)->result = tie_sandbox_journal_dup (self->service);
}

char *
tie_sandbox_dup_journal (TieSandbox *self)
{
  Arguments arguments = { 0 };

  g_return_val_if_fail (TIE_IS_SANDBOX (self), NULL);

  call_and_wait (self, journal_work, &arguments);
  return arguments.result;
}

static void
edit_work (TieSandbox *self,
           gpointer data)
{
  Arguments *arguments = data;

  arguments->success = self->service->package->edit (self->service, arguments->text, arguments->error);
}

gboolean
tie_sandbox_edit (TieSandbox *self,
                  const char *json,
                  GError **error)
{
  Arguments arguments = { .text = json, .error = error };

  g_return_val_if_fail (TIE_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (json != NULL, FALSE);

  call_and_wait (self, edit_work, &arguments);
  return arguments.success;
}

gboolean
tie_sandbox_lose_answer (TieSandbox *self,
                         GError **error)
{
  return tie_sandbox_set_fault (self, self->company->package->lost_answer, error);
}

gboolean
tie_sandbox_edit_phone (TieSandbox *self,
                        GError **error)
{
  return tie_sandbox_edit (self, self->company->package->phone_edit, error);
}

static void
query_work (TieSandbox *self,
            gpointer data)
{
  Arguments *arguments = data;

  arguments->result = self->service->package->dup_query (self->service, arguments->text);
}

char *
tie_sandbox_dup_query (TieSandbox *self,
                       const char *statement)
{
  Arguments arguments = { .text = statement };

  g_return_val_if_fail (TIE_IS_SANDBOX (self), NULL);
  g_return_val_if_fail (statement != NULL, NULL);

  call_and_wait (self, query_work, &arguments);
  return arguments.result;
}

static void
clock_work (TieSandbox *self,
            gpointer data)
{
  self->service->company->clock_offset += ((Arguments *) data)->number;
}

void
tie_sandbox_advance_clock (TieSandbox *self,
                           gint64 seconds)
{
  Arguments arguments = { .number = seconds };

  g_return_if_fail (TIE_IS_SANDBOX (self));

  call_and_wait (self, clock_work, &arguments);
}

static void
reset_work (TieSandbox *self,
            gpointer data)
{
  tie_sandbox_service_reset (self->service);
}

void
tie_sandbox_reset (TieSandbox *self)
{
  g_return_if_fail (TIE_IS_SANDBOX (self));

  call_and_wait (self, reset_work, NULL);
}
