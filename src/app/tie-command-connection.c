/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-connection"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-command-connection.h"
#include "base/tie-date.h"
#include "base/tie-error.h"
#include "ledger/tie-package.h"

GPtrArray *
tie_command_connection_list (TieCommandSession *session,
                             GError **error)
{
  g_auto (TieCommandWait) wait = { NULL };

  tie_company_list_async (session->company, NULL, tie_command_wait_cb, &wait);
  return tie_company_list_finish (session->company, tie_command_wait (&wait), error);
}

/* ---- listing ---- */

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
add_flag (JsonBuilder *json,
          const char *name,
          gboolean value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_boolean_value (json, value);
}

static void
add_figure (JsonBuilder *json,
            const char *name,
            guint value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, value);
}

void
tie_command_connection_add_json (JsonBuilder *json,
                                 GPtrArray *entries)
{
  json_builder_set_member_name (json, "connections");
  json_builder_begin_array (json);
  for (guint i = 0; i < entries->len; i++)
    {
      const TieCompanyEntry *entry = g_ptr_array_index (entries, i);
      const TieConnection *connection = entry->connection;

      json_builder_begin_object (json);
      add_text (json, "id", connection->id);
      add_text (json, "package", connection->package);
      add_text (json, "environment", connection->environment);
      add_text (json, "company", entry->name);
      add_flag (json, "in_use", connection->is_active);
      add_flag (json, "connected", connection->connected != NULL);
      add_text (json, "last_read", connection->last_read);
      add_figure (json, "links", entry->n_links);
      add_figure (json, "waiting", entry->n_open);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

/* One line each, the one in use with a star. */
static void
print_entry (const TieCompanyEntry *entry)
{
  const TieConnection *connection = entry->connection;
  const TiePackage *package = tie_package_find (connection->package);
  g_autofree char *links = g_strdup_printf (ngettext ("%u link", "%u links", entry->n_links), entry->n_links);
  g_autofree char *read = connection->last_read != NULL ? tie_date_to_display (connection->last_read) : NULL;
  g_autofree char *state = NULL;

  if (connection->connected == NULL)
    state = g_strdup (_ ("Not Connected"));
  else
    state = read != NULL ? g_strdup_printf (_ ("read %s"), read) : g_strdup (_ ("not read yet"));
  g_print ("%s %s  %s (%s), %s, %s\n", connection->is_active ? "*" : " ", connection->id, entry->name, package != NULL ? package->name : connection->package, links, state);
}

static int
list (TieCommandSession *session)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = tie_command_connection_list (session, &error);

  if (entries == NULL)
    return tie_command_fail (session->practice, error);
  if (!session->json)
    {
      for (guint i = 0; i < entries->len; i++)
        print_entry (g_ptr_array_index (entries, i));
      return TIE_EXIT_DONE;
    }
  json_builder_begin_object (json);
  tie_command_connection_add_json (json, entries);
  json_builder_end_object (json);
  tie_command_print_json (json);
  return TIE_EXIT_DONE;
}

/* ---- another one ---- */

static gboolean
is_called (const char *name, /* (nullable) */
           const char *word)
{
  g_autofree char *folded_name = name != NULL ? g_utf8_casefold (name, -1) : NULL;
  g_autofree char *folded_word = g_utf8_casefold (word, -1);

  return g_strcmp0 (folded_name, folded_word) == 0;
}

/* By its id, else by the company's or the package's name where only one has it. */
static const TieCompanyEntry *
find_entry (GPtrArray *entries,
            const char *word,
            GError **error)
{
  const TieCompanyEntry *found = NULL;
  guint n_found = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const TieCompanyEntry *entry = g_ptr_array_index (entries, i);
      const TieConnection *connection = entry->connection;
      const TiePackage *package = tie_package_find (connection->package);

      if (g_str_equal (connection->id, word))
        return entry;
      if (!is_called (entry->name, word) && !is_called (connection->company_name, word) && !is_called (connection->package, word) &&
          !(package != NULL && is_called (package->name, word)))
        continue;
      found = entry;
      n_found++;
    }
  if (n_found == 0)
    g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("The practice has no connection of that name. “tieout connection list” names them."));
  else if (n_found > 1)
    g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("More than one connection has that name. Give its ID: “tieout connection list” tells it."));
  return n_found == 1 ? found : NULL;
}

static int
use (TieCommandSession *session,
     const char *word,
     gboolean anyway)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = tie_command_connection_list (session, &error);
  const TieCompanyEntry *entry = entries != NULL ? find_entry (entries, word, &error) : NULL;
  g_auto (TieCommandWait) wait = { NULL };

  if (entry == NULL)
    return tie_command_fail (word, error);
  tie_company_switch_async (session->company, entry->connection->id, anyway, NULL, tie_command_wait_cb, &wait);
  if (!tie_company_switch_finish (session->company, tie_command_wait (&wait), &error))
    return tie_command_session_fail_to_leave (session, entry->name, error);
  g_print ("%s\n", tie_company_get_name (session->company));
  return TIE_EXIT_DONE;
}

int
tie_command_connection (int argc,
                        char **argv)
{
  gboolean anyway = FALSE;
  const GOptionEntry entries[] = {
    { "anyway", 0, 0, G_OPTION_ARG_NONE, &anyway, N_ ("even if records wait to be sent to the company in use"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (TieCommandSession) session = tie_command_session_parse (argc, argv, entries, "list|use ID|NAME --practice FILE", _ ("Names the companies that the practice is connected to, or goes on with another of them. Links and lists of each are kept."), 1, 2);
  gboolean is_list;

  if (session == NULL)
    return TIE_EXIT_USAGE;
  is_list = g_str_equal (session->rest[0], "list") && session->rest[1] == NULL;
  if (!is_list && !(g_str_equal (session->rest[0], "use") && session->rest[1] != NULL))
    {
      g_printerr ("tieout connection: %s\n", _ ("Say “list”, or “use” and the ID or name of one."));
      return TIE_EXIT_USAGE;
    }
  if ((!is_list && !tie_command_session_require (session, TIE_RIGHT_SET_UP)) || !tie_command_session_open_company (session))
    return session->status;
  return is_list ? list (session) : use (session, session->rest[1], anyway);
}
