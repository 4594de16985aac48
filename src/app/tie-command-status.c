/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-status"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-command-connection.h"
#include "base/tie-date.h"
#include "model/tie-contact.h"
#include "store/tie-activity-table.h"
#include "store/tie-link-table.h"
#include "store/tie-outbox-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-sync-summary.h"

typedef struct
{
  const char *connection; /* (nullable) */
  char *firm;
  gint64 contacts;
  gint64 sites;
  gint64 customers;
  gint64 vendors;
  gint64 customer_links;
  gint64 vendor_links;
  gint64 queued;
  gint64 sending;
  gint64 failed;
  TieSyncSummary summary;
} Figures;

static gboolean
count (TieDb *db,
       gpointer data,
       GError **error)
{
  Figures *f = data;
  g_autoptr (GError) failure = NULL;

  if (!tie_sync_summary_read (db, &f->summary, error))
    return FALSE;
  f->firm = tie_setting_table_get (db, "firm", &failure);
  if (failure == NULL)
    f->contacts = tie_record_table_count (db, TIE_TYPE_CONTACT, &failure);
  if (failure == NULL)
    f->sites = tie_record_table_count (db, TIE_TYPE_SITE, &failure);
  if (failure == NULL && f->connection != NULL)
    {
      const struct
      {
        gint64 *figure;
        TieKind kind;
        TieOutboxState state;
      } counts[] = {
        { &f->customers, TIE_KIND_CUSTOMER, 0 },
        { &f->vendors, TIE_KIND_VENDOR, 0 },
        { &f->queued, 0, TIE_OUTBOX_QUEUED },
        { &f->sending, 0, TIE_OUTBOX_SENDING },
        { &f->failed, 0, TIE_OUTBOX_FAILED },
      };

      for (gsize i = 0; failure == NULL && i < G_N_ELEMENTS (counts); i++)
        {
          if (counts[i].kind != 0)
            *counts[i].figure = tie_remote_table_count (db, f->connection, counts[i].kind, &failure);
          else
            *counts[i].figure = tie_outbox_table_count (db, f->connection, counts[i].state, &failure);
        }
      if (failure == NULL)
        f->customer_links = tie_link_table_count (db, f->connection, TIE_KIND_CUSTOMER, &failure);
      if (failure == NULL)
        f->vendor_links = tie_link_table_count (db, f->connection, TIE_KIND_VENDOR, &failure);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

static void
add_figure (JsonBuilder *json,
            const char *name,
            gint64 value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, value);
}

static void
add_text (JsonBuilder *json,
          const char *name,
          const char *value)
{
  json_builder_set_member_name (json, name);
  if (value != NULL)
    json_builder_add_string_value (json, value);
  else
    json_builder_add_null_value (json);
}

static void
print_json (TieCommandSession *session,
            const Figures *f,
            GPtrArray *connections)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  add_text (json, "practice", session->practice);
  add_text (json, "firm", f->firm);
  json_builder_set_member_name (json, "connection");
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "connected");
  json_builder_add_boolean_value (json, tie_company_get_state (session->company) == TIE_COMPANY_CONNECTED);
  add_text (json, "package", tie_company_get_package (session->company)->id);
  add_text (json, "package_name", tie_company_get_package (session->company)->name);
  add_text (json, "company", tie_company_get_name (session->company));
  add_text (json, "last_read", tie_company_get_last_read (session->company));
  json_builder_end_object (json);
  tie_command_connection_add_json (json, connections);
  add_figure (json, "contacts", f->contacts);
  add_figure (json, "sites", f->sites);
  json_builder_set_member_name (json, "company");
  json_builder_begin_object (json);
  add_figure (json, "customers", f->customers);
  add_figure (json, "vendors", f->vendors);
  json_builder_end_object (json);
  json_builder_set_member_name (json, "documents");
  json_builder_begin_object (json);
  add_figure (json, "draft", f->summary.documents.draft);
  add_figure (json, "ready", f->summary.documents.ready);
  add_figure (json, "blocked", f->summary.documents.blocked);
  add_figure (json, "exported", f->summary.documents.exported);
  add_figure (json, "posted", f->summary.documents.posted);
  json_builder_end_object (json);
  json_builder_set_member_name (json, "payments");
  json_builder_begin_object (json);
  add_figure (json, "ready", f->summary.payments.ready);
  add_figure (json, "blocked", f->summary.payments.blocked);
  add_figure (json, "exported", f->summary.payments.exported);
  add_figure (json, "to_import", f->summary.payments.to_import);
  add_figure (json, "to_import_blocked", f->summary.payments.to_import_blocked);
  add_figure (json, "imported", f->summary.payments.imported);
  json_builder_end_object (json);
  json_builder_set_member_name (json, "links");
  json_builder_begin_object (json);
  add_figure (json, "customers", f->customer_links);
  add_figure (json, "vendors", f->vendor_links);
  json_builder_end_object (json);
  json_builder_set_member_name (json, "outbox");
  json_builder_begin_object (json);
  add_figure (json, "queued", f->queued);
  add_figure (json, "sending", f->sending);
  add_figure (json, "failed", f->failed);
  json_builder_end_object (json);
  json_builder_end_object (json);
  tie_command_print_json (json);
}

static void
print_text (TieCommandSession *session,
            const Figures *f,
            GPtrArray *connections)
{
  const char *company = tie_company_get_name (session->company);
  g_autofree char *read = tie_date_to_display (tie_company_get_last_read (session->company));

  g_print ("%s\n", f->firm != NULL ? f->firm : session->practice);
  if (tie_company_get_state (session->company) == TIE_COMPANY_CONNECTED)
    g_print (_ ("Connected to %s, read %s\n"), company, read);
  else
    g_print ("%s\n", _ ("Not Connected"));
  for (guint i = 0; i < connections->len; i++)
    {
      const TieCompanyEntry *entry = g_ptr_array_index (connections, i);

      if (!entry->connection->is_active)
        g_print (_ ("Kept aside: %s, %u links\n"), entry->name, entry->n_links);
    }
  g_print (_ ("%u contacts, %u sites\n"), (guint) f->contacts, (guint) f->sites);
  g_print (_ ("%u of %u customers linked\n"), (guint) f->customer_links, (guint) f->customers);
  g_print (_ ("%u of %u vendors linked\n"), (guint) f->vendor_links, (guint) f->vendors);
  g_print (_ ("Documents: %u drafts, %u ready, %u blocked, %u exported, %u posted\n"),
           f->summary.documents.draft, f->summary.documents.ready, f->summary.documents.blocked, f->summary.documents.exported, f->summary.documents.posted);
  g_print (_ ("Payments: %u ready, %u blocked, %u exported, %u to be imported, %u imported\n"),
           f->summary.payments.ready, f->summary.payments.blocked, f->summary.payments.exported,
           f->summary.payments.to_import + f->summary.payments.to_import_blocked, f->summary.payments.imported);
  if (f->queued + f->sending + f->failed > 0)
    g_print (_ ("%u waiting to be sent, %u failed\n"), (guint) (f->queued + f->sending), (guint) f->failed);
}

int
tie_command_status (int argc,
                    char **argv)
{
  g_autoptr (TieCommandSession) session = tie_command_session_parse (argc, argv, NULL, "--practice FILE", _ ("Says what the practice holds and how it stands with its company."), 0, 0);
  const TieConnection *connection;
  g_autoptr (GPtrArray) connections = NULL;
  g_autoptr (GError) error = NULL;
  Figures figures = { 0 };
  int status = TIE_EXIT_DONE;

  if (session == NULL)
    return TIE_EXIT_USAGE;
  if (!tie_command_session_open_company (session))
    return session->status;

  connection = tie_company_get_connection (session->company);
  figures.connection = connection != NULL ? connection->id : NULL;
  connections = tie_command_connection_list (session, &error);
  if (connections == NULL || !tie_store_run (session->store, TIE_STORE_READ, count, &figures, &error))
    status = tie_command_fail (session->practice, error);
  else if (session->json)
    print_json (session, &figures, connections);
  else
    print_text (session, &figures, connections);
  if (status == TIE_EXIT_DONE && figures.failed > 0)
    status = TIE_EXIT_ATTENTION;
  g_free (figures.firm);
  return status;
}
